import Drawing
import SearchTrees

extension Explorer {
  /// Takes a new slice in.
  static func take(_ slice: TreeSlice, _ state: inout ExplorerState, _ time: Double) {
    let hasSwitched = state.hasSlice && slice.summary.branch != state.slice.summary.branch
    let wasAt = state.slice.cursor
    state.slice = slice
    state.hasSlice = true
    if hasSwitched {
      state.histories = ValueHistories()
      state.rateMark = nil
    }
    state.histories.record(slice.rows, at: slice.summary.iterations)
    measureRate(slice.summary, &state, time)
    settleCursor(slice, &state)
    if slice.cursor != wasAt { state.inspectorTop = 0 }
    if let notice = slice.summary.notice, notice.serial > state.seenNotice {
      state.seenNotice = notice.serial
      state.message = ExplorerState.Message(text: notice.text, isError: notice.isError)
    }
  }

  /// From here on the cursor is a node, wherever its row moves.
  private static func settleCursor(_ slice: TreeSlice, _ state: inout ExplorerState) {
    if slice.cursorAncestors.count > 1 {
      state.request.open.formUnion(slice.cursorAncestors.dropLast())
    }
    state.request.rowsAbove = slice.cursorRow - slice.topRow
    if state.bestLineOnce {
      state.bestLineOnce = false
      state.request.followsBestLine = false
    }
    if state.request.followsBestLine { return }
    if let row = slice.row(at: slice.cursorRow) {
      state.request.cursor = row.kind == .node ? .node(row.id) : .more(row.id)
    }
  }

  /// Simulations a second, smoothed over about a second.
  private static func measureRate(
    _ summary: SearchSummary, _ state: inout ExplorerState, _ time: Double
  ) {
    guard summary.activity == .running, summary.pace == nil else {
      state.rateMark = nil
      state.rate = nil
      return
    }
    guard let mark = state.rateMark, summary.iterations >= mark.iterations else {
      state.rateMark = (time, summary.iterations)
      return
    }
    let elapsed = time - mark.time
    guard elapsed >= 0.25 else { return }
    let fresh = Double(summary.iterations - mark.iterations) / elapsed
    state.rate = state.rate.map { $0 + (fresh - $0) * min(1, elapsed) } ?? fresh
    state.rateMark = (time, summary.iterations)
  }
}
