import Glibc
import Presets
import Testing

@Suite struct EvaluationStatisticsTests {
  /// A share with its interval as it is published.
  struct Published: Sendable {
    var share: Share
    var low: Double
    var high: Double
  }

  /// Newcombe, *Two-sided confidence intervals for the single proportion* (1998), table I, method 3.
  static let published: [Published] = [
    Published(share: Share(81, of: 263), low: 0.2553, high: 0.3662),
    Published(share: Share(15, of: 148), low: 0.0624, high: 0.1605),
    Published(share: Share(0, of: 20), low: 0, high: 0.1611),
    Published(share: Share(1, of: 29), low: 0.0061, high: 0.1718),
  ]

  @Test(arguments: published)
  func `the interval of a share is the one that Newcombe published`(row: Published) throws {
    let interval = try #require(row.share.interval)
    #expect(abs(interval.lowerBound - row.low) < 0.000_05)
    #expect(abs(interval.upperBound - row.high) < 0.000_05)
  }

  @Test func `intervals mirror each other, end at 0 and 1, and need problems`() throws {
    let (few, many) = (
      try #require(Share(3, of: 11).interval), try #require(Share(8, of: 11).interval)
    )
    #expect(abs(few.lowerBound - (1 - many.upperBound)) < 1e-12)
    #expect(Share(0, of: 7).interval?.lowerBound == 0 && Share(7, of: 7).interval?.upperBound == 1)
    #expect(Share(0, of: 0).interval == nil && Share(0, of: 0).fraction == nil)
    #expect(Share(3, of: 12).fraction == 0.25)
  }

  @Test(arguments: [(6, 1), (8, 1), (9, 2), (20, 6), (25, 8), (30, 10), (50, 18), (100, 40)])
  func `the interval of a median is the one of the sign test's tables`(
    count: Int, place: Int
  ) throws {
    // Conover, *Practical nonparametric statistics*: the numbers 1 to n are their own places.
    let numbers = (1...count).reversed()
    let median = try #require(Median(of: Array(numbers)))
    #expect(median.middle == Double(count + 1) / 2)
    #expect(median.interval == place...(count + 1 - place))
  }

  @Test func `five numbers say too little about a median, and thousands are no trouble`() throws {
    #expect(Median(of: []) == nil)
    let few = try #require(Median(of: [7, 7, 1, 9, 3]))
    #expect(few.middle == 7 && few.interval == nil)
    let many = try #require(Median(of: Array(1...10_001))?.interval)
    // 98 = 1.96 deviations of 50.
    #expect(abs(many.lowerBound - 4_903) <= 1 && abs(many.upperBound - 5_099) <= 1)
    #expect(Median(of: [4, 4, 4, 4, 4, 4])?.interval == 4...4)
  }

  @Test func `McNemar's test gives the probabilities worked out by hand`() {
    // 2 (1 + 13 + 78 + 286 + 715) / 2^13
    #expect(abs(PairedTest(onlyFirst: 9, onlySecond: 4).p - 2186.0 / 8192) < 1e-12)
    #expect(abs(PairedTest(onlyFirst: 0, onlySecond: 10).p - 2.0 / 1024) < 1e-15)
    #expect(PairedTest(onlyFirst: 0, onlySecond: 0).p == 1)
    #expect(PairedTest(onlyFirst: 5, onlySecond: 5).p == 1)
    // Far beyond what 2^n could be written in.
    let even = PairedTest(onlyFirst: 900, onlySecond: 1_000).p
    #expect(0.01..<0.05 ~= even)
    let uneven = PairedTest(onlyFirst: 2_000, onlySecond: 0).p
    #expect(uneven >= 0 && uneven < 1e-300)
  }

  @Test func `McNemar's test agrees with counting every way the coins can fall`() {
    for n in 1...10 {
      for first in 0...n {
        let least = min(first, n - first)
        let asUneven = (0..<(1 << n)).count {
          let heads = $0.nonzeroBitCount
          return min(heads, n - heads) <= least
        }
        let test = PairedTest(onlyFirst: first, onlySecond: n - first)
        #expect(abs(test.p - Double(asUneven) / Double(1 << n)) < 1e-12)
      }
    }
  }

  @Test func `only the problems that one of two solves are counted`() {
    let outcomes = [(true, true), (true, false), (false, false), (false, true), (true, false)]
    #expect(
      PairedTest(outcomes.map { (first: $0.0, second: $0.1) })
        == PairedTest(onlyFirst: 2, onlySecond: 1))
  }

  @Test func `correlations are those worked out by hand`() throws {
    let pearson = try #require(Correlation.pearson([1, 2, 3, 4], [2, 4, 5, 9]))
    #expect(abs(pearson - 11 / 130.0.squareRoot()) < 1e-12)
    // No ties: 1 - 6 * (1 + 1 + 1 + 1 + 0) / (5 * 24)
    let spearman = try #require(Correlation.spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]))
    #expect(abs(spearman - 0.8) < 1e-12)
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    let tied = try #require(Correlation.spearman([10, 20, 20, 35], [1, 5, 6, 70]))
    #expect(abs(tied - 4.5 / 22.5.squareRoot()) < 1e-12)
  }

  @Test func `ranks see only the order, and opposite orders give -1`() throws {
    let numbers = [0.3, -2, 8, 1.5, 1.25, 40]
    #expect(Correlation.spearman(numbers, numbers.map { exp($0 / 10) }) == 1)
    #expect(Correlation.spearman(numbers, numbers.map { -$0 }) == -1)
    let scaled = try #require(Correlation.pearson(numbers, numbers.map { 3 - 2 * $0 }))
    #expect(abs(scaled + 1) < 1e-12)
  }

  @Test func `there is no correlation of one pair, or with what does not vary`() {
    #expect(Correlation.pearson([], []) == nil && Correlation.pearson([1], [2]) == nil)
    #expect(Correlation.pearson([1, 2, 3], [4, 4, 4]) == nil)
    #expect(Correlation.spearman([7, 7], [1, 2]) == nil)
  }
}
