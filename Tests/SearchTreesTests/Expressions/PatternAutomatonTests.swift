import Groundwork
import Testing

@testable import SearchTrees

/// Regular expressions as tables: what they find is what Swift's own find, or they say that they do not know.
struct PatternAutomatonTests {
  private func look(_ pattern: String, _ text: String, ignoresCase: Bool = false) throws -> Bool? {
    let automaton = try #require(PatternAutomaton(pattern, ignoresCase: ignoresCase), "\(pattern)")
    return switch automaton.look(in: text.utf8.span) {
    case .found: true
    case .absent: false
    case .open: nil
    }
  }

  @Test(arguments: [
    ("[0-9]+ %", "about 40 % of it", true), ("[0-9]+ %", "about 40% of it", false),
    ("^a", "ba", false), ("^a", "ab", true), ("b$", "ab", true), ("b$", "ab\n", false),
    ("a.b", "a\nb", false), ("(no|yes), \\w{3,5}\\.", "yes, sure.", true),
    ("(no|yes), \\w{3,5}\\.", "yes, certainly.", false), ("x*", "", true), ("^$", "", true),
    ("^$", "a", false), ("^a*", "b", true), ("(a|b)*c", "ababc", true), ("[^a-c]", "abc", false),
    ("[a\\]-]{2}", "]-", true), ("\\S\\s\\S", "a b", true), ("\\$\\d", "costs $5", true),
    ("a{2}", "aba", false), ("(?:ab){2,}", "xababx", true), ("a|", "b", true),
  ])
  func `a pattern is found where it stands`(pattern: String, text: String, isFound: Bool) throws {
    #expect(try look(pattern, text) == isFound)
    #expect(try text.contains(Regex(pattern)) == isFound)
  }

  @Test(arguments: [
    "\\bword", "(a)\\1", "a(?=b)", "(?i)a", "a*+", "[[:alpha:]]", "caf\u{E9}", "[a&&b]", "\\p{L}",
    "a{1000}", "(", "[", "*a", "(?<name>a)", "\\R", "a\rb", "[\u{E9}]",
  ])
  func `what a table cannot tell is left to Swift`(pattern: String) {
    #expect(PatternAutomaton(pattern, ignoresCase: false) == nil)
  }

  @Test func `what may be one character with another is left to Swift, where it matters`() throws {
    #expect(try look("[a-c]", "xyz\u{E9}") == false)
    #expect(try look("[a-c]", "ab\u{E9}") == true)
    #expect(try look("[a-c]", "b\u{E9}") == nil)
    #expect(try look("[a-c]", "a\r\n") == nil)
    #expect(try look("caf.", "caf\u{E9} caf") == nil)
    #expect(try look("step (one|two)", "\u{6B65}\u{9AA4} step two") == true)
    #expect(try look("step (one|two)", "\u{6B65}\u{9AA4} step three") == false)
    let pattern = try TextPattern("e.$")
    #expect(pattern.matches("caf\u{E9} e\u{301}x") == false)
    #expect(pattern.matches("caf\u{E9} ex"))
  }

  @Test(arguments: [false, true])
  func `random patterns find in random texts what Swift's own find`(hasOthers: Bool) throws {
    var random = RandomSource(seed: 5)
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }
    func atom(_ depth: Int) -> String {
      switch below(depth > 0 ? 11 : 8) {
      case 0: return "."
      case 1: return ["\\d", "\\w", "\\s", "\\D", "\\W", "\\S"][below(6)]
      case 2: return ["[ab]", "[^a]", "[a-c0-2]", "[^\\d]", "[\\w-]", "[A-b]"][below(6)]
      case 8, 9: return "(" + either(depth - 1) + ")"
      case 10: return "(?:" + either(depth - 1) + ")"
      default: return ["a", "b", "C", "0", " ", "\\.", "k", "s"][below(8)]
      }
    }
    func sequence(_ depth: Int) -> String {
      var text = below(8) == 0 ? "^" : ""
      for _ in 0..<below(4) {
        text += atom(depth)
        switch below(9) {
        case 0: text += "*"
        case 1: text += "+"
        case 2: text += "?"
        case 3: text += ["{2}", "{1,2}", "{2,}", "{0}"][below(4)]
        case 4: text += "*?"
        default: break
        }
      }
      return text + (below(8) == 0 ? "$" : "")
    }
    func either(_ depth: Int) -> String {
      var text = sequence(depth)
      while below(4) == 0 { text += "|" + sequence(depth) }
      return text
    }
    var letters = "abAcC0123 .kKs\n\t-_".map { String($0) }
    if hasOthers {
      letters += [
        "\u{E9}", "\u{301}", "\r\n", "\r", "\u{212A}", "\u{17F}", "\u{6B65}", "\u{663}", "\u{2003}",
        "\u{600}", "\u{200D}", "\u{1F44D}\u{1F3FD}", "\u{130}", "\u{131}", "\u{37E}", "\u{85}",
        "\u{2028}",
      ]
    }
    var laidOut = 0
    var (known, looks) = (0, 0)
    for _ in 0..<1500 {
      let pattern = either(2)
      let ignoresCase = below(2) == 0
      guard let automaton = PatternAutomaton(pattern, ignoresCase: ignoresCase) else { continue }
      let swift = ignoresCase ? try Regex(pattern).ignoresCase() : try Regex(pattern)
      laidOut += 1
      for _ in 0..<6 {
        let text = (0..<below(9)).map { _ in letters[below(letters.count)] }.joined()
        let isFound: Bool? =
          switch automaton.look(in: text.utf8.span) {
          case .found: true
          case .absent: false
          case .open: nil
          }
        looks += 1
        if isFound != nil { known += 1 }
        #expect(
          (isFound == nil && hasOthers) || isFound == text.contains(swift),
          "/\(pattern)/\(ignoresCase ? "i" : "") in \(text.debugDescription)")
      }
    }
    #expect(laidOut > 1000)
    #expect(known > looks / 3)
  }
}
