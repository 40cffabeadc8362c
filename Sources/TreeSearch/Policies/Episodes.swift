import SearchTrees

/// Episodes from the root to the end, each by itself: nothing that is known of the tree has a part in it.
///
/// The tree keeps where they went. At each step some legal actions are drawn and looked at, and the one that
/// is judged highest is made, a random one of equals; of one action that is drawn nothing is asked.
public struct Episodes: Walk, Hashable {
  /// How many legal actions are drawn at each step; nil for all of them.
  public var proposals: Int?

  /// Makes the walk.
  ///
  /// - Precondition: at least one action is drawn.
  public init(proposals: Int?) {
    precondition(proposals.map { $0 > 0 } ?? true, "an episode makes actions")
    self.proposals = proposals
  }

  /// How it goes to the end.
  public var continuationWords: String? {
    switch proposals {
    case 1: "goes on at random"
    case nil: "goes on by the action judged highest"
    case let count?: "goes on by the action judged highest of \(count) drawn"
    }
  }
  /// How actions are drawn, and what the answer is.
  public var selectionRules: [String] {
    [
      "Every simulation begins at the root and uses nothing that earlier ones found.",
      proposals == 1
        ? "Legal actions are drawn, each with the same chance, to the end of the episode."
        : "Of equally judged actions one is drawn.",
      "The answer is the episode of the highest value, the oldest among equals.",
    ]
  }
  /// Nothing is chosen by what is known.
  public var beginsEpisodes: Bool { true }

  /// Stays where it begins.
  public func select(_ walker: inout Walker) {}

  /// Makes one action after the other, to the end of the episode or to a node that is pinned.
  public func expand(_ walker: inout Walker) {
    while true {
      let place = walker.place
      if place.isTerminal || place.numbers.flags.contains(.pinned) { return }
      guard let action = action(&walker) else { break }
      walker.take(action)
    }
    if walker.place.length == 1 { walker.finish() }
  }

  /// Returns the action that is made next; nil where none may be.
  private func action(_ walker: inout Walker) -> ActionCode? {
    var actions = walker.actions
    let count = min(proposals ?? actions.count, actions.count)
    guard count > 0 else { return nil }
    // The first of a shuffled list, as far as it is needed.
    for index in 0..<(proposals == nil ? 0 : count) {
      let other = index + Int(walker.draw(below: UInt32(actions.count - index)))
      actions.swapAt(index, other)
    }
    if count == 1 { return actions[0] }
    var best: (action: ActionCode, value: Float)?
    var equals: UInt32 = 0
    for action in actions[..<count] {
      let value = walker.look(at: action)
      guard best.map({ value >= $0.value }) ?? true else { continue }
      equals = best?.value == value ? equals + 1 : 1
      if equals == 1 || walker.draw(below: equals) == 0 { best = (action, value) }
    }
    return best?.action
  }
}
