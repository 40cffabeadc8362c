/// How many of a kind were looked at, how many are findings, and the first of them.
struct CheckTally<First: Sendable>: Sendable {
  /// How many were looked at.
  private(set) var checked = 0
  /// How many are findings.
  private(set) var count = 0
  /// The first finding.
  private(set) var first: First?

  /// Counts one; `first` is asked for the first finding only.
  mutating func add(isFound: Bool, _ first: @autoclosure () -> First) {
    checked += 1
    guard isFound else { return }
    if count == 0 { self.first = first() }
    count += 1
  }

  /// Whether findings are no exception: at least `least` of them, and nine of ten that were looked at.
  func isRule(least: Int) -> Bool { count >= least && count * 10 >= checked * 9 }
}

/// Where something was found in the course of a search, and the two numbers that contradict each other.
struct CheckedPlace: Sendable {
  var node: NodeID
  var event: Int
  var expected: Double
  var found: Double
}
