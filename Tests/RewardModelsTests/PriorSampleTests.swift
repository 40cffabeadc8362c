import Environments
import Groundwork
import RewardModels
import SearchTrees
import Testing
import TreeSearch

@Suite struct PriorSampleTests {
  private func sample(_ problems: UInt64, most: Int = .max) throws -> PriorSample {
    let pair = try HashedModel.pair()
    var sample = PriorSample()
    var random = RandomSource(seed: 3)
    for seed in 0..<problems {
      let world = try Blocksworld(blocks: 4, steps: 6, seed: seed)
      try sample.walk(through: world, asking: pair, most: most, using: &random)
    }
    return sample
  }

  @Test func `a sample holds one value a step of every part, of each state once`() throws {
    let sample = try sample(20)
    let counts = Set(sample.values.values.map(\.count))
    #expect(Set(sample.values.keys) == Set(RewardPart.standardisable))
    #expect(counts.count == 1)
    #expect(sample.states >= 20 && counts.allSatisfy { $0 > sample.states })
    #expect(sample.discriminations.map(\.name) == RewardPart.standardisable.map(\.rawValue))
    #expect(try self.sample(20, most: 7).states == 7)
  }

  @Test func `statistics of a sample have the sample's mean, deviation and regions`() throws {
    let sample = try sample(30)
    let whole = RewardStatistics(of: sample, regions: Regions.Search(most: 1))
    for (part, values) in sample.values {
      let expected = RunningStatistics(of: values)
      #expect(whole.parts[part]?.statistics == [expected])
    }
    let cut = RewardStatistics(of: sample, regions: Regions.Search(most: 3, depth: 0.9))
    for (part, values) in sample.values {
      let known = try #require(cut.parts[part])
      #expect(known.statistics.map(\.count).reduce(0, +) == values.count)
      #expect(known.regions.count == 1 || known.statistics.allSatisfy { $0.count >= 30 })
    }
  }

  @Test func `statistics are printed as the Swift that makes them again`() {
    let statistics = RewardStatistics([
      .selfEvaluation: RewardStatistics.Part(
        regions: Regions([-2.5]),
        statistics: [
          RunningStatistics(count: 40, mean: -3, deviation: 0.5),
          RunningStatistics(count: 60, mean: -1.25, deviation: 0.125),
        ]),
      .logLikelihood: RewardStatistics.Part(
        statistics: [RunningStatistics(count: 100, mean: -1, deviation: 2)]),
    ])
    #expect(
      statistics.source == """
        RewardStatistics([
          .logLikelihood: Part(
            statistics: [
              RunningStatistics(count: 100, mean: -1.000000, deviation: 2.000000),
            ]),
          .selfEvaluation: Part(
            regions: Regions([-2.500000]),
            statistics: [
              RunningStatistics(count: 40, mean: -3.000000, deviation: 0.500000),
              RunningStatistics(count: 60, mean: -1.250000, deviation: 0.125000),
            ]),
        ])
        """)
  }

  @Test func `the embedded pair has statistics of every part that can be chosen by z`() {
    let contrasting = Contrast.allCases.map(RewardComposition.contrasting)
    for composition in [RewardComposition.paper, .best] + contrasting {
      for part in composition.decisive { #expect(RewardStatistics.embedded.parts[part] != nil) }
    }
  }
}
