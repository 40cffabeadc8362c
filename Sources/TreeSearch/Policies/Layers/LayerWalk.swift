import Groundwork
public import SearchTrees

/// What a search by layers keeps of every node.
struct LayerColumns: Hashable, Sendable {
  /// How many children the node is to get; of the root how many nodes were finished.
  static let share = whole(
    Statistic(
      "share", head: "width", "how many children the plan of its layer gives the node",
      kind: .neither))
  static let finished = Statistic(
    "finished", "of the root: how many nodes were finished in the layers planned", kind: .sum,
    isShown: false)
  static let group = whole(Statistic("group", "the group that took the node", kind: .neither))

  private static func whole(_ statistic: Statistic) -> Statistic {
    var statistic = statistic
    statistic.isWhole = true
    return statistic
  }

  let statistics: [Statistic]
  private(set) var share = 0
  private(set) var finished = 0
  private(set) var group: Int?
  private(set) var judged = 0

  init(_ rule: any LayerRule) {
    statistics = [Self.share, Self.finished] + (rule.hasGroups ? [Self.group] : [])
  }

  mutating func locate(in layout: StatisticLayout) {
    share = layout.place(of: Self.share.name)
    finished = layout.place(of: Self.finished.name)
    group = layout.placeIfDeclared(of: Self.group.name)
    judged = layout.place(of: Statistic.judged.name)
  }
}

/// The walk of a search by layers: a simulation makes and judges one more child of a node of the newest layer
/// that is planned, the one judged highest first.
///
/// Which nodes that are stands in the tree, where ``LayerPlanning`` writes it.
public struct LayerWalk: FrontierWalk {
  private let rule: any LayerRule
  private var columns: LayerColumns

  /// Makes the walk of a rule.
  ///
  /// - Precondition: the backup keeps ``SearchTrees/Statistic/judged``, the widening makes children one at a
  ///   time, and the recipe has the rule's ``LayerPlanning``.
  public init(_ rule: any LayerRule) {
    self.rule = rule
    columns = LayerColumns(rule)
  }

  /// What becomes of the chosen node.
  public var continuationWords: String? { "gets one more child, which is judged" }
  /// What the rule says.
  public var selectionRules: [String] { rule.rules }
  /// Learns where plans stand.
  public mutating func locate(in layout: StatisticLayout) { columns.locate(in: layout) }

  /// Returns what a node was judged to be worth as long as it has fewer children than planned.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    let numbers = tree.nodes[node.index]
    guard numbers.flags.isDisjoint(with: [.terminal, .complete]) else { return nil }
    let children = Double(tree.childCount(of: node))
    if node == .root {
      return children < rule.rootShare.map { Double($0) } ?? .infinity ? .infinity : nil
    }
    guard let share = tree.statistics[columns.share, node], children < share else { return nil }
    return tree.statistics[columns.judged, node] ?? -.infinity
  }

  /// Makes one child of an open node and goes there.
  public func expand(_ walker: inout Walker) {
    let place = walker.place
    var isOpen = false
    walker.read { isOpen = priority(of: place.node, in: $0) != nil }
    guard isOpen, !place.isTerminal, !place.numbers.flags.contains(.pinned) else { return }
    if let child = walker.grow() { walker.enter(child) }
  }
}

/// Plans a layer once all of its nodes are made and judged.
///
/// O(nodes of two layers) after each simulation.
public struct LayerPlanning: Intervention {
  private let rule: any LayerRule

  /// Plans by a rule.
  public init(_ rule: any LayerRule) { self.rule = rule }

  /// The rule's name.
  public var author: String { rule.name }
  /// Every simulation may complete a layer.
  public var trigger: InterventionTrigger { .everySimulation }
  /// A plan proves nothing.
  public var isForChance: Bool { true }
  /// The plan.
  public var statistics: [Statistic] { LayerColumns(rule).statistics }

  /// Plans the layer below the newest one that is planned, if nothing is open in that one any more.
  public func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    var columns = LayerColumns(rule)
    columns.locate(in: editor.tree.statistics.layout)
    guard let layer = completeLayer(columns, in: editor.tree) else { return }
    var finished = editor.tree.statistics[columns.finished, .root] ?? 0
    let shares = rule.plan(
      layer.map { Self.described($0, columns, in: editor.tree) }, finishedBefore: Int(finished))
    for (node, share) in zip(layer, shares) {
      // No node has more children than a number can say.
      editor.set(columns.share, of: node, to: Double(min(share.children, 1_000_000)))
      if let place = columns.group, let group = share.group {
        editor.set(place, of: node, to: Double(group + 1))
      }
      if editor.tree.nodes[node.index].flags.contains(.terminal) { finished += 1 }
    }
    editor.set(columns.finished, of: .root, to: finished)
  }

  /// Returns the nodes of the newest layer, oldest first, if they are to be planned now; nil where more is to
  /// come, or there are none.
  private func completeLayer(
    _ columns: LayerColumns, in tree: borrowing SearchTree
  ) -> [NodeID]? {
    var index = tree.count - 1
    while index > 0, tree.statistics[columns.share, NodeID(index)] == nil { index -= 1 }
    let first = index + 1
    guard first < tree.count else { return nil }
    var walk = LayerWalk(rule)
    walk.locate(in: tree.statistics.layout)
    let depth = tree.depth(of: NodeID(index))
    while index >= 0, tree.depth(of: NodeID(index)) == depth {
      let node = NodeID(index)
      if walk.priority(of: node, in: tree) != nil, !tree.isBanned(node),
        tree.nodes[index].flags.isDisjoint(with: [.closed, .pinned])
      {
        return nil
      }
      index -= 1
    }
    return (first..<tree.count).map { NodeID($0) }
  }

  private static func described(
    _ node: NodeID, _ columns: LayerColumns, in tree: borrowing SearchTree
  ) -> LayerNode {
    let parent = tree.links[node.index].parent
    return LayerNode(
      score: tree.statistics[columns.judged, node] ?? -.infinity,
      action: tree.nodes[node.index].action,
      group: columns.group.flatMap { tree.statistics[$0, parent] }.map { Int($0) - 1 },
      isFinished: tree.nodes[node.index].flags.contains(.terminal))
  }
}
