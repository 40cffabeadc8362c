public import TreeSearch

/// An environment whose episodes end after a known number of actions.
public protocol BoundedEnvironment: Environment {
  /// The depth of the deepest nodes: the most actions that an episode has.
  var deepest: Int { get }
}

extension ExplicitTree: BoundedEnvironment {}

extension Blocksworld: BoundedEnvironment {
  /// The horizon: an episode ends there.
  public var deepest: Int { horizon }
}
