/// The statistics by which the parts of a reward are brought to one scale.
///
/// `z = (raw - mean) / deviation`, with the mean and the deviation of the region that the raw value lies
/// in (Gao et al. 2024, equations 1 and 2).
public struct RewardStatistics: Hashable, Sendable {
  /// The statistics of one part: regions, and what is known of the values in each.
  public struct Part: Hashable, Sendable {
    /// The regions.
    public let regions: Regions
    /// The statistics of each region.
    public internal(set) var statistics: [RunningStatistics]

    /// Takes up statistics, one entry a region.
    public init(regions: Regions = .whole, statistics: [RunningStatistics]) {
      precondition(statistics.count == regions.count, "every region has its statistics")
      self.regions = regions
      self.statistics = statistics
    }

    /// Measures a sample.
    public init(of sample: [Double], in regions: Regions = .whole) {
      var statistics = Array(repeating: RunningStatistics(), count: regions.count)
      for number in sample { statistics[regions.index(of: number)].add(number) }
      self.init(regions: regions, statistics: statistics)
    }
  }

  /// The parts.
  public private(set) var parts: [RewardPart: Part]
  /// Counts up by one with every change.
  public private(set) var version = 0

  /// Takes up the statistics of parts.
  public init(_ parts: [RewardPart: Part]) {
    self.parts = parts
  }

  /// Statistics of nothing yet, of each part that is measured in one region.
  public static let unknown = RewardStatistics(
    Dictionary(
      uniqueKeysWithValues: RewardPart.standardisable.map {
        ($0, Part(statistics: [RunningStatistics()]))
      }))

  /// Whether nothing is known of any part.
  var isEmpty: Bool { parts.values.allSatisfy { $0.statistics.allSatisfy { $0.count == 0 } } }

  /// Takes in a value of a part, after it was scored; does nothing for a part without statistics.
  ///
  /// Gao et al. 2024, algorithm 3: the statistics of the value's region change.
  public mutating func update(_ part: RewardPart, with raw: Double) {
    guard let region = parts[part]?.regions.index(of: raw) else { return }
    parts[part]?.statistics[region].add(raw)
    version += 1
  }
}
