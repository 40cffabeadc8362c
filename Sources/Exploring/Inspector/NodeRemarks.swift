import Drawing
import Groundwork
import SearchTrees

/// What was said of a node beside its numbers: a person's note, the reward and why, what changed it.
enum NodeRemarks {
  /// Returns the note and the reward with its parts and its rationale, as far as there are any.
  static func lines(
    _ detail: NodeDetail, _ summary: SearchSummary, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    var lines: [StyledLine] = []
    if let note = detail.note, !note.isEmpty {
      let texts = SafeText.lines(of: note, width: max(10, width - 6), repertoire: repertoire)
      lines += texts.enumerated().map { index, text in
        StyledLine(index == 0 ? "note  " : "      ", .muted).then(text, .accent)
      }
    }
    if let verdict = detail.verdict {
      // At an end there is nothing to evaluate: it is the outcome.
      let isEnd = detail.statistics.flags.contains(.terminal) && summary.evaluationName != "reward"
      lines += reward(
        verdict, isEnd ? "OUTCOME" : summary.evaluationName.uppercased(), width, repertoire)
    }
    return lines
  }

  private static func reward(
    _ verdict: Verdict, _ name: String, _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    var lines = [
      StyledLine(SafeText(name + " "), .heading).then(
        SafeText(NumberText.fixed(verdict.value)), .value)
    ]
    let names = verdict.parts.map { SafeText($0.name, repertoire: repertoire) }
    let numbers = verdict.parts.map { NumberText.fixed($0.raw) }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(8, width - 14))
    let numberWidth = numbers.map(\.count).max() ?? 0
    for (name, number) in zip(names, numbers) {
      lines.append(
        StyledLine("  ").then(name.padded(to: nameWidth))
          .then(SafeText("  " + number.right(numberWidth)), .term))
    }
    guard let rationale = verdict.rationale, !rationale.isEmpty else { return lines }
    return lines
      + SafeText.lines(of: rationale, width: max(10, width - 2), repertoire: repertoire)
      .map { StyledLine("  ").then($0) }
  }

  /// Returns the declared statistics by their titles, then another program's own, as many in a line as fit.
  static func otherStatistics(
    _ detail: NodeDetail, _ summary: SearchSummary, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let layout = StatisticLayout(summary.statistics)
    let row = layout.cellNames.map { name in
      detail.otherStatistics.first { $0.name == name }?.value
    }
    // What a mean is shown with needs no place of its own.
    let parts = summary.statistics.flatMap { statistic in
      statistic.spread.map { [$0.count, $0.squares] } ?? []
    }
    var texts: [(name: SafeText, value: SafeText)] = []
    for statistic in summary.statistics where !parts.contains(statistic.name) {
      let first = layout.place(of: statistic.name)
      for place in first..<first + statistic.width {
        let words = StatisticText(statistic, of: layout, repertoire).words(row, place: place)
        let number = statistic.width > 1 ? SafeText("\(place - first + 1)") : ""
        if let words {
          texts.append((words.head + number, words.value))
        } else if statistic.isShown {
          texts.append((SafeText(statistic.head, repertoire: repertoire, limit: 60) + number, "-"))
        }
      }
    }
    for statistic in detail.otherStatistics where !layout.cellNames.contains(statistic.name) {
      texts.append(
        (
          SafeText(statistic.name, repertoire: repertoire),
          SafeText(statistic.value.map { NumberText.short($0) } ?? "-")
        ))
    }
    return packed(texts, width: width)
  }

  private static func packed(
    _ texts: [(name: SafeText, value: SafeText)], width: Int
  ) -> [StyledLine] {
    var lines: [StyledLine] = []
    var used = 0
    for text in texts {
      let name = (text.name + " ").ellipsized(to: max(4, width / 2))
      let isFirst = lines.isEmpty || used + 3 + name.width + text.value.width > width
      if isFirst {
        lines.append(StyledLine())
        used = 0
      } else {
        lines[lines.count - 1].pieces.append(("   ", .plain))
        used += 3
      }
      lines[lines.count - 1].pieces += [(name, .muted), (text.value, .plain)]
      used += name.width + text.value.width
    }
    return lines
  }

  /// Returns which event changed the node last, and what the recording does not hold.
  static func origin(_ state: ExplorerState, width: Int) -> [StyledLine] {
    let repertoire = state.glyphs.repertoire
    var texts: [String] = []
    if let change = state.slice.detail.lastChange {
      let iteration = change.iteration.map { ", iteration \(NumberText.grouped($0))" } ?? ""
      texts.append(
        "last changed by event \(NumberText.grouped(change.event)) (\(change.words)\(iteration))")
    }
    if let lacks = MissingDataText.sentence(state.slice.summary) { texts.append(lacks) }
    return texts.flatMap {
      SafeText.lines(of: $0, width: max(10, width), repertoire: repertoire)
        .map { StyledLine($0, .muted) }
    }
  }
}
