import Groundwork
public import SearchTrees

/// The backup of ``Refinement``: a judgement joins those of its node, and Q of the nodes above follows.
///
/// Q of a node is half of its own worth and half of that of its best child, a leaf's its own worth. As
/// published the child counts by its Q, in the code of MCTSr and in MCTSr-Zero by its own worth. O(depth *
/// children).
public struct RefinementBackup: Backup {
  private let variant: Refinement.Variant
  private var rule: Refinement
  private var columns: RefinementColumns { rule.columns }

  /// Makes the backup of a rule.
  public init(_ rule: Refinement) {
    variant = rule.variant
    self.rule = rule
  }

  /// Q is not a mean of what came up.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root,
      words: variant == .coded
        ? "half own worth, half the best child's, as long as a child is a leaf"
        : "half own worth, half the best child's")
  }
  /// The judgements.
  public var statistics: [Statistic] { columns.statistics }
  /// A judgement is the same at every depth.
  public var childLevel: ChildLevel { .same }
  /// The value itself.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
  /// That of judgements.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { range }

  /// Learns where the judgements stand.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// Keeps the judgement of the last node; where nothing is judged after it, brings the path up to date.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let leaf = path.nodes[path.nodes.count - 1]
    let judgement = path.totalReturn
    if leaf != .root { columns.add(judgement, to: leaf, in: &tree) }
    if let prompt = columns.prompt, !path.isBesideLeaf { judgePrompt(leaf, prompt, in: &tree) }
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let numbers = tree.nodes[node.index]
      var value = numbers.visits > 0 ? numbers.mean : judgement
      if node == leaf, node != .root, numbers.visits == 0 {
        value = tree.statistics[columns.own, node] ?? judgement
      }
      if !path.isBesideLeaf { value = updated(node, from: value, in: &tree) }
      tree.statistics[columns.backedUp, node] = node == leaf ? judgement : value
      tree.nodes[node.index].visits &+= 1
      tree.nodes[node.index].valueSum = value * Double(tree.nodes[node.index].visits)
      index -= 1
    }
  }

  /// Returns Q of a node as it is now; in the code of MCTSr as it was, where no child is a leaf.
  private func updated(
    _ node: NodeID, from value: Double, in tree: inout SearchTree
  ) -> Double {
    let own = tree.statistics[columns.own, node]
    let countsWhole = variant == .published || own == nil
    var best: Double?
    var hasLeaf = false
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if tree.statistics[columns.judgements, child] != nil,
        !tree.nodes[child.index].flags.contains(.banned)
      {
        if variant == .coded, !hasLeaf { hasLeaf = !isInner(child, tree) }
        let worth =
          countsWhole ? tree.nodes[child.index].mean : tree.statistics[columns.own, child] ?? .nan
        best = best.map { max($0, worth) } ?? worth
      }
      child = tree.links[child.index].nextSibling
    }
    guard let own else { return best ?? value }
    if let kept = columns.kept, best != nil {
      guard hasLeaf else {
        // What it was when it was brought up to date last.
        if tree.statistics[kept, node] == nil {
          tree.statistics[kept, node] = Family.look(at: tree) {
            rule.score(of: node, in: $0)?.total
          }
        }
        return value
      }
      tree.statistics[kept, node] = nil
    }
    return best.map { (own + $0) / 2 } ?? own
  }

  private func isInner(_ node: NodeID, _ tree: borrowing SearchTree) -> Bool {
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if tree.statistics[columns.judgements, child] != nil { return true }
      child = tree.links[child.index].nextSibling
    }
    return false
  }

  /// Judges the prompt by the mean of its answers where it has got one more, and puts the prompt that wrote
  /// it in force if it is at least as good as the mean of the others.
  private func judgePrompt(_ leaf: NodeID, _ prompt: Int, in tree: inout SearchTree) {
    let updates = columns.updates ?? 0
    tree.statistics[updates, .root] = tree.statistics[updates, .root].map { $0 + 1 } ?? 0
    guard tree.links[leaf.index].parent == .root, tree.statistics[columns.judgements, leaf] == 1
    else { return }
    var (sum, count) = (0.0, 0.0)
    for child in tree.children(of: .root) {
      guard let own = tree.statistics[columns.own, child] else { continue }
      sum += own
      count += 1
    }
    let own = tree.statistics[columns.own, leaf] ?? 0
    if count == 1 || own >= (sum - own) / (count - 1) {
      tree.statistics[prompt, .root] = tree.statistics[prompt, leaf]
    }
    columns.add(sum / count, to: .root, in: &tree)
  }
}

/// The walk of ``Refinement``: an answer that is chosen among all open ones is judged again and rewritten, and
/// what was written is judged.
public struct RefinementWalk: FrontierWalk {
  private var rule: Refinement

  /// Makes the walk of a rule.
  ///
  /// - Precondition: the widening makes children one at a time, and answers of the evaluator are kept.
  public init(_ rule: Refinement) { self.rule = rule }

  /// A parent that is judged again changes the scores of its children.
  public func influence(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    tree.statistics[rule.columns.judgements, node]
  }
  /// Takes the constant.
  public mutating func set(_ parameters: [Parameter]) { rule.parameters = parameters }
  /// Learns where the judgements stand.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// What becomes of the chosen answer.
  public var continuationWords: String? { "is judged again and rewritten; what is new is judged" }
  /// Which nodes are open, and what becomes of them.
  public var selectionRules: [String] {
    let most = rule.mostChildren
    let open =
      rule.variant == .zero
      ? "Open is what has fewer than \(most) children."
      : "Open is what has fewer than \(most) children, or no child that is as good."
    let root =
      rule.variant == .zero
      ? "The root is a prompt: refining it writes one more first answer, by a changed prompt, and "
        + "judges it by the mean of all of them."
      : "N of a first answer is 0: it is never explored for exploration's sake."
    return [
      "A node is chosen among all open nodes; n is how often it was judged, N how often its parent was.",
      open, root, "It is judged once more before it is rewritten.",
      "No answer is an end: whatever has a score can be refined.",
      "Of equal scores the oldest node is taken.",
    ]
  }

  /// Returns the score of an open node.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    rule.priority(of: node, in: tree)
  }

  /// Rewrites the chosen answer; at first writes two, or one by the first prompt.
  public func expand(_ walker: inout Walker) {
    let place = walker.place
    guard !place.isTerminal, !place.numbers.flags.contains(.pinned) else { return }
    if place.node == .root {
      if place.numbers.childCount > 0, rule.variant != .zero { return }
      guard let first = walker.grow() else { return }
      guard rule.variant != .zero, let second = walker.grow() else { return walker.enter(first) }
      walker.judge(first)
      return walker.enter(second)
    }
    var isOpen = false
    walker.read { isOpen = rule.priority(of: place.node, in: $0) != nil }
    guard isOpen, let child = walker.grow() else { return }
    walker.judge(place.node)
    walker.enter(child)
  }
}
