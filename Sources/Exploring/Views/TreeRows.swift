import Drawing
import Groundwork
import SearchTrees

/// What all rows of the tree are drawn with; a row is a function of this and of its entry.
struct TreeRows: Equatable {
  let columns: TreeColumns
  let guides: TreeGuides
  let glyphs: Glyphs
  /// The node that the search goes on from.
  private let root: NodeID
  /// Whether a question is asked, whose hits alone are marked.
  private let hasFilter: Bool
  /// Whether the keys go to the tree.
  private let hasFocus: Bool
  /// What a guide says of nodes.
  private let letters: [NodeID: Character]
  private let marked: Set<NodeID>
  private let concealsAnswer: Bool
  /// The scale of the histories.
  let historyRange: ClosedRange<Double>?

  /// Takes from a state what rows depend on.
  init(_ columns: TreeColumns, _ state: borrowing ExplorerState) {
    self.columns = columns
    guides = TreeGuides(labelWidth: columns.label)
    glyphs = state.glyphs
    root = state.slice.summary.root
    hasFilter = state.request.filter != nil
    hasFocus = state.pane == .tree
    letters = state.guide?.letters ?? [:]
    marked = state.guide?.marked ?? []
    concealsAnswer = state.guide?.concealsAnswer ?? false
    let hasHistories = columns.columns.contains { $0.kind == .sparkline }
    historyRange = hasHistories ? state.slice.historyRange : nil
  }

  /// What a node is called; the root of the search has no action.
  func name(of entry: SliceRow) -> String { entry.id == .root ? "root" : entry.label }

  /// How many nodes a chain holds, before the label of its last.
  private func chainWords(_ entry: SliceRow) -> String {
    entry.chain > 1 ? "\(entry.chain) steps\u{2026} " : ""
  }

  /// The cells that a label has between guides and marks.
  func labelRoom(of entry: SliceRow) -> Int {
    let used = guides.width(of: entry) + 2
    let width = columns.label - 2 - used - 2 - (entry.chain > 1 ? chainWords(entry).count : 0)
    // What sets a node apart matters more than the end of a long label.
    let marks = marks(of: entry, besideLabelIn: width).text
    let reserved = marks.isEmpty ? 0 : marks.width + 1
    return max(1, width - reserved >= Self.leastLabel ? width - reserved : width)
  }

  /// Draws a row, the one under the cursor marked.
  func draw(
    _ entry: SliceRow, label: ShortLabel?, row: Int, _ area: Area, isCursor: Bool,
    on canvas: inout Canvas
  ) {
    let left = area.columns.lowerBound
    if isCursor { canvas.put(glyphs.cursor, row: row, column: left, style: .accent) }
    let used = drawGuides(entry, row: row, left + 1, on: &canvas)
    drawLabel(
      entry, label, row: row, left + 1 + used, width: columns.label - 2 - used, on: &canvas)
    var column = left + columns.label
    for placed in columns.columns {
      drawCell(placed, of: entry, row: row, column: column, on: &canvas)
      column += placed.width
    }
    guard isCursor else { return }
    if hasFocus {
      canvas.restyle(row: row, columns: area.columns, role: .plain, adding: .reverse)
    } else {
      canvas.restyle(row: row, columns: area.columns, adding: .bold)
    }
  }

  /// Draws the guides and the fold mark; returns their width.
  private func drawGuides(
    _ entry: SliceRow, row: Int, _ column: Int, on canvas: inout Canvas
  ) -> Int {
    let written = canvas.put(
      guides.text(entry, glyphs), row: row, column: column, style: .border)
    let mark: SafeText =
      entry.kind != .node
      ? glyphs.ellipsis
      : !entry.canOpen ? glyphs.leaf : entry.isOpen ? glyphs.unfolded : glyphs.folded
    canvas.put(mark, row: row, column: column + written, style: .border)
    return written + 2
  }

  private func drawLabel(
    _ entry: SliceRow, _ label: ShortLabel?, row: Int, _ column: Int, width: Int,
    on canvas: inout Canvas
  ) {
    guard width > 0 else { return }
    switch entry.kind {
    case .node: drawNode(entry, label, row: row, column, width: width, on: &canvas)
    case .newChild:
      let isBanned = entry.flags.contains(.banned)
      canvas.put(
        (label?.own ?? .empty).ellipsized(to: width), row: row, column: column,
        style: isBanned ? .warning : .good)
    case .unexpanded(let count):
      put(
        ["\(count) more, never expanded", "\(count) unexpanded", "\(count)"], row: row, column,
        width: width, on: &canvas)
    case .more(let count, _, let best):
      let value = best.map { ", best Q \(NumberText.fixed($0))" } ?? ""
      put(
        ["\(count) more\(value)  (l: show)", "\(count) more\(value)", "\(count) more"], row: row,
        column, width: width, on: &canvas)
    }
  }

  /// Draws the longest of three texts that fits, the last one cut where none does.
  private func put(
    _ texts: [String], row: Int, _ column: Int, width: Int, on canvas: inout Canvas
  ) {
    let text = texts.first { $0.count <= width } ?? texts[texts.count - 1]
    canvas.put(SafeText(text).ellipsized(to: width), row: row, column: column, style: .muted)
  }

  private func drawNode(
    _ entry: SliceRow, _ label: ShortLabel?, row: Int, _ column: Int, width: Int,
    on canvas: inout Canvas
  ) {
    let chainWords = chainWords(entry)
    let marks = marks(of: entry, besideLabelIn: width - 2 - chainWords.count)
    let quiet: Style = .muted
    let isQuiet = entry.flags.contains(.retired) || entry.isUnderBan || entry.isOutside
    var used = 0
    if !chainWords.isEmpty {
      used = canvas.put(
        SafeText(chainWords, repertoire: canvas.repertoire), row: row, column: column,
        style: quiet, width: width)
    }
    if let letter = letters[entry.id] {
      used += canvas.put(SafeText("\(letter)  "), row: row, column: column + used, style: .key)
    }
    if let label {
      used += canvas.put(label.shared, row: row, column: column + used, style: quiet)
      used += canvas.put(
        label.own, row: row, column: column + used, style: isQuiet ? quiet : Style(.plain))
    }
    if !marks.text.isEmpty, used + 1 + marks.text.width <= width - 2 {
      used += 1
      used += canvas.put(marks.text, row: row, column: column + used, style: marks.style)
    }
    if entry.isOnPath, used + 5 <= width - 2 {
      canvas.put("path", row: row, column: column + used + 1, style: .accent)
    }
    if marked.contains(entry.id), used + 4 <= width {
      canvas.put("<-", row: row, column: column + used + 2, style: .accent)
    }
    if entry.hasNote {
      canvas.put(glyphs.note, row: row, column: column + width - 2, style: .accent)
    }
    if concealsAnswer { return }
    if hasFilter {
      if entry.isMatch {
        canvas.put(glyphs.next, row: row, column: column + width - 1, style: .accent)
      }
      return
    }
    // Where the most visited line is the answer, one sign says it.
    if entry.isOnAnswer || entry.isOnBestLine {
      canvas.put(
        entry.isOnAnswer ? glyphs.answer : glyphs.best, row: row,
        column: column + width - 1, style: entry.isOnAnswer ? .best : .muted)
    }
  }

  // MARK: - New children

  /// Returns the labels of the new children of one node, all shortened alike, with the sign of a ban.
  func newChildLabels(_ entries: [SliceRow]) -> [ShortLabel] {
    let forms = entries.map { newChildForms($0) }
    let rooms = entries.map { columns.label - 2 - (guides.width(of: $0) + 2) }
    let form =
      (0..<2).first { form in zip(forms, rooms).allSatisfy { $0[form].width <= $1 } } ?? 2
    return forms.map { ShortLabel(own: $0[form]) }
  }

  /// The label of a new child, and two shorter ones.
  private func newChildForms(_ entry: SliceRow) -> [SafeText] {
    let mark = entry.flags.contains(.banned) ? " BANNED" : ""
    let source = entry.label.split(separator: ":", maxSplits: 1).dropFirst().first
    let texts = [entry.label, source.map { "+ new:\($0)" }, source.map { "+\($0)" }]
    return texts.map {
      SafeText(($0 ?? entry.label) + mark, repertoire: glyphs.repertoire, limit: 200)
    }
  }

  // MARK: - Marks

  /// What sets a node apart, in words that do without colour: the strongest flag, or that the search
  /// went on from here, and what kind of node a recording says it is.
  ///
  /// The flag alone where both would leave no room for a label.
  private func marks(
    of entry: SliceRow, besideLabelIn room: Int
  ) -> (text: SafeText, style: Style) {
    var (word, style) = entry.flagWord
    if word.isEmpty, entry.id == root, root != .root { (word, style) = ("ROOT", .accent) }
    guard let kind = entry.nodeKind, !kind.isEmpty else { return (word, style) }
    let name = SafeText(kind.uppercased(), repertoire: glyphs.repertoire)
      .ellipsized(to: Self.widestKind)
    guard !word.isEmpty else { return (name, style) }
    let both = word + " " + name
    return (room - both.width - 1 >= Self.leastLabel ? both : word, style)
  }

  /// The cells that are left to a label beside marks.
  private static let leastLabel = 6

  /// The cells that the name of a kind has.
  private static let widestKind = 12
}
