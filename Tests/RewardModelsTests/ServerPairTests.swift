import Environments
import Glibc
import Groundwork
import LanguageModels
import SearchTrees
import Testing
import TreeSearch

@testable import Endpoints
@testable import RewardModels

/// Servers that say what two models say, when they are told to, and list so many of the likeliest tokens.
final class HeldScorer: StepScorer {
  private struct Asked {
    var question: StepQuestion
    var then: @Sendable (Result<ScoredText, EndpointFailure>, Asker.Effort) -> Void
  }

  private let pair: ModelPair
  private let listed: Int
  private let held = Guarded<[Asked]>([])
  private let total = Guarded(0)

  private let used = Guarded<[ModelRole: AskingCost]>([:])
  private let price: TokenPrice?

  /// Each question takes four requests, and the tokens of its text.
  var servers: [ModelServer] {
    let used = used.withLock { $0 }
    return ModelRole.allCases.map { role in
      var server = ModelServer(
        role.rawValue, at: "http://\(role.rawValue)", server: "held", model: role.rawValue,
        way: "held", alternatives: listed, vocabulary: pair.vocabulary.count)
      let cost = used[role] ?? AskingCost()
      server.use.work.requests = cost.requests
      server.use.work.tokensIn = cost.tokensIn
      server.use.work.tokensOut = cost.tokensOut
      server.price = price
      return server
    }
  }

  init(_ pair: ModelPair, listing count: Int, price: TokenPrice? = nil) {
    self.pair = pair
    self.price = price
    listed = count
  }

  /// How many questions came.
  var asked: Int { total.withLock { $0 } }

  func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>, Asker.Effort) -> Void
  ) {
    total.withLock { $0 += 1 }
    held.withLock { $0.append(Asked(question: question, then: then)) }
  }

  /// Answers what was asked, in an order of its own; what `fails` names fails.
  func tell(
    _ random: inout RandomSource, fails: (StepQuestion) -> Bool = { _ in false }
  ) throws {
    let asked = held.withLock { held in
      defer { held = [] }
      return held
    }
    var order = Array(asked.indices)
    for last in order.indices.reversed() {
      order.swapAt(last, Int(random.below(UInt32(last + 1))))
    }
    for item in order.map({ asked[$0] }) {
      if fails(item.question) {
        item.then(
          .failure(EndpointFailure(.busy, "too many requests", status: 429, tries: 6)),
          Asker.Effort())
      } else {
        let text = try text(item.question)
        let cost = AskingCost(
          requests: 4, tokensIn: text.start + text.places.count, tokensOut: text.places.count)
        used.withLock { $0[item.question.role] = ($0[item.question.role] ?? AskingCost()) + cost }
        var effort = Asker.Effort()
        effort.requests = 4
        effort.tokens = TokenUsage(prompt: cost.tokensIn, written: cost.tokensOut)
        item.then(.success(text), effort)
      }
    }
  }

  private func text(_ question: StepQuestion) throws -> ScoredText {
    let model = question.role == .expert ? pair.expert : pair.amateur
    let vocabulary = model.vocabulary
    let prompt = try vocabulary.tokens(of: question.promptText)
    let step = try vocabulary.tokens(of: question.wording)
    let rest = try vocabulary.tokens(of: PromptFormat.judgement + " " + PromptFormat.good)
    let all = prompt + step + rest
    var trie = TokenTrie()
    let path = trie.insert(all)
    let logits = model.logits(after: trie)
    let places = (prompt.count..<all.count).map { index in
      let logs = logits.logProbabilities(path[index - 1])
      let top = logs.indices.sorted { (-logs[$0], $0) < (-logs[$1], $1) }.prefix(listed)
      return ReplyPlace(
        token: .number(all[index].index), text: vocabulary.word(all[index]),
        log: logs[all[index].index],
        top: top.map {
          ReplyPlace.Alternative(
            token: .number($0), text: vocabulary.words[$0], log: logs[$0])
        })
    }
    let judgement = step.count + 1
    return ScoredText(
      places: places, parts: [0..<step.count, step.count..<judgement, judgement..<places.count],
      beginsEarlier: false, start: prompt.count)
  }
}

/// An expert and an amateur on servers.
@Suite struct ServerPairTests {
  private static let composition = RewardComposition.best

  static func session(_ models: any EvidenceSource) throws -> any SearchSession {
    let rewards = ContrastiveRewards<Blocksworld>(
      models, composition, statistics: ContrastiveRewardsTests.statistics)
    let recipe = PluggedRecipe(
      plugging: try Blocksworld(blocks: 4, steps: 6, seed: 2),
      proposer: StepRewardProposer(rewards, avoidsRepeats: true),
      widening: ActionWidening.all(atFirstVisit: true),
      selection: GuidedUCT(c: 1, isScaled: true, unvisited: .siblings),
      evaluator: StepRewardEvaluator(rewards), backup: SuffixSumBackup(),
      walk: TreeRollout(.greedy, lastLayer: 6), logsSimulations: true)
    return Session(recipe, preset: "servers", seed: 5, undoBytes: 1 << 20)
  }

  static func run(
    _ scorer: HeldScorer, vocabulary: Int?, _ count: Int, seed: UInt64 = 1
  ) throws -> any SearchSession {
    var random = RandomSource(seed: seed)
    let session = try session(ServerPair(scorer, vocabulary: vocabulary))
    while session.iterations < count {
      session.run(count - session.iterations)
      if session.waiting != nil { try scorer.tell(&random) }
    }
    return session
  }

  @Test(arguments: [
    AskingLimits(requests: 200), AskingLimits(tokens: 1500), AskingLimits(cost: 0.004),
  ])
  func `a limit stops a search before it is passed, and the tree is as it was`(
    limits: AskingLimits
  ) throws {
    let scorer = HeldScorer(
      try HashedModel.pair(), listing: 50, price: TokenPrice(input: 2, output: 10))
    let models = ServerPair(scorer, vocabulary: nil)
    models.limit(to: limits)
    let session = try Self.session(models)
    var random = RandomSource(seed: 1)
    while session.iterations < 100, session.waiting?.limit == nil {
      session.run(1)
      if session.waiting != nil { try scorer.tell(&random) }
    }
    let reason = try #require(session.waiting?.limit)
    #expect(reason.recorded == .budget && session.phase == .select)
    let used = models.servers.reduce(AskingCost()) { $0 + $1.use.cost }
    let spent = models.servers.compactMap(\.spent).reduce(0, +)
    if let most = limits.requests { #expect((1...most).contains(used.requests)) }
    if let most = limits.tokens { #expect((1...most).contains(used.tokensIn + used.tokensOut)) }
    if let most = limits.cost { #expect(spent > 0 && spent <= most) }
    let sound = try Self.run(
      HeldScorer(try HashedModel.pair(), listing: 50), vocabulary: nil, session.iterations)
    #expect(session.iterations > 0 && session.nodeCount == sound.nodeCount)
    // Where more is allowed it goes on.
    models.limit(to: AskingLimits())
    session.run(1)
    #expect(session.waiting?.limit == nil)
  }

  @Test func `limits count what was used and what may come, and no price is no cost`() {
    var server = ModelServer(
      "expert", at: "", server: "", model: nil, way: "", alternatives: 1, vocabulary: nil)
    server.use.work.requests = 8
    (server.use.work.tokensIn, server.use.work.tokensOut) = (2000, 100)
    let coming = AskingCost(requests: 2, tokensIn: 400, tokensOut: 100)
    #expect(AskingLimits(requests: 10).reason([(server, coming)]) == nil)
    #expect(AskingLimits(requests: 9).reason([(server, coming)]) == .requests(9))
    #expect(AskingLimits(tokens: 2600).reason([(server, coming)]) == nil)
    #expect(AskingLimits(tokens: 2599).reason([(server, coming)]) == .tokens(2599))
    #expect(server.spent == nil)
    #expect(AskingLimits(cost: 0.001).reason([(server, coming)]) == nil)
    server.price = TokenPrice(input: 1, output: 10)
    // 2000 and 1000, then 400 and 1000 millionths.
    #expect(abs((server.spent ?? 0) - 0.003) < 1e-12)
    #expect(AskingLimits(cost: 0.00441).reason([(server, coming)]) == nil)
    #expect(AskingLimits(cost: 0.00439).reason([(server, coming)]) == .cost(0.00439))
    // Looking at the server is paid for too.
    var handshake = ModelServer.Work()
    (handshake.tokensIn, handshake.tokensOut) = (1000, 0)
    server.handshake = handshake
    #expect(abs((server.spent ?? 0) - 0.004) < 1e-12)
    #expect(AskingLimits(cost: 0.00441).reason([(server, coming)]) == .cost(0.00441))
  }

  @Test func `a forecast counts what would be asked, and asks nobody`() throws {
    let forecast = AskingForecast()
    let session = try Self.session(forecast)
    session.run(4)
    let total = forecast.total
    let asked = try #require(session.report(.mostVisits).summary.modelUse)
    // Of every state the two models were called once.
    #expect(asked.calls == 2 * total.states && total.states > 1)
    #expect(total.cost.requests == 2 * total.states + 2 * total.questions)
    #expect(total.first.count.isMultiple(of: 2) && total.first.first?.role == .expert)
    // A token is about four bytes: 7 and 1, 2 and 2.
    let question = StepQuestion(.expert, "pick up", after: "twenty bytes of text")
    #expect(question.promptText.utf8.count == 29 && question.parts.map(\.utf8.count) == [8, 7, 5])
    #expect(question.expectedCost == AskingCost(requests: 2, tokensIn: 14, tokensOut: 6))
  }

  @Test func `in a chat template a step is how the answer begins, and another question`() {
    let question = StepQuestion(.expert, "pick up", after: "[STATE] of things")
    let template = ChatTemplate(before: "<user>", after: "</user><answer>")
    let plain = question.call(in: nil)
    let chat = question.call(in: template)
    #expect(plain.prompt + plain.text == "[STATE] of things [ACTION] pick up [EVAL] good")
    #expect(
      chat.prompt + chat.text
        == "<user>[STATE] of things [ACTION]</user><answer>pick up [EVAL] good")
    let server = ModelServer(
      "expert", at: "", server: "", model: nil, way: "", alternatives: 1, vocabulary: nil)
    #expect(plain.key(of: server) != chat.key(of: server))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `with whole distributions it is the pair itself, in whatever order the answers come`(
    seed: UInt64
  ) throws {
    let pair = try HashedModel.pair()
    let scorer = HeldScorer(pair, listing: pair.vocabulary.count)
    let servers = try Self.run(scorer, vocabulary: pair.vocabulary.count, 40, seed: seed)
    let here = try Self.session(pair)
    here.run(40)
    #expect(
      servers.report(.mostVisits).fingerprint == here.report(.mostVisits).fingerprint)
    // Each step from each state is asked about once, of both.
    let use = try #require(servers.report(.mostVisits).summary.modelUse)
    #expect(use.calls == scorer.asked)
  }

  @Test func `evidence is that of the pair, and what it estimates is certain to hold the truth`()
    throws
  {
    let pair = try HashedModel.pair()
    let world = try Blocksworld(blocks: 5, steps: 6, seed: 2)
    let state = world.initialState
    let wordings = (0..<world.actionCount(in: state)).map {
      world.wording(of: world.action(at: $0, in: state), in: state)
    }
    let truth = try pair.read(wordings, after: world.prompt(for: state))
    for count in [4, 10, 20, pair.vocabulary.count] {
      var random = RandomSource(seed: 3)
      let scorer = HeldScorer(pair, listing: count)
      let servers = ServerPair(scorer, vocabulary: pair.vocabulary.count)
      #expect(
        try servers.answer(wordings, after: world.prompt(for: state), amateur: .fresh) == .asked)
      try scorer.tell(&random)
      guard
        case .told(let evidence) = try servers.answer(
          wordings, after: world.prompt(for: state), amateur: .fresh)
      else {
        Issue.record("both have answered")
        return
      }
      #expect(evidence.calls == 2 * wordings.count && scorer.asked == evidence.calls)
      for (step, known) in zip(evidence.steps, truth.steps) {
        #expect(step.places.map(\.word) == known.places.map(\.word))
        #expect(step.places.map(\.isShared) == known.places.map(\.isShared))
        #expect(step.places.map(\.isSame) == known.places.map(\.isSame))
        for part in [RewardPart.logLikelihood, .selfEvaluation, .logRatio, .verdictContrast] {
          #expect(abs(part.raw(of: step) - part.raw(of: known)) < 1e-9, "\(part), \(count) listed")
        }
        for (place, other) in zip(step.places, known.places) {
          let certain = try #require(place.divergence.certain)
          let divergence = other.divergence.jensenShannon
          #expect(certain.lowerBound - 1e-9 <= divergence)
          #expect(divergence <= certain.upperBound + 1e-9)
          if count == pair.vocabulary.count {
            #expect(abs(place.divergence.jensenShannon - divergence) < 1e-9)
          }
          // What a model does not list is not said to be improbable.
          for item in place.top where item.expert == nil { #expect(item.amateur != nil) }
        }
      }
    }
  }

  @Test func `one failure fails the state once all else is told, and only it is asked again`()
    throws
  {
    let pair = try HashedModel.pair()
    let scorer = HeldScorer(pair, listing: 10)
    let servers = ServerPair(scorer, vocabulary: nil)
    let (prompt, wordings) = ("[STATE] hand empty", ["pick up red", "pick up blue"])
    func answer() throws -> EvidenceAnswer {
      try servers.answer(wordings, after: prompt, amateur: .fresh)
    }
    #expect(try answer() == .asked)
    #expect(scorer.asked == 4)
    var random = RandomSource(seed: 1)
    try scorer.tell(&random) { $0.role == .amateur && $0.wording == "pick up blue" }
    #expect(try answer() == .failed("amateur: too many requests (tried 6 times)"))
    #expect(scorer.asked == 4)
    #expect(try answer() == .asked)
    #expect(scorer.asked == 5)
    try scorer.tell(&random)
    guard case .told = try answer() else {
      Issue.record("all is known")
      return
    }
    #expect(scorer.asked == 5)
  }

  @Test func `models that cut a step into other tokens are not contrasted`() throws {
    let place = ReplyPlace(token: .number(1), text: "a", log: -1, top: [])
    let other = ReplyPlace(token: .number(2), text: "b", log: -1, top: [])
    func text(_ step: [ReplyPlace]) -> ScoredText {
      let end = step.count
      return ScoredText(
        places: step + [place, place], parts: [0..<end, end..<end + 1, end + 1..<end + 2],
        beginsEarlier: false, start: 3)
    }
    let family = SeenFamily(
      expert: [text([place, other])], amateur: [text([place, place])], vocabulary: 10)
    #expect(family.problem?.contains("other tokens") == true)
    #expect(
      SeenFamily(expert: [text([place])], amateur: [text([place])], vocabulary: 10).problem == nil)
    let none = SeenFamily(expert: [text([])], amateur: [text([])], vocabulary: 10)
    #expect(none.problem?.contains("no tokens of its own") == true)
  }
}
