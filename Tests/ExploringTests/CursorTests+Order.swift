import Drawing
import Environments
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The order of siblings, and trees that change under the view.
extension CursorTests {
  // MARK: - Order

  @Test func `the order is held while somebody moves in a running search`() throws {
    var harness = try ExplorerHarness(seed: 3, simulations: 40)
    harness.press("Space")
    harness.wait(3)
    func order() -> [NodeID] { harness.state.slice.rows.map(\.id) }
    func byVisits() -> [NodeID] {
      harness.state.slice.rows.dropFirst().sorted {
        ($1.visits ?? 0, $0.id) < ($0.visits ?? 0, $1.id)
      }
      .map(\.id)
    }
    harness.press("j")
    #expect(harness.state.isOrderHeld)
    let held = order()
    var hasDrifted = false
    for _ in 0..<18 {
      harness.simulate(60)
      harness.wait(0.1)
      #expect(order() == held)
      hasDrifted = hasDrifted || Array(order().dropFirst()) != byVisits()
      #expect(harness.screen.text.contains("sort N desc (held)"))
    }
    #expect(hasDrifted, "the test shows nothing if the order never had to change")
    harness.wait(0.3)
    #expect(!harness.state.isOrderHeld)
    #expect(!harness.screen.text.contains("(held)"))
    #expect(Array(order().dropFirst()) == byVisits())
    #expect(order() != held)
  }

  @Test func `a running search changes the order twice a second at most`() throws {
    var harness = try ExplorerHarness(seed: 3, simulations: 40)
    harness.press("Space")
    harness.wait(5)
    var versions: [Int] = []
    for _ in 0..<50 {
      harness.simulate(20)
      harness.wait(0.05)
      versions.append(harness.state.request.orderVersion)
    }
    let changes = zip(versions, versions.dropFirst()).filter { $0 != $1 }.count
    #expect((4...5).contains(changes))
  }

  @Test func `a search that stands still is sorted at once`() throws {
    var harness = try ExplorerHarness(seed: 3, simulations: 40)
    for _ in 0..<20 {
      harness.press("j 3 0 s")
      let visits = harness.state.slice.rows.dropFirst().filter { $0.depth == 1 }
        .compactMap(\.visits)
      #expect(visits == visits.sorted(by: >))
      #expect(!harness.state.isOrderHeld)
    }
  }

  @Test func `the cursor's node keeps its row on the screen when rows change places`() throws {
    var harness = try ExplorerHarness(seed: 3, simulations: 200)
    harness.press("E E g g 2 5 j")
    for _ in 0..<40 {
      let node = harness.state.slice.cursor
      let row = harness.screenRow
      harness.press("5 0 s")
      #expect(harness.state.slice.cursor == node)
      let (total, top) = (harness.state.slice.rowTotal, harness.state.slice.topRow)
      // But at the ends of the list, where there is nothing to scroll.
      if top > 0, top < total - 12 { #expect(harness.screenRow == row) }
    }
  }

  @Test
  func `a wide node fills the screen with its best children, and shows a screenful more at a time`()
    throws
  {
    let arms = (1...80).map { "0.\($0 + 10)" }.joined(separator: ",")
    var harness = try ExplorerHarness("bandit:" + arms, simulations: 500)
    let rows = harness.state.request.rowCount
    #expect(harness.state.slice.rowTotal == rows)
    #expect(harness.rows.last == "   \(80 - rows + 2) more")
    harness.press("G")
    let more = try #require(harness.state.cursorRow)
    #expect(more.kind != .node)
    harness.press("l")
    #expect(harness.state.slice.rowTotal == 2 * rows, "\(rows)")
    #expect(harness.state.slice.cursorRow == rows - 1, "on the first of those that appeared")
    #expect(harness.state.cursorRow?.kind == .node)
    harness.press("G 7 l")
    #expect(harness.state.slice.rowTotal == 2 * rows + 7)
    harness.press("G 2 0 0 l")
    #expect(harness.state.slice.rowTotal == 81)
    #expect(harness.state.slice.cursor != .root)
    harness.press("G h")
    #expect(harness.state.slice.cursor == .root)
    harness.press("z M")
    #expect(harness.state.slice.rowTotal == rows)
  }

  @Test func `the cursor's node is shown though others are better`() throws {
    let arms = (1...40).map { "0.\($0 + 10)" }.joined(separator: ",")
    var harness = try ExplorerHarness("bandit:" + arms, simulations: 500)
    harness.press("G l G")
    harness.press("k")
    let node = harness.state.slice.cursor
    harness.state.request.shownChildren = [:]
    harness.run(300)
    #expect(harness.state.slice.cursor == node)
    let rows = harness.state.slice.rowTotal
    #expect(rows < 41)
    #expect(harness.rows.contains { $0.hasSuffix("\(40 - rows + 2) more") })
  }

  // MARK: - Trees that change under the view

  @Test func `taking back what the cursor, the root and open nodes stand on`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("P p =")
    harness.press("3 9 0 S")
    #expect(harness.state.slice.summary.iterations == 10)
    #expect(harness.state.slice.cursor.index < harness.state.slice.summary.nodes)
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.press("j j l k p h 9 9 S j l P")
    #expect(harness.state.slice.summary.iterations == 0)
    #expect(harness.state.slice.rowTotal == 1)
    harness.press("4 0 0 s P")
    #expect(harness.state.slice.cursorPath == harness.state.slice.summary.bestLine)
  }

  @Test func `a restart forgets where the view was`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("j l = E R y")
    #expect(harness.state.slice.summary.iterations == 0)
    #expect(harness.state.request.root == .root)
    #expect(harness.state.request.open == [.root])
    #expect(harness.state.slice.detail.history.iterations.isEmpty)
    #expect(!harness.screen.text.contains("zoom #"))
    harness.press("H")
    #expect(harness.state.message?.text == "no place further back")
    harness.run(400)
    #expect(harness.state.slice.rowTotal == 8)
  }

  @Test func `each branch keeps what is open in it`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("j l")
    let main = harness.rows
    harness.press("b")
    #expect(harness.rows == main, "a branch begins as its origin looks")
    harness.run(400)
    harness.press("J l j l j")
    let branch = (harness.rows, harness.state.slice.cursor)
    #expect(branch.0 != main)
    harness.press("B k Enter")
    #expect(harness.rows == main)
    #expect(harness.state.slice.summary.branch == 0)
    harness.press("B j Enter")
    #expect(harness.rows == branch.0)
    #expect(harness.state.slice.cursor == branch.1)
  }
}
