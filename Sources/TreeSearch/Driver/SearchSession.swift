public import Groundwork
public import SearchTrees

/// A search of some recipe, behind one call for many simulations: where types are erased.
///
/// As an interpreter of recordings it applies its rules to their trees, and never runs itself.
public protocol SearchSession: TreeInterpreter, TreeFacts {
  /// Simulations completed.
  var iterations: Int { get }
  /// The seed that the search began with.
  var seed: UInt64 { get }
  /// The phase that comes next.
  var phase: SearchPhase { get }
  /// Simulations that can be taken back.
  var undoDepth: Int { get }
  /// The node that every simulation is led through.
  var focus: NodeID { get }

  /// Copies from now on, at iterations on a grid, what the nodes that matter are worth; slices tell it.
  func keepHistories()
  /// How the answer that is shown is chosen.
  var shownAnswer: AnswerRule { get set }

  /// The simulation that waits for an answer, which a run goes on with once it is told; nil where none does.
  var waiting: Trial? { get }
  /// What language models on servers were asked, and said; nil where none are.
  var keptCalls: KeptCalls? { get }
  /// Returns what a call says whose prompt a person changed; nil of all others.
  ///
  /// While the search moves it may be of a moment ago.
  func callEdit(_ number: Int, isMoving: Bool) -> CallEdit?
  /// Whether somebody is asked who is not to be asked twice.
  var keepsAnswers: Bool { get }
  /// Makes a session that begins anew with all that was answered so far, and asks for none of it again.
  ///
  /// It can be called on any thread.
  var again: @Sendable (_ undoBytes: Int) -> any SearchSession { get }
  /// Lends the tree, to be read only.
  func read(_ body: (borrowing SearchTree) -> Void)
  /// Completes at most `count` simulations, and none after the one that settles the root.
  func run(_ count: Int)
  /// Completes at most `count` simulations, and none after the one that settles the root, and tells
  /// a recorder of each.
  func run(_ count: Int, recordedBy recorder: any SearchRecorder)
  /// Completes at most `count` simulations, and none after the one that settles the root, nor after one for
  /// which `isEnough` is true; returns whether it was.
  ///
  /// `isEnough` is given the tree, the nodes of the simulation and the number of the first one that it may
  /// have added.
  func run(
    _ count: Int,
    until isEnough: (borrowing SearchTree, borrowing Column<NodeID>, _ firstNew: Int) -> Bool
  ) -> Bool
  /// Lends the tree and the nodes of the last simulation, to be read only.
  func readLast(_ body: (borrowing SearchTree, borrowing Column<NodeID>) -> Void)
  /// Runs one phase, explained.
  func stepPhase()
  /// Runs one phase, explained, and tells a recorder of the simulation that it completes.
  func stepPhase(recordedBy recorder: any SearchRecorder)
  /// Takes one simulation back.
  func stepBack() -> Bool
  /// Takes one phase back.
  func stepBackPhase() -> Bool
  /// Makes an edit and returns the change that it is.
  func edit(_ edit: TreeEdit, by author: Author) throws(EditError) -> TreeChange
  /// Takes the newest edit back.
  func undoEdit() -> Bool
  /// Returns an independent copy that goes on from here, led through a node.
  func branch(at focus: NodeID, undoBytes: Int) -> any SearchSession
  /// Bytes of the tree's hot storage and of the undo record.
  var bytes: Int { get }
  /// Returns the first reason to stop; `others` is what other searches take that count with this one.
  func reason(
    in rules: inout [any StoppingRule], seconds: Double, besides others: Int
  ) -> StopReason?
  /// Returns how many simulations may run before the rules must be asked again.
  func checkInterval(of rules: [any StoppingRule], seconds: Double) -> Int
  /// Fills in what the search says of itself.
  func fill(_ summary: inout SearchSummary)
  /// Fills in everything that a request asks for.
  func fill(_ slice: inout TreeSlice, for request: SliceRequest)
  /// Returns the nodes of a rule's answer, the root's first, for those who look after every simulation:
  /// no child's score is worked out, which a report does.
  func answerNodes(_ rule: AnswerRule) -> [NodeID]
  /// Returns what the search has found, the answer by a rule.
  func report(_ rule: AnswerRule) -> SearchReport
  /// Returns what the search has found, the answer by any reader.
  func report(by reader: any Reader) -> SearchReport
  /// Returns what the recorded search had found at a moment; the tree is given back as it was.
  func report(
    _ rule: AnswerRule, from tree: inout SearchTree, at moment: RecordedMoment
  ) -> SearchReport
}

extension SearchSession {
  /// Returns the first reason to stop.
  public func reason(in rules: inout [any StoppingRule], seconds: Double) -> StopReason? {
    reason(in: &rules, seconds: seconds, besides: 0)
  }
}
