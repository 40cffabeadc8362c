import Drawing
import Groundwork
import SearchTrees

/// The parts of a reward, a row each: how it was measured, how it came to count, and a bar to the left
/// or the right of nothing for what it adds.
struct PartTable {
  /// A column of numbers; those that matter least are left out first.
  private enum Column: CaseIterable {
    case raw, region, mean, deviation, normalized, weight, contribution

    var head: String {
      switch self {
      case .raw: "RAW"
      case .region: "REGION"
      case .mean: "MEAN"
      case .deviation: "DEV"
      case .normalized: "Z"
      case .weight: "W"
      case .contribution: "ADDS"
      }
    }

    /// The cells it takes, the gap before it included; in two of them the last is for a mark.
    var width: Int {
      switch self {
      case .raw, .mean: 8
      case .region: 8
      case .deviation, .contribution: 7
      case .normalized: 7
      case .weight: 5
      }
    }

    var hasMark: Bool { self == .region || self == .normalized }
  }

  /// Deviations beyond which a part is out of the ordinary.
  static let farOut = 3.0
  /// The least and the most cells of a bar, the gap before it included.
  private static let barCells = 11...43

  private let verdict: Verdict
  private let siblings: [Verdict]
  private let glyphs: Glyphs
  private let names: [SafeText]
  private let nameWidth: Int
  private let columns: [Column]
  private let barWidth: Int
  private let scale: Double

  /// Lays out the parts of a verdict; bars are drawn to the scale of all siblings, and what sets the
  /// node apart from them is marked.
  init(_ verdict: Verdict, siblings: [Verdict], _ glyphs: Glyphs, width: Int) {
    self.verdict = verdict
    self.siblings = siblings
    self.glyphs = glyphs
    names = verdict.parts.map { SafeText($0.name, repertoire: glyphs.repertoire) }
    nameWidth = max(4, min(12, names.map(\.width).max() ?? 0))
    let parts = verdict.parts
    let known = Column.allCases.filter { column in
      column == .raw || parts.contains { Self.number(column, $0) != nil }
    }
    var shown: Set<Column> = Set(known).intersection([.raw, .normalized, .contribution])
    var left = width - nameWidth - shown.reduce(0) { $0 + $1.width }
    scale =
      (siblings.flatMap(\.parts) + parts).compactMap(\.contribution).filter(\.isFinite)
      .map(\.magnitude).max() ?? 0
    let bar = scale > 0 && left >= Self.barCells.lowerBound ? Self.barCells.lowerBound : 0
    left -= bar
    for group in [[Column.region], [.weight], [.mean, .deviation]] {
      let cells = group.reduce(0) { $0 + $1.width }
      guard known.contains(where: group.contains), cells <= left else { continue }
      shown.formUnion(group)
      left -= cells
    }
    columns = Column.allCases.filter(shown.contains)
    barWidth = bar == 0 ? 0 : min(Self.barCells.upperBound, bar + left)
  }

  /// The heads, the parts, and in words what is out of the ordinary.
  var lines: [StyledLine] {
    guard !verdict.parts.isEmpty else { return [] }
    var heads = "PART".left(nameWidth)
    for column in columns {
      heads +=
        column.hasMark ? column.head.right(column.width - 1) + " " : column.head.right(column.width)
    }
    var lines = [StyledLine(SafeText(heads), .heading).then(scaleText, .muted)]
    for (index, part) in verdict.parts.enumerated() {
      var line = StyledLine(names[index].padded(to: nameWidth))
      for column in columns { line = line.then(cell(column, part).text, cell(column, part).style) }
      lines.append(barWidth > 0 ? bar(line, part.contribution ?? 0) : line)
    }
    return lines
  }

  /// The ends of the scale that bars are drawn to.
  private var scaleText: SafeText {
    guard barWidth > 0 else { return .empty }
    let end = CellText.fixed(scale, within: 4, most: 2)
    let inner = barWidth - 2 - 2 * (end.count + 1)
    return inner < 1 ? .empty : SafeText("  -" + end + "".left(inner) + "+" + end)
  }

  private static func number(_ column: Column, _ part: VerdictPart) -> Double? {
    switch column {
    case .raw: part.raw
    case .region: part.region.map(Double.init)
    case .mean: part.mean
    case .deviation: part.deviation
    case .normalized: part.normalized
    case .weight: part.weight
    case .contribution: part.contribution
    }
  }

  private func cell(_ column: Column, _ part: VerdictPart) -> (text: SafeText, style: Style) {
    guard let number = Self.number(column, part) else {
      let text = column.hasMark ? "-".right(column.width - 1) + " " : "-".right(column.width)
      return (SafeText(text), .muted)
    }
    let width = column.width
    switch column {
    case .raw, .mean, .deviation:
      let text = CellText.fixed(number, within: width - 1).right(width)
      return (SafeText(text), column == .raw ? .term : .muted)
    case .region:
      let count = part.regionCount.map { "/\($0)" } ?? ""
      let isMarked = Self.regions(of: part.name, siblings).count > 1
      let text = "\((part.region ?? 0) + 1)\(count)".right(width - 1) + (isMarked ? "!" : " ")
      return (SafeText(text), isMarked ? .warning : .muted)
    case .normalized:
      let isMarked = number.magnitude > Self.farOut
      let text = CellText.signed(number, within: width - 2).right(width - 1)
      return (SafeText(text + (isMarked ? "!" : " ")), isMarked ? .warning : .term)
    case .weight:
      let short = NumberText.short(number)
      let text = short.count < width ? short : CellText.fixed(number, within: width - 1)
      return (SafeText(text.right(width)), .muted)
    case .contribution:
      return (SafeText(CellText.signed(number, within: width - 1).right(width)), .heading)
    }
  }

  private func bar(_ line: StyledLine, _ contribution: Double) -> StyledLine {
    let half = (barWidth - 3) / 2
    let share = contribution.isFinite ? min(1, contribution.magnitude / scale) : 0
    let count = Int((share * Double(half)).rounded())
    let fill = "".padded(to: count, with: Character(glyphs.bar))
    let zero: SafeText = glyphs.repertoire == .ascii ? "|" : "\u{2502}"
    guard contribution < 0 else {
      return line.then(SafeText("".left(2 + half))).then(zero, .border).then(SafeText(fill), .bar)
    }
    return line.then(SafeText("".left(2 + half - count))).then(SafeText(fill), .bar)
      .then(zero, .border)
  }

  // MARK: - What is out of the ordinary

  /// Returns the regions that a part's raw values lie in among siblings.
  static func regions(of name: String, _ siblings: [Verdict]) -> Set<Int> {
    Set(siblings.compactMap { $0.parts.first { $0.name == name }?.region })
  }

  /// Returns in words what should not be overlooked, a sentence for each.
  var warnings: [String] {
    var texts: [String] = []
    for part in verdict.parts {
      let regions = Self.regions(of: part.name, siblings)
      if regions.count > 1 {
        let list = regions.sorted().map { "\($0 + 1)" }.joined(separator: ", ")
        texts.append(
          "\(part.name): siblings lie in regions \(list), so their z are not on one scale")
      }
      if let z = part.normalized, z.magnitude > Self.farOut {
        texts.append("\(part.name): z \(CellText.signed(z, within: 8)) lies beyond 3 deviations")
      }
    }
    let sum = verdict.parts.compactMap(\.contribution).reduce(0, +)
    let isWhole = !verdict.parts.isEmpty && verdict.parts.allSatisfy { $0.contribution != nil }
    if isWhole, (sum - verdict.value).magnitude > 0.005 * max(1, verdict.value.magnitude) {
      texts.append(
        "the parts add up to \(NumberText.fixed(sum)), the reward is \(NumberText.fixed(verdict.value))"
      )
    }
    return texts
  }
}
