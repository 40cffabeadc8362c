import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// The plot of a recording is the plot of the search that was recorded.
@Suite struct PlotReadingTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func plan(_ preset: Preset, _ problem: String) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 11
    return plan
  }

  private func read(_ plot: PlotName, _ moment: Moment = .end) throws -> [String] {
    var reading = MomentReading(
      of: try RecordedFile(folder.path(), name: "a.jsonl"), at: moment)
    reading.plot = plot
    return try reading.read().plot
  }

  @Test(arguments: [
    (Preset.uct, "connect-four", 700), (.uct, "tic-tac-toe", 3), (.puct, "connect-four", 300),
    (.contrastive, "blocksworld:blocks=3,steps=4,seed=1", 6),
  ])
  func `every plot of a recording has the numbers of the search's own`(
    preset: Preset, problem: String, simulations: Int
  ) throws {
    let plan = try plan(preset, problem)
    let done = try folder.record(plan, simulations).iterations
    for moment in [done, max(1, done / 3)] {
      let session = plan.makeSession(undoBytes: 0)
      session.keepHistories()
      session.run(moment)
      for name in PlotName.allCases where name != .speed {
        let lines = try read(name, .iteration(moment))
        #expect(lines == session.csv(of: name), "\(name)")
      }
    }
  }

  @Test func `a recording does not know how fast its search was`() throws {
    try folder.record(try plan(.uct, "tic-tac-toe"), 20)
    let lines = try read(.speed)
    #expect(lines.count == 21)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",") })
  }

  @Test func `a tree without iterations has heads and what is known now`() throws {
    try folder.write(
      """
      {"type":"search"}
      {"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}
      {"type":"stats","stats":[[0,3,0.5],[1,2,0.75],[2,1,0]]}

      """)
    #expect(try read(.depth) == ["depth,nodes,visits", "0,1,3", "1,2,3"])
    #expect(try read(.frontier).count == 1)
    let lines = try read(.value)
    #expect(lines[0] == "sims,node,action,visits,value")
    #expect(lines.dropFirst().count == 2)
  }
}
