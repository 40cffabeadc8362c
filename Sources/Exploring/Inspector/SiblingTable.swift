import Drawing
import Groundwork
import SearchTrees

/// The steps from one node side by side: a row for each, a column for each part of the reward, and
/// below the parts how well they tell good steps from bad ones.
struct SiblingTable {
  /// Which number of a part is shown: what it adds where all know that, else its z, else the raw one.
  private enum Measure {
    case contribution, normalized, raw

    func number(_ part: VerdictPart) -> Double? {
      switch self {
      case .contribution: part.contribution
      case .normalized: part.normalized
      case .raw: part.raw
      }
    }

    var words: String {
      switch self {
      case .contribution: "what each part adds"
      case .normalized: "z of each part"
      case .raw: "each part as measured"
      }
    }
  }

  private let steps: [StepEvaluation]
  private let own: NodeID
  private let winner: NodeID?
  private let discriminations: [PartDiscrimination]
  private let rewardName: String
  private let repertoire: Repertoire
  private let next: SafeText
  private let width: Int
  private let measure: Measure
  private let usualRegions: [String: Int]
  /// The parts that have room, and the cells of each, the gap before it included.
  private let parts: [(name: String, cells: Int)]
  /// The number of parts, those without room included.
  private let partCount: Int
  private let labelWidth: Int
  private let labels: [ShortLabel]

  /// The cells of the marks before a label, of the total, and of the mark behind it.
  private static let fixedCells = 2 + 7 + 2

  /// Lays out the siblings of the node under the cursor.
  init(_ state: ExplorerState, width: Int) {
    let detail = state.slice.detail
    let repertoire = state.glyphs.repertoire
    steps = detail.siblingVerdicts.sorted {
      ($1.verdict.value, $0.node) < ($0.verdict.value, $1.node)
    }
    own = detail.node
    winner = detail.siblings.flatMap { table in table.winner.map { table.candidates[$0].node } }
    discriminations = state.slice.summary.partDiscriminations
    rewardName = state.slice.summary.edge.head
    self.repertoire = repertoire
    next = state.glyphs.next
    self.width = width
    let all = steps.flatMap(\.verdict.parts)
    usualRegions = Self.usualRegions(all)
    measure =
      all.allSatisfy { $0.contribution != nil }
      ? .contribution : all.allSatisfy { $0.normalized != nil } ? .normalized : .raw
    var names: [String] = []
    for part in all where !names.contains(part.name) { names.append(part.name) }
    let widths = steps.map { SafeText($0.label, repertoire: repertoire).width }
    let longest = max(8, widths.max() ?? 0)
    var room = width - Self.fixedCells - min(longest, max(8, width / 4))
    var shown: [(String, Int)] = []
    for name in names {
      let cells = max(7, min(12, SafeText(name, repertoire: repertoire).width + 2))
      guard cells <= room else { break }
      shown.append((name, cells))
      room -= cells
    }
    parts = shown
    partCount = names.count
    let used = Self.fixedCells + shown.reduce(0) { $0 + $1.1 }
    labelWidth = max(4, min(longest, width - used))
    let cells = labelWidth
    labels = SiblingLabels.shortened(
      steps.map { (text: $0.label, room: cells) }, repertoire: repertoire)
  }

  /// The heads, the siblings by reward, the discrimination of the parts, and what the marks mean.
  var lines: [StyledLine] {
    let rest = parts.count < partCount ? ", \(parts.count) of \(partCount)" : ""
    let title = StyledLine("SIBLINGS", .heading).then(SafeText("  " + measure.words + rest), .muted)
    return [title, heads] + steps.indices.map(row) + discrimination + legend
  }

  private var heads: StyledLine {
    var line = StyledLine(SafeText("  " + "ACTION".left(labelWidth)), .heading)
    for (name, cells) in parts {
      let text = SafeText(name, repertoire: repertoire).ellipsized(to: cells - 2)
      line = line.then(text.leftPadded(to: cells - 1) + " ", .heading)
    }
    return line.then(SafeText("TOTAL".right(7)), .heading)
  }

  private func row(_ index: Int) -> StyledLine {
    let step = steps[index]
    let isWinner = step.node == winner
    var line = StyledLine(isWinner ? next : " ", .best)
      .then(step.node == own ? ">" : " ", .accent)
      .then(labels[index].shared, isWinner ? .best : .muted)
      .then(
        labels[index].own.padded(to: max(0, labelWidth - labels[index].shared.width)),
        isWinner ? .best : step.node == own ? .heading : .plain)
    for (name, cells) in parts {
      guard let part = step.verdict.parts.first(where: { $0.name == name }),
        let number = measure.number(part)
      else {
        line = line.then(SafeText("-".right(cells - 1) + " "), .muted)
        continue
      }
      let isMarked = isOutstanding(part)
      let text =
        measure == .raw
        ? CellText.fixed(number, within: cells - 2) : CellText.signed(number, within: cells - 2)
      line = line.then(
        SafeText(text.right(cells - 1) + (isMarked ? "!" : " ")), isMarked ? .warning : .term)
    }
    let total = CellText.signed(step.verdict.value, within: 6).right(7)
    return line.then(SafeText(total), step.node == own ? .heading : .value)
      .then(step.isBest == true ? " +" : "", .good)
  }

  /// Whether a part lies in another region than those of most siblings do, or far out.
  private func isOutstanding(_ part: VerdictPart) -> Bool {
    if let z = part.normalized, z.magnitude > PartTable.farOut { return true }
    guard let region = part.region else { return false }
    return region != usualRegions[part.name]
  }

  /// Returns for each part the region that most siblings' values lie in, of two alike the lower one.
  private static func usualRegions(_ parts: [VerdictPart]) -> [String: Int] {
    var counts: [String: [Int: Int]] = [:]
    for part in parts {
      if let region = part.region { counts[part.name, default: [:]][region, default: 0] += 1 }
    }
    return counts.compactMapValues { regions in
      regions.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }

  // MARK: - Standing

  /// Returns the discrimination of a part, or of the whole reward under one of its names.
  private func discrimination(of names: [String]) -> PartDiscrimination? {
    discriminations.first { names.contains($0.name) }
  }

  private var discrimination: [StyledLine] {
    guard !discriminations.isEmpty else { return [] }
    var line = StyledLine(
      SafeText("  " + "separates".left(labelWidth)).clipped(to: labelWidth + 2), .muted)
    func add(_ discrimination: PartDiscrimination?, _ cells: Int) {
      guard let discrimination else {
        line = line.then(SafeText("-".right(cells - 1) + " "), .muted)
        return
      }
      let isChance = discrimination.auc <= 0.5
      let text = NumberText.fixed(discrimination.auc, places: 2).right(cells - 1)
      line = line.then(SafeText(text + (isChance ? "!" : " ")), isChance ? .warning : .muted)
    }
    for (name, cells) in parts { add(discrimination(of: [name]), cells) }
    add(discrimination(of: [rewardName, "total", "reward", "R"]), 8)
    return [line] + Self.words(discriminations, width: width, repertoire)
  }

  /// Returns in words what the discrimination of parts means, and which parts are no better than chance.
  static func words(
    _ discriminations: [PartDiscrimination], width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let counts = discriminations.map(\.states)
    guard let low = counts.min(), let high = counts.max() else { return [] }
    let states =
      (low == high ? "" : "\(NumberText.grouped(low)) to ")
      + "\(NumberText.grouped(high)) state\(high == 1 ? "" : "s")"
    func paragraph(_ text: String, _ style: Style) -> [StyledLine] {
      SafeText.lines(of: text, width: max(10, width), repertoire: repertoire)
        .map { StyledLine($0, style) }
    }
    let poor = discriminations.filter { $0.auc <= 0.5 }
    return paragraph(
      "separates: how often a best step scores above another, over \(states); .5 is chance", .muted)
      + poor.flatMap {
        paragraph(
          "! \($0.name) tells good steps from bad ones no better than chance "
            + "(\(NumberText.fixed($0.auc, places: 2)))", .warning)
      }
  }

  // MARK: - Legend

  private var legend: [StyledLine] {
    var words: [String] = []
    if steps.contains(where: { $0.node == winner }) { words.append("\(next.plain) next") }
    if steps.contains(where: { $0.node == own }) { words.append("> this step") }
    if steps.contains(where: { $0.isBest == true }) { words.append("+ on a shortest way") }
    if steps.contains(where: { $0.verdict.parts.contains(where: isOutstanding) }) {
      words.append("! in another region, or beyond 3 deviations")
    }
    return StyledLine.packed(
      words, separator: "   ", width: width, style: .muted, repertoire: repertoire)
  }
}
