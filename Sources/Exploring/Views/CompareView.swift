import Drawing
import Groundwork
import SearchTrees

/// Two trees as one: aligned by action, with the numbers of both and how far they are apart.
enum CompareView {
  /// Where the parts of the view are.
  private struct Places {
    /// The row that names the two.
    var title: Int
    /// The row of column heads.
    var heads: Int
    var tree: Range<Int>
    var treeColumns: Range<Int>
    /// The decision and the sentence, their title row included; empty where there is no room.
    var decision: Area

    init(_ state: ExplorerState) {
      let body = state.layout.body
      let rows = body.rows
      title = rows.lowerBound
      heads = rows.lowerBound + 1
      let first = min(rows.upperBound, heads + 1)
      treeColumns = body.columns
      decision = Area(rows: rows.upperBound..<rows.upperBound, columns: body.columns)
      var end = rows.upperBound
      if body.columns.count >= 150, rows.count > 8 {
        let border = max(92, body.columns.count * 11 / 20)
        treeColumns = 0..<border
        decision = Area(rows: title + 1..<rows.upperBound, columns: border + 1..<body.columns.count)
      } else if rows.count >= 12 {
        // Shared by need: what the rows leave is the decision's, and neither gets less than a third.
        let least = rows.count / 3
        let left = rows.count - 2 - (state.compared?.rows.count ?? 0)
        end = rows.upperBound - max(least, min(left, rows.count - 2 - least))
        decision.rows = end..<rows.upperBound
      }
      tree = first..<max(first, end)
    }
  }

  /// How many rows of the tree are shown.
  static func treeRows(_ state: ExplorerState) -> Int { Places(state).tree.count }

  /// The rows of the screen with the rows of the list that they show.
  static func rowsInSight(
    _ state: ExplorerState
  ) -> [(screen: Int, row: Int, columns: Range<Int>)] {
    guard let view = state.compared else { return [] }
    let places = Places(state)
    let first = view.top(showing: places.tree.count)
    return places.tree.enumerated().compactMap { offset, screen in
      view.rows.indices.contains(first + offset)
        ? (screen, first + offset, places.treeColumns) : nil
    }
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let view = state.compared, !area.rows.isEmpty else { return }
    let places = Places(state)
    drawTitle(view.comparison, area, places.title, on: &canvas)
    let columns = Columns(width: places.treeColumns.count, view.comparison)
    if area.rows.contains(places.heads) {
      columns.drawHeads(row: places.heads, on: &canvas)
    }
    for (screen, row, _) in rowsInSight(state) {
      draw(row, view, columns, state, row: screen, places.treeColumns, on: &canvas)
    }
    drawDecision(view.comparison, state, places.decision, on: &canvas)
    if places.decision.columns.lowerBound > 0, !places.decision.rows.isEmpty {
      canvas.verticalLine(
        rows: places.decision.rows, column: places.decision.columns.lowerBound - 1)
    }
  }

  private static func drawTitle(
    _ comparison: TreeComparison, _ area: Area, _ row: Int, on canvas: inout Canvas
  ) {
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    column += canvas.put("[Compare]", row: row, column: column, style: .heading)
    let room = max(4, (area.columns.count - 24) / 2)
    for (name, tree, node) in [
      (" A ", comparison.a, comparison.pairs[0].a), (" B ", comparison.b, comparison.pairs[0].b),
    ] {
      column += canvas.put(SafeText(name), row: row, column: column, style: .heading)
      let path = tree.path(to: node)
      let words = tree.title + (path.isEmpty ? "" : ": " + path.joined(separator: "/"))
      column += canvas.put(
        SafeText(words, repertoire: canvas.repertoire).middleEllipsized(to: room), row: row,
        column: column, style: .plain)
      column += canvas.put(" ", row: row, column: column)
    }
  }

  // MARK: - The tree

  /// The columns: what fits beside labels of a useful width.
  private struct Columns {
    struct Column {
      var head: SafeText
      var width: Int
      var text: (TreeComparison, Int) -> (SafeText, Style)
    }

    var label: Int
    var columns: [Column]

    init(width: Int, _ comparison: TreeComparison) {
      func side(
        _ name: String, _ number: @escaping ((a: Double?, b: Double?)) -> Double?
      )
        -> [Column]
      {
        [
          Column(head: SafeText("\(name) N"), width: 9) { comparison, pair in
            (
              SafeText(CellText.count(number(comparison.visits(of: pair)), within: 8)),
              .visits
            )
          },
          Column(head: "Q", width: 8) { comparison, pair in
            let value = number(comparison.values(of: pair))
            return (SafeText(value.map { CellText.fixed($0, within: 7) } ?? "-"), .value)
          },
        ]
      }
      let gap = Column(head: "", width: 2) { _, _ in ("\u{2502}", .border) }
      var all =
        side("A") { $0.a } + [gap] + side("B") { $0.b } + [gap] + [
          Column(head: "dN", width: 8, text: Self.visitsChange),
          Column(head: "dQ", width: 8, text: Self.valueChange),
        ]
      // What is further from the point gives way first: the sides, then all but the visits.
      let least = 16
      func taken(_ columns: [Column]) -> Int { columns.reduce(0) { $0 + $1.width } }
      if width - taken(all) < least { all = [all[0], all[2], all[3], all[6], all[7]] }
      if width - taken(all) < least { all = [all[3]] }
      if width - taken(all) < 8 { all = [] }
      columns = all
      label = max(1, width - taken(all))
    }

    private static func gap(_ pair: TreeComparison.Pair) -> (SafeText, Style)? {
      if pair.difference.contains(.onlyA) { return ("only A", .warning) }
      if pair.difference.contains(.onlyB) { return ("only B", .warning) }
      return nil
    }

    private static func visitsChange(
      _ comparison: TreeComparison, _ pair: Int
    ) -> (SafeText, Style) {
      if let gap = gap(comparison.pairs[pair]) { return gap }
      let visits = comparison.visits(of: pair)
      guard let a = visits.a, let b = visits.b else { return ("-", .muted) }
      let text = CellText.count(abs(b - a), within: 6)
      return (SafeText((b < a ? "-" : "+") + text), a == b ? .muted : .accent)
    }

    private static func valueChange(
      _ comparison: TreeComparison, _ pair: Int
    ) -> (SafeText, Style) {
      if gap(comparison.pairs[pair]) != nil { return (.empty, .muted) }
      let values = comparison.values(of: pair)
      guard let a = values.a, let b = values.b else { return ("-", .muted) }
      return (
        SafeText(CellText.signed(b - a, within: 7, most: 3)),
        comparison.pairs[pair].difference.contains(.value) ? .accent : .muted
      )
    }

    func drawHeads(row: Int, on canvas: inout Canvas) {
      canvas.put("  NODE", row: row, column: 0, style: .heading, width: label)
      var column = label
      for part in columns {
        canvas.putRight(part.head, row: row, column: column, width: part.width, style: .heading)
        column += part.width
      }
    }
  }

  private static func draw(
    _ index: Int, _ view: ComparedView, _ columns: Columns, _ state: ExplorerState, row: Int,
    _ area: Range<Int>, on canvas: inout Canvas
  ) {
    let comparison = view.comparison
    let pair = Int(view.rows[index])
    let node = comparison.pairs[pair]
    let glyphs = state.glyphs
    let isCursor = index == view.cursor
    if isCursor { canvas.put(glyphs.cursor, row: row, column: 0, style: .accent) }
    // Deep down the indent is a number, so that labels keep their room.
    let levels = Int(node.depth)
    let most = max(1, columns.label / 6)
    var column = 1
    if levels > most {
      column += canvas.put(
        SafeText("+\(levels - most)"), row: row, column: column, style: .border,
        width: columns.label)
    }
    column = 1 + 2 * min(levels, most) + (levels > most ? 2 : 0)
    let sign =
      node.count == 0 ? glyphs.leaf : view.open.contains(pair) ? glyphs.unfolded : glyphs.folded
    column += canvas.put(sign, row: row, column: column, style: .border, width: columns.label)
    let marks = marks(of: pair, comparison, glyphs)
    let room = max(1, columns.label - column - 1 - marks.width - 2)
    let label = pair == 0 ? "root" : comparison.label(of: pair)
    canvas.put(
      SafeText(label, repertoire: glyphs.repertoire, limit: 400).ellipsized(to: room), row: row,
      column: column + 1, style: node.hasDifferences ? .plain : .muted,
      width: max(0, columns.label - column - 1))
    canvas.putRight(
      marks, row: row, column: 0, width: max(0, columns.label - 1),
      style: node.isDifferent ? .accent : .muted)
    column = columns.label
    for part in columns.columns {
      let (text, style) = part.text(comparison, pair)
      let shown = style.role == .border && glyphs.repertoire == .ascii ? "|" : text
      canvas.putRight(shown, row: row, column: column, width: part.width, style: style)
      column += part.width
    }
    canvas.hits.append(
      HitRegion(row: row, columns: area, action: "compared", argument: index))
    if isCursor {
      canvas.cursor = Point(row: row, column: 0)
      canvas.restyle(row: row, columns: area, role: .plain, adding: .reverse)
    }
  }

  /// Whose answer goes through a place, and whether something differs there or further down.
  private static func marks(
    of pair: Int, _ comparison: TreeComparison, _ glyphs: Glyphs
  ) -> SafeText {
    let node = comparison.pairs[pair]
    let lines =
      (comparison.lineA.contains(pair) ? "A" : " ") + (comparison.lineB.contains(pair) ? "B" : " ")
    let sign: SafeText =
      node.isDifferent ? glyphs.next : node.hasDifferences ? glyphs.ellipsis : " "
    return SafeText(lines) + " " + sign
  }

  // MARK: - The decision

  private static func drawDecision(
    _ comparison: TreeComparison, _ state: ExplorerState, _ area: Area, on canvas: inout Canvas
  ) {
    guard area.rows.count > 1 else { return }
    canvas.horizontalLine(row: area.rows.lowerBound, columns: area.columns)
    let title = comparison.decision.map { "they part at " + comparison.place(of: $0) }
    canvas.put(
      SafeText(" " + (title ?? "no decision differs") + " ", repertoire: canvas.repertoire)
        .ellipsized(to: max(1, area.columns.count - 2)), row: area.rows.lowerBound,
      column: area.columns.lowerBound + 1, style: .heading)
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound - 1
    let sentence = SafeText.lines(
      of: comparison.sentence, width: max(10, inner.count), repertoire: canvas.repertoire)
    var lines = sentence.map { StyledLine($0) }
    let room = area.rows.count - 1 - lines.count - 1
    let facts = facts(comparison, canvas.repertoire, width: inner.count)
    lines += facts.prefix(max(0, room))
    let left = area.rows.count - 1 - lines.count - 1
    if let decision = comparison.decision, left > 2 {
      lines += [StyledLine()] + table(comparison, decision, left, inner.count, state)
    }
    for (row, line) in zip(area.rows.dropFirst(), lines) {
      line.draw(row: row, columns: inner, on: &canvas)
    }
  }

  private static func facts(
    _ comparison: TreeComparison, _ repertoire: Repertoire, width: Int
  ) -> [StyledLine] {
    let counts = comparison.counts
    func fact(_ name: String, _ text: String) -> StyledLine {
      StyledLine(SafeText(name.left(11)), .muted).then(
        SafeText(text, repertoire: repertoire, limit: 400).ellipsized(to: max(1, width - 11)))
    }
    let places = [
      (counts.equal, "equal"), (counts.different, "differ"), (counts.onlyA, "only A"),
      (counts.onlyB, "only B"),
    ].map { "\(NumberText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
    let answers = [comparison.lineA, comparison.lineB].map { line in
      TreeComparison.joined(line.dropFirst().map { comparison.label(of: $0) })
    }
    let told = comparison.settings.map { "\($0.name) \($0.a ?? "-") | \($0.b ?? "-")" }
    return [
      fact(
        "answer",
        comparison.isSameAnswer ? "the same: \(answers[0])" : "A \(answers[0]), B \(answers[1])"),
      fact("places", places),
      fact(
        "divergence",
        comparison.divergence.map { "\(NumberText.fixed($0)) of 1 bit between the root's visits" }
          ?? "not known"),
    ] + (told.isEmpty ? [] : [fact("settings", told.joined(separator: ", "))])
  }

  /// The candidates of a decision, side by side.
  private static func table(
    _ comparison: TreeComparison, _ decision: TreeComparison.Decision, _ rows: Int, _ width: Int,
    _ state: ExplorerState
  ) -> [StyledLine] {
    // What was chosen is in sight, however few rows there are.
    let candidates = comparison.candidates(of: decision.pair)
    let chosen = [decision.choiceA, decision.choiceB]
    let all =
      candidates.count <= rows - 2
      ? candidates
      : candidates.filter { chosen.contains($0.pair) }
        + candidates.filter { !chosen.contains($0.pair) }
    let labelWidth = max(6, min(24, width - 56))
    func cells(_ candidate: TreeComparison.Candidate?, _ isChosen: Bool) -> SafeText {
      guard let candidate else { return SafeText("  " + "not there".left(23)) }
      let value = candidate.value.map { CellText.fixed($0, within: 7) } ?? "-"
      let score = candidate.score.map { CellText.fixed($0, within: 7) } ?? "-"
      let mark: SafeText = isChosen ? state.glyphs.answer : " "
      return mark
        + SafeText(CellText.count(candidate.visits, within: 8).right(8) + value.right(8))
        + SafeText(score.right(8))
    }
    let heads =
      SafeText("".left(labelWidth)) + SafeText("A N".right(9) + "Q".right(8))
      + SafeText("SCORE".right(8) + "   " + "B N".right(9) + "Q".right(8) + "SCORE".right(8))
    return [StyledLine(heads, .heading)]
      + all.prefix(max(0, rows - 2)).map { row in
        let label = SafeText(comparison.label(of: row.pair), repertoire: state.glyphs.repertoire)
        return StyledLine(label.ellipsized(to: labelWidth).padded(to: labelWidth))
          .then(cells(row.a, row.pair == decision.choiceA), .visits).then("   ")
          .then(cells(row.b, row.pair == decision.choiceB), .visits)
      }
  }
}
