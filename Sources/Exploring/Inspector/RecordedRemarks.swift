import Drawing
import Groundwork
import SearchTrees

/// What a recording says of a node beside its statistics: what kind of node it is, who proposed it, how
/// sure an evaluator was, what several judges said.
enum RecordedRemarks {
  /// Returns the kind, the flags that a recording sets, the children that were never added, who proposed
  /// the node and with what probability it was to be drawn, as far as anybody said.
  static func node(_ detail: NodeDetail, width: Int, _ repertoire: Repertoire) -> [StyledLine] {
    var facts: [String] = []
    if let kind = detail.kind { facts.append("kind \(kind)") }
    let flags = InspectorPage.words(for: detail.statistics.flags)
    if !flags.isEmpty { facts.append("flags \(flags)") }
    if detail.isOutside { facts.append("outside of the part that the search went on in") }
    if let more = detail.unexpanded, more > 0 {
      facts.append("\(NumberText.grouped(more)) more children, never expanded")
    }
    if let source = detail.source { facts.append("source \(source)") }
    if let probability = probability(detail) {
      facts.append("probability \(NumberText.fixed(probability))")
    }
    return StyledLine.packed(
      facts, separator: "   ", width: max(10, width), style: .muted, repertoire: repertoire)
  }

  /// The probability with which the node was to be drawn by the last choice that is known.
  private static func probability(_ detail: NodeDetail) -> Double? {
    detail.siblings?.candidates.first { $0.node == detail.node }?.probability
  }

  /// Returns what an evaluator said beside its value, its parts and its reasons: all numbers of a vector,
  /// its confidence, who was asked and what it cost, what it points at, and each of several voices.
  static func verdict(_ verdict: Verdict, width: Int, _ repertoire: Repertoire) -> [StyledLine] {
    var facts: [String] = []
    if verdict.vector.count > 1 {
      let numbers = verdict.vector.map { $0.map { NumberText.fixed($0) } ?? "-" }
      facts.append("value (\(numbers.joined(separator: ", ")))")
    }
    if let confidence = verdict.confidence {
      facts.append("confidence \(NumberText.fixed(confidence))")
    }
    if let model = verdict.model { facts.append("model \(model)") }
    if let source = verdict.source { facts.append("source \(source)") }
    if verdict.isStandIn { facts.append("stand-in") }
    if verdict.mayBeAskedAgain { facts.append("may be asked again") }
    facts += verdict.cost.map { "\($0.name) \(NumberText.short($0.value))" }
    return StyledLine.packed(
      facts, separator: "   ", width: max(10, width), style: .muted, repertoire: repertoire)
      + evidence(verdict.evidence, width, repertoire)
      + voices(verdict.voices, width, repertoire)
  }

  /// Each thing that the evaluator points at: the place, the line of a document, and what stands there.
  private static func evidence(
    _ evidence: [VerdictEvidence], _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    guard !evidence.isEmpty else { return [] }
    let rows = evidence.flatMap { item -> [StyledLine] in
      var facts = item.place.map { ["place \($0)"] } ?? []
      if let document = item.document { facts.append(document) }
      if let line = item.line { facts.append("line \(line)") }
      let head = facts.joined(separator: ", ")
      let text = [head, item.text ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
      return SafeText.lines(of: text, width: max(10, width - 2), repertoire: repertoire)
        .map { StyledLine("  ").then($0) }
    }
    return [StyledLine("EVIDENCE", .heading)] + rows
  }

  private static func voices(
    _ voices: [VerdictVoice], _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    guard !voices.isEmpty else { return [] }
    let names = voices.enumerated().map { place, voice in
      SafeText(voice.name.isEmpty ? "\(place + 1)" : voice.name, repertoire: repertoire)
    }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(4, width / 3))
    let numbers = voices.map { $0.value.map { NumberText.fixed($0) } ?? "-" }
    let numberWidth = numbers.map(\.count).max() ?? 0
    let indent = 2 + nameWidth + 2 + numberWidth + 2
    let rows = voices.indices.flatMap { place -> [StyledLine] in
      let head = StyledLine("  ").then(names[place].padded(to: nameWidth))
        .then(SafeText("  " + numbers[place].right(numberWidth)), .value)
      guard let text = voices[place].text, !text.isEmpty else { return [head] }
      let lines = SafeText.lines(
        of: text, width: max(10, width - indent), repertoire: repertoire)
      return lines.enumerated().map { index, line in
        (index == 0 ? head.then("  ") : StyledLine(.blanks(indent))).then(line)
      }
    }
    return [StyledLine("VOICES", .heading)] + rows
  }
}
