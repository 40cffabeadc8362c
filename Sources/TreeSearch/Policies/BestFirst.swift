public import Groundwork
public import SearchTrees

/// Best-first search: a simulation makes and judges one more child of the open node with the highest
/// judgement, the oldest among equals.
///
/// A node is open until it can have no more children, or has as many as it may. Where nodes are expanded
/// whole, one that has begun to get children comes first until it has all of them.
public struct BestFirstWalk: FrontierWalk, Hashable {
  /// How many children a node may get; nil for as many as there are.
  public var mostChildren: Int?
  /// Whether the root is judged itself, by the first simulation; else it is there only to be refined.
  public var judgesRoot: Bool
  /// Whether a node gets all its children before another one is chosen.
  public var expandsWhole: Bool
  private var place = 0

  /// Makes the walk.
  ///
  /// - Precondition: the backup keeps ``SearchTrees/Statistic/judged``, and the widening makes children one
  ///   at a time.
  public init(
    mostChildren: Int? = nil, judgesRoot: Bool = true, expandsWhole: Bool = false
  ) {
    self.mostChildren = mostChildren
    self.judgesRoot = judgesRoot
    self.expandsWhole = expandsWhole
  }

  /// What becomes of the chosen node.
  public var continuationWords: String? { "gets one more child, which is judged" }
  /// Which nodes are open, and what becomes of equals.
  public var selectionRules: [String] {
    [
      "The walk does not go down by scores: a node is chosen among all open nodes of the tree.",
      "Actions that are listed are all tried, one a simulation, before another node is chosen.",
      "An end of an episode is never open, whatever its score.",
      "Of equal scores the oldest node is taken.",
    ]
  }

  /// Looks up where own judgements stand.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Statistic.judged.name)
  }

  /// Returns what the node was judged to be worth.
  ///
  /// One that was never judged comes before all others as long as it has no child, and after them then.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    let numbers = tree.nodes[node.index]
    let children = tree.childCount(of: node)
    guard numbers.flags.isDisjoint(with: [.terminal, .complete]), children < mostChildren ?? .max
    else { return nil }
    if expandsWhole, children > 0 { return .infinity }
    return tree.statistics[place, node] ?? (children == 0 ? .infinity : -.infinity)
  }

  /// Makes one child of an open node and goes there.
  public func expand(_ walker: inout Walker) {
    let place = walker.place
    if judgesRoot, place.numbers.visits == 0 { return }
    var isOpen = false
    walker.read { isOpen = priority(of: place.node, in: $0) != nil }
    guard isOpen, !place.isTerminal, !place.numbers.flags.contains(.pinned) else { return }
    if let child = walker.grow() { walker.enter(child) }
  }
}

/// Repeated sampling: a simulation makes and judges one more child of the root, and nothing is refined.
public struct RepeatedSampling: FrontierWalk, Hashable {
  /// Makes the walk.
  public init() {}

  /// What becomes of the root.
  public var continuationWords: String? { "gets one more child, which is judged" }
  /// Nothing is chosen.
  public var selectionRules: [String] {
    [
      "Only the root is open: no score has a part in it, and no end is looked at again.",
      "Of equal scores the oldest node is the answer.",
    ]
  }

  /// The root alone is open, as long as it can have more children.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    node == .root && !tree.nodes[0].flags.contains(.complete) ? 0 : nil
  }

  /// Makes one child of the root and goes there.
  public func expand(_ walker: inout Walker) {
    guard walker.place.node == .root, let child = walker.grow() else { return }
    walker.enter(child)
  }
}

/// The rule of a search whose walk chooses among all open nodes: children are scored by their own
/// judgements.
///
/// The walk does not ask it; tables show by it how the children of a node stand.
public struct OwnJudgements: SelectionPolicy {
  /// The rule's name.
  public let name: String
  /// What is chosen, in words.
  public let formula: String
  private var place = 0

  /// Makes the rule of a walk; `formula` says what the walk chooses.
  public init(name: String, formula: String) {
    self.name = name
    self.formula = formula
  }

  /// The judgement.
  public var termNames: [String] { [Statistic.judged.head] }
  /// Nothing can be set.
  public var parameters: [Parameter] { [] }
  /// Of equals the oldest is taken.
  public var ties: TieRule? { .first }
  /// The judgements.
  public var statistics: [Statistic] { [.judged] }

  /// Looks up where own judgements stand.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Statistic.judged.name)
  }

  /// Returns the child with the highest judgement, the oldest among equals.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var best: (child: NodeID, judgement: Double)?
    family.forEachCandidate { child in
      guard let judgement = family.statistic(place, of: child.node) else { return }
      if best.map({ judgement > $0.judgement }) ?? true { best = (child.node, judgement) }
    }
    return best.map { .child($0.child) } ?? .none
  }

  /// Returns the judgement of each child, oldest first; not a number where it was never judged.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    var result: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let judgement = family.statistic(place, of: child)
      let bar = family.bar(family.candidate(at: child).flags)
      result.append(
        CandidateTerms(
          .child(child), score: judgement.map { Float($0) },
          terms: [NamedNumber(Statistic.judged.head, judgement ?? .nan)],
          working: bar ?? "judged to be worth"))
      child = family.sibling(after: child)
    }
    return result
  }
}
