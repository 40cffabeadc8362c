import Environments
import Groundwork
import Testing
import TreeSearch

/// Returns how many sequences of `depth` actions there are from `state`.
func perft<E: Environment>(_ environment: E, from state: E.State, depth: Int) -> Int {
  if depth == 0 { return 1 }
  let count = environment.actionCount(in: state)
  if depth == 1 { return count }
  return (0..<count).reduce(into: 0) { total, index in
    let next = successor(environment, of: state, at: index).state
    total += perft(environment, from: next, depth: depth - 1)
  }
}

/// Returns the exact value of `state` for the player to move, by looking at every line of play
/// (after the wins at once, which spare the rest).
func negamax<E: Environment>(_ environment: E, _ state: E.State) -> Float {
  let successors = (0..<environment.actionCount(in: state)).map {
    successor(environment, of: state, at: $0)
  }
  if successors.contains(where: { $0.transition.reward == 1 }) { return 1 }
  return successors.map { -negamax(environment, $0.state) }.max() ?? 0
}

/// Returns the state and the transition of the action at `index`.
func successor<E: Environment>(
  _ environment: E, of state: E.State, at index: Int
) -> (state: E.State, transition: Transition) {
  var random = RandomSource(seed: 0)
  var next = state
  let action = environment.action(at: index, in: state)
  let transition = environment.apply(action, to: &next, using: &random)
  return (next, transition)
}

/// Plays one game of random actions, checks the protocol's promises on the way, returns its length.
@discardableResult
func playAtRandom<E: Environment>(
  _ environment: E, using random: inout RandomSource,
  checking check: (_ before: E.State, _ action: ActionCode, _ after: E.State, Transition) -> Void =
    { _, _, _, _ in }
) -> Int {
  var state = environment.initialState
  var length = 0
  while !environment.isTerminal(state) {
    let count = environment.actionCount(in: state)
    guard count > 0 else {
      Issue.record("no action in a state that is not terminal")
      return length
    }
    let action = environment.action(at: Int(random.below(UInt32(count))), in: state)
    let before = state
    let transition = environment.apply(action, to: &state, using: &random)
    if transition.isTerminal != environment.isTerminal(state)
      || transition.isTerminal != (environment.actionCount(in: state) == 0)
    {
      Issue.record("the transition and the state disagree: \(environment.line(for: state))")
    }
    check(before, action, state, transition)
    length += 1
  }
  return length
}

/// Returns the error that `body` throws, or a recorded issue.
func problemError<T>(_ body: () throws(ProblemError) -> T) -> ProblemError {
  do {
    _ = try body()
  } catch {
    return error
  }
  Issue.record("no error was thrown")
  return ProblemError(source: "", reason: "")
}

/// Returns the labels of the legal actions in order.
func labels<E: Environment>(_ environment: E, in state: E.State) -> [String] {
  (0..<environment.actionCount(in: state)).map {
    environment.label(of: environment.action(at: $0, in: state), in: state)
  }
}

/// Returns the labels of the actions whose reward is 1.
func winningLabels<E: Environment>(_ environment: E, in state: E.State) -> [String] {
  let labels = labels(environment, in: state)
  return labels.indices.filter {
    successor(environment, of: state, at: $0).transition.reward == 1
  }.map { labels[$0] }
}
