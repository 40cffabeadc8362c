public import Groundwork

/// A search tree with one owner: structure and statistics in columns, growing only at the end.
///
/// 32 bytes a node, 4 more where priors are used, 4 more once a value is exact (proven or pinned), 8
/// more once visits are counted in fractions, and 8 for each number that the search declares beside them.
/// Labels and states are not stored: the environment gives them from the actions on the path. Ids
/// are dense and increase with creation, so ``truncate(to:)`` takes back the newest nodes exactly.
public struct SearchTree: ~Copyable {
  /// The statistics of every node, by id.
  public var nodes: Column<Node>
  /// The place of every node, by id.
  public private(set) var links: Column<NodeLinks>
  /// The prior probability of every node's edge, by id; empty in trees without priors.
  ///
  /// One that is not known is ``unknownPrior``, bit by bit.
  public var priors: Column<Float>
  /// The proven or pinned value of every node, by id; empty until the first one is set.
  public private(set) var exactValues: Column<Float>
  /// The visits of every node where they are counted in fractions, by id.
  ///
  /// Empty until the first one is set; ``Node/visits`` is rounded then.
  public private(set) var fractionalVisits: Column<Double>
  /// The statistics that the search declared.
  public var statistics: StatisticTable
  /// The families that are too wide for ``Node/childCount``, or too wide to look for the youngest.
  private var wideFamilies: [NodeID: WideFamily] = [:]
  /// Whether the tree keeps priors.
  public private(set) var hasPriors: Bool
  /// Whether the visited ends of episodes are noted.
  public var notesEnds = false
  /// The visited ends of episodes in the order of their first visits, where they are noted.
  public internal(set) var ends = Column<NodeID>()
  /// The position of the first of `ends` that nobody has looked at.
  var firstNewEnd = 0
  /// Counts the truncations: a cache keyed by ids is stale when it has changed.
  public private(set) var generation = 0

  /// Makes a tree of one unvisited root; `generation` is one more than that of a tree whose place
  /// it takes.
  public init(
    hasPriors: Bool, statistics: StatisticLayout = .none, rootFlags: NodeFlags = [],
    generation: Int = 0
  ) {
    self.hasPriors = hasPriors
    self.generation = generation
    nodes = Column(capacity: 1024)
    links = Column(capacity: 1024)
    priors = Column(capacity: hasPriors ? 1024 : 0)
    exactValues = Column()
    fractionalVisits = Column()
    self.statistics = StatisticTable(statistics, count: 1)
    nodes.append(Node(flags: rootFlags))
    links.append(NodeLinks(parent: .none))
    if hasPriors { priors.append(1) }
  }

  private init(copying other: borrowing SearchTree) {
    hasPriors = other.hasPriors
    nodes = other.nodes.copy()
    links = other.links.copy()
    priors = other.priors.copy()
    exactValues = other.exactValues.copy()
    notesEnds = other.notesEnds
    ends = other.ends.copy()
    fractionalVisits = other.fractionalVisits.copy()
    statistics = other.statistics.copy()
    wideFamilies = other.wideFamilies
    generation = other.generation
  }

  /// Returns an independent tree with the same nodes.
  ///
  /// O(n), one memory copy a column.
  public borrowing func copy() -> SearchTree { SearchTree(copying: self) }

  /// Becomes a copy of another tree; what was remembered of this one is stale.
  ///
  /// O(n), one memory copy a column.
  public mutating func replace(by other: borrowing SearchTree) {
    let next = max(generation, other.generation) + 1
    self = other.copy()
    generation = next
    assert(areColumnsEven, "a copy has what the original has")
  }

  /// The number of nodes.
  @inline(__always)
  public var count: Int { nodes.count }

  /// The bytes of hot storage that one more node takes.
  public var bytesPerNode: Int {
    MemoryLayout<Node>.stride + MemoryLayout<NodeLinks>.stride
      + (hasPriors ? 4 : 0) + (exactValues.count > 0 ? 4 : 0)
      + (fractionalVisits.count > 0 ? 8 : 0) + 8 * statistics.width
  }

  /// Adds `number` children below `parent`, as its youngest, and returns the first of them.
  ///
  /// Their actions are all 0 until ``setAction(_:of:)``.
  /// - Complexity: O(`number`), and O(children of `parent`) if it has some already but no more than a
  ///   thousand.
  @inline(__always)
  public mutating func appendChildren(of parent: NodeID, count number: Int) -> NodeID {
    assert(number > 0 && parent.index < count, "children are added below a node, one at least")
    let first = NodeID(count)
    nodes.append(repeating: Node(), count: number)
    links.append(repeating: NodeLinks(parent: parent), count: number)
    if hasPriors { priors.append(repeating: 0, count: number) }
    if exactValues.count > 0 { exactValues.append(repeating: 0, count: number) }
    if fractionalVisits.count > 0 { fractionalVisits.append(repeating: 0, count: number) }
    statistics.append(number)
    for index in first.index..<first.index + number - 1 {
      links[index].nextSibling = NodeID(index + 1)
    }
    if nodes[parent.index].childCount == 0 {
      nodes[parent.index].firstChild = first
    } else {
      appendSibling(first, below: parent)
    }
    let siblings = Int(nodes[parent.index].childCount) + number
    if siblings < WideFamily.least {
      nodes[parent.index].childCount = UInt16(truncatingIfNeeded: siblings)
    } else {
      widen(parent, by: number)
    }
    assert(areColumnsEven, "every column has a place for every node")
    return first
  }

  /// Names the action that leads to a node.
  @inline(__always)
  public mutating func setAction(_ action: UInt32, of node: NodeID) {
    nodes[node.index].action = action
  }

  /// Keeps priors from now on; those of the nodes that are there already are 0, or not known, and the
  /// root's is 1.
  ///
  /// For trees that learn only from their events that there are priors.
  public mutating func keepPriors(areUnknown: Bool = false) {
    guard !hasPriors else { return }
    hasPriors = true
    priors.append(repeating: areUnknown ? Self.unknownPrior : 0, count: count)
    priors[0] = 1
  }

  /// Keeps no priors any more, as before ``keepPriors()``.
  public mutating func dropPriors() {
    hasPriors = false
    priors.truncate(to: 0)
  }

  /// Keeps the statistics of a layout: those that are kept already stay, others are unknown.
  ///
  /// O(1) where the layout is the tree's own, else O(nodes).
  public mutating func keepStatistics(of layout: StatisticLayout) {
    guard layout.cellNames != statistics.layout.cellNames else { return }
    var table = StatisticTable(layout, count: count)
    for (place, name) in layout.cellNames.enumerated() {
      guard let old = statistics.layout.cellNames.firstIndex(of: name) else { continue }
      for index in 0..<count { table[place, NodeID(index)] = statistics[old, NodeID(index)] }
    }
    statistics = table
  }

  /// Keeps no exact values any more, as before the first one was set.
  ///
  /// - Precondition: no node is proven or pinned.
  public mutating func dropExactValues() { exactValues.truncate(to: 0) }

  /// Sets the visits of a node that are counted in fractions, and rounds them for ``Node/visits``.
  ///
  /// O(n) the first time.
  public mutating func setFractionalVisits(_ visits: Double, of node: NodeID) {
    if fractionalVisits.count == 0 {
      for index in 0..<count { fractionalVisits.append(Double(nodes[index].visits)) }
    }
    fractionalVisits[node.index] = visits
    nodes[node.index].visits = UInt32(visits.rounded())
  }

  /// Counts no fractions of visits any more, as before the first one was set.
  ///
  /// - Precondition: all visits are whole.
  public mutating func dropFractionalVisits() { fractionalVisits.truncate(to: 0) }

  /// Sets the exact value of a node; its flags say whether it is proven or pinned.
  public mutating func setExactValue(_ value: Float, of node: NodeID) {
    if exactValues.count == 0 { exactValues.append(repeating: 0, count: count) }
    exactValues[node.index] = value
  }

  /// Removes every node from `newCount` on and fixes their parents' links.
  ///
  /// - Complexity: O(removed nodes, and the siblings of each removed node's parent).
  public mutating func truncate(to newCount: Int) {
    guard newCount < count else { return }
    precondition(newCount > 0, "the root cannot be taken back")
    generation += 1
    var index = count - 1
    while index >= newCount {
      let parent = links[index].parent.index
      let siblings = childCount(of: NodeID(parent)) - 1
      nodes[parent].childCount = UInt16(min(siblings, Int(UInt16.max)))
      if siblings >= WideFamily.least - 1 { narrow(NodeID(parent), to: siblings) }
      if parent < newCount, index == newCount || links[index - 1].parent.index != parent {
        repairLastChildLink(of: parent)
      }
      index -= 1
    }
    nodes.truncate(to: newCount)
    links.truncate(to: newCount)
    if hasPriors { priors.truncate(to: newCount) }
    if exactValues.count > 0 { exactValues.truncate(to: newCount) }
    if fractionalVisits.count > 0 { fractionalVisits.truncate(to: newCount) }
    statistics.truncate(to: newCount)
    assert(areColumnsEven, "every column has a place for every node")
  }

  /// Whether every column has as many places as there are nodes.
  private var areColumnsEven: Bool {
    func fits(_ length: Int) -> Bool { length == 0 || length == count }
    return links.count == count && priors.count == (hasPriors ? count : 0)
      && fits(exactValues.count) && fits(fractionalVisits.count)
      && statistics.cells.count == count * statistics.width
  }

  @inline(never)
  private mutating func appendSibling(_ first: NodeID, below parent: NodeID) {
    let youngest = youngestChild(of: parent)
    links[youngest.index].nextSibling = first
    if youngest.rawValue + 1 != first.rawValue {
      nodes[parent.index].flags.insert(.scattered)
    }
  }

  private mutating func repairLastChildLink(of parent: Int) {
    let remaining = childCount(of: NodeID(parent))
    guard remaining > 0 else {
      nodes[parent].firstChild = .none
      nodes[parent].flags.remove(.scattered)
      return
    }
    // What is known of a wide family was its youngest before some were taken back.
    wideFamilies[NodeID(parent)]?.youngest = nil
    let youngest = youngestChild(of: NodeID(parent))
    wideFamilies[NodeID(parent)]?.youngest = youngest
    links[youngest.index].nextSibling = .none
    if youngest.rawValue - nodes[parent].firstChild.rawValue + 1 == UInt32(remaining) {
      nodes[parent].flags.remove(.scattered)
    }
  }

  /// Returns the youngest child of a node.
  ///
  /// O(1), and O(children) where their ids are not consecutive and they are no more than a thousand.
  /// - Precondition: it has children.
  public func youngestChild(of parent: NodeID) -> NodeID {
    let siblings = childCount(of: parent)
    if siblings >= WideFamily.least, let youngest = wideFamilies[parent]?.youngest {
      return youngest
    }
    var child = nodes[parent.index].firstChild
    for _ in 1..<max(1, siblings) { child = links[child.index].nextSibling }
    return child
  }
}

// MARK: - Wide families

extension SearchTree {
  /// What stands beside the tree of the few nodes with more than a thousand children.
  private struct WideFamily {
    /// As many children make a family wide.
    static let least = 1024

    /// How many children there are.
    var count: Int
    /// The youngest of them; nil while some are taken back.
    var youngest: NodeID?
  }

  /// Returns the number of children of a node.
  ///
  /// O(1).
  @inline(__always)
  public func childCount(of node: NodeID) -> Int {
    let count = nodes[node.index].childCount
    return count < .max ? Int(count) : wideCount(of: node)
  }

  @inline(never)
  private func wideCount(of node: NodeID) -> Int {
    wideFamilies[node]?.count ?? Int(nodes[node.index].childCount)
  }

  /// Counts the children that were just added at the end of the tree to a node that has many.
  @inline(never)
  private mutating func widen(_ parent: NodeID, by number: Int) {
    let siblings = childCount(of: parent) + number
    nodes[parent.index].childCount = UInt16(min(siblings, Int(UInt16.max)))
    wideFamilies[parent] = WideFamily(count: siblings, youngest: NodeID(count - 1))
  }

  /// Counts one child less of a node that has many.
  private mutating func narrow(_ parent: NodeID, to siblings: Int) {
    if siblings < WideFamily.least {
      wideFamilies[parent] = nil
    } else {
      wideFamilies[parent]?.count = siblings
    }
  }
}
