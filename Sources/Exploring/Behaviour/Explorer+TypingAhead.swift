import Drawing
import SearchTrees

/// Keys that are typed before the rows are there that they are about.
///
/// `l` opens a node, and what the next `j` goes to is known when its children are here. So keys wait for the
/// answer, which is there in a moment; where it takes longer they act on what is on the screen.
extension Explorer {
  /// Seconds that a key waits at most.
  private static let longestTyping = 0.25
  /// As many keys wait.
  private static let mostTyped = 64

  /// Handles a key, or lets it wait.
  static func pressOrWait(
    _ key: Key, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    if let since = state.typedSince, time - since >= longestTyping {
      // Until there is an answer nothing waits for it again.
      return pressTyped(&state, time, isAnswered: false) + press(key, &state, time)
    }
    let isFirst = state.typed.isEmpty
    let name = state.prefix.isEmpty ? state.keys.bindings[[key]]?.name : nil
    let isUrgent = name == .interrupt || (isFirst && (name == .quit || name == .quitAll))
    guard !isUrgent, !isFirst || state.waitsForRows, state.typed.count < mostTyped else {
      return press(key, &state, time)
    }
    if isFirst { state.typedSince = time }
    state.typed.append(key)
    return []
  }

  /// Handles the keys that waited, as far as what they are about is known by now.
  static func pressTyped(
    _ state: inout ExplorerState, _ time: Double, isAnswered: Bool = true
  ) -> [Effect] {
    var effects: [Effect] = []
    while !state.typed.isEmpty, !isAnswered || !state.waitsForRows {
      effects += press(state.typed.removeFirst(), &state, time)
      noteArrangement(&state, isByPerson: true)
    }
    if isAnswered { state.typedSince = state.typed.isEmpty ? nil : time }
    return effects
  }
}

extension ExplorerState {
  /// What decides which rows there are, and in which order.
  struct AskedRows: Equatable {
    private let root: NodeID
    private let open: Set<NodeID>
    private let unchained: Set<NodeID>
    private let shownChildren: [NodeID: Int]
    private let sort: SliceRequest.SortKey
    private let isAscending: Bool

    init(_ request: SliceRequest) {
      root = request.root
      open = request.open
      unchained = request.unchained
      shownChildren = request.shownChildren
      sort = request.sort
      isAscending = request.isAscending
    }
  }

  /// Whether a key was pressed after which it is not known yet which rows there are, or which of them the
  /// cursor is on.
  var waitsForRows: Bool {
    guard hasSlice, view == .tree, prompt == nil, overlay == nil else { return false }
    // The page of another node has another length.
    if pane == .inspector, slice.detail.node != slice.cursor { return true }
    if let shownRows, shownRows != AskedRows(request) { return true }
    if request.followsBestLine && !bestLineOnce { return false }
    if request.followsAnswer || bestLineOnce { return true }
    return switch request.cursor {
    case .row: true
    case .node(let node): node != slice.cursor
    case .more, .unexpanded, .newChild: false
    }
  }
}
