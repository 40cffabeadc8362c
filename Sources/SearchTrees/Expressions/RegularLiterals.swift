/// The words that stand in every text in which a regular expression is found.
///
/// What is not surely needed is left out: groups, classes, whatever may be there or not. So is what more
/// than one character can be the same as.
struct RegularLiterals {
  private var characters: [Character]
  private var position = 0
  private var run: [UInt8] = []
  private var longest: [UInt8] = []
  private let ignoresCase: Bool

  /// Returns a literal for each alternative of a pattern; nil where one of them has none.
  static func literals(of pattern: String, ignoresCase: Bool) -> [[UInt8]]? {
    var reader = RegularLiterals(characters: Array(pattern), ignoresCase: ignoresCase)
    return reader.read()
  }

  private init(characters: [Character], ignoresCase: Bool) {
    self.characters = characters
    self.ignoresCase = ignoresCase
  }

  private mutating func endRun() {
    if run.count > longest.count { longest = run }
    run = []
  }

  private mutating func read() -> [[UInt8]]? {
    var literals: [[UInt8]] = []
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case "|":
        endRun()
        guard longest.count > 1 else { return nil }
        literals.append(longest)
        longest = []
      case ".", "^", "$": endRun()
      case "*", "?", "{":
        // What stands before it may not be there.
        if !run.isEmpty { run.removeLast() }
        endRun()
        if character == "{" { guard skip(to: "}") else { return nil } }
      case "+": endRun()
      case "[":
        endRun()
        guard skipClass() else { return nil }
      case "(":
        endRun()
        guard skipGroup() else { return nil }
      case ")", "]", "}": return nil
      case "\\":
        guard position < characters.count else { return nil }
        let escaped = characters[position]
        position += 1
        if escaped.isLetter || escaped.isNumber {
          // Classes and boundaries; whatever takes more behind it is left alone.
          guard "bBdDwWsSntr".contains(escaped) else { return nil }
          endRun()
        } else {
          append(escaped)
        }
      default: append(character)
      }
    }
    endRun()
    guard longest.count > 1 else { return nil }
    return literals + [longest]
  }

  /// Adds a character to the run, unless others count as the same.
  private mutating func append(_ character: Character) {
    guard let byte = character.asciiValue, byte >= 0x20, byte < 0x7F,
      !Set("K;`").contains(character), !(ignoresCase && Set("ksKS").contains(character))
    else { return endRun() }
    run.append(byte)
  }

  private mutating func skip(to end: Character) -> Bool {
    while position < characters.count {
      position += 1
      if characters[position - 1] == end { return true }
    }
    return false
  }

  private mutating func skipClass() -> Bool {
    var depth = 1
    if position < characters.count, characters[position] == "^" { position += 1 }
    // A bracket that comes first stands for itself.
    if position < characters.count, characters[position] == "]" { return false }
    while position < characters.count {
      let character = characters[position]
      position += 1
      if character == "\\" { position += 1 }
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if depth == 0 { return true }
    }
    return false
  }

  private mutating func skipGroup() -> Bool {
    // Flags that hold from here on, comments and the like are left alone.
    if position < characters.count, "?*".contains(characters[position]) {
      let next = position + 1 < characters.count ? characters[position + 1] : " "
      guard characters[position] == "?", ":=!<".contains(next) else { return false }
    }
    var depth = 1
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case "\\": position += 1
      case "[": guard skipClass() else { return false }
      case "(":
        guard position >= characters.count || characters[position] != "*" else { return false }
        depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return true }
      default: break
      }
    }
    return false
  }
}
