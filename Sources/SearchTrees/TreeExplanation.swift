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
  /// Returns how many new children selection can choose to make below a node: one for each source; 0 where
  /// it does not choose that.
  func newChildCount(below node: NodeID) -> Int
  /// Returns what is drawn at a node; empty where nothing is.
  func draws(at node: NodeID) -> FamilyDraws
  /// The node that the search went on from: what lies outside of its subtree stays as it was.
  var root: NodeID { get }
}

extension TreeExplanation where Self: ~Copyable {
  /// Nil: only recordings say it.
  public func kind(of node: NodeID) -> String? { nil }
  /// Nil: only recordings say it.
  public func unexpanded(below node: NodeID) -> Int? { nil }
  /// None: only live searches choose that.
  public func newChildCount(below node: NodeID) -> Int { 0 }
  /// Nothing is drawn.
  public func draws(at node: NodeID) -> FamilyDraws { FamilyDraws() }
  /// The tree's own root.
  public var root: NodeID { .root }
}

/// With what probability each way on from a node is drawn.
public struct FamilyDraws: Hashable, Sendable {
  /// A child that is not there yet.
  public struct NewChild: Hashable, Sendable {
    /// What it is called.
    ///
    /// Untrusted text.
    public var label: String
    /// The terms that it is judged by, as the rule orders them.
    public var terms: [Double]
    /// The probability with which it is made; nil where nothing is drawn.
    public var probability: Double?
    /// Whether somebody forbade it.
    public var isBanned: Bool

    /// Describes a new child.
    public init(label: String, terms: [Double], probability: Double?, isBanned: Bool) {
      self.label = label
      self.terms = terms
      self.probability = probability
      self.isBanned = isBanned
    }
  }

  /// Of each child, oldest first; nil where nothing is drawn.
  public var children: [Double?] = []
  /// The children that can be made, one for each source.
  public var new: [NewChild] = []

  /// Nothing is drawn.
  public init() {}
}
