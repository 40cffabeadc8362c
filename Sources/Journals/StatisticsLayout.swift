import SearchTrees

/// Which numbers of a row of `stats` are the visits and the value.
struct StatisticsLayout: Sendable {
  /// The names of the columns.
  let names: [String]
  /// The column of the visits.
  let visits: Int?
  /// The column of the sum of values.
  let sum: Int?
  /// The column of the mean of values.
  let mean: Int?

  /// Reads the names that a header gives.
  init(_ names: [String], areDeclared: Bool = true) {
    self.names = names
    visits = names.firstIndex(of: "visits")
    sum = names.firstIndex(of: "sum")
    mean = names.firstIndex { $0 == "mean" || $0 == "value" }
    var unknown: NodeFlags = visits == nil || !areDeclared ? .unknownVisits : []
    // A sum is no mean without visits to divide it by.
    let hasValue = mean != nil || (sum != nil && visits != nil)
    if !hasValue || unknown.contains(.unknownVisits) { unknown.insert(.unknownValue) }
    self.unknown = unknown
  }

  /// What is not known of a node that no row named: what there is no column for.
  let unknown: NodeFlags

  /// What a journal is taken to hold that does not say it.
  static let usual = StatisticsLayout(["visits", "mean"], areDeclared: false)

  /// The columns beside visits and value.
  var others: [Int] { names.indices.filter { $0 != visits && $0 != sum && $0 != mean } }

  /// Returns why a row means nothing, if it does not; visits that are not known are none of the reasons.
  @inline(__always)
  func mistake(visits number: Double) -> String? {
    if number >= 0 && number <= 4_000_000_000 { return nil }
    if number.isNaN { return nil }
    return "\(number) visits: 0 to 4000000000 are accepted"
  }
}
