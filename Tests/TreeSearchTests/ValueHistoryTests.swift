import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// What nodes were worth earlier is a function of the search, not of how it was run or looked at.
struct ValueHistoryTests {
  private func session(_ problem: String = "connect-four") throws -> any SearchSession {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 9
    let session = plan.makeSession(undoBytes: 1 << 22)
    session.keepHistories()
    return session
  }

  private func slice(_ session: any SearchSession, cursor: Int = 0) -> TreeSlice {
    var request = SliceRequest()
    request.rowCount = 200
    // Not by visits: an order is held from one look to the next.
    request.sort = .creation
    request.open = Set((0..<40).map { NodeID($0) })
    request.cursor = .node(NodeID(cursor))
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  private func told(_ session: any SearchSession) -> [[Double?]] {
    slice(session).rows.map(\.history)
  }

  @Test(arguments: 1..<6)
  func `a history is the same however the search is run, and however often somebody looks`(
    seed: UInt64
  ) throws {
    var random = RandomSource(seed: seed)
    let whole = try session()
    let pieces = try session()
    whole.run(1500)
    while pieces.iterations < 1500 {
      let left = 1500 - pieces.iterations
      switch random.below(4) {
      case 0: for _ in 0..<min(left, 5) * 4 { pieces.stepPhase() }
      case 1: for _ in 0..<random.below(20) { _ = pieces.stepBack() }
      case 2: pieces.run(min(left, 1))
      default: pieces.run(min(left, Int(random.below(120))))
      }
      if random.below(4) == 0 { _ = told(pieces) }
    }
    #expect(told(whole) == told(pieces))
    #expect(told(whole)[0].count(where: { $0 != nil }) == 23)
  }

  @Test func `a history holds what the node was worth at that iteration`() throws {
    let session = try session("tic-tac-toe")
    var values: [[Double?]] = []
    for _ in 0..<30 {
      session.run(1)
      var tree: [Double?] = []
      session.read { read in tree = (0..<read.count).map { read.value(of: NodeID($0)) } }
      values.append(tree)
    }
    for node in 0..<10 {
      let line = slice(session, cursor: node).detail.history
      #expect(line.iterations == Array(1...30))
      for (place, value) in line.values.enumerated() {
        let then = node < values[place].count ? values[place][node] : nil
        #expect(value.map(Float.init) == then.map(Float.init))
      }
    }
  }

  @Test func `a branch begins with the history of its origin and goes its own way`() throws {
    let main = try session()
    main.run(300)
    let branch = main.branch(at: NodeID(1), undoBytes: 0)
    #expect(told(branch) == told(main))
    let before = told(main)
    branch.run(300)
    #expect(told(main) == before)
    #expect(told(branch) != before)
  }

  @Test func `going back shows what was shown then`() throws {
    let session = try session()
    session.run(900)
    let then = told(session)
    session.run(500)
    while session.iterations > 900, session.stepBack() {}
    #expect(session.iterations == 900)
    #expect(told(session) == then)
  }

  @Test func `a node that few simulations pass has no history`() throws {
    let session = try session("bandit:0.5,0.5,0.5,0.5")
    session.run(20_000)
    let rows = slice(session).rows
    #expect(rows.count == 5)
    #expect(rows.allSatisfy { !$0.history.isEmpty && $0.history.allSatisfy { $0 != nil } })
    let wide = try self.session()
    wide.run(20_000)
    var counts = (0, 0)
    wide.read { counts = ($0.count, Int($0.nodes[$0.count - 1].visits)) }
    #expect(slice(wide, cursor: counts.0 - 1).detail.history.values.allSatisfy { $0 == nil })
  }
}
