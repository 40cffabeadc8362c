import Groundwork

/// The breakpoints of a search that runs or a recording that plays, and what each remembers.
///
/// One owner, one thread. After every simulation ``screen(_:_:)`` looks at the tree alone, which costs
/// little; only where it says so ``check(_:_:)`` works out whether one of them was hit.
public struct Breakpoints: ~Copyable {
  /// What is known of a search just after a simulation.
  public struct Moment {
    /// The search.
    public var facts: any TreeFacts
    /// The nodes of the simulation, the root first; empty where they are not known.
    public var path: [NodeID]
    /// The number of the first node that it may have added.
    public var firstNew: Int
    /// The simulations completed.
    public var iteration: Int
    /// Returns the answer by the rule in force, the root first.
    public var answer: () -> [NodeID]
    /// Whether that rule goes by visits.
    public var isByVisits: Bool

    /// Describes a moment.
    public init(
      _ facts: any TreeFacts, path: [NodeID], firstNew: Int, iteration: Int, isByVisits: Bool,
      answer: @escaping () -> [NodeID]
    ) {
      self.facts = facts
      self.path = path
      self.firstNew = firstNew
      self.iteration = iteration
      self.isByVisits = isByVisits
      self.answer = answer
    }
  }

  /// The breakpoints, in the order of their numbers.
  public var list: [Breakpoint] { entries.map(\.breakpoint) }
  /// What stopped the search last; nil once it goes on.
  public var hit: BreakpointHit?

  var entries: [Entry] = []
  private var number = 0

  struct Entry {
    var breakpoint: Breakpoint
    var state = State.unprepared
    var answer = AnswerWatch()
    /// The nodes for which the condition held when they were last looked at.
    var holding = NodeSet()
    /// The number from which a change is counted.
    var base: Double?
  }

  enum State {
    case unprepared
    case answer
    case visit(NodeID)
    case tree(TreeProgram, NodeID?)
    case facts(ExpressionEvaluator, NodeID?)
  }

  /// Makes an empty list.
  public init() {}

  /// Whether anything is to be looked at after a simulation.
  public var isArmed: Bool { entries.contains { $0.breakpoint.isArmed } }

  // MARK: - The list

  /// Changes the list.
  ///
  /// - Throws: an error where what was typed cannot be read, or asks for what the search does not have.
  public mutating func edit(
    _ edit: BreakpointEdit, in moment: Moment
  ) throws(ExpressionError) {
    switch edit {
    case .add(let text, let isWatch, let node): try add(text, isWatch, node, moment)
    case .toggle(let number):
      guard let place = place(of: number) else { return }
      entries[place].breakpoint.isOn.toggle()
      entries[place].state = .unprepared
      prepare(in: moment)
    case .remove(let number): entries.removeAll { $0.breakpoint.number == number }
    }
  }

  private func place(of number: Int) -> Int? {
    entries.firstIndex { $0.breakpoint.number == number }
  }

  private mutating func add(
    _ text: String, _ isWatch: Bool, _ node: NodeID, _ moment: Moment
  ) throws(ExpressionError) {
    let typed = try BreakpointText(text, isWatch: isWatch)
    let scope: Breakpoint.Scope
    let cost: Breakpoint.Cost
    do throws(ExpressionError) {
      (scope, cost) = try Self.reach(of: typed, at: node, moment)
    } catch {
      throw ExpressionError(column: typed.start + error.column, reason: error.reason)
    }
    number += 1
    var breakpoint = Breakpoint(
      number: number, trigger: typed.trigger, scope: scope, most: typed.most)
    breakpoint.cost = cost
    entries.append(Entry(breakpoint: breakpoint))
    prepare(in: moment)
  }

  /// Finds out where a breakpoint is to look, and what that costs.
  ///
  /// - Throws: an error where its expression cannot be read, or asks for what the search does not have.
  private static func reach(
    of typed: BreakpointText, at node: NodeID, _ moment: Moment
  ) throws(ExpressionError) -> (Breakpoint.Scope, Breakpoint.Cost) {
    let facts = moment.facts
    let here = Breakpoint.Scope.node(node, path: path(to: node, facts))
    var scope = Breakpoint.Scope.search
    var cost = Breakpoint.Cost.small
    switch typed.trigger {
    case .answer: if !moment.isByVisits { cost = .answer }
    case .visit: scope = here
    case .condition(let text):
      let expression = try TreeExpression(condition: text, facts.expressionNames)
      try checkPlaces(of: expression, facts)
      if expression.isAboutHere {
        scope = typed.place == .here ? here : .anyNode
        cost = typed.place == .here ? .small : expression.reach
      }
    case .change(let text, _):
      let expression = try TreeExpression(text, facts.expressionNames)
      guard expression.kind == .number else {
        throw ExpressionError(
          column: 1, reason: "a number is watched, not a \(expression.kind.rawValue)")
      }
      try checkPlaces(of: expression, facts)
      if typed.place == .anyNode {
        throw ExpressionError(column: 1, reason: "a number is watched at one node")
      }
      if expression.isAboutHere { scope = here }
    }
    return (scope, cost)
  }

  /// The actions that lead to a node; untrusted text.
  static func path(to node: NodeID, _ facts: any TreeFacts) -> [String] {
    var path: [String] = []
    var current = node
    while current.index < facts.nodeCount, let parent = facts.parent(of: current) {
      path.append(facts.text(.action, of: current) ?? "")
      current = parent
    }
    return path.reversed()
  }

  /// Finds out whether the nodes that an expression names are there, or may come.
  ///
  /// - Throws: an error where one can only be a slip: its parent has children, and none of that name.
  private static func checkPlaces(
    of expression: TreeExpression, _ facts: any TreeFacts
  ) throws(ExpressionError) {
    for case .path(let steps, let column) in expression.meaning.places {
      for length in steps.indices {
        let above = NodePath(Array(steps.prefix(length)))
        guard let parent = try? above.node(in: facts, column: column),
          !facts.children(of: parent).isEmpty
        else { break }
        _ = try NodePath(Array(steps.prefix(length + 1))).node(in: facts, column: column)
      }
    }
  }

  // MARK: - Looking

  /// Makes the breakpoints ready at a moment that they were not led to by a simulation: what holds already
  /// is no hit, and numbers are counted from here.
  ///
  /// O(nodes) for those that look at any node.
  public mutating func rearm(in moment: Moment) {
    for place in entries.indices { entries[place].state = .unprepared }
    prepare(in: moment)
  }

  private mutating func prepare(in moment: Moment) {
    for place in entries.indices {
      guard case .unprepared = entries[place].state, entries[place].breakpoint.isArmed else {
        continue
      }
      Self.prepare(&entries[place], moment)
    }
  }

  static func prepare(_ entry: inout Entry, _ moment: Moment) {
    do throws(ExpressionError) {
      let node = try node(of: entry.breakpoint, moment.facts)
      entry.breakpoint.lack = nil
      entry.holding = NodeSet()
      entry.base = nil
      switch entry.breakpoint.trigger {
      case .answer:
        entry.answer = AnswerWatch()
        let nodes = moment.answer()
        moment.facts.read {
          _ = entry.answer.hasChanged(to: nodes, isByVisits: moment.isByVisits, in: $0)
        }
        entry.state = .answer
      case .visit:
        entry.state = .visit(node ?? .root)
        entry.base = moment.facts.number(.visits, of: node ?? .root)
      case .condition(let text):
        let expression = try TreeExpression(condition: text, moment.facts.expressionNames)
        entry.state = try state(of: expression, at: node, moment.facts)
        try findHolding(&entry, expression, at: node, moment.facts)
      case .change(let text, _):
        let expression = try TreeExpression(text, moment.facts.expressionNames)
        entry.state = try state(of: expression, at: node, moment.facts)
        entry.base = number(entry, moment.facts)
      }
    } catch {
      entry.breakpoint.lack = error.reason
      entry.state = .unprepared
    }
  }

  /// The node that a breakpoint looks at, in a tree that may be another one than it was set in; nil where it
  /// looks at none in particular.
  private static func node(
    of breakpoint: Breakpoint, _ facts: any TreeFacts
  ) throws(ExpressionError) -> NodeID? {
    guard case .node(let node, let path) = breakpoint.scope else { return nil }
    if node.index < facts.nodeCount, Self.path(to: node, facts) == path { return node }
    return try NodePath(path).node(in: facts, column: 1)
  }

  private static func state(
    of expression: TreeExpression, at node: NodeID?, _ facts: any TreeFacts
  ) throws(ExpressionError) -> State {
    let evaluator = try ExpressionEvaluator(expression, facts)
    let program = TreeProgram(expression) { place in
      switch place {
      case .path, .numbered: evaluator.node(place, .root)
      default: nil
      }
    }
    return program.map { .tree($0, node) } ?? .facts(evaluator, node)
  }

  /// Notes where a condition holds already.
  private static func findHolding(
    _ entry: inout Entry, _ expression: TreeExpression, at node: NodeID?, _ facts: any TreeFacts
  ) throws(ExpressionError) {
    guard entry.breakpoint.scope == .anyNode else {
      let here = node ?? .root
      if condition(entry, facts, at: here) == true { entry.holding.insert(here) }
      return
    }
    var pass = try FilterPass(expression, facts)
    while pass.advance(over: facts, isDue: { false }) {}
    entry.holding = pass.found.matches
  }

  static func condition(_ entry: Entry, _ facts: any TreeFacts, at node: NodeID) -> Bool? {
    switch entry.state {
    case .tree(let program, _):
      var holds: Bool?
      facts.read { holds = program.condition($0, at: node) }
      return holds
    case .facts(let evaluator, _):
      evaluator.forget()
      return evaluator.condition(at: node)
    case .unprepared, .answer, .visit: return nil
    }
  }

  static func number(_ entry: Entry, _ facts: any TreeFacts) -> Double? {
    switch entry.state {
    case .tree(let program, let node):
      var number: Double?
      facts.read { number = program.number($0, at: node ?? .root) }
      return number
    case .facts(let evaluator, let node):
      evaluator.forget()
      return evaluator.number(at: node ?? .root)
    case .unprepared, .answer, .visit: return nil
    }
  }
}
