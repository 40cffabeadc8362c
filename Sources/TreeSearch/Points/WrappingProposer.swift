public import SearchTrees

/// A proposer that hands out what another one proposes, changed or with something added.
public protocol WrappingProposer<World>: Proposer where World == Base.World {
  /// The other proposer.
  associatedtype Base: Proposer
  /// The other proposer.
  var base: Base { get }
}

extension WrappingProposer {
  /// What the number on an edge is: that of the other proposer.
  public var edge: Statistic { base.edge }
  /// In which order actions become children: that of the other proposer.
  public var orderWords: String { base.orderWords }
  /// Whether the other proposer's proposals may have to be waited for.
  @inline(__always)
  public var isAsked: Bool { base.isAsked }
}
