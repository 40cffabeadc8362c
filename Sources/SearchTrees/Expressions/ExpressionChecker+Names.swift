/// What a name means, with what stands in its brackets.
extension ExpressionChecker {
  func value(
    ofName name: String, _ arguments: [ExpressionSyntax]?, column: Int
  ) throws(ExpressionError) -> Value {
    if let reason = names.unknown[name] {
      throw ExpressionError(column: column, reason: "\(name): \(reason)")
    }
    if let remembered = names.remembered[name] {
      guard arguments == nil else {
        throw ExpressionError(column: column, reason: "\(name) takes nothing in brackets")
      }
      switch remembered {
      case .number(let number): return .number(.constant(number))
      case .node(let node): return .node(.numbered(node.index, column: column))
      }
    }
    guard let word = ExpressionLanguage.word(name, grammar) else {
      return try value(ofOwn: name, arguments, column: column)
    }
    let call = Call(checker: self, name: name, arguments: arguments, column: column)
    switch word.stands {
    case .number(let number): return .number(.node(number, of: try call.place()))
    case .bonus: return .number(.bonus(of: try call.place()))
    case .score(let isRecorded):
      return .number(.score(of: try call.place(), isRecorded: isRecorded))
    case .condition(let condition): return .truth(.node(condition, of: try call.place()))
    case .text(let text): return .text(text, of: try call.place())
    case .search(let number):
      try call.takesNothing()
      return .number(.search(number))
    case .planValid:
      try call.takesNothing()
      return .truth(.planValid)
    case .truth(let isSo):
      try call.takesNothing()
      return .truth(.comparison(.equal, .constant(1), .constant(isSo ? 1 : 0)))
    case .root:
      try call.takesNothing()
      return .node(.numbered(0, column: column))
    case .last:
      try call.takesNothing()
      return .node(.last)
    case .best:
      try call.takesNothing()
      return .node(.best)
    case .pick: return .node(.pick(try call.onlyPlace()))
    case .margin: return .number(.margin(at: try call.onlyPlace()))
    case .flip(let isAbove):
      return .number(.flip(at: try call.onlyPlace(), isAbove: isAbove))
    case .top: return .node(try top(call))
    case .term, .statistic, .part: return .number(try named(word.stands, call))
    case .function(let function): return .number(.call(function, try call.onlyNumber()))
    case .least: return .number(try call.numbers(joinedBy: .least))
    case .greatest: return .number(try call.numbers(joinedBy: .greatest))
    case .known: return .truth(.isKnown(try call.onlyValue()))
    }
  }

  /// A statistic, term or part of the search by its own name.
  private func value(
    ofOwn name: String, _ arguments: [ExpressionSyntax]?, column: Int
  ) throws(ExpressionError) -> Value {
    let call = Call(checker: self, name: name, arguments: arguments, column: column)
    if grammar == .node {
      if let place = names.statistics.firstIndex(of: name) {
        return .number(.node(.statistic(place), of: try call.place()))
      }
      if names.terms.contains(name) { return .number(.term(name, of: try call.place())) }
      if names.parts.contains(name) { return .number(.part(.raw, name, of: try call.place())) }
    }
    let kind = arguments == nil ? "name" : "function"
    throw ExpressionError(
      column: column,
      reason: "no \(kind) is called \"\(name)\": \(names.advice(insteadOf: name, grammar))")
  }

  private func named(
    _ meaning: ExpressionLanguage.Meaning, _ call: Call
  ) throws(ExpressionError) -> NumberTerm {
    let (place, name, column) = try call.placeAndName()
    switch meaning {
    case .statistic:
      guard let cell = names.statistics.firstIndex(of: name) else {
        throw unknown(name, "statistic", names.statistics, column)
      }
      return .node(.statistic(cell), of: place)
    case .term:
      guard names.terms.isEmpty || names.terms.contains(name) else {
        throw unknown(name, "term", names.terms, column)
      }
      return .term(name, of: place)
    case .part(let number): return .part(number, name, of: place)
    default: return .constant(.nan)
    }
  }

  private func unknown(
    _ name: String, _ kind: String, _ known: [String], _ column: Int
  ) -> ExpressionError {
    let list = known.isEmpty ? "there are none" : "there are \(known.joined(separator: " "))"
    return ExpressionError(
      column: column, reason: "no \(kind) is called \"\(name)\": \(list)")
  }

  private func top(_ call: Call) throws(ExpressionError) -> NodePlace {
    let (place, name, _) = try call.placeAndName()
    let ranked: [String: RankedNumber] = [
      "N": .node(.visits), "Q": .node(.value), "P": .node(.prior), "U": .bonus, "score": .score,
    ]
    return .top(place, ranked[name] ?? .part(name))
  }

  /// A name with its brackets.
  struct Call {
    let checker: ExpressionChecker
    let name: String
    let arguments: [ExpressionSyntax]?
    let column: Int

    private func error(_ reason: String) -> ExpressionError {
      ExpressionError(column: column, reason: reason)
    }

    /// The node in the brackets, or the one at hand.
    func place() throws(ExpressionError) -> NodePlace {
      guard let arguments else {
        if checker.grammar == .node { return .here }
        throw error("\(name) of which node? \(name)(root), \(name)(\"left/key\")")
      }
      guard arguments.count == 1 else { throw error("\(name) takes one node") }
      return try checker.place(arguments[0])
    }

    func onlyPlace() throws(ExpressionError) -> NodePlace {
      guard let arguments, arguments.count == 1 else {
        throw error("\(name) takes one node: \(name)(root)")
      }
      return try checker.place(arguments[0])
    }

    func onlyNumber() throws(ExpressionError) -> NumberTerm {
      guard let arguments, arguments.count == 1 else {
        throw error("\(name) takes one number: \(name)(Q)")
      }
      return try checker.number(arguments[0])
    }

    /// A number, a condition or a text.
    func onlyValue() throws(ExpressionError) -> CheckedExpression {
      guard let arguments, arguments.count == 1 else {
        throw error("\(name) takes a number, a condition or a text: \(name)(Q)")
      }
      let meaning = try checker.meaning(of: arguments[0])
      if case .node = meaning {
        throw ExpressionError(
          column: arguments[0].start,
          reason: "a node stands where a number, a condition or a text is expected: \(name)(Q)")
      }
      return meaning
    }

    func numbers(joinedBy operation: NumberOperator) throws(ExpressionError) -> NumberTerm {
      guard let arguments, arguments.count > 1 else {
        throw error("\(name) takes two numbers or more: \(name)(Q, 0)")
      }
      var term = try checker.number(arguments[0])
      for argument in arguments.dropFirst() {
        term = .binary(operation, term, try checker.number(argument))
      }
      return term
    }

    /// A name in quotes, behind a node if there is none at hand.
    func placeAndName() throws(ExpressionError) -> (NodePlace, String, Int) {
      let shape =
        checker.grammar == .node
        ? "\(name)(\"NAME\") or \(name)(NODE, \"NAME\")" : "\(name)(NODE, \"NAME\")"
      guard let arguments, let last = arguments.last, case .string(let raw, let column) = last
      else { throw error("\(name) takes a name in quotes: \(shape)") }
      switch arguments.count {
      case 1 where checker.grammar == .node && name != "top":
        return (.here, ExpressionChecker.unescaped(raw), column)
      case 2:
        return (try checker.place(arguments[0]), ExpressionChecker.unescaped(raw), column)
      default: throw error("so many arguments do not fit: \(shape)")
      }
    }

    func takesNothing() throws(ExpressionError) {
      if arguments != nil { throw error("\(name) takes nothing in brackets") }
    }
  }
}
