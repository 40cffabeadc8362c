import Drawing
import Groundwork
import SearchTrees

/// The list of the columns that the tree can have: those that are shown first, in their order.
enum ColumnChooser {
  /// A column that can be chosen.
  struct Entry {
    var choice: ColumnSettings.Choice
    var isShown: Bool
    var head: String
    var meaning: String
    var width: Int
  }

  /// All columns, those that are shown first.
  static func entries(_ state: ExplorerState) -> [Entry] {
    let shown = state.chosenColumns ?? TreeColumns.usual(state).map { ColumnSettings.Choice($0) }
    let names = Set(shown.map(\.name))
    let others = available(state).filter { !names.contains($0) }
    return shown.map { entry($0, isShown: true, state) }
      + others.map { entry(ColumnSettings.Choice($0), isShown: false, state) }
  }

  /// Every column that this search has a name for.
  private static func available(_ state: ExplorerState) -> [ColumnSettings.Name] {
    let summary = state.slice.summary
    let own = Set(ExpressionNames.languageNames)
    let parts = summary.partDiscriminations.map(\.name)
    return ColumnSettings.Standard.allCases
      .filter { $0 != .edge || summary.hasPriors }.map { .standard($0) }
      + summary.statistics.flatMap(\.cellNames).map { .statistic($0) }
      + summary.termNames.dropFirst().map { .term($0) }
      + parts.map { name in
        let isWord = ExpressionNames.isWord(name) && !own.contains(name)
        return .expression(isWord ? name : "raw(\"\(name)\")")
      }
      + ["depth", "children", "age"].map { .expression($0) }
  }

  private static func entry(
    _ choice: ColumnSettings.Choice, isShown: Bool, _ state: ExplorerState
  ) -> Entry {
    let column = TreeColumns.column(choice.name, state)
    return Entry(
      choice: choice, isShown: isShown,
      head: column.map { TreeColumns.head(of: $0, state) } ?? TreeColumns.head(of: choice.name),
      meaning: meaning(choice.name, state),
      width: (column?.width ?? TreeColumns.width(of: choice.name)) + choice.extraWidth)
  }

  private static func meaning(_ name: ColumnSettings.Name, _ state: ExplorerState) -> String {
    let summary = state.slice.summary
    switch name {
    case .standard(let column):
      return switch column {
      case .identity: "number of the node"
      case .visits: "visits: simulations through the node"
      case .bar: "share of the visits of its family, as a bar"
      case .share: "share of the visits of its family, in percent"
      case .value: summary.valueMeaning.isEmpty ? "mean value" : summary.valueMeaning
      case .edge: summary.edge.meaning
      case .probability: "probability with which it is drawn"
      case .score: "what selection compares"
      case .drift: "Q less Q at half its visits"
      case .history: "Q in the course of the search"
      }
    case .term: return "term of the score"
    case .statistic(let name):
      return summary.statistics.first { $0.cellNames.contains(name) }?.meaning
        ?? "statistic of the search"
    case .expression(let text):
      let problem = state.slice.columns.first { $0.text == text }?.error?.words
      return problem
        ?? state.expressionNames.entries().first { $0.name == text }?.meaning ?? "expression"
    }
  }

  /// The lines of the list, as many as there is room for, and what they cost.
  static func lines(_ selected: Int, _ state: ExplorerState, width: Int, rows: Int) -> [StyledLine]
  {
    let entries = entries(state)
    let visible = max(1, rows - 3)
    let first = max(0, min(selected - visible / 2, entries.count - visible))
    let heads = entries.map { SafeText($0.head, repertoire: state.glyphs.repertoire, limit: 40) }
    let headWidth = min(18, heads.map(\.width).max() ?? 0)
    let room = max(8, width - headWidth - 20)
    var lines = [
      StyledLine(
        SafeText("    " + "SHOWN".left(headWidth) + "  " + "MEANING".left(room) + "  WIDTH"),
        .heading)
    ]
    for (place, entry) in entries.enumerated().dropFirst(first).prefix(visible) {
      let isChosen = place == selected
      let style: Style = isChosen ? .accent : entry.isShown ? .plain : .muted
      let meaning = SafeText(entry.meaning, repertoire: state.glyphs.repertoire, limit: 200)
      lines.append(
        StyledLine(isChosen ? state.glyphs.cursor : " ", .accent)
          .then(" ").then(entry.isShown ? state.glyphs.next : " ", .best).then(" ")
          .then(heads[place].ellipsized(to: headWidth).padded(to: headWidth), style).then("  ")
          .then(meaning.ellipsized(to: room).padded(to: room), entry.isShown ? .plain : .muted)
          .then(SafeText("  " + "\(entry.width)".right(5)), .muted)
          .then(entry.choice.isShaded ? "  shade" : "       ", .muted))
    }
    lines.append(StyledLine(cost(entries, state), .muted))
    lines.append(
      StyledLine(
        "Space on, off  J K order  + - width  s shade  a expression  0 usual  w keep", .muted))
    return lines
  }

  private static func cost(_ entries: [Entry], _ state: ExplorerState) -> SafeText {
    let columns = TreeColumns(
      width: state.layout.tree.columns.count, hasColumnHeads: state.layout.hasColumnHeads, state)
    let shown = entries.count { $0.isShown }
    let taken = columns.columns.reduce(0) { $0 + $1.width }
    let missing = shown - columns.columns.count
    return SafeText(
      "\(shown) shown, \(taken) cells; labels keep \(columns.label)"
        + (missing > 0 ? "; no room or nothing known for \(missing)" : ""))
  }
}
