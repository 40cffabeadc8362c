/// What keeps a recording of a search while it goes on: told by the search what it does, in order.
///
/// All calls come from the search's thread. The branches are the explorer's, by their ids; `nodes`
/// are those of the tree of the branch that the recorder was last told to go on with.
///
/// A recording only grows. A search that is taken back and does the same again, as searches do that
/// nobody touched, finds it written already.
public protocol SearchRecorder: AnyObject {
  /// The file that is written.
  ///
  /// Untrusted text.
  var place: String { get }
  /// Why nothing is written any more; nil while all is well.
  var failure: String? { get }

  /// Records what language models were asked meanwhile, and said; between two simulations, as often as one
  /// likes.
  func recordCalls()
  /// Records a completed simulation.
  func simulated(_ simulation: borrowing SimulationRecord)
  /// Records an edit.
  func edited(_ edit: TreeEdit, by author: Author)
  /// Hears that the newest simulation was taken back, with the edits made after it.
  func tookBackSimulation()
  /// Hears that the newest edit was taken back; nothing was simulated since.
  func tookBackEdit()
  /// Records that a branch was begun here, and goes on with it.
  func branched(_ id: Int, at focus: NodeID, name: String)
  /// Goes on with another branch.
  func goOn(with branch: Int)
  /// Records that the main line restarts from the seed; the other branches are gone.
  func restarted()
  /// Records a mark on this moment.
  func marked(_ name: String, at node: NodeID, note: String)
  /// Records that the search stopped.
  func stopped(_ stop: RecordedStop)
  /// Records what the search has found.
  func answered(_ path: [NodeID], value: Double?, text: String, why: String)
  /// Records what the search has found, by which rule, and which one was used where that had nothing to
  /// choose from.
  func answered(_ path: [NodeID], value: Double?, text: String, why: String, instead: String?)
  /// Returns where the tree that the recording tells differs from the one of the search; nil where they
  /// are equal, and where nobody can tell.
  ///
  /// Between two simulations only. Reads the whole recording.
  func difference(from tree: borrowing SearchTree) -> String?
  /// Ends the recording; nothing is told after this.
  func finish()
  /// Ends the recording and drops what was written, where it is a file that is not complete yet.
  func abandon()
}

extension SearchRecorder {
  /// By default no models are asked.
  public func recordCalls() {}

  /// By default nothing is said of the rule that was used instead.
  public func answered(
    _ path: [NodeID], value: Double?, text: String, why: String, instead: String?
  ) {
    answered(path, value: value, text: text, why: why)
  }

  /// Nil: by default nobody can tell.
  public func difference(from tree: borrowing SearchTree) -> String? { nil }
}

/// How a search stopped, in the words of a recording.
public struct RecordedStop: Hashable, Sendable {
  /// Why, in one of the words that journals know.
  public enum Reason: String, Hashable, Sendable {
    case step, paused, budget, memory, solved, exhausted, breakpoint, error, quit
  }

  /// Why.
  public var reason: Reason
  /// The same in a sentence.
  public var message: String
  /// The seconds that the search has run.
  public var seconds: Double
  /// The seconds of processor time that it has taken, where somebody kept them.
  public var processorSeconds: Double?

  /// The calls that it has made, where somebody counted them.
  public var calls: Int?
  /// What language models did so far; nil in searches that use none.
  public var modelUse: ModelUse?
  /// What the reader should not overlook.
  public var alarms: [Alarm]

  /// Describes a stop.
  public init(
    _ reason: Reason, message: String, seconds: Double, processorSeconds: Double? = nil,
    calls: Int? = nil, modelUse: ModelUse? = nil, alarms: [Alarm] = []
  ) {
    self.calls = calls
    self.modelUse = modelUse
    self.alarms = alarms
    self.reason = reason
    self.message = message
    self.seconds = seconds
    self.processorSeconds = processorSeconds
  }
}

extension StopReason {
  /// The reason in the words of a recording.
  public var recorded: RecordedStop.Reason {
    switch self {
    case .iterations, .nodes, .calls, .cost, .tokens, .requests, .seconds, .value: .budget
    case .memory: .memory
    case .solved: .solved
    case .exhausted, .idle: .exhausted
    case .visits, .bestActionChanged, .bestActionStayed, .breakpoint: .breakpoint
    case .said: .paused
    case .failed: .error
    }
  }
}
