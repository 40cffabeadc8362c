import Drawing
public import SearchTrees

/// What follows from what is shown.
extension ExplorerState {
  /// Whether the search is running.
  public var isRunning: Bool { slice.summary.activity == .running }

  /// The row under the cursor, if it is in the slice.
  public var cursorRow: SliceRow? { slice.row(at: slice.cursorRow) ?? slice.distantCursor }

  /// The row of the node that the inspector shows, if it is in the slice.
  ///
  /// Until a slice answers a move it is not the one under the cursor.
  var detailRow: SliceRow? {
    func isMeant(_ row: SliceRow) -> Bool { row.id == slice.detail.node && row.kind == .node }
    if let place = slice.rows.firstIndex(where: isMeant) { return slice.rows[place] }
    return slice.distantCursor.flatMap { isMeant($0) ? $0 : nil }
  }

  /// The keys by which the tree can be sorted, in the order in which they are gone through.
  var sortKeys: [SliceRequest.SortKey] {
    SliceRequest.SortKey.all(
      statisticCount: slice.summary.statistics.reduce(0) { $0 + $1.width })
  }

  /// The mark at the event that is shown.
  public var markHere: Mark? {
    guard let event = slice.summary.event else { return nil }
    return slice.summary.marks.last { $0.event == event }
  }
}
