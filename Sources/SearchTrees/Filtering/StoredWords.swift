public import Groundwork

/// Words that the texts of nodes are looked for, as bytes of the JSON that the texts are stored in.
///
/// A place where one of ``needles`` stands may hold the words; where none does, nothing can. A character
/// may be written as an escape: what JSON must or may escape is no part of a needle, and those that
/// nobody needs to escape are found by ``escapedLetter``. Of a regular expression ``mayStand(in:)`` tells
/// more, and all there is to tell where it has no needles.
public struct StoredWords: Hashable, Sendable {
  /// The bytes of which one stands wherever the words may; nil where they may stand anywhere.
  public private(set) var needles: [ByteSearch]? = []
  /// The patterns as tables; nil where one of them has none.
  private var automata: [PatternAutomaton]? = []
  /// The texts in which they are looked for.
  public private(set) var texts: Set<NodeText> = []

  /// An ASCII character that is written as an escape though it need not be: `\u0041`.
  public static let escapedLetter = ByteSearch(Array("\\u00".utf8), ignoresCase: true)

  /// Takes the words that a text must hold where a condition holds; nil where there are none.
  init?(neededBy term: TruthTerm) {
    guard let needed = term.neededWords, !needed.isEmpty else { return nil }
    for (text, pattern) in needed {
      texts.insert(text)
      if let fresh = Self.needles(of: pattern) {
        for needle in fresh where needles?.contains(needle) == false { needles?.append(needle) }
      } else {
        needles = nil
      }
      if let automaton = pattern.automaton {
        if automata?.contains(automaton) == false { automata?.append(automaton) }
      } else {
        automata = nil
      }
    }
    if needles == nil, automata == nil { return nil }
  }

  /// Whether ``mayStand(in:)`` tells anything.
  public var tellsMore: Bool { automata != nil }

  /// Returns whether the words may stand in one of the texts of a line of JSON, names of members left out.
  ///
  /// O(bytes) for each pattern.
  public func mayStand(in line: Span<UInt8>) -> Bool {
    guard let automata else { return true }
    return automata.contains { Self.mayStand($0, in: line) }
  }

  private static func mayStand(_ automaton: PatternAutomaton, in line: Span<UInt8>) -> Bool {
    var index = 0
    while index < line.count {
      guard line[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      index += 1
      var look = PatternAutomaton.Look()
      while true {
        // A text without an end, and what the table does not know, may be anything.
        guard index < line.count else { return true }
        var byte = line[index]
        index += 1
        if byte == UInt8(ascii: "\"") { break }
        if byte == UInt8(ascii: "\\") {
          guard let character = character(escapedAt: &index, in: line) else { return true }
          byte = character
        }
        if PatternAutomaton.isOther(byte) {
          guard automaton.knowsOthers else { return true }
          look.takeOther(automaton)
        } else {
          look.take(byte, automaton)
        }
      }
      if look.mayBeFound(automaton) {
        while index < line.count, line[index] == UInt8(ascii: " ") { index += 1 }
        if index >= line.count || line[index] != UInt8(ascii: ":") { return true }
      }
    }
    return false
  }

  /// The character that is escaped behind a backslash, 128 for any that is not ASCII; nil where it is no
  /// escape of JSON.
  private static func character(
    escapedAt index: inout Int, in line: Span<UInt8>
  ) -> UInt8? {
    guard index < line.count else { return nil }
    let sign = line[index]
    index += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return sign
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "u"):
      guard index + 4 <= line.count else { return nil }
      var unit: UInt32 = 0
      for offset in 0..<4 {
        guard let digit = Character(Unicode.Scalar(line[index + offset])).hexDigitValue else {
          return nil
        }
        unit = unit << 4 | UInt32(digit)
      }
      index += 4
      return unit < 0x80 ? UInt8(unit) : 0x80
    default: return nil
    }
  }

  /// The bytes of which one stands wherever a pattern is found; nil where nothing is known of it.
  private static func needles(of pattern: TextPattern) -> [ByteSearch]? {
    guard let literals = pattern.literals else { return nil }
    var needles: [ByteSearch] = []
    for literal in literals {
      let runs = literal.split { mayBeEscaped($0) }
      if let longest = runs.max(by: { $0.count < $1.count }) {
        needles.append(ByteSearch(Array(longest), ignoresCase: pattern.ignoresCase))
      } else if let scalar = String(decoding: literal, as: UTF8.self).unicodeScalars.first(where: {
        !$0.isASCII
      }) {
        // No ASCII at all: the character as it is, or its escape.
        needles.append(ByteSearch(Array(String(scalar).utf8), ignoresCase: false))
        let unit = String(UTF16.encode(scalar)?.first ?? 0, radix: 16)
        let digits = unit.leftPadded(to: 4, with: "0")
        needles.append(ByteSearch(Array("\\u\(digits)".utf8), ignoresCase: true))
      } else {
        return nil
      }
    }
    return needles
  }

  /// Whether JSON must or may write a byte as an escape, that of ASCII letters and digits left out.
  private static func mayBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte >= 0x7F
      || [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte)
  }
}

/// Looks through stored texts for words, some bytes at a time.
///
/// One owner, one thread; the tree must stay the one that it was begun with.
public protocol TextScan: AnyObject {
  /// Whether no other node than those that are handed out can hold the words.
  var isComplete: Bool { get }
  /// How much was looked at, in 0...1.
  var progress: Double { get }
  /// Looks at the next bytes; returns the nodes whose texts there may hold the words, and nil at the end.
  func next() -> [NodeID]?
}

extension TruthTerm {
  /// Words of which some stand in a text of the node at hand wherever the condition holds; nil where no
  /// text decides.
  var neededWords: [(NodeText, TextPattern)]? {
    switch self {
    case .matches(let text, of: .here, let pattern):
      return (try? TextPattern(pattern)).map { [(text, $0)] } ?? [
        (text, TextPattern(plain: pattern))
      ]
    case .isText(let text, of: .here, let words):
      return words.isEmpty ? nil : [(text, TextPattern(exactly: words))]
    case .and(let left, let right): return left.neededWords ?? right.neededWords
    case .or(let left, let right):
      guard let first = left.neededWords, let second = right.neededWords else { return nil }
      return first + second
    default: return nil
    }
  }
}
