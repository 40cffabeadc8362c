/// What a slice needs beside the tree: the words of the environment and the terms of the rule.
///
/// A live search answers from its environment and policies, a recording from its events.
public protocol TreeExplanation: ~Copyable {
  /// Returns the labels of the children of a node, oldest first.
  func childLabels(of node: NodeID) -> [String]
  /// Returns the terms and the score of each child of a node, oldest first.
  func childScores(of node: NodeID) -> [(terms: [Double], score: Double)]
}
