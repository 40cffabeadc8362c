public import TreeSearch

/// An environment whose truth is known: what an answer is worth can be said without a search, so that
/// searches can be compared on it.
public protocol VerifiableEnvironment: Environment {
  /// Whether an end that pays is all that is asked for, so that a tree can hold one that was not chosen.
  static var hasGoal: Bool { get }
  /// All in which it differs from others of its kind, in one line.
  ///
  /// May hold untrusted text.
  var identity: String { get }

  /// Carries an answer out, by rules that no search has a part in.
  func verify(_ answer: [ActionCode]) -> VerifiedAnswer
  /// Returns how many facts of the goal hold; nil where a goal has no facts.
  func goalFacts(in state: State) -> Int?
}

extension VerifiableEnvironment {
  /// By default a goal has no facts.
  public func goalFacts(in state: State) -> Int? { nil }
}

/// An answer that was carried out.
public struct VerifiedAnswer: Hashable, Sendable {
  /// Its steps, as the problem writes them.
  ///
  /// May hold untrusted text, as the fault may.
  public var steps: [String]
  /// Why it is not what was asked for; nil where it is.
  public var fault: String?
  /// Its place among all answers that there are, 1 for the best; nil where they are not ranked.
  public var rank: Int?

  /// Describes an answer.
  public init(steps: [String], fault: String?, rank: Int? = nil) {
    self.steps = steps
    self.fault = fault
    self.rank = rank
  }
}
