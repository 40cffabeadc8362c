import Drawing
import Groundwork
import SearchTrees

/// The tree: one row a node, with guides, label and columns.
enum TreeView {
  /// Draws the tree into its area.
  static func draw(_ state: ExplorerState, in area: Area, hasHeads: Bool, on canvas: inout Canvas) {
    let columns = TreeColumns(width: area.columns.count, hasColumnHeads: hasHeads, state)
    var row = area.rows.lowerBound
    if hasHeads, row < area.rows.upperBound {
      drawHeads(columns, state, row: row, area, on: &canvas)
      row += 1
    }
    guard state.hasSlice else { return }
    let guides = TreeGuides(labelWidth: columns.label)
    let labels = labels(state, columns, guides)
    var position = state.slice.topRow
    while row < area.rows.upperBound, let entry = state.slice.row(at: position) {
      let isCursor = position == state.slice.cursorRow
      let line = Line(
        entry: entry, label: labels[position - state.slice.firstRow], guides: guides,
        columns: columns, state: state)
      line.draw(row: row, area, isCursor: isCursor, on: &canvas)
      canvas.hits.append(
        HitRegion(row: row, columns: area.columns, action: "row", argument: position))
      if isCursor {
        canvas.cursor = Point(row: row, column: area.columns.lowerBound)
        if state.pane == .tree {
          canvas.restyle(row: row, columns: area.columns, role: .plain, adding: .reverse)
        } else {
          canvas.restyle(row: row, columns: area.columns, adding: .bold)
        }
      }
      row += 1
      position += 1
    }
    let free = Area(rows: row..<max(row, area.rows.upperBound), columns: area.columns)
    TreeLegend.draw(state, columns, in: free, on: &canvas)
  }

  private static func drawHeads(
    _ columns: TreeColumns, _ state: ExplorerState, row: Int, _ area: Area,
    on canvas: inout Canvas
  ) {
    canvas.put("  NODE", row: row, column: area.columns.lowerBound, style: .heading)
    var column = area.columns.lowerBound + columns.label
    for placed in columns.columns {
      let kind = placed.kind
      var head = TreeColumns.head(of: kind, state)
      if let key = kind.sortKey, key == state.request.sort, !state.hasUsualOrder {
        let marks = state.glyphs.repertoire == .ascii ? ["^", "v"] : ["\u{25B4}", "\u{25BE}"]
        head = marks[state.request.isAscending ? 0 : 1] + head
      }
      if placed.isMarked { head = Guide.sign + head }
      let text = SafeText(head, repertoire: canvas.repertoire).ellipsized(to: placed.width - 1)
      let style: Style = placed.isMarked ? .accent : .heading
      if kind == .bar {
        canvas.put(text, row: row, column: column + TreeColumns.barGap, style: style)
      } else {
        canvas.putRight(text, row: row, column: column, width: placed.width, style: style)
      }
      if let key = kind.sortKey, let index = state.sortKeys.firstIndex(of: key) {
        canvas.hits.append(
          HitRegion(
            row: row, columns: column..<column + placed.width, action: "sort", argument: index))
      }
      column += placed.width
    }
  }

  /// Returns the labels of the rows of the slice as they stand on the screen, those of siblings shortened
  /// together; nil for rows that are no nodes.
  private static func labels(
    _ state: ExplorerState, _ columns: TreeColumns, _ guides: TreeGuides
  ) -> [ShortLabel?] {
    let rows = state.slice.rows
    var labels = [ShortLabel?](repeating: nil, count: rows.count)
    var families: [NodeID?: [Int]] = [:]
    for (index, row) in rows.enumerated() where row.kind == .node {
      families[row.parent, default: []].append(index)
    }
    for family in families.values {
      let texts = family.map { index in
        let line = Line(
          entry: rows[index], label: nil, guides: guides, columns: columns, state: state)
        return (text: line.name, room: line.labelRoom)
      }
      let short = SiblingLabels.shortened(texts, repertoire: state.glyphs.repertoire)
      for (index, label) in zip(family, short) { labels[index] = label }
    }
    return labels
  }

  /// One row of the tree.
  private struct Line {
    let entry: SliceRow
    let label: ShortLabel?
    let guides: TreeGuides
    let columns: TreeColumns
    let state: ExplorerState

    /// What the node is called; the root of the search has no action.
    var name: String { entry.id == .root ? "root" : entry.label }

    /// How many nodes a chain holds, before the label of its last.
    private var chainWords: String { entry.chain > 1 ? "\(entry.chain) steps\u{2026} " : "" }

    /// The cells that the label has between guides and marks.
    var labelRoom: Int {
      let guides = guides.text(entry, state.glyphs).width + 2
      let width = columns.label - 2 - guides - 2 - chainWords.count
      // What sets a node apart matters more than the end of a long label.
      let marks = marks(besideLabelIn: width).text
      let reserved = marks.isEmpty ? 0 : marks.width + 1
      return max(1, width - reserved >= Self.leastLabel ? width - reserved : width)
    }

    func draw(row: Int, _ area: Area, isCursor: Bool, on canvas: inout Canvas) {
      let left = area.columns.lowerBound
      if isCursor { canvas.put(state.glyphs.cursor, row: row, column: left, style: .accent) }
      let used = drawGuides(row: row, left + 1, on: &canvas)
      drawLabel(row: row, left + 1 + used, width: columns.label - 2 - used, on: &canvas)
      var column = left + columns.label
      for placed in columns.columns {
        drawCell(placed, row: row, column: column, on: &canvas)
        column += placed.width
      }
    }

    /// Draws the guides and the fold mark; returns their width.
    private func drawGuides(row: Int, _ column: Int, on canvas: inout Canvas) -> Int {
      let glyphs = state.glyphs
      let written = canvas.put(guides.text(entry, glyphs), row: row, column: column, style: .border)
      let mark: SafeText =
        entry.kind != .node
        ? glyphs.ellipsis
        : !entry.canOpen ? glyphs.leaf : entry.isOpen ? glyphs.unfolded : glyphs.folded
      canvas.put(mark, row: row, column: column + written, style: .border)
      return written + 2
    }

    /// The label of a new child, and two shorter ones, with the sign of a ban.
    private func newChildForms(_ row: SliceRow) -> [SafeText] {
      let mark = row.flags.contains(.banned) ? " BANNED" : ""
      let source = row.label.split(separator: ":", maxSplits: 1).dropFirst().first
      let texts = [row.label, source.map { "+ new:\($0)" }, source.map { "+\($0)" }]
      return texts.map {
        SafeText(($0 ?? row.label) + mark, repertoire: state.glyphs.repertoire, limit: 200)
      }
    }

    private func drawLabel(row: Int, _ column: Int, width: Int, on canvas: inout Canvas) {
      guard width > 0 else { return }
      if case .newChild = entry.kind {
        let isBanned = entry.flags.contains(.banned)
        // All new children of a node are shortened alike.
        let family = state.slice.rows.filter { row in
          guard case .newChild = row.kind else { return false }
          return row.parent == entry.parent
        }
        let forms = family.map { newChildForms($0) }
        let form = (0..<2).first { form in forms.allSatisfy { $0[form].width <= width } } ?? 2
        let words = newChildForms(entry)[form]
        canvas.put(
          words.ellipsized(to: width), row: row, column: column, style: isBanned ? .warning : .good)
        return
      }
      if case .unexpanded(let count) = entry.kind {
        let texts = ["\(count) more, never expanded", "\(count) unexpanded", "\(count)"]
        let text = texts.first { $0.count <= width } ?? texts[2]
        canvas.put(
          SafeText(text).ellipsized(to: width), row: row, column: column, style: .muted)
        return
      }
      guard case .more(let count, _, let best) = entry.kind else {
        let marks = marks(besideLabelIn: width - 2 - chainWords.count)
        let quiet: Style = .muted
        let isQuiet =
          entry.flags.contains(.retired) || entry.isUnderBan || entry.isOutside
        let loud = isQuiet ? quiet : Style(.plain)
        var used = canvas.put(
          SafeText(chainWords, repertoire: canvas.repertoire), row: row, column: column,
          style: quiet, width: width)
        if let letter = state.guide?.letters[entry.id] {
          used += canvas.put(SafeText("\(letter)  "), row: row, column: column + used, style: .key)
        }
        if let label {
          used += canvas.put(label.shared, row: row, column: column + used, style: quiet)
          used += canvas.put(label.own, row: row, column: column + used, style: loud)
        }
        if !marks.text.isEmpty, used + 1 + marks.text.width <= width - 2 {
          used += 1
          used += canvas.put(marks.text, row: row, column: column + used, style: marks.style)
        }
        if entry.isOnPath, used + 5 <= width - 2 {
          canvas.put("path", row: row, column: column + used + 1, style: .accent)
        }
        if state.guide?.marked.contains(entry.id) == true, used + 4 <= width {
          canvas.put("<-", row: row, column: column + used + 2, style: .accent)
        }
        if entry.hasNote {
          canvas.put(
            state.glyphs.note, row: row, column: column + width - 2, style: .accent)
        }
        if state.guide?.concealsAnswer == true { return }
        if state.request.filter != nil {
          // While a question is asked, only its hits are marked.
          if entry.isMatch {
            canvas.put(state.glyphs.next, row: row, column: column + width - 1, style: .accent)
          }
          return
        }
        // Where the most visited line is the answer, one sign says it.
        if entry.isOnAnswer || entry.isOnBestLine {
          canvas.put(
            entry.isOnAnswer ? state.glyphs.answer : state.glyphs.best, row: row,
            column: column + width - 1, style: entry.isOnAnswer ? .best : .muted)
        }
        return
      }
      let value = best.map { ", best Q \(NumberText.fixed($0))" } ?? ""
      let texts = ["\(count) more\(value)  (l: show)", "\(count) more\(value)", "\(count) more"]
      let text = texts.first { $0.count <= width } ?? texts[2]
      canvas.put(
        SafeText(text).ellipsized(to: width), row: row, column: column, style: .muted)
    }

    /// What sets a node apart, in words that do without colour: the strongest flag, or that the search
    /// went on from here, and what kind of node a recording says it is.
    ///
    /// The flag alone where both would leave no room for a label.
    private func marks(besideLabelIn room: Int) -> (text: SafeText, style: Style) {
      var (word, style) = entry.flagWord
      let root = state.slice.summary.root
      if word.isEmpty, entry.id == root, root != .root { (word, style) = ("ROOT", .accent) }
      guard let kind = entry.nodeKind, !kind.isEmpty else { return (word, style) }
      let name = SafeText(kind.uppercased(), repertoire: state.glyphs.repertoire)
        .ellipsized(to: Self.widestKind)
      guard !word.isEmpty else { return (name, style) }
      let both = word + " " + name
      return (room - both.width - 1 >= Self.leastLabel ? both : word, style)
    }

    /// The cells that are left to a label beside marks.
    private static let leastLabel = 6

    /// The cells that the name of a kind has.
    private static let widestKind = 12

    private func drawCell(
      _ placed: TreeColumns.Placed, row: Int, column: Int, on canvas: inout Canvas
    ) {
      if placed.kind == .bar { return drawBar(placed, row: row, column: column, on: &canvas) }
      let style: Style
      let safe: SafeText
      if case .statistic(let place, _) = placed.kind, entry.kind == .node {
        style = .term
        safe = statistic(place, within: placed.width - 1)
      } else {
        let text: String
        (text, style) = cell(placed.kind, width: placed.width)
        safe = SafeText(text, repertoire: canvas.repertoire, limit: 200)
          .ellipsized(to: placed.width - 1)
      }
      canvas.putRight(
        safe, row: row, column: column, width: placed.width,
        style: placed.isMarked ? .accent : style)
      guard placed.isShaded, let share = columns.shades[placed.kind]?[entry.id] else { return }
      canvas.put(
        Shade.sign(share, state.glyphs), row: row,
        column: column + placed.width - safe.width - 1, style: .bar)
    }

    /// Draws the share as a bar; the root has no family.
    private func drawBar(
      _ placed: TreeColumns.Placed, row: Int, column: Int, on canvas: inout Canvas
    ) {
      guard entry.parent != nil, let share = entry.share else { return }
      let width = placed.width - TreeColumns.barGap
      canvas.put(
        SafeText(PlotBars.bar(share, width: width, state.glyphs)), row: row,
        column: column + TreeColumns.barGap, style: .bar, width: width)
    }

    private func statistic(_ place: Int, within width: Int) -> SafeText {
      let layout = columns.statistics
      guard let declared = layout.statistic(at: place)?.statistic else { return "-" }
      return StatisticText(declared, of: layout, state.glyphs.repertoire)
        .cell(entry.statistics, place: place, within: width)
    }

    private func cell(_ kind: TreeColumns.Column, width: Int) -> (String, Style) {
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
        return (
          state.glyphs.history(of: entry.history, within: state.slice.historyRange, width: 8),
          .value
        )
      case .expression(let place):
        guard isNode else { return ("", .term) }
        return entry.cells.indices.contains(place)
          ? CellText.cell(entry.cells[place], within: width - 1) : ("-", .term)
      }
    }
  }
}
