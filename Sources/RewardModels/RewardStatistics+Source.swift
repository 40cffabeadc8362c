import Groundwork

extension RewardStatistics {
  /// Returns the Swift expression that makes these statistics again, to six decimals.
  ///
  /// So the statistics of the embedded pair are kept: as source, beside the code that reads them.
  public var source: String {
    let known = RewardPart.allCases.filter { parts[$0] != nil }
    guard !known.isEmpty else { return "RewardStatistics([:])" }
    let entries = known.compactMap { part in parts[part].map { Self.source(of: part, $0) } }
    return "RewardStatistics([\n" + entries.joined() + "])"
  }

  private static func source(of name: RewardPart, _ part: Part) -> String {
    let boundaries = part.regions.boundaries.map { number($0) }.joined(separator: ", ")
    var lines = ["  .\(name): Part("]
    if part.regions.count > 1 { lines.append("    regions: Regions([\(boundaries)]),") }
    lines.append("    statistics: [")
    for region in part.statistics {
      lines.append(
        "      RunningStatistics(count: \(region.count), mean: \(number(region.mean)), "
          + "deviation: \(number(region.deviation))),")
    }
    lines += ["    ]),", ""]
    return lines.joined(separator: "\n")
  }

  private static func number(_ number: Double) -> String { NumberText.plain(number, places: 6) }
}
