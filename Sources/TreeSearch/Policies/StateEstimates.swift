public import Groundwork
public import SearchTrees

/// A leaf is worth what the problem says of its state.
///
/// In the place of a value network, where what it said is written down.
public struct StateEstimates<World: ValuedEnvironment>: Evaluator {
  /// Makes the evaluator.
  public init() {}

  /// What a node is first worth is estimated.
  public var name: String { "estimate" }
  /// There is nothing beside the number.
  public var explains: Bool { false }
  /// An estimate can lie beyond what the problem pays.
  public func returns(in world: World) -> ClosedRange<Float>? { nil }

  /// Returns the estimate.
  ///
  /// - Precondition: the problem has one of every state that is not terminal.
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float {
    guard let estimate = world.estimate(at: state) else {
      preconditionFailure("a state without an estimate is evaluated by it")
    }
    return estimate
  }

  /// Returns the estimate.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict { Verdict(value: Double(evaluate(state, of: world, using: &random))) }
}
