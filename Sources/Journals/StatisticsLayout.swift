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
  init(_ names: [String]) {
    self.names = names
    visits = names.firstIndex(of: "visits")
    sum = names.firstIndex(of: "sum")
    mean = names.firstIndex { $0 == "mean" || $0 == "value" }
  }

  /// What a journal is taken to hold that does not say it.
  static let usual = StatisticsLayout(["visits", "mean"])

  /// The columns beside visits and value.
  var others: [Int] { names.indices.filter { $0 != visits && $0 != sum && $0 != mean } }

  /// Returns why a row means nothing, if it does not.
  @inline(__always)
  func mistake(visits number: Double) -> String? {
    // One comparison for all that is wrong, NaN included.
    if number >= 0 && number <= 4_000_000_000 { return nil }
    return "\(number) visits: 0 to 4000000000 are accepted"
  }
}
