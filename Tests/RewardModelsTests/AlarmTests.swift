import Glibc
import RewardModels
import SearchTrees
import Testing

@Suite struct AlarmTests {
  private static let evidence = StepEvidence(
    places: [
      TokenPlace(
        word: "up", expertLog: -1, amateurLog: -2, divergence: Divergence(expert: [0], amateur: [0])
      )
    ],
    judgement: Judgement(
      expertGoodLog: -0.5, amateurGoodLog: -0.5, expertBadLog: -1, amateurBadLog: -1,
      divergence: Divergence(expert: [0], amateur: [0])),
    promptLogLikelihood: -9)

  /// A step with these contributions of the parts that count, and these regions.
  private func step(
    _ composition: RewardComposition, _ contributions: [Double], region: Int = 0, version: Int = 0
  ) -> ScoredStep {
    var score = Verdict(value: contributions.reduce(0, +))
    for (index, entry) in composition.weights.enumerated() {
      var part = VerdictPart(entry.part.rawValue, 0)
      part.contribution = index < contributions.count ? contributions[index] : 0
      part.normalized = part.contribution
      part.region = region
      score.parts.append(part)
    }
    return ScoredStep(
      wording: "up", evidence: Self.evidence, score: score, statisticsVersion: version)
  }

  private func texts(
    _ composition: RewardComposition, states: Int = 20, discriminations: [PartDiscrimination] = [],
    _ steps: [ScoredStep]
  ) -> [String] {
    var diagnostics = RewardDiagnostics(composition)
    for _ in 0..<states { diagnostics.add(steps) }
    return diagnostics.alarms(discriminations: discriminations).map(\.text)
  }

  @Test func `nothing is said of rewards in which all parts have a say`() {
    let steps = [step(.best, [1, -1, 0.5]), step(.best, [-1, 1, -0.5])]
    #expect(texts(.best, steps).isEmpty)
  }

  @Test func `a part that decides alone is named with its share of the variance`() {
    // Spreads 2, 0.02 and 0: 99 % of the variance.
    let steps = [step(.best, [1, 0.1, 0]), step(.best, [-1, -0.1, 0])]
    #expect(texts(.best, steps) == ["R_LL alone explains 99 % of the variance among siblings"])
    #expect(texts(.best, states: 9, steps).isEmpty)
  }

  @Test func `siblings in different regions are counted by states`() {
    let steps = [step(.best, [1, -1, 0.5]), step(.best, [-1, 1, -0.5], region: 1)]
    #expect(
      texts(.best, states: 4, steps).first
        == "siblings fall in different regions of R_LL at 4 of 4 states")
  }

  @Test func `steps far beyond the statistics are counted`() {
    let steps = [step(.best, [3.5, -1, 0.5]), step(.best, [-1, 1, -4.5])]
    #expect(
      texts(.best, states: 3, steps) == [
        "3 of 6 steps lie beyond three deviations of R_LL, the furthest at 3.5",
        "3 of 6 steps lie beyond three deviations of R_VC, the furthest at -4.5",
      ])
    #expect(texts(.best, states: 2, steps).isEmpty)
  }

  @Test func `a scale that changes among siblings is named`() {
    let steps = [step(.best, [1, -1, 0]), step(.best, [-1, 1, 0], version: 3)]
    #expect(
      texts(.best, states: 2, steps)
        == ["the statistics changed between siblings at 2 of 2 states"])
  }

  @Test func `a part that counts and separates nothing is named, one that does not count is not`() {
    let steps = [step(.paper, [1, -1, 0.5]), step(.paper, [-1, 1, -0.5])]
    let discriminations = [
      PartDiscrimination(name: "R_JSD", auc: 0.45, states: 37),
      PartDiscrimination(name: "R_LL", auc: 0.91, states: 37),
      PartDiscrimination(name: "R_LR", auc: 0.4, states: 37),
    ]
    #expect(
      texts(.paper, discriminations: discriminations, steps)
        == ["R_JSD separates nothing: .45 over 37 states, and .50 is chance"])
    let few = [PartDiscrimination(name: "R_JSD", auc: 0.1, states: 9)]
    #expect(texts(.paper, discriminations: few, steps).isEmpty)
  }

  @Test func `the public code's mistakes are named with what they amount to`() {
    // -9 of -10 is the prompt's.
    let steps = [step(.code, [1, -1, 0.5]), step(.code, [-1, 1, -0.5])]
    #expect(
      texts(.code, states: 1, steps) == [
        "R_LL' grows with the prompt: 90 % of it is about the prompt, not about the action",
        "R_JSD' changes when siblings change places: the amateur still remembers those before",
      ])
  }
}
