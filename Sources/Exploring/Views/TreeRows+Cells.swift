import Drawing
import Groundwork
import SearchTrees

/// The numbers of a row.
extension TreeRows {
  /// Draws one cell of a row, the sign of its shade before the number.
  func drawCell(
    _ placed: TreeColumns.Placed, of entry: SliceRow, row: Int, column: Int,
    on canvas: inout Canvas
  ) {
    if placed.kind == .bar {
      return drawBar(placed, of: entry, row: row, column: column, on: &canvas)
    }
    let style: Style
    let safe: SafeText
    if case .statistic(let place, _) = placed.kind, entry.kind == .node {
      style = .term
      safe = statistic(place, of: entry, within: placed.width - 1)
    } else {
      let text: String
      (text, style) = cell(placed.kind, of: entry, width: placed.width)
      if text.isEmpty { return }
      safe = SafeText(text, repertoire: canvas.repertoire, limit: 200)
        .ellipsized(to: placed.width - 1)
    }
    canvas.putRight(
      safe, row: row, column: column, width: placed.width,
      style: placed.isMarked ? .accent : style)
    guard placed.isShaded, let share = columns.shades[placed.kind]?[entry.id] else { return }
    canvas.put(
      Shade.sign(share, glyphs), row: row,
      column: column + placed.width - safe.width - 1, style: .bar)
  }

  /// Draws the share as a bar; the root has no family.
  private func drawBar(
    _ placed: TreeColumns.Placed, of entry: SliceRow, row: Int, column: Int,
    on canvas: inout Canvas
  ) {
    guard entry.parent != nil, let share = entry.share else { return }
    let width = placed.width - TreeColumns.barGap
    canvas.put(
      SafeText(PlotBars.bar(share, width: width, glyphs)), row: row,
      column: column + TreeColumns.barGap, style: .bar, width: width)
  }

  private func statistic(_ place: Int, of entry: SliceRow, within width: Int) -> SafeText {
    let layout = columns.statistics
    guard let declared = layout.statistic(at: place)?.statistic else { return "-" }
    return StatisticText(declared, of: layout, glyphs.repertoire)
      .cell(entry.statistics, place: place, within: width)
  }

  private func cell(
    _ kind: TreeColumns.Column, of entry: SliceRow, width: Int
  ) -> (String, Style) {
    var isNode = entry.kind == .node
    if case .newChild = entry.kind {
      // It has no statistics of its own, nor a history.
      switch kind {
      case .value, .term, .probability: isNode = true
      default: return ("", .muted)
      }
    }
    if case .unexpanded = entry.kind { return ("", .muted) }
    switch kind {
    case .identity: return (isNode ? "\(entry.id)" : "", .muted)
    case .visits: return (CellText.count(entry.visits, within: width - 1), .visits)
    case .share:
      return (entry.share.map { NumberText.plain($0 * 100, places: 0) } ?? "-", .muted)
    case .value:
      return (entry.value.map { CellText.fixed($0, within: width - 1) } ?? "-", .value)
    case .prior:
      return (isNode ? entry.prior.map { NumberText.fixed($0, places: 2) } ?? "-" : "", .prior)
    case .reward:
      // No step leads to the root.
      let reward = entry.parent == nil ? nil : entry.prior
      let text = reward.map { CellText.signed($0, within: width - 1) }
      return (isNode ? text ?? "-" : "", .prior)
    case .term(let index):
      guard isNode, entry.terms.indices.contains(index) else { return (isNode ? "-" : "", .term) }
      return (CellText.fixed(entry.terms[index], within: width - 1), .term)
    case .statistic, .bar: return ("", .term)
    case .probability:
      return (entry.probability.map { CellText.probability($0) } ?? "-", .prior)
    case .score:
      let score = entry.score.map { CellText.fixed($0, within: width - 1) }
      return (isNode ? score ?? "-" : "", .term)
    case .drift:
      // Under so few visits there is nothing to say.
      guard isNode, entry.visits.map({ $0 >= SliceRow.leastDriftVisits }) ?? true else {
        return ("", .plain)
      }
      return (
        entry.drift.map { CellText.signed($0, within: kind.width - 1, most: 3) } ?? "-", .plain
      )
    case .sparkline:
      guard isNode else { return ("", .plain) }
      return (glyphs.history(of: entry.history, within: historyRange, width: 8), .value)
    case .expression(let place):
      guard isNode else { return ("", .term) }
      return entry.cells.indices.contains(place)
        ? CellText.cell(entry.cells[place], within: width - 1) : ("-", .term)
    }
  }
}
