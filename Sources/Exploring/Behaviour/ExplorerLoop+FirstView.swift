import SearchTrees

/// What is shown first, and what is shown now.
extension ExplorerLoop {
  /// What the explorer shows first.
  public struct FirstView: Hashable, Sendable {
    /// The condition of the nodes that are shown; nil for all of them.
    public var filter: String?
    /// The expression that they are put in groups by; nil for no groups.
    public var group: String?
    /// The expressions that are the columns; empty for those that are usual.
    public var columns: [String]
    /// The node to go to, by its actions or as `#` and its number, as ``SearchPlace`` names it; nil for the
    /// root.
    public var node: String?
    /// The page of the inspector; nil for the first one.
    public var page: ExplorerState.Tab?

    /// Describes what is shown first.
    public init(
      filter: String? = nil, group: String? = nil, columns: [String] = [], node: String? = nil,
      page: ExplorerState.Tab? = nil
    ) {
      self.filter = filter
      self.group = group
      self.columns = columns
      self.node = node
      self.page = page
    }
  }

  /// What is shown now, so that another source can be shown in the same way.
  public var view: FirstView {
    var view = FirstView(
      filter: state.request.filter, group: state.view == .groups ? state.grouping.text : nil,
      columns: state.request.columns, page: state.tab)
    var steps: [String] = []
    var node = state.slice.cursor
    while node != .root {
      // Of a chain only the last action is known.
      guard let row = state.slice.rows.first(where: { $0.id == node && $0.kind == .node }),
        row.chain == 1, let parent = row.parent
      else { return view }
      steps.insert(row.label.replacing("/", with: "\\/"), at: 0)
      node = parent
    }
    if !steps.isEmpty { view.node = steps.joined(separator: "/") }
    return view
  }
}
