import Drawing
import SearchTrees

/// Showing only some nodes of the tree, and what lies above them.
extension Explorer {
  /// Filters by a condition that was typed; an empty one shows all nodes again.
  static func filter(by text: String, _ state: inout ExplorerState) {
    guard !text.isEmpty else { return leaveFilter(&state) }
    state.filterTyped = text
    do throws(ExpressionError) {
      try TreeExpression.checkSyntax(ofCondition: text)
    } catch {
      return refuse(error, of: .filter, &state)
    }
    begin(filter: text, &state)
  }

  /// Shows what is known not to match, or what matches again.
  static func invertFilter(_ state: inout ExplorerState) {
    guard let filter = state.request.filter else { return }
    let inverted = filter.hasPrefix("! ") ? String(filter.dropFirst(2)) : "! " + filter
    state.filterTyped = inverted
    begin(filter: inverted, &state)
  }

  static func begin(filter: String, _ state: inout ExplorerState) {
    if state.request.filter == nil { state.beforeFilter = here(state) }
    state.request.filter = filter
    state.openedFilter = nil
    state.sought = nil
    state.request.unchained = []
    state.request.shownChildren = [:]
    leaveLines(&state)
  }

  /// Shows all nodes again, folded as they were, the cursor where it is.
  static func leaveFilter(_ state: inout ExplorerState) {
    guard state.request.filter != nil else { return }
    state.request.filter = nil
    state.openedFilter = nil
    reopen(state.beforeFilter, returnsCursor: false, &state)
    state.beforeFilter = nil
    state.request.cursor = .node(state.slice.cursor)
  }

  /// Opens the way to the first matches, once they are known.
  static func takeFilter(_ slice: TreeSlice, _ state: inout ExplorerState) {
    guard let filter = state.request.filter, let report = slice.filter, report.text == filter,
      state.openedFilter != filter
    else { return }
    if let error = report.error {
      leaveFilter(&state)
      return refuse(error, of: .filter, &state)
    }
    guard report.isDone else { return }
    state.openedFilter = filter
    state.request.open = Set(report.opened).union([.root])
    if let first = report.first,
      !slice.rows.contains(where: { $0.id == slice.cursor && $0.isMatch })
    {
      if first < state.request.root { state.request.root = .root }
      goTo(node: first, &state)
    }
  }
}
