import SearchTrees

/// How the tree is looked at, and where the cursor is: what `H` and `L` go back and forth through.
struct ViewPlace: Hashable, Sendable {
  /// How the tree is looked at, the cursor left out.
  struct Arrangement: Hashable, Sendable {
    var branch: Int
    var root: NodeID
    var open: Set<NodeID>
    var unchained: Set<NodeID>
    var shownChildren: [NodeID: Int]
    var filter: String?
    var sort: SliceRequest.SortKey
    var isAscending: Bool
    var columns: [ColumnSettings.Choice]?
  }

  var arrangement: Arrangement
  var cursor: NodeID

  /// The place that a state is at.
  init(_ state: borrowing ExplorerState) {
    let request = state.request
    arrangement = Arrangement(
      branch: state.slice.summary.branch, root: request.root, open: request.open,
      unchained: request.unchained, shownChildren: request.shownChildren, filter: request.filter,
      sort: request.sort, isAscending: request.isAscending,
      columns: state.columns.choices[state.columnKey])
    cursor = state.slice.cursor
  }
}

/// The places that were left, and those that were come back from.
struct ViewHistory: Sendable {
  /// So many are remembered.
  private static let most = 100

  private(set) var left: [ViewPlace] = []
  private(set) var undone: [ViewPlace] = []
  /// The place that the last event left the view at; nil right after `H` and `L`, which leave none.
  var settled: ViewPlace?

  /// Remembers a place that is being left.
  mutating func leave(_ place: ViewPlace) {
    if left.last != place { left.append(place) }
    if left.count > Self.most { left.removeFirst() }
    undone = []
  }

  /// Returns the place before this one, or the one after it; nil where there is none.
  mutating func revisit(isBack: Bool, from here: ViewPlace) -> ViewPlace? {
    guard let place = isBack ? left.popLast() : undone.popLast() else { return nil }
    if isBack { undone.append(here) } else { left.append(here) }
    return place
  }
}

extension Explorer {
  /// Remembers this place, so that H comes back to it.
  static func remember(_ state: inout ExplorerState) { state.places.leave(ViewPlace(state)) }

  /// Remembers the place before an event of the person that changed how the tree is looked at.
  ///
  /// While a line is typed, what is shown is only tried.
  static func noteArrangement(_ state: inout ExplorerState, isByPerson: Bool) {
    guard state.prompt == nil, state.hasSlice else { return }
    let now = ViewPlace(state)
    if isByPerson, let before = state.places.settled, before.arrangement != now.arrangement,
      before.arrangement.branch == now.arrangement.branch
    {
      state.places.leave(before)
    }
    state.places.settled = now
  }

  /// Goes to the last place, or forth again.
  static func revisit(_ name: CommandName, _ state: inout ExplorerState) {
    guard let place = state.places.revisit(isBack: name == .back, from: ViewPlace(state)) else {
      return remark(name == .back ? "no place further back" : "no place further on", &state)
    }
    let view = place.arrangement
    state.request.root = view.root
    state.request.open = view.open
    state.request.unchained = view.unchained
    state.request.shownChildren = view.shownChildren
    state.request.cursor = .node(place.cursor)
    if state.request.filter != view.filter {
      state.beforeFilter = view.filter == nil ? nil : state.beforeFilter ?? here(state)
      state.request.filter = view.filter
      // What it opened is open in the place already.
      state.openedFilter = view.filter
    }
    if state.request.sort != view.sort || state.request.isAscending != view.isAscending {
      state.request.sort = view.sort
      state.request.isAscending = view.isAscending
      state.request.orderVersion += 1
    }
    state.columns.choices[state.columnKey] = view.columns
    state.places.settled = nil
  }
}
