import SearchTrees

extension ExplorerState {
  /// Whether siblings stand as they do where nobody said how: the most visited first.
  var hasUsualOrder: Bool { request.sort == .visits && !request.isAscending }
}

extension Explorer {
  /// Keeps open what was opened unasked: from here on only the person opens and closes.
  static func keepFolds(_ state: inout ExplorerState) {
    guard !state.foldsByHand else { return }
    state.foldsByHand = true
    guard state.request.fillsRows else { return }
    state.request.fillsRows = false
    for row in state.slice.rows where row.kind == .node && row.isOpen {
      state.request.open.insert(row.id)
      state.parents[row.id] = row.parent
    }
  }
}
