/// What leads to a child, and its state.
public struct ChildTexts: Hashable, Sendable {
  /// The action; empty where it is not known.
  ///
  /// Untrusted text, as the state.
  public var action: String
  /// The state; nil where it is not known.
  public var text: String?

  /// Describes a child.
  public init(action: String, text: String?) {
    self.action = action
    self.text = text
  }
}

extension TreeFacts {
  /// The children one by one.
  public func childTexts(of node: NodeID) -> [ChildTexts] {
    let labels = childLabels(of: node)
    return children(of: node).enumerated().map { place, child in
      ChildTexts(
        action: place < labels.count ? labels[place] : "", text: text(.text, of: child))
    }
  }
}
