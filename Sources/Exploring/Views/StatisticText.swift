import Drawing
import Groundwork
import SearchTrees

/// A declared statistic of a node in a few cells: by what its number stands for, or a mean with its
/// deviation.
struct StatisticText {
  private let statistic: Statistic
  private let layout: StatisticLayout
  private let repertoire: Repertoire

  /// The most cells that a column of one takes, the gap included.
  static let widest = 13

  /// Describes a statistic of a layout.
  init(_ statistic: Statistic, of layout: StatisticLayout, _ repertoire: Repertoire) {
    self.statistic = statistic
    self.layout = layout
    self.repertoire = repertoire
  }

  /// The cells of its column, the gap included.
  static func width(of statistic: Statistic) -> Int {
    if statistic.spread != nil { return 10 }
    let longest = statistic.choices.map { SafeText($0, limit: 40).width }.max() ?? 0
    return max(7, min(Self.widest, longest + 1))
  }

  /// Returns the number at a place of a node's row in as many cells; `-` where it is not known.
  func cell(_ row: [Double?], place: Int, within width: Int) -> SafeText {
    guard row.indices.contains(place), let number = row[place] else { return "-" }
    if let choice = statistic.choice(number) {
      return SafeText(choice, repertoire: repertoire, limit: 40).ellipsized(to: width)
    }
    guard let deviation = layout.spread(of: statistic, in: row)?.deviation else {
      // What is added up in whole numbers is a count.
      if statistic.isWhole || statistic.kind == .sum, number.magnitude < 1e15,
        number == number.rounded()
      {
        return SafeText(CellText.count(Int(number), within: width))
      }
      return SafeText(CellText.fixed(number, within: width))
    }
    for places in [3, 2, 1] {
      let text =
        NumberText.fixed(number, places: places) + plusMinus.plain
        + NumberText.fixed(deviation, places: places)
      if text.count <= width { return SafeText(text, repertoire: repertoire) }
    }
    return SafeText(CellText.fixed(number, within: width))
  }

  /// Returns all that is known of it, as in `GEN .395±.052 of 10`; nil where that is nothing.
  func words(_ row: [Double?], place: Int) -> (head: SafeText, value: SafeText)? {
    guard row.indices.contains(place), let number = row[place] else { return nil }
    let head = SafeText(statistic.head, repertoire: repertoire, limit: 60)
    guard statistic.spread != nil || statistic.choice(number) != nil else {
      return (head, SafeText(NumberText.short(number)))
    }
    let count = layout.spread(of: statistic, in: row).map { " of " + NumberText.count($0.count) }
    return (head, cell(row, place: place, within: 40) + SafeText(count ?? ""))
  }

  private var plusMinus: SafeText { repertoire == .ascii ? "+-" : "\u{00B1}" }
}
