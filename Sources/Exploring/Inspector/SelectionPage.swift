import Drawing
import Groundwork
import SearchTrees

/// The decision among siblings: every candidate's terms, the formula with its numbers, what would
/// change the decision.
enum SelectionPage {
  /// Returns the lines of the page.
  static func lines(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    var lines: [StyledLine] = []
    if let table = detail.siblings {
      lines += self.lines(
        table, title: "among its siblings", highlighted: detail.node, state, width)
    }
    if let table = detail.children {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines += self.lines(table, title: "among its children", highlighted: nil, state, width)
    }
    guard lines.isEmpty else {
      // What the formula does not say of itself.
      return lines
        + state.slice.summary.selectionRules.flatMap { rule in
          SafeText.lines(of: rule, width: max(10, width), repertoire: state.glyphs.repertoire)
            .map { StyledLine($0, .muted) }
        }
    }
    return MissingDataText.lines(
      state, live: "no decision here yet: no children",
      recorded: "Up to this event no decision was recorded here.", width)
  }

  /// Returns the verdict and the table, and the score of the winner worked out: what fits below another
  /// page.
  static func brief(
    _ table: SelectionTable, highlighted: NodeID?, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    let columns = CandidateColumns(table, width: width, repertoire: state.glyphs.repertoire)
    return [verdict(table, state, width)] + flips(table, state, width, width >= 72)
      + rows(table, columns, highlighted: highlighted, state, width, isBrief: true)
  }

  /// Returns a table with its verdict.
  static func lines(
    _ table: SelectionTable, title: String, highlighted: NodeID?, _ state: ExplorerState,
    _ width: Int
  ) -> [StyledLine] {
    let isWide = width >= 72
    // A recorded rule need not have a constant, nor say its formula.
    let constant =
      table.exploration.name.isEmpty || table.exploration.value.isNaN
      ? "" : "\(table.exploration.name) = \(NumberText.short(table.exploration.value))   "
    let columns = CandidateColumns(table, width: width, repertoire: state.glyphs.repertoire)
    let left = columns.left == 0 ? "" : "   \(columns.left) hidden"
    let numbers = SafeText(
      "\(constant)N = \(NumberText.count(table.parentVisits))\(left)",
      repertoire: state.glyphs.repertoire)
    let formula =
      table.formula.isEmpty
      ? nil
      : SafeText(
        (table.candidates.allSatisfy { $0.score.isNaN } ? "" : "score = ") + table.formula,
        repertoire: state.glyphs.repertoire)
    var lines = [StyledLine(SafeText("\(table.rule) \(title)"), .heading)]
    var chosen = verdict(table, state, width)
    if isWide, let formula, lines[0].width + 2 + formula.width <= width {
      lines[0] = lines[0].then("  ").then(formula, .term)
    } else if let formula {
      lines += SafeText.lines(
        of: formula.plain, width: max(10, width), repertoire: state.glyphs.repertoire
      ).map { StyledLine($0, .term) }
    }
    if isWide {
      chosen = chosen.then("   " + numbers, .muted)
      lines.append(chosen)
    } else {
      lines += [StyledLine(numbers, .muted), chosen]
    }
    lines += flips(table, state, width, isWide)
    lines += rows(table, columns, highlighted: highlighted, state, width)
    return lines + DrawnStages.lines(table, state, width)
  }

  /// The candidates, the highest score first, each with its score worked out; in brief only the winner's.
  private static func rows(
    _ table: SelectionTable, _ columns: CandidateColumns, highlighted: NodeID?,
    _ state: ExplorerState, _ width: Int, isBrief: Bool = false
  ) -> [StyledLine] {
    let labels = SiblingLabels.shortened(
      table.candidates.map { (text: $0.label, room: columns.label) },
      repertoire: state.glyphs.repertoire)
    let marked = state.guide?.markedTerms ?? []
    var heads = columns.heads(marked: marked)
    let workingWidth = width - heads.width - 2
    let hasWorking = table.candidates.contains { !$0.working.isEmpty }
    let fits = table.candidates.allSatisfy { $0.working.count <= workingWidth }
    if fits, hasWorking { heads = heads.then("  FORMULA", .heading) }
    var lines = [heads]
    // Where nothing is compared the likeliest stands first.
    func rank(_ index: Int) -> Double {
      let candidate = table.candidates[index]
      return candidate.score.isNaN ? candidate.probability ?? -1 : candidate.score
    }
    let order = table.candidates.indices.sorted { (rank($1), $0) < (rank($0), $1) }
    for index in order {
      let working = table.candidates[index].working
      var line = row(
        table, index, columns, marked, labels[index], highlighted: highlighted,
        next: state.glyphs.next)
      if fits, hasWorking { line = line.then("  ").then(SafeText(working), .muted) }
      lines.append(line)
      if !fits, !working.isEmpty, !isBrief || index == table.winner {
        lines += SafeText.lines(
          of: working, width: max(10, width - 4), repertoire: state.glyphs.repertoire
        ).map { StyledLine("    ").then($0, .muted) }
      }
    }
    return lines
  }

  private static func row(
    _ table: SelectionTable, _ index: Int, _ columns: CandidateColumns, _ marked: Set<String>,
    _ label: ShortLabel, highlighted: NodeID?, next: SafeText
  ) -> StyledLine {
    let candidate = table.candidates[index]
    let isWinner = index == table.winner
    let labelStyle: Style =
      candidate.flags.contains(.banned) ? .muted : isWinner ? .best : Style(.plain)
    var line = StyledLine(isWinner ? next : " ", .best)
      .then(candidate.node == highlighted ? ">" : " ", .accent)
      .then(label.shared, isWinner ? labelStyle : .muted)
      .then(label.own.padded(to: max(0, columns.label - label.shared.width)), labelStyle)
      .then(columns.visits(candidate.visits), .visits)
    if columns.isDrawn {
      let text = candidate.probability.map { CellText.probability($0) } ?? "-"
      line = line.then(SafeText(text.right(7)), .prior)
    }
    for (position, name) in columns.terms.enumerated() {
      let term = candidate.terms.first { $0.name == name }
      let cells = columns.widths[position]
      let number = term.map { CellText.term($0, within: 6) } ?? "-"
      let style: Style = marked.contains(name) ? .accent : position == 0 ? .value : .term
      line = line.then(SafeText(number.right(cells)), style)
    }
    guard columns.isScored else { return line }
    let score = CellText.fixed(candidate.score, within: 7, most: columns.scorePlaces)
    return line.then(SafeText(score.right(8)), .heading)
  }

  /// The labels of two candidates that stand in one line of prose: whole where there is room.
  private static func names(
    _ pair: [Int], in table: SelectionTable, _ state: ExplorerState, _ width: Int
  ) -> [SafeText] {
    let repertoire = state.glyphs.repertoire
    let whole = pair.map { SafeText(table.candidates[$0].label, repertoire: repertoire) }
    let room = max(8, width - 24)
    if whole.reduce(0, { $0 + $1.width }) <= room { return whole }
    let short = SiblingLabels.shortened(
      table.candidates.map { (text: $0.label, room: room / max(1, pair.count)) },
      repertoire: repertoire)
    return pair.map { short[$0].shared + short[$0].own }
  }

  private static func verdict(
    _ table: SelectionTable, _ state: ExplorerState, _ width: Int
  ) -> StyledLine {
    guard let winner = table.winner else {
      if table.candidates.contains(where: { $0.probability ?? 0 > 0 }) {
        return StyledLine("the next one is drawn: no score decides", .muted)
      }
      guard state.slice.summary.abilities.showsNextDecision else {
        return StyledLine("none was chosen: the walk stopped here", .muted)
      }
      let isBarred = table.candidates.allSatisfy { !$0.flags.isDisjoint(with: .barred) }
      return table.candidates.allSatisfy { $0.score.isNaN } && !isBarred
        ? StyledLine("nothing is compared here", .muted)
        : StyledLine("nothing can be chosen: every action is banned", .warning)
    }
    let labels = names([winner, table.runnerUp ?? winner], in: table, state, width)
    let name = labels[0]
    // The sign is named where it first stands.
    let isNext = state.slice.summary.abilities.showsNextDecision
    // Where the walk chooses among all open nodes, these are not compared to go on by.
    let word: SafeText =
      state.slice.summary.openNodes != nil ? " highest is " : isNext ? " next is " : " chosen is "
    var line = StyledLine(state.glyphs.next, .best).then(word, .muted).then(name, .best)
    if let margin = table.margin, table.runnerUp != nil {
      let words = NumberText.fixed(margin, places: CellText.places(toSee: margin))
      line = line.then(SafeText(" by \(words) over "), .muted)
        .then(labels[1])
    } else if table.candidates[winner].score == .infinity {
      line = line.then(": unvisited actions come first", .muted)
    }
    return line
  }

  /// The nearest values of the constant at which another action would win.
  private static func flips(
    _ table: SelectionTable, _ state: ExplorerState, _ width: Int, _ isWide: Bool
  )
    -> [StyledLine]
  {
    let name = table.exploration.name
    // Of a recorded decision it need not be known what the constant does to it.
    let isKnown =
      state.slice.summary.abilities.showsNextDecision
      || table.candidates.contains { $0.slope != 0 }
    guard isKnown, !name.isEmpty else { return [] }
    let (below, above) = table.flips
    var found: [StyledLine] = []
    for (flip, sign) in [(below, "<="), (above, ">=")] {
      guard let flip else { continue }
      let label = names([flip.candidate], in: table, state, isWide ? width / 2 : width)[0]
      found.append(
        StyledLine("flips to ", .muted).then(label)
          .then(SafeText(" at \(name) \(sign) \(NumberText.short(flip.constant))"), .term))
    }
    if found.isEmpty, let winner = table.winner, table.candidates[winner].score.isFinite {
      return [StyledLine(SafeText("no value of \(name) would change this decision"), .muted)]
    }
    guard isWide, found.count == 2 else { return found }
    found[0].pieces += [("   ", .plain)] + found[1].pieces
    return [found[0]]
  }
}
