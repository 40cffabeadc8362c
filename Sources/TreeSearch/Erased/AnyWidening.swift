public import SearchTrees

/// A way of growing of any type; the usual ones are asked without a call.
public struct AnyWidening: Widening {
  private let usual: ActionWidening?
  private let shared: Shared<any Widening>
  /// Whether a leaf grows at its first visit.
  public let growsNewLeaf: Bool
  /// Whether children are made one at a time.
  public let makesSingleChildren: Bool

  /// Erases the type of a way of growing.
  public init(_ base: any Widening) {
    shared = Shared(base)
    usual = base as? ActionWidening
    growsNewLeaf = base.growsNewLeaf
    makesSingleChildren = base.makesSingleChildren
  }

  /// Returns how many children to add now.
  @inline(__always)
  public func childrenWanted(_ node: Node) -> Int {
    if let usual { return usual.childrenWanted(node) }
    return shared.value.childrenWanted(node)
  }
}
