import Groundwork
public import TreeSearch

/// A game of two players, without chance, whose late positions can be searched to their ends.
///
/// An answer is right if its first move keeps what the position is worth.
public protocol SolvableGame: VerifiableEnvironment {
  /// How many moves may be left in a position that is solved: 2 and more, within a second.
  static var solvable: ClosedRange<Int> { get }

  /// Makes the game after some moves from its beginning, each of which must be legal.
  init(after moves: [ActionCode])
  /// Returns the most moves that are left.
  func movesLeft(in state: State) -> Int
}

extension SolvableGame {
  /// An end that pays may be the blunder of the other player.
  public static var hasGoal: Bool { false }

  /// The position.
  public var identity: String { line(for: initialState) }

  /// Compares the first move of an answer with the best ones.
  ///
  /// The whole rest of the game is searched.
  public func verify(_ answer: [ActionCode]) -> VerifiedAnswer {
    var state = initialState
    var random = RandomSource(seed: 0)
    var steps: [String] = []
    for action in answer {
      steps.append(label(of: action, in: state))
      _ = apply(action, to: &state, using: &random)
    }
    let values = valuesOfMoves
    guard let first = answer.first, let value = values.first(where: { $0.move == first })?.value,
      let best = values.map(\.value).max()
    else { return VerifiedAnswer(steps: steps, fault: "no move was chosen") }
    func word(_ value: Float) -> String { value > 0 ? "wins" : value < 0 ? "loses" : "draws" }
    guard value < best, let better = values.first(where: { $0.value == best }) else {
      return VerifiedAnswer(steps: steps, fault: nil)
    }
    return VerifiedAnswer(
      steps: steps,
      fault: "\(steps[0]) \(word(value)), where \(label(of: better.move, in: initialState)) "
        + word(best))
  }

  /// The moves of the position with what each is worth to the player who makes it, by search to the ends.
  public var valuesOfMoves: [(move: ActionCode, value: Float)] {
    let state = initialState
    return (0..<(isTerminal(state) ? 0 : actionCount(in: state))).map { index in
      let move = action(at: index, in: state)
      return (move, value(of: move, in: state, from: -1, to: 1))
    }
  }

  /// Returns what a move is worth to the player who makes it: exactly where that lies between two bounds,
  /// else at or beyond the nearer one.
  ///
  /// Negamax with the cuts of alpha and beta.
  private func value(
    of move: ActionCode, in state: State, from low: Float, to high: Float
  ) -> Float {
    var next = state
    var random = RandomSource(seed: 0)
    let step = apply(move, to: &next, using: &random)
    if step.isTerminal { return step.reward }
    // What the other player gets is taken from this one.
    let (least, most) = (step.reward - high, step.reward - low)
    var best = -Float.infinity
    for index in 0..<actionCount(in: next) {
      let reply = action(at: index, in: next)
      best = max(best, value(of: reply, in: next, from: max(least, best), to: most))
      if best >= most { break }
    }
    return step.reward - best
  }
}
