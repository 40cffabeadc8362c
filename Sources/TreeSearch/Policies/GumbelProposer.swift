public import Groundwork
public import SearchTrees

/// The children of another proposer; those of the root each with a Gumbel number, drawn once when they are
/// made, the oldest first.
public struct GumbelProposer<Base: Proposer>: WrappingProposer {
  /// The environment whose actions are proposed.
  public typealias World = Base.World

  /// The other proposer.
  public let base: Base

  /// Draws numbers for what `base` proposes at the root.
  public init(_ base: Base) { self.base = base }

  /// The Gumbel number.
  public var statistics: [Statistic] { [GumbelMuZero.gumbel] }
  /// The Gumbel number.
  @inline(__always)
  public var writesStatistics: Bool { true }

  /// Proposes what the other proposer does.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    base.propose(
      wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
      using: &random)
    guard path.nodes.count == 1 else { return }
    for _ in 0..<proposals.actions.count { proposals.cells.append(random.gumbel()) }
  }
}
