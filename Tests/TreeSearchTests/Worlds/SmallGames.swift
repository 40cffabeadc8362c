import Groundwork
import TreeSearch

/// Nim with one heap: who takes the last of the stones wins; one, two or three a move.
struct Nim: Environment {
  var name = "nim"
  var players: Int { 2 }
  var valueRange: ClosedRange<Float>? { -1...1 }
  var stones: Int

  init(_ stones: Int) { self.stones = stones }

  var initialState: Int { stones }
  func isTerminal(_ state: Int) -> Bool { state == 0 }
  func actionCount(in state: Int) -> Int { min(3, state) }
  func action(at index: Int, in state: Int) -> ActionCode { ActionCode(index + 1) }
  func apply(
    _ action: ActionCode, to state: inout Int, using random: inout RandomSource
  ) -> Transition {
    state -= Int(action)
    return Transition(reward: state == 0 ? 1 : 0, isTerminal: state == 0)
  }
  func label(of action: ActionCode, in state: Int) -> String { "take \(action)" }
  func line(for state: Int) -> String { "\(state) stones" }
  func picture(of state: Int) -> [String] { [line(for: state)] }
}

/// Tic-tac-toe on two sets of bits, as in the C twin.
struct TicTacToe: Environment {
  struct State: Sendable {
    var mine: UInt32 = 0
    var theirs: UInt32 = 0
    var empty: UInt32 { ~(mine | theirs) & 511 }
  }

  var name: String { "tic-tac-toe" }
  var players: Int { 2 }
  var valueRange: ClosedRange<Float>? { -1...1 }
  var initialState: State { State() }

  static func isWon(_ stones: UInt32) -> Bool {
    [7, 56, 448, 73, 146, 292, 273, 84].contains { stones & $0 == $0 }
  }

  func isTerminal(_ state: State) -> Bool { state.empty == 0 || Self.isWon(state.theirs) }
  func actionCount(in state: State) -> Int { state.empty.nonzeroBitCount }
  func action(at index: Int, in state: State) -> ActionCode {
    var empty = state.empty
    for _ in 0..<index { empty &= empty - 1 }
    return ActionCode(empty.trailingZeroBitCount)
  }
  func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let stones = state.mine | 1 << action
    state = State(mine: state.theirs, theirs: stones)
    let isWon = Self.isWon(stones)
    return Transition(reward: isWon ? 1 : 0, isTerminal: isWon || state.empty == 0)
  }
  func label(of action: ActionCode, in state: State) -> String { "\(action)" }
  func line(for state: State) -> String { "\(state.mine)/\(state.theirs)" }
  func picture(of state: State) -> [String] { [line(for: state)] }
}

/// Arms with normally distributed rewards, pulled `pulls` times one after the other.
struct GaussianBandit: Environment {
  var name: String { "bandit" }
  var players: Int { 1 }
  var valueRange: ClosedRange<Float>? { 0...1 }
  var isStochastic: Bool { true }
  var means: [Float] = [0.2, 0.5, 0.8]
  var pulls = 1

  var initialState: Int { pulls }
  func isTerminal(_ state: Int) -> Bool { state == 0 }
  func actionCount(in state: Int) -> Int { state == 0 ? 0 : means.count }
  func action(at index: Int, in state: Int) -> ActionCode { ActionCode(index) }
  func apply(
    _ action: ActionCode, to state: inout Int, using random: inout RandomSource
  ) -> Transition {
    state -= 1
    return Transition(
      reward: means[Int(action)] + Float(random.normal()) / 4, isTerminal: state == 0)
  }
  func label(of action: ActionCode, in state: Int) -> String { "arm \(action)" }
  func line(for state: Int) -> String { "\(state) pulls left" }
  func picture(of state: Int) -> [String] { [line(for: state)] }
}
