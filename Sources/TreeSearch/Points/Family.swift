import Groundwork
public import SearchTrees

/// A child of a node, as a selection rule sees it.
public struct Candidate: Hashable, Sendable, BitwiseCopyable {
  /// The child.
  public var node: NodeID
  /// The sum of the values backed up through it; of a pinned child its value times its visits.
  public var valueSum: Double
  /// Its visits (n).
  public var visits: UInt32
  /// What else is known of it.
  public var flags: NodeFlags

  /// The mean value (Q) as a `Float`; not a number without visits.
  @inline(__always)
  public var mean: Float { Float(valueSum) / Float(visits) }
}

/// A node and its children, as a selection rule sees them: statistics and what is known beside them.
///
/// It looks into the tree of the search that asks, and is good for that one call. What a rule needs of
/// the whole family it works out from the children, when it needs it: O(children).
@safe public struct Family: ~Copyable {
  /// The node.
  public let node: NodeID
  /// The node's visits (N).
  public let visits: UInt32
  /// What the node is worth to the player who chooses among its children: the level of their Q.
  public let value: Float
  /// The number of children.
  public let count: Int
  /// The oldest child; none without children.
  public let firstChild: NodeID
  /// Whether the node can get more children.
  public let canGrow: Bool
  /// Whether a visited end of the episode always has the same outcome: where chance has no part.
  public let endsAreKnown: Bool

  private let isScattered: Bool
  private let nodes: UnsafePointer<Node>
  private let links: UnsafePointer<NodeLinks>
  private let priors: UnsafePointer<Float>
  private let exactValues: UnsafePointer<Float>
  private let cells: UnsafePointer<Double>
  private let width: Int

  /// Looks at the children of a node; `tree` must not change while the family is in use.
  @inline(__always)
  init(_ node: NodeID, of tree: borrowing SearchTree, value: Float, endsAreKnown: Bool) {
    let numbers = tree.nodes[node.index]
    self.node = node
    self.value = value
    self.endsAreKnown = endsAreKnown
    visits = numbers.visits
    count = Int(numbers.childCount)
    firstChild = numbers.firstChild
    canGrow = !numbers.flags.contains(.complete)
    isScattered = numbers.flags.contains(.scattered)
    unsafe nodes = tree.nodes.start
    unsafe links = tree.links.start
    unsafe priors = tree.priors.start
    unsafe exactValues = tree.exactValues.start
    unsafe cells = tree.statistics.cells.start
    width = tree.statistics.width
  }

  /// Whether somebody forbade that the node gets more children.
  public var isGrowthBanned: Bool { candidate(at: node).flags.contains(.growthBanned) }
  /// Whether a rule may choose a new child.
  public var canGrowByRule: Bool { canGrow && !isGrowthBanned }

  /// The level of the children's Q in double precision, where it is the mean of the node's own values as
  /// either player sees them.
  public var preciseValue: Double {
    guard visits > 0 else { return Double(value) }
    let mean = candidate(at: node).valueSum / Double(visits)
    return Float(mean) == value ? mean : Float(-mean) == value ? -mean : Double(value)
  }

  /// Returns the next younger child.
  @inline(__always)
  public func sibling(after child: NodeID) -> NodeID {
    isScattered
      ? unsafe links[child.index].nextSibling : NodeID(rawValue: child.rawValue &+ 1)
  }

  /// Returns a child.
  @inline(__always)
  public func candidate(at child: NodeID) -> Candidate {
    let numbers = unsafe nodes[child.index]
    return Candidate(
      node: child, valueSum: numbers.valueSum, visits: numbers.visits, flags: numbers.flags)
  }

  /// Returns the prior of a child's edge.
  ///
  /// - Precondition: the tree keeps priors, as a rule that ``SelectionPolicy/usesPriors`` has it do.
  @inline(__always)
  public func prior(of child: NodeID) -> Float { unsafe priors[child.index] }

  /// Returns a declared statistic of a child, or of the node itself; nil where it is not known.
  ///
  /// `place` is that of ``StatisticLayout/place(of:)``. The root's can be read too: what is kept there may
  /// be of the whole tree.
  @inline(__always)
  public func statistic(_ place: Int, of node: NodeID) -> Double? {
    guard place < width else { return nil }
    let cell = unsafe cells[node.index * width + place]
    return StatisticTable.isUnknown(cell) ? nil : cell
  }

  /// Returns what a child is known to be worth, which it scores alone: proven, or an end that was visited.
  @inline(__always)
  public func outcome(of child: Candidate, exploresEnds: Bool = false) -> Float? {
    if child.flags.contains(.proven) { return unsafe exactValues[child.node.index] }
    guard !exploresEnds, endsAreKnown, child.visits > 0, child.flags.contains(.terminal) else {
      return nil
    }
    return child.flags.contains(.pinned)
      ? unsafe exactValues[child.node.index] : Float(child.valueSum / Double(child.visits))
  }

  /// Returns a child with the value that somebody pinned it to, if somebody did.
  @inline(__always)
  public func pinned(_ child: Candidate) -> Candidate {
    guard child.flags.contains(.pinned) else { return child }
    var child = child
    child.valueSum = unsafe Double(exactValues[child.node.index]) * Double(child.visits)
    return child
  }

  /// Calls `body` with each child that can be taken, oldest first, with its pinned value if it has one.
  public func forEachCandidate(_ body: (Candidate) -> Void) {
    var child = firstChild
    for _ in 0..<count {
      let candidate = candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) { body(pinned(candidate)) }
      child = sibling(after: child)
    }
  }

  /// Returns the parent of any node of the tree; none above the root.
  @inline(__always)
  public func parent(of node: NodeID) -> NodeID { unsafe links[node.index].parent }

  /// Returns how many children any node of the tree has.
  @inline(__always)
  public func childCount(of node: NodeID) -> Int { unsafe Int(nodes[node.index].childCount) }

  /// Calls `body` with each child of any node of the tree, oldest first.
  public func forEachChild(of node: NodeID, _ body: (Candidate) -> Void) {
    let numbers = unsafe nodes[node.index]
    var child = numbers.firstChild
    for _ in 0..<numbers.childCount {
      body(candidate(at: child))
      child =
        numbers.flags.contains(.scattered)
        ? unsafe links[child.index].nextSibling : NodeID(rawValue: child.rawValue &+ 1)
    }
  }

  /// Why a child can never be taken; nil where it can.
  public func bar(_ flags: NodeFlags) -> String? {
    if flags.contains(.banned) { return "banned: never selected" }
    return flags.contains(.closed) ? "closed: nothing is left below it" : nil
  }

  /// Why a child scores its outcome alone.
  func outcomeWords(of child: Candidate) -> String {
    if child.flags.contains(.proven) { return "proven: its outcome alone" }
    return child.flags.contains(.pinned)
      ? "pinned: its value alone" : "terminal: its outcome alone"
  }

  /// Calls `body` with a look at a whole tree, from its root.
  @inline(__always)
  public static func look<Result>(
    at tree: borrowing SearchTree, _ body: (borrowing Family) -> Result
  ) -> Result { body(Family(.root, of: tree, value: 0, endsAreKnown: false)) }

  /// Calls `body` with a family of one child with one visit.
  static func withExample(_ body: (borrowing Family) -> Void) {
    var tree = SearchTree(hasPriors: true)
    _ = tree.appendChildren(of: .root, count: 1)
    for index in 0..<2 { tree.nodes[index].visits = 1 }
    body(Family(.root, of: tree, value: 0, endsAreKnown: false))
    // The tree outlives the pointers into it.
    _ = tree.count
  }
}
