import Groundwork
import TreeSearch

/// The synthetic tree that stands for a language model's reasoning: five steps everywhere, their
/// rewards drawn from a hash, so that every engine sees the same ones.
struct ReasoningWorld: Environment {
  /// A place in the tree.
  struct State: Sendable {
    /// Names the place.
    var key: UInt64
    /// Steps from the root.
    var depth: UInt8
  }

  let name = "synthetic-reasoning"
  let players = 1
  let valueRange: ClosedRange<Float>? = nil
  let initialState = State(key: 12_345, depth: 0)

  /// The steps that a chain of reasoning may have.
  static let horizon: UInt8 = 12

  @inline(__always)
  func isTerminal(_ state: State) -> Bool {
    state.depth >= Self.horizon || (state.depth > 0 && state.key.isMultiple(of: 50))
  }

  @inline(__always)
  func actionCount(in state: State) -> Int { isTerminal(state) ? 0 : 5 }

  @inline(__always)
  func action(at index: Int, in state: State) -> ActionCode { ActionCode(index) }

  @inline(__always)
  func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let edge = state.key &* 8 &+ UInt64(action)
    state = State(key: Self.mix(edge), depth: state.depth + 1)
    return Transition(reward: Self.unit(edge &+ 1) / 12, isTerminal: isTerminal(state))
  }

  /// The quick estimate of a step's reward that the model gives before the step is tried.
  @inline(__always)
  func estimate(of action: ActionCode, in state: State) -> Float? {
    Self.unit(state.key &* 8 &+ UInt64(action))
  }

  func label(of action: ActionCode, in state: State) -> String { "step \(action)" }
  func line(for state: State) -> String { "depth \(state.depth)" }
  func picture(of state: State) -> [String] { [line(for: state)] }

  /// The finaliser of splitmix64.
  @inline(__always)
  private static func mix(_ number: UInt64) -> UInt64 {
    var mixed = number &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<1 that a hash draws.
  @inline(__always)
  private static func unit(_ number: UInt64) -> Float { Float(Double(mix(number) >> 11) * 0x1p-53) }
}
