import Drawing
import Groundwork
import SearchTrees

/// Numbers cut to the cells of a column: rounded where they do not fit, never cut off.
enum CellText {
  /// Returns a whole number in groups of three digits, or rounded with its unit.
  static func count(_ number: Int, within width: Int) -> String {
    let text = NumberText.grouped(number)
    return text.count <= width ? text : NumberText.compact(Double(number))
  }

  /// Returns a count of visits, with its fraction where it has one and fits; `-` for one that is not
  /// known.
  static func count(_ number: Double?, within width: Int) -> String {
    let text = NumberText.count(number)
    return text.count <= width ? text : NumberText.compact(number ?? 0)
  }

  /// Returns a number with its sign and as many decimals as fit, `most` at most; nothing has no sign.
  static func signed(_ number: Double, within width: Int, most: Int = 2) -> String {
    for places in stride(from: most, through: 0, by: -1) {
      let text = NumberText.fixed(number, places: places)
      let isNothing = text.allSatisfy { "0.".contains($0) }
      let signed = number > 0 && !isNothing ? "+" + text : text
      if signed.count <= width { return signed }
    }
    return NumberText.compact(number)
  }

  /// Returns a difference with its sign and the decimals that it takes to see two digits of it, `least` at
  /// least and 6 at most.
  static func change(_ number: Double, least: Int = 3) -> String {
    guard number.isFinite else { return NumberText.fixed(number) }
    let text = NumberText.fixed(number, places: places(of: number, least: least))
    return number > 0 && text.contains(where: { "123456789".contains($0) }) ? "+" + text : text
  }

  /// Returns by how much one score exceeds another, with the decimals that it takes to see it.
  static func margin(_ number: Double) -> String {
    NumberText.fixed(number, places: places(of: number, least: 3))
  }

  /// Returns the decimals that it takes to see that two numbers differ by so much, 3 to 6.
  static func places(toSee difference: Double) -> Int {
    var (places, size) = (3, abs(difference) * 1000)
    while places < 6, size > 0, size < 1 {
      size *= 10
      places += 1
    }
    return places
  }

  private static func places(of number: Double, least: Int) -> Int {
    var (places, size) = (least, abs(number))
    for _ in 0..<max(0, least - 1) { size *= 10 }
    while places < 6, size > 0, size < 1 {
      size *= 10
      places += 1
    }
    return places
  }

  /// Returns a probability with three decimals; one that would look like 0 or 1 is said to be near it.
  static func probability(_ number: Double) -> String {
    if number > 0, number < 0.0005 { return "<.001" }
    if number < 1, number >= 0.9995 { return ">.999" }
    return NumberText.fixed(number)
  }

  /// Returns the number of a term: a count whole, another one with as many decimals as fit.
  static func term(_ term: NamedNumber, within width: Int) -> String {
    guard term.isCount, term.value == term.value.rounded() else {
      return fixed(term.value, within: width)
    }
    return count(term.value, within: width)
  }

  /// Returns a number with as many decimals as fit, `most` at most.
  static func fixed(_ number: Double, within width: Int, most: Int = 3) -> String {
    for places in stride(from: most, through: 0, by: -1) {
      let text = NumberText.fixed(number, places: places)
      if text.count <= width { return text }
    }
    return NumberText.compact(number)
  }

  /// Returns what an expression comes to: a number as it fits, whole ones without decimals.
  static func cell(_ cell: ColumnCell, within width: Int) -> (String, Style) {
    switch cell {
    case .number(let number):
      let isWhole = number.magnitude < 1e15 && number == number.rounded()
      return (isWhole ? count(Int(number), within: width) : fixed(number, within: width), .term)
    case .truth(let isTrue): return (isTrue ? "yes" : "no", isTrue ? .term : .muted)
    case .text(let text): return (text.isEmpty ? "" : text, .term)
    case .node(let node, let label): return (label.isEmpty ? "\(node)" : label, .term)
    case .unknown: return ("-", .muted)
    }
  }
}
