public import SearchTrees

/// How a simulation finds the leaf that it evaluates: which trial comes next.
///
/// The usual walk, from the root down by the selection rule to a node that is unvisited or about to grow,
/// and one step into what has grown, is built into the loop. Another one plugs in here: a rollout that
/// stays in the tree, a last layer that is not entered, or, as a ``FrontierWalk``, the best of all open
/// nodes.
///
/// *Layers* (beams, breadth first) are a frontier too: how many children each node of a layer is to get is
/// planned by an ``Intervention`` and stands in the tree, so that undo needs no record of a queue: see
/// ``LayerWalk``. *Several trials in a simulation*: a walk names further nodes with ``Walker/judge(_:)``;
/// each gets a verdict and a backup on its own path.
public protocol Walk: Sendable {
  /// How it goes on below a leaf that has grown, in words; nil where it ends there.
  var continuationWords: String? { get }
  /// What is to be said of how it finds its leaf, in sentences: who is open, what becomes of ends and of
  /// equals; empty where the selection rule says it all.
  var selectionRules: [String] { get }
  /// Whether every simulation is an episode of its own, which chooses nothing by what is known of the tree.
  var beginsEpisodes: Bool { get }
  /// Returns whether a verdict on a node that is judged beside the leaf ends the simulation there, so that
  /// nothing more is judged.
  func isEnough(_ verdict: Verdict) -> Bool

  /// Walks from the root to the leaf.
  func select(_ walker: inout Walker)
  /// Lets the leaf grow, if it is to, and walks on.
  func expand(_ walker: inout Walker)
  /// Goes to a child of the node that the walk has come to.
  func go(to child: NodeID, _ walker: inout Walker)
}

extension Walk {
  /// By default it ends at the leaf or below it.
  public var continuationWords: String? { nil }
  /// By default the selection rule says it all.
  public var selectionRules: [String] { [] }
  /// By default the tree says where to go.
  public var beginsEpisodes: Bool { false }
  /// By default everything that was named is judged.
  public func isEnough(_ verdict: Verdict) -> Bool { false }
  /// By default it enters the child.
  public func go(to child: NodeID, _ walker: inout Walker) { walker.enter(child) }
  /// By default it walks down by the selection rule.
  public func select(_ walker: inout Walker) {
    while !walker.place.isTerminal, !walker.isAtLeaf, let child = walker.choose() {
      go(to: child, &walker)
    }
  }
}

/// Where a walk has come to.
public struct WalkPlace: Hashable, Sendable, BitwiseCopyable {
  /// The node.
  public var node: NodeID
  /// Its statistics.
  public var numbers: Node
  /// How many nodes the path has, the root included.
  public var length: Int
  /// Whether the episode has ended.
  public var isTerminal: Bool
}

/// What a ``Walk`` moves through the tree with.
///
/// Good for one call. What it does is undone with the simulation.
@safe public struct Walker: ~Copyable {
  /// What the search that is walked does; made where its recipe is known.
  @safe struct Operations {
    var place: (UnsafeMutableRawPointer) -> WalkPlace
    var family: (UnsafeMutableRawPointer) -> Family
    var isAtLeaf: (UnsafeMutableRawPointer) -> Bool
    var choose: (UnsafeMutableRawPointer) -> NodeID?
    var chooseOpen: (UnsafeMutableRawPointer) -> NodeID?
    var enter: (UnsafeMutableRawPointer, NodeID) -> Void
    var end: (UnsafeMutableRawPointer, NodeID, Float) -> Void
    var grow: (UnsafeMutableRawPointer) -> NodeID?
    var judge: (UnsafeMutableRawPointer, NodeID) -> Void
    var draw: (UnsafeMutableRawPointer, UInt32) -> UInt32
    var read: (UnsafeMutableRawPointer, (borrowing SearchTree) -> Void) -> Void
    var actions: (UnsafeMutableRawPointer) -> [ActionCode]
    var look: (UnsafeMutableRawPointer, ActionCode) -> Float
    var take: (UnsafeMutableRawPointer, ActionCode) -> Void
    var finish: (UnsafeMutableRawPointer) -> Void
  }

  private let search: UnsafeMutableRawPointer
  private let operations: Operations

  init(_ search: UnsafeMutableRawPointer, _ operations: Operations) {
    unsafe self.search = search
    self.operations = operations
  }

  /// Where the walk has come to.
  public var place: WalkPlace { unsafe operations.place(search) }
  /// The node and its children.
  public var family: Family { unsafe operations.family(search) }
  /// Whether the usual walk would end here: unvisited, pinned, or about to grow.
  public var isAtLeaf: Bool { unsafe operations.isAtLeaf(search) }

  /// Returns the child that the selection rule takes; nil where there is none, so that the walk ends here.
  public mutating func choose() -> NodeID? { unsafe operations.choose(search) }
  /// Returns the open node below the place with the highest priority, by the ``FrontierWalk`` that is
  /// plugged in; nil where none is open, or it is another walk.
  ///
  /// O(depth * log open nodes), and O(nodes * log nodes) where the tree changed otherwise than by the
  /// simulation before.
  public mutating func chooseOpen() -> NodeID? { unsafe operations.chooseOpen(search) }
  /// Makes the action that leads to a child.
  public mutating func enter(_ child: NodeID) { unsafe operations.enter(search, child) }

  /// Enters one node after the other of the path from the place to `node`.
  ///
  /// - Precondition: the place is the node, or lies above it.
  public mutating func jump(to node: NodeID) {
    let here = place.node
    var path: [NodeID] = []
    read { path = $0.path(to: node) }
    for node in path.drop(while: { $0 != here }).dropFirst() { enter(node) }
  }

  /// Ends the path at a child that is not entered, so that nobody learns its state.
  ///
  /// `reward` is what it counts.
  public mutating func end(at child: NodeID, reward: Float) {
    unsafe operations.end(search, child, reward)
  }

  /// Adds the children that the widening wants, and returns the first of them; nil where it wants none or
  /// the proposer has none.
  @discardableResult
  public mutating func grow() -> NodeID? { unsafe operations.grow(search) }

  /// Has a node judged too, before the one that the simulation ends at: one of the path, or a child of one.
  ///
  /// - Precondition: the evaluator's answers are kept (``Evaluator/isAsked``).
  public mutating func judge(_ node: NodeID) { unsafe operations.judge(search, node) }

  /// The legal actions of the place, as the problem lists them, but for those that lead to a banned or
  /// closed child.
  ///
  /// O(actions + children).
  public var actions: [ActionCode] { unsafe operations.actions(search) }

  /// Returns what the evaluator says of the state that an action leads to, with the reward of getting there;
  /// the place stays, and nothing of it is kept.
  public mutating func look(at action: ActionCode) -> Float {
    unsafe operations.look(search, action)
  }

  /// Makes an action, whose child is added if it is not there yet.
  ///
  /// - Precondition: the action is legal, and the tree keeps no priors.
  public mutating func take(_ action: ActionCode) { unsafe operations.take(search, action) }

  /// Says that nothing is left to search once this simulation is complete.
  ///
  /// An edit, or taking the simulation back, takes that back.
  public mutating func finish() { unsafe operations.finish(search) }

  /// Draws a number in `0 ..< bound` from the search's generator.
  public mutating func draw(below bound: UInt32) -> UInt32 { unsafe operations.draw(search, bound) }

  /// Calls `body` with the tree.
  public func read(_ body: (borrowing SearchTree) -> Void) { unsafe operations.read(search, body) }
}
