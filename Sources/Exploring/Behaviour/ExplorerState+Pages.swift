import SearchTrees

extension ExplorerState {
  /// The pages of the inspector that can be turned to: those that mean nothing in this search are left
  /// out.
  public var tabs: [Tab] {
    let abilities = slice.summary.abilities
    return Tab.allCases.filter { page in
      if guide?.conceals(page) == true { return tab == page }
      if abilities.opensNodes { return page == .stats || page == .state }
      return switch page {
      case .rationale: knowsRewards || tab == page
      case .tokens: knowsTokens || tab == page
      case .selection: !lacks("selection scores") || tab == page
      // Moments of a tree are shown by its marks; a tree alone has no past.
      case .plots, .history:
        !lacks("single iterations") || !slice.summary.marks.isEmpty || tab == page
      case .stats, .state: true
      }
    }
  }

  /// Whether another program's file, which is all there, does not hold something.
  private func lacks(_ part: String) -> Bool {
    slice.summary.abilities.canMap
      && TimelineView.lacks(slice.summary)?.lacks.contains(part) == true
  }
}
