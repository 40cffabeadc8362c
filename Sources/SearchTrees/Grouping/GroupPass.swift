import Groundwork

/// Puts the nodes of a tree into groups by what an expression comes to, some at a time.
///
/// The tree may change in between; each node is asked as it is when its turn comes. One owner, one thread.
public struct GroupPass: ~Copyable {
  /// The nodes that were asked.
  public private(set) var checked = 0
  /// Whether all were.
  public private(set) var isDone = false

  private let expression: TreeExpression
  private let evaluator: ExpressionEvaluator
  private let members: NodeSet?
  private var program: ColumnProgram?
  /// The texts as numbers, where it goes by a text that has them.
  private let codes: (any TextCodes)?
  private var numbers = Column<UInt32>()
  private var counts = GroupCounts()
  private var generation: Int?
  private var next = 0
  /// The nodes of which the columns do not tell enough, and how many of them were asked.
  private var open: [NodeID] = []
  private var asked = 0

  /// Nodes that are looked at between two looks at the clock.
  private static let portion = 4096
  /// So many different texts have a group each.
  public static let mostTexts = 10_000

  /// Begins with the root; `members` are the nodes that are asked, nil for all.
  ///
  /// - Throws: an error where the expression names a node that does not exist, or comes to a node.
  public init(
    _ expression: TreeExpression, _ facts: any TreeFacts, among members: NodeSet? = nil
  ) throws(ExpressionError) {
    try Self.check(expression)
    let evaluator = try ExpressionEvaluator(expression, facts)
    self.expression = expression
    self.members = members
    self.evaluator = evaluator
    program = Self.program(for: expression.meaning, evaluator)
    if case .text(let text, .here) = expression.meaning {
      codes = facts.textCodes(text)
    } else {
      codes = nil
    }
    numbers.append(repeating: 0, count: Self.portion)
  }

  static func check(_ expression: TreeExpression) throws(ExpressionError) {
    guard case .node = expression.meaning else { return }
    throw ExpressionError(
      column: 1,
      reason: "this is a node; groups go by a number, a text or a condition: depth, action, Q < .4")
  }

  /// What the columns know about an expression; nil where it is about texts.
  private static func program(
    for meaning: CheckedExpression, _ evaluator: ExpressionEvaluator
  ) -> ColumnProgram? {
    switch meaning {
    case .number(let term): ColumnProgram(term, evaluator)
    case .truth(let term): ColumnProgram(term, evaluator)
    case .text, .node: nil
    }
  }

  /// The groups of the nodes that were asked.
  ///
  /// O(groups log groups).
  public var groups: NodeGroups {
    var groups = NodeGroups()
    groups.text = expression.text
    groups.groups = counts.groups
    groups.nodeCount = groups.groups.reduce(0) { $0 + $1.count }
    return groups
  }

  /// Asks the next nodes until it is time to do something else; returns whether there are more.
  ///
  /// O(nodes) in all where the tree's own numbers tell what is asked; what scores, states and texts take
  /// comes on top.
  public mutating func advance(over facts: any TreeFacts, isDue: () -> Bool) -> Bool {
    evaluator.forget()
    while true {
      while asked < open.count {
        ask(open[asked], facts)
        asked += 1
        if asked & 7 == 0, isDue() { return true }
      }
      open.removeAll(keepingCapacity: true)
      asked = 0
      guard takePortion(of: facts) else {
        isDone = true
        return false
      }
      if isDue(), !open.isEmpty || next < facts.nodeCount { return true }
    }
  }

  /// Asks one node what the columns do not tell.
  private mutating func ask(_ node: NodeID, _ facts: any TreeFacts) {
    guard node.index < facts.nodeCount else { return }
    var counts = GroupCounts()
    swap(&counts, &self.counts)
    switch expression.meaning {
    case .number:
      let number = evaluator.number(at: node) ?? .nan
      facts.read { counts.add(number: number, node, in: $0) }
    case .truth:
      let truth = evaluator.condition(at: node)
      facts.read { counts.add(truth: truth, node, in: $0) }
    case .text, .node:
      let text = evaluator.text(at: node)
      facts.read { counts.add(text: text, node, in: $0) }
    }
    swap(&counts, &self.counts)
  }

  /// Takes the next nodes in; false where there are none.
  private mutating func takePortion(of facts: any TreeFacts) -> Bool {
    let range = next..<min(next + Self.portion, facts.nodeCount)
    guard !range.isEmpty else { return false }
    var counts = GroupCounts()
    var open: [NodeID] = []
    swap(&counts, &self.counts)
    swap(&open, &self.open)
    let isTruth = expression.kind == .condition
    let members = members
    let codes = codes.flatMap { $0.isUsable ? $0 : nil }
    codes?.copy(range, into: &numbers)
    facts.read { tree in
      // What was counted before is of another tree.
      if let generation, generation != tree.generation { counts = GroupCounts() }
      generation = tree.generation
      if let codes {
        for index in range where members?.contains(NodeID(index)) ?? true {
          let code = Int(numbers[index - range.lowerBound])
          counts.add(code: code, of: codes, NodeID(index), in: tree)
        }
        return
      }
      guard let isWhole = program?.isWhole else {
        for index in range where members?.contains(NodeID(index)) ?? true {
          open.append(NodeID(index))
        }
        return
      }
      program?.run(over: tree, numbersOf: range) { index, number in
        let node = NodeID(index)
        if let members, !members.contains(node) { return }
        let isKnown = isTruth ? number != ColumnProgram.half : !number.isNaN
        if !isKnown, !isWhole {
          open.append(node)
        } else if isTruth {
          counts.add(truth: isKnown ? number == 1 : nil, node, in: tree)
        } else {
          counts.add(number: number, node, in: tree)
        }
      }
    }
    swap(&counts, &self.counts)
    swap(&open, &self.open)
    checked += range.count
    next = range.upperBound
    return true
  }
}
