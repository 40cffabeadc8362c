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

  /// The columns that the tree keeps, as the header describes them.
  let kept: StatisticLayout
  /// Where the first of the kept columns stands in a row.
  let firstKept: Int

  /// Reads the names that a header gives, and what it says of them.
  init(_ names: [String], columns: [Statistic] = [], areDeclared: Bool = true) {
    self.names = names
    let own = ["visits", "sum", "mean", "value"]
    let kept = StatisticLayout(columns.filter { !own.contains($0.name) })
    // They stand behind visits and value, side by side; else they are read like anybody's.
    let first = names.count - kept.width
    let isThere = kept.width > 0 && first >= 0 && Array(names[max(0, first)...]) == kept.cellNames
    self.kept = isThere ? kept : .none
    firstKept = isThere ? first : names.count
    visits = names.firstIndex(of: "visits")
    sum = names.firstIndex(of: "sum")
    mean = names.firstIndex { $0 == "mean" || $0 == "value" }
    var unknown: NodeFlags = visits == nil || !areDeclared ? .unknownVisits : []
    // A sum is no mean without visits to divide it by.
    let hasValue = mean != nil || (sum != nil && visits != nil)
    if !hasValue || unknown.contains(.unknownVisits) { unknown.insert(.unknownValue) }
    self.unknown = unknown
  }

  /// The column of what a simulation backed up, where the sum of values does not tell.
  var backedUp: Int? { names.firstIndex(of: Statistic.backedUp.name) }

  /// What is not known of a node that no row named: what there is no column for.
  let unknown: NodeFlags

  /// What a journal is taken to hold that does not say it.
  static let usual = StatisticsLayout(["visits", "mean"], areDeclared: false)

  /// The columns beside visits and value.
  var others: [Int] { names.indices.filter { $0 != visits && $0 != sum && $0 != mean } }

  /// Returns why a row means nothing, if it does not; visits that are not known are none of the reasons.
  @inline(__always)
  func fault(visits number: Double) -> String? {
    if number >= 0 && number <= 4_000_000_000 { return nil }
    if number.isNaN { return nil }
    return "\(number) visits: 0 to 4000000000 are accepted"
  }
}
