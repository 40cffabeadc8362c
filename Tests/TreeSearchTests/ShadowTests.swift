import Groundwork
import Testing

@testable import SearchTrees
@testable import TreeSearch

/// Faults are planted in what a session keeps; it must find them, say so and show what is right.
struct ShadowTests {
  typealias Game = Recipe<TicTacToe, UCT, NegamaxBackup>

  private func session(period: Int = 1, simulations: Int = 60) -> Session<Game> {
    let session = Session(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), preset: "uct", seed: 7, undoBytes: 1 << 16)
    session.checkPeriod = period
    session.run(simulations)
    return session
  }

  /// Returns a slice of the first nodes; by itself it shows the root's children.
  private func slice(_ session: Session<Game>, open: Int = 1) -> TreeSlice {
    var request = SliceRequest()
    for index in 0..<open { request.open.insert(NodeID(index)) }
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  @Test func `a sound session finds nothing, whatever is done with it`() throws {
    let session = session()
    for round in 0..<40 {
      _ = slice(session, open: 10)
      switch round % 5 {
      case 0: session.run(3)
      case 1: for _ in 0..<9 { session.stepPhase() }
      case 2: _ = session.stepBack()
      case 3: _ = session.stepBackPhase()
      default: _ = try session.edit(.ban(NodeID(1 + round % 9)), by: .user)
      }
    }
    #expect(session.takeDifferences() == [])
    #expect(session.sliceCheck.checkCount == 40)
    #expect(session.undoCheck.checkCount > 8)
  }

  @Test func `a label that was kept wrong is found, and the right one shown`() {
    let session = session()
    let right = slice(session)
    session.slicer.labels[.root]?[2] = "poisoned"
    let shown = slice(session)
    #expect(shown.rows.map(\.label) == right.rows.map(\.label))
    let found = session.takeDifferences()
    #expect(found.map(\.kind) == [.slice])
    #expect(found.first?.words.contains("the label \"poisoned\"") == true)
    #expect(found.first?.words.contains("(seed 7, iteration 60)") == true)
    #expect(session.sliceCheck.differenceCount == 1)
    // What was wrong is forgotten.
    _ = slice(session)
    #expect(session.takeDifferences() == [])
  }

  @Test func `an order that holds a node twice is found, and one that is held on purpose is none`()
  {
    let session = session()
    _ = slice(session)
    session.run(200)
    _ = slice(session)
    #expect(session.takeDifferences() == [])
    session.slicer.orders[.root]?.children[0] = NodeID(2)
    let shown = slice(session)
    #expect(session.takeDifferences().map(\.kind) == [.slice])
    #expect(Set(shown.rows.map(\.id)).isSuperset(of: (1...9).map { NodeID($0) }))
  }

  @Test func `between its turns a check costs nothing and finds nothing`() {
    let session = session(period: 3)
    _ = slice(session)
    session.slicer.labels[.root]?[2] = "poisoned"
    #expect(slice(session).rows.contains { $0.label == "poisoned" })
    #expect(!slice(session).rows.contains { $0.label == "poisoned" })
    #expect(session.takeDifferences().count == 1)
    session.checkPeriod = 0
    session.slicer.labels[.root]?[2] = "poisoned"
    #expect(slice(session).rows.contains { $0.label == "poisoned" })
  }

  @Test func `a flag that taking back forgets is found, and the tree is what it was`() {
    let session = session()
    let before = session.search.tree.fingerprint
    for _ in 0..<4 { session.stepPhase() }
    session.search.tree.nodes[3].flags.insert(.retired)
    #expect(session.stepBack())
    let found = session.takeDifferences()
    #expect(found == [ShadowDifference(.takingBack, at: "the flags of #3", seed: 7, iteration: 60)])
    #expect(session.undoCheck.differenceCount == 1)
    #expect(session.search.tree.fingerprint == before)
    // It goes on as it would have done.
    session.run(40)
    let fresh = self.session(period: 0, simulations: 100)
    #expect(session.search.tree.fingerprint == fresh.search.tree.fingerprint)
  }

  @Test func `a simulation that is half done is held against its beginning too`() {
    let session = session()
    session.stepPhase()
    session.stepPhase()
    session.search.tree.nodes[0].valueSum += 1
    #expect(session.stepBackPhase())
    #expect(session.takeDifferences().map(\.kind) == [.takingBack])
    #expect(session.phase == .expand)
  }

  @Test func `what was done another way since is not compared`() throws {
    let session = session()
    for _ in 0..<8 { session.stepPhase() }
    #expect(session.stepBack() && session.stepBack())
    _ = try session.edit(.ban(NodeID(1)), by: .user)
    session.run(5)
    for _ in 0..<5 { #expect(session.stepBack()) }
    #expect(session.undoEdit())
    #expect(session.takeDifferences() == [])
  }

  @Test func `the last few moments are kept, in their order`() {
    let session = session(simulations: 0)
    for _ in 0..<10 * 4 { session.stepPhase() }
    let kept = (0..<11).filter { session.keptMoments.moment(at: $0) != nil }
    #expect(kept == [6, 7, 8, 9])
    session.keptMoments.forget(from: 8)
    #expect(session.keptMoments.moment(at: 8) == nil)
    #expect(session.keptMoments.moment(at: 7) != nil)
  }

  @Test func `the search's thread logs what was found, with the seed`() {
    let channel = LiveSearch.Channel()
    var options = LiveSearch.Options()
    options.startsRunning = false
    options.checkPeriod = 1
    let game = session(simulations: 0)
    nonisolated(unsafe) let made = game
    let worker = SearchWorker(
      options, channel: channel, wake: {}, makeSession: { _ in made })
    _ = channel.request(SliceRequest())
    channel.send(.step(30))
    _ = worker.turn()
    #expect(channel.latest()?.summary.log == [])
    game.slicer.labels[.root]?[2] = "poisoned"
    _ = channel.request(SliceRequest())
    _ = worker.turn()
    let summary = channel.latest()?.summary
    #expect(summary?.log.count == 1 && summary?.logCount == 1)
    #expect(summary?.log.first?.text.contains("seed 7, iteration 30") == true)
    #expect(summary?.notice?.isError == true)
  }
}
