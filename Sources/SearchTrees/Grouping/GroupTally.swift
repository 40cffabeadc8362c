/// What is counted of the nodes of a group, one after another.
struct GroupTally: Hashable, Sendable {
  /// How many nodes there are.
  private(set) var count = 0
  /// The sum of their visits, and how many have any that are known.
  private(set) var visits = 0.0
  private(set) var visitCount = 0
  /// How many have a value, the mean of these, and the sum of the squares around it (Welford 1962).
  private(set) var valueCount = 0
  private(set) var mean = 0.0
  private var squares = 0.0
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
    valueCount += 1
    let difference = value - mean
    mean += difference / Double(valueCount)
    squares += difference * (value - mean)
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
    let total = Double(valueCount + other.valueCount)
    let difference = other.mean - mean
    mean += difference * Double(other.valueCount) / total
    squares +=
      other.squares + difference * difference * Double(valueCount) * Double(other.valueCount)
      / total
    valueCount += other.valueCount
    offer(other.best, visits: other.bestVisits, value: other.bestValue)
  }

  /// The square root of the mean squared distance from the mean; nil without values.
  var deviation: Double? {
    valueCount == 0 ? nil : (max(0, squares) / Double(valueCount)).squareRoot()
  }
}
