public import Groundwork
public import SearchTrees

/// A proposer of any type for the actions of a world.
public struct AnyProposer<World: Environment>: Proposer {
  /// Proposes actions, as ``Proposer/propose(_:beyond:in:along:of:in:into:using:)`` does.
  @usableFromInline typealias Propose =
    @Sendable (
      Int, [ActionCode], World.State, borrowing SimulationPath, borrowing SearchTree, World,
      inout Proposals, inout RandomSource
    ) -> Void

  @usableFromInline let proposals: Shared<Propose>
  /// What the number on an edge is.
  public let edge: Statistic
  /// In which order actions become children.
  public let orderWords: String
  /// The statistics that it writes.
  public let statistics: [Statistic]
  /// Whether it writes any.
  public let writesStatistics: Bool
  /// Whether its proposals may have to be waited for.
  public let isAsked: Bool

  /// Erases the type of a proposer.
  @inlinable
  public init(_ base: some Proposer<World>) {
    edge = base.edge
    orderWords = base.orderWords
    statistics = base.statistics
    writesStatistics = base.writesStatistics
    isAsked = base.isAsked
    // Compiled where the type is known.
    proposals = Shared { wanted, tried, state, path, tree, world, proposals, random in
      base.propose(
        wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
        using: &random)
    }
  }

  /// Asks the proposer.
  @inline(__always)
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    self.proposals.value(wanted, tried, state, path, tree, world, &proposals, &random)
  }
}
