import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// The palette and prompts: what words mean, what is recalled, checked and completed.
struct PaletteTests {
  private func names(_ text: String) -> [String] {
    CommandTable.matching(text).map(\.name.rawValue)
  }

  @Test(arguments: [
    ("rs", "run-simulations"), ("runsim", "run-simulations"), ("glp", "goto-lower-pick"),
    ("tagc", "tag-clear"), ("ysu", "yank-subtree"), ("simulat", "simulate"),
    ("smulate", "simulate"),
    ("simualte", "simulate"), ("12 down", "down"), ("12down", "down"), ("PLOTS", "plots"),
  ])
  func `a word finds its command however it is shortened or mistyped`(typed: String, name: String) {
    #expect(names(typed).first == name, "\(names(typed).prefix(4))")
  }

  @Test func `what means nothing finds nothing`() {
    for text in ["nonsense", "qqq", "zebra-crossing", "::"] {
      #expect(names(text).isEmpty, "\(text): \(names(text))")
    }
  }

  @Test func `a count stands before a command, and alone it is a row`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press(":")
    harness.type("7simulate")
    #expect(harness.press("Enter").first == .send(.step(7)))
    harness.press(":")
    harness.type("3 down")
    harness.press("Enter")
    #expect(harness.state.slice.cursorRow == 3)
    harness.press(":")
    harness.type("2")
    harness.press("Enter")
    #expect(harness.state.slice.cursorRow == 1)
  }

  @Test func `a path of actions is completed level by level, and then gone to`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press(":")
    harness.type("goto ")
    harness.press("Tab")
    let first = harness.state.prompt?.paths ?? []
    #expect(first.count == 7)
    #expect(first.allSatisfy { $0.hasSuffix("/") }, "a lone action may look like an event")
    harness.type("4")
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "goto 4/")
    harness.type("2")
    harness.press("Tab")
    let text = harness.state.prompt?.text ?? ""
    #expect(text.hasPrefix("goto 4/2"))
    harness.press("Enter")
    #expect(harness.state.slice.cursorPath == ["4", "2"])
    #expect(harness.state.request.begunPath == nil)
    harness.press(":")
    harness.type("goto 4/nowhere")
    harness.press("Tab")
    #expect(harness.state.message?.text == "no action here begins so")
    #expect(harness.state.prompt?.text == "goto 4/nowhere")
  }

  @Test func `lines are recalled by the prompts that they were typed in`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    func enter(_ keys: String, _ text: String) {
      harness.press(keys)
      harness.type(text)
      harness.press("Enter")
    }
    enter("f", "N > 10")
    enter("f ^U", "Q < .5")
    enter(":", "run-s 40")
    harness.press("f ^U Up")
    #expect(harness.state.prompt?.text == "Q < .5")
    harness.press("Up")
    #expect(harness.state.prompt?.text == "N > 10")
    harness.press("Up")
    #expect(harness.state.prompt?.text == "N > 10", "there is none before it")
    harness.press("Down Down")
    #expect(harness.state.prompt?.text == "", "what was typed comes back")
    harness.press("Esc : Up")
    #expect(harness.state.prompt?.text == "run-s 40")
    harness.press("Up")
    #expect(harness.state.prompt?.text == "filter Q < .5")
    #expect(harness.effects.contains(.remember("run-s 40")))
    #expect(harness.effects.contains(.remember("filter N > 10")))
  }

  @Test func `notes, marks and numbers are not kept`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("a")
    harness.type("secret")
    harness.press("Enter")
    harness.press("r s 5 Enter m Enter x Enter")
    let kept = harness.effects.contains { if case .remember = $0 { true } else { false } }
    #expect(!kept)
  }

  @Test func `a history from a file is bounded and holds no control characters`() {
    var lines = (0..<600).map { "find \($0)" }
    lines.append("find \u{1B}[2J")
    lines.append(String(repeating: "x", count: 1000))
    let history = TypedHistory(lines)
    #expect(history.lines.count == TypedHistory.most)
    #expect(history.lines.last == "find 599")
    #expect(history.recallable(for: .find).last == "599")
    #expect(history.recallable(for: .filter).isEmpty)
  }

  @Test func `a line typed again is the newest and stands once`() {
    let history = TypedHistory(["a", "b", "a", "a"])
    #expect(history.lines == ["b", "a"])
  }

  @Test(
    arguments: [
      ("run-simulations x", "a whole number of at least 1 is expected"),
      ("prior x", "a number is expected"), ("set theme=grey", "theme takes no \"grey\""),
      ("yank zebra", "accepted are path, action"), ("filter N >", ""), ("yank va", nil),
      ("run-simulations 1,000", nil), ("filter N > 5", nil), ("goto 12", nil),
    ] as [(String, String?)])
  func `what is wrong with an argument is said while it is typed`(
    typed: String, problem: String?
  )
    throws
  {
    var harness = try ExplorerHarness(simulations: 300, width: 120)
    harness.press(":")
    harness.type(typed)
    let prompt = try #require(harness.state.prompt)
    let command = try #require(Explorer.match(prompt))
    let argument = String(typed.split(separator: " ", maxSplits: 1)[1])
    let found = ArgumentCheck.problem(argument, of: command)
    #expect((found == nil) == (problem == nil))
    if let found, let problem {
      #expect(found.hasPrefix(problem))
      #expect(harness.screen.text.contains(problem))
    } else {
      #expect(harness.screen.text.contains("takes: "))
    }
  }

  @Test func `Tab completes commands, things to copy and paths`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press(":")
    harness.type("yan")
    harness.press("Tab")
    #expect(harness.state.prompt?.text.hasPrefix("yank") == true)
    harness.press("^U")
    harness.type("yank su")
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "yank subtree ")
    harness.type("out/a")
    #expect(harness.press("Tab") == [.completePath("out/a")])
    harness.handle(.paths(["out/ab1.json", "out/ab2.json"], begun: "out/a"))
    #expect(harness.state.prompt?.text == "yank subtree out/ab")
    #expect(harness.screen.text.contains("out/ab2.json"))
    harness.type("2")
    #expect(!harness.screen.text.contains("out/ab1.json"))
    harness.press("Tab")
    harness.handle(.paths(["out/ab2.json"], begun: "out/ab2"))
    #expect(harness.state.prompt?.text == "yank subtree out/ab2.json")
    harness.press("Esc w ^U")
    harness.type("/tm")
    #expect(harness.press("Tab") == [.completePath("/tm")])
    harness.handle(.paths(["/tmp/"], begun: "/other"))
    #expect(harness.state.prompt?.text == "/tm", "an answer to another question changes nothing")
  }
}
