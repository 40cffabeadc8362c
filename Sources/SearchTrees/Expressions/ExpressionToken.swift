/// The smallest parts of an expression.
struct ExpressionToken: Hashable, Sendable {
  /// What a part is.
  enum Kind: Hashable, Sendable {
    case number(Double)
    /// A text in quotes, its backslashes still in it: what they mean depends on where it stands.
    case string(String)
    case name(String)
    case sign(Sign)
    case end
  }

  /// The signs, each with its usual spelling.
  enum Sign: String, Hashable, Sendable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case power = "^"
    case open = "("
    case close = ")"
    case comma = ","
    case equal = "="
    case unequal = "!="
    case less = "<"
    case notMore = "<="
    case more = ">"
    case notLess = ">="
    case matches = "~"
    case and = "and"
    case or = "or"
    case not = "not"
  }

  var kind: Kind
  /// Where it begins, in characters from 1.
  var column: Int

  /// How an error quotes it.
  var words: String {
    switch kind {
    case .number(let number): "the number \(number)"
    case .string(let text): "the text \"\(text)\""
    case .name(let name): "\"\(name)\""
    case .sign(let sign): "\"\(sign.rawValue)\""
    case .end: "the end"
    }
  }
}

/// Cuts an expression into its parts.
struct ExpressionLexer {
  private let characters: [Character]
  private let grammar: TreeExpression.Grammar
  private var position = 0

  /// The most parts of an expression: what is made of them is walked through by recursion.
  static let mostTokens = 1000

  private init(_ text: String, _ grammar: TreeExpression.Grammar) {
    characters = Array(text)
    self.grammar = grammar
  }

  /// Returns the parts of a text, with an end behind them.
  static func tokens(
    of text: String, _ grammar: TreeExpression.Grammar
  ) throws(ExpressionError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text, grammar)
    var tokens: [ExpressionToken] = []
    while let token = try lexer.next() {
      guard tokens.count < mostTokens else {
        throw ExpressionError(
          column: token.column, reason: "an expression has at most \(mostTokens) parts")
      }
      tokens.append(token)
    }
    tokens.append(ExpressionToken(kind: .end, column: lexer.characters.count + 1))
    return tokens
  }

  private mutating func next() throws(ExpressionError) -> ExpressionToken? {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    guard position < characters.count else { return nil }
    let column = position + 1
    let first = characters[position]
    let kind: ExpressionToken.Kind
    if Self.beginsName(first) {
      kind = word()
    } else if Self.isDigit(first) || (first == "." && Self.isDigit(character(at: position + 1))) {
      kind = .number(try number())
    } else if first == "\"" {
      kind = .string(try string())
    } else {
      kind = .sign(try sign())
    }
    return ExpressionToken(kind: kind, column: column)
  }

  private func character(at index: Int) -> Character {
    characters.indices.contains(index) ? characters[index] : " "
  }

  private static func isDigit(_ character: Character) -> Bool {
    ("0"..."9").contains(character) && character.isASCII
  }

  static func beginsName(_ character: Character) -> Bool {
    character.isASCII && character.isLetter || character == "_"
  }

  static func continuesName(_ character: Character) -> Bool {
    beginsName(character) || isDigit(character)
  }

  private mutating func word() -> ExpressionToken.Kind {
    let start = position
    while Self.continuesName(character(at: position)) { position += 1 }
    let name = String(characters[start..<position])
    switch name {
    case "and": return .sign(.and)
    case "or": return .sign(.or)
    case "not": return .sign(.not)
    default: return .name(name)
    }
  }

  /// Reads digits, decimals, an exponent and a unit: `1e-3`, `2M`, `40%`.
  private mutating func number() throws(ExpressionError) -> Double {
    let start = position
    while Self.isDigit(character(at: position)) { position += 1 }
    if character(at: position) == "." {
      position += 1
      while Self.isDigit(character(at: position)) { position += 1 }
    }
    if "eE".contains(character(at: position)) {
      let isSigned = "+-".contains(character(at: position + 1))
      if Self.isDigit(character(at: position + (isSigned ? 2 : 1))) {
        position += isSigned ? 2 : 1
        while Self.isDigit(character(at: position)) { position += 1 }
      }
    }
    let digits = String(characters[start..<position])
    guard let number = Double(digits.hasSuffix(".") ? digits + "0" : digits), number.isFinite
    else {
      throw ExpressionError(column: start + 1, reason: "\(digits) is too large for a number")
    }
    let units: [Character: Double] = ["k": 1e3, "M": 1e6]
    var value = number
    if let unit = units[character(at: position)] {
      value *= unit
      position += 1
    } else if character(at: position) == "%" {
      value /= 100
      position += 1
    }
    guard !Self.continuesName(character(at: position)) else {
      throw ExpressionError(
        column: position + 1,
        reason: "\"\(character(at: position))\" behind a number; k, M and % may stand there")
    }
    return value
  }

  private mutating func string() throws(ExpressionError) -> String {
    let start = position
    var text = ""
    position += 1
    while position < characters.count, characters[position] != "\"" {
      if characters[position] == "\\", position + 1 < characters.count {
        text.append(characters[position])
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw ExpressionError(column: start + 1, reason: "this text has no quote at its end")
    }
    position += 1
    return text
  }

  /// The spellings of signs, longer ones before those that they begin with.
  private static let spellings: [(text: String, sign: ExpressionToken.Sign)] = [
    ("&&", .and), ("||", .or), ("==", .equal), ("!=", .unequal), ("<=", .notMore),
    (">=", .notLess), ("&", .and), ("|", .or), ("!", .not), ("~", .matches), ("=", .equal),
    ("<", .less), (">", .more), ("+", .plus), ("-", .minus), ("*", .times), ("/", .divided),
    ("^", .power), ("(", .open), (")", .close), (",", .comma),
  ]

  /// Those that lessons do not have, and what stands there instead.
  private static let notInLessons = [
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "==": "=",
    "~": "numbers and nodes; texts have no place in lessons",
  ]

  /// Signs of other languages and of print, and what stands here instead.
  private static let elsewhere: [(text: String, instead: String)] = [
    ("<>", "!="), ("=<", "<="), ("=>", ">="), ("\u{2264}", "<="), ("\u{2265}", ">="),
    ("\u{2260}", "!="), ("\u{00D7}", "*"), ("\u{00B7}", "*"), ("\u{2212}", "-"),
    ("\u{201C}", "quotes as in \"left\""), ("\u{201D}", "quotes as in \"left\""),
    ("'", "quotes as in \"left\""),
  ]

  private mutating func sign() throws(ExpressionError) -> ExpressionToken.Sign {
    if let (text, instead) = Self.elsewhere.first(where: {
      characters[position...].starts(with: $0.text)
    }) {
      throw ExpressionError(
        column: position + 1, reason: "expressions have no \"\(text)\": write \(instead)")
    }
    for (text, sign) in Self.spellings
    where characters[position...].starts(with: text) {
      if grammar == .lesson, let instead = Self.notInLessons[text] {
        throw ExpressionError(
          column: position + 1, reason: "lessons have no \"\(text)\": write \(instead)")
      }
      position += text.count
      return sign
    }
    throw ExpressionError(
      column: position + 1, reason: "\"\(characters[position])\" means nothing in an expression")
  }
}
