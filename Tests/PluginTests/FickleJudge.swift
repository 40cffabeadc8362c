import Foundation
import Groundwork
import Journals
import SearchTrees
import Synchronization
import Testing
import TreeSearch

/// An evaluator that gives another answer at each call, as a sampled language model does.
final class FickleJudge: Evaluator {
  typealias World = Nim
  private let counter = Atomic(0)

  /// How often it was asked.
  var calls: Int { counter.load(ordering: .relaxed) }
  var isAsked: Bool { true }
  var name: String { "judge" }

  func evaluate(_ state: Int, of world: Nim, using random: inout RandomSource) -> Float {
    Float(verdict(state, of: world, using: &random).value)
  }

  func verdict(_ state: Int, of world: Nim, using random: inout RandomSource) -> Verdict {
    let call = counter.add(1, ordering: .relaxed).newValue
    let value = Double((call * 7919) % 1000) / 500 - 1
    return Verdict(
      value: value, parts: [VerdictPart("opinion", value)], rationale: "answer \(call)")
  }
}

@Suite struct FickleJudgeTests {
  private let judge = FickleJudge()

  private func session(_ answers: KeptAnswers = KeptAnswers()) -> any SearchSession {
    let recipe = PluggedRecipe(
      plugging: Nim(stones: 9), proposer: LegalActions<Nim>(order: .listed),
      widening: ActionWidening.all(atFirstVisit: false), selection: UCT(c: 1), evaluator: judge,
      backup: NegamaxBackup())
    return Session(recipe, preset: "judged", seed: 3, undoBytes: 1 << 18, answers: answers)
  }

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    session.report(.mostVisits).fingerprint
  }

  @Test
  func `a search that begins again asks for nothing that was answered, and grows the same tree`() {
    let first = session()
    first.run(80)
    let calls = judge.calls
    #expect(calls > 20)
    let again = first.again(0)
    again.run(80)
    #expect(fingerprint(again) == fingerprint(first))
    #expect(judge.calls == calls)
    let fresh = session()
    fresh.run(80)
    #expect(fingerprint(fresh) != fingerprint(first), "it does answer otherwise")
  }

  @Test func `what is taken back and done again is not asked again`() {
    let session = session()
    session.run(60)
    let (calls, tree) = (judge.calls, fingerprint(session))
    for _ in 0..<40 { _ = session.stepBack() }
    session.run(30)
    for _ in 0..<4 * 10 { session.stepPhase() }
    #expect(fingerprint(session) == tree)
    #expect(judge.calls == calls)
  }

  @Test func `a branch goes on with the answers of its origin`() {
    let session = session()
    session.run(30)
    let branch = session.branch(at: .root, undoBytes: 0)
    session.run(40)
    let calls = judge.calls
    branch.run(40)
    #expect(fingerprint(branch) == fingerprint(session))
    #expect(judge.calls == calls)
  }

  @Test func `a recording is resumed without asking, and a fresh run is told to be another`() throws
  {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-fickle-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = session()
    var summary = SearchSummary()
    first.fill(&summary)
    let recorder = JournalRecorder(
      try JournalFile(creating: path), header: JournalHeader(summary))
    first.run(60, recordedBy: recorder)
    recorder.finish()
    let calls = judge.calls

    let recording = Recording(try JournalBytes(mapping: path))
    recording.readWhole()
    let resumed = try resume(session(recording.keptAnswers()), path)
    #expect(fingerprint(resumed) == fingerprint(first))
    #expect(judge.calls == calls)

    let problem = #expect(throws: JournalProblem.self) { try resume(session(), path) }
    #expect(problem?.reason.contains("the search that is run again") == true)
  }

  private func resume(
    _ session: any SearchSession, _ path: String
  ) throws(JournalProblem) -> any SearchSession {
    let recorder = try JournalRecorder(resuming: path)
    try runAgain(session, recorder)
    recorder.finish()
    return session
  }
}
