import Drawing
import Environments
import Exploring
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// What one picture of the explorer costs, by processor time: to cut a slice with everything that the panes
/// want, to take it in, to lay it out and draw it, and to draw what a few more simulations change.
///
/// The same at two sizes of tree: a picture costs what is on it.
struct ScreenBenchmark {
  private let simulations: Int
  private let rounds: Int
  private let size: Size
  private let problem: String

  init(_ arguments: inout Arguments) throws {
    simulations = try arguments.number("simulations", default: 100_000)
    rounds = try arguments.number("rounds", default: 200)
    size = Size(
      width: try arguments.number("width", default: 200),
      height: try arguments.number("height", default: 60))
    problem = try arguments.text("problem", default: "connect-four")
    try arguments.finish()
  }

  func run() throws {
    for count in [simulations / 10, simulations] {
      try measure(count).print()
    }
  }

  private func measure(_ simulations: Int) throws -> Line {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 1
    let session = plan.makeSession(undoBytes: 0)
    session.keepHistories()
    session.run(simulations)
    var state = ExplorerState(size: size)
    var time = 0.0
    func cut(_ request: SliceRequest) -> TreeSlice {
      var slice = TreeSlice()
      session.fill(&slice, for: request)
      return slice
    }
    func take(_ slice: TreeSlice) {
      time += 1 / 30.0
      _ = Explorer.reduce(&state, .slice(slice), at: time)
    }
    for _ in 0..<8 { take(cut(state.request)) }
    let panes = [
      state.layout.inspector, state.layout.side, state.layout.plotStrip, state.layout.logStrip,
    ].count { $0 != nil }
    let drawn = measured { _ = ExplorerScreen.draw(state) }
    var kept = KeptPicture()
    _ = ExplorerScreen.draw(state, keeping: &kept)
    let redrawn = measured { _ = ExplorerScreen.draw(state, keeping: &kept) }
    let slice = cut(state.request)
    let cuts = measured { _ = cut(state.request) }
    let takes = measured { take(slice) }
    var changed: [Double] = []
    var ticks: [Double] = []
    var before = ExplorerScreen.draw(state)
    for _ in 0..<rounds {
      session.run(10)
      let (_, tick) = Measurement.of {
        take(cut(state.request))
        let canvas = ExplorerScreen.draw(state, keeping: &kept)
        changed.append(
          Double((0..<size.height).count { !canvas.row($0, looksAsOn: before) }))
        before = canvas
      }
      ticks.append(tick.work)
    }
    var line = Line()
    line.add("sims", simulations)
    line.add("width", size.width)
    line.add("height", size.height)
    line.add("panes_beside_tree", panes)
    line.add("cut_ms", Measurement.median(cuts) * 1000, places: 4)
    line.add("take_ms", Measurement.median(takes) * 1000, places: 4)
    line.add("draw_ms", Measurement.median(drawn) * 1000, places: 4)
    line.add("redraw_ms", Measurement.median(redrawn) * 1000, places: 4)
    line.add("tick_ms", Measurement.median(ticks) * 1000, places: 4)
    line.add("tick_rows", Int(Measurement.median(changed)))
    return line
  }

  private func measured(_ work: () -> Void) -> [Double] {
    (0..<rounds).map { _ in Measurement.of(work).1.work }
  }
}
