public import Groundwork
public import SearchTrees

/// The number by which an environment names one of its actions; small and dense, never a pointer.
public typealias ActionCode = UInt32

/// What one action did: the reward of entering the new state and whether the episode ended there.
public struct Transition: Sendable, Hashable {
  /// The reward on entering, from the view of the player who made the action.
  public var reward: Float
  /// Whether the new state has no actions.
  public var isTerminal: Bool

  /// Makes a transition.
  @inline(__always)
  public init(reward: Float, isTerminal: Bool) {
    self.reward = reward
    self.isTerminal = isTerminal
  }
}

/// A problem that a search can be run on: states, legal actions, transitions, and how to show them.
///
/// States are small values: the engine walks from the root by applying actions to one state again
/// in every simulation and keeps none in the tree. With two players they move in turn and the game
/// is zero-sum; each reward is seen from the player who made the action.
public protocol Environment: Sendable {
  /// A position of the problem.
  associatedtype State: Sendable

  /// What the problem is called, as it is written on the command line (`connect-four:4453`).
  var name: String { get }
  /// One or two.
  var players: Int { get }
  /// The lowest and highest total reward of an episode, where they are known.
  var valueRange: ClosedRange<Float>? { get }
  /// The state at the root.
  var initialState: State { get }
  /// Whether a reward can differ between two visits of the same node; such nodes cannot be proven.
  var isStochastic: Bool { get }

  /// Returns whether `state` has no actions.
  func isTerminal(_ state: State) -> Bool
  /// Returns how many actions are legal; at least 1 unless `state` is terminal.
  func actionCount(in state: State) -> Int
  /// Returns the legal action at `index`, in `0 ..< actionCount(in: state)`, in a fixed order.
  func action(at index: Int, in state: State) -> ActionCode
  /// Makes `action`, which must be legal.
  func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition

  /// Plays random legal actions from a state that is not terminal to the end and returns the total
  /// reward, from the view of the player who moved to `state`.
  ///
  /// The default is right for every environment. It stands among the requirements so that it is
  /// specialised beside the rules it calls a hundred times a simulation.
  func randomReturn(from state: State, using random: inout RandomSource) -> Float

  /// Returns the prior weight that the problem itself gives an action, if it has one (not
  /// normalised).
  func prior(of action: ActionCode, in state: State) -> Float?
  /// Returns what is known of the value of an action before it is tried, if anything is.
  func estimate(of action: ActionCode, in state: State) -> Float?

  /// Returns whether two states differ in nothing but the way that led there.
  func isSamePlace(_ one: State, _ other: State) -> Bool

  /// Returns whether an action lies on a shortest way to the goal; nil where that is not known.
  func isBest(_ action: ActionCode, in state: State) -> Bool?

  /// Returns what becomes of the actions of an answer by rules that no search has a part in; nil where
  /// the problem has no check.
  func check(_ answer: [ActionCode]) -> AnswerCheck?

  /// Returns the short label of an action (`d`, `stack red on blue`). May hold untrusted text.
  func label(of action: ActionCode, in state: State) -> String
  /// Returns `state` in one line. May hold untrusted text.
  func line(for state: State) -> String
  /// Returns `state` in full, line by line: the board, the stacks of blocks. May hold untrusted text.
  func picture(of state: State) -> [String]
  /// Returns the board of a game with the field that each action is about; nil where there is none.
  func board(of state: State) -> GameBoard?
}

extension Environment {
  /// By default rewards are certain.
  public var isStochastic: Bool { false }
  /// By default the problem has no priors of its own.
  public func prior(of action: ActionCode, in state: State) -> Float? { nil }
  /// By default the truth is not known.
  public func isBest(_ action: ActionCode, in state: State) -> Bool? { nil }
  /// By default there is no board.
  public func board(of state: State) -> GameBoard? { nil }
  /// By default the problem has no check.
  public func check(_ answer: [ActionCode]) -> AnswerCheck? { nil }
  /// By default no two states are known to be the same place.
  public func isSamePlace(_ one: State, _ other: State) -> Bool { false }
  /// By default nothing is known before an action is tried.
  public func estimate(of action: ActionCode, in state: State) -> Float? { nil }

  /// By default legal actions are drawn uniformly.
  @inlinable
  public func randomReturn(from start: State, using random: inout RandomSource) -> Float {
    var state = start
    var numbers = random
    var total: Float = 0
    // The player who moved to the start made the last move; with two players each move hands over.
    var sign: Float = 1
    let turns = players == 2
    while true {
      let count = UInt32(truncatingIfNeeded: actionCount(in: state))
      let action = action(at: Int(numbers.below(count)), in: state)
      let step = apply(action, to: &state, using: &numbers)
      if turns { sign = -sign }
      total += sign * step.reward
      if step.isTerminal {
        random = numbers
        return total
      }
    }
  }
}
