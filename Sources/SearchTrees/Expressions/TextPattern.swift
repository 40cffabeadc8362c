import Groundwork

/// What is looked for in a text: plain words, or a regular expression where there are signs of one.
///
/// Smart case: capital letters count where there is one, else none do.
public struct TextPattern {
  /// Why a pattern cannot be used.
  public struct Failure: Error, Hashable, Sendable {
    /// The reason, in one line.
    public var reason: String
  }

  private enum Search {
    /// Bytes as they are; nil where there are none, which stand everywhere.
    case bytes(ByteSearch?)
    /// Letters beyond ASCII, whose case is not a bit of a byte.
    case lowercased(String)
    /// With a table that knows the answer for most texts, where there is one.
    case expression(Regex<AnyRegexOutput>, PatternAutomaton?)
  }

  private let search: Search
  /// Words of which one stands in every text that is found, as bytes; nil where none surely does.
  let literals: [[UInt8]]?
  /// Whether ASCII letters are the same in both cases.
  let ignoresCase: Bool

  /// Reads a pattern.
  ///
  /// - Throws: a failure where it has signs of a regular expression and is none.
  public init(_ pattern: String) throws(Failure) {
    ignoresCase = !Self.hasCapital(pattern)
    if pattern.contains(where: Self.signs.contains) {
      do {
        let expression = try Regex(pattern)
        search = .expression(
          ignoresCase ? expression.ignoresCase() : expression,
          PatternAutomaton(pattern, ignoresCase: ignoresCase))
        literals = RegularLiterals.literals(of: pattern, ignoresCase: ignoresCase)
      } catch {
        throw Failure(reason: "\"\(pattern)\" is no regular expression: \(error)")
      }
    } else {
      search = Self.plain(pattern, ignoresCase)
      literals = Self.literals(search)
    }
  }

  /// Looks for words as they are, whatever signs are among them.
  public init(plain words: String) {
    ignoresCase = !Self.hasCapital(words)
    search = Self.plain(words, ignoresCase)
    literals = Self.literals(search)
  }

  /// Looks for words as they are, in the case in which they are written.
  init(exactly words: String) {
    ignoresCase = false
    search = .bytes(Self.search(words, ignoresCase: false))
    // Other characters can be written in more ways than one and are the same.
    literals = words.utf8.allSatisfy { $0 < 0x80 } ? Self.literals(search) : nil
  }

  private static func literals(_ search: Search) -> [[UInt8]]? {
    guard case .bytes(let words?) = search else { return nil }
    return [words.bytes]
  }

  private static func search(_ words: String, ignoresCase: Bool) -> ByteSearch? {
    words.isEmpty ? nil : ByteSearch(Array(words.utf8), ignoresCase: ignoresCase)
  }

  private static func plain(_ words: String, _ ignoresCase: Bool) -> Search {
    // The case of other letters is not a bit of a byte; signs of scripts without case have none.
    let hasOtherCase = words.contains {
      !$0.isASCII && ($0.lowercased() != String($0) || $0.uppercased() != String($0))
    }
    return !hasOtherCase || !ignoresCase
      ? .bytes(search(words, ignoresCase: ignoresCase)) : .lowercased(words.lowercased())
  }

  private static let signs: Set<Character> = [
    "\\", "^", "$", ".", "|", "?", "*", "+", "(", ")", "[", "]", "{", "}",
  ]

  /// Whether there is a capital letter that is not the name of a class (`\S`).
  private static func hasCapital(_ pattern: String) -> Bool {
    var isEscaped = false
    for character in pattern {
      if !isEscaped, character.isUppercase { return true }
      isEscaped = character == "\\" && !isEscaped
    }
    return false
  }

  /// The pattern as a table; nil for plain words, and where it needs more.
  var automaton: PatternAutomaton? {
    if case .expression(_, let automaton) = search { automaton } else { nil }
  }

  /// Returns whether a text holds it.
  ///
  /// O(n * m) at worst for plain words, near O(n) for those that occur in texts; O(n) for most regular
  /// expressions.
  public func matches(_ text: String) -> Bool {
    switch search {
    case .bytes(let words): return words.map { $0.first(in: text.utf8.span) != nil } ?? true
    case .lowercased(let words): return text.lowercased().contains(words)
    case .expression(let expression, let automaton):
      switch automaton?.look(in: text.utf8.span) {
      case .found: return true
      case .absent: return false
      case .open, nil: return text.contains(expression)
      }
    }
  }

  /// Returns whether a text holds it whose bytes may be no sound UTF-8; nil where bytes alone do not tell.
  ///
  /// O(n) for most patterns.
  public func matches(bytes: Span<UInt8>) -> Bool? {
    switch search {
    case .bytes(nil): return true
    // What is repaired of a text stays beyond ASCII.
    case .bytes(let words?) where words.isASCII: return words.first(in: bytes) != nil
    case .bytes, .lowercased: return nil
    case .expression(_, let automaton):
      guard let automaton, bytes.indices.allSatisfy({ bytes[$0] < 0x80 }) else { return nil }
      return switch automaton.look(in: bytes) {
      case .found: true
      case .absent: false
      case .open: nil
      }
    }
  }
}
