/// Chooses the answer in a tree of whose search nothing is known but what the tree itself says.
public protocol AnswerReader: AnyObject {
  /// Whether the answer depends on the leaves of all simulations.
  var wantsAllLeaves: Bool { get }
  /// Returns the answer, without labels.
  ///
  /// `range` holds the lowest and highest value of the nodes, where they are known; `players` is 1 or 2;
  /// `leaves` are the last nodes of the simulations in their order, where they are wanted.
  func answer(
    in tree: inout SearchTree, range: ClosedRange<Float>?, players: Int, leaves: [NodeID]
  ) -> SearchAnswer
}
