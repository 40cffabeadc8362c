import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Keys that a person binds.
struct KeyMapTests {
  private func keys(_ notation: String) -> [Key] { ExplorerHarness.keys(notation) }

  @Test func `without any the keys are those of the table`() {
    let rows = CommandTable.commands.flatMap { command in
      command.keys.map { (keys($0), command.name) }
    }
    #expect(KeyMap.usual.bindings.count == rows.count)
    for (keys, name) in rows { #expect(KeyMap.usual.bindings[keys]?.name == name) }
  }

  @Test func `a bound key does what it is bound to, is shown first, and the old ones still do it`()
  {
    let map = KeyMap([KeyBinding("^N", to: .nextNote)])
    #expect(map.bindings[keys("^N")]?.name == .nextNote)
    #expect(map.bindings[keys("g a")]?.name == .nextNote)
    #expect(map.keys(of: .nextNote) == ["^N", "g a"])
  }

  @Test func `a key that began others hides them, and one below a key takes its place`() {
    let map = KeyMap([KeyBinding("g", to: .top), KeyBinding("s s", to: .simulation)])
    #expect(map.bindings[keys("g")]?.name == .top)
    #expect(map.bindings[keys("g a")] == nil)
    #expect(!map.prefixes.contains(keys("g")))
    #expect(map.bindings[keys("s")] == nil)
    #expect(map.prefixes.contains(keys("s")))
    #expect(map.continuations(of: keys("s")).map(\.command.name) == [.simulation])
  }

  @Test func `a later binding wins, and none leaves the key without a command`() {
    let map = KeyMap([
      KeyBinding("s", to: .run), KeyBinding("s", to: .save), KeyBinding("x b", to: nil),
    ])
    #expect(map.bindings[keys("s")]?.name == .save)
    #expect(map.bindings[keys("x b")] == nil)
    #expect(map.keys(of: .ban) == [])
    #expect(map.keys(of: .save) == ["s", "w"])
  }

  @Test func `no sequence hides another, whatever is bound`() {
    var random = SystemRandomNumberGenerator()
    let notations = CommandTable.commands.flatMap(\.keys) + ["g", "x", "z z z", "Alt-a", "s s"]
    for _ in 0..<50 {
      let own = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        KeyBinding(
          notations.randomElement(using: &random) ?? "g",
          to: Bool.random(using: &random)
            ? nil : CommandName.allCases.randomElement(using: &random))
      }
      let map = KeyMap(own)
      for keys in map.bindings.keys {
        for length in 1..<max(1, keys.count) {
          #expect(map.bindings[Array(keys.prefix(length))] == nil, "\(own)")
        }
      }
      #expect(map.prefixes.isDisjoint(with: Set(map.bindings.keys)), "\(own)")
    }
  }

  @Test func `bound keys are pressed, and shown in the foot, the help and the palette`() throws {
    var harness = try ExplorerHarness(simulations: 5)
    var settings = Settings()
    settings.bind(KeyBinding("^N", to: .simulation))
    settings.bind(KeyBinding("Space", to: nil))
    harness.state.adopt(settings)
    #expect(harness.press("^N") == [.send(.step(1))])
    #expect(harness.press("Space") == [])
    #expect(harness.screen.text.contains("^N sim"))
    let help = HelpPage.lines(harness.state).map { $0.pieces.map(\.text.plain).joined() }
    #expect(help.contains { $0.hasPrefix("  ^N s ") && $0.hasSuffix(":simulate") })
  }
}
