import Drawing
import Groundwork
import SearchTrees

/// The nodes in groups: a row each, what they have in common, how many there are and what they are worth.
enum GroupView {
  /// A column beside what a group has in common.
  private struct Column {
    var head: SafeText
    var width: Int
    var order: GroupOrder?
    /// What stands in it.
    var cell: (NodeGroup) -> (text: SafeText, style: Style)
  }

  /// The rows of groups on the screen.
  static func visibleRows(_ state: ExplorerState) -> Int {
    max(1, state.layout.body.rows.count - 2)
  }

  /// By what the groups are ordered, where nobody chose.
  static func order(_ state: ExplorerState) -> GroupOrder {
    if let order = state.grouping.order { return order }
    if case .text? = state.grouping.groups.groups.first?.value { return .count }
    return .value
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawTitle(state, area, on: &canvas)
    let rows = area.rows.dropFirst()
    guard let first = rows.first else { return }
    canvas.cursor = Point(row: first, column: area.columns.lowerBound)
    let grouping = state.grouping
    guard !grouping.rows.isEmpty else {
      let report = state.slice.groups
      let words: SafeText =
        report?.text == grouping.text && report?.isDone == true
        ? "No node is shown that could be in a group." : "Nodes are being put in groups."
      canvas.put(words, row: first, column: area.columns.lowerBound + 1, style: .muted)
      return
    }
    let columns = columns(state, width: area.columns.count)
    let label = area.columns.count - columns.reduce(0) { $0 + $1.width }
    drawHeads(columns, label, state, row: first, area, on: &canvas)
    for (offset, row) in rows.dropFirst().enumerated() {
      let place = grouping.top + offset
      guard grouping.rows.indices.contains(place) else { break }
      draw(grouping.rows[place], columns, label, state, row: row, area, on: &canvas)
      canvas.hits.append(
        HitRegion(row: row, columns: area.columns, action: "group", argument: place))
      if place == grouping.selected {
        canvas.put(
          state.glyphs.cursor, row: row, column: area.columns.lowerBound, style: .accent)
        canvas.cursor = Point(row: row, column: area.columns.lowerBound)
        canvas.restyle(row: row, columns: area.columns, role: .plain, adding: .reverse)
      }
    }
  }

  private static func drawTitle(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let row = area.rows.lowerBound
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    column += canvas.put("[Groups]", row: row, column: column, style: .heading)
    column += 1
    let report = state.slice.groups.flatMap { $0.text == state.grouping.text ? $0 : nil }
    let counts = report.map { SafeText(" " + Self.counts($0, state) + " ") } ?? .empty
    let room = area.columns.upperBound - column - counts.width - 3
    if room >= 8 {
      let by = SafeText(" by " + (state.grouping.text ?? ""), repertoire: canvas.repertoire)
      column += canvas.put((by.ellipsized(to: room) + " "), row: row, column: column)
    }
    canvas.putRight(
      counts, row: row, column: column, width: max(0, area.columns.upperBound - column - 1),
      style: .muted)
  }

  private static func counts(_ report: GroupReport, _ state: ExplorerState) -> String {
    let groups = NumberText.grouped(report.groups.groups.count)
    let nodes = NumberText.grouped(report.groups.nodeCount)
    let words = "\(groups) group\(groups == "1" ? "" : "s"), \(nodes) nodes"
    if !report.isDone {
      let share = report.nodeCount > 0 ? 100 * report.checked / report.nodeCount : 0
      return words + ", \(share) %"
    }
    return state.request.filter == nil ? words : words + " of the filter"
  }

  // MARK: - Columns

  /// The cells that what a group has in common keeps.
  private static let leastLabel = 14

  private static func columns(_ state: ExplorerState, width: Int) -> [Column] {
    let glyphs = state.glyphs
    let largest = state.grouping.groups.groups.compactMap(\.share).max() ?? 0
    var columns = [
      Column(head: "COUNT", width: 11, order: .count) {
        (SafeText(NumberText.grouped($0.count)), .plain)
      },
      Column(head: "N", width: 13, order: .visits) {
        (SafeText(CellText.count($0.visits, within: 12)), .visits)
      },
      Column(head: "%", width: 5, order: nil) { group in
        (SafeText(group.share.map { NumberText.plain($0 * 100, places: 0) } ?? "-"), .muted)
      },
      Column(head: "SHARE", width: 12, order: nil) { group in
        let share = largest > 0 ? (group.share ?? 0) / largest : 0
        let filled = Int((share * 10).rounded())
        let bar = SafeText("".padded(to: max(0, min(10, filled)), with: Character(glyphs.bar)))
        return (bar + .blanks(10 - bar.width), .bar)
      },
      Column(head: "MEAN Q", width: 9, order: .mean) { (number($0.mean), .value) },
      Column(head: "SPREAD", width: 8, order: .deviation) { (number($0.deviation), .muted) },
      Column(head: "BEST", width: 8, order: .best) { (number($0.bestValue), .best) },
      Column(head: "NODE", width: 10, order: nil) { group in
        (SafeText(group.best.map { "\($0)" } ?? "-"), .muted)
      },
    ]
    // The bar goes before its percent; last goes how many there are.
    for head: SafeText in ["SHARE", "NODE", "%", "SPREAD", "BEST", "N", "MEAN Q", "COUNT"]
    where width - columns.reduce(0, { $0 + $1.width }) < leastLabel {
      columns.removeAll { $0.head == head }
    }
    return columns
  }

  private static func number(_ number: Double?) -> SafeText {
    SafeText(number.map { CellText.fixed($0, within: 7) } ?? "-")
  }

  private static func drawHeads(
    _ columns: [Column], _ label: Int, _ state: ExplorerState, row: Int, _ area: Area,
    on canvas: inout Canvas
  ) {
    let order = order(state)
    func mark(_ own: GroupOrder?) -> SafeText {
      guard own == order else { return .empty }
      // What a group has in common begins with the lowest, all else with the largest.
      let isRising = state.grouping.isReversed != (order == .value)
      let isASCII = state.glyphs.repertoire == .ascii
      return isRising ? (isASCII ? "^" : "\u{25B4}") : (isASCII ? "v" : "\u{25BE}")
    }
    func hit(_ order: GroupOrder?, _ columns: Range<Int>) {
      guard let order, let place = GroupOrder.allCases.firstIndex(of: order) else { return }
      canvas.hits.append(
        HitRegion(row: row, columns: columns, action: "group order", argument: place))
    }
    let left = area.columns.lowerBound
    canvas.put("  " + mark(.value) + "VALUE", row: row, column: left, style: .heading)
    hit(.value, left..<left + label)
    var column = left + label
    for entry in columns {
      canvas.putRight(
        mark(entry.order) + entry.head, row: row, column: column, width: entry.width,
        style: .heading)
      hit(entry.order, column..<column + entry.width)
      column += entry.width
    }
  }

  private static func draw(
    _ group: NodeGroup, _ columns: [Column], _ label: Int, _ state: ExplorerState, row: Int,
    _ area: Area, on canvas: inout Canvas
  ) {
    let (text, style): (SafeText, Style) =
      group.isRoot ? ("the root", .muted) : name(group.value, state)
    let left = area.columns.lowerBound
    canvas.put(text.ellipsized(to: max(1, label - 3)), row: row, column: left + 2, style: style)
    var column = left + label
    for entry in columns {
      let (text, style) = entry.cell(group)
      canvas.putRight(text, row: row, column: column, width: entry.width, style: style)
      column += entry.width
    }
  }

  /// What the nodes of a group have in common.
  private static func name(
    _ value: NodeGroup.Value, _ state: ExplorerState
  ) -> (SafeText, Style) {
    switch value {
    case .text(""): ("(empty)", .muted)
    case .text(let text):
      (SafeText(text, repertoire: state.glyphs.repertoire, limit: 400), .plain)
    case .number(let number): (SafeText(NodeGroups.words(number)), .plain)
    case .numbers(let low, let high):
      (SafeText(NodeGroups.words(low.value) + " to " + NodeGroups.words(high.value)), .plain)
    case .truth(let isTrue): (isTrue ? "yes" : "no", .plain)
    case .unknown: ("not known", .muted)
    case .otherTexts: ("other texts", .muted)
    }
  }
}
