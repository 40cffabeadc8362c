import Groundwork

/// Numbers cut to the cells of a column: rounded where they do not fit, never cut off.
enum CellText {
  /// Returns a whole number in groups of three digits, or rounded with its unit.
  static func count(_ number: Int, within width: Int) -> String {
    let text = NumberText.grouped(number)
    return text.count <= width ? text : NumberText.compact(Double(number))
  }

  /// Returns a number with as many decimals as fit, three at most.
  static func fixed(_ number: Double, within width: Int) -> String {
    for places in [3, 2, 1, 0] {
      let text = NumberText.fixed(number, places: places)
      if text.count <= width { return text }
    }
    return NumberText.compact(number)
  }
}
