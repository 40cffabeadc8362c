import Groundwork
public import SearchTrees

/// A lesson under way: its search, what is concealed, what is remembered, what is pointed at.
///
/// It carries directives out and works out expressions; which directive comes when is for those who play
/// or check the lesson.
public final class LessonRun {
  /// The lesson.
  public let lesson: Lesson
  /// The search.
  public let stage: any LessonStage
  /// The seed that stands for `{seed}`; nil where the lesson has none.
  public let seed: UInt64?
  /// How many searches and recordings were begun or opened.
  public private(set) var searchSerial = 0
  /// What is concealed now.
  public private(set) var concealed: Set<Concealable> = []
  /// What is pointed at until the end of the step.
  public private(set) var marks: [ViewChange.Marked] = []
  /// The changes of the screen that nobody has carried out yet.
  public var viewChanges: [ViewChange] = []
  /// The nodes that are unfolded, as paths.
  public private(set) var unfolded: [LessonExpression] = []
  /// Simulations that were run in all.
  public internal(set) var simulations = 0
  /// How many branches the lesson itself began and did not leave.
  public internal(set) var ownBranches = 0
  var remembered: [String: ExpressionNames.Remembered] = [:]

  /// Makes a run that has not begun.
  public init(_ lesson: Lesson, on stage: any LessonStage, seed: UInt64? = nil) {
    self.lesson = lesson
    self.stage = stage
    self.seed = seed ?? lesson.seeds?.seeds.first
    if let seed = self.seed { remembered["seed"] = .number(Double(seed)) }
  }

  // MARK: - Expressions

  /// What an expression comes to.
  public enum Value: Hashable, Sendable {
    case number(Double)
    case condition(Bool)
    case node(NodeID)
  }

  func evaluator(_ expression: LessonExpression) throws(LessonFault) -> ExpressionEvaluator {
    guard let facts = stage.facts else {
      throw LessonFault(
        expression.line, "there is no search yet; :search or :open begins one",
        column: expression.column)
    }
    var names = facts.expressionNames
    names.remembered = remembered
    do throws(ExpressionError) {
      return try ExpressionEvaluator(
        TreeExpression(expression.text, names, .lesson), facts)
    } catch {
      throw LessonFault(
        expression.line, error.reason, column: expression.column + error.column - 1)
    }
  }

  /// Works an expression out.
  ///
  /// - Throws: a fault where it cannot be read, or comes to nothing.
  public func value(_ expression: LessonExpression) throws(LessonFault) -> Value {
    let evaluator = try evaluator(expression)
    if let truth = evaluator.condition(at: .root) { return .condition(truth) }
    if let number = evaluator.number(at: .root) { return .number(number) }
    if let node = evaluator.node(at: .root) { return .node(node) }
    throw LessonFault(
      expression.line, "\"\(expression.text)\" has no value: \(evaluator.lack())",
      column: expression.column)
  }

  /// Works a number out.
  public func number(_ expression: LessonExpression) throws(LessonFault) -> Double {
    if case .number(let number) = try value(expression) { return number }
    throw kindFault(expression, "a number")
  }

  /// Works a condition out; one that is not known is a fault.
  public func condition(_ expression: LessonExpression) throws(LessonFault) -> Bool {
    if case .condition(let truth) = try value(expression) { return truth }
    throw kindFault(expression, "a condition")
  }

  /// Works a node out.
  public func node(_ expression: LessonExpression) throws(LessonFault) -> NodeID {
    if case .node(let node) = try value(expression) { return node }
    throw kindFault(expression, "a node")
  }

  private func kindFault(_ expression: LessonExpression, _ wanted: String) -> LessonFault {
    LessonFault(
      expression.line, "\"\(expression.text)\" is not \(wanted)", column: expression.column)
  }

  /// Returns what the parts of an expression come to: `N("left") is 12`; empty where it has none.
  ///
  /// Untrusted text.
  public func findings(_ expression: LessonExpression) -> [String] {
    (try? evaluator(expression))?.findings() ?? []
  }

  /// Returns a node as a path of actions, `root` for the root.
  ///
  /// Untrusted text.
  public func name(of node: NodeID) -> String {
    guard let steps = steps(to: node) else { return "\(node)" }
    return steps.isEmpty ? "root" : NodePath(steps).written.replacing("\\", with: "")
  }

  /// Returns the action that leads to a node, `root` for the root.
  ///
  /// Untrusted text.
  public func label(of node: NodeID) -> String { steps(to: node)?.last ?? "root" }

  /// The actions from the root to a node.
  public func steps(to node: NodeID) -> [String]? {
    guard let facts = stage.facts, node.index < facts.nodeCount else { return nil }
    var steps: [String] = []
    var node = node
    while let parent = facts.parent(of: node) {
      steps.append(facts.text(.action, of: node) ?? "\(node)")
      node = parent
    }
    return steps.reversed()
  }

  /// Whether there is a node to which some actions lead from the root.
  func hasNode(_ steps: [String]) -> Bool {
    guard let facts = stage.facts else { return false }
    var nodes: [NodeID] = [.root]
    for step in steps {
      nodes = nodes.flatMap { node in
        zip(facts.children(of: node), facts.childLabels(of: node)).filter { $1 == step }.map(\.0)
      }
    }
    return !nodes.isEmpty
  }

  // MARK: - Directives

  /// Forgets everything but the search, as when the lesson begins.
  func forget() {
    concealed = []
    marks = []
    unfolded = []
    viewChanges = []
    ownBranches = 0
    remembered = seed.map { ["seed": .number(Double($0))] } ?? [:]
  }

  /// Ends what holds until the end of a step.
  public func endStep() { marks = [] }

  /// Carries a directive out; claims about other searches are left to those who check.
  public func carryOut(_ directive: Directive) throws(LessonFault) {
    switch directive.action {
    case .search(let words):
      leaveBranches()
      unfolded = []
      searchSerial += 1
      if let fault = lackOfTree(words, directive.line) { throw fault }
      if seed == nil, words.contains("{seed}") {
        throw LessonFault(
          directive.line, "{seed} stands for no number; expected \":vary seed A..B\" in the header")
      }
      do throws(StageError) {
        try stage.begin(substituted(words), trees: lesson.trees)
      } catch {
        throw fault(error, directive.line)
      }
    case .open(let file, let moment):
      leaveBranches()
      unfolded = []
      searchSerial += 1
      do throws(StageError) {
        try stage.open(file, at: moment)
      } catch {
        throw fault(error, directive.line)
      }
    case .motion(let motion): try move(motion, directive.line)
    case .view(let change): try look(change, directive.line)
    case .hide(let parts): concealed.formUnion(parts)
    case .show(let parts): if let parts { concealed.subtract(parts) } else { concealed = [] }
    case .remember(let name, let expression):
      switch try value(expression) {
      case .number(let number): remembered[name] = .number(number)
      case .node(let node): remembered[name] = .node(node)
      case .condition: throw kindFault(expression, "a number or a node")
      }
    case .expect(let condition):
      guard try self.condition(condition) else {
        throw LessonFault(
          directive.line, "this is not so: \(condition.text)" + numbers(condition))
      }
    case .verify, .tally: break
    }
  }

  /// The numbers of a condition as the end of a line.
  func numbers(_ condition: LessonExpression) -> String {
    let found = findings(condition)
    return found.isEmpty ? "" : "; " + found.joined(separator: ", ")
  }

  /// What is wrong with `tree:NAME` where the lesson has trees, but none of that name; nil where it is one
  /// of them, or a file.
  private func lackOfTree(_ words: String, _ line: Int) -> LessonFault? {
    let names = lesson.trees.map(\.name)
    let problem = words.prefix { !$0.isWhitespace }
    guard problem.hasPrefix("tree:") else { return nil }
    let name = String(problem.dropFirst(5))
    guard !name.isEmpty, !names.contains(name), !name.contains("/"), !name.contains(".") else {
      return nil
    }
    if names.isEmpty {
      return LessonFault(
        line,
        "there is no tree \"\(name)\" in this lesson; expected a fence ```tree \(name), or a file as in "
          + "tree:trees/\(name).json")
    }
    let near = EditDistance.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
    return LessonFault(
      line,
      "there is no tree \"\(name)\" in this lesson; \(near)expected one of "
        + names.joined(separator: " "))
  }

  /// Puts the seed where `{seed}` stands.
  func substituted(_ words: String, seed other: UInt64? = nil) -> String {
    guard let seed = other ?? seed else { return words }
    return words.replacing("{seed}", with: String(seed))
  }

  /// Does something on a copy of the search, which is thrown away.
  func onBranch<Result>(_ body: () -> Result) -> Result {
    let (simulations, ownBranches) = (simulations, ownBranches)
    let count = stage.branchCount
    guard (try? stage.branch()) != nil else { return body() }
    defer {
      while stage.branchCount > count, stage.goBack() {}
      self.simulations = simulations
      self.ownBranches = ownBranches
    }
    return body()
  }

  func fault(_ error: StageError, _ line: Int) -> LessonFault {
    if let place = error.tree, let tree = lesson.trees.first(where: { $0.name == place.name }) {
      return LessonFault(tree.line + place.line - 1, error.reason)
    }
    return LessonFault(line, error.reason)
  }

  /// Refuses a term that the score of the search does not have.
  private func checkTerm(_ name: String, _ line: Int) throws(LessonFault) {
    guard let facts = stage.facts else {
      throw LessonFault(line, "there is no search yet; :search or :open begins one")
    }
    let terms = facts.expressionNames.terms
    guard !terms.contains(name) else { return }
    throw LessonFault(
      line,
      "the score of this search has no term \"\(name)\"; "
        + (terms.isEmpty
          ? "its terms are not known" : "expected one of \(terms.joined(separator: " "))"))
  }

  private func look(_ change: ViewChange, _ line: Int) throws(LessonFault) {
    switch change {
    case .cursor(let place): _ = try node(place)
    case .unfold(let place):
      _ = try node(place)
      unfolded.append(place)
    case .fold(let place):
      let folded = try node(place)
      unfolded.removeAll { (try? node($0)) == folded }
    case .mark(let marked):
      for mark in marked {
        switch mark {
        case .node(let place): _ = try node(place)
        case .term(let name): try checkTerm(name, line)
        case .column: break
        }
      }
      marks += marked
    case .view, .page, .sort: break
    }
    viewChanges.append(change)
  }

  private func leaveBranches() {
    while ownBranches > 0, stage.goBack() { ownBranches -= 1 }
    ownBranches = 0
  }
}
