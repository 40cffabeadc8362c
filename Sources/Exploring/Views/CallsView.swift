import Drawing
import Groundwork
import SearchTrees

/// What language models on servers were asked: in all, a row for each call with the newest first, and the
/// chosen one whole.
enum CallsView {
  /// Where the parts of the view are.
  struct Parts {
    /// What each model was asked in all.
    var totals: [StyledLine]
    /// The rows for calls, those of the totals and heads left out; 0 where one call has the view.
    var rowCount: Int
    /// The rows for the chosen call.
    var callRows: Int
  }

  /// The call that somebody looks at, and how much of it is out of sight.
  struct Place: Hashable {
    /// Its number, from 1; nil is the newest.
    var chosen: Int?
    /// Whether it has the view to itself.
    var isWhole = false
    /// The first of its lines that is shown.
    var top = 0

    /// The places of as many calls as there are rows for, the chosen one in the middle.
    func wanted(rowCount: Int) -> Range<Int> {
      // Beyond the last there is none: then the last are meant.
      let first = chosen.map { max(0, $0 - 1 - rowCount / 2) } ?? Int(Int32.max)
      return first..<first + rowCount
    }

    /// The place of the chosen one among the calls that are here; nil where it is not.
    func place(in window: CallWindow) -> Int? {
      let place = min(chosen ?? window.count, window.count) - 1 - window.first
      return window.calls.indices.contains(place) ? place : nil
    }

    /// The number of the chosen one among the calls that are here, and the call.
    func call(in window: CallWindow?) -> (number: Int, call: ModelCall)? {
      guard let window, let place = place(in: window) else { return nil }
      return (window.first + place + 1, window.calls[place])
    }
  }

  /// Shares the rows of the view out: two fifths of what is left go to the list.
  static func parts(_ state: ExplorerState, in area: Area) -> Parts {
    let height = area.rows.count - 1
    if state.calls.isWhole { return Parts(totals: [], rowCount: 0, callRows: height) }
    let totals = CallLines.totals(state, width: area.columns.count - 1)
    let free = height - totals.count - 2
    let rows = max(1, min(state.slice.calls?.count ?? 1, free * 2 / 5))
    return Parts(totals: totals, rowCount: rows, callRows: max(0, free - rows))
  }

  /// The rows of calls that are asked for.
  static func rowCount(_ state: ExplorerState) -> Int {
    max(1, state.layout.body.rows.count * 2 / 5)
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let first = area.rows.first else { return }
    let columns = area.columns
    let inner = columns.lowerBound..<columns.upperBound
    drawTitle(state, area, on: &canvas)
    canvas.cursor = Point(row: min(first + 1, area.rows.upperBound - 1), column: columns.lowerBound)
    guard let list = state.slice.calls, list.count > 0 else {
      for (row, line) in zip(
        area.rows.dropFirst(), CallLines.missing(state, width: columns.count - 2))
      {
        line.draw(row: row, columns: inner, on: &canvas)
      }
      return
    }
    let parts = parts(state, in: area)
    var row = first + 1
    func draw(_ line: StyledLine, on canvas: inout Canvas) {
      guard row < area.rows.upperBound else { return }
      line.draw(row: row, columns: inner, on: &canvas)
      row += 1
    }
    if !state.calls.isWhole {
      for line in parts.totals { draw(line, on: &canvas) }
      let table = CallTable(list, width: columns.count, state)
      draw(table.heads, on: &canvas)
      let chosen = state.calls.place(in: list)
      // The newest first.
      let last = list.calls.count - 1
      let above = max(
        0, min(last - (chosen ?? last) - parts.rowCount / 2, last + 1 - parts.rowCount))
      for place in list.calls.indices.reversed().dropFirst(above).prefix(parts.rowCount) {
        let number = list.first + place + 1
        if place == chosen { canvas.cursor = Point(row: row, column: columns.lowerBound) }
        canvas.hits.append(
          HitRegion(row: row, columns: columns, action: "call", argument: number))
        draw(
          table.line(of: list.calls[place], number: number, isChosen: place == chosen), on: &canvas)
      }
      drawRule(state, row: row, columns, on: &canvas)
      row += 1
    }
    let lines = CallLines.whole(state, width: columns.count - 2)
    let top = max(0, min(state.calls.top, lines.count - parts.callRows))
    for line in lines.dropFirst(top).prefix(parts.callRows) { draw(line, on: &canvas) }
  }

  /// How far the chosen call can be scrolled.
  static func highestTop(_ state: ExplorerState) -> Int {
    let area = state.layout.body
    let lines = CallLines.whole(state, width: area.columns.count - 2)
    return max(0, lines.count - parts(state, in: area).callRows)
  }

  private static func drawTitle(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let row = area.rows.lowerBound
    let left = area.columns.lowerBound
    canvas.horizontalLine(row: row, columns: area.columns)
    canvas.put("[Calls]", row: row, column: left + 1, style: .heading)
    canvas.putRight(
      SafeText(" \(count(state)) "), row: row, column: left + 8,
      width: max(0, area.columns.count - 9), style: .muted)
  }

  private static func count(_ state: ExplorerState) -> String {
    guard let list = state.slice.calls, list.count > 0 else { return "no calls" }
    if state.calls.isWhole, let number = state.calls.call(in: list)?.number {
      return "call \(NumberText.grouped(number)) of \(NumberText.grouped(list.count))"
    }
    let calls = "\(NumberText.grouped(list.count)) call\(list.count == 1 ? "" : "s")"
    let isOfEvents = state.slice.summary.abilities.clock == .events
    return calls + (isOfEvents ? " up to this event" : "") + ", the newest first"
  }

  private static func drawRule(
    _ state: ExplorerState, row: Int, _ columns: Range<Int>, on canvas: inout Canvas
  ) {
    canvas.horizontalLine(row: row, columns: columns)
    guard let number = state.calls.call(in: state.slice.calls)?.number else { return }
    canvas.put(
      SafeText(" call \(NumberText.grouped(number)) "), row: row, column: columns.lowerBound + 1,
      style: .heading)
  }
}
