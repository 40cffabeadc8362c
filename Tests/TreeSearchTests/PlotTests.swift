import Environments
import Foundation
import Presets
import Testing

@testable import SearchTrees
@testable import TreeSearch

/// What plots are made of: a bounded number of samples, a function of the search alone.
struct PlotTests {
  private func session(
    _ problem: String, preset: Preset = .uct, runs: Int
  ) throws -> any SearchSession {
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 4
    let session = plan.makeSession(undoBytes: 1 << 22)
    session.keepHistories()
    session.run(runs)
    return session
  }

  private func slice(_ session: any SearchSession, at node: Int = 0) -> TreeSlice {
    var request = SliceRequest()
    request.wantsPlots = true
    request.wantsTables = true
    request.cursor = .node(NodeID(node))
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  @Test(arguments: [0, 1, 2, 100, 128, 129, 1000, 5000])
  func `places are bounded, evenly spread, and end with the present`(runs: Int) throws {
    let plots = try #require(slice(session("connect-four", runs: runs)).plots)
    #expect(plots.iterations.count <= 129)
    #expect(plots.iterations.last == runs)
    let steps = zip(plots.iterations, plots.iterations.dropFirst()).map { $1 - $0 }
    #expect(Set(steps.dropLast()).count <= 1 && steps.allSatisfy { $0 > 0 })
    if runs >= 129 { #expect(plots.iterations.count >= 64) }
    for child in plots.root.children {
      #expect(child.visits.count == plots.iterations.count)
      #expect(child.values.count == plots.iterations.count)
    }
  }

  @Test func `children of the root have the same numbers as siblings and as the root's moves`()
    throws
  {
    let plots = try #require(slice(session("connect-four", runs: 600), at: 1).plots)
    #expect(plots.siblings.parent == plots.root.parent)
    #expect(plots.siblings.children.map(\.values) == plots.root.children.map(\.values))
    #expect(plots.siblings.children.map(\.visits) == plots.root.children.map(\.visits))
    #expect(plots.siblings.children[0].values.count { $0 != nil } > 60)
  }

  @Test func `a plot does not depend on how the search was run, or on when somebody looked`() throws
  {
    let whole = try session("connect-four", runs: 2000)
    let pieces = try session("connect-four", runs: 0)
    while pieces.iterations < 2000 {
      pieces.run(37)
      if pieces.iterations % 3 == 0 { _ = slice(pieces, at: 2) }
      for _ in 0..<5 { _ = pieces.stepBack() }
      if pieces.iterations > 1960 { pieces.run(2000 - pieces.iterations) }
    }
    for name in PlotName.allCases where name != .speed {
      #expect(whole.csv(of: name) == pieces.csv(of: name), "\(name)")
    }
  }

  @Test func `shares add up to 1 at every place, and Q is what the tree said then`() throws {
    let session = try session("connect-four", runs: 0)
    var told: [Int: [NodeID: Double]] = [:]
    for _ in 0..<300 {
      session.run(1)
      session.read { tree in
        for child in tree.children(of: .root) {
          told[session.iterations, default: [:]][child] = tree.value(of: child)
        }
      }
    }
    let slice = slice(session)
    guard case .lines(let iterations, let shares) = SearchPlot(.share, of: slice).content,
      case .lines(_, let values) = SearchPlot(.value, of: slice).content
    else {
      Issue.record("lines are drawn")
      return
    }
    #expect(shares.count == 7)
    for place in iterations.indices {
      let sum = shares.compactMap { $0.values[place] }.reduce(0, +)
      #expect(abs(sum - 1) < 1e-9)
      for series in values {
        let then = series.node.flatMap { told[iterations[place]]?[$0] }
        #expect(series.values[place].map(Float.init) == then.map(Float.init))
      }
    }
  }

  @Test func `the doubt of seven equal moves is ln 7, of one certain move 0`() throws {
    func entropy(_ visits: [Double]) -> Double? {
      var slice = TreeSlice()
      let children = visits.enumerated().map {
        PlotSamples.Child(
          node: NodeID($0 + 1), label: "\($0)", visits: [0, $1], values: [nil, nil])
      }
      slice.plots = PlotSamples.of(children)
      guard case .lines(_, let series) = SearchPlot(.entropy, of: slice).content else { return nil }
      #expect(series[0].values[0] == nil)
      return series[0].values[1]
    }
    let equal = try #require(entropy([3, 3, 3, 3, 3, 3, 3]))
    #expect(abs(equal - log(7.0)) < 1e-12)
    #expect(entropy([9, 0, 0]) == 0)
    // By hand: -(3/4 ln 3/4 + 1/4 ln 1/4) = .5623
    #expect(abs((entropy([3, 1]) ?? 0) - 0.5623351446188083) < 1e-12)
  }

  @Test func `depths are counted as a walk from every node counts them`() throws {
    let session = try session("connect-four", runs: 3000)
    let depths = try #require(slice(session).plots?.depths)
    var nodes: [Int: Int] = [:]
    var visits: [Int: Double] = [:]
    session.read { tree in
      for index in 0..<tree.count {
        let depth = tree.path(to: NodeID(index)).count - 1
        nodes[depth, default: 0] += 1
        visits[depth, default: 0] += tree.visits(of: NodeID(index)) ?? 0
      }
      #expect(depths.total == tree.count)
    }
    #expect(depths.nodes == (0..<nodes.count).map { nodes[$0] })
    #expect(depths.visits == (0..<nodes.count).map { visits[$0] })
  }

  @Test func `the frontier is where a sibling would score what the best one scores`() throws {
    // UCT: Q = best - c*sqrt(ln N / n), worked out here by itself.
    let session = try session("connect-four", runs: 1500)
    let slice = slice(session)
    let table = try #require(slice.detail.children)
    let best = try #require(table.winner.map { table.candidates[$0].score })
    let frontier = try #require(slice.plots?.frontier)
    #expect(frontier.count > 10)
    for point in frontier {
      let bonus =
        table.exploration.value * (log(table.parentVisits ?? 0) / point.visits).squareRoot()
      #expect(abs(point.value - (best - bonus)) < 1e-3)
    }
    #expect(zip(frontier, frontier.dropFirst()).allSatisfy { $0.visits < $1.visits })
  }

  @Test func `a rule that draws has no frontier, and says so by an empty one`() throws {
    let session = try session("bandit:0.2,0.8", preset: .uct, runs: 0)
    #expect(slice(session).plots?.frontier.isEmpty == true)
  }

  @Test func `what is not known is an empty field, and a text with commas stands in quotes`() throws
  {
    var slice = TreeSlice()
    slice.plots = PlotSamples.of([
      PlotSamples.Child(
        node: NodeID(1), label: "a, \"b\"\nc", visits: [nil, 4], values: [nil, 0.5])
    ])
    #expect(
      SearchPlot(.value, of: slice).csv(of: slice) == [
        "sims,node,action,visits,value", "1,#1,\"a, \"\"b\"\"\nc\",,",
        "2,#1,\"a, \"\"b\"\"\nc\",4,0.5",
      ])
    #expect(
      SearchPlot(.speed, of: slice).csv(of: slice) == ["sims,sims_per_second", "1,", "2,"])
  }

  @Test func `the speed is that since the place before, where times are known`() {
    var slice = TreeSlice()
    var plots = PlotSamples.of([])
    plots.iterations = [100, 200, 300, 400]
    plots.seconds = [0.5, 1, nil, 2]
    slice.plots = plots
    guard case .lines(_, let series) = SearchPlot(.speed, of: slice).content else { return }
    #expect(series[0].values == [200, 200, nil, nil])
  }
}

extension PlotSamples {
  /// The samples of a root's children at two iterations.
  fileprivate static func of(_ children: [Child]) -> PlotSamples {
    let family = Family(parent: .root, children: children, childCount: children.count)
    var samples = PlotSamples(root: family, siblings: family)
    samples.iterations = [1, 2]
    samples.seconds = [nil, nil]
    return samples
  }
}
