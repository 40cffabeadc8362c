import Glibc
public import Groundwork

/// What the scores of some arms say of each arm's next score, and of that of a new arm, where arms differ
/// from one another and scores within an arm do too.
///
/// The model is `score = effect + e`, `effect = mu + s_a*z`: mu ~ N(.5, .2), s_a ~ half-normal(.2),
/// s_y ~ half-normal(.3), e ~ N(0, s_y). Given the two deviations everything is normal, so a grid over them
/// is exact: 60 x 60 points of equal prior mass. O(points) for each number of scores that an arm has.
public struct EffectGrid: Sendable {
  private static let side = 60
  private static let usualMean = 0.5
  private static let meanVariance = 0.04

  /// The variances of effects and of scores, and the logarithm of the latter's root, of each point.
  private struct Points: Sendable {
    var effect: [Double] = []
    var score: [Double] = []
    var logScore: [Double] = []
  }

  private static let points: Points = {
    var points = Points()
    let half = (0..<side).map {
      DistributionFunctions.normalQuantile(0.5 + (Double($0) + 0.5) / Double(2 * side))
    }
    for one in half {
      for other in half {
        points.effect.append(0.04 * one * one)
        points.score.append(0.09 * other * other)
        points.logScore.append(log(0.3 * other))
      }
    }
    return points
  }()

  private let arms: [ArmStatistics]
  /// The probability that the deviations are at a point or before it.
  private var cumulative: [Double]
  private var means: [Double]
  private var variances: [Double]

  /// Weighs the points by the scores of arms, each of which has at least one.
  public init(_ arms: [ArmStatistics]) {
    self.arms = arms
    let points = Self.points
    let count = points.effect.count
    // Arms with as many scores weigh alike: their sums are enough.
    var groups: [Double: (arms: Double, sum: Double, squares: Double)] = [:]
    var (extra, within) = (0.0, 0.0)
    for arm in arms {
      var group = groups[arm.count] ?? (0, 0, 0)
      group = (group.arms + 1, group.sum + arm.mean, group.squares + arm.mean * arm.mean)
      groups[arm.count] = group
      extra += arm.count - 1
      within += arm.squares
    }
    let sorted = groups.sorted { $0.key < $1.key }
    var precisions = [Double](repeating: 1 / Self.meanVariance, count: count)
    var sums = [Double](repeating: Self.usualMean / Self.meanVariance, count: count)
    var logs = [Double](repeating: 0, count: count)
    for point in 0..<count {
      logs[point] =
        -extra * points.logScore[point] - within / (2 * points.score[point])
        - 0.5 * Self.usualMean * Self.usualMean / Self.meanVariance
    }
    for (scores, group) in sorted {
      for point in 0..<count {
        let variance = points.effect[point] + points.score[point] / scores
        let weight = 1 / variance
        precisions[point] += group.arms * weight
        sums[point] += group.sum * weight
        logs[point] -= 0.5 * (group.squares * weight + group.arms * log(variance))
      }
    }
    var highest = -Double.infinity
    for point in 0..<count {
      logs[point] += 0.5 * (sums[point] * sums[point] / precisions[point] - log(precisions[point]))
      highest = max(highest, logs[point])
    }
    cumulative = logs
    means = sums
    variances = precisions
    var total = 0.0
    for point in 0..<count {
      total += exp(logs[point] - highest)
      cumulative[point] = total
      means[point] = sums[point] / precisions[point]
      variances[point] = 1 / precisions[point]
    }
    for point in 0..<count { cumulative[point] /= total }
  }

  /// How many arms there are; the number of a new one.
  public var armCount: Int { arms.count }

  /// The next score of an arm at a point of the grid: normal.
  private func next(_ arm: Int, at point: Int) -> (mean: Double, variance: Double) {
    let (effect, score) = (Self.points.effect[point], Self.points.score[point])
    guard arm < arms.count else {
      return (means[point], variances[point] + effect + score)
    }
    let precision = 1 / effect + arms[arm].count / score
    let share = 1 / effect / precision
    return (
      share * means[point] + (1 - share) * arms[arm].mean,
      1 / precision + share * share * variances[point] + score
    )
  }

  /// Draws the next score of an arm, or of a new one for ``armCount``: the point, then a normal number.
  public func draw(_ arm: Int, using random: inout RandomSource) -> Double {
    let next = next(arm, at: point(at: random.unit()))
    return next.mean + next.variance.squareRoot() * random.normal()
  }

  private func point(at share: Double) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > share { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func weight(of point: Int) -> Double {
    point == 0 ? cumulative[0] : cumulative[point] - cumulative[point - 1]
  }

  /// Returns mean and standard deviation of an arm's next score; of a new one for ``armCount``.
  public func moments(of arm: Int) -> (mean: Double, deviation: Double) {
    var (mean, square) = (0.0, 0.0)
    for point in cumulative.indices {
      let next = next(arm, at: point)
      let weight = weight(of: point)
      mean += weight * next.mean
      square += weight * (next.variance + next.mean * next.mean)
    }
    return (mean, max(0, square - mean * mean).squareRoot())
  }

  /// Returns the score that an arm's next one is at most with probability `p`, to nine places.
  ///
  /// O(points) for each of some fifty steps.
  public func quantile(_ p: Double, of arm: Int) -> Double {
    let (mean, deviation) = moments(of: arm)
    var (low, high) = (mean - 40 * deviation, mean + 40 * deviation)
    while high - low > 1e-10 {
      let middle = (low + high) / 2
      var below = 0.0
      for point in cumulative.indices {
        let next = next(arm, at: point)
        below +=
          weight(of: point)
          * DistributionFunctions.normal((middle - next.mean) / next.variance.squareRoot())
      }
      if below < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Returns for each arm, and at last for a new one, the probability that its draw is the highest.
  ///
  /// - Parameters:
  ///   - samples: so many points stand for all; to two places from 64 on.
  ///   - steps: so many places of the line stand for all.
  /// - Complexity: O(samples * steps * arms).
  public func probabilitiesOfHighest(samples: Int = 64, steps: Int = 160) -> [Double] {
    let chosen = (0..<samples).map { point(at: (Double($0) + 0.5) / Double(samples)) }
    let moments = (0...arms.count).map { arm in
      chosen.map { point in
        let next = next(arm, at: point)
        return (mean: next.mean, width: next.variance.squareRoot())
      }
    }
    let overall = (0...arms.count).map { self.moments(of: $0) }
    let middle = overall.reduce(0) { $0 + $1.mean } / Double(overall.count)
    let spread = overall.map { $0.deviation + abs($0.mean - middle) }.max() ?? 1
    return HighestDraw.probabilities(
      arms.count + 1, middle: middle, spread: spread, steps: steps
    ) { arm, x in
      var sum = 0.0
      for next in moments[arm] { sum += DistributionFunctions.normal((x - next.mean) / next.width) }
      return sum / Double(samples)
    }
  }
}
