import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct InterpreterTests {
  private typealias Play = Session<Recipe<TicTacToe, PUCT, NegamaxBackup>>

  private func session() -> Play {
    Play(
      recipe(TicTacToe(), PUCT(), NegamaxBackup(), .all(atFirstVisit: true)), preset: "puct",
      seed: 7, undoBytes: 1 << 16)
  }

  private var request: SliceRequest {
    var request = SliceRequest()
    request.open = [.root, NodeID(1), NodeID(4)]
    request.cursor = .node(NodeID(3))
    request.wantsTables = true
    request.wantsState = true
    return request
  }

  @Test func `a lent tree gives the slice and the report of the search that it comes from`() throws
  {
    let live = session()
    live.run(300)
    _ = try live.edit(.parameter(name: "c", value: 3), by: .user)
    _ = try live.edit(.ban(NodeID(2)), by: .user)
    live.run(50)
    var expected = TreeSlice()
    live.fill(&expected, for: request)
    // A session that only interprets has no record of its own to take back.
    expected.summary.undoDepth = 0
    let report = live.report(.mostVisits)
    let table = live.search.selectionTable(at: NodeID(4))
    let moment = RecordedMoment(
      iterations: 350, deepest: live.search.deepest, parameters: [NamedNumber("c", 3)])
    var tree = live.search.tree.copy()
    let before = tree.fingerprint

    let interpreter = session()
    var slice = TreeSlice()
    interpreter.fill(&slice, for: request, from: &tree, at: moment)
    #expect(slice == expected)
    var lent = interpreter.report(.mostVisits, from: &tree, at: moment)
    lent.summary.undoDepth = report.summary.undoDepth
    #expect(lent == report)
    #expect(interpreter.selectionTable(at: NodeID(4), in: &tree, at: moment) == table)
    #expect(
      interpreter.stateLine(at: NodeID(3), in: &tree, at: moment) == expected.detail.stateLine)
    #expect(tree.fingerprint == before)
  }

  @Test func `an interpreter is left as it was`() {
    let interpreter = session()
    var tree = interpreter.search.tree.copy()
    let first = tree.appendChildren(of: .root, count: 2)
    tree.setAction(4, of: first)
    tree.setAction(5, of: NodeID(first.index + 1))
    let before = Snapshot(interpreter.search)
    var slice = TreeSlice()
    var request = request
    request.wantsTrace = true
    request.wantsHistory = true
    interpreter.fill(
      &slice, for: request, from: &tree,
      at: RecordedMoment(iterations: 9, deepest: 1, parameters: [NamedNumber("c", 3)]))
    #expect(slice.summary.iterations == 9 && slice.summary.nodes == 3)
    #expect(slice.trace == nil && slice.detail.backups == nil)
    #expect(slice.summary.parameters.first == NamedNumber("c", 3))
    #expect(Snapshot(interpreter.search) == before)
  }
}
