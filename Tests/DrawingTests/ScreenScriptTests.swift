import Testing

@testable import Drawing

/// The text of a script of screens.
struct ScreenScriptTests {
  private func steps(_ text: String) throws -> [ScreenScript.Step] {
    try ScreenScript(reading: text).steps.map(\.step)
  }

  @Test func `each line is what it says`() throws {
    #expect(try steps("size 120x40") == [.size(Size(width: 120, height: 40))])
    #expect(try steps("theme light") == [.theme(.light)])
    #expect(
      try steps("keys j ^D Enter") == [.key(Key("j")), .key(.control("D")), .key(Key(.enter))])
    #expect(try steps("type a b") == [.key(Key("a")), .key(Key(" ")), .key(Key("b"))])
    #expect(try steps(":u") == [.key(Key(":")), .key(Key("u")), .key(Key(.enter))])
    #expect(try steps("wait") == [.wait])
    #expect(try steps("dump") == [.dump(.text, name: "")])
    #expect(try steps("dump ansi the tree") == [.dump(.ansi, name: "the tree")])
    #expect(try steps("dump the tree") == [.dump(.text, name: "the tree")])
    #expect(try steps("  # nothing\n\n   \n") == [])
  }

  @Test(arguments: [
    ("wait\nkeys j nonsense", 2, "\"nonsense\" is no key"), ("size 80", 1, "a size is"),
    ("size 0x5", 1, "a size is"), ("size 80x24x3", 1, "a size is"),
    ("theme pink", 1, "there is no theme \"pink\""), ("\n\nsleep 5", 3, "\"sleep\" is no step"),
    ("wait long", 1, "\"wait\" is no step"),
  ])
  func `what means nothing is named with its line`(text: String, line: Int, reason: String) {
    let problem = #expect(throws: ScreenScript.Problem.self) {
      try ScreenScript(reading: text)
    }
    #expect(problem?.line == line)
    #expect(problem?.reason.hasPrefix(reason) == true, "\(problem?.reason ?? "")")
  }
}
