extension Regions {
  /// How regions are found in a sample where nobody has drawn them by hand.
  public struct Search: Hashable, Sendable {
    /// The most regions, 1 and up.
    public var most: Int
    /// The fewest values in a region.
    public var fewest: Int
    /// How many bins the histogram has.
    public var bins: Int
    /// A valley counts if its bin holds at most this share of the lower of the hills beside it.
    public var depth: Double

    /// States a search; what is usual asks for 30 values a region.
    public init(most: Int = 3, fewest: Int = 30, bins: Int = 32, depth: Double = 0.5) {
      self.most = most
      self.fewest = fewest
      self.bins = bins
      self.depth = depth
    }
  }

  /// Cuts a sample at the deepest valleys of its histogram.
  ///
  /// The paper draws boundaries "by hand from visible gaps in the histogram". Here the histogram has
  /// bins of equal width. A bin's depth is its count over the highest count of the lower side, within
  /// the region that is cut; the deepest bin is cut in its middle, the emptiest run's middle one among
  /// equals, and again, until no bin is deep enough or there are regions enough. O(n + bins^2).
  public init(found sample: [Double], by search: Search = Search()) {
    guard let low = sample.min(), let high = sample.max(), low < high else {
      self = .whole
      return
    }
    let width = (high - low) / Double(search.bins)
    var histogram = Array(repeating: 0, count: search.bins)
    for number in sample {
      histogram[min(Int((number - low) / width), search.bins - 1)] += 1
    }
    var cuts: [Int] = []
    while cuts.count + 1 < search.most {
      let edges = [-1] + cuts + [search.bins]
      let valleys = zip(edges, edges.dropFirst()).compactMap { lower, upper in
        Self.valley(in: histogram, from: lower + 1, to: upper, search)
      }
      guard let deepest = valleys.min(by: { $0.depth < $1.depth }) else { break }
      cuts = (cuts + [deepest.bin]).sorted()
    }
    self.init(cuts.map { low + (Double($0) + 0.5) * width })
  }

  /// Returns the deepest valley among the bins `start ..< end`, if there is one deep enough.
  private static func valley(
    in histogram: [Int], from start: Int, to end: Int, _ search: Search
  ) -> (bin: Int, depth: Double)? {
    var best: [(bin: Int, depth: Double)] = []
    for bin in start..<end {
      let (left, right) = (histogram[start..<bin], histogram[(bin + 1)..<end])
      guard left.reduce(0, +) >= search.fewest, right.reduce(0, +) >= search.fewest else {
        continue
      }
      let hill = min(left.max() ?? 0, right.max() ?? 0)
      let depth = Double(histogram[bin]) / Double(max(hill, 1))
      guard depth <= search.depth else { continue }
      if let known = best.first, depth > known.depth { continue }
      if let known = best.first, depth < known.depth { best = [] }
      best.append((bin, depth))
    }
    return best.isEmpty ? nil : best[best.count / 2]
  }
}
