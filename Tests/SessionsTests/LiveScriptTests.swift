import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// What is done to a live search can be done again: its script gives equal trees when it is run.
@Suite struct LiveScriptTests {
  @Test(arguments: [Preset.uct, .puct])
  func `edits, taking back and branches of branches are all done again`(preset: Preset) throws {
    let folder = try Folder()
    var plan = SearchPlan(try Problem.named("tic-tac-toe"), preset)
    plan.seed = 5
    var request = SearchRequest(exploring: plan)
    request.start = SearchStart(isPaused: true)
    let made = plan
    let live = Watched { wake in
      LiveSearch(request.options(checkPeriod: 1), wake: wake) { made.makeSession(undoBytes: $0) }
    }
    defer { (live.source as? LiveSearch)?.close() }
    live.send(
      .step(40), .edit(.ban(NodeID(3))), .step(30), .back(10),
      .edit(.parameter(name: "c", value: 0.7)), .step(20), .branch(at: NodeID(2), name: "left"))
    live.send(
      .step(25), .edit(.pin(NodeID(4), value: 0.5)), .step(5),
      .branch(at: NodeID(2), name: "left left"), .step(7), .switchBranch(0), .back(30),
      .edit(.ban(NodeID(5))), .step(12))
    live.send(.save(path: folder.path()))
    _ = live.wait { $0.summary.savedCount == 1 }

    // The branches of the file by their names; the last step of each is its last event.
    let lines = try folder.text().split(separator: "\n")
    let numbers = ["main", "left", "left left"].map { name in
      lines.last { $0.contains("\"type\":\"branch\"") && $0.contains("\"name\":\"\(name)\"") }
        .flatMap { $0.firstMatch(of: /"branch":(\d+),/).map { "\"branch\":\($0.1)}" } }
    }
    for (branch, number) in numbers.enumerated() {
      let slice = live.send(.switchBranch(branch))
      let event =
        try #require(
          lines.lastIndex { line in
            guard line.contains("\"type\":\"backup\"") else { return false }
            return number.map { line.hasSuffix($0) } ?? !line.contains("\"branch\":")
          }) + 1
      let again = try RecordedPlan(path: folder.path(), plan: plan, event: event).resume(
        undoBytes: 0, isCancelled: { false }, { _ in })
      var own = TreeSlice()
      again.session.fill(&own, for: Watched.wide)
      #expect(own.summary.iterations == slice.summary.iterations)
      #expect(own.summary.nodes == slice.summary.nodes)
      #expect(own.numbers == slice.numbers)
    }
  }
}
