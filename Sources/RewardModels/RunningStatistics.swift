/// The mean and the deviation of numbers that come one by one.
///
/// Welford's method with the population variance, as in Gao et al. 2024, algorithm 3; two can be merged
/// by the formula of Chan, Golub and LeVeque (1979). O(1) a number.
public struct RunningStatistics: Hashable, Sendable {
  /// A deviation is never taken to be smaller, so that numbers can be divided by it.
  public static let smallestDeviation = 1e-6

  /// How many numbers came.
  public private(set) var count: Int
  /// Their mean; 0 before the first.
  public private(set) var mean: Double
  /// The sum of the squares of their distances from the mean.
  private var squares: Double

  /// Begins without numbers.
  public init() {
    count = 0
    mean = 0
    squares = 0
  }

  /// Takes up statistics of `count` numbers with a population standard deviation of `deviation`.
  public init(count: Int, mean: Double, deviation: Double) {
    self.count = count
    self.mean = mean
    squares = Double(count) * deviation * deviation
  }

  /// Takes in all numbers.
  public init(of numbers: some Sequence<Double>) {
    self.init()
    for number in numbers { add(number) }
  }

  /// The population standard deviation, at least ``smallestDeviation``.
  public var deviation: Double {
    guard count > 0 else { return Self.smallestDeviation }
    return max((squares / Double(count)).squareRoot(), Self.smallestDeviation)
  }

  /// Takes in a number.
  public mutating func add(_ number: Double) {
    count += 1
    let distance = number - mean
    mean += distance / Double(count)
    squares += distance * (number - mean)
  }

  /// Takes in the numbers of other statistics.
  public mutating func merge(_ other: RunningStatistics) {
    guard other.count > 0 else { return }
    let whole = Double(count + other.count)
    let distance = other.mean - mean
    squares +=
      other.squares + distance * distance * Double(count) * Double(other.count) / whole
    mean += distance * Double(other.count) / whole
    count += other.count
  }

  /// Returns how many deviations a number lies above the mean.
  public func standardised(_ number: Double) -> Double { (number - mean) / deviation }
}
