import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// An evaluator whose answers are functions of the question, of which every third comes later.
final class LateJudge: Evaluator {
  typealias World = Nim
  private struct State {
    var asked = 0
    var open: [(question: KeptAnswers.Question, verdict: Verdict)] = []
  }

  private let waits: Bool
  private let state = Guarded(State())

  init(waits: Bool) { self.waits = waits }

  var isAsked: Bool { true }
  /// How many questions it was asked.
  var asked: Int { state.withLock { $0.asked } }

  private func opinion(_ stones: Int) -> Verdict {
    Verdict(value: stones.isMultiple(of: 4) ? 0.5 : Double(stones % 3) / 4 - 0.25)
  }

  func answer(
    to question: KeptAnswers.Question, about state: Int, of world: Nim,
    using random: inout RandomSource
  ) -> Verdict? {
    let verdict = opinion(state)
    return self.state.withLock { known in
      known.asked += 1
      guard waits, known.asked.isMultiple(of: 3) else { return verdict }
      known.open.append((question, verdict))
      return nil
    }
  }

  func evaluate(_ state: Int, of world: Nim, using random: inout RandomSource) -> Float {
    Float(opinion(state).value)
  }
  func verdict(_ state: Int, of world: Nim, using random: inout RandomSource) -> Verdict {
    opinion(state)
  }

  /// Tells the answers that are due.
  func tell(_ answers: KeptAnswers) {
    let due = state.withLock { known in
      defer { known.open = [] }
      return known.open
    }
    for (question, verdict) in due { answers.keep(verdict, of: question) }
  }
}

@Suite struct LateJudgeTests {
  private func session(_ judge: LateJudge, _ answers: KeptAnswers) -> any SearchSession {
    let recipe = PluggedRecipe(
      plugging: Nim(stones: 11), proposer: LegalActions<Nim>(),
      widening: ActionWidening.all(atFirstVisit: false), selection: UCT(c: 1), evaluator: judge,
      backup: NegamaxBackup())
    return Session(recipe, preset: "late", seed: 5, undoBytes: 0, answers: answers)
  }

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    session.report(.mostVisits).fingerprint
  }

  @Test func `a search that waits at every third question grows the tree of one that never waits`()
  {
    let prompt = session(LateJudge(waits: false), KeptAnswers())
    prompt.run(200)
    let judge = LateJudge(waits: true)
    let answers = KeptAnswers()
    let late = session(judge, answers)
    var waits = 0
    while late.iterations < 200 {
      late.run(200 - late.iterations)
      guard let trial = late.waiting else { continue }
      waits += 1
      #expect(trial.id == late.iterations + 1)
      // Nothing of the simulation is in the tree while it waits.
      #expect(late.phase == .select)
      judge.tell(answers)
    }
    #expect(waits > 20)
    #expect(fingerprint(late) == fingerprint(prompt))
  }

  @Test func `asked again too early it waits on, and asks for nothing twice`() {
    let judge = LateJudge(waits: true)
    let answers = KeptAnswers()
    let late = session(judge, answers)
    while late.waiting == nil { late.run(1) }
    let (asked, before, tree) = (judge.asked, late.iterations, fingerprint(late))
    late.run(3)
    // The question is put once more, and answered at once or waited for: what was told is not asked.
    #expect(judge.asked == asked + 1 || late.iterations > before)
    if late.iterations == before { #expect(fingerprint(late) == tree) }
  }

  @Test func `phases that are stepped wait as runs do`() {
    let prompt = session(LateJudge(waits: false), KeptAnswers())
    prompt.run(60)
    let judge = LateJudge(waits: true)
    let answers = KeptAnswers()
    let late = session(judge, answers)
    while late.iterations < 60 {
      late.stepPhase()
      if late.waiting != nil { judge.tell(answers) }
    }
    #expect(fingerprint(late) == fingerprint(prompt))
  }
}
