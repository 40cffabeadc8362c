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

  /// What was said of one leaf.
  private struct Evaluations {
    /// How often it had been asked about at each answer, the fewest first.
    var attempts: [Int] = []
    /// The answers, in the same order.
    var verdicts: [Verdict] = []

    /// The place of the last answer before so many visits; nil where there is none.
    func place(before visits: Int) -> Int? { attempts.lastIndex { $0 < visits } }

    /// The answer at so many visits; nil where there is none.
    func verdict(at attempt: Int) -> Verdict? {
      guard let place = attempts.lastIndex(where: { $0 <= attempt }), attempts[place] == attempt
      else { return nil }
      return verdicts[place]
    }

    /// Keeps an answer, also in the place of another one; returns whether it is a further one.
    mutating func keep(_ verdict: Verdict, at attempt: Int) -> Bool {
      let place = place(before: attempt).map { $0 + 1 } ?? 0
      if place < attempts.count, attempts[place] == attempt {
        verdicts[place] = verdict
        return false
      }
      attempts.insert(attempt, at: place)
      verdicts.insert(verdict, at: place)
      return true
    }
  }

  private struct State {
    /// By the path alone, so that a leaf is looked up once however much is known of it.
    var evaluations: [[UInt32]: Evaluations] = [:]
    var evaluationCount = 0
    var steps: [Question: Steps] = [:]
  }

  private let state = Guarded(State())

  /// Makes one that holds nothing.
  public init() {}

  /// How many answers there are.
  public var count: Int { state.withLock { $0.evaluationCount + $0.steps.count } }
  /// Whether it holds what was said of steps.
  public var hasSteps: Bool { state.withLock { !$0.steps.isEmpty } }

  /// Returns what was said of a leaf; nil where it was not asked about.
  public func evaluation(of question: Question) -> Verdict? {
    state.withLock { $0.evaluations[question.path]?.verdict(at: question.attempt) }
  }

  /// Keeps what was said of a leaf.
  public func keep(_ verdict: Verdict, of question: Question) {
    state.withLock { state in
      let isNew = state.evaluations[question.path, default: Evaluations()]
        .keep(verdict, at: question.attempt)
      if isNew { state.evaluationCount += 1 }
    }
  }

  /// Returns what was said last of a leaf that has `visits` by now; nil where it was not asked about.
  public func newestEvaluation(of path: [UInt32], visits: Int) -> Verdict? {
    state.withLock { state in
      guard let evaluations = state.evaluations[path] else { return nil }
      return evaluations.place(before: visits).map { evaluations.verdicts[$0] }
    }
  }

  /// Returns what was said of the steps from a node; nil where it was not asked about.
  public func steps(of question: Question) -> Steps? { state.withLock { $0.steps[question] } }

  /// Keeps what was said of the steps from a node.
  public func keep(_ steps: Steps, of question: Question) {
    state.withLock { $0.steps[question] = steps }
  }
}
