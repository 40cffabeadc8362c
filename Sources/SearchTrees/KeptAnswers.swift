import Groundwork

/// What models, servers and judges said in a search, by the question: what is kept here is never asked for
/// a second time.
///
/// A search and its branches share one, whatever is taken back; a save is made from it, and a search that
/// goes on from a recording begins with what the recording holds.
public final class KeptAnswers: Sendable {
  /// A question: which node it is about, named by the actions that lead there, and how often it was asked
  /// about before.
  public struct Question: Hashable, Sendable {
    /// The actions from the root to the node.
    public var path: [UInt32]
    /// For a leaf the visits that it had; for the steps from a node the children that it had.
    public var attempt: Int

    /// Names a question.
    public init(_ path: [UInt32], attempt: Int) {
      self.path = path
      self.attempt = attempt
    }
  }

  /// What was said of the steps from a node that got children; nothing where it turned out to have none.
  public struct Steps: Hashable, Sendable {
    /// The actions that lead to the children, oldest first.
    public var actions: [UInt32]
    /// What was said of each.
    public var verdicts: [Verdict]

    /// States what was said.
    public init(actions: [UInt32], verdicts: [Verdict]) {
      self.actions = actions
      self.verdicts = verdicts
    }
  }

  private struct State {
    var evaluations: [Question: Verdict] = [:]
    /// How often a node had been asked about at each answer, the fewest first.
    var attempts: [[UInt32]: [Int]] = [:]
    var steps: [Question: Steps] = [:]
  }

  private let state = Guarded(State())

  /// Makes one that holds nothing.
  public init() {}

  /// How many answers there are.
  public var count: Int { state.withLock { $0.evaluations.count + $0.steps.count } }
  /// Whether it holds what was said of steps.
  public var hasSteps: Bool { state.withLock { !$0.steps.isEmpty } }

  /// Returns what was said of a leaf; nil where it was not asked about.
  public func evaluation(of question: Question) -> Verdict? {
    state.withLock { $0.evaluations[question] }
  }

  /// Keeps what was said of a leaf.
  public func keep(_ verdict: Verdict, of question: Question) {
    state.withLock { state in
      guard state.evaluations.updateValue(verdict, forKey: question) == nil else { return }
      Self.insert(question.attempt, into: &state.attempts[question.path, default: []])
    }
  }

  private static func insert(_ attempt: Int, into attempts: inout [Int]) {
    let place = attempts.lastIndex { $0 < attempt }.map { $0 + 1 } ?? 0
    attempts.insert(attempt, at: place)
  }

  /// Returns what was said last of a leaf that has `visits` by now; nil where it was not asked about.
  public func newestEvaluation(of path: [UInt32], visits: Int) -> Verdict? {
    state.withLock { state in
      let attempt = state.attempts[path]?.last { $0 < visits }
      return attempt.flatMap { state.evaluations[Question(path, attempt: $0)] }
    }
  }

  /// Returns what was said of the steps from a node; nil where it was not asked about.
  public func steps(of question: Question) -> Steps? { state.withLock { $0.steps[question] } }

  /// Keeps what was said of the steps from a node.
  public func keep(_ steps: Steps, of question: Question) {
    state.withLock { $0.steps[question] = steps }
  }
}
