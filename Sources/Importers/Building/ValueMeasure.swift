/// Finds out what the values of a tree are, by adding up: whether they are sums or means, and whether
/// they are seen in one view or by the player who moved.
///
/// What a node has beyond its children are the visits that ended at it: their values must lie between
/// the least and the greatest value of a visit. The nodes where they do not are counted.
struct ValueMeasure {
  /// One way to read the values.
  struct Reading: Hashable, Sendable, CaseIterable {
    /// Whether values are sums, and not means.
    var isSum: Bool
    /// Whether signs alternate from level to level.
    var isAlternating: Bool

    static let allCases = [
      Reading(isSum: true, isAlternating: false), Reading(isSum: true, isAlternating: true),
      Reading(isSum: false, isAlternating: false), Reading(isSum: false, isAlternating: true),
    ]
  }

  /// At how many nodes each reading fails, in the order of ``Reading/allCases``.
  private(set) var failures = [0, 0, 0, 0]
  /// How many nodes were looked at.
  private(set) var nodes = 0
  private let forest: Forest
  private let visits: [Double]
  private let values: [Double]
  private let unit: Double

  /// Measures the trees of a forest; a number that is not known is NaN.
  ///
  /// O(nodes).
  init(_ forest: Forest, visits: [Double], values: [Double]) {
    self.forest = forest
    self.visits = visits
    self.values = values
    unit = Self.unit(of: values)
    let bounds = [bounds(isSum: true), bounds(isSum: false)]
    for node in 0..<forest.count { look(at: node, bounds) }
  }

  /// How often a reading fails.
  func failures(of reading: Reading) -> Int {
    failures[(reading.isSum ? 0 : 2) + (reading.isAlternating ? 1 : 0)]
  }

  /// Half of the last decimal that values are written with; 0 where all are whole, which nobody rounds to.
  private static func unit(of values: [Double]) -> Double {
    var decimals = 0
    var looked = 0
    for value in values where value.isFinite && value != 0 {
      looked += 1
      if looked > 2_000 { break }
      while decimals < 6 {
        let scaled = value * power(decimals)
        if abs(scaled - scaled.rounded()) < 1e-6 * max(1, abs(scaled) * 1e-6) { break }
        decimals += 1
      }
    }
    return decimals == 0 ? 0 : 0.5 / power(decimals)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The least and the greatest value of a visit, as far as leaves show it, and 0.
  private func bounds(isSum: Bool) -> ClosedRange<Double> {
    var (low, high) = (0.0, 0.0)
    for node in 0..<forest.count where forest.children(of: node).isEmpty {
      let (number, value) = (visits[node], values[node])
      guard number >= 1, value.isFinite else { continue }
      let each = isSum ? value / number : value
      low = min(low, each)
      high = max(high, each)
    }
    return low...high
  }

  private mutating func look(at node: Int, _ bounds: [ClosedRange<Double>]) {
    let number = visits[node]
    let children = forest.children(of: node)
    guard number > 1, values[node].isFinite, !children.isEmpty else { return }
    var below = (visits: 0.0, sum: 0.0, weighted: 0.0, count: 0.0)
    for child in children {
      let (n, value) = (visits[Int(child)], values[Int(child)])
      guard n > 0 else { continue }
      guard value.isFinite else { return }
      below.visits += n
      below.sum += value
      below.weighted += n * value
      below.count += 1
    }
    // Children with many more visits than their parent were reached from elsewhere too.
    guard below.visits > 0, below.visits <= number + below.count else { return }
    nodes += 1
    let own = max(0, number - below.visits)
    for (place, reading) in Reading.allCases.enumerated() {
      let range = bounds[reading.isSum ? 0 : 1]
      let total = reading.isSum ? values[node] : number * values[node]
      let part = reading.isSum ? below.sum : below.weighted
      let rest = reading.isAlternating ? total + part : total - part
      let most = max(abs(range.lowerBound), abs(range.upperBound))
      let (low, high) = reading.isAlternating ? (-most, most) : (range.lowerBound, range.upperBound)
      let slack =
        1e-6 * (1 + abs(total)) + unit
        * (reading.isSum ? 1 + below.count + own : number + below.visits + own)
      if rest < own * low - slack || rest > own * high + slack { failures[place] += 1 }
    }
  }

  /// Returns the reading that fails least among some, if it is clear: at no more than a quarter of the
  /// nodes, and at no more than half as many as the next one.
  func decision(among readings: [Reading]) -> Reading? {
    let sorted = readings.sorted { failures(of: $0) < failures(of: $1) }
    guard let best = sorted.first, nodes > 0 else { return readings.count == 1 ? readings[0] : nil }
    if readings.count == 1 { return best }
    let least = failures(of: best)
    guard least * 4 <= nodes, least * 2 <= failures(of: sorted[1]), failures(of: sorted[1]) > 0
    else {
      return nil
    }
    return best
  }
}
