import Glibc
import RewardModels
import SearchTrees
import Testing

@Suite struct CompositionTests {
  /// Statistics under which the small language's likelihoods lie in two regions.
  static let statistics = RewardStatistics([
    .logLikelihood: RewardStatistics.Part(
      regions: Regions([-1]),
      statistics: [
        RunningStatistics(count: 50, mean: -2, deviation: 0.5),
        RunningStatistics(count: 70, mean: -0.5, deviation: 0.25),
      ]),
    .selfEvaluation: RewardStatistics.Part(
      statistics: [RunningStatistics(count: 120, mean: -1, deviation: 2)]),
    .verdictContrast: RewardStatistics.Part(
      statistics: [RunningStatistics(count: 120, mean: 0, deviation: 0.5)]),
    .divergence: RewardStatistics.Part(
      statistics: [RunningStatistics(count: 120, mean: 0.1, deviation: 0.05)]),
  ])

  private func isNear(_ number: Double?, _ expected: Double) -> Bool {
    number.map { abs($0 - expected) < 1e-6 } ?? false
  }

  @Test func `a part shows its region, its scale and what it adds`() throws {
    let step = try StepEvidenceTests.read().steps[0]
    let verdict = RewardComposition.best.score(step, by: Self.statistics)
    let part = try #require(verdict.parts.first { $0.name == "R_LL" })
    // log(0.8 * 0.6) = -0.733969 lies in the upper region.
    #expect(isNear(part.raw, -0.733969))
    #expect(part.region == 1 && part.regionCount == 2 && part.samples == 70)
    #expect(part.mean == -0.5)
    #expect(isNear(part.deviation, 0.25))
    #expect(isNear(part.normalized, (-0.733969 + 0.5) / 0.25))
    #expect(isNear(part.contribution, -0.935876 / 3))
    #expect(isNear(part.weight, 1.0 / 3))
  }

  @Test func `the reward is the weighted sum of the standardised parts`() throws {
    let step = try StepEvidenceTests.read().steps[0]
    let verdict = RewardComposition.best.score(step, by: Self.statistics)
    let likelihood = (log(0.48) + 0.5) / 0.25
    let judgement = (log(0.9) + 1) / 2
    let contrast = log(2) / 0.5
    #expect(isNear(verdict.value, (likelihood + judgement + contrast) / 3))
    #expect(isNear(verdict.parts.reduce(0) { $0 + ($1.contribution ?? 0) }, verdict.value))
  }

  @Test func `parts that do not count are shown and add nothing`() throws {
    let step = try StepEvidenceTests.read().steps[0]
    let parts = RewardComposition.best.score(step, by: Self.statistics).parts
    #expect(parts.map(\.name) == ["R_LL", "R_SE", "R_VC", "R_JSD", "R_sJSD", "R_LR"])
    for part in parts.suffix(3) {
      #expect(part.weight == 0 && part.contribution == 0)
    }
    // Of the divergence there are statistics, of the log-ratio none.
    #expect(parts[3].normalized != nil && parts[5].normalized == nil)
  }

  @Test func `the public code counts the self-evaluation twice and the prompt too`() throws {
    let step = try StepEvidenceTests.read().steps[0]
    let verdict = RewardComposition.code.score(step, by: RewardStatistics([:]))
    let summed = RewardPart.summedDivergence.raw(of: step)
    let whole = log(0.5 * 0.8 * 0.6)
    #expect(isNear(verdict.value, 0.5 * (whole + log(0.9) + summed) + 0.5 * log(0.9)))
    #expect(verdict.parts.allSatisfy { $0.normalized == nil })
    #expect(RewardComposition.code.caveats.count == 3)
    #expect(RewardComposition.best.caveats.isEmpty && RewardComposition.paper.caveats.isEmpty)
  }

  @Test func `RAP halves likelihood and self-evaluation`() throws {
    let step = try StepEvidenceTests.read().steps[1]
    let verdict = RewardComposition.rap.score(step, by: RewardStatistics([:]))
    #expect(isNear(verdict.value, 0.5 * (log(0.16) + log(0.2))))
  }

  @Test func `the goal pays fifty, and a share of it half of the share`() {
    #expect([0, 0.5, 0.99, 1].map(GoalBonus.half.bonus) == [0, 0.25, 0.495, 50])
    #expect(GoalBonus.none.bonus(progress: 1) == 0)
    #expect(RewardComposition.code.goalBonus == .half && RewardComposition.rap.goalBonus == .half)
    #expect(RewardComposition.paper.goalBonus == .none && RewardComposition.best.goalBonus == .none)
  }

  @Test func `parts are added as they are, or standardised and weighed alike`() {
    let sum = RewardComposition.sum(of: [.divergence, .logLikelihood])
    #expect(sum.decisive == [.divergence, .logLikelihood] && !sum.isStandardised)
    #expect(sum.weights.prefix(2).allSatisfy { $0.weight == 1 })
    #expect(RewardComposition.paper.isStandardised)
    #expect(RewardComposition.paper.weights.prefix(3).allSatisfy { $0.weight == 1.0 / 3 })
  }

  @Test func `every contrast can take the third place`() {
    for contrast in Contrast.allCases {
      let composition = RewardComposition.contrasting(by: contrast)
      #expect(composition.decisive == [.logLikelihood, .selfEvaluation, contrast.part])
    }
  }
}
