import Groundwork
import SearchTrees

/// What an evaluator said, as the keys of an `evaluate` event.
extension JournalRecorder {
  /// Writes a verdict: the value, the parts with all that made them count, the tokens, the rationale,
  /// what was generated.
  func writeVerdict(_ verdict: borrowing Verdict, isTerminal: Bool) {
    if verdict.vector.isEmpty {
      writeExactly(verdict.value, as: ",\"value\":")
    } else {
      output.raw(",\"value\":")
      output.value(.array(verdict.vector.map { .optional($0) }))
    }
    if isTerminal { output.raw(",\"terminal\":true") }
    if !verdict.parts.isEmpty { write(verdict.parts) }
    if !verdict.tokens.isEmpty { write(verdict.tokens) }
    if let rationale = verdict.rationale {
      output.raw(",\"rationale\":")
      output.string(rationale)
    }
    writeExactly(verdict.confidence, as: ",\"confidence\":")
    if !verdict.voices.isEmpty { write(verdict.voices) }
    if let model = verdict.model {
      output.raw(",\"model\":")
      output.string(model)
    }
    if let source = verdict.source {
      output.raw(",\"source\":")
      output.string(source)
    }
    if !verdict.cost.isEmpty {
      output.raw(",\"cost\":")
      output.value(JSONValue(verdict.cost.map { ($0.name, .number($0.value)) }))
    }
    if !verdict.evidence.isEmpty { write(verdict.evidence) }
    if verdict.isStandIn { output.raw(",\"stand_in\":true") }
    if verdict.mayBeAskedAgain { output.raw(",\"may_be_asked_again\":true") }
    if let generation = verdict.generation { write(generation) }
    if let proposal = verdict.proposal { write(proposal) }
  }

  /// Writes what several judges said.
  private func write(_ voices: [VerdictVoice]) {
    output.raw(",\"voices\":")
    output.value(
      .array(
        voices.map { voice in
          JSONValue(
            [("name", .string(voice.name))] + (voice.value.map { [("value", .number($0))] } ?? [])
              + (voice.text.map { [("text", .string($0))] } ?? []))
        }))
  }

  /// Writes what an evaluator points at.
  private func write(_ evidence: [VerdictEvidence]) {
    output.raw(",\"evidence\":")
    output.value(
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

  private func write(_ generation: GeneratedText) {
    output.raw(",\"generation\":{\"text\":")
    output.string(generation.text)
    write(generation.accepted, as: ",\"accepted\":")
    write(generation.rejected, as: ",\"rejected\":")
    write(generation.calls)
    output.raw(generation.disagrees ? ",\"disagrees\":true}" : "}")
  }

  private func write(_ proposal: GeneratedProposal) {
    write(proposal.drawn, as: ",\"proposal\":{\"drawn\":")
    write(proposal.samples, as: ",\"samples\":")
    write(proposal.illegal, as: ",\"illegal\":")
    write(proposal.accepted, as: ",\"accepted\":")
    write(proposal.rejected, as: ",\"rejected\":")
    write(proposal.calls)
    output.raw("}")
  }

  /// Writes how often models were asked, by their names.
  private func write(_ calls: [ModelCalls]) {
    if calls.isEmpty { return }
    output.raw(",\"calls\":{")
    for (index, model) in calls.enumerated() {
      output.comma(before: index)
      output.string(model.model)
      output.raw(":")
      output.integer(model.count)
    }
    output.raw("}")
  }

  private func write(_ parts: [VerdictPart]) {
    output.raw(",\"parts\":[")
    for (index, part) in parts.enumerated() {
      output.comma(before: index)
      output.raw("{\"name\":")
      output.string(part.name)
      writeExactly(part.raw, as: ",\"raw\":")
      write(part.region, as: ",\"region\":")
      write(part.regionCount, as: ",\"regions\":")
      writeExactly(part.mean, as: ",\"mean\":")
      writeExactly(part.deviation, as: ",\"deviation\":")
      write(part.samples, as: ",\"samples\":")
      writeExactly(part.normalized, as: ",\"normalized\":")
      writeExactly(part.weight, as: ",\"weight\":")
      writeExactly(part.contribution, as: ",\"contribution\":")
      output.raw("}")
    }
    output.raw("]")
  }

  private func write(_ tokens: [TokenEvidence]) {
    output.raw(",\"tokens\":[")
    for (index, token) in tokens.enumerated() {
      output.comma(before: index)
      output.raw("{\"text\":")
      output.string(token.text)
      if token.role != .action {
        output.raw(",\"role\":")
        output.string(token.role.rawValue)
      }
      write(token.likelihoods)
      writeExactly(token.divergence, as: ",\"divergence\":")
      if token.isShared { output.raw(",\"shared\":true") }
      if token.isSame { output.raw(",\"same\":true") }
      write(token.top, beside: token.likelihoods)
      output.raw("}")
    }
    output.raw("]")
  }

  /// Writes the log-probabilities of a token, by the names of the models; those that are not finite are
  /// left out.
  private func write(_ likelihoods: TokenLikelihoods) {
    var count = 0
    for model in likelihoods.logarithms where model.value.isFinite {
      count == 0 ? output.raw(",\"logprobs\":{") : output.raw(",")
      count += 1
      output.string(model.name)
      output.raw(":")
      output.number(model.value)
    }
    if count > 0 { output.raw("}") }
  }

  /// Writes the likeliest tokens: a list of the text and the log-probabilities each, in the order of the
  /// token's models, or an object with the models' names where they are others.
  private func write(
    _ alternatives: [TokenEvidence.Alternative], beside token: TokenLikelihoods
  ) {
    let models = token.logarithms.filter(\.value.isFinite)
    var count = 0
    for alternative in alternatives {
      let numbers = alternative.likelihoods.logarithms
      guard numbers.contains(where: \.value.isFinite) else { continue }
      count == 0 ? output.raw(",\"top\":[") : output.raw(",")
      count += 1
      if numbers.count == models.count, numbers.allSatisfy(\.value.isFinite),
        zip(numbers, models).allSatisfy({ $0.name == $1.name })
      {
        output.raw("[")
        output.string(alternative.text)
        for number in numbers {
          output.raw(",")
          output.number(number.value)
        }
        output.raw("]")
      } else {
        output.raw("{\"text\":")
        output.string(alternative.text)
        write(alternative.likelihoods)
        output.raw("}")
      }
    }
    if count > 0 { output.raw("]") }
  }

  // MARK: - Numbers

  private func write(_ number: Int?, as key: StaticString) {
    guard let number else { return }
    output.raw(key)
    output.integer(number)
  }

  /// Writes a number as it is; one of single precision that was widened as short as it was.
  private func writeExactly(_ number: Double?, as key: StaticString) {
    guard let number, number.isFinite else { return }
    output.raw(key)
    let short = Float(number)
    Double(short) == number ? output.number(short) : output.number(number)
  }
}
