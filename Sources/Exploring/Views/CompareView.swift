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
        let left = rows.count - 2 - (state.compared?.active.rows.count ?? 0)
        end = rows.upperBound - max(least, min(left, rows.count - 2 - least))
        decision.rows = end..<rows.upperBound
      }
      tree = first..<max(first, end)
    }
  }

  /// How many rows of the tree are shown.
  static func treeRows(_ state: ExplorerState) -> Int { Places(state).tree.count }

  /// One list of rows with the columns of the screen that it has.
  private struct List {
    var rows: ComparedRows
    var columns: Range<Int>
    var isActive: Bool
  }

  /// The lists that are shown: one for both trees, or one for each, the one that is moved alone where there is
  /// no room for two.
  private static func lists(_ view: ComparedView, _ columns: Range<Int>) -> [List] {
    if view.isLocked { return [List(rows: view.active, columns: columns, isActive: true)] }
    guard columns.count >= 60 else {
      return [List(rows: view.rows(on: view.side), columns: columns, isActive: true)]
    }
    let middle = columns.lowerBound + columns.count / 2
    return TreeComparison.Side.allCases.map { side in
      List(
        rows: view.rows(on: side),
        columns: side == .a ? columns.lowerBound..<middle : middle + 1..<columns.upperBound,
        isActive: side == view.side)
    }
  }

  /// The rows of the screen with the rows of the list that they show.
  static func rowsInSight(
    _ state: ExplorerState
  ) -> [(screen: Int, row: Int, columns: Range<Int>)] {
    guard let view = state.compared else { return [] }
    let places = Places(state)
    return lists(view, places.treeColumns).first(where: \.isActive)
      .map { rowsInSight($0, places.tree) } ?? []
  }

  private static func rowsInSight(
    _ list: List, _ screen: Range<Int>
  ) -> [(screen: Int, row: Int, columns: Range<Int>)] {
    let first = list.rows.top(showing: screen.count)
    return screen.enumerated().compactMap { offset, screen in
      list.rows.rows.indices.contains(first + offset)
        ? (screen, first + offset, list.columns) : nil
    }
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let view = state.compared, !area.rows.isEmpty else { return }
    let places = Places(state)
    drawTitle(view.comparison, area, places.title, on: &canvas)
    for list in lists(view, places.treeColumns) {
      let columns = CompareColumns(width: list.columns.count, list.rows.side)
      if area.rows.contains(places.heads) {
        columns.drawHeads(
          row: places.heads, column: list.columns.lowerBound, isActive: list.isActive, on: &canvas)
      }
      for (screen, row, _) in rowsInSight(list, places.tree) {
        draw(row, list, columns, state, row: screen, on: &canvas)
      }
      if list.columns.lowerBound > 0 {
        canvas.verticalLine(
          rows: places.heads..<places.tree.upperBound, column: list.columns.lowerBound - 1)
      }
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

  private static func draw(
    _ index: Int, _ list: List, _ columns: CompareColumns, _ state: ExplorerState, row: Int,
    on canvas: inout Canvas
  ) {
    let comparison = list.rows.comparison
    let pair = Int(list.rows.rows[index])
    let node = comparison.pairs[pair]
    let glyphs = state.glyphs
    let isCursor = index == list.rows.cursor
    let left = list.columns.lowerBound
    if isCursor { canvas.put(glyphs.cursor, row: row, column: left, style: .accent) }
    // Deep down the indent is a number, so that labels keep their room.
    let levels = Int(node.depth)
    let most = max(1, columns.label / 6)
    var column = left + 1
    if levels > most {
      column += canvas.put(
        SafeText("+\(levels - most)"), row: row, column: column, style: .border,
        width: columns.label)
    }
    column = left + 1 + 2 * min(levels, most) + (levels > most ? 2 : 0)
    let sign =
      !list.rows.hasChildren(pair)
      ? glyphs.leaf : list.rows.open.contains(pair) ? glyphs.unfolded : glyphs.folded
    column += canvas.put(
      sign, row: row, column: column, style: .border, width: left + columns.label - column)
    let marks = marks(of: pair, comparison, list.rows.side, glyphs)
    let room = max(1, left + columns.label - column - 1 - marks.width - 2)
    let label = pair == 0 ? "root" : comparison.label(of: pair)
    canvas.put(
      SafeText(label, repertoire: glyphs.repertoire, limit: 400).ellipsized(to: room), row: row,
      column: column + 1, style: node.hasDifferences ? .plain : .muted,
      width: max(0, left + columns.label - column - 1))
    canvas.putRight(
      marks, row: row, column: left, width: max(0, columns.label - 1),
      style: node.isDifferent ? .accent : .muted)
    column = left + columns.label
    for part in columns.columns {
      let (text, style) = part.text(comparison, pair)
      let shown = style.role == .border && glyphs.repertoire == .ascii ? "|" : text
      canvas.putRight(shown, row: row, column: column, width: part.width, style: style)
      column += part.width
    }
    let action = ["compared", list.rows.side?.rawValue].compactMap { $0 }.joined(separator: " ")
    canvas.hits.append(
      HitRegion(row: row, columns: list.columns, action: action, argument: index))
    if isCursor, list.isActive {
      canvas.cursor = Point(row: row, column: left)
      canvas.restyle(row: row, columns: list.columns, role: .plain, adding: .reverse)
    }
  }

  /// Whose answer goes through a place, and whether something differs there or further down.
  private static func marks(
    of pair: Int, _ comparison: TreeComparison, _ side: TreeComparison.Side?, _ glyphs: Glyphs
  ) -> SafeText {
    let node = comparison.pairs[pair]
    let lines =
      (side != .b && comparison.lineA.contains(pair) ? "A" : " ")
      + (side != .a && comparison.lineB.contains(pair) ? "B" : " ")
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
