import Drawing
import Groundwork
import SearchTrees

/// What is said of a search as a whole beside its tree: alarms, and what language models did.
enum SearchRemarks {
  // MARK: - Alarms

  /// Returns the number of alarms and findings for a line that has room for little; empty without any.
  static func alarmCount(_ summary: SearchSummary, isBrief: Bool) -> SafeText {
    let counts = [(summary.alarms.count, "alarm"), (summary.findings.count, "finding")]
      .filter { $0.0 > 0 }
    if counts.isEmpty { return .empty }
    if isBrief { return SafeText("  !\(counts.reduce(0) { $0 + $1.0 })") }
    let words = counts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return SafeText("  ! " + words.joined(separator: ", "))
  }

  /// Returns each alarm in a sentence that names its node.
  static func alarmTexts(_ summary: SearchSummary) -> [String] {
    summary.alarms.map { alarm in (alarm.node.map { "\($0): " } ?? "") + alarm.text }
  }

  /// Returns the alarms as lines.
  static func alarms(
    _ summary: SearchSummary, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    alarmTexts(summary).flatMap { text in
      SafeText.lines(of: text, width: max(10, width - 2), repertoire: repertoire).enumerated().map {
        StyledLine($0.offset == 0 ? "! " : "  ", .warning).then($0.element)
      }
    }
  }

  // MARK: - Models

  /// Returns what language models did so far, all of them and then each that is on a server; nothing in
  /// searches without them.
  static func modelUse(
    _ summary: SearchSummary, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let servers = summary.servers.filter { $0.use != ModelServer.Use() }
    return modelUse(summary.modelUse, width: width)
      + (servers.flatMap(\.accountLines) + (servers.isEmpty ? [] : [ModelServer.phaseWords]))
      .flatMap { text in
        SafeText.lines(of: text, width: max(10, width), repertoire: repertoire)
          .map { StyledLine($0, .muted) }
      }
  }

  /// Returns what all language models did so far; nothing where there are none.
  static func modelUse(_ use: ModelUse?, width: Int) -> [StyledLine] {
    guard let use else { return [] }
    var facts = [
      "\(NumberText.grouped(use.calls)) call\(use.calls == 1 ? "" : "s")",
      "\(NumberText.grouped(use.tokens)) token\(use.tokens == 1 ? "" : "s")",
      "\(NumberText.short((use.seconds * 100).rounded() / 100)) s",
    ]
    let drafted = use.accepted + use.rejected
    if drafted > 0 {
      facts.append(
        "\(NumberText.grouped(use.accepted)) of \(NumberText.grouped(drafted)) drafted tokens accepted"
      )
    }
    var lines = paragraph("models: " + facts.joined(separator: ", "), width, .muted)
    if use.generations > 0 {
      let states = "\(NumberText.grouped(use.generations)) generated states"
      let text =
        use.disagreements == 0
        ? "all \(states) are what the rules say"
        : "\(NumberText.grouped(use.disagreements)) of \(states) differ from what the rules say"
      lines += paragraph(text, width, use.disagreements == 0 ? .muted : .warning)
    }
    if use.proposals > 0 {
      let illegal = use.illegalProposals
      let text =
        "\(NumberText.grouped(use.proposals)) generated actions, "
        + (illegal == 0 ? "all legal" : "\(NumberText.grouped(illegal)) not legal")
      lines += paragraph(text, width, illegal == 0 ? .muted : .warning)
    }
    return lines
  }

  private static func paragraph(_ text: String, _ width: Int, _ style: Style) -> [StyledLine] {
    SafeText.lines(of: text, width: max(10, width)).map { StyledLine($0, style) }
  }
}
