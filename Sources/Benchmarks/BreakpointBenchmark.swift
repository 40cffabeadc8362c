import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// What a breakpoint costs: a search of Connect Four with one that is never hit, and without, in turns.
struct BreakpointBenchmark {
  private let simulations: Int
  private let pairs: Int
  private let seed: UInt64
  private let conditions: [String]

  init(_ arguments: inout Arguments) throws {
    simulations = try arguments.number("simulations", default: 200_000)
    pairs = try arguments.number("pairs", default: 9)
    seed = try arguments.number("seed", default: 1)
    let condition = try arguments.text("condition", default: "")
    conditions = condition.isEmpty ? Self.usual : [condition]
    try arguments.finish()
  }

  private static let usual = [
    "N(\"4\") > 1G", "Q(\"1\") < -1 and N(\"1\") > 100", "answer", "here: N < 0",
    "Q < -2", "U < -1",
  ]

  func run() throws {
    var plan = SearchPlan(try Problem.named("connect-four"))
    plan.c = 2
    plan.seed = seed
    for condition in conditions {
      // Of scores so much is worked out that fewer simulations tell.
      let count = condition.hasPrefix("U") ? simulations / 10 : simulations
      var (without, with): ([Double], [Double]) = ([], [])
      for _ in 0..<pairs {
        without.append(measure(plan, nil, count))
        with.append(measure(plan, condition, count))
      }
      let ratio = Measurement.median(zip(without, with).map { $1 / $0 })
      let base = Measurement.median(without) / Double(count) * 1e9
      var line = Line()
      line.add("condition", condition.replacing("\"", with: "'"))
      line.add("sims", count)
      line.add("ns_without", base, places: 1)
      line.add("ns_more", base * (ratio - 1), places: 1)
      line.add("ratio", ratio, places: 3)
      line.print()
    }
  }

  /// The seconds of processor time of a search on this thread, driven as the search's own thread does.
  private func measure(_ plan: SearchPlan, _ condition: String?, _ count: Int) -> Double {
    var options = LiveSearch.Options()
    options.undoBytes = 0
    options.startsRunning = false
    options.rules = [IterationLimit(count)]
    options.checkPeriod = 0
    let channel = LiveSearch.Channel()
    let worker = SearchWorker(
      options, channel: channel, wake: {}, makeSession: { plan.makeSession(undoBytes: $0) })
    channel.send(.step(100))
    _ = worker.turn()
    if let condition {
      channel.send(.breakpoints(.add(condition, isWatch: false, node: NodeID(1))))
      // One that is hit is gone on with.
    }
    channel.send(.run)
    return Measurement.of {
      while true {
        if case .wait = worker.turn() {
          _ = channel.request(SliceRequest())
          _ = worker.turn()
          guard channel.latest()?.summary.breakpointHit != nil else { return }
          channel.send(.run)
        }
      }
    }.1.work
  }
}
