import Drawing
import SearchTrees

/// Signs that say how large a number is among those on the screen: five steps beside the number itself.
enum Shade {
  /// The sign of a share in 0...1.
  static func sign(_ share: Double, _ glyphs: Glyphs) -> SafeText {
    let step = max(0, min(4, Int(share * 5)))
    return glyphs.repertoire == .ascii
      ? [" ", ".", ":", "*", "#"][step]
      : [" ", "\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"][step]
  }

  /// Where the numbers of a column lie between the smallest and the largest of them; of equal numbers
  /// nothing is said.
  static func shares(
    of column: TreeColumns.Column, _ rows: ArraySlice<SliceRow>
  ) -> [NodeID: Double] {
    var numbers: [NodeID: Double] = [:]
    for row in rows where row.kind == .node {
      if let number = number(of: column, row), number.isFinite { numbers[row.id] = number }
    }
    guard let low = numbers.values.min(), let high = numbers.values.max(), high > low else {
      return [:]
    }
    return numbers.mapValues { ($0 / 2 - low / 2) / (high / 2 - low / 2) }
  }

  private static func number(of column: TreeColumns.Column, _ row: SliceRow) -> Double? {
    switch column {
    case .identity, .sparkline, .bar: return nil
    case .drift: return row.drift
    case .visits: return row.visits
    case .share: return row.share
    case .value: return row.value
    case .prior, .reward: return row.prior
    case .probability: return row.probability
    case .score: return row.score
    case .term(let place): return row.terms.indices.contains(place) ? row.terms[place] : nil
    case .statistic(let place, _):
      return row.statistics.indices.contains(place) ? row.statistics[place] : nil
    case .expression(let place):
      guard row.cells.indices.contains(place), case .number(let number) = row.cells[place] else {
        return nil
      }
      return number
    }
  }
}
