import Groundwork
import LanguageModels
import SearchTrees
import Testing
import TreeSearch

@testable import RewardModels

/// Questions that a person asks again with another prompt, beside the search.
@Suite struct EditedCallTests {
  private let scorer: HeldScorer
  private let models: ServerPair
  private let session: any SearchSession
  private let calls: KeptCalls
  private var random = RandomSource(seed: 1)

  init() throws {
    scorer = HeldScorer(
      try HashedModel.pair(), listing: try HashedModel.pair().vocabulary.count,
      price: TokenPrice(input: 2, output: 10))
    models = ServerPair(scorer, vocabulary: nil)
    session = try ServerPairTests.session(models)
    while session.iterations < 30 {
      session.run(30 - session.iterations)
      if session.waiting != nil { try scorer.tell(&random) }
    }
    calls = try #require(models.calls)
  }

  /// The expert's call about the step into a node, and what was said of that.
  private func step(into node: NodeID) throws -> (number: Int, verdict: Verdict) {
    var request = SliceRequest()
    request.wantsVerdicts = true
    request.cursor = .node(node)
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    let verdict = try #require(slice.detail.verdict)
    return (try #require(verdict.calls.first { $0.name == "expert" }).number, verdict)
  }

  /// A prompt that the search asked with somewhere else.
  private func otherPrompt(than number: Int) throws -> String {
    let prompt = try #require(calls.call(number)).prompt
    return try #require(calls.calls(0..<calls.count).first { $0.prompt != prompt }).prompt
  }

  private var fingerprint: UInt64 { session.report(.mostVisits).fingerprint }

  @Test mutating func `the answer is kept and counted beside the search, and the tree stays`()
    throws
  {
    let (number, _) = try step(into: NodeID(1))
    let (before, asked, tree) = (calls.count, scorer.asked, fingerprint)
    #expect(calls.ask(number, withPrompt: try otherPrompt(than: number)) == nil)
    #expect(scorer.asked == asked + 1 && calls.count == before)
    #expect(models.servers[0].use.waiting == 1)
    // The same is not asked twice at once.
    #expect(calls.ask(number, withPrompt: try otherPrompt(than: number)) != nil)
    try scorer.tell(&random)
    let call = try #require(calls.call(before + 1))
    #expect(call.phase == .byHand && call.edited == number && call.failure == nil)
    #expect(call.prompt == (try otherPrompt(than: number)))
    #expect(call.text == calls.call(number)?.text)
    #expect(calls.takeAnsweredByHand() == [before + 1] && calls.takeAnsweredByHand().isEmpty)
    // It answers no question of the search.
    #expect(calls.answer(to: call.key) != before + 1)
    #expect(fingerprint == tree)
    let server = models.servers[0]
    #expect(server.phases.map(\.phase) == [.scoring, .byHand])
    #expect(server.phases[1].work.requests == 4)
    #expect(server.use.byHand.tokensIn == call.effort.tokensIn)
    // A tree that goes on does what it would have done.
    let sound = try ServerPairTests.run(
      HeldScorer(try HashedModel.pair(), listing: try HashedModel.pair().vocabulary.count),
      vocabulary: nil, 40)
    while session.iterations < 40 {
      session.run(40 - session.iterations)
      if session.waiting != nil { try scorer.tell(&random) }
    }
    #expect(fingerprint == sound.report(.mostVisits).fingerprint)
  }

  @Test mutating func `reward, value and score of the step are worked out again with what it says`()
    throws
  {
    for node in [NodeID(1), NodeID(2)] {
      let (number, verdict) = try step(into: node)
      let tree = fingerprint
      #expect(calls.ask(number, withPrompt: try otherPrompt(than: number)) == nil)
      try scorer.tell(&random)
      let edit = try #require(session.callEdit(calls.count, isMoving: false))
      #expect(edit.original == calls.call(number))
      let effect = try #require(edit.effect)
      #expect(effect.node == node && fingerprint == tree)
      // What is there is what was said; the statistics stand still.
      #expect(abs(effect.before.value - verdict.value) < 1e-9)
      // R_LL is the sum of the step's tokens, as they are told now.
      let score = try #require(calls.call(calls.count)?.score)
      let log = score.places[score.parts[0]].reduce(0) { $0 + $1.token.log }
      let part = try #require(effect.after.parts.first { $0.name == "R_LL" })
      #expect(abs(part.raw - log) < 1e-9)
      // Each simulation through the step has its reward once: Q moves by as much.
      #expect(effect.isValueReworked)
      let one = try #require(effect.decision?.candidates.first { $0.node == node }?.value)
      let other = try #require(effect.otherDecision?.candidates.first { $0.node == node }?.value)
      let change = effect.after.value - effect.before.value
      #expect(change != 0 && abs(other - one - change) < 1e-4, "\(one) \(other) \(change)")
    }
  }

  @Test mutating func `a limit holds for what a person asks, and what is no step is not asked`()
    throws
  {
    let (number, _) = try step(into: NodeID(1))
    models.limit(to: AskingLimits(requests: 1))
    #expect(calls.ask(number, withPrompt: "[STATE]") != nil)
    #expect(models.servers[0].use.waiting == 0)
    models.limit(to: AskingLimits())
    #expect(calls.ask(number, withPrompt: "") != nil)
    #expect(calls.ask(calls.count + 1, withPrompt: "[STATE]") != nil)
    #expect(KeptCalls().ask(1, withPrompt: "[STATE]") != nil)
    let asked = scorer.asked
    let other = ModelCall(
      key: "k", name: "judge", ability: "score", prompt: "", text: "x", outcome: .failed("busy"))
    guard case .kept(let strange) = calls.add(other) else { return }
    #expect(calls.ask(strange, withPrompt: "[STATE]") != nil && scorer.asked == asked)
  }

  @Test mutating func `one that failed is asked with another prompt, and one that fails says why`()
    throws
  {
    let (number, _) = try step(into: NodeID(1))
    let prompt = try otherPrompt(than: number)
    #expect(calls.ask(number, withPrompt: prompt) == nil)
    try scorer.tell(&random) { _ in true }
    let failed = try #require(calls.call(calls.count))
    #expect(failed.failure != nil && failed.edited == number)
    let place = calls.count
    #expect(calls.ask(place, withPrompt: prompt) == nil)
    try scorer.tell(&random)
    #expect(calls.call(calls.count)?.edited == place)
    #expect(calls.call(calls.count)?.score != nil)
    // No step rests on what failed.
    #expect(session.callEdit(calls.count, isMoving: false)?.effect == nil)
  }

  @Test func `the pick is named, whether it stays or not`() {
    func table(_ scores: [Double]) -> SelectionTable {
      SelectionTable(
        node: .root, rule: "", formula: "", parentVisits: nil, exploration: NamedNumber("c", 1),
        candidates: zip(["left", "right"], scores).enumerated().map { index, entry in
          SelectionTable.Candidate(
            node: NodeID(index + 1), label: entry.0, visits: 1, value: nil, terms: [],
            score: entry.1)
        })
    }
    func words(_ before: [Double], _ after: [Double]) -> String {
      StepReconsideration(
        node: NodeID(2), label: "right", before: Verdict(value: 0), after: Verdict(value: 0),
        decision: table(before), otherDecision: table(after), isValueReworked: true
      ).pickWords
    }
    #expect(words([2, 1], [2, 1.5]) == "the pick stays left")
    #expect(words([2, 1], [2, 2.5]) == "the pick would be right instead of left")
    #expect(words([.nan, .nan], [1, 2]) == "nothing is picked by the highest score here")
  }
}
