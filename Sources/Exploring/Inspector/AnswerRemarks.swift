import Drawing
import Groundwork
import SearchTrees

/// The answer in words: what it is, what it is worth, by which rule, and why it is another line than the
/// most visited one.
enum AnswerRemarks {
  /// Returns what the answer is, for a line: what its check said, what the program said, or its actions.
  static func subject(_ answer: SearchAnswer) -> String? {
    if let check = answer.check { return check.words }
    if let text = answer.text, !text.isEmpty { return text }
    guard !answer.path.isEmpty else { return nil }
    // Of a long line the beginning says it; what is behind it cannot be seen anyway.
    let shown = answer.path.prefix(200)
    func holds(_ sign: UInt8) -> Bool { shown.contains { $0.utf8.contains(sign) } }
    let separator = holds(UInt8(ascii: ",")) ? " > " : holds(UInt8(ascii: " ")) ? ", " : " "
    var text = ""
    for (index, action) in shown.enumerated() {
      if index > 0 { text += separator }
      text += action
    }
    return text
  }

  /// Returns what the answer is worth, for a line.
  static func worth(_ answer: SearchAnswer) -> String {
    let rule = answer.instead ?? answer.rule
    let number = answer.valueText
    let first = answer.firstValue.map { ", Q " + NumberText.fixed($0) } ?? ""
    guard answer.check == nil else {
      return number.map { [answer.measure, $0].compactMap { $0 }.joined(separator: " ") }
        ?? "by \(rule)"
    }
    return "by \(rule)\(first)"
  }

  /// Returns the answer and why it is another line than the most visited one, as lines; last its actions,
  /// where something else says what it is.
  static func lines(_ state: ExplorerState, width: Int) -> [StyledLine] {
    let repertoire = state.glyphs.repertoire
    guard let answer = state.slice.summary.answer else { return [] }
    guard let subject = subject(answer) else { return [StyledLine("no answer yet", .muted)] }
    let end = answer.nodes.last.map { $0 == .root ? "" : "   \($0)" } ?? ""
    var lines = paragraph(
      "answer: " + subject + end, state.glyphs.answer, .best, width, repertoire)
    let texts = [answer.reason, finish(answer)].compactMap { $0 }
    lines += paragraph(texts.joined(separator: "; "), "", .muted, width, repertoire)
    if answer.chances.count > 1 {
      // The likeliest say it; of equal ones the oldest.
      let likely = answer.chances.indices.sorted {
        (answer.chances[$1].probability, $0) < (answer.chances[$0].probability, $1)
      }
      let words = likely.prefix(8).map { place in
        "\(answer.chances[place].action) \(NumberText.fixed(answer.chances[place].probability))"
      }
      let rest = likely.count > words.count ? ", \(likely.count - words.count) more" : ""
      lines += paragraph(
        "drawn among: " + words.joined(separator: ", ") + rest, "", .muted, width, repertoire)
    }
    if let other = answer.other {
      lines += paragraph(
        (state.slice.summary.bestLineGoesByValue ? "highest Q: " : "most visits: ")
          + words(for: other, answer), state.glyphs.best, .best, width, repertoire)
      if let parting = other.parting {
        lines += paragraph(words(for: parting), "", .muted, width, repertoire)
      }
    }
    if answer.check != nil || answer.text != nil, !answer.path.isEmpty {
      let path = answer.path.prefix(200).joined(separator: ", ")
      lines += paragraph(path, "", .plain, width, repertoire)
    }
    return lines
  }

  /// Whether the answer has come to an end, where that is known and is not said anyway.
  private static func finish(_ answer: SearchAnswer) -> String? {
    guard answer.check == nil, answer.nodes.count > 1 else { return nil }
    let count = answer.nodes.count - 1
    let steps = "\(NumberText.grouped(count)) step\(count == 1 ? "" : "s")"
    return answer.isTerminal ? "\(steps), to an end" : "\(steps), unfinished"
  }

  private static func words(
    for other: SearchAnswer.OtherLine, _ answer: SearchAnswer
  ) -> String {
    var text =
      other.check?.words
      ?? "\(NumberText.grouped(other.length)) step\(other.length == 1 ? "" : "s")"
      + (other.isTerminal ? "" : ", unfinished")
    if let value = other.value, let measure = answer.measure {
      text += "; \(measure) \(NumberText.fixed(value))"
    }
    return text + "   \(other.end)"
  }

  private static func words(for parting: SearchAnswer.Parting) -> String {
    guard let visits = parting.visits, let otherVisits = parting.otherVisits else {
      return "They part at step \(parting.step): \(parting.action) against \(parting.otherAction)."
    }
    return "They part at step \(parting.step): \(parting.action), "
      + "\(Self.visits(visits)), against \(parting.otherAction), "
      + "\(NumberText.count(otherVisits)). "
      + "Visits say where the search looked, not what it found best."
  }

  private static func visits(_ count: Double) -> String {
    "\(NumberText.count(count)) visit\(count == 1 ? "" : "s")"
  }

  private static func paragraph(
    _ text: String, _ sign: SafeText, _ style: Style, _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    SafeText.lines(of: text, width: max(10, width - 2), repertoire: repertoire).enumerated().map {
      StyledLine((($0.offset == 0 ? sign : "")).padded(to: 2), style)
        .then($0.element, style == .muted ? .muted : .plain)
    }
  }
}
