public import Groundwork
public import SearchTrees

/// The children of another proposer, each with the source that made it.
public struct SourcedProposer<Base: Proposer>: WrappingProposer {
  /// The environment whose actions are proposed.
  public typealias World = Base.World

  /// The other proposer.
  public let base: Base
  private let source: Statistic

  /// Keeps the sources of what `base` proposes, as ``BranchingColumns/source``.
  ///
  /// - Parameter sources: what they are called.
  public init(_ base: Base, sources: [String] = []) {
    self.base = base
    source = BranchingColumns.source(among: sources)
  }

  /// The source.
  public var statistics: [Statistic] { [source] }
  /// The source.
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
    proposals.cells += [Double](
      repeating: Double(proposals.source), count: proposals.actions.count)
  }
}

/// The walk of searches whose root holds nothing: the root is never a leaf, so that nobody judges it.
public struct UnjudgedRoot: Walk {
  /// Makes the walk.
  public init() {}

  /// Walks down by the selection rule, from the root on also at the first visit.
  public func select(_ walker: inout Walker) {
    while !walker.place.isTerminal, walker.place.node == .root || !walker.isAtLeaf,
      let child = walker.choose()
    {
      go(to: child, &walker)
    }
  }

  /// Makes the child that the rule has chosen to make, and goes there.
  public func expand(_ walker: inout Walker) {
    if let child = walker.grow() { walker.enter(child) }
  }
}
