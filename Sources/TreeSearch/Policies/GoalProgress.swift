public import Groundwork
public import SearchTrees

/// A state is worth the share of the goal that it has reached, of problems that pay 1 at the goal.
public struct GoalProgress<World: ReadableEnvironment>: Evaluator {
  /// Makes the evaluator.
  public init() {}

  /// What a node is worth at first.
  public var name: String { "share of the goal" }
  /// There is no more to say.
  public var explains: Bool { false }

  /// Returns the share.
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float { world.progress(in: state) }

  /// Returns the share.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict { Verdict(value: Double(world.progress(in: state))) }
}
