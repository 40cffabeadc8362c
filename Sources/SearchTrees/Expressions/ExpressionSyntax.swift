/// What was written, before anybody asks whether its names exist.
indirect enum ExpressionSyntax: Hashable, Sendable {
  case number(Double, column: Int)
  case string(String, column: Int)
  case name(String, column: Int)
  case call(String, [ExpressionSyntax], column: Int)
  case negative(ExpressionSyntax, column: Int)
  case not(ExpressionSyntax, column: Int)
  case binary(ExpressionToken.Sign, ExpressionSyntax, ExpressionSyntax, column: Int)

  /// Where it begins; of two parts with a sign between them the place of the sign.
  var column: Int {
    switch self {
    case .number(_, let column), .string(_, let column), .name(_, let column),
      .call(_, _, let column), .negative(_, let column), .not(_, let column),
      .binary(_, _, _, let column):
      column
    }
  }

  /// Where the first of its parts begins.
  var start: Int {
    if case .binary(_, let left, _, _) = self { return left.start }
    return column
  }
}

/// Puts the parts of an expression together, by precedence.
///
/// ```
/// or = and { "or" and } ; and = not { "and" not } ; not = { "not" } cmp
/// cmp = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=" | "~") sum ]
/// sum = prod { ("+" | "-") prod } ; prod = unary { ("*" | "/") unary } ; unary = [ "-" ] power
/// power = atom [ "^" unary ]
/// atom = number | string | name | name "(" or { "," or } ")" | "(" or ")"
/// ```
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var position = 0
  private var nesting = 0

  /// How deep brackets, signs and powers may be nested.
  static let deepest = 100

  private init(_ tokens: [ExpressionToken]) { self.tokens = tokens }

  /// Returns what a text says.
  static func parse(
    _ text: String, _ grammar: TreeExpression.Grammar
  ) throws(ExpressionError) -> ExpressionSyntax {
    var parser = ExpressionParser(try ExpressionLexer.tokens(of: text, grammar))
    if parser.tokens.count == 1 {
      throw ExpressionError(column: 1, reason: "nothing is here; N > 100 would be a condition")
    }
    let syntax = try parser.or()
    guard parser.token.kind == .end else {
      if parser.isAtDecimalComma {
        throw ExpressionError(
          column: parser.token.column, reason: "a number has a point, not a comma, as in 0.5")
      }
      throw parser.unexpected("a sign such as + < and, or the end")
    }
    return syntax
  }

  private var token: ExpressionToken { tokens[position] }

  /// Whether a comma follows, with a number on either side.
  private var isAtDecimalComma: Bool {
    guard token.kind == .sign(.comma), position > 0, position + 1 < tokens.count,
      case .number = tokens[position - 1].kind, case .number = tokens[position + 1].kind
    else { return false }
    return true
  }

  private func unexpected(_ wanted: String) -> ExpressionError {
    ExpressionError(
      column: token.column, reason: "\(token.words) stands where \(wanted) is expected")
  }

  /// Takes the next part if it is one of some signs.
  private mutating func take(_ signs: ExpressionToken.Sign...) -> ExpressionToken.Sign? {
    guard case .sign(let sign) = token.kind, signs.contains(sign) else { return nil }
    position += 1
    return sign
  }

  private mutating func nested(
    _ body: (inout ExpressionParser) throws(ExpressionError) -> ExpressionSyntax
  ) throws(ExpressionError) -> ExpressionSyntax {
    guard nesting < Self.deepest else {
      throw ExpressionError(
        column: token.column, reason: "nested deeper than \(Self.deepest) levels")
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  private mutating func or() throws(ExpressionError) -> ExpressionSyntax {
    var left = try and()
    while true {
      let column = token.column
      guard take(.or) != nil else { return left }
      left = .binary(.or, left, try and(), column: column)
    }
  }

  private mutating func and() throws(ExpressionError) -> ExpressionSyntax {
    var left = try not()
    while true {
      let column = token.column
      guard take(.and) != nil else { return left }
      left = .binary(.and, left, try not(), column: column)
    }
  }

  private mutating func not() throws(ExpressionError) -> ExpressionSyntax {
    let column = token.column
    guard take(.not) != nil else { return try comparison() }
    return .not(
      try nested { (parser) throws(ExpressionError) in try parser.not() }, column: column)
  }

  private mutating func comparison() throws(ExpressionError) -> ExpressionSyntax {
    let left = try sum()
    let column = token.column
    guard let sign = take(.equal, .unequal, .less, .notMore, .more, .notLess, .matches) else {
      return left
    }
    let right = try sum()
    let second = token
    if take(.equal, .unequal, .less, .notMore, .more, .notLess, .matches) != nil {
      throw ExpressionError(
        column: second.column,
        reason: "a second comparison; join two of them with and: 0 < Q and Q < 1")
    }
    return .binary(sign, left, right, column: column)
  }

  private mutating func sum() throws(ExpressionError) -> ExpressionSyntax {
    var left = try product()
    while true {
      let column = token.column
      guard let sign = take(.plus, .minus) else { return left }
      left = .binary(sign, left, try product(), column: column)
    }
  }

  private mutating func product() throws(ExpressionError) -> ExpressionSyntax {
    var left = try unary()
    while true {
      let column = token.column
      guard let sign = take(.times, .divided) else { return left }
      left = .binary(sign, left, try unary(), column: column)
    }
  }

  private mutating func unary() throws(ExpressionError) -> ExpressionSyntax {
    let column = token.column
    guard take(.minus) != nil else { return try power() }
    return .negative(try power(), column: column)
  }

  private mutating func power() throws(ExpressionError) -> ExpressionSyntax {
    let base = try atom()
    let column = token.column
    guard take(.power) != nil else { return base }
    let exponent = try nested { (parser) throws(ExpressionError) in try parser.unary() }
    return .binary(.power, base, exponent, column: column)
  }

  private mutating func atom() throws(ExpressionError) -> ExpressionSyntax {
    let first = token
    switch first.kind {
    case .number(let number):
      position += 1
      return .number(number, column: first.column)
    case .string(let text):
      position += 1
      return .string(text, column: first.column)
    case .name(let name):
      position += 1
      guard take(.open) != nil else { return .name(name, column: first.column) }
      return .call(name, try arguments(), column: first.column)
    case .sign(.open):
      position += 1
      let inner = try nested { (parser) throws(ExpressionError) in try parser.or() }
      guard take(.close) != nil else { throw unexpected("\")\"") }
      return inner
    case .sign, .end: throw unexpected("a number, a name, a text in quotes or \"(\"")
    }
  }

  private mutating func arguments() throws(ExpressionError) -> [ExpressionSyntax] {
    var arguments: [ExpressionSyntax] = []
    repeat {
      arguments.append(try nested { (parser) throws(ExpressionError) in try parser.or() })
    } while take(.comma) != nil
    guard take(.close) != nil else { throw unexpected("\",\" or \")\"") }
    return arguments
  }
}
