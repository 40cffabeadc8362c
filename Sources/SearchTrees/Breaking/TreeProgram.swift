import Groundwork

/// An expression that the tree alone can answer, with the nodes that it names found: asked after every
/// simulation, it looks up nothing and allocates nothing.
struct TreeProgram: Sendable {
  private indirect enum Number: Sendable {
    case constant(Double)
    case node(NodeNumber, Place)
    case count
    case negative(Number)
    case binary(NumberOperator, Number, Number)
    case call(NumberFunction, Number)
  }

  private indirect enum Truth: Sendable {
    case flags(NodeFlags, Place)
    case comparison(Comparison, Number, Number)
    case isSame(Place, Place)
    case not(Truth)
    case and(Truth, Truth)
    case or(Truth, Truth)
  }

  private enum Place: Sendable {
    case here
    case fixed(NodeID)
  }

  private enum Body: Sendable {
    case truth(Truth)
    case number(Number)
  }

  private let body: Body

  /// Compiles an expression; nil where it asks for more than the tree's own numbers and flags.
  ///
  /// `resolve` finds the nodes that it names.
  init?(_ expression: TreeExpression, resolve: (NodePlace) -> NodeID?) {
    switch expression.meaning {
    case .truth(let term):
      guard let truth = Self.compile(term, resolve) else { return nil }
      body = .truth(truth)
    case .number(let term):
      guard let number = Self.compile(term, resolve) else { return nil }
      body = .number(number)
    case .text, .node: return nil
    }
  }

  private static func compile(_ place: NodePlace, _ resolve: (NodePlace) -> NodeID?) -> Place? {
    if place == .here { return .here }
    return resolve(place).map { .fixed($0) }
  }

  private static func compile(_ term: TruthTerm, _ resolve: (NodePlace) -> NodeID?) -> Truth? {
    switch term {
    case .node(let condition, let place):
      guard let flags = condition.flags, let place = compile(place, resolve) else { return nil }
      return .flags(flags, place)
    case .comparison(let comparison, let left, let right):
      guard let left = compile(left, resolve), let right = compile(right, resolve) else {
        return nil
      }
      return .comparison(comparison, left, right)
    case .isSame(let first, let second):
      guard let first = compile(first, resolve), let second = compile(second, resolve) else {
        return nil
      }
      return .isSame(first, second)
    case .not(let inner): return compile(inner, resolve).map { .not($0) }
    case .and(let left, let right):
      guard let left = compile(left, resolve), let right = compile(right, resolve) else {
        return nil
      }
      return .and(left, right)
    case .or(let left, let right):
      guard let left = compile(left, resolve), let right = compile(right, resolve) else {
        return nil
      }
      return .or(left, right)
    case .planValid, .isText, .matches, .hasText, .isPickLower, .isContradicted, .isKnown:
      return nil
    }
  }

  private static func compile(_ term: NumberTerm, _ resolve: (NodePlace) -> NodeID?) -> Number? {
    switch term {
    case .constant(let number): return .constant(number)
    case .node(let number, let place):
      // The tree does not know when a node was visited, and how deep it is takes a walk.
      guard number != .age, let place = compile(place, resolve) else { return nil }
      return .node(number, place)
    case .search(.nodes): return .count
    case .negative(let inner): return compile(inner, resolve).map { .negative($0) }
    case .binary(let operation, let left, let right):
      guard let left = compile(left, resolve), let right = compile(right, resolve) else {
        return nil
      }
      return .binary(operation, left, right)
    case .call(let function, let inner): return compile(inner, resolve).map { .call(function, $0) }
    case .search, .score, .bonus, .term, .margin, .flip, .part: return nil
    }
  }

  // MARK: - Asking

  /// Returns whether the condition holds for a node; nil where that is not known, or it is no condition.
  @inline(__always)
  func condition(_ tree: borrowing SearchTree, at here: NodeID) -> Bool? {
    guard case .truth(let truth) = body else { return nil }
    return Self.holds(truth, tree, here)
  }

  /// Returns the number that the expression comes to; nil where it is not known, or it is no number.
  func number(_ tree: borrowing SearchTree, at here: NodeID) -> Double? {
    guard case .number(let number) = body else { return nil }
    let value = Self.value(number, tree, here)
    return value.isNaN ? nil : value
  }

  private static func holds(
    _ truth: Truth, _ tree: borrowing SearchTree, _ here: NodeID
  ) -> Bool? {
    switch truth {
    case .comparison(let comparison, let left, let right):
      let left = value(left, tree, here)
      let right = value(right, tree, here)
      return left.isNaN || right.isNaN ? nil : comparison.holds(left, right)
    case .flags(let flags, let place):
      let node = node(place, here)
      return node.index < tree.count
        ? !tree.nodes[node.index].flags.isDisjoint(with: flags) : nil
    case .isSame(let first, let second): return node(first, here) == node(second, here)
    case .not(let inner): return holds(inner, tree, here).map { !$0 }
    case .and(let left, let right):
      let first = holds(left, tree, here)
      if first == false { return false }
      let second = holds(right, tree, here)
      return second == false ? false : first == nil ? nil : second
    case .or(let left, let right):
      let first = holds(left, tree, here)
      if first == true { return true }
      let second = holds(right, tree, here)
      return second == true ? true : first == nil ? nil : second
    }
  }

  private static func value(
    _ number: Number, _ tree: borrowing SearchTree, _ here: NodeID
  ) -> Double {
    switch number {
    case .constant(let number): return number
    case .node(let kind, let place):
      let node = node(place, here)
      guard node.index < tree.count else { return .nan }
      switch kind {
      case .visits: return tree.visits(of: node) ?? .nan
      case .value: return tree.value(of: node) ?? .nan
      default: return tree.number(kind, of: node) ?? .nan
      }
    case .count: return Double(tree.count)
    case .negative(let inner): return -value(inner, tree, here)
    case .binary(let operation, let left, let right):
      return operation.apply(value(left, tree, here), value(right, tree, here))
    case .call(let function, let inner): return function.apply(value(inner, tree, here))
    }
  }

  @inline(__always)
  private static func node(_ place: Place, _ here: NodeID) -> NodeID {
    switch place {
    case .here: here
    case .fixed(let node): node
    }
  }
}
