import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// The one table of commands.
struct CommandTableTests {
  private func sequences(_ command: Command) -> [[Key]] {
    command.keys.map { $0.split(separator: " ").compactMap { Key(notation: String($0)) } }
  }

  @Test func `every name stands in the table once, with help in a few words`() {
    #expect(
      CommandTable.commands.map(\.name).sorted { $0.rawValue < $1.rawValue }
        == CommandName.allCases.sorted { $0.rawValue < $1.rawValue })
    for command in CommandTable.commands {
      // What is typed with words behind it, and seldom, needs none.
      let isTyped = [.set, .keepSettings, .yank, .export, .doctor].contains(command.name)
      #expect(command.keys.isEmpty == isTyped, "\(command.name) has no key")
      #expect((2...60).contains(command.help.count), "\(command.name): \(command.help)")
      #expect(!command.name.rawValue.contains(" "))
      #expect(CommandTable.command(command.name)?.name == command.name)
    }
  }

  @Test func `every key is written in the notation and reads back`() {
    for command in CommandTable.commands {
      for notation in command.keys {
        let parts = notation.split(separator: " ")
        let keys = parts.compactMap { Key(notation: String($0)) }
        #expect(keys.count == parts.count, "\(command.name): \(notation)")
        for key in keys { #expect(Key(notation: key.notation) == key) }
      }
    }
  }

  @Test func `no two commands share a sequence and none hides behind another`() {
    let all = CommandTable.commands.flatMap(sequences)
    #expect(Set(all).count == all.count)
    for sequence in all {
      for length in 1..<sequence.count {
        #expect(!all.contains(Array(sequence.prefix(length))), "\(sequence)")
      }
      #expect(sequence.count <= 2)
    }
    #expect(KeyMap.usual.prefixes.isDisjoint(with: Set(all)))
    #expect(KeyMap.usual.bindings.count == all.count)
  }

  @Test func `digits are counts, so no sequence begins with one but 0`() {
    for sequence in KeyMap.usual.bindings.keys {
      if case .character(let scalar)? = sequence.first?.code, ("1"..."9").contains(scalar) {
        Issue.record("\(sequence) begins with a digit")
      }
    }
    #expect(KeyMap.usual.bindings[[Key("0")]]?.name == .zoomReset)
  }

  @Test func `every prefix leads somewhere, and says where`() {
    for prefix in KeyMap.usual.prefixes {
      let next = KeyMap.usual.continuations(of: prefix)
      #expect(!next.isEmpty)
      for (key, command) in next {
        #expect(KeyMap.usual.bindings[prefix + [key]]?.name == command.name)
      }
    }
    #expect(KeyMap.usual.continuations(of: [Key("j")]).isEmpty)
  }

  @Test(arguments: CommandTable.commands.map(\.name))
  func `every command does something somewhere, by each of its keys`(name: CommandName) throws {
    let command = try #require(CommandTable.command(name))
    for keys in command.keys {
      let works = try Situation.allCases.first { situation in
        var harness = try situation.harness()
        let before = Visible(harness.state)
        let effects = harness.press(keys)
        return !effects.isEmpty || Visible(harness.state) != before
      }
      #expect(works != nil, "\(keys) never does anything")
    }
  }

  @Test(arguments: Situation.allCases)
  func `what the footer shows can be pressed`(situation: Situation) throws {
    var harness = try situation.harness()
    for width in [80, 120, 200, 40, 20] {
      harness.perform(.resize(Size(width: width, height: 24)))
      let canvas = harness.screen
      let row = canvas.size.height - 1
      let hits = canvas.hits.filter { $0.row == row && $0.action == "command" }
      #expect(!hits.isEmpty)
      for hit in hits {
        let name = CommandName.allCases[hit.argument]
        let command = try #require(CommandTable.command(name))
        let cells = Array(canvas.cells(inRow: row))[hit.columns].map { String($0.base) }.joined()
        let first = try #require(command.keys.first).replacing(" ", with: "")
        #expect(cells.hasPrefix(first + " "), "\(cells)")
        #expect(KeyMap.usual.bindings[sequences(command)[0]]?.name == name)
        if command.disabledReason(in: harness.state) != nil {
          #expect(
            canvas.cells(inRow: row)[row * width + hit.columns.lowerBound].style.role == .muted)
        }
      }
    }
  }

  @Test func `the help page has every command and greys what means nothing`() throws {
    let harness = try ExplorerHarness(simulations: 10)
    let lines = HelpPage.lines(harness.state)
    let text = lines.map { $0.pieces.map(\.text.plain).joined() }
    for command in CommandTable.commands {
      let line = text.firstIndex { $0.hasSuffix("  :" + command.name.rawValue) }
      let found = try #require(line, "\(command.name) is not on the help page")
      let isMuted = lines[found].pieces[0].style == .muted
      #expect(isMuted == (command.disabledReason(in: harness.state) != nil))
    }
    #expect(text.contains { $0.contains("(the root has no edge to edit)") })
    let longest = text.map(\.count).max() ?? 0
    #expect(longest < 80, "a line of the help page is cut at 80 columns")
  }

  @Test func `typed names find their commands`() {
    func names(_ text: String) -> [String] { CommandTable.matching(text).map(\.name.rawValue) }
    #expect(names("").count == CommandTable.commands.count)
    #expect(names("run").first == "run")
    #expect(names("run").contains("run-simulations"))
    #expect(names("c").first == "c")
    #expect(names("QUIT").first == "quit")
    #expect(names("run-s 100") == ["run-simulations"])
    #expect(names("nonsense").isEmpty)
    #expect(names("page").contains("half-page-down"))
    for command in CommandTable.commands {
      #expect(names(command.name.rawValue).first == command.name.rawValue)
    }
  }
}
