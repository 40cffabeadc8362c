import Drawing
import Groundwork
import SearchTrees

/// The hits of the words that are being typed, the most visited first: equal labels are told apart by what
/// came before them.
enum HitListView {
  /// Whether the list stands where the inspector does otherwise.
  static func isShown(_ state: ExplorerState) -> Bool {
    state.prompt?.purpose == .argument(.find) && state.view == .tree && !hits(state).isEmpty
  }

  private static func hits(_ state: ExplorerState) -> [NodeHit] {
    guard let report = state.slice.lookup, report.serial == state.request.lookup?.serial else {
      return []
    }
    return report.hits
  }

  /// Draws the list into the inspector's area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let first = area.rows.first else { return }
    let left = area.columns.lowerBound
    canvas.horizontalLine(row: first, columns: area.columns)
    canvas.put("[Hits]", row: first, column: left + 1, style: .heading)
    canvas.putRight(
      " by visits ", row: first, column: left, width: area.columns.count - 1, style: .muted)
    let hits = hits(state)
    let rows = area.rows.dropFirst()
    let count = state.slice.lookup?.count ?? hits.count
    let room = count > rows.count ? max(0, rows.count - 1) : rows.count
    let shown = hits.prefix(room)
    for (row, hit) in zip(rows, shown) {
      draw(hit, isHere: hit.node == state.slice.cursor, state, row: row, area, on: &canvas)
    }
    if let last = rows.last, count > shown.count {
      canvas.put(
        SafeText("and \(NumberText.grouped(count - shown.count)) more"), row: last,
        column: left + 3, style: .muted)
    }
  }

  private static func draw(
    _ hit: NodeHit, isHere: Bool, _ state: ExplorerState, row: Int, _ area: Area,
    on canvas: inout Canvas
  ) {
    let repertoire = canvas.repertoire
    let width = area.columns.count
    let numbers = SafeText(
      "\(CellText.count(hit.visits, within: 9))".right(9)
        + "  " + (hit.value.map { CellText.fixed($0, within: 6) } ?? "-").right(6))
    let number = SafeText("\(hit.node)".left(9))
    let room = max(4, width - 3 - number.width - numbers.width - 2)
    let label = SafeText(
      hit.path.last ?? "root", repertoire: repertoire, limit: 200
    ).ellipsized(to: hit.path.count > 1 ? max(4, room * 6 / 10) : room)
    let above = hit.path.dropLast().reversed().map {
      SafeText($0, repertoire: repertoire, limit: 80)
    }
    let way = above.dropFirst().reduce(above.first ?? .empty) { $0 + " < " + $1 }
    let left = area.columns.lowerBound
    if isHere { canvas.put(state.glyphs.cursor, row: row, column: left + 1, style: .accent) }
    var column = left + 3
    column += canvas.put(number, row: row, column: column, style: .muted)
    let used = canvas.put(label, row: row, column: column, style: isHere ? .accent : .plain)
    if !way.isEmpty, room - used > 10 {
      canvas.put(
        ("  after " + way).ellipsized(to: room - used), row: row, column: column + used,
        style: .muted)
    }
    canvas.putRight(numbers, row: row, column: left, width: width - 1, style: .muted)
  }
}
