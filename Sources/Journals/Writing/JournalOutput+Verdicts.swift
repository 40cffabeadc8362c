import Groundwork
import SearchTrees

/// What an evaluator said, as the keys of an `evaluate` event.
extension JournalOutput {
  /// Writes a verdict: the value, the parts with all that made them count, the tokens, the rationale,
  /// what was generated.
  mutating func writeVerdict(_ verdict: borrowing Verdict, isTerminal: Bool) {
    if verdict.vector.isEmpty {
      writeExactly(verdict.value, as: ",\"value\":")
    } else {
      raw(",\"value\":")
      value(.array(verdict.vector.map { .optional($0) }))
    }
    if isTerminal { raw(",\"terminal\":true") }
    if !verdict.parts.isEmpty { write(verdict.parts) }
    if !verdict.tokens.isEmpty { write(verdict.tokens) }
    if let rationale = verdict.rationale {
      raw(",\"rationale\":")
      string(rationale)
    }
    writeExactly(verdict.confidence, as: ",\"confidence\":")
    if !verdict.voices.isEmpty { write(verdict.voices) }
    if let model = verdict.model {
      raw(",\"model\":")
      string(model)
    }
    if let source = verdict.source {
      raw(",\"source\":")
      string(source)
    }
    if !verdict.cost.isEmpty {
      raw(",\"cost\":")
      value(JSONValue(verdict.cost.map { ($0.name, .number($0.value)) }))
    }
    if !verdict.calls.isEmpty {
      raw(",\"asked\":")
      value(JSONValue(verdict.calls.map { ($0.name, .integer($0.number)) }))
    }
    if !verdict.evidence.isEmpty { write(verdict.evidence) }
    if verdict.isStandIn { raw(",\"stand_in\":true") }
    if verdict.mayBeAskedAgain { raw(",\"may_be_asked_again\":true") }
    if let generation = verdict.generation { write(generation) }
    if let proposal = verdict.proposal { write(proposal) }
  }

  /// Writes what several judges said.
  private mutating func write(_ voices: [VerdictVoice]) {
    raw(",\"voices\":")
    value(
      .array(
        voices.map { voice in
          JSONValue(
            [("name", .string(voice.name))] + (voice.value.map { [("value", .number($0))] } ?? [])
              + (voice.text.map { [("text", .string($0))] } ?? []))
        }))
  }

  /// Writes what an evaluator points at.
  private mutating func write(_ evidence: [VerdictEvidence]) {
    raw(",\"evidence\":")
    value(
      .array(
        evidence.map { item in
          let members: [(String, JSONValue?)] = [
            ("place", item.place.map { .integer($0) }),
            ("document", item.document.map { .string($0) }),
            ("line", item.line.map { .integer($0) }), ("text", item.text.map { .string($0) }),
          ]
          return JSONValue(members.compactMap { name, value in value.map { (name, $0) } })
        }))
  }

  private mutating func write(_ generation: GeneratedText) {
    raw(",\"generation\":{\"text\":")
    string(generation.text)
    write(generation.accepted, as: ",\"accepted\":")
    write(generation.rejected, as: ",\"rejected\":")
    write(generation.calls)
    raw(generation.disagrees ? ",\"disagrees\":true}" : "}")
  }

  private mutating func write(_ proposal: GeneratedProposal) {
    write(proposal.drawn, as: ",\"proposal\":{\"drawn\":")
    write(proposal.samples, as: ",\"samples\":")
    write(proposal.illegal, as: ",\"illegal\":")
    write(proposal.accepted, as: ",\"accepted\":")
    write(proposal.rejected, as: ",\"rejected\":")
    write(proposal.calls)
    raw("}")
  }

  /// Writes how often models were asked, by their names.
  private mutating func write(_ calls: [ModelCalls]) {
    if calls.isEmpty { return }
    raw(",\"calls\":{")
    for (index, model) in calls.enumerated() {
      comma(before: index)
      string(model.model)
      raw(":")
      integer(model.count)
    }
    raw("}")
  }

  private mutating func write(_ parts: [VerdictPart]) {
    raw(",\"parts\":[")
    for (index, part) in parts.enumerated() {
      comma(before: index)
      raw("{\"name\":")
      string(part.name)
      writeExactly(part.raw, as: ",\"raw\":")
      write(part.region, as: ",\"region\":")
      write(part.regionCount, as: ",\"regions\":")
      writeExactly(part.mean, as: ",\"mean\":")
      writeExactly(part.deviation, as: ",\"deviation\":")
      write(part.samples, as: ",\"samples\":")
      writeExactly(part.normalized, as: ",\"normalized\":")
      writeExactly(part.weight, as: ",\"weight\":")
      writeExactly(part.contribution, as: ",\"contribution\":")
      raw("}")
    }
    raw("]")
  }

  private mutating func write(_ tokens: [TokenEvidence]) {
    raw(",\"tokens\":[")
    for (index, token) in tokens.enumerated() {
      comma(before: index)
      raw("{\"text\":")
      string(token.text)
      if token.role != .action {
        raw(",\"role\":")
        string(token.role.rawValue)
      }
      write(token.likelihoods)
      writeExactly(token.divergence, as: ",\"divergence\":")
      if token.isShared { raw(",\"shared\":true") }
      if token.isSame { raw(",\"same\":true") }
      write(token.top, beside: token.likelihoods)
      raw("}")
    }
    raw("]")
  }

  /// Writes the log-probabilities of a token, by the names of the models; those that are not finite are
  /// left out.
  private mutating func write(_ likelihoods: TokenLikelihoods) {
    var count = 0
    for model in likelihoods.logarithms where model.value.isFinite {
      count == 0 ? raw(",\"logprobs\":{") : raw(",")
      count += 1
      string(model.name)
      raw(":")
      number(model.value)
    }
    if count > 0 { raw("}") }
  }

  /// Writes the likeliest tokens: a list of the text and the log-probabilities each, in the order of the
  /// token's models, or an object with the models' names where they are others.
  private mutating func write(
    _ alternatives: [TokenEvidence.Alternative], beside token: TokenLikelihoods
  ) {
    let models = token.logarithms.filter(\.value.isFinite)
    var count = 0
    for alternative in alternatives {
      let numbers = alternative.likelihoods.logarithms
      guard numbers.contains(where: \.value.isFinite) else { continue }
      count == 0 ? raw(",\"top\":[") : raw(",")
      count += 1
      if numbers.count == models.count, numbers.allSatisfy(\.value.isFinite),
        zip(numbers, models).allSatisfy({ $0.name == $1.name })
      {
        raw("[")
        string(alternative.text)
        for logarithm in numbers {
          raw(",")
          number(logarithm.value)
        }
        raw("]")
      } else {
        raw("{\"text\":")
        string(alternative.text)
        write(alternative.likelihoods)
        raw("}")
      }
    }
    if count > 0 { raw("]") }
  }

  // MARK: - Numbers

  private mutating func write(_ number: Int?, as key: StaticString) {
    guard let number else { return }
    raw(key)
    integer(number)
  }

  /// Writes a number as it is; one of single precision that was widened as short as it was.
  mutating func writeExactly(_ value: Double?, as key: StaticString) {
    guard let value, value.isFinite else { return }
    raw(key)
    let short = Float(value)
    Double(short) == value ? number(short) : number(value)
  }
}
