/// Reads the text of a mapping: `visits=n, mean=score/n, action=move.uci`.
struct MapParser {
  private let characters: [Character]
  private var at = 0

  init(_ text: String) { characters = Array(text) }

  private var current: Character? { at < characters.count ? characters[at] : nil }

  private mutating func skipBlanks() {
    while let character = current, character.isWhitespace { at += 1 }
  }

  private func error(_ reason: String) -> ImportError {
    ImportError(.usage, "--map, character \(at + 1): \(reason)")
  }

  /// Reads all entries; a word without `=` names a preset.
  mutating func entries() throws(ImportError) -> [(name: String, expression: MapExpression?)] {
    var entries: [(String, MapExpression?)] = []
    while true {
      skipBlanks()
      guard current != nil else { return entries }
      let name = word { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      guard !name.isEmpty else { throw error("a field or the name of a preset is expected") }
      skipBlanks()
      if current == "=" {
        at += 1
        entries.append((name, try expression()))
      } else {
        entries.append((name, nil))
      }
      skipBlanks()
      guard current != nil else { return entries }
      guard current == "," else { throw error("\",\" or the end is expected") }
      at += 1
    }
  }

  private mutating func word(_ belongs: (Character) -> Bool) -> String {
    let start = at
    while let character = current, belongs(character) { at += 1 }
    return String(characters[start..<at])
  }

  mutating func expression() throws(ImportError) -> MapExpression {
    var left = try sum()
    while skip("??") { left = .coalesce(left, try sum()) }
    return left
  }

  private mutating func skip(_ sign: String) -> Bool {
    skipBlanks()
    guard characters[at...].starts(with: sign) else { return false }
    at += sign.count
    return true
  }

  private mutating func sum() throws(ImportError) -> MapExpression {
    var left = try product()
    while true {
      skipBlanks()
      guard let sign = current, sign == "+" || sign == "-",
        let operation = MapExpression.Operator(rawValue: sign)
      else { return left }
      at += 1
      left = .binary(operation, left, try product())
    }
  }

  private mutating func product() throws(ImportError) -> MapExpression {
    var left = try match()
    while true {
      skipBlanks()
      guard let sign = current, sign == "*" || sign == "/",
        let operation = MapExpression.Operator(rawValue: sign)
      else { return left }
      at += 1
      left = .binary(operation, left, try match())
    }
  }

  private mutating func match() throws(ImportError) -> MapExpression {
    let text = try primary()
    guard skip("~") else { return text }
    guard skip("/") else { throw error("\"/\" is expected, which begins a regular expression") }
    var pattern = ""
    while let character = current, character != "/" {
      if character == "\\", at + 1 < characters.count, characters[at + 1] == "/" { at += 1 }
      if character == "\\", at + 1 < characters.count, characters[at] == "\\" {
        pattern.append("\\")
        at += 1
      }
      pattern.append(characters[at])
      at += 1
    }
    guard current == "/" else { throw error("the regular expression has no \"/\" at its end") }
    at += 1
    guard (try? Regex(pattern)) != nil else {
      throw error("\"\(pattern)\" is no regular expression")
    }
    return .match(text, pattern: pattern)
  }

  private mutating func primary() throws(ImportError) -> MapExpression {
    skipBlanks()
    guard let first = current else { throw error("an expression is expected, but the text ends") }
    if first == "-", !(at + 1 < characters.count && characters[at + 1].isNumber) {
      at += 1
      return .binary(.subtract, .number(0), try primary())
    }
    if first == "(" {
      at += 1
      let inner = try expression()
      guard skip(")") else { throw error("\")\" is expected") }
      return inner
    }
    if first.isNumber || first == "." || first == "-" {
      at += 1
      var digits = String(first) + word { $0.isNumber || $0 == "." }
      if current == ":" {
        at += 1
        digits += ":" + word { $0.isNumber || $0 == "." || $0 == "-" }
      }
      if let number = Double(digits) { return .number(number) }
      // A range, of the field of that name.
      return .path([.key(digits)])
    }
    let steps = try path()
    if case .key(let name) = steps.first, steps.count == 1, current == "(",
      let function = MapExpression.Function(rawValue: name)
    {
      at += 1
      let inner = try expression()
      guard skip(")") else { throw error("\")\" is expected") }
      return .call(function, inner)
    }
    return .path(steps)
  }

  private mutating func path() throws(ImportError) -> [MapExpression.Step] {
    var steps: [MapExpression.Step] = []
    while true {
      if current == "'" {
        at += 1
        steps.append(.key(word { $0 != "'" }))
        guard current == "'" else { throw error("\"'\" is expected, which ends the key") }
        at += 1
      } else {
        let key = word { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" || $0 == ":" }
        guard !key.isEmpty else { throw error("a key is expected") }
        steps.append(.key(key))
      }
      while current == "[" {
        at += 1
        let inner = word { $0 != "]" }
        guard current == "]" else { throw error("\"]\" is expected") }
        at += 1
        if inner == "i" {
          steps.append(.place)
        } else if let index = Int(inner) {
          steps.append(.index(index))
        } else {
          throw error("in brackets stands a whole number, or i")
        }
      }
      guard current == "." else { return steps }
      at += 1
    }
  }
}
