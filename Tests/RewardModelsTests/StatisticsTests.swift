import Glibc
import Groundwork
import RewardModels
import Testing

@Suite struct StatisticsTests {
  private func isNear(_ number: Double, _ expected: Double) -> Bool {
    abs(number - expected) < 1e-12
  }

  private func sample(_ count: Int, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in 3 + 2 * random.normal() }
  }

  @Test func `two, four, four, four, five, five, seven, nine have mean 5 and deviation 2`() {
    let statistics = RunningStatistics(of: [2, 4, 4, 4, 5, 5, 7, 9])
    #expect(statistics.count == 8)
    #expect(isNear(statistics.mean, 5))
    #expect(isNear(statistics.deviation, 2))
    #expect(isNear(statistics.standardised(8), 1.5))
  }

  @Test func `one number at a time gives what two passes over all of them give`() {
    let numbers = sample(1_000, seed: 4)
    let statistics = RunningStatistics(of: numbers)
    let mean = numbers.reduce(0, +) / 1_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1_000
    #expect(isNear(statistics.mean, mean))
    #expect(abs(statistics.deviation - variance.squareRoot()) < 1e-11)
  }

  @Test func `merged statistics are those of all numbers together`() {
    let (few, many) = (sample(10, seed: 1), sample(300, seed: 2))
    var merged = RunningStatistics(of: few)
    merged.merge(RunningStatistics(of: many))
    merged.merge(RunningStatistics())
    let whole = RunningStatistics(of: few + many)
    #expect(merged.count == 310)
    #expect(isNear(merged.mean, whole.mean))
    #expect(isNear(merged.deviation, whole.deviation))
  }

  @Test func `the update is the one of the paper's algorithm 3`() {
    // n = 4, mean = 1, sigma = 2, and then 6: delta = 5, mean 2, M2 = 4*4 + 5*4 = 36, sigma = sqrt(36/5).
    var statistics = RunningStatistics(count: 4, mean: 1, deviation: 2)
    statistics.add(6)
    #expect(isNear(statistics.mean, 2))
    #expect(isNear(statistics.deviation, 7.2.squareRoot()))
  }

  @Test func `a deviation is never too small to divide by`() {
    #expect(RunningStatistics().deviation == 1e-6)
    #expect(RunningStatistics(of: [3]).deviation == 1e-6)
    #expect(RunningStatistics(of: [3, 3, 3]).standardised(3) == 0)
  }

  @Test func `a boundary belongs to the region above it, and the ends reach to infinity`() {
    let regions = Regions([-10, 5])
    #expect(regions.count == 3)
    #expect([-1e9, -10.001, -10, 0, 4.999, 5, 1e9].map(regions.index) == [0, 0, 1, 1, 1, 2, 2])
    #expect(Regions.whole.index(of: -3) == 0)
  }

  @Test func `standardising is not monotone across a boundary`() {
    let part = RewardStatistics.Part(of: [0, 1, 2, 10, 11, 12], in: Regions([5]))
    #expect(part.statistics.map(\.mean) == [1, 11])
    #expect(part.statistics[0].standardised(4.9) > part.statistics[1].standardised(5.1))
  }

  @Test func `two hills are cut in the valley between them, one hill is not cut`() {
    var random = RandomSource(seed: 8)
    let low = (0..<400).map { _ in random.normal() }
    let high = (0..<300).map { _ in 20 + random.normal() }
    let regions = Regions(found: low + high)
    #expect(regions.count == 2)
    #expect(low.allSatisfy { regions.index(of: $0) == 0 })
    #expect(high.allSatisfy { regions.index(of: $0) == 1 })
    #expect(Regions(found: low) == .whole)
    let flat = Array(repeating: 2.5, count: 90)
    #expect(Regions(found: flat) == .whole)
    #expect(Regions(found: []) == .whole)
  }

  @Test func `regions are as many as allowed and hold as many values as asked`() {
    let hills = [0.0, 100, 200, 300].flatMap { hill in sample(100, seed: 3).map { $0 + hill } }
    #expect(Regions(found: hills).count == 3)
    #expect(Regions(found: hills, by: Regions.Search(most: 9)).count == 4)
    #expect(Regions(found: hills, by: Regions.Search(most: 9, fewest: 150)).count == 2)
    #expect(Regions(found: [0] + hills.map { $0 + 9_000 }, by: Regions.Search(most: 2)) == .whole)
  }

  @Test func `an update changes the region of the value alone and counts up the version`() throws {
    var statistics = RewardStatistics([
      .logLikelihood: RewardStatistics.Part(of: [-9, -8, -2, -1], in: Regions([-5]))
    ])
    statistics.update(.logLikelihood, with: -3)
    statistics.update(.random, with: 7)
    let part = try #require(statistics.parts[.logLikelihood])
    #expect(part.statistics.map(\.count) == [2, 3])
    #expect(isNear(part.statistics[0].mean, -8.5))
    #expect(isNear(part.statistics[1].mean, -2))
    #expect(statistics.version == 1)
  }
}
