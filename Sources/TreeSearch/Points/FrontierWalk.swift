public import SearchTrees

/// A ``Walk`` whose simulations begin at a node that is chosen among the open nodes of the whole tree.
///
/// The search keeps the open nodes in a heap. A simulation looks at the nodes of the path before it and at
/// those that are new, and at the children of a node whose number they depend on where that changed, so its
/// work grows with the depth and with the logarithm of the open nodes; after edits, after more than one simulation was taken back, and where simulations are led through another
/// node, the heap is made anew from the tree.
public protocol FrontierWalk: Walk {
  /// Learns where the tree keeps the statistics that were declared.
  mutating func locate(in layout: StatisticLayout)
  /// Learns the parameters of the selection rule, each time before priorities are asked for that may follow
  /// from them.
  mutating func set(_ parameters: [Parameter])
  /// Returns how soon a node is to be taken, the highest first and of equals the oldest; nil for a node
  /// that is not open.
  ///
  /// It follows from the node's own numbers, from those of its children and from the ``influence(of:in:)`` of
  /// its parent, so that a simulation changes it for nodes on its path, or next to it, alone. Whether somebody
  /// banned or pinned the node, or one above it, need not be asked: such nodes are never open.
  func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double?
  /// Returns the number of a node that the priorities of its children depend on; nil where they depend on
  /// none.
  ///
  /// Where a simulation changes it the children are looked at again: O(children * log open nodes) for each
  /// such node of the path.
  func influence(of node: NodeID, in tree: borrowing SearchTree) -> Double?
}

extension FrontierWalk {
  /// By default a simulation changes the priorities on its path alone.
  public func influence(of node: NodeID, in tree: borrowing SearchTree) -> Double? { nil }
  /// By default nothing can be set.
  public mutating func set(_ parameters: [Parameter]) {}
  /// By default no statistics are needed.
  public mutating func locate(in layout: StatisticLayout) {}
  /// By default it goes to the open node with the highest priority; without one it ends where it is.
  public func select(_ walker: inout Walker) {
    if let node = walker.chooseOpen() { walker.jump(to: node) }
  }
}
