import Environments
import Groundwork
import LanguageModels
import Presets
import RewardModels
import SearchTrees
import TreeSearch

/// What drafting pays in a search whose expert writes the next states: with it and without, in turns.
struct DraftingBenchmark {
  private let problem: Problem
  private let iterations: Int
  private let pairs: Int
  private let lengths: [Int]
  private let expert = EmbeddedPair.expert
  private let amateur = EmbeddedPair.amateur

  init(_ arguments: inout Arguments) throws {
    problem = try Problem.named(
      try arguments.text("problem", default: "blocksworld:blocks=5,steps=8,seed=1"))
    iterations = try arguments.number("iterations", default: 30)
    pairs = try arguments.number("pairs", default: 15)
    let text = try arguments.text("draft", default: "1,2,3,4")
    lengths = text.split(separator: ",").compactMap { Int($0) }
    guard !lengths.isEmpty, lengths.allSatisfy({ 1...16 ~= $0 }) else {
      throw Arguments.Mistake(reason: "--draft is a list of lengths from 1 to 16, as in 2,4")
    }
    try arguments.finish()
  }

  func run() throws {
    let texts = try self.texts()
    for length in lengths {
      let limit = limit(length, texts)
      search(length, limit)
    }
  }

  /// The prompts of a state's actions up to where the next state is written, and that state.
  private func texts() throws -> [(prompt: [Token], next: [Token])] {
    guard let world = problem.environment as? Blocksworld else {
      throw Arguments.Mistake(reason: "--problem is one of blocksworld")
    }
    var texts: [(prompt: [Token], next: [Token])] = []
    var state = world.initialState
    var random = RandomSource(seed: 1)
    while !world.isTerminal(state) {
      for index in 0..<world.actionCount(in: state) {
        let action = world.action(at: index, in: state)
        let prompt = [
          world.prompt(for: state), PromptFormat.action, world.wording(of: action, in: state),
          PromptFormat.outcome,
        ]
        texts.append(
          (
            try expert.vocabulary.tokens(of: prompt.joined(separator: " ")),
            try expert.vocabulary.tokens(of: world.outcome(of: action, in: state))
          ))
      }
      guard let best = world.optimalActions(in: state).first else { break }
      _ = world.apply(best, to: &state, using: &random)
    }
    return texts
  }

  private struct Limit {
    var expertToken = 0.0
    var expertBatch = 0.0
    var amateurToken = 0.0
    var tokensACall = 0.0

    /// How many times as fast the pair can write as the expert alone.
    func ratio(draft: Int) -> Double {
      tokensACall * expertToken / (expertBatch + Double(draft) * amateurToken)
    }
  }

  /// What tokens cost where states are written, and how many a call of the expert yields.
  private func limit(_ length: Int, _ texts: [(prompt: [Token], next: [Token])]) -> Limit {
    let pair = SpeculativeDecoding(expert: expert, amateur: amateur, draftLength: length)
    let stop = expert.vocabulary[PromptFormat.end]
    var random = RandomSource(seed: 1)
    var (tokens, calls) = (0, 0)
    var times: [[Double]] = [[], [], []]
    for (prompt, next) in texts {
      let text = pair.generate(
        after: prompt, choosing: .likeliest, stop: stop, limit: 2 * next.count, random: &random)
      tokens += text.tokens.count
      calls += text.expertCalls
    }
    for _ in 0..<pairs {
      for (prompt, next) in texts.prefix(4) {
        times[0].append(time(expert, prompt, next, 1))
        times[1].append(time(expert, prompt, next, length + 1))
        times[2].append(time(amateur, prompt, next, 1))
      }
    }
    let medians = times.map { Measurement.median($0) }
    return Limit(
      expertToken: medians[0], expertBatch: medians[1], amateurToken: medians[2],
      tokensACall: Double(tokens) / Double(calls))
  }

  /// The seconds that reading so many tokens of a text takes, on an average over its places.
  private func time(
    _ model: some LanguageModel, _ prompt: [Token], _ text: [Token], _ count: Int
  ) -> Double {
    var context = model.makeContext()
    _ = context.append(prompt)
    let places = 0...max(0, text.count - count)
    let (_, measured) = Measurement.of {
      for place in places {
        _ = context.append(Array(text[place..<place + count]))
        context.truncate(to: prompt.count + place + 1)
      }
    }
    return measured.work / Double(places.count)
  }

  private func search(_ length: Int, _ limit: Limit) {
    var rates: [[Double]] = [[], []]
    for _ in 0..<pairs {
      for (index, draft) in [length, 0].enumerated() {
        var plan = SearchPlan(problem, .contrastive)
        plan.stepRewards = plan.preset.stepRewards
        plan.stepRewards?.worldModel = .expert
        plan.stepRewards?.draftLength = draft
        let session = plan.makeSession(undoBytes: 0)
        let (_, measured) = Measurement.of { session.run(iterations) }
        session.read { rates[index].append(Double($0.count) / measured.work) }
      }
    }
    let (together, alone) = (Measurement.median(rates[0]), Measurement.median(rates[1]))
    var line = Line()
    line.add("draft", length)
    line.add("us_expert_token", limit.expertToken * 1e6, places: 1)
    line.add("us_expert_batch", limit.expertBatch * 1e6, places: 1)
    line.add("us_amateur_token", limit.amateurToken * 1e6, places: 1)
    line.add("tokens_call", limit.tokensACall, places: 2)
    line.add("limit", limit.ratio(draft: length), places: 2)
    line.add("nodes_s", together, places: 0)
    line.add("nodes_s_alone", alone, places: 0)
    line.add("ratio", together / alone, places: 2)
    line.print()
  }
}
