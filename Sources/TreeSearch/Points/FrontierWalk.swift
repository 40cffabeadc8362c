public import SearchTrees

/// A ``Walk`` whose simulations begin at a node that is chosen among the open nodes of the whole tree.
///
/// The search keeps the open nodes in a heap. A simulation looks at the nodes of the path before it and at
/// those that are new, so its work grows with the depth and with the logarithm of the open nodes; after
/// edits, after more than one simulation was taken back, and where simulations are led through another
/// node, the heap is made anew from the tree.
public protocol FrontierWalk: Walk {
  /// Learns where the tree keeps the statistics that were declared.
  mutating func locate(in layout: StatisticLayout)
  /// Returns how soon a node is to be taken, the highest first and of equals the oldest; nil for a node
  /// that is not open.
  ///
  /// It follows from the node's own numbers and from those above it, so that a simulation changes it for
  /// nodes on its path alone. Whether somebody banned or pinned the node, or one above it, need not be
  /// asked: such nodes are never open.
  func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double?
}

extension FrontierWalk {
  /// By default no statistics are needed.
  public mutating func locate(in layout: StatisticLayout) {}
  /// By default it goes to the open node with the highest priority; without one it ends where it is.
  public func select(_ walker: inout Walker) {
    if let node = walker.chooseOpen() { walker.jump(to: node) }
  }
}
