import Groundwork
import Testing

@testable import SearchTrees
@testable import TreeSearch

/// The header of a search that runs here says what is wrong with its tree, without being asked.
struct FaultWatchTests {
  typealias Game = Recipe<TicTacToe, UCT, NegamaxBackup>

  private func worker() -> SearchWorker {
    var options = LiveSearch.Options()
    options.startsRunning = false
    return SearchWorker(
      options, channel: LiveSearch.Channel(), wake: {},
      makeSession: {
        Session(
          recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), preset: "uct", seed: 7, undoBytes: $0)
      })
  }

  private func findings(_ worker: SearchWorker) -> [TreeFinding] {
    var summary = SearchSummary()
    worker.fill(&summary)
    return summary.findings
  }

  private func step(_ worker: SearchWorker, _ count: Int) {
    worker.carryOut(.step(count))
    for _ in 0..<100 { _ = worker.turn() }
  }

  @Test func `nothing is said of a sound search, however far it is`() {
    let worker = worker()
    for count in [1, 5, 60, 300] {
      step(worker, count)
      #expect(findings(worker) == [])
    }
  }

  @Test func `a fault is said once the tree was looked at, and not of a tree before it`() throws {
    let worker = worker()
    step(worker, 60)
    let session = try #require(worker.session as? Session<Game>)
    session.search.tree.nodes[1].visits += 500
    step(worker, 1)
    let found = findings(worker)
    #expect(found.map(\.rule) == [.childVisitsAboveParent])
    #expect(found.first?.node == .root)
    worker.carryOut(.back(5))
    #expect(findings(worker) == [])
  }

  @Test func `a search that runs is looked at while it runs`() throws {
    let worker = worker()
    step(worker, 60)
    let session = try #require(worker.session as? Session<Game>)
    session.search.tree.nodes[1].visits += 100_000
    worker.carryOut(.run)
    for _ in 0..<200 where findings(worker).isEmpty { _ = worker.turn() }
    #expect(worker.activity == .running)
    #expect(findings(worker).map(\.rule).contains(.childVisitsAboveParent))
  }
}
