import Drawing
import Groundwork
import SearchTrees

/// The walk of one simulation as a table: a row a node, each with the whole decision that led to it and
/// what the backup did to it.
///
/// The columns are filled from left to right as the phases pass. A row is one line at any width: what
/// does not fit is left out by column, never in the middle of the walk.
struct StepsTable {
  /// The heads of the columns.
  let head: StyledLine
  /// A line for each node of the path, the root first.
  let rows: [StyledLine]

  /// A column before its width is known.
  private struct Column {
    var head: String
    var cells: [SafeText]
    var style: Style
    var isLabel = false
    /// The blanks before it.
    var gap = 1

    var width: Int { max(head.count, cells.map(\.width).max() ?? 0) }
  }

  /// Makes the table of a simulation for a width.
  init(_ trace: SimulationTrace, _ state: ExplorerState, width: Int) {
    let walk = Walk(trace, state)
    var columns = walk.columns(isWide: width >= 100)
    // Of a narrow screen what is least missed goes first, and always as a whole column.
    func needed() -> Int {
      columns.reduce(1) { $0 + $1.gap + ($1.isLabel ? min($1.width, Self.leastLabel) : $1.width) }
    }
    // Where every choice is drawn nothing is compared.
    if trace.path.allSatisfy({ $0.table?.candidates.allSatisfy { $0.score.isNaN } ?? true }),
      trace.path.contains(where: { $0.table != nil })
    {
      columns.removeAll { ["SCORE", "BY"].contains($0.head) }
    }
    for head in ["OVER", "BY", "VALUE", "SUM", "N", "SCORE"] where needed() > width {
      columns.removeAll { $0.head == head }
    }
    let widths = Self.widths(of: columns, in: width)
    var head = StyledLine(" ", .muted)
    for (column, cells) in zip(columns, widths) {
      let text = column.isLabel ? column.head.left(cells) : column.head.right(cells)
      head = head.then(.blanks(column.gap)).then(SafeText(text).clipped(to: cells), .muted)
    }
    self.head = head
    rows = trace.path.indices.map { index in
      let isNew = trace.path[index].isNew
      let isLast = index == trace.path.count - 1
      let sign: SafeText = isNew ? "+" : isLast ? state.glyphs.cursor : " "
      var line = StyledLine(sign, isNew ? .good : .accent)
      for (column, cells) in zip(columns, widths) {
        let cell = column.cells[index]
        line = line.then(.blanks(column.gap))
        let style = column.isLabel && isLast && column.head == "TOOK" ? Style.heading : column.style
        line = line.then(
          column.isLabel ? cell.padded(to: cells) : cell.leftPadded(to: cells), style)
      }
      return line
    }
  }

  /// The cells that are left of a long label.
  private static let leastLabel = 10

  /// Gives each number its cells, and labels what is left: the name at least half of it where both it and
  /// the runner-up are long.
  private static func widths(of columns: [Column], in width: Int) -> [Int] {
    var widths = columns.map(\.width)
    let labels = columns.indices.filter { columns[$0].isLabel }
    let fixed = columns.reduce(1) { $0 + $1.gap + ($1.isLabel ? 0 : $1.width) }
    let room = max(1, width - fixed)
    guard let name = labels.first, labels.reduce(0, { $0 + widths[$1] }) > room else {
      return widths
    }
    guard labels.count == 2 else {
      widths[name] = min(widths[name], room)
      return widths
    }
    let other = labels[1]
    widths[name] = max(room - widths[other], min(widths[name], room * 55 / 100))
    widths[other] = max(0, room - widths[name])
    return widths
  }

  // MARK: - What there is to show

  private struct Walk {
    let trace: SimulationTrace
    let state: ExplorerState
    let effects: [NodeID: BackupEffect]

    init(_ trace: SimulationTrace, _ state: ExplorerState) {
      (self.trace, self.state) = (trace, state)
      effects = trace.effects
    }

    private var repertoire: Repertoire { state.glyphs.repertoire }

    func columns(isWide: Bool) -> [Column] {
      let steps = trace.path
      let decisions = steps.indices.map { $0 == 0 ? nil : decision(at: steps[$0 - 1]) }
      let hasRewards = effects.values.contains { $0.reward != nil }
      let hasTerms = effects.values.contains { !$0.terms.isEmpty }
      var columns = [
        Column(head: "#", cells: steps.map { SafeText("\($0.node)") }, style: .muted),
        Column(
          head: "TOOK",
          cells: steps.enumerated().map {
            $0 == 0 ? "root" : SafeText($1.label, repertoire: repertoire, limit: 200)
          }, style: .plain, isLabel: true),
        Column(
          head: "SCORE", cells: decisions.map { number($0?.score) }, style: .term, gap: 2),
        Column(
          head: isWide ? "OVER, +OTHERS" : "OVER", cells: decisions.map { $0?.over ?? "" },
          style: .muted, isLabel: true, gap: 2),
      ]
      if isWide {
        columns.append(
          Column(head: "SCORE", cells: decisions.map { number($0?.overScore) }, style: .term))
      }
      columns.append(
        Column(
          head: "BY", cells: decisions.map { SafeText($0?.margin.map(CellText.margin) ?? "-") },
          style: .term))
      let touched = steps.map { effects[$0.node] }
      if isWide, hasRewards {
        columns.append(
          Column(
            head: "REWARD",
            cells: touched.map { SafeText($0?.reward.map { CellText.change($0) } ?? "-") },
            style: .prior))
      }
      if !effects.isEmpty {
        columns.append(
          Column(
            head: hasRewards && !hasTerms ? "SUM" : "VALUE",
            cells: touched.map { SafeText($0.map { CellText.change($0.value) } ?? "-") },
            style: .value))
      }
      return columns + (isWide ? beforeAndAfter(touched) : after(touched)) + [change(touched)]
    }

    private func number(_ value: Double?) -> SafeText {
      SafeText(value.map { NumberText.fixed($0) } ?? "-")
    }

    /// Visits as they are now.
    private func after(_ touched: [BackupEffect?]) -> [Column] {
      let cells = zip(trace.path, touched).map { step, effect in
        SafeText(CellText.count(effect?.visits ?? step.visits, within: 8))
      }
      return [Column(head: "N", cells: cells, style: .visits)]
    }

    /// Visits and value, before and after where the backup changed them.
    private func beforeAndAfter(_ touched: [BackupEffect?]) -> [Column] {
      func pair(_ before: [String], _ after: [String?]) -> [SafeText] {
        let width = before.map(\.count).max() ?? 0
        let rest = after.compactMap { $0?.count }.max() ?? 0
        return zip(before, after).map { before, after in
          guard let after else { return SafeText(before) }
          return SafeText(before.right(width)) + " " + state.glyphs.step + " "
            + SafeText(after.right(rest))
        }
      }
      let visits = zip(trace.path, touched).map { step, effect in
        CellText.count(effect.map { $0.visits.map { max(0, $0 - 1) } } ?? step.visits, within: 8)
      }
      let means = zip(trace.path, touched).map { step, effect in
        (effect.map(\.meanBefore) ?? step.value).map { NumberText.fixed($0) } ?? "-"
      }
      return [
        Column(
          head: "VISITS",
          cells: pair(visits, touched.map { $0.map { CellText.count($0.visits, within: 8) } }),
          style: .visits, gap: 2),
        Column(
          head: "Q", cells: pair(means, touched.map { $0.map { NumberText.fixed($0.meanAfter) } }),
          style: .value, gap: 2),
      ]
    }

    /// By how much the value changed, with the digits that it takes to see it.
    private func change(_ touched: [BackupEffect?]) -> Column {
      let cells = zip(trace.path, touched).map { step, effect -> SafeText in
        guard let effect else { return step.isNew ? "new" : "-" }
        guard let before = effect.meanBefore else { return "new" }
        return SafeText(CellText.change(effect.meanAfter - before, least: 4))
      }
      return Column(head: "CHANGE", cells: cells, style: .value)
    }

    // MARK: - Decisions

    private struct Decision {
      var score: Double?
      var over: SafeText
      var overScore: Double?
      var margin: Double?
    }

    /// Why the walk went on from a node: the winner's score and that of the best of the others.
    private func decision(at step: SimulationTrace.Step) -> Decision? {
      guard let table = step.table, let winner = table.winner else {
        return step.remark.map {
          Decision(over: SafeText($0, repertoire: repertoire, limit: 200))
        }
      }
      let score = table.candidates[winner].score
      if score.isNaN {
        let words = DrawnStages.words(table) ?? "drawn"
        return Decision(over: SafeText(words, repertoire: repertoire, limit: 200))
      }
      guard let rival = table.runnerUp else {
        return Decision(score: score, over: table.candidates.count == 1 ? "the only one" : "")
      }
      let others = table.candidates.indices.filter {
        $0 != winner && table.candidates[$0].flags.isDisjoint(with: .barred)
      }
      let more = others.count > 1 ? " +\(others.count - 1)" : ""
      let label = SafeText(table.candidates[rival].label, repertoire: repertoire, limit: 200)
      return Decision(
        score: score, over: label + SafeText(more), overScore: table.candidates[rival].score,
        margin: table.margin)
    }
  }
}
