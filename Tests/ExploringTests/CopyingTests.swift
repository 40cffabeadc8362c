import Drawing
import Groundwork
import SearchTrees
import Testing

@testable import Exploring

/// Copying what is shown: to the clipboard, into files, and to be printed on leaving.
struct CopyingTests {
  private func searched() throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("E j l")
    return harness
  }

  /// The one text that keys copy.
  private func copied(_ keys: String, _ harness: inout ExplorerHarness) throws -> String {
    harness.press(keys)
    let copies = harness.effects.compactMap { effect -> String? in
      if case .copy(let text) = effect { text } else { nil }
    }
    return try #require(copies.last, "\(keys) copies nothing: \(harness.state.message?.text ?? "")")
  }

  @Test func `the path is the one that goto takes`() throws {
    var harness = try searched()
    let node = harness.state.slice.cursor
    let path = try copied("y p", &harness)
    #expect(path == harness.state.slice.cursorPath.joined(separator: "/"))
    #expect(path.contains("/"))
    harness.press("g g g e")
    harness.type(path)
    harness.press("Enter")
    #expect(harness.state.slice.cursor == node)
    harness.press("g g")
    #expect(try copied("y p", &harness) == "#0")
  }

  @Test func `the action is the label, and the root has none`() throws {
    var harness = try searched()
    #expect(try copied("y k", &harness) == harness.label)
    harness.press("g g")
    #expect(harness.press("y k").isEmpty)
    #expect(harness.state.message?.text == "yank-action: no action leads to the root")
  }

  @Test func `the state is asked for where no page shows it`() throws {
    var harness = try searched()
    // Beside the page of numbers there is a board.
    harness.press("d")
    #expect(!harness.state.request.wantsState)
    let text = try copied("y t", &harness)
    #expect(text.contains("X") && text.contains("\n"))
    #expect(!harness.state.request.wantsState, "what is copied is asked for once")
  }

  @Test func `the value is JSON with the numbers of the node`() throws {
    var harness = try searched()
    let text = try copied("y v", &harness)
    let value = try JSONDocument(reading: text.utf8).root
    #expect(value["id"]?.number == Double(harness.state.slice.cursor.index))
    #expect(value["visits"]?.number == harness.state.cursorRow?.visits)
    #expect(value["value"]?.number == harness.state.cursorRow?.value)
    #expect(value["path"]?.children.count == 2)
    #expect(value["flags"]?.children.map(\.string) == ["complete"])
  }

  @Test func `the subtree is every node below, parents first`() throws {
    var harness = try searched()
    let root = harness.state.slice.cursor
    let value = try JSONDocument(reading: try copied("y s", &harness).utf8).root
    let nodes = try #require(value["nodes"]?.children)
    #expect(value["complete"]?.bool == true)
    #expect(nodes.first?["id"]?.number == Double(root.index))
    var known: Set<Double> = [Double(root.index)]
    for node in nodes.dropFirst() {
      let parent = try #require(node["parent"]?.number)
      #expect(known.contains(parent))
      known.insert(try #require(node["id"]?.number))
    }
    let children = nodes.reduce(0) { $0 + ($1["children"]?.number ?? 0) }
    #expect(Double(nodes.count) == 1 + children)
  }

  @Test func `the row stands below the heads of its columns`() throws {
    var harness = try searched()
    let lines = try copied("y l", &harness).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("NODE") && lines[0].contains(" Q"))
    #expect(lines[1].contains(harness.label))
    #expect(!lines[1].hasPrefix(">"))
  }

  @Test func `the plot is the one that is chosen, as its CSV`() throws {
    var harness = try searched()
    let text = try copied("y c", &harness)
    #expect(text.hasPrefix("sims,node,action,visits,value\n"))
    harness.press("g p Tab")
    #expect(harness.state.plot == .share)
    #expect(try copied("y c", &harness).hasPrefix("sims,node,action,visits,share\n"))
  }

  @Test func `the screen is what is on it`() throws {
    var harness = try searched()
    let screen = harness.screen.text
    #expect(try copied("y f", &harness) == screen + "\n")
  }

  @Test func `reasons are copied where a search has them`() throws {
    var harness = try searched()
    #expect(harness.press("y r").isEmpty)
    #expect(
      harness.state.message?.text == "yank-rationale: this search has no rewards with reasons")
    harness.judged = Judged()
    harness.run(1)
    #expect(try copied("y r", &harness).contains("R_LL"))
  }

  @Test func `what the clipboard does not take is said, and how to get it`() throws {
    var harness = try ExplorerHarness(simulations: 3000)
    #expect(harness.press("y s").isEmpty)
    let text = try #require(harness.state.message)
    #expect(text.isError)
    #expect(text.text.contains("the clipboard takes 74,000; :yank subtree FILE writes it"))
  }

  @Test func `yP prints on leaving instead, once`() throws {
    var harness = try searched()
    harness.press("y P")
    #expect(harness.screen.text.contains("printed when you leave"))
    #expect(harness.press("k").isEmpty)
    #expect(harness.state.exitTexts == [harness.label])
    _ = try copied("y k", &harness)
    #expect(harness.state.exitTexts.count == 1)
    harness.press("y P Esc")
    _ = try copied("y k", &harness)
    #expect(harness.state.exitTexts.count == 1)
  }

  @Test func `yank writes a new file or copies, and knows what there is`() throws {
    var harness = try searched()
    harness.press(":")
    harness.type("yank value out file.json")
    let effects = harness.press("Enter")
    guard case .write(let text, let path, let words)? = effects.last else {
      Issue.record("nothing is written: \(effects)")
      return
    }
    #expect(path == "out file.json")
    #expect(text.hasSuffix("}\n"))
    #expect(words.hasPrefix("written to out file.json: value, "))
    harness.press(":")
    harness.type("yank path")
    harness.press("Enter")
    #expect(
      harness.effects.contains(.copy(harness.state.slice.cursorPath.joined(separator: "/"))))
    harness.press(":")
    harness.type("yank pth")
    harness.press("Enter")
    #expect(harness.state.message?.text.contains("did you mean path?") == true)
  }

  @Test func `a copy that waits is dropped where the cursor goes on`() throws {
    var harness = try searched()
    harness.burst("y s k")
    #expect(!harness.effects.contains { if case .copy = $0 { true } else { false } })
    #expect(harness.state.message?.text == "not copied: the cursor went on before it was there")
  }
}
