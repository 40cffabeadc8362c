import Glibc
import Groundwork
import SearchTrees

/// What an evaluator said, as the keys of an `evaluate` event.
extension JournalRecorder {
  /// Writes a verdict: the value, the parts with all that made them count, the tokens, the rationale,
  /// what was generated.
  func writeVerdict(_ verdict: borrowing Verdict, isTerminal: Bool) {
    writeExactly(verdict.value, as: ",\"value\":")
    if isTerminal { output.raw(",\"terminal\":true") }
    if !verdict.parts.isEmpty { write(verdict.parts) }
    if !verdict.tokens.isEmpty { write(verdict.tokens) }
    if let rationale = verdict.rationale {
      output.raw(",\"rationale\":")
      output.string(rationale)
    }
    if let generation = verdict.generation { write(generation) }
    if let proposal = verdict.proposal { write(proposal) }
  }

  private func write(_ generation: GeneratedText) {
    output.raw(",\"generation\":{\"text\":")
    output.string(generation.text)
    write(generation.accepted, as: ",\"accepted\":")
    write(generation.rejected, as: ",\"rejected\":")
    write(generation.expertCalls, as: ",\"expert\":")
    write(generation.amateurCalls, as: ",\"amateur\":")
    output.raw(generation.disagrees ? ",\"disagrees\":true}" : "}")
  }

  private func write(_ proposal: GeneratedProposal) {
    write(proposal.drawn, as: ",\"proposal\":{\"drawn\":")
    write(proposal.samples, as: ",\"samples\":")
    write(proposal.illegal, as: ",\"illegal\":")
    write(proposal.accepted, as: ",\"accepted\":")
    write(proposal.rejected, as: ",\"rejected\":")
    write(proposal.expertCalls, as: ",\"expert\":")
    write(proposal.amateurCalls, as: ",\"amateur\":")
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
      output.raw(",\"role\":")
      output.string(token.role.rawValue)
      writeRounded(token.expert, as: ",\"expert\":")
      writeRounded(token.amateur, as: ",\"amateur\":")
      writeRounded(token.divergence, as: ",\"divergence\":")
      if token.isShared { output.raw(",\"shared\":true") }
      if token.isSame { output.raw(",\"same\":true") }
      write(token.top.filter { $0.expert.isFinite })
      output.raw("}")
    }
    output.raw("]")
  }

  /// Writes the likeliest tokens, a list of text and probabilities each.
  private func write(_ alternatives: [TokenEvidence.Alternative]) {
    if alternatives.isEmpty { return }
    output.raw(",\"top\":[")
    for (index, alternative) in alternatives.enumerated() {
      output.comma(before: index)
      output.raw("[")
      output.string(alternative.text)
      writeRounded(alternative.expert, as: ",")
      writeRounded(alternative.amateur, as: ",")
      output.raw("]")
    }
    output.raw("]")
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

  /// Writes a number in five significant digits, which is more than a probability is worth.
  private func writeRounded(_ number: Double?, as key: StaticString) {
    guard let number, number.isFinite else { return }
    output.raw(key)
    output.number(Self.rounded(number))
  }

  /// Returns the number nearest to another one that has five significant digits.
  static func rounded(_ number: Double) -> Double {
    guard number != 0 else { return 0 }
    let scale = pow(10, 4 - log10(number.magnitude).rounded(.down))
    let result = (number * scale).rounded() / scale
    return result.isFinite ? result : number
  }
}
