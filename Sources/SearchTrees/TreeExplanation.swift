/// What a slice needs beside the tree: the words of the environment and the terms of the rule.
///
/// A live search answers from its environment and policies, a recording from its events.
public protocol TreeExplanation: ~Copyable {
  /// Returns the labels of the children of a node, oldest first.
  func childLabels(of node: NodeID) -> [String]
  /// Returns the terms and the score of each child of a node, oldest first.
  func childScores(of node: NodeID) -> [(terms: [Double], score: Double)]
  /// Returns the label of one node; empty at the root.
  ///
  /// Asked instead of ``childLabels(of:)`` where a family is too wide to label all of it.
  func label(of node: NodeID) -> String
  /// Returns what kind of node it is (`chance`), if anybody said.
  func kind(of node: NodeID) -> String?
  /// Returns how many more children a node can have that were never added to the tree, if anybody said.
  func unexpanded(below node: NodeID) -> Int?
  /// The node that the search went on from: what lies outside of its subtree stays as it was.
  var root: NodeID { get }
}

extension TreeExplanation where Self: ~Copyable {
  /// Nil: only recordings say it.
  public func kind(of node: NodeID) -> String? { nil }
  /// Nil: only recordings say it.
  public func unexpanded(below node: NodeID) -> Int? { nil }
  /// The tree's own root.
  public var root: NodeID { .root }
}
