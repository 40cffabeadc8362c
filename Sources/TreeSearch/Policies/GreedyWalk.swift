import SearchTrees

/// One way down from the root, to the child that stands highest by the selection rule, and no second try.
///
/// At every node the children are judged before the walk goes on.
/// A simulation makes and judges one child; one more goes to the end of the way.
public struct GreedyWalk: Walk, Hashable {
  /// How many children of a node are judged before the walk goes on; nil for all that there are.
  public var children: Int?
  /// Whether the children of a node are made together and known without being judged, so that one
  /// simulation goes all the way.
  public var knowsChildren: Bool

  /// Makes the walk.
  ///
  /// - Precondition: the widening makes children one at a time, or all at once where `knowsChildren`.
  public init(children: Int? = nil, knowsChildren: Bool = false) {
    self.children = children
    self.knowsChildren = knowsChildren
  }

  /// What becomes of the node that the way has come to.
  public var continuationWords: String? {
    knowsChildren ? "goes on by the highest child" : "gets one more child, which is judged"
  }

  /// How it goes down, and that it goes once.
  public var selectionRules: [String] {
    [
      knowsChildren
        ? "At each node the child with the highest prior is taken."
        : "At each node all children are judged, and the one judged highest is taken.",
      "Of equals the oldest child is taken.",
      "Nothing is tried again: the end of the way is the end of the search.",
    ]
  }

  /// Goes on by the highest child as long as all children are judged.
  public func select(_ walker: inout Walker) {
    while !isEnd(walker.place), isJudged(walker.place.numbers), let child = walker.choose() {
      walker.enter(child)
    }
    // Where an episode is over, nothing is expanded.
    if isEnd(walker.place) { walker.finish() }
  }

  /// Makes and judges one more child, or says that the way has come to its end.
  public func expand(_ walker: inout Walker) {
    if knowsChildren { return goAllTheWay(&walker) }
    let place = walker.place
    if !isEnd(place), !isJudged(place.numbers), let child = walker.grow() {
      return walker.enter(child)
    }
    walker.finish()
  }

  private func goAllTheWay(_ walker: inout Walker) {
    while !isEnd(walker.place) {
      if walker.place.numbers.childCount == 0 { walker.grow() }
      guard let child = walker.choose() else { break }
      walker.enter(child)
    }
    walker.finish()
  }

  private func isEnd(_ place: WalkPlace) -> Bool {
    place.isTerminal || place.numbers.flags.contains(.pinned)
  }

  private func isJudged(_ numbers: Node) -> Bool {
    numbers.flags.contains(.complete) || Int(numbers.childCount) >= children ?? .max
  }
}
