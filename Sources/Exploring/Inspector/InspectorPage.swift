import Drawing
import Groundwork
import SearchTrees

/// The pages of the inspector as lines.
enum InspectorPage {
  /// Returns the lines of a page, of the one that is turned up unless another is named.
  static func lines(
    _ state: ExplorerState, of other: ExplorerState.Tab? = nil, width: Int
  ) -> [StyledLine] {
    guard state.hasSlice else { return [StyledLine("waiting for the search", .muted)] }
    let tab = other ?? state.tab
    if let guide = state.guide, guide.conceals(tab) {
      return [StyledLine(guide.concealedWords, .muted)]
    }
    return switch tab {
    case .stats: stats(state, width)
    case .rationale: RationalePage.lines(state, width)
    case .tokens: TokensPage.page(state, width).lines
    case .selection: SelectionPage.lines(state, width)
    case .state: self.state(state, width) + BoardNumbers.lines(state, width)
    case .plots: PlotsPage.lines(state, width)
    case .history: history(state, width)
    }
  }

  /// A page with the state at its right.
  struct Parts {
    /// The page.
    var lines: [StyledLine]
    /// The state, line by line; empty where it has no place there.
    var picture: [StyledLine] = []
    /// The cells of the page.
    var width: Int

    /// The rows that both take.
    var count: Int { max(lines.count, picture.count) }
  }

  /// Returns the page that is turned up as the inspector shows it, whatever it has beside it.
  static func shown(_ state: ExplorerState, width: Int) -> Parts {
    state.layout.stacksPages
      ? Parts(lines: lines(state, width: width), width: width) : parts(state, width: width)
  }

  /// Returns the page that is turned up, for an inspector that has the width of the screen: beside the
  /// numbers of a node there is room for its state.
  static func parts(_ state: ExplorerState, width: Int) -> Parts {
    let repertoire = state.glyphs.repertoire
    if state.tab == .stats, state.guide == nil, let lines = state.slice.detail.picture,
      (3...14).contains(lines.count)
    {
      let picture = lines.map { StyledLine(SafeText($0, repertoire: repertoire, limit: 60)) }
      let left = width - (picture.map(\.width).max() ?? 0) - 3
      if left >= leastPage {
        return Parts(lines: self.lines(state, width: left), picture: picture, width: left)
      }
    }
    return Parts(lines: lines(state, width: width), width: width)
  }

  /// The cells that a page keeps beside a picture.
  private static let leastPage = 54

  // MARK: - Stats

  private static func stats(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    let node = detail.statistics
    let repertoire = state.glyphs.repertoire
    let name = detail.node == .root ? "root" : detail.label
    var lines = head(state, name, width)
    var numbers = StyledLine("N ", .muted)
      .then(SafeText(NumberText.count(detail.visits)), .visits)
      .then("    sum ", .muted)
      .then(SafeText(detail.valueSum.map { NumberText.fixed($0, places: 1) } ?? "-"))
      .then("    Q ", .muted)
      .then(SafeText(detail.mean.map { NumberText.fixed($0) } ?? "-"), .value)
    if let prior = detail.prior {
      numbers = numbers.then("    ")
        .then(untrusted: state.slice.summary.edge.head, .muted, repertoire: repertoire)
        .then(" ").then(SafeText(NumberText.fixed(prior)), .prior)
    }
    lines.append(numbers)
    if state.slice.summary.abilities.opensNodes {
      // A tree of a list is known by its numbers; what is said of nodes means nothing of it.
      return lines
        + NodeRemarks.otherStatistics(detail, state.slice.summary, width: width, repertoire)
    }
    let answer = AnswerRemarks.lines(state, width: width)
    if detail.node == .root { lines += answer }
    if let exact = detail.exactValue {
      let word = node.flags.contains(.proven) ? "proven" : "pinned"
      lines.append(StyledLine(SafeText("\(word) value \(NumberText.fixed(exact))"), .good))
    }
    let lacks = TimelineView.lacks(state.slice.summary)?.lacks ?? []
    if let row = state.detailRow, let score = row.score,
      !(score.isNaN && row.probability == nil && lacks.contains("selection scores"))
    {
      let names = state.slice.summary.termNames
      let isDrawn = score.isNaN && row.probability != nil
      var line =
        isDrawn
        ? StyledLine("drawn with p ", .muted)
          .then(SafeText(CellText.probability(row.probability ?? 0)), .term)
        : StyledLine("score ", .muted).then(SafeText(NumberText.fixed(score)), .term)
      if !names.isEmpty, !row.terms.isEmpty { line = line.then(isDrawn ? "   " : " = ", .muted) }
      for (index, term) in zip(names, row.terms).enumerated() {
        if index > 0 { line = line.then(isDrawn ? "  " : " + ", .muted) }
        line = line.then(SafeText("\(term.0) "), .muted)
          .then(SafeText(CellText.term(NamedNumber(term.0, term.1), within: 12)), .term)
      }
      lines.append(line)
    }
    lines += NodeRemarks.lines(detail, state.slice.summary, width: width, repertoire)
    lines += NodeRemarks.otherStatistics(detail, state.slice.summary, width: width, repertoire)
    let flags = words(for: node.flags)
    lines.append(
      StyledLine("children ", .muted)
        .then(SafeText("\(detail.childCount)\(node.flags.contains(.complete) ? ", all" : "")"))
        .then("   flags ", .muted).then(SafeText(flags.isEmpty ? "none" : flags)))
    if !lacks.contains("single iterations") { lines.append(historyLine(state, width)) }
    lines += SearchRemarks.modelUse(state.slice.summary, width: width, repertoire)
    let meaning = state.slice.summary.valueMeaning
    if !meaning.isEmpty {
      lines += SafeText.lines(of: "Q: \(meaning)", width: max(10, width), repertoire: repertoire)
        .map { StyledLine($0, .muted) }
    }
    lines += NodeRemarks.origin(state, width: width)
    return detail.node == .root ? lines : lines + answer
  }

  /// The number, the whole label, wrapped, and the depth; a label that would fill the page ends with how
  /// the rest can be read.
  private static func head(_ state: ExplorerState, _ name: String, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    let number = SafeText("\(detail.node)  ")
    let depth = SafeText("   depth \(detail.depth)")
    // By the screen, not by the pane: the pane is as high as what it has to show.
    let most = max(3, state.size.height / 4)
    // A label is one line of text, however many the file breaks it into.
    let text = SafeText(
      name, repertoire: state.glyphs.repertoire, limit: (most + 1) * max(1, width))
    var ranges = text.lineRanges(width: max(8, width - number.width))
    let isCut = ranges.count > most
    if isCut { ranges = Array(ranges.prefix(max(1, most - 1))) }
    var lines = ranges.enumerated().map { index, range in
      StyledLine(index == 0 ? number : SafeText("".left(number.width)), .muted)
        .then(text[range], .heading)
    }
    if isCut {
      lines.append(StyledLine(SafeText("".left(number.width)) + "v shows all of it", .muted))
    }
    let last = ranges[ranges.count - 1]
    if !isCut, number.width + text[last].width + depth.width <= width {
      lines[lines.count - 1] = lines[lines.count - 1].then(depth, .muted)
    } else {
      lines.append(
        StyledLine(SafeText("".left(number.width)) + SafeText("depth \(detail.depth)"), .muted))
    }
    return lines
  }

  /// The names of flags; empty where none is set that has one.
  static func words(for flags: NodeFlags) -> String {
    let names: [(NodeFlags, String)] = [
      (.terminal, "terminal"), (.proven, "proven"), (.pinned, "pinned"), (.banned, "banned"),
      (.priorEdited, "prior edited"), (.retired, "retired"), (.growthBanned, "no new children"),
    ]
    return names.filter { flags.contains($0.0) }.map(\.1).joined(separator: ", ")
  }

  /// The values that the node had in the course of the search.
  private static func historyLine(_ state: ExplorerState, _ width: Int) -> StyledLine {
    let values = state.slice.detail.history.values
    let known = values.compactMap(\.self)
    guard known.count >= Glyphs.fewestValues, let first = known.first, let last = known.last else {
      return StyledLine("Q so far: too few samples yet", .muted)
    }
    let head: SafeText = "Q so far "
    let ends = SafeText(" \(NumberText.fixed(first)) -> \(NumberText.fixed(last))")
    let cells = min(values.count, max(0, width - head.width - ends.width))
    let graph = state.glyphs.history(of: values, within: state.slice.historyRange, width: cells)
    return StyledLine(head, .muted).then(SafeText(graph), .value).then(ends)
  }

  // MARK: - State

  /// The state in full.
  static func state(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    let repertoire = state.glyphs.repertoire
    let remarks = RecordedRemarks.node(detail, width: width, repertoire)
    guard let picture = detail.picture, let shown = PictureLines.lines(detail, state.glyphs) else {
      if let text = detail.text { return remarks + recorded(text, state, width) }
      return remarks
        + MissingDataText.lines(
          state, live: "no state yet", recorded: "No text was recorded for this node.", width)
    }
    var lines = remarks + shown
    if let count = detail.actionCount {
      lines.append(
        StyledLine(SafeText("\(count) legal action\(count == 1 ? "" : "s")"), .muted))
    }
    if let line = detail.stateLine, width > 10 {
      lines += SafeText.lines(of: line, width: width, repertoire: repertoire)
        .map { StyledLine($0, .muted) }
    }
    if let text = detail.text, text != detail.stateLine, text != picture.joined(separator: "\n") {
      lines += [StyledLine(), StyledLine("in the file", .heading)] + recorded(text, state, width)
    }
    return lines
  }

  /// A state as a recording tells it: its own lines, wrapped.
  private static func recorded(
    _ text: String, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    let limit = 4000
    let lines = SafeText.lines(
      of: text, width: max(8, width), repertoire: state.glyphs.repertoire, limit: limit)
    let rest = text.unicodeScalars.dropFirst(limit).isEmpty ? [] : ["v shows all of it" as SafeText]
    return lines.map { StyledLine($0) } + rest.map { StyledLine($0, .muted) }
  }

  // MARK: - History

  private static func history(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    guard let backups = state.slice.detail.backups else {
      return MissingDataText.lines(
        state, live: "no history yet", recorded: "The recording holds no backups of this node.",
        width)
    }
    let done =
      [StyledLine(), StyledLine("done to this branch", .heading)]
      + EventLine.lines(state.slice.summary)
    guard !backups.isEmpty else {
      return [
        StyledLine("no backup through this node within the newest simulations on record", .muted)
      ] + done
    }
    let means = backups.reversed().map(\.mean)
    let low = means.min() ?? 0
    let high = means.max() ?? 1
    let cells = min(means.count, max(8, width - 24))
    var lines = [
      StyledLine("Q ", .muted)
        .then(SafeText(state.glyphs.sparkline(means, low: low, high: high, width: cells)), .value)
        .then(SafeText("  \(NumberText.fixed(means[0])) -> \(NumberText.fixed(backups[0].mean))")),
      StyledLine(
        SafeText("SIMULATION".right(12) + "BACKED UP".right(12) + "Q AFTER".right(10)), .heading),
    ]
    lines += backups.map { backup in
      StyledLine(SafeText(NumberText.grouped(backup.iteration).right(12)), .muted)
        .then(
          SafeText(NumberText.fixed(backup.value).right(12))
        )
        .then(SafeText(NumberText.fixed(backup.mean).right(10)), .value)
    }
    return lines + done
  }
}
