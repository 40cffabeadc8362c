/// A line cut into regions, in each of which numbers are standardised by themselves.
///
/// Gao et al. 2024, algorithm 1 and equation 2: `k* = max {k : b_k <= x}`. A boundary belongs to the
/// region above it; below the first boundary lies the first region, above the last one the last.
///
/// With more than one region standardising is not monotone: a number just above a boundary comes out
/// lower than one just below.
public struct Regions: Hashable, Sendable {
  /// The boundaries between regions, rising: one less than there are regions.
  public let boundaries: [Double]

  /// The whole line.
  public static let whole = Regions([])

  /// Cuts the line at boundaries.
  ///
  /// - Precondition: they rise.
  public init(_ boundaries: [Double]) {
    precondition(
      zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 < $1 }, "boundaries must rise")
    self.boundaries = boundaries
  }

  /// How many regions there are, 1 and up.
  public var count: Int { boundaries.count + 1 }

  /// Returns the region that a number lies in, from 0.
  public func index(of number: Double) -> Int {
    boundaries.firstIndex { number < $0 } ?? boundaries.count
  }
}
