/// How far two lists of numbers go together.
public enum Correlation {
  /// Returns the correlation of the numbers themselves, in -1...1 (Pearson).
  ///
  /// Nil for fewer than two pairs and where one list does not vary.
  /// - Precondition: the lists are of one length.
  public static func pearson(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count)
    guard first.count > 1 else { return nil }
    let n = Double(first.count)
    let (firstMean, secondMean) = (first.reduce(0, +) / n, second.reduce(0, +) / n)
    var (both, firstSquares, secondSquares) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) {
      both += (x - firstMean) * (y - secondMean)
      firstSquares += (x - firstMean) * (x - firstMean)
      secondSquares += (y - secondMean) * (y - secondMean)
    }
    guard firstSquares > 0, secondSquares > 0 else { return nil }
    return max(-1, min(1, both / (firstSquares.squareRoot() * secondSquares.squareRoot())))
  }

  /// Returns the correlation of the ranks, in -1...1 (Spearman); equal numbers share their mean rank.
  ///
  /// Nil for fewer than two pairs and where one list does not vary. O(n log n).
  /// - Precondition: the lists are of one length.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    pearson(ranks(of: first), ranks(of: second))
  }

  /// Returns the place of each number in their order, from 1.
  private static func ranks(of numbers: [Double]) -> [Double] {
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var ranks = [Double](repeating: 0, count: numbers.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
      let shared = Double(start + 1 + end) / 2
      for place in start..<end { ranks[order[place]] = shared }
      start = end
    }
    return ranks
  }
}
