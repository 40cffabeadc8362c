/// Which of several children with the highest score selection takes.
public enum TieRule: String, Sendable, Hashable, CaseIterable {
  /// The oldest: the first one in the order in which actions become children.
  case first
  /// One of them, drawn by the search's generator.
  case random
}

/// What a selection formula does not say of itself, in sentences.
public enum SelectionRules {
  /// Returns the rules of a search.
  ///
  /// - Parameters:
  ///   - exploresEnds: whether ends are scored like any other child.
  ///   - makesSingleChildren: whether children are made one at a time; nil where either may be chosen.
  ///   - order: in which order actions become children.
  ///   - ties: what becomes of equal scores; nil where the choice does not go by them.
  public static func sentences(
    exploresEnds: Bool, makesSingleChildren: Bool?, order: String, ties: TieRule?
  ) -> [String] {
    let ends =
      exploresEnds
      ? "A visited end is scored like any other child."
      : "A visited end, and what is proven, scores its value alone."
    let newborn =
      switch makesSingleChildren {
      case true?: ["A newborn is visited for its own sake, whatever its score."]
      case false?: [] as [String]
      case nil: ["With --widening one or progressive a newborn is visited for its own sake."]
      }
    let tie =
      switch ties {
      case .first?: "Of equal scores the oldest child is taken; children are made \(order)."
      case .random?: "Of equal scores one is drawn by the search's generator."
      case nil: "Children are made \(order)."
      }
    return [ends] + newborn + [tie]
  }
}
