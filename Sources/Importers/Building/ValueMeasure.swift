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
    let (sums, means) = (bounds(isSum: true), bounds(isSum: false))
    for node in 0..<forest.count { look(at: node, sums, means) }
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
    for node in 0..<forest.count where forest.isLeaf(node) {
      let (number, value) = (visits[node], values[node])
      guard number >= 1, value.isFinite else { continue }
      let each = isSum ? value / number : value
      low = min(low, each)
      high = max(high, each)
    }
    return low...high
  }

  @inline(__always)
  private mutating func look(
    at node: Int, _ sums: ClosedRange<Double>, _ means: ClosedRange<Double>
  ) {
    let number = visits[node]
    guard number > 1, values[node].isFinite, !forest.isLeaf(node) else { return }
    var below = Below()
    for place in forest.places(ofChildrenOf: node) {
      let child = forest.child(at: place)
      let (n, value) = (visits[child], values[child])
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
    let sum = (total: values[node], part: below.sum, slack: 1 + below.count + own)
    let mean = (
      total: number * values[node], part: below.weighted, slack: number + below.visits + own
    )
    hold(sum, sums, own, at: 0)
    hold(mean, means, own, at: 2)
  }

  /// Counts whether what is left of a total lies within the bounds of the node's own visits: in one view,
  /// and where signs alternate.
  @inline(__always)
  private mutating func hold(
    _ reading: (total: Double, part: Double, slack: Double), _ bounds: ClosedRange<Double>,
    _ own: Double, at place: Int
  ) {
    let slack = 1e-6 * (1 + abs(reading.total)) + unit * reading.slack
    let (rest, turned) = (reading.total - reading.part, reading.total + reading.part)
    if rest < own * bounds.lowerBound - slack || rest > own * bounds.upperBound + slack {
      failures[place] += 1
    }
    let most = own * max(abs(bounds.lowerBound), abs(bounds.upperBound)) + slack
    if abs(turned) > most { failures[place + 1] += 1 }
  }

  /// What the children of a node add up to.
  private struct Below {
    var visits = 0.0
    var sum = 0.0
    var weighted = 0.0
    var count = 0.0
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
