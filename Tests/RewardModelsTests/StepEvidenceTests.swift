import Glibc
import LanguageModels
import RewardModels
import SearchTrees
import Testing

/// A small language: two actions that share their first word and one that does not.
@Suite struct StepEvidenceTests {
  static let vocabulary = Vocabulary([
    "[ACTION]", "[EVAL]", "good", "bad", "s", "up", "down", "x", "y",
  ])

  static let expert = TableModel(
    name: "expert", vocabulary: vocabulary,
    table: [
      "s": ["[ACTION]": 0.5],
      "s [ACTION]": ["up": 0.8, "down": 0.1],
      "s [ACTION] up": ["x": 0.6, "y": 0.2],
      "s [ACTION] down": ["x": 0.9],
      "s [ACTION] up x [EVAL]": ["good": 0.9, "bad": 0.05],
      "s [ACTION] up y [EVAL]": ["good": 0.2, "bad": 0.8],
      "s [ACTION] down x [EVAL]": ["good": 0.5, "bad": 0.4],
    ])

  static let amateur = TableModel(
    name: "amateur", vocabulary: vocabulary,
    table: [
      "s [ACTION]": ["up": 0.4, "down": 0.5],
      "s [ACTION] up": ["x": 0.3, "y": 0.4],
      "s [ACTION] down": ["x": 0.9],
      "s [ACTION] up x [EVAL]": ["good": 0.45, "bad": 0.5],
      "s [ACTION] up y [EVAL]": ["good": 0.4, "bad": 0.6],
      "s [ACTION] down x [EVAL]": ["good": 0.5, "bad": 0.4],
    ])

  static func read(_ memory: AmateurMemory = .fresh) throws -> StateEvidence {
    try ModelPair(expert: expert, amateur: amateur)
      .read(["up x", "up y", "down x"], after: "s", amateur: memory)
  }

  private func isNear(_ number: Double, _ expected: Double) -> Bool {
    abs(number - expected) < 1e-6
  }

  @Test func `likelihood counts the words of the action, each after the words before it`() throws {
    let steps = try Self.read().steps
    #expect(isNear(RewardPart.logLikelihood.raw(of: steps[0]), log(0.8 * 0.6)))
    #expect(isNear(RewardPart.logLikelihood.raw(of: steps[1]), log(0.8 * 0.2)))
    #expect(isNear(RewardPart.logLikelihood.raw(of: steps[2]), log(0.1 * 0.9)))
    #expect(isNear(RewardPart.meanLogLikelihood.raw(of: steps[0]), log(0.8 * 0.6) / 2))
  }

  @Test func `self-evaluation and verdict contrast are read after the mark of the judgement`()
    throws
  {
    let steps = try Self.read().steps
    #expect(isNear(RewardPart.selfEvaluation.raw(of: steps[0]), log(0.9)))
    #expect(isNear(RewardPart.verdictContrast.raw(of: steps[0]), log(0.9 / 0.45)))
    #expect(isNear(RewardPart.verdictContrast.raw(of: steps[1]), log(0.2 / 0.4)))
    #expect(isNear(RewardPart.verdictContrast.raw(of: steps[2]), 0))
    #expect(isNear(exp(try #require(steps[1].judgement.amateurBadLog)), 0.6))
  }

  @Test func `divergence is the mean over the action's words, the log-ratio the sum`() throws {
    let steps = try Self.read().steps
    // The other seven words share what is left: 0.1 of the expert's and 0.1 of the amateur's.
    let rest = { (share: Double) in Array(repeating: log(share / 7), count: 7) }
    let verb = Divergence(
      expert: [log(0.8), log(0.1)] + rest(0.1), amateur: [log(0.4), log(0.5)] + rest(0.1))
    let object = Divergence(
      expert: [log(0.6), log(0.2)] + rest(0.2), amateur: [log(0.3), log(0.4)] + rest(0.3))
    #expect(
      isNear(
        RewardPart.divergence.raw(of: steps[0]), (verb.jensenShannon + object.jensenShannon) / 2))
    #expect(isNear(RewardPart.divergence.raw(of: steps[2]), verb.jensenShannon / 2))
    #expect(
      isNear(
        RewardPart.summedDivergence.raw(of: steps[0]),
        try #require(verb.arithmeticGeometric) + (try #require(object.arithmeticGeometric))))
    #expect(isNear(RewardPart.logRatio.raw(of: steps[0]), log(0.8 / 0.4) + log(0.6 / 0.3)))
    #expect(isNear(RewardPart.logRatio.raw(of: steps[1]), log(0.8 / 0.4) + log(0.2 / 0.4)))
    #expect(
      isNear(
        RewardPart.signedDivergence.raw(of: steps[1]),
        (verb.jensenShannon - object.jensenShannon) / 2))
  }

  @Test func `siblings that differ in the last word have the same divergence`() throws {
    let steps = try Self.read().steps
    let first = RewardPart.divergence.raw(of: steps[0])
    #expect(first == RewardPart.divergence.raw(of: steps[1]))
    #expect(first != RewardPart.divergence.raw(of: steps[2]))
  }

  @Test func `a place is shared up to and with the first word that differs`() throws {
    let steps = try Self.read().steps
    #expect(steps[0].places.map(\.isShared) == [true, true])
    #expect(steps[1].places.map(\.isShared) == [true, true])
    #expect(steps[2].places.map(\.isShared) == [true, false])
  }

  @Test func `a place is the same up to the first word that differs, and not with it`() throws {
    let steps = try Self.read().steps
    #expect(steps[0].places.map(\.isSame) == [true, false])
    #expect(steps[1].places.map(\.isSame) == [true, false])
    #expect(steps[2].places.map(\.isSame) == [false, false])
  }

  @Test func `the four likeliest words of each model are kept, by the expert's probability`() throws
  {
    let top = try Self.read().steps[0].places[0].top
    #expect(top.map(\.word) == ["up", "down", "[ACTION]", "[EVAL]"])
    #expect(isNear(try #require(top[1].expert), 0.1))
    #expect(isNear(try #require(top[1].amateur), 0.5))
  }

  @Test func `a verdict shows the action's words and then the judgement`() throws {
    let tokens = try Self.read().steps[0].tokens
    #expect(tokens.map(\.text) == ["up", "x", "good"])
    #expect(tokens.map(\.role) == [.action, .action, .judgement])
    #expect(tokens[1].likelihoods.models == ["expert", "amateur"])
    // As rounded as they are recorded: five digits of a probability.
    #expect(tokens[1].likelihoods["expert"] == -0.51083)
    #expect(tokens[1].likelihoods.probability("expert").map { abs($0 - 0.6) < 3e-6 } == true)
    #expect(tokens[1].top.first?.likelihoods.models == ["expert", "amateur"])
    #expect(tokens[2].likelihoods["amateur"] == -0.79851)
  }

  @Test func `both models are called once and read what steps share once`() throws {
    let state = try Self.read()
    // s [ACTION] up x [EVAL] y [EVAL] down x [EVAL]: ten tokens each.
    #expect(state.calls == 2)
    #expect(state.tokens == 20)
    #expect(state.promptLength == 2)
  }

  @Test func `the public code's likelihood counts the prompt from its second token on`() throws {
    let steps = try Self.read().steps
    #expect(isNear(RewardPart.wholeLogLikelihood.raw(of: steps[0]), log(0.5 * 0.8 * 0.6)))
    #expect(isNear(steps[2].promptLogLikelihood, log(0.5)))
  }
}
