/// The rules of a search that treetop knows, applied to a tree that a recording holds.
///
/// The tree is used for the call and left as it was: an interpreter looks at statistics of
/// another moment with the code that the search itself used.
public protocol TreeInterpreter: AnyObject {
  /// Whether the search's tree has priors from the beginning.
  var keepsPriors: Bool { get }
  /// Whether an answer may be one of the visited ends, so that the tree must note them.
  var wantsEnds: Bool { get }
  /// Whether the search keeps where its simulations ended.
  var logsSimulations: Bool { get }
  /// Whether the answer of a moment depends on the leaves of all simulations.
  func wantsAllLeaves(at moment: RecordedMoment) -> Bool
  /// How a walk goes on from a new leaf through nodes that it makes, in words; nil where it ends there.
  var continuation: String? { get }
  /// Whether a simulation begins at a node chosen among all that are open, so that nothing is compared on
  /// the path to it.
  var choosesOpenNodes: Bool { get }
  /// Returns how many nodes of a tree are open; 0 where nobody chooses among them.
  func openNodes(in tree: inout SearchTree, at moment: RecordedMoment) -> Int
  /// Fills in what the backup rule took the values of a path from, as it was at that moment; `effects`
  /// has an entry for each node of the path, root first.
  func fill(_ effects: inout [BackupEffect], from tree: inout SearchTree, at moment: RecordedMoment)
  /// Fills in everything that a request asks for but the trace and the history, as the search would
  /// have done at that moment.
  func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, from tree: inout SearchTree,
    at moment: RecordedMoment)
  /// Returns the decision among the children of a node, as selection would make it at that moment.
  func selectionTable(
    at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> SelectionTable?
  /// Returns the nodes of the answer as the search would have given it at that moment, the root first.
  func answerNodes(in tree: inout SearchTree, at moment: RecordedMoment) -> [NodeID]
  /// Whether the rule of that answer goes by visits.
  func answersByVisits(at moment: RecordedMoment) -> Bool
  /// Whether actions, by their numbers, are legal at a node.
  ///
  /// What a file claims is checked by this before anything else is asked of the node's children.
  func allows(
    _ actions: [UInt32], at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> Bool
  /// Returns the state at a node in one line.
  func stateLine(at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment) -> String
  /// One time in how many slices are cut a second time, and trees walked through; 0 is never.
  var checkPeriod: Int { get set }
  /// Takes the differences out that were found since the last time.
  func takeDifferences() -> [ShadowDifference]
}

/// What a recording knows of a moment beside the tree.
public struct RecordedMoment: Hashable, Sendable {
  /// Simulations completed.
  public var iterations: Int
  /// The depth of the deepest node that a simulation reached.
  public var deepest: Int
  /// The parameters of the selection rule that somebody had set by then.
  public var parameters: [NamedNumber]
  /// The last node of the paths of the newest simulations, in their order; of all of them where an
  /// answer is asked for, and none in searches that judge no steps.
  public var leaves: [NodeID]
  /// How the recorded search chose its answer, in its words; nil where it does not say, or nobody asks.
  public var answerRule: String?
  /// The number of the simulation in which the tree last grew; 0 where it never did.
  public var lastGrowth: Int

  /// How many simulations back one looks for what should be known of the walks.
  public static var remembered: Int { 64 }

  /// Makes a moment.
  public init(
    iterations: Int, deepest: Int, parameters: [NamedNumber] = [], leaves: [NodeID] = [],
    lastGrowth: Int = 0
  ) {
    self.lastGrowth = lastGrowth
    self.leaves = leaves
    self.iterations = iterations
    self.deepest = deepest
    self.parameters = parameters
  }
}
