/// A set of ASCII characters.
struct ASCIISet: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let all = ASCIISet(0...127)
  static let digits = ASCIISet(48...57)
  static let word = ASCIISet(48...57).union(ASCIISet(65...90)).union(ASCIISet(97...122))
    .union(ASCIISet(95...95))
  static let blank = ASCIISet(9...13).union(ASCIISet(32...32))
  static let lineEnds = ASCIISet(10...13)

  init() {}

  init(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : high >> UInt64(byte - 64) & 1 == 1
  }

  mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
  }

  func union(_ other: ASCIISet) -> ASCIISet {
    var result = self
    result.low |= other.low
    result.high |= other.high
    return result
  }

  var inverted: ASCIISet {
    var result = self
    (result.low, result.high) = (~low, ~high)
    return result
  }

  /// Whether characters beyond ASCII may be taken for members: where it was made by leaving some out or as a
  /// class that has others too, or where one that is the same, or the same but for its case, is a member.
  var mayHoldOthers: Bool {
    if contains(0) || contains(127) { return true }
    if union(.digits) == self || union(.blank) == self { return true }
    return ";`KkSsIi".utf8.contains { contains($0) }
  }

  /// The set with each letter in both cases.
  var folded: ASCIISet {
    var result = self
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      let capital = letter & ~0x20
      if contains(letter) { result.insert(capital) }
      if contains(capital) { result.insert(letter) }
    }
    return result
  }
}

/// A regular expression, as far as finite automata go: no boundaries of words, no looking round, no
/// references, and nothing but ASCII.
indirect enum PatternSyntax: Hashable, Sendable {
  case empty
  case set(ASCIISet)
  case start
  case end
  case sequence([PatternSyntax])
  case either([PatternSyntax])
  case many(PatternSyntax, least: Int, most: Int?)

  /// Reads a pattern; nil where it has something else in it, or signs that may mean something else.
  init?(_ pattern: String, ignoresCase: Bool) {
    var reader = Reader(bytes: Array(pattern.utf8), ignoresCase: ignoresCase)
    guard let syntax = reader.either(), reader.position == reader.bytes.count else { return nil }
    self = syntax
  }

  /// Reads a pattern from left to right.
  private struct Reader {
    let bytes: [UInt8]
    let ignoresCase: Bool
    var position = 0
    private var depth = 0

    /// How deep groups may be nested, and how often something may be repeated by number.
    private static let deepest = 20
    private static let mostRepeats = 64

    init(bytes: [UInt8], ignoresCase: Bool) {
      self.bytes = bytes
      self.ignoresCase = ignoresCase
    }

    private var next: Character? {
      position < bytes.count ? Character(Unicode.Scalar(bytes[position])) : nil
    }

    private mutating func take(_ character: Character) -> Bool {
      guard next == character else { return false }
      position += 1
      return true
    }

    mutating func either() -> PatternSyntax? {
      var branches: [PatternSyntax] = []
      repeat {
        guard let branch = sequence() else { return nil }
        branches.append(branch)
      } while take("|")
      return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func sequence() -> PatternSyntax? {
      var parts: [PatternSyntax] = []
      while let character = next, character != "|", character != ")" {
        guard let part = repeated() else { return nil }
        parts.append(part)
      }
      return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repeated() -> PatternSyntax? {
      guard let atom = atom() else { return nil }
      let bounds: (least: Int, most: Int?)
      switch next {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let read = count() else { return nil }
        bounds = read
      default: return atom
      }
      position += 1
      if atom == .start || atom == .end { return nil }
      // Whether as much or as little as possible is taken makes no difference to whether it is found; what
      // gives nothing back does.
      _ = take("?")
      if let character = next, "*+?{".contains(character) { return nil }
      return .many(atom, least: bounds.least, most: bounds.most)
    }

    /// Reads a number of repeats, up to the bracket at its end.
    private mutating func count() -> (least: Int, most: Int?)? {
      position += 1
      guard let least = number() else { return nil }
      if next == "}" { return (least, least) }
      guard take(",") else { return nil }
      if next == "}" { return (least, nil) }
      guard let most = number(), next == "}", most >= least else { return nil }
      return (least, most)
    }

    private mutating func number() -> Int? {
      var digits = ""
      while let digit = next, ("0"..."9").contains(digit), digits.count < 3 {
        digits.append(digit)
        position += 1
      }
      return Int(digits).flatMap { $0 <= Self.mostRepeats ? $0 : nil }
    }

    private func single(_ byte: UInt8) -> PatternSyntax {
      let set = ASCIISet(byte...byte)
      return .set(ignoresCase ? set.folded : set)
    }

    private mutating func atom() -> PatternSyntax? {
      guard let character = next else { return nil }
      let byte = bytes[position]
      guard byte >= 0x20, byte < 0x7F else { return nil }
      position += 1
      switch character {
      case ".": return .set(ASCIISet.lineEnds.inverted)
      case "^": return .start
      case "$": return .end
      case "(": return group()
      case "[": return bracket().map { .set($0) }
      case "\\": return escape().map { .set($0) }
      case "*", "+", "?", "{", "}", "]", ")": return nil
      default: return single(byte)
      }
    }

    private mutating func group() -> PatternSyntax? {
      guard depth < Self.deepest else { return nil }
      if next == "?" {
        position += 1
        guard take(":") else { return nil }
      } else if next == "*" {
        return nil
      }
      depth += 1
      defer { depth -= 1 }
      guard let inner = either(), take(")") else { return nil }
      return inner
    }

    /// Reads what stands behind a backslash, in a class or outside.
    private mutating func escape() -> ASCIISet? {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "d"): return .digits
      case UInt8(ascii: "D"): return ASCIISet.digits.inverted
      case UInt8(ascii: "w"): return .word
      case UInt8(ascii: "W"): return ASCIISet.word.inverted
      case UInt8(ascii: "s"): return .blank
      case UInt8(ascii: "S"): return ASCIISet.blank.inverted
      case UInt8(ascii: "t"): return ASCIISet(9...9)
      case UInt8(ascii: "n"): return ASCIISet(10...10)
      case 0x21...0x7E where !ASCIISet.word.contains(byte): return ASCIISet(byte...byte)
      default: return nil
      }
    }

    private mutating func bracket() -> ASCIISet? {
      var set = ASCIISet()
      let isInverted = take("^")
      // A bracket that comes first stands for itself with some, and ends the class with others.
      if next == "]" { return nil }
      while let character = next, character != "]" {
        guard let part = member() else { return nil }
        set = set.union(part)
      }
      guard take("]") else { return nil }
      if ignoresCase { set = set.folded }
      return isInverted ? set.inverted : set
    }

    private mutating func member() -> ASCIISet? {
      let byte = bytes[position]
      guard byte >= 0x20, byte < 0x7F else { return nil }
      position += 1
      switch byte {
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): return escape()
      // Two of these join classes.
      case UInt8(ascii: "&"), UInt8(ascii: "~"), UInt8(ascii: "-"):
        if next == Character(Unicode.Scalar(byte)) { return nil }
      default: break
      }
      guard next == "-", position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "]") else {
        return ASCIISet(byte...byte)
      }
      let last = bytes[position + 1]
      guard last >= byte, last < 0x7F, byte != UInt8(ascii: "-"),
        !"[\\-".utf8.contains(last)
      else { return nil }
      position += 2
      return ASCIISet(byte...last)
    }
  }
}
