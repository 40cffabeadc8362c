import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// Recordings of searches that judge several nodes in a simulation.
@Suite struct ResumedTrialsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private static let presets = [
    Preset.refinement, .refinementCode, .refinementZero, .introspection, .introspectionCode,
    .agents, .beam, .rewardBalance,
  ]

  private func plan(_ preset: Preset) throws -> SearchPlan {
    var plan = SearchPlan(
      try Problem.named("design:places=6,letters=4,ruggedness=4,noise=0.1"), preset)
    plan.seed = 7
    return plan
  }

  @Test(arguments: presets)
  func `none of the judgements of a simulation is asked for again`(preset: Preset) throws {
    let plan = try plan(preset)
    let whole = try folder.record(plan, 30)
    var request = SearchRequest(exploring: plan)
    request.recorder = try JournalRecorder(resuming: folder.path())
    let session = try request.makeSession { _ in }
    #expect(session.fingerprint == whole.fingerprint)
    #expect(request.calls.count == 0)
  }

  @Test(arguments: [(Preset.refinement, 2), (.refinementCode, 2), (.agents, 2), (.beam, 1)])
  func `a simulation has as many evaluations in the file as it judged nodes`(
    preset: Preset, count: Int
  ) throws {
    try folder.record(plan(preset), 6)
    let lines = try folder.text().split(separator: "\n")
    let last = lines.lastIndex { $0.contains("\"type\":\"backup\"") } ?? 0
    let before = lines[..<last].lastIndex { $0.contains("\"type\":\"backup\"") } ?? 0
    #expect(lines[before..<last].count { $0.contains("\"type\":\"evaluate\"") } == count)
  }

  @Test(arguments: presets)
  func `the doctor names what the public code does otherwise, and nothing else`(
    preset: Preset
  ) throws {
    var plan = try plan(preset)
    plan.problem = try Problem.named("design")
    try folder.record(plan, 60)
    let recording = Recording(try JournalBytes(mapping: folder.path()))
    recording.examine()
    recording.readWhole()
    let faults = recording.diagnosis().filter { $0.rule.grade == .fault }.map(\.rule.name)
    switch preset.name {
    case "mctsr-code": #expect(faults == ["stale-inner-values"])
    case "i-mcts-code": #expect(faults == ["virtual-values-never-set"])
    default: #expect(faults == [])
    }
  }
}
