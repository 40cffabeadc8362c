public import Groundwork
public import SearchTrees

/// Plug-in point 5: what a leaf is worth.
public protocol Evaluator<World>: Sendable {
  /// The environment whose states are evaluated.
  associatedtype World: Environment

  /// Whether the verdict says more than the value, so that a recording keeps it.
  var explains: Bool { get }

  /// Returns the value of a state that is not terminal: the reward still to come, from the view of
  /// the player who moved there.
  func evaluate(_ state: World.State, of world: World, using random: inout RandomSource) -> Float

  /// Returns the same value, drawn from the same random numbers, with its parts.
  func verdict(_ state: World.State, of world: World, using random: inout RandomSource) -> Verdict
}

extension Evaluator {
  /// By default there is something to say.
  public var explains: Bool { true }
}

/// The mean return of random games: `count` of them, each to the end.
public struct RandomRollouts<World: Environment>: Evaluator {
  /// How many games are played, at least 1.
  public var count: Int

  /// Makes an evaluator.
  public init(count: Int = 1) {
    precondition(count >= 1, "at least one rollout must be played")
    self.count = count
  }

  /// A single game says nothing but its return.
  public var explains: Bool { count > 1 }

  /// Returns the mean return.
  @inline(__always)
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float {
    if count == 1 { return world.randomReturn(from: state, using: &random) }
    var sum: Float = 0
    for _ in 0..<count { sum += world.randomReturn(from: state, using: &random) }
    return sum / Float(count)
  }

  /// Returns the mean return with the return of each of the first 16 games.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict {
    var sum: Float = 0
    var parts: [VerdictPart] = []
    for number in 1...count {
      let value = world.randomReturn(from: state, using: &random)
      sum += value
      if number <= 16 { parts.append(VerdictPart("rollout \(number)", Double(value))) }
    }
    return Verdict(value: Double(count == 1 ? sum : sum / Float(count)), parts: parts)
  }
}
