import Groundwork
public import TreeSearch

extension Blocksworld: VerifiableEnvironment {
  /// The goal is all that is asked for.
  public static var hasGoal: Bool { true }

  /// Start, goal and horizon.
  public var identity: String { "\(line(for: initialState)) \(goalSentence) \(horizon)" }

  /// Carries out the actions of an answer, in PDDL, as ``validate(plan:)`` does.
  public func verify(_ answer: [ActionCode]) -> VerifiedAnswer {
    var state = initialState
    var random = RandomSource(seed: 0)
    var steps: [String] = []
    for action in answer {
      steps.append(pddl(of: action, in: state))
      _ = apply(action, to: &state, using: &random)
    }
    switch validate(plan: steps) {
    case .valid: return VerifiedAnswer(steps: steps, fault: nil)
    case .invalid(let step?, let reason):
      return VerifiedAnswer(steps: steps, fault: "step \(step): \(reason)")
    case .invalid(nil, let reason): return VerifiedAnswer(steps: steps, fault: reason)
    }
  }

  /// Returns how many facts of the goal hold.
  public func goalFacts(in state: State) -> Int? { metGoals(in: state) }
}
