/// How conditions and numbers become instructions.
extension ColumnProgram {
  private mutating func push(_ instruction: Instruction) {
    instructions.append(instruction)
    depth += 1
    deepest = max(deepest, depth)
  }

  private mutating func join(_ instruction: Instruction) {
    instructions.append(instruction)
    depth -= 1
  }

  private mutating func pushUnknown(_ number: Double) {
    tellsAll = false
    push(.constant(number))
  }

  mutating func compile(_ term: TruthTerm, _ evaluator: ExpressionEvaluator) {
    if !term.places.contains(where: \.isAboutHere) {
      let truth = evaluator.truth(term, .root)
      return push(.constant(truth.map { $0 ? 1 : 0 } ?? Self.half))
    }
    switch term {
    case .node(let condition, .here):
      guard let flags = condition.flags else { return pushUnknown(Self.half) }
      push(.flags(flags))
    case .comparison(let comparison, let left, let right):
      compile(left, evaluator)
      let before = instructions.count
      compile(right, evaluator)
      if instructions.count == before + 1, case .constant(let number) = instructions[before] {
        instructions.removeLast()
        join(.compareWith(comparison, number))
      } else {
        join(.compare(comparison))
      }
    case .not(let inner):
      compile(inner, evaluator)
      instructions.append(.not)
    case .and(let left, let right):
      compile(left, evaluator)
      compile(right, evaluator)
      join(.and)
    case .or(let left, let right):
      compile(left, evaluator)
      compile(right, evaluator)
      join(.or)
    case .isKnown(.number(let inner)):
      let isOpen = !isTold { $0.compile(inner, evaluator) }
      instructions.append(.known(isNumber: true, open: isOpen ? Self.half : 0))
    case .isKnown(.truth(let inner)):
      let isOpen = !isTold { $0.compile(inner, evaluator) }
      instructions.append(.known(isNumber: false, open: isOpen ? Self.half : 0))
    case .isText(let text, .here, let words): compile(.isText(words), text, evaluator)
    case .matches(let text, .here, let pattern):
      compile(.matches(evaluator.pattern(pattern)), text, evaluator)
    case .hasText(let text, .here): compile(.hasText, text, evaluator)
    case .isKnown(.text(let text, .here)): compile(.isKnown, text, evaluator)
    case .node, .planValid, .isSame, .isText, .matches, .hasText, .isPickLower, .isContradicted,
      .isKnown:
      pushUnknown(Self.half)
    }
  }

  private mutating func compile(
    _ question: TextTest.Question, _ text: NodeText, _ evaluator: ExpressionEvaluator
  ) {
    guard let codes = evaluator.codes(of: text) else {
      lacksTexts = true
      return pushUnknown(Self.half)
    }
    tests.append(TextTest(question, of: codes))
    push(.text(tests.count - 1))
  }

  /// Whether the columns tell all that is compiled by `body`.
  private mutating func isTold(_ body: (inout Self) -> Void) -> Bool {
    let didTell = tellsAll
    tellsAll = true
    body(&self)
    let tells = tellsAll
    tellsAll = didTell && tells
    return tells
  }

  mutating func compile(_ term: NumberTerm, _ evaluator: ExpressionEvaluator) {
    if !term.places.contains(where: \.isAboutHere) {
      return push(.constant(evaluator.number(term, .root)))
    }
    switch term {
    case .node(let number, .here) where number != .age && number != .share:
      if number == .depth { usesDepths = true }
      push(.number(number))
    case .negative(let inner):
      compile(inner, evaluator)
      instructions.append(.negate)
    case .binary(let operation, let left, let right):
      compile(left, evaluator)
      compile(right, evaluator)
      join(.combine(operation))
    case .call(let function, let inner):
      compile(inner, evaluator)
      instructions.append(.call(function))
    case .constant, .search, .node, .score, .bonus, .term, .margin, .flip, .part: pushUnknown(.nan)
    }
  }
}

extension NodePlace {
  /// Whether it depends on the node that is looked at.
  fileprivate var isAboutHere: Bool { self == .here }
}
