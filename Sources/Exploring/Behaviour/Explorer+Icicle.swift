import SearchTrees

extension Explorer {
  /// Carries out a command in the view of the whole tree; nil where it is none of the view's business.
  static func walkIcicle(_ name: CommandName, _ state: inout ExplorerState) -> [Effect]? {
    let rows = state.slice.icicle?.rows ?? []
    let depth = rows.firstIndex { $0.contains { $0.node == state.slice.cursor } }
    guard let depth, let span = rows[depth].first(where: { $0.node == state.slice.cursor }) else {
      guard [.down, .up, .open, .close].contains(name) else { return nil }
      state.request.cursor = .node(state.request.root)
      return []
    }
    var target: NodeID?
    switch name {
    case .down:
      let below = depth + 1 < rows.count ? rows[depth + 1] : []
      target = below.first { span.cells.contains($0.cells.lowerBound) }?.node
    case .up:
      let above = depth > 0 ? rows[depth - 1] : []
      target = above.first { $0.cells.contains(span.cells.lowerBound) }?.node
    case .open: target = rows[depth].first { $0.cells.lowerBound >= span.cells.upperBound }?.node
    case .close: target = rows[depth].last { $0.cells.upperBound <= span.cells.lowerBound }?.node
    case .inspect:
      state.view = .tree
      return []
    default: return nil
    }
    if let target { state.request.cursor = .node(target) }
    return []
  }
}
