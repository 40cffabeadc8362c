import Groundwork

/// Asks the nodes of a tree a condition, some at a time: all of them once, from any node on.
///
/// The tree may change in between; each node is asked as it is when its turn comes. One owner, one thread.
public struct FilterPass: ~Copyable {
  /// What was found, as far as nodes were asked.
  public private(set) var found: FoundNodes
  /// The nodes that were asked.
  public private(set) var checked = 0
  /// Whether all were.
  public private(set) var isDone = false

  private let evaluator: ExpressionEvaluator
  private let keepsAbove: Bool
  private var program: ColumnProgram
  private var generation: Int?
  /// The node after the one that the pass began with, and the next one to be asked.
  private let start: Int
  private var next: Int
  private var hasTurned = false
  /// What the columns left open of the newest nodes, and how many of them were asked.
  private var open: [NodeID] = []
  private var asked = 0
  /// Where texts are looked through for what the condition needs; nil where nodes are asked one by one.
  private var scan: (any TextScan)?

  /// Nodes that are looked at between two looks at the clock.
  private static let portion = 4096

  /// Begins behind a node, or with the root; what lies above the matches is found where `keepsAbove`.
  ///
  /// - Throws: an error where the condition names a node that does not exist.
  public init(
    _ condition: TreeExpression, _ facts: any TreeFacts, after node: NodeID? = nil,
    keepsAbove: Bool = true
  ) throws(ExpressionError) {
    guard case .truth(let term) = condition.meaning else {
      throw ExpressionError(column: 1, reason: "this is a \(condition.kind.rawValue), no condition")
    }
    let evaluator = try ExpressionEvaluator(condition, facts)
    let start = node.map { $0.index + 1 } ?? 0
    self.evaluator = evaluator
    self.keepsAbove = keepsAbove
    found = FoundNodes(keepsAbove: keepsAbove)
    self.start = start < facts.nodeCount ? start : 0
    next = self.start
    program = ColumnProgram(term, evaluator)
    guard program.lacksTexts else { return }
    scan = StoredWords(neededBy: term).flatMap { words in
      facts.textScan(for: words, from: NodeID(self.start))
    }
  }

  /// Asks the next nodes until it is time to do something else; returns whether there are more.
  ///
  /// O(nodes) in all where the tree's own numbers tell what is asked; what scores, states and texts take
  /// comes on top, for the nodes that the numbers leave open.
  public mutating func advance(over facts: any TreeFacts, isDue: () -> Bool) -> Bool {
    evaluator.forget()
    while true {
      while asked < open.count {
        let node = open[asked]
        asked += 1
        if found.matches.contains(node) { continue }
        if evaluator.condition(at: node) == true {
          facts.read { tree in if node.index < tree.count { found.add(node, in: tree) } }
        }
        if asked & 7 == 0, isDue() { return true }
      }
      open.removeAll(keepingCapacity: true)
      asked = 0
      if let scan {
        takeTexts(scan, of: facts)
        if isDue(), !isDone { return true }
        if isDone { return false }
        continue
      }
      guard takePortion(of: facts) else {
        isDone = true
        return false
      }
      if isDue(), !open.isEmpty || !isOver(facts.nodeCount) { return true }
    }
  }

  /// Takes the next nodes that stored texts hand out.
  private mutating func takeTexts(_ scan: any TextScan, of facts: any TreeFacts) {
    var isSame = true
    facts.read { tree in
      isSame = generation == nil || generation == tree.generation
      generation = tree.generation
    }
    guard isSame, let nodes = scan.next() else {
      // What is not stored is asked; of another tree than it began with the bytes say nothing.
      self.scan = nil
      if isSame, scan.isComplete {
        checked = facts.nodeCount
        isDone = true
      }
      return
    }
    open = nodes
    if scan.isComplete { checked = Int(scan.progress * Double(facts.nodeCount)) }
  }

  /// Whether all nodes were asked.
  private func isOver(_ count: Int) -> Bool {
    hasTurned ? next >= start : start == 0 && next >= count
  }

  /// Runs the program over the next nodes; false where there are none.
  private mutating func takePortion(of facts: any TreeFacts) -> Bool {
    let count = facts.nodeCount
    if next >= count, !hasTurned {
      (next, hasTurned) = (0, true)
    }
    let end = min(next + Self.portion, hasTurned ? min(start, count) : count)
    guard next < end else { return false }
    facts.read { tree in
      // What was found before is of another tree.
      if let generation, generation != tree.generation {
        found = FoundNodes(keepsAbove: keepsAbove)
      }
      generation = tree.generation
      var fresh = FoundNodes(keepsAbove: keepsAbove)
      swap(&fresh, &found)
      var left: [NodeID] = []
      swap(&left, &open)
      program.run(over: tree, next..<end) { node, holds in
        if holds { fresh.add(NodeID(node), in: tree) } else { left.append(NodeID(node)) }
      }
      swap(&left, &open)
      swap(&fresh, &found)
    }
    checked += end - next
    next = end
    return true
  }
}

/// Nodes that a condition found, and what leads to them.
public struct FoundNodes: Hashable, Sendable {
  /// The nodes for which the condition holds.
  public private(set) var matches = NodeSet()
  /// These and all that lie above them; empty where nobody needs them.
  public private(set) var shown = NodeSet()
  /// The match that was found first.
  public private(set) var first: NodeID?

  private let keepsAbove: Bool

  /// Makes an empty set; what lies above the matches is kept where `keepsAbove`.
  public init(keepsAbove: Bool = true) { self.keepsAbove = keepsAbove }

  /// Adds a match.
  ///
  /// O(1) on average: what lies above it is added once for all.
  @inline(__always)
  mutating func add(_ node: NodeID, in tree: borrowing SearchTree) {
    matches.insert(node)
    if first == nil { first = node }
    guard keepsAbove else { return }
    var above = node
    while above != .none, shown.insert(above) { above = tree.links[above.index].parent }
  }
}
