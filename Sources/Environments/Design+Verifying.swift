import Groundwork
public import TreeSearch

extension Design: VerifiableEnvironment {
  /// There is no goal but to be good.
  public static var hasGoal: Bool { false }

  /// All of its options.
  public var identity: String { name }

  /// Writes and changes as an answer says, and ranks the string among all.
  public func verify(_ answer: [ActionCode]) -> VerifiedAnswer {
    var state = initialState
    var random = RandomSource(seed: 0)
    var steps: [String] = []
    for action in answer {
      steps.append(label(of: action, in: state))
      _ = apply(action, to: &state, using: &random)
    }
    guard let string = state.string else {
      return VerifiedAnswer(steps: steps, fault: "nothing was written")
    }
    let rank = landscape.rank(of: string)
    let place =
      "\(text(of: string)) is \(NumberText.grouped(rank)) of \(NumberText.grouped(landscape.count))"
    return VerifiedAnswer(
      steps: steps,
      fault: rank == 1 ? nil : place + "; the best is \(text(of: landscape.best.string))",
      rank: rank)
  }
}
