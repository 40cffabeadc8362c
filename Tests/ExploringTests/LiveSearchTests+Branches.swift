import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// Branches and edits of a live search.
extension LiveSearchTests {
  @Test func `a branch is refused where its copy does not fit, and branches count together`() throws
  {
    let live = try LiveHarness(
      rules: [MemoryLimit(MemoryAllowance(bytes: 30_000))], undoBytes: 0)
    defer { live.search.close() }
    // 32 bytes a node: 13 kB, and then twice that.
    let before = live.send(.step(180))
    #expect((350..<450).contains(before.summary.nodes))
    #expect(live.send(.branch(at: .root, name: nil)).summary.branch == 1)
    let refused = live.send(.branch(at: .root, name: nil))
    #expect(refused.summary.notice?.isError == true)
    #expect(refused.summary.notice?.text.hasPrefix("memory: a branch is a copy") == true)
    #expect(refused.summary.branches.count == 2)
    let end = live.send(.step(10_000))
    #expect(end.summary.activity == .stopped(.memory(bytes: 30_000)))
    #expect(end.summary.iterations < 500)
  }

  @Test func `a branch leaves the main line as it was, and both go on`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    // Steps may be shown on the way: their order of siblings is not the one to compare.
    live.send(.step(400))
    let main = live.send(request: LiveHarness.sorted)
    let focus = main.rows[2].id
    var slice = live.send(.branch(at: focus, name: nil), request: LiveHarness.sorted)
    #expect(slice.summary.branch == 1)
    #expect(slice.summary.branches.count == 2)
    #expect(slice.summary.branches[1].origin == 0)
    #expect(slice.summary.branches[1].start == 400)
    #expect(slice.summary.branches[1].focus == focus)
    #expect(slice.rows.map(\.visits) == main.rows.map(\.visits))
    slice = live.send(.step(100), request: LiveHarness.sorted)
    let led = try #require(slice.rows.first { $0.id == focus })
    let mine = try #require(main.rows.first { $0.id == focus })
    #expect(
      try led.visits == #require(mine.visits) + 100, "every simulation is led through the focus")
    slice = live.send(.switchBranch(0), request: LiveHarness.sorted)
    #expect(slice.summary.iterations == 400)
    slice.summary.branches = main.summary.branches
    #expect(text(slice) == text(main))
    slice = live.send(.step(600))
    #expect(slice.summary.iterations == 1000)
    let other = try LiveHarness()
    defer { other.search.close() }
    // An order of its own: that of the first question is held.
    var fresh = LiveHarness.sorted
    fresh.orderVersion += 1
    slice = live.send(request: fresh)
    slice.summary.branches = []
    other.send(.step(1000))
    var expected = other.send(request: fresh)
    expected.summary.branches = []
    #expect(text(slice) == text(expected))
    slice = live.send(.switchBranch(1))
    #expect(slice.summary.iterations == 500)
    #expect(slice.summary.branches.map(\.iterations) == [1000, 500])
    #expect(slice.summary.branches.allSatisfy { !$0.bestAction.isEmpty })
    let bottom = live.send(.back(1000))
    #expect(bottom.summary.iterations == 400)
    #expect(bottom.summary.notice?.text.contains("this is where the branch begins") == true)
    #expect(live.send(.switchBranch(7)).summary.notice?.isError == true)
    #expect(live.send(.switchBranch(-1)).summary.branch == 1)
  }

  @Test func `a branch at a node that is gone is refused`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    let slice = live.send(.step(300), .back(290), .branch(at: NodeID(600), name: nil))
    #expect(slice.summary.branches.count == 1)
    #expect(slice.summary.notice?.isError == true)
    #expect(live.send(.branch(at: .none, name: "x")).summary.branches.count == 1)
  }

  @Test func `a branch in the middle of a simulation begins before it`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send(.step(50), .stepPhase(3))
    let slice = live.send(.branch(at: .root, name: "here"))
    #expect(slice.summary.phase == .select)
    #expect(slice.summary.branches[1].name == "here")
    #expect(live.send(.switchBranch(0)).summary.phase == .select)
  }

  @Test func `edits are made, told, refused and taken back`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    let before = live.send(.step(200))
    let node = before.rows[1].id
    var slice = live.send(.edit(.ban(node)))
    #expect(slice.rows.first { $0.id == node }?.flags.contains(.banned) == true)
    #expect(slice.summary.notice?.isError == false)
    #expect(slice.summary.events.count == 1)
    let serial = slice.summary.notice?.serial ?? 0
    slice = live.send(.step(100))
    #expect(slice.rows.first { $0.id == node }?.visits == before.rows[1].visits)
    slice = live.send(.undoEdit)
    #expect(slice.summary.notice?.isError == true, "simulations came after it")
    #expect((slice.summary.notice?.serial ?? 0) > serial)
    slice = live.send(.back(100), .undoEdit)
    #expect(slice.rows.first { $0.id == node }?.flags.contains(.banned) == false)
    #expect(slice.summary.events.isEmpty)
    for edit: TreeEdit in [
      .ban(.root), .pin(NodeID(9999), value: 1), .prior(node, value: 0.5),
      .parameter(name: "nothing", value: 1), .parameter(name: "c", value: -1),
      .boost(node, visits: 0), .pin(node, value: .nan), .ban(.none),
    ] {
      slice = live.send(.edit(edit))
      #expect(slice.summary.notice?.isError == true, "\(edit)")
    }
    #expect(slice.summary.iterations == 200)
    slice = live.send(.edit(.parameter(name: "c", value: 0.5)))
    #expect(slice.summary.parameters.first?.value == 0.5)
    slice = live.send(.undoEdit)
    #expect(slice.summary.parameters.first?.value != 0.5)
    live.send(.edit(.boost(node, visits: 70)))
    slice = live.wait { $0.summary.activity != .running }
    #expect(slice.summary.iterations == 270)
    #expect(
      slice.rows.first { $0.id == node }?.visits
        == before.rows[1].visits.map { $0 + 70 })
  }

  @Test func `an edit is not lost to the view of the last simulation`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    var request = SliceRequest()
    request.wantsTrace = true
    let node = live.send(.step(100), request: request).rows[1].id
    for _ in 0..<3 {
      let slice = live.send(.edit(.ban(node)), request: request)
      #expect(slice.rows.first { $0.id == node }?.flags.contains(.banned) == true)
    }
    #expect(live.send(.step(1), request: request).trace?.iteration == 101)
  }

  @Test func `a restart begins from the same seed, without branches and edits`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    // A busy machine is told how far a long command is before it is done.
    func isDone(_ slice: TreeSlice) -> Bool {
      slice.summary.iterations == 500 && slice.summary.activity != .running
    }
    live.send(.step(500))
    live.wait(until: isDone)
    let first = live.send(request: LiveHarness.sorted)
    live.send(
      .edit(.ban(first.rows[1].id)), .step(50), .branch(at: first.rows[2].id, name: nil), .step(9))
    let slice = live.send(.restart)
    #expect(slice.summary.iterations == 0 && slice.summary.nodes == 1)
    #expect(slice.summary.branches.count == 1 && slice.summary.branch == 0)
    #expect(slice.summary.events.isEmpty)
    #expect(slice.summary.activity == .paused)
    live.send(.step(500))
    live.wait(until: isDone)
    #expect(text(live.send(request: LiveHarness.sorted)) == text(first))
  }

  @Test func `without an undo record nothing is taken back and nothing breaks`() throws {
    let live = try LiveHarness(undoBytes: 0)
    defer { live.search.close() }
    var request = SliceRequest()
    request.wantsTrace = true
    request.wantsHistory = true
    var slice = live.send(.step(20), request: request)
    slice = live.send(.back(1), request: request)
    #expect(slice.summary.iterations == 20)
    #expect(slice.summary.notice?.isError == true)
    let node = slice.rows[1].id
    slice = live.send(.stepPhase(2), request: request)
    slice = live.send(.edit(.ban(node)), request: request)
    slice = live.send(.stepPhase(1), .backPhase(1), request: request)
    slice = live.send(.stepPhase(1), .branch(at: node, name: nil), request: request)
    slice = live.send(.stepPhase(3), .undoEdit, .back(1), .step(3), request: request)
    #expect(slice.summary.iterations >= 20)
  }
}
