import Drawing
import Environments
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Where the cursor goes and what scrolls.
struct CursorTests {
  /// 57 rows, twelve of them on the screen.
  func opened() throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 1000, height: 16)
    harness.press("i E g g")
    #expect(harness.state.slice.rowTotal == 57)
    #expect(harness.state.request.rowCount == 12)
    return harness
  }

  @Test(arguments: [
    ("j", 1, 0), ("9 j", 9, 0), ("1 0 j", 10, 1), ("2 0 j", 20, 11), ("2 0 j 7 k", 13, 11),
    ("2 0 j 8 k", 12, 10), ("G", 56, 45), ("G 9 k", 47, 45), ("G 1 0 k", 46, 44),
    ("G j", 56, 45), ("G g g", 0, 0), ("k", 0, 0), ("1 5 G", 14, 5), ("5 g g", 4, 0),
    ("^D", 6, 0), ("^D ^D", 12, 3), ("^F", 11, 2), ("PgDn PgDn", 22, 13),
    ("PgDn PgDn PgUp", 11, 9), ("G ^U", 50, 45), ("G ^B", 45, 43),
    ("^E", 1, 1), ("3 ^E", 3, 3), ("2 0 j ^Y", 20, 10), ("2 0 j 5 ^Y", 17, 6),
    ("2 0 j 5 ^E", 20, 16), ("3 1 G z z", 30, 24), ("3 1 G z t", 30, 30), ("3 1 G z b", 30, 19),
    ("G z t", 56, 45), ("g g z b", 0, 0), ("9 9 9 ^E", 45, 45), ("Home End", 56, 45),
  ])
  func `keys move the cursor and the top of the screen`(keys: String, row: Int, top: Int) throws {
    var harness = try opened()
    harness.press(keys)
    #expect(harness.state.slice.cursorRow == row)
    #expect(harness.state.slice.topRow == top)
    #expect(harness.state.slice.rowTotal == 57)
    let cursor = try #require(harness.screen.cursor)
    #expect(cursor.row == 2 + row - top)
  }

  @Test func `two quick keys open a node and go to its first child`() throws {
    var slow = try ExplorerHarness(simulations: 400)
    var fast = try ExplorerHarness(simulations: 400)
    slow.press("j j l l")
    fast.press("j j")
    fast.burst("l l")
    #expect(fast.state.slice.cursor == slow.state.slice.cursor)
    #expect(fast.state.slice.cursorRow == 3)
  }

  @Test func `keys that come before the answer go where they go after it`() throws {
    var random = TestRandom(seed: 5)
    let keys = [
      "j", "k", "^D", "^U", "^F", "^B", "G", "g g", "3 j", "7 k", "2 0 G", "^E", "3 ^Y", "l", "h",
      "p",
      "l", "J", "K", "z o", "z c", "o", "=", "-", "H", "L",
    ]
    let start = try opened()
    for _ in 0..<150 {
      let typed = (0..<Int.random(in: 2...6, using: &random))
        .map { _ in keys.randomElement(using: &random) ?? "j" }.joined(separator: " ")
      var (slow, fast) = (start, start)
      slow.press("1 2 j")
      fast.press("1 2 j")
      slow.press(typed)
      fast.burst(typed)
      #expect(fast.state.slice.cursor == slow.state.slice.cursor, "\(typed)")
      #expect(fast.state.slice.cursorRow == slow.state.slice.cursorRow, "\(typed)")
    }
  }

  @Test func `j after l goes to a child, not past it`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.burst("j l j")
    #expect(harness.state.slice.cursorPath.count == 2)
    harness.burst("h h q")
    #expect(harness.effects.contains(.quit), "what ends the program waits for nothing")
  }

  @Test func `keys that no answer comes to act on what is on the screen`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("j")
    harness.handle(.input(.key(Key("l"))))
    harness.handle(.input(.key(Key("j"))))
    #expect(harness.state.slice.cursorRow == 1)
    harness.time += 1
    harness.handle(.input(.key(Key("j"))))
    #expect(harness.state.slice.cursorRow == 3)
  }

  @Test func `the parent of a row just moved to is its own`() throws {
    var harness = try opened()
    harness.press("j")
    let first = harness.state.slice.cursor
    harness.burst("j p")
    #expect(harness.state.slice.cursor == first)
    harness.press("p p")
    #expect(harness.state.slice.cursor == .root)
    #expect(harness.state.message?.text == "this is the root")
  }

  @Test func `siblings`() throws {
    var harness = try opened()
    harness.press("j")
    let labels = ["4", "2", "6", "1", "3", "5", "7"]
    for label in labels.dropFirst() {
      harness.press("J")
      // Each has seven children open below it; the next one may be out of sight.
      if harness.state.message != nil { break }
      #expect(harness.label == label)
    }
    harness.press("z M j $")
    #expect(harness.label == "7")
    harness.press("J")
    #expect(harness.state.message?.text == "this is the last sibling")
    harness.press("^")
    #expect(harness.label == "4")
    harness.press("K")
    #expect(harness.state.message?.text == "this is the first sibling")
    harness.press("3 J")
    #expect(harness.label == "1")
    harness.press("2 K")
    #expect(harness.label == "2")
  }

  @Test func `open goes in, close goes out`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    #expect(harness.rows.count == 8)
    harness.press("j l")
    #expect(Array(harness.rows.prefix(3)) == [" root", ">  4", "     4"])
    #expect(harness.state.cursorRow?.isOpen == true)
    harness.press("l")
    #expect(harness.state.slice.cursorAncestors.count == 3)
    harness.press("h")
    #expect(harness.state.slice.cursorAncestors.count == 2)
    harness.press("h")
    #expect(harness.state.cursorRow?.isOpen == false)
    harness.press("h")
    #expect(harness.state.slice.cursor == .root)
    harness.press("h")
    #expect(harness.state.message?.text == "this is the root")
    #expect(harness.state.slice.rowTotal == 8)
    harness.press("z c")
    #expect(harness.state.slice.rowTotal == 1)
    harness.press("z a")
    #expect(harness.state.slice.rowTotal == 8)
  }

  @Test func `folds of siblings, of all below, and of all`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    harness.press("j e")
    #expect(harness.state.slice.rowTotal == 57)
    harness.press("c")
    #expect(harness.state.slice.rowTotal == 8)
    harness.press("z o E")
    #expect(harness.state.slice.rowTotal > 15)
    harness.press("C")
    #expect(harness.state.slice.rowTotal == 8)
    harness.press("z R z R")
    #expect(harness.state.slice.rowTotal > 57)
    harness.press("z M")
    #expect(harness.state.slice.rowTotal == 8)
    #expect(harness.state.slice.cursor == .root)
  }

  @Test func `the best line is opened and shown from above`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    harness.press("P")
    #expect(harness.state.slice.cursorPath == harness.state.slice.summary.bestLine)
    #expect(harness.state.slice.topRow == 0)
    #expect(harness.state.request.followsBestLine == false)
    let end = harness.state.slice.cursor
    harness.run(2000)
    #expect(harness.state.slice.cursor == end, "it is gone to once, not followed")
    harness.press("F")
    harness.run(1000)
    #expect(harness.state.slice.cursorPath == harness.state.slice.summary.bestLine)
    harness.press("k")
    #expect(!harness.state.request.followsBestLine)
  }

  @Test func `going to the best line does not end a following that comes after it`() throws {
    var harness = try ExplorerHarness(simulations: 500)
    harness.burst("P j F")
    #expect(harness.state.request.followsBestLine)
    harness.run(100)
    #expect(harness.state.request.followsBestLine)
    var other = try ExplorerHarness(simulations: 500)
    other.burst("P F")
    #expect(other.state.request.followsBestLine)
  }

  @Test func `zoom in, out, back to the root, and through the places seen`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    harness.press("j l l")
    let cursor = harness.state.slice.cursor
    harness.press("p =")
    let child = harness.state.slice.cursor
    #expect(harness.state.request.root == child)
    #expect(harness.state.slice.rows.first?.id == child)
    harness.press("j =")
    #expect(harness.state.request.root == cursor)
    harness.press("-")
    #expect(harness.state.request.root == child)
    harness.press("- -")
    #expect(harness.state.request.root == .root)
    #expect(harness.state.message?.text == "this is the root of the search")
    harness.press("H")
    #expect(harness.state.request.root == child)
    harness.press("H")
    #expect(harness.state.request.root == cursor)
    harness.press("L")
    #expect(harness.state.request.root == child)
    harness.press("0")
    #expect(harness.state.request.root == .root)
    harness.press("L")
    #expect(harness.state.message?.text == "no place further on")
    harness.press("H H H H H H H H H")
    #expect(harness.state.message?.text == "no place further back")
  }

  // MARK: - Steps and pages

  @Test func `the inspector scrolls while it has the focus and starts anew at another node`() throws
  {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("D Enter")
    let row = harness.state.slice.cursorRow
    harness.press("j j")
    #expect(harness.state.inspectorTop == 2)
    #expect(harness.state.slice.cursorRow == row)
    harness.press("G j j")
    let top = harness.state.inspectorTop
    harness.press("k")
    #expect(harness.state.inspectorTop == top - 1, "it does not run beyond its end")
    harness.press("Tab j")
    #expect(harness.state.inspectorTop == 0)
    #expect(harness.state.slice.cursorRow == row + 1)
  }

  @Test func `what is known of another node is not shown as this one's`() throws {
    var harness = try ExplorerHarness(simulations: 400)
    harness.press("j")
    _ = harness.handle(.input(.key(Key("j"))))
    let text = harness.screen.text
    let shown = harness.state.slice.detail.node
    // Until the answer comes the page names the node that it is about.
    #expect(text.contains("\(shown)  "))
  }

  @Test func `steps scroll what does not fit`() throws {
    var harness = try ExplorerHarness("blocksworld", simulations: 800, width: 80, height: 16)
    harness.press("g s s")
    let start = harness.state.stepsTop
    #expect(harness.screen.text.contains("more: j"))
    let cursor = harness.state.slice.cursor
    harness.press("j j")
    #expect(harness.state.stepsTop == start + 2)
    harness.press("G G")
    #expect(!harness.screen.text.contains("more: j"))
    #expect(harness.screen.text.contains("at the end of the path"))
    harness.press("k")
    #expect(harness.screen.text.contains("more: j"))
    #expect(harness.state.slice.cursor == cursor)
    harness.press("s")
    #expect(harness.state.stepsTop == StepsView.startTop(harness.state))
  }

  @Test func `editing in the steps view keeps the edit`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j g s s x b")
    #expect(harness.state.slice.detail.statistics.flags.contains(.banned))
    harness.run(0)
    #expect(harness.state.slice.detail.statistics.flags.contains(.banned))
    #expect(harness.state.slice.summary.iterations == 301)
  }
}
