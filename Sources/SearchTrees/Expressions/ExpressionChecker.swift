/// Finds out what the names of an expression mean, and whether its parts fit together.
struct ExpressionChecker {
  let names: ExpressionNames
  let grammar: TreeExpression.Grammar

  /// What a part comes to.
  enum Value {
    case number(NumberTerm)
    case truth(TruthTerm)
    case text(NodeText, of: NodePlace)
    case node(NodePlace)
    /// A text in quotes, which is a path, a name or words by where it stands.
    case literal(String, column: Int)

    var words: String {
      switch self {
      case .number: "a number"
      case .truth: "a condition"
      case .text: "a text of a node"
      case .node: "a node"
      case .literal: "a text in quotes"
      }
    }
  }

  /// Returns what an expression of any kind means.
  func meaning(of syntax: ExpressionSyntax) throws(ExpressionError) -> CheckedExpression {
    switch try value(of: syntax) {
    case .number(let term): .number(term)
    case .truth(let term): .truth(term)
    case .text(let text, let place): .text(text, of: place)
    case .node(let place): .node(place)
    case .literal(let raw, let column): .node(try path(raw, column: column))
    }
  }

  /// Returns what a condition means; a text counts as one: whether there is any.
  func condition(_ syntax: ExpressionSyntax) throws(ExpressionError) -> TruthTerm {
    let value = try value(of: syntax)
    switch value {
    case .truth(let term): return term
    case .text(let text, let place): return .hasText(text, of: place)
    case .number, .node, .literal:
      throw ExpressionError(
        column: syntax.start,
        reason: "\(value.words) stands where a condition is expected; "
          + "compare it: N > 100, best = \"left\"")
    }
  }

  func number(_ syntax: ExpressionSyntax) throws(ExpressionError) -> NumberTerm {
    let value = try value(of: syntax)
    guard case .number(let term) = value else {
      throw ExpressionError(
        column: syntax.start, reason: "\(value.words) stands where a number is expected")
    }
    return term
  }

  func place(_ syntax: ExpressionSyntax) throws(ExpressionError) -> NodePlace {
    let value = try value(of: syntax)
    switch value {
    case .node(let place): return place
    case .literal(let raw, let column): return try path(raw, column: column)
    case .number, .truth, .text:
      throw ExpressionError(
        column: syntax.start,
        reason: "\(value.words) stands where a node is expected: root, \"left/key\", \"#17\"")
    }
  }

  func value(of syntax: ExpressionSyntax) throws(ExpressionError) -> Value {
    switch syntax {
    case .number(let number, _): .number(.constant(number))
    case .string(let raw, let column): .literal(raw, column: column)
    case .name(let name, let column): try value(ofName: name, nil, column: column)
    case .call(let name, let arguments, let column):
      try value(ofName: name, arguments, column: column)
    case .negative(let inner, _): .number(.negative(try number(inner)))
    case .not(let inner, _): .truth(.not(try condition(inner)))
    case .binary(let sign, let left, let right, let column):
      try value(of: sign, left, right, column: column)
    }
  }

  private func value(
    of sign: ExpressionToken.Sign, _ left: ExpressionSyntax, _ right: ExpressionSyntax, column: Int
  ) throws(ExpressionError) -> Value {
    switch sign {
    case .and: return .truth(.and(try condition(left), try condition(right)))
    case .or: return .truth(.or(try condition(left), try condition(right)))
    case .matches: return .truth(try match(left, right, column: column))
    case .equal: return .truth(try equality(left, right, column: column))
    case .unequal:
      let isEqual = try equality(left, right, column: column)
      guard case .comparison(_, let first, let second) = isEqual else {
        return .truth(.not(isEqual))
      }
      return .truth(.comparison(.unequal, first, second))
    default: break
    }
    if let comparison = Self.comparisons[sign] {
      return .truth(.comparison(comparison, try number(left), try number(right)))
    }
    let operation = Self.operators[sign] ?? .add
    return .number(.binary(operation, try number(left), try number(right)))
  }

  private static let comparisons: [ExpressionToken.Sign: Comparison] = [
    .less: .less, .notMore: .notMore, .more: .more, .notLess: .notLess,
  ]

  private static let operators: [ExpressionToken.Sign: NumberOperator] = [
    .plus: .add, .minus: .subtract, .times: .multiply, .divided: .divide, .power: .power,
  ]

  private func match(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, column: Int
  ) throws(ExpressionError) -> TruthTerm {
    let subject = try value(of: left)
    guard case .text(let text, let place) = subject else {
      throw ExpressionError(
        column: left.start,
        reason: "\(subject.words) has no words to look in; action, text, rationale and note have")
    }
    guard case .literal(let raw, let start) = try value(of: right) else {
      throw ExpressionError(
        column: right.start, reason: "behind ~ stands a text in quotes: rationale ~ \"refund\"")
    }
    let pattern = Self.pattern(raw)
    do {
      _ = try TextPattern(pattern)
    } catch {
      throw ExpressionError(column: start, reason: error.reason)
    }
    return .matches(text, of: place, pattern)
  }

  private func equality(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, column: Int
  ) throws(ExpressionError) -> TruthTerm {
    let (first, second) = (try value(of: left), try value(of: right))
    switch (first, second) {
    case (.number(let first), .number(let second)): return .comparison(.equal, first, second)
    case (.text(let text, let place), .literal(let raw, _)),
      (.literal(let raw, _), .text(let text, let place)):
      return .isText(text, of: place, Self.unescaped(raw))
    case (.node(let first), .node(let second)): return .isSame(first, second)
    case (.node(let place), .literal(let raw, let start)),
      (.literal(let raw, let start), .node(let place)):
      return .isSame(place, try path(raw, column: start))
    default:
      throw ExpressionError(
        column: column, reason: "\(first.words) and \(second.words) cannot be compared")
    }
  }

  // MARK: - Texts in quotes

  /// A path of actions, or the number of a node behind a `#`.
  func path(_ raw: String, column: Int) throws(ExpressionError) -> NodePlace {
    if raw.hasPrefix("#") {
      guard let number = Int(raw.dropFirst()), number >= 0 else {
        throw ExpressionError(
          column: column + 1,
          reason: "\"\(raw)\" is no number of a node: \"#17\"; an action begins with \\#")
      }
      return .numbered(number, column: column)
    }
    guard !raw.isEmpty else {
      throw ExpressionError(column: column, reason: "an empty path; the root is called root")
    }
    return .path(Self.steps(raw), column: column)
  }

  /// The actions of a path, parted by slashes that have no backslash before them.
  static func steps(_ raw: String) -> [String] {
    var steps = [""]
    var isEscaped = false
    for character in raw {
      if isEscaped {
        steps[steps.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "/" {
        steps.append("")
      } else {
        steps[steps.count - 1].append(character)
      }
    }
    return steps
  }

  /// Words as they are meant: what stands behind a backslash stands for itself.
  static func unescaped(_ raw: String) -> String {
    var text = ""
    var isEscaped = false
    for character in raw {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        text.append(character)
        isEscaped = false
      }
    }
    return text
  }

  /// A pattern: only the backslash before a quote is the language's, all others are the pattern's.
  private static func pattern(_ raw: String) -> String { raw.replacing("\\\"", with: "\"") }
}
