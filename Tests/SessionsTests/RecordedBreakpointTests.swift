import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// A recording that plays stops where the search itself would have stopped.
@Suite struct RecordedBreakpointTests {
  private let folder: Folder
  private let plan: SearchPlan

  init() throws {
    folder = try Folder()
    plan = SearchPlan(try Problem.named("connect-four"))
    try folder.record(plan, 300)
  }

  /// The iterations at which a recording that plays stops, up to its end.
  private func stops(
    _ text: String, isWatch: Bool = false, at node: NodeID = .root, knowsRules: Bool = true
  ) throws -> [Int] {
    var options = RecordedSearch.Options()
    options.name = "a.jsonl"
    options.start = .event(1)
    options.checkPeriod = 0
    if knowsRules {
      let plan = plan
      options.makeInterpreter = { _ in plan.makeSession(undoBytes: 0) }
    }
    let channel = RecordedSearch.Channel()
    let path = folder.path()
    let open = { () throws(JournalProblem) in try JournalBytes(mapping: path) }
    let worker = RecordedWorker(options, feed: nil, channel: channel, wake: {}, open: open)
    func settle() {
      _ = channel.request(SliceRequest())
      while true {
        switch worker.turn() {
        case .wait(nil), .over: return
        default: break
        }
      }
    }
    settle()
    channel.send(.pace(nil))
    channel.send(.breakpoints(.add(text, isWatch: isWatch, node: node)))
    var stops: [Int] = []
    for _ in 0..<400 {
      channel.send(.run)
      settle()
      guard let summary = channel.latest()?.summary else { break }
      guard let hit = summary.breakpointHit else { return stops }
      #expect(hit.words.contains("at sim \(summary.iterations)"))
      stops.append(summary.iterations)
    }
    return stops
  }

  @Test func `the answer changes where a search would have told it`() throws {
    let session = plan.makeSession(undoBytes: 0)
    var watch = AnswerWatch()
    var expected: [Int] = []
    for iteration in 1...300 {
      session.run(1)
      session.read { if watch.hasChanged(in: $0) { expected.append(iteration) } }
    }
    #expect(expected.count > 2)
    #expect(try stops("answer") == expected)
    #expect(try stops("answer", knowsRules: false) == expected)
  }

  @Test(arguments: ["Q(\"4\") < .2", "N(\"2\") = 11", "Q < -.5 and N > 4", "N > 30"])
  func `a condition stops it at the iteration that made it true`(condition: String) throws {
    let session = plan.makeSession(undoBytes: 0)
    let expression = try TreeExpression(condition: condition, session.expressionNames)
    let isSearch = condition.contains("(")
    var holding: Set<Int> = []
    var expected: [Int] = []
    for iteration in 1...300 {
      session.run(1)
      // The first simulation gives the root its children.
      guard let evaluator = try? ExpressionEvaluator(expression, session) else { continue }
      let nodes = isSearch ? 0..<1 : 0..<session.nodeCount
      let now = Set(nodes.filter { evaluator.condition(at: NodeID($0)) == true })
      if !now.isSubset(of: holding) { expected.append(iteration) }
      holding = now
    }
    #expect(!expected.isEmpty)
    #expect(try stops(condition) == expected)
  }
}
