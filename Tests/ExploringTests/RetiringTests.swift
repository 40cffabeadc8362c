import Drawing
import SearchTrees
import Testing
import TreeSearch

@testable import Exploring

/// Retiring a subtree, and taking edits back and forth.
struct RetiringTests {
  @Test func `X asks, and y takes the subtree out of the search`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j l")
    let node = harness.state.slice.cursor
    #expect(harness.press("X").isEmpty)
    #expect(harness.screen.text.contains("Retire \(node) and all below it?"))
    #expect(harness.press("y") == [.send(.edit(.ban(node)))])
    let quiet = harness.state.slice.rows.filter(\.isUnderBan)
    #expect(quiet.count > 1)
    #expect(quiet.allSatisfy { $0.id == node || $0.depth > 1 })
    let visits = harness.state.cursorRow?.visits
    harness.run(200)
    #expect(harness.state.cursorRow?.visits == visits)
    harness.press("X")
    #expect(harness.state.message?.text == "retire: it is retired already; u or xb undoes it")
  }

  @Test func `all of it is grey, and u brings it back`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j l j X")
    harness.press("n j")
    #expect(harness.state.slice.rows.allSatisfy { !$0.isUnderBan })
    harness.press("k X y")
    let row = harness.state.slice.cursorRow - harness.state.slice.topRow
    #expect(row >= 0)
    let styles = harness.screen.styleText
    harness.press("u")
    #expect(harness.state.slice.rows.allSatisfy { !$0.isUnderBan })
    #expect(harness.screen.styleText != styles)
  }

  @Test func `edits are taken back and made again in turn`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    let node = live.send(.step(200)).rows[1].id
    func flags(_ slice: TreeSlice) -> NodeFlags {
      slice.rows.first { $0.id == node }?.flags ?? []
    }
    var slice = live.send(.edit(.ban(node)), .edit(.parameter(name: "c", value: 0.5)))
    slice = live.send(.undoEdit, .undoEdit)
    #expect(!flags(slice).contains(.banned))
    slice = live.send(.redoEdit)
    #expect(flags(slice).contains(.banned))
    #expect(slice.summary.parameters.first?.value != 0.5)
    #expect(slice.summary.events.count == 1)
    slice = live.send(.redoEdit)
    #expect(slice.summary.parameters.first?.value == 0.5)
    #expect(slice.summary.notice?.isError == false)
    slice = live.send(.redoEdit)
    #expect(slice.summary.notice?.isError == true, "there is no more")
  }

  @Test func `what was searched or edited since is not undone by a redo`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    let node = live.send(.step(200)).rows[1].id
    var slice = live.send(.edit(.ban(node)), .undoEdit, .step(1), .redoEdit)
    #expect(slice.summary.notice?.isError == true)
    #expect(slice.rows.allSatisfy { !$0.flags.contains(.banned) })
    slice = live.send(
      .edit(.ban(node)), .undoEdit, .edit(.parameter(name: "c", value: 0.5)), .redoEdit)
    #expect(slice.summary.notice?.isError == true)
    #expect(slice.rows.allSatisfy { !$0.flags.contains(.banned) })
  }
}
