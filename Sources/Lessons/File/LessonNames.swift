import SearchTrees

/// Reads every expression of a lesson without a search: what can be known of it from its text alone.
enum LessonNames {
  /// What an expression must come to.
  enum Wanted {
    case number
    case condition
    case node
    /// A number or a node.
    case value
    /// Anything that can be put into words.
    case any
  }

  /// Returns what is wrong with the expressions, in the order of the lines.
  static func faults(in lesson: Lesson) -> [LessonFault] {
    var reader = Reader()
    if lesson.seeds != nil { reader.remembered["seed"] = .number(1) }
    for item in lesson.steps.flatMap(\.items) { reader.read(item) }
    return reader.faults
  }

  private struct Reader {
    var faults: [LessonFault] = []
    var remembered: [String: ExpressionNames.Remembered] = [:]

    mutating func read(_ item: Lesson.Item) {
      switch item {
      case .text(let text), .free(_, let text, _): read(text)
      case .figure: break
      case .directive(let directive): read(directive)
      case .question(let question): read(question)
      }
    }

    private mutating func read(_ text: LessonText) {
      for expression in text.expressions { check(expression, .any) }
    }

    private mutating func read(_ directive: Directive) {
      switch directive.action {
      case .search, .open, .hide, .show: break
      case .motion(let motion): for (part, wanted) in motion.expressions { check(part, wanted) }
      case .view(let view):
        switch view {
        case .cursor(let place), .unfold(let place), .fold(let place): check(place, .node)
        case .mark(let marked):
          for case .node(let place) in marked { check(place, .node) }
        case .view, .page, .sort: break
        }
      case .remember(let name, let value):
        let kind = check(value, .value)
        remembered[name] = kind == .node ? .node(.root) : .number(1)
      case .expect(let condition): check(condition, .condition)
      case .verify(_, let motions, let condition):
        for motion in motions { read(motion) }
        check(condition, .condition)
      case .tally(_, _, let motions, let condition, _):
        for motion in motions { read(motion) }
        check(condition, .condition)
      }
    }

    private mutating func read(_ question: Question) {
      read(question.prompt)
      for hint in question.hints { read(hint) }
      for motion in question.then + question.solution { read(motion) }
      if let why = question.why { read(why) }
      if let answer = question.answer {
        switch question.kind {
        case .number: check(answer, .number)
        case .node: check(answer, .node)
        case .yesno: check(answer, .condition)
        case .choice, .task: break
        }
      }
      if let goal = question.goal { check(goal, .condition) }
      for miss in question.misses {
        check(miss.answer, question.kind == .number ? .number : .node)
        read(miss.text)
      }
      for option in question.options {
        read(option.text)
        if let condition = option.condition { check(condition, .condition) }
      }
    }

    @discardableResult
    private mutating func check(
      _ expression: LessonExpression, _ wanted: Wanted
    ) -> TreeExpression.Kind? {
      // Which statistics there are only the search knows.
      if expression.text.contains("stat(") { return nil }
      var names = ExpressionNames()
      names.remembered = remembered
      do throws(ExpressionError) {
        let read = try TreeExpression(expression.text, names, .lesson)
        if let reason = wanted.objection(to: read.kind) {
          faults.append(LessonFault(expression.line, reason, column: expression.column))
        }
        return read.kind
      } catch {
        faults.append(
          LessonFault(
            expression.line, error.reason, column: expression.column + error.column - 1))
        return nil
      }
    }
  }
}

extension LessonNames.Wanted {
  /// Why an expression of a kind does not do; nil where it does.
  func objection(to kind: TreeExpression.Kind) -> String? {
    let fits: Bool
    let words: String
    switch self {
    case .number: (fits, words) = (kind == .number, "a number, as in Q(\"left\")")
    case .condition: (fits, words) = (kind == .condition, "a condition, as in N(\"left\") > 10")
    case .node: (fits, words) = (kind == .node, "a node, as in best or \"left/key\"")
    case .value: (fits, words) = (kind == .number || kind == .node, "a number or a node")
    case .any: (fits, words) = (kind != .text, "a number, a node or a condition")
    }
    return fits ? nil : "this is a \(kind.rawValue); expected \(words)"
  }
}

extension Motion {
  /// The expressions in it, and what each must come to.
  var expressions: [(LessonExpression, LessonNames.Wanted)] {
    switch self {
    case .run, .to, .phase, .back, .restart, .branch, .goBack: []
    case .until(.condition(let condition), _): [(condition, .condition)]
    case .until: []
    case .ban(let place), .allow(let place), .visits(let place, _): [(place, .node)]
    case .pin(let place, let value), .prior(let place, let value):
      [(place, .node), (value, .number)]
    case .set(_, let value): [(value, .number)]
    }
  }
}
