import Groundwork

/// A condition over the columns of a tree, compiled: flat instructions over blocks of nodes.
///
/// A block goes through one instruction after another, so that what an instruction costs to find is paid
/// once for many nodes, and nothing is allocated. Truth is 1, falsehood 0 and what is not known one half:
/// `and` is the least, `or` the greatest. What the columns do not tell (scores, texts without numbers)
/// counts as not known. More knowledge never turns a definite answer round, so that only nodes whose answer is one half
/// must be asked again, and none where ``isWhole``.
struct ColumnProgram: ~Copyable {
  enum Instruction {
    case constant(Double)
    case number(NodeNumber)
    case flags(NodeFlags)
    /// What is asked of a text, by its place among the tests.
    case text(Int)
    case negate
    case call(NumberFunction)
    case combine(NumberOperator)
    case compare(Comparison)
    /// A comparison with a number that is the same for all nodes.
    case compareWith(Comparison, Double)
    case not
    case and
    case or
    /// Whether a number, or a condition, is known; what is open is so, as far as the columns tell.
    case known(isNumber: Bool, open: Double)
  }

  /// The nodes that are looked at together: their numbers stay in the nearest cache.
  static let blockLength = 512
  static let half = 0.5

  /// Whether the columns tell all that the condition asks, as long as the numbers of texts do.
  var tellsAll = true
  var tests: [TextTest] = []
  /// Whether it asks texts that have no numbers.
  var lacksTexts = false
  var instructions: [Instruction] = []
  var depth = 0
  var deepest = 0
  /// A block of numbers for each place of the stack.
  private var stack = Column<Double>()
  var usesDepths = false
  /// The depth of each node, worked out from that of its parent, which is older.
  private var depths = Column<UInt32>()
  private var generation = 0

  /// Compiles a number; what is about no node in particular is asked once, now.
  init(_ number: NumberTerm, _ evaluator: ExpressionEvaluator) {
    compile(number, evaluator)
    stack = Column(uninitializedCount: max(1, deepest) * Self.blockLength)
  }

  /// Compiles a condition; what is about no node in particular is asked once, now.
  init(_ condition: TruthTerm, _ evaluator: ExpressionEvaluator) {
    compile(condition, evaluator)
    stack = Column(uninitializedCount: max(1, deepest) * Self.blockLength)
  }

  /// Whether the columns tell all that the condition asks.
  var isWhole: Bool { tellsAll && tests.allSatisfy(\.isUsable) }

  // MARK: - Running

  /// Calls `body` with each node of a range for which the condition holds, or may hold.
  ///
  /// O(nodes of the range), and of those before it where depths are asked for the first time.
  mutating func run(
    over tree: borrowing SearchTree, _ nodes: Range<Int>,
    _ body: (_ node: Int, _ holds: Bool) -> Void
  ) {
    let tellsAll = isWhole
    run(over: tree, numbersOf: nodes) { node, truth in
      if truth == 1 || truth > 0 && !tellsAll { body(node, truth == 1) }
    }
  }

  /// Calls `body` with each node of a range and its number; NaN where that is not known, or the columns do
  /// not tell it.
  ///
  /// O(nodes of the range), and of those before it where depths are asked for the first time.
  @inline(__always)
  mutating func run(
    over tree: borrowing SearchTree, numbersOf nodes: Range<Int>,
    _ body: (_ node: Int, _ number: Double) -> Void
  ) {
    if usesDepths { extendDepths(tree, to: nodes.upperBound) }
    var first = nodes.lowerBound
    while first < nodes.upperBound {
      let count = min(Self.blockLength, nodes.upperBound - first)
      runBlock(tree, first, count)
      for index in 0..<count { body(first + index, stack[index]) }
      first += count
    }
  }

  private mutating func extendDepths(_ tree: borrowing SearchTree, to end: Int) {
    if generation != tree.generation || depths.count == 0 {
      depths.truncate(to: 0)
      depths.append(0)
      generation = tree.generation
    }
    var index = depths.count
    while index < end {
      depths.append(depths[tree.links[index].parent.index] + 1)
      index += 1
    }
  }

  private mutating func runBlock(_ tree: borrowing SearchTree, _ first: Int, _ count: Int) {
    var top = -Self.blockLength
    for instruction in instructions {
      switch instruction {
      case .constant(let number):
        top += Self.blockLength
        for index in 0..<count { stack[top + index] = number }
      case .number(let number):
        top += Self.blockLength
        load(number, tree, first, count, to: top)
      case .flags(let flags):
        top += Self.blockLength
        for index in 0..<count {
          stack[top + index] = tree.nodes[first + index].flags.isDisjoint(with: flags) ? 0 : 1
        }
      case .text(let place):
        top += Self.blockLength
        if tests[place].isUsable {
          tests[place].answer(first..<first + count, into: &stack, at: top)
        } else {
          for index in 0..<count { stack[top + index] = Self.half }
        }
      case .negate: for index in 0..<count { stack[top + index] = -stack[top + index] }
      case .call(let function):
        for index in 0..<count { stack[top + index] = function.apply(stack[top + index]) }
      case .known(let isNumber, let open):
        for index in 0..<count {
          let value = stack[top + index]
          stack[top + index] = (isNumber ? value.isNaN : value == Self.half) ? open : 1
        }
      case .not: for index in 0..<count { stack[top + index] = 1 - stack[top + index] }
      case .combine(let operation):
        top -= Self.blockLength
        combine(operation, count, at: top)
      case .compare(let comparison):
        top -= Self.blockLength
        compare(comparison, count, at: top)
      case .compareWith(let comparison, let number): compare(comparison, number, count, at: top)
      case .and:
        top -= Self.blockLength
        join(count, at: top) { $0 < $1 ? $0 : $1 }
      case .or:
        top -= Self.blockLength
        join(count, at: top) { $0 > $1 ? $0 : $1 }
      }
    }
  }

  /// Loads a number of each node of a block; one that is not known is NaN.
  private mutating func load(
    _ number: NodeNumber, _ tree: borrowing SearchTree, _ first: Int, _ count: Int, to top: Int
  ) {
    switch number {
    // The two that nearly every filter asks for take the short way where nothing is out of the ordinary.
    case .visits where tree.fractionalVisits.count == 0:
      let (nodes, block) = unsafe (tree.nodes.start + first, stack.mutableStart + top)
      for index in 0..<count {
        let node = unsafe nodes[index]
        unsafe block[index] = node.flags.contains(.unknownVisits) ? .nan : Double(node.visits)
      }
    case .value where tree.fractionalVisits.count == 0:
      let special: NodeFlags = [.proven, .pinned, .unknownVisits, .unknownValue]
      let (nodes, block) = unsafe (tree.nodes.start + first, stack.mutableStart + top)
      for index in 0..<count {
        let node = unsafe nodes[index]
        unsafe block[index] =
          node.flags.isDisjoint(with: special)
          ? (node.visits == 0 ? .nan : node.valueSum / Double(node.visits))
          : tree.value(of: NodeID(first + index)) ?? .nan
      }
    case .sum:
      for index in 0..<count {
        stack[top + index] = tree.valueSum(of: NodeID(first + index)) ?? .nan
      }
    case .prior:
      for index in 0..<count { stack[top + index] = tree.prior(of: NodeID(first + index)) ?? .nan }
    case .children:
      for index in 0..<count {
        stack[top + index] = Double(tree.childCount(of: NodeID(first + index)))
      }
    case .depth: for index in 0..<count { stack[top + index] = Double(depths[first + index]) }
    case .visits, .value, .statistic, .share, .age:
      for index in 0..<count {
        stack[top + index] = tree.number(number, of: NodeID(first + index)) ?? .nan
      }
    }
  }

  private mutating func combine(_ operation: NumberOperator, _ count: Int, at top: Int) {
    switch operation {
    case .add: join(count, at: top) { NumberOperator.add.apply($0, $1) }
    case .subtract: join(count, at: top) { NumberOperator.subtract.apply($0, $1) }
    case .multiply: join(count, at: top) { NumberOperator.multiply.apply($0, $1) }
    case .divide: join(count, at: top) { NumberOperator.divide.apply($0, $1) }
    case .power, .least, .greatest: join(count, at: top) { operation.apply($0, $1) }
    }
  }

  private mutating func compare(_ comparison: Comparison, _ count: Int, at top: Int) {
    switch comparison {
    case .equal: test(count, at: top) { $0 == $1 }
    case .unequal: test(count, at: top) { $0 != $1 }
    case .less: test(count, at: top) { $0 < $1 }
    case .notMore: test(count, at: top) { $0 <= $1 }
    case .more: test(count, at: top) { $0 > $1 }
    case .notLess: test(count, at: top) { $0 >= $1 }
    }
  }

  private mutating func compare(
    _ comparison: Comparison, _ number: Double, _ count: Int, at top: Int
  ) {
    switch comparison {
    case .equal: test(number, count, at: top) { $0 == $1 }
    case .unequal: test(number, count, at: top) { $0 != $1 }
    case .less: test(number, count, at: top) { $0 < $1 }
    case .notMore: test(number, count, at: top) { $0 <= $1 }
    case .more: test(number, count, at: top) { $0 > $1 }
    case .notLess: test(number, count, at: top) { $0 >= $1 }
    }
  }

  @inline(__always)
  private mutating func test(
    _ number: Double, _ count: Int, at top: Int, _ holds: (Double, Double) -> Bool
  ) {
    let block = unsafe stack.mutableStart + top
    for index in 0..<count {
      let known = unsafe block[index]
      unsafe block[index] = known.isNaN || number.isNaN ? Self.half : holds(known, number) ? 1 : 0
    }
  }

  /// Puts what two blocks come to in the place of the lower one.
  @inline(__always)
  private mutating func join(_ count: Int, at top: Int, _ body: (Double, Double) -> Double) {
    let block = unsafe stack.mutableStart + top
    for index in 0..<count {
      unsafe block[index] = unsafe body(block[index], block[index + Self.blockLength])
    }
  }

  @inline(__always)
  private mutating func test(_ count: Int, at top: Int, _ holds: (Double, Double) -> Bool) {
    join(count, at: top) {
      $0.isNaN || $1.isNaN ? Self.half : holds($0, $1) ? 1 : 0
    }
  }
}
