import Drawing
import SearchTrees

extension Explorer {
  /// Carries out a fold or a zoom; false if the command is neither.
  ///
  /// `count` is how many of the children that are not shown are to be opened.
  static func fold(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double, _ count: Int?
  ) -> Bool {
    guard let row = state.cursorRow else { return false }
    switch name {
    case .open: openOrEnter(row, &state, count)
    case .close: closeOrLeave(row, &state)
    case .toggleFold: set(row, open: !row.isOpen, &state)
    case .openFold: set(row, open: true, &state)
    case .closeFold: set(row, open: false, &state)
    case .openAll: for shown in state.slice.rows { set(shown, open: true, &state) }
    case .closeAll:
      state.request.open = [state.request.root]
      state.request.unchained = []
      state.request.shownChildren = [:]
      goTo(row: 0, &state)
    case .openSiblings, .closeSiblings:
      for sibling in siblings(of: row, state) { set(sibling, open: name == .openSiblings, &state) }
      if name == .closeSiblings {
        state.request.open = state.request.open.filter { state.parents[$0] != row.parent }
      }
    case .openDeep: for shown in descendants(of: row, state) { set(shown, open: true, &state) }
    case .closeDeep:
      set(row, open: false, &state)
      let parents = state.parents
      state.request.open = state.request.open.filter { open in
        // A parent's number is the smaller one.
        var current = open
        while current > row.id, let parent = parents[current], parent < current { current = parent }
        return current != row.id
      }
    case .zoomIn, .zoomOut, .zoomReset: zoom(name, row, &state)
    case .back, .forward: revisit(name, &state)
    default: return false
    }
    leaveLines(&state)
    state.lastMove = time
    return true
  }

  private static func set(_ row: SliceRow, open: Bool, _ state: inout ExplorerState) {
    guard row.canOpen else { return }
    if open {
      state.request.open.insert(row.id)
      state.parents[row.id] = row.parent
    } else {
      close(row.id, &state)
    }
  }

  /// Hides the children of a node; a chain among them is one row again when they come back.
  private static func close(_ node: NodeID, _ state: inout ExplorerState) {
    state.request.open.remove(node)
    state.request.unchained.remove(node)
  }

  private static func openOrEnter(
    _ row: SliceRow, _ state: inout ExplorerState, _ count: Int?
  ) {
    if case .unexpanded = row.kind { return remark("these were never added to the tree", &state) }
    if case .newChild = row.kind { return remark("this child is not there yet", &state) }
    if case .more(let hidden, _, _) = row.kind {
      // A screenful, unless somebody says how many.
      let wanted = max(1, count ?? state.request.rowCount)
      state.request.shownChildren[row.id] = row.childCount - hidden + min(wanted, hidden)
      // On to the first of those that appear in its place.
      state.request.cursor = .row(state.slice.cursorRow)
      return
    }
    if row.chain > 1, let parent = row.parent {
      state.request.unchained.insert(parent)
      // On to the first of its nodes, which takes the row's place.
      state.request.cursor = .row(state.slice.cursorRow)
      return
    }
    guard row.canOpen else { return remark("this node has no children yet", &state) }
    if row.isOpen {
      goTo(row: state.slice.cursorRow + 1, &state)
    } else if state.request.open.contains(row.id) {
      // Opened by a key that has not been answered yet: its first child will be the next row.
      state.request.cursor = .row(state.slice.cursorRow + 1)
      state.request.rowsAbove = min(state.request.rowsAbove + 1, lowestRow(state))
    } else {
      set(row, open: true, &state)
    }
  }

  private static func closeOrLeave(_ row: SliceRow, _ state: inout ExplorerState) {
    if row.kind == .node, row.isOpen, row.id != state.request.root {
      close(row.id, &state)
    } else {
      goToParent(&state)
    }
  }

  private static func siblings(of row: SliceRow, _ state: ExplorerState) -> [SliceRow] {
    let position = state.slice.cursorRow - state.slice.firstRow
    // The wheel may have scrolled so far away that its neighbours are not here.
    guard state.slice.rows.indices.contains(position) else { return [row] }
    func run(_ indices: some Sequence<Int>) -> [SliceRow] {
      indices.lazy.map { state.slice.rows[$0] }.prefix { $0.depth >= row.depth }
        .filter { $0.depth == row.depth }
    }
    return [row] + run(position + 1..<state.slice.rows.count) + run((0..<position).reversed())
  }

  private static func descendants(of row: SliceRow, _ state: ExplorerState) -> [SliceRow] {
    let position = state.slice.cursorRow - state.slice.firstRow
    guard state.slice.rows.indices.contains(position) else { return [row] }
    return [row] + state.slice.rows[(position + 1)...].prefix { $0.depth > row.depth }
  }

  private static func zoom(_ name: CommandName, _ row: SliceRow, _ state: inout ExplorerState) {
    let ancestors = state.slice.cursorAncestors
    var root = state.request.root
    switch name {
    case .zoomIn: root = row.id
    case .zoomOut:
      guard let index = ancestors.firstIndex(of: root), index > 0 else {
        return remark("this is the root of the search", &state)
      }
      root = ancestors[index - 1]
    default: root = .root
    }
    guard root != state.request.root else { return }
    remember(&state)
    state.request.root = root
    state.request.open.insert(root)
    state.request.cursor = .node(state.slice.cursor)
  }
}
