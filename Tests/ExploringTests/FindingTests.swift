import Drawing
import Groundwork
import SearchTrees
import Testing

@testable import Exploring
@testable import TreeSearch

/// Going to nodes by words, actions, numbers, paths, and to those that stand out.
struct FindingTests {
  private func blocks(
    simulations: Int = 200, width: Int = 80, height: Int = 24
  ) throws -> ExplorerHarness {
    try ExplorerHarness(
      "blocksworld:blocks=4,steps=6,seed=2", simulations: simulations, width: width,
      height: height)
  }

  /// The nodes whose action holds a word.
  private func nodes(_ harness: ExplorerHarness, _ word: String) -> [Int] {
    let facts = harness.worker.session
    return (0..<facts.nodeCount).filter { node in
      [NodeText.action, .text].contains { text in
        facts.text(text, of: NodeID(node))?.lowercased().contains(word) == true
      }
    }
  }

  @Test func `the first hit is gone to while the words are typed, and Esc goes back`() throws {
    var harness = try blocks()
    harness.press("j")
    let before = (harness.state.slice.cursor, harness.state.request.open)
    harness.press("/")
    harness.type("on ")
    let hits = nodes(harness, "on ".trimmingSpaces)
    let expected = hits.first { $0 >= before.0.index } ?? hits[0]
    #expect(harness.state.slice.cursor.index == expected)
    harness.press("Esc")
    #expect(harness.state.prompt == nil)
    #expect(harness.state.slice.cursor == before.0)
    #expect(harness.state.request.open == before.1)
    #expect(harness.state.request.lookup == nil)
  }

  @Test func `n and N go round all hits and count them`() throws {
    var harness = try blocks()
    harness.press("/")
    harness.type("put")
    harness.press("Enter")
    let hits = nodes(harness, "put")
    #expect(hits.count > 5)
    #expect(harness.state.slice.cursor.index == hits[0])
    #expect(harness.state.message?.text == "/put   hit 1 of \(NumberText.grouped(hits.count))")
    for hit in hits.dropFirst().prefix(5) {
      harness.press("n")
      #expect(harness.state.slice.cursor.index == hit)
    }
    for hit in hits.prefix(5).reversed() {
      harness.press("N")
      #expect(harness.state.slice.cursor.index == hit)
    }
    harness.press("N")
    #expect(harness.state.slice.cursor.index == hits.last)
    harness.press("n")
    #expect(harness.state.slice.cursor.index == hits[0])
  }

  @Test func `what stands nowhere is said, and the cursor stays`() throws {
    var harness = try blocks()
    harness.press("j /")
    harness.type("zebra")
    harness.press("Enter")
    #expect(harness.state.message?.text == "\"zebra\" stands in no node")
    #expect(harness.state.message?.isError == true)
  }

  @Test func `the same action is found elsewhere`() throws {
    var harness = try blocks()
    harness.press("P")
    let (node, label) = (harness.state.slice.cursor, harness.label)
    harness.press("*")
    let facts = harness.worker.session
    let same = (0..<facts.nodeCount).filter { facts.text(.action, of: NodeID($0)) == label }
    #expect(harness.state.slice.cursor.index == same.first { $0 > node.index } ?? same[0])
    #expect(harness.label == label)
  }

  @Test func `numbers, events and paths are places at the prompts`() throws {
    var harness = try blocks()
    harness.press("/")
    harness.type("#12")
    harness.press("Enter")
    #expect(harness.state.slice.cursor == NodeID(12))
    harness.press("g e")
    harness.type("#7")
    harness.press("Enter")
    #expect(harness.state.slice.cursor == NodeID(7))
    harness.press("P")
    let path = harness.state.slice.cursorPath
    let node = harness.state.slice.cursor
    harness.press("g g g e")
    harness.type(path.joined(separator: "/"))
    harness.press("Enter")
    #expect(harness.state.slice.cursor == node)
    harness.press(":")
    harness.type("goto nowhere")
    harness.press("Enter")
    #expect(harness.state.message?.text.hasPrefix("the root has no action \"nowhere\"") == true)
    harness.press("/")
    harness.type("@42")
    harness.press("Enter")
    #expect(harness.state.message?.text.hasPrefix("goto: only a recording") == true)
    harness.press("g e")
    harness.type("#123456")
    harness.press("Enter")
    #expect(harness.state.message?.text.hasPrefix("there is no node #123456") == true)
  }

  @Test func `jumps go to the nodes that stand out`() throws {
    var harness = try ExplorerHarness(simulations: 700)
    var leaves: [(node: Int, visits: Double)] = []
    var gaps: [(node: Int, gap: Double)] = []
    var depths: [(node: Int, depth: Int)] = []
    var count = 0
    harness.worker.session.read { tree in
      count = tree.count
      for index in 0..<tree.count {
        let node = NodeID(index)
        if tree.childCount(of: node) == 0 { leaves.append((index, tree.visits(of: node) ?? 0)) }
        depths.append((index, tree.depth(of: node)))
        let values = tree.children(of: node).compactMap { child in
          tree.value(of: child).map { (child.index, $0) }
        }.sorted { $0.1 > $1.1 }
        if values.count > 1 { gaps.append((values[0].0, values[0].1 - values[1].1)) }
      }
    }
    harness.press("g m")
    let most = leaves.map(\.visits).max()
    #expect(leaves.first { $0.node == harness.state.slice.cursor.index }?.visits == most)
    harness.press("g w")
    let widest = gaps.map(\.gap).max()
    #expect(gaps.first { $0.node == harness.state.slice.cursor.index }?.gap == widest)
    harness.press("g d")
    let deepest = depths.map(\.depth).max()
    #expect(harness.state.slice.cursor.index == depths.first { $0.depth == deepest }?.node)
    harness.press("g n")
    #expect(harness.state.slice.cursor.index == count - 1)
    harness.press("g g g a")
    #expect(harness.state.message?.text == "no node has a note; a writes one")
    harness.press("P a")
    harness.type("look here")
    let noted = harness.state.slice.cursor
    harness.press("Enter g g g a")
    #expect(harness.state.slice.cursor == noted)
    harness.press("H")
    #expect(harness.state.slice.cursor == .root)
    harness.press("g k")
    #expect(harness.state.message?.text == "no recorded choice passed the highest score by")
    harness.press("g x")
    #expect(harness.state.message?.text == "nothing here contradicts itself")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the screen while words are typed`(width: Int, height: Int) throws {
    var harness = try blocks(width: width, height: height)
    harness.press("/")
    harness.type("stack")
    expectGolden(harness.screen, named: "find-\(width)x\(height)", styles: width == 80)
    harness.press("Enter n")
    expectGolden(harness.screen, named: "find-next-\(width)x\(height)")
  }
}

extension String {
  fileprivate var trimmingSpaces: String { Explorer.trimmed(self) }
}
