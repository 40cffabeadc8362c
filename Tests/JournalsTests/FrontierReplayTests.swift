import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// Recordings of searches whose simulations begin at a node chosen among all that are open.
@Suite struct FrontierReplayTests {
  @Test(arguments: ["design:places=5,letters=3,noise=0.1", "blocksworld:blocks=4,steps=6,seed=2"])
  func `a recorded simulation was chosen from as many open nodes as the live one`(
    problem: String
  ) throws {
    let plan = SearchPlan(try Problem.named(problem), .bestFirst)
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    let session = plan.makeSession(undoBytes: 1 << 18)
    var request = SliceRequest()
    request.wantsTrace = true
    var traces: [Int: SimulationTrace] = [:]
    for _ in 0..<40 {
      repeat { session.stepPhase(recordedBy: recorder) } while session.phase != .select
      var slice = TreeSlice()
      session.fill(&slice, for: request)
      traces[session.iterations] = slice.trace
    }
    recorder.finish()
    let rules = plan.makeSession(undoBytes: 0)
    let recording = Recording.whole(journal.text) { _ in rules }
    for iteration in traces.keys.sorted().reversed() {
      recording.show(event: recording.event(ofIteration: iteration))
      let (live, recorded) = (try #require(traces[iteration]), try #require(recording.trace()))
      #expect(recorded.openNodes == live.openNodes && live.openNodes != nil, "\(iteration)")
      #expect(recorded.path.map(\.node) == live.path.map(\.node))
      #expect(recorded.path.allSatisfy { $0.table == nil })
      // Where the walk came to is said by the live search alone.
      #expect(recorded.path.dropLast().map(\.remark) == live.path.dropLast().map(\.remark))
    }
  }

  @Test(arguments: [("rebase", "share"), ("mctsr-zero", "prompt")])
  func `a recording says of which statistics the numbers are whole`(
    preset: String, whole: String
  ) throws {
    let plan = SearchPlan(
      try Problem.named("design:places=5,letters=3"), try #require(Preset.named(preset)))
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    recorder.finish()
    let columns = Recording.whole(journal.text).header?.columns ?? []
    #expect(columns.filter(\.isWhole).map(\.name).first == whole)
    #expect(columns.contains { !$0.isWhole && $0.kind == .neither })
  }
}
