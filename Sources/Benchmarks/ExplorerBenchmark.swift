import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// What watching costs: the same live search with a full screen asked for 30 times a second, and
/// with nothing asked for until it ends.
struct ExplorerBenchmark {
  private let simulations: Int
  private let pairs: Int
  private let undoBytes: Int

  init(_ arguments: inout Arguments) throws {
    simulations = try arguments.number("simulations", default: 1_000_000)
    pairs = try arguments.number("pairs", default: 7)
    undoBytes = try arguments.number("undo", default: 64) << 20
    try arguments.finish()
  }

  func run() throws {
    var plan = SearchPlan(try Problem.named("connect-four"))
    plan.c = 2
    plan.seed = 1
    var alone: [Measurement] = []
    var watched: [Measurement] = []
    var slices = 0
    for _ in 0..<pairs {
      alone.append(measure(plan, watching: false).measured)
      let run = measure(plan, watching: true)
      watched.append(run.measured)
      slices += run.slices
    }
    let ratios = zip(alone, watched).map {
      (work: $1.work / $0.work, time: $1.seconds / $0.seconds)
    }
    var line = Line()
    line.add("sims", simulations)
    line.add("pairs", pairs)
    line.add("alone_cpu", Measurement.median(alone.map(\.work)), places: 4)
    line.add("watched_cpu", Measurement.median(watched.map(\.work)), places: 4)
    line.add("alone_wall", Measurement.median(alone.map(\.seconds)), places: 4)
    line.add("watched_wall", Measurement.median(watched.map(\.seconds)), places: 4)
    line.add("cpu_ratio", Measurement.median(ratios.map(\.work)), places: 3)
    line.add("wall_ratio", Measurement.median(ratios.map(\.time)), places: 3)
    line.add("slices", slices / pairs)
    line.print()
  }

  private func measure(
    _ plan: SearchPlan, watching: Bool
  ) -> (measured: Measurement, slices: Int) {
    // Counts the slices that were left for us.
    let arrived = Guarded(0)
    var options = LiveSearch.Options()
    options.undoBytes = undoBytes
    options.rules = [IterationLimit(simulations)]
    let (search, measured) = Measurement.of {
      let search = LiveSearch(
        options, wake: { arrived.change { $0 += 1 } },
        makeSession: { plan.makeSession(undoBytes: $0) })
      _ = search.request(watching ? Self.screen : SliceRequest())
      var seen = 0
      while !Self.isOver(search.latest()) {
        guard watching else {
          arrived.wait { $0 > seen }
          seen = arrived.withLock { $0 }
          continue
        }
        arrived.wait(seconds: 1 / 30.0) { _ in false }
        _ = search.request(Self.screen)
      }
      return search
    }
    search.close()
    return (measured, arrived.withLock { $0 })
  }

  /// Everything that a large terminal shows.
  private static var screen: SliceRequest {
    var request = SliceRequest()
    request.rowCount = 58
    request.wantsTables = true
    request.wantsState = true
    request.wantsHistory = true
    request.followsBestLine = true
    return request
  }

  private static func isOver(_ slice: TreeSlice?) -> Bool {
    if case .stopped = slice?.summary.activity { true } else { false }
  }
}
