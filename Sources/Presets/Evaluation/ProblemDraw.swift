public import TreeSearch

/// Draws random problems of one class, one after the other, no two the same; the same seed draws the same
/// problems.
public protocol ProblemDraw: Sendable {
  /// Returns the next problem.
  ///
  /// - Throws: an error that says how many there are where no more were found.
  mutating func next() throws(ProblemError) -> ProblemSet.Item
}
