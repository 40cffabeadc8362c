/// A change that a person or an intervention makes to a search, beside the search itself.
public enum TreeEdit: Hashable, Sendable {
  /// Forbids selection to enter a node.
  case ban(NodeID)
  /// Takes a ban back.
  case allow(NodeID)
  /// Forbids that selection makes new children of a node.
  case banGrowth(NodeID)
  /// Takes that back.
  case allowGrowth(NodeID)
  /// Fixes the value of a node; nil lets the search find it again.
  case pin(NodeID, value: Double?)
  /// Sets the prior of a node's edge; priors of siblings are left alone.
  case prior(NodeID, value: Double)
  /// Sends the next simulations through a node, as many as given.
  case boost(NodeID, visits: Int)
  /// Sets a parameter of the selection rule.
  case parameter(name: String, value: Double)
  /// Writes a person's note on a node; an empty one takes it away. The search does not look at it.
  case note(NodeID, text: String)

  /// The node that is edited, if it is one.
  public var node: NodeID? {
    switch self {
    case .ban(let node), .allow(let node), .pin(let node, _), .prior(let node, _),
      .boost(let node, _), .note(let node, _), .banGrowth(let node), .allowGrowth(let node):
      node
    case .parameter: nil
    }
  }

  /// Whether it edits the edge into its node, which the root does not have.
  public var isOfEdge: Bool {
    switch self {
    case .banGrowth, .allowGrowth: false
    default: node != nil
    }
  }
}

/// Who made a change.
public enum Author: Hashable, Sendable {
  /// The person at the explorer.
  case user
  /// A part of the search, by its name.
  case rule(String)
}
