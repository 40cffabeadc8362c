/// What is counted of the nodes of a group, one after another.
struct GroupTally: Hashable, Sendable {
  /// How many nodes there are.
  private(set) var count = 0
  /// The sum of their visits, and how many have any that are known.
  private(set) var visits = 0.0
  private(set) var visitCount = 0
  /// How many have a value.
  private(set) var valueCount = 0
  /// The first value, the sum of the distances of all from it, and that of their squares: what is added does
  /// not wait for a mean, and nothing is lost where all values are near each other and far from 0.
  private var shift = 0.0
  private var distances = 0.0
  private var squareDistances = 0.0
  /// The node with the highest value: among equals the most visited, then the oldest.
  private(set) var best = NodeID.none
  private(set) var bestValue = -Double.infinity
  private var bestVisits = -Double.infinity

  /// Counts a node.
  ///
  /// O(1).
  @inline(__always)
  mutating func add(_ node: NodeID, visits nodeVisits: Double?, value: Double?) {
    count += 1
    if let nodeVisits {
      visits += nodeVisits
      visitCount += 1
    }
    guard let value else { return }
    if valueCount == 0 { shift = value }
    valueCount += 1
    let distance = value - shift
    distances += distance
    squareDistances += distance * distance
    if value >= bestValue { offer(node, visits: nodeVisits ?? -1, value: value) }
  }

  private mutating func offer(_ node: NodeID, visits: Double, value: Double) {
    let isBetter =
      value != bestValue
      ? value > bestValue
      : visits != bestVisits
        ? visits > bestVisits
        : best == .none || node < best
    guard isBetter else { return }
    (best, bestVisits, bestValue) = (node, visits, value)
  }

  /// Counts the nodes of another group too (Chan, Golub and LeVeque 1983).
  mutating func add(_ other: GroupTally) {
    count += other.count
    visits += other.visits
    visitCount += other.visitCount
    guard other.valueCount > 0 else { return }
    let (own, total) = (Double(valueCount), Double(valueCount + other.valueCount))
    let (mean, squares) = (self.mean, self.squares)
    let difference = other.mean - mean
    let part = difference * Double(other.valueCount) / total
    (shift, distances) = (mean + part, 0)
    squareDistances = squares + other.squares + difference * part * own
    valueCount += other.valueCount
    offer(other.best, visits: other.bestVisits, value: other.bestValue)
  }

  /// The mean of the values; 0 without any.
  var mean: Double { valueCount == 0 ? 0 : shift + distances / Double(valueCount) }

  /// The sum of the squared distances from the mean.
  private var squares: Double {
    valueCount == 0 ? 0 : max(0, squareDistances - distances * distances / Double(valueCount))
  }

  /// The square root of the mean squared distance from the mean; nil without values.
  var deviation: Double? {
    valueCount == 0 ? nil : (squares / Double(valueCount)).squareRoot()
  }
}
