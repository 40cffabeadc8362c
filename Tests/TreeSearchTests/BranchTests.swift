import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct BranchTests {
  private func original(undoBytes: Int = 1 << 16) -> Search<Recipe<TicTacToe, UCT, NegamaxBackup>> {
    var search = Search(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), seed: 7, undoBytes: undoBytes)
    search.run(300)
    return search
  }

  @Test func `a branch at the root without a new seed repeats what the original would do`() {
    var search = original()
    var branch = search.branch(at: .root, undoBytes: 1 << 16)
    #expect(Snapshot(branch) == Snapshot(search))
    branch.run(200)
    search.run(200)
    #expect(Snapshot(branch) == Snapshot(search))
  }

  @Test func `a new seed draws other numbers from here on`() {
    let search = original()
    var left = search.branch(at: .root, seed: 1, undoBytes: 0)
    var right = search.branch(at: .root, seed: 1, undoBytes: 0)
    var other = search.branch(at: .root, seed: 2, undoBytes: 0)
    for _ in 0..<100 {
      left.run(1)
      right.run(1)
      other.run(1)
    }
    #expect(left.seed == 1)
    #expect(left.tree.fingerprint == right.tree.fingerprint)
    #expect(left.tree.fingerprint != other.tree.fingerprint)
  }

  @Test func `every simulation of a branch goes through its focus`() throws {
    let search = original()
    let child = try found(search.tree.children(of: .root).last)
    let focus = try found(search.tree.children(of: child).first)
    var branch = search.branch(at: focus, undoBytes: 1 << 16)
    #expect(branch.focus == focus)
    let before = branch.tree.path(to: focus).map { branch.tree.nodes[$0.index].visits }
    let others = branch.tree.childVisits().dropLast()
    branch.run(100)
    let after = branch.tree.path(to: focus).map { branch.tree.nodes[$0.index].visits }
    #expect(after == before.map { $0 + 100 })
    #expect(branch.tree.childVisits().dropLast() == others)
    #expect(branch.iterations == 400)
    #expect(branch.tree.brokenInvariants() == [])
  }

  @Test func `a branch leaves its original as it was`() throws {
    var search = original()
    let before = Snapshot(search)
    var branch = search.branch(at: NodeID(3), undoBytes: 1 << 16)
    branch.run(50)
    try branch.edit(.ban(NodeID(4)))
    try branch.edit(.pin(NodeID(5), value: 1))
    try branch.edit(.parameter(name: "c", value: 0))
    branch.run(50)
    #expect(Snapshot(search) == before)
    // And the other way round.
    let frozen = Snapshot(branch)
    search.run(50)
    #expect(Snapshot(branch) == frozen)
  }

  @Test func `a branch is taken back to where it begins and no further`() {
    let search = original()
    var branch = search.branch(at: NodeID(3), undoBytes: 1 << 16)
    let start = Snapshot(branch)
    branch.run(20)
    for _ in 0..<20 { _ = branch.stepBack() }
    #expect(Snapshot(branch) == start)
    let isBack = branch.stepBack()
    #expect(!isBack)
  }

  @Test func `a boost goes on in a branch that holds its node`() throws {
    var search = original()
    let child = try found(search.tree.children(of: .root).first)
    let target = try found(search.tree.children(of: child).first)
    try search.edit(.boost(target, visits: 30))
    search.run(10)
    var branch = search.branch(at: child, undoBytes: 1 << 16)
    let start = branch.tree.nodes[target.index].visits
    branch.run(20)
    #expect(branch.tree.nodes[target.index].visits == start + 20)
    #expect(branch.forcedPath == [child])
    let through = branch.tree.nodes[child.index].visits
    branch.run(20)
    #expect(branch.tree.nodes[child.index].visits == through + 20)
  }

  @Test func `a boost of another node does not lead a branch astray`() throws {
    var search = original()
    try search.edit(.boost(NodeID(1), visits: 30))
    search.run(10)
    var branch = search.branch(at: NodeID(2), undoBytes: 1 << 16)
    let before = branch.tree.childVisits()
    branch.run(30)
    #expect(branch.tree.childVisits()[0] == before[0])
    #expect(branch.tree.childVisits()[1] == before[1] + 30)
    search.run(20)
    #expect(search.tree.childVisits()[0] == before[0] + 20)
  }

  @Test func `a branch at an end goes there every time`() throws {
    var search = Search(
      recipe(LiteralTree([1, [0, 0.5]]), UCT(), MeanBackup(), order: .listed), seed: 1)
    search.run(10)
    let end = try found(search.tree.child(10))
    var branch = search.branch(at: end, undoBytes: 0)
    let visits = branch.tree.nodes[end.index].visits
    branch.run(5)
    #expect(branch.tree.nodes[end.index].visits == visits + 5)
    #expect(branch.isExhausted == false)
  }

  @Test func `a branch whose moves are all banned is exhausted`() throws {
    let search = original()
    var branch = search.branch(at: NodeID(3), undoBytes: 1 << 16)
    for child in branch.tree.children(of: NodeID(3)) { try branch.edit(.ban(child)) }
    branch.run(1)
    #expect(branch.isExhausted == true)
  }

  @Test func `a session is branched in the middle of a simulation, above what that has made`() {
    let session = Session(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), preset: "uct", seed: 7,
      undoBytes: 1 << 16)
    session.run(1)
    // The second simulation makes the root's nine children.
    session.stepPhase()
    session.stepPhase()
    let branch = session.branch(at: NodeID(4), undoBytes: 1 << 16)
    #expect(session.phase == .select)
    #expect(branch.iterations == 1)
    branch.run(10)
    session.run(10)
    #expect(
      branch.report(.mostVisits).fingerprint == session.report(.mostVisits).fingerprint)
    let later = session.branch(at: NodeID(4), undoBytes: 1 << 16)
    later.run(10)
    let visits = later.report(.mostVisits).children.compactMap(\.visits)
    #expect(visits.max() ?? 0 >= 11)
    // A node that is gone or never was: the branch begins at the root.
    #expect(session.branch(at: NodeID(100_000), undoBytes: 0).iterations == 11)
  }

  @Test func `a search is not branched in the middle of a simulation`() async {
    await #expect(processExitsWith: .failure) {
      var search = Search(recipe(Nim(5), UCT(), NegamaxBackup()), seed: 1, undoBytes: 1 << 12)
      search.runPhase()
      _ = search.branch(at: .root, undoBytes: 0)
    }
  }

  @Test func `a search is not branched at a node that it has not got`() async {
    await #expect(processExitsWith: .failure) {
      var search = Search(recipe(Nim(5), UCT(), NegamaxBackup()), seed: 1, undoBytes: 1 << 12)
      search.run(3)
      _ = search.branch(at: NodeID(100), undoBytes: 0)
    }
  }
}
