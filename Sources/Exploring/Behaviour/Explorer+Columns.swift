import Drawing
import SearchTrees

/// Choosing the columns of the tree.
extension Explorer {
  /// Columns are widened by so many cells at most.
  static let mostExtra = 20

  /// Handles a key while the list of columns is shown.
  static func pressInColumns(
    _ key: Key, _ selected: Int, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    let entries = ColumnChooser.entries(state)
    let name = state.keys.bindings[[key]]?.name
    guard entries.indices.contains(selected) else {
      state.overlay = .columns(selected: 0)
      return []
    }
    switch key.code {
    case .character(" "): toggle(entries[selected].choice.name, &state)
    case .character("J"): moveColumn(selected, by: 1, &state)
    case .character("K"): moveColumn(selected, by: -1, &state)
    case .character("+"): widen(selected, by: 1, &state)
    case .character("-"): widen(selected, by: -1, &state)
    case .character("s"): shade(selected, &state)
    case .character("a"): return ask(for: .addColumn, &state)
    case .character("0"): state.columns.choices[state.columnKey] = nil
    case .character("w"): return keepSettings(&state)
    case .enter: state.overlay = nil
    default:
      switch name {
      case .cancel, .quit, .columns: state.overlay = nil
      default:
        let moved = selected + (scroll(for: name, page: 8, end: entries.count) ?? 0)
        state.overlay = .columns(selected: max(0, min(moved, entries.count - 1)))
      }
    }
    return []
  }

  /// Shows a column or takes it away.
  static func toggle(_ name: ColumnSettings.Name, _ state: inout ExplorerState) {
    var choices = shown(state)
    if let place = choices.firstIndex(where: { $0.name == name }) {
      choices.remove(at: place)
    } else {
      choices.append(ColumnSettings.Choice(name))
    }
    show(choices, choosing: name, &state)
  }

  /// Shows one of the columns that have a key of their own, or takes it away.
  static func toggle(_ column: ColumnSettings.Standard, _ state: inout ExplorerState) {
    if column == .share { state.showsShare.toggle() } else { state.showsIDs.toggle() }
    guard let chosen = state.chosenColumns else { return }
    let isShown = column == .share ? state.showsShare : state.showsIDs
    let isChosen = chosen.contains { $0.name == .standard(column) }
    if isShown != isChosen { toggle(.standard(column), &state) }
  }

  /// Adds a column for an expression that was typed.
  static func addColumn(_ text: String, _ state: inout ExplorerState) {
    guard !text.isEmpty else { return remark("not done", &state) }
    do throws(ExpressionError) {
      try TreeExpression.checkSyntax(of: text)
    } catch {
      return refuse(error, of: .addColumn, &state)
    }
    let name = ColumnSettings.Name.expression(text)
    var choices = shown(state)
    guard !choices.contains(where: { $0.name == name }) else { return }
    guard choices.count < ColumnList.most else {
      return complain("column-add: at most \(ColumnList.most) columns are shown", &state)
    }
    choices.append(ColumnSettings.Choice(name))
    state.addedColumn = text
    show(choices, choosing: name, &state)
  }

  /// Takes a column away again that was just added and cannot be asked, and says why.
  static func takeColumns(_ slice: TreeSlice, _ state: inout ExplorerState) {
    if !state.firstColumns.isEmpty, !state.columnKey.isEmpty {
      state.columns.choices[state.columnKey] = state.firstColumns.map {
        ColumnSettings.Choice(TreeColumns.name(ofExpression: $0))
      }
      state.firstColumns = []
    }
    guard let added = state.addedColumn,
      let report = slice.columns.first(where: { $0.text == added })
    else { return }
    state.addedColumn = nil
    guard let error = report.error else { return }
    refuse(error, of: .addColumn, &state)
    show(shown(state).filter { $0.name != .expression(added) }, choosing: nil, &state)
  }

  private static func moveColumn(_ selected: Int, by step: Int, _ state: inout ExplorerState) {
    var choices = shown(state)
    let target = selected + step
    guard choices.indices.contains(selected), choices.indices.contains(target) else { return }
    choices.swapAt(selected, target)
    show(choices, choosing: choices[target].name, &state)
  }

  private static func widen(_ selected: Int, by step: Int, _ state: inout ExplorerState) {
    var choices = shown(state)
    guard choices.indices.contains(selected) else { return }
    choices[selected].extraWidth = max(0, min(choices[selected].extraWidth + step, mostExtra))
    show(choices, choosing: choices[selected].name, &state)
  }

  private static func shade(_ selected: Int, _ state: inout ExplorerState) {
    var choices = shown(state)
    guard choices.indices.contains(selected) else { return }
    choices[selected].isShaded.toggle()
    show(choices, choosing: choices[selected].name, &state)
  }

  /// The columns of this search, those that it has by itself where nobody chose any.
  private static func shown(_ state: ExplorerState) -> [ColumnSettings.Choice] {
    state.chosenColumns ?? TreeColumns.usual(state).map { ColumnSettings.Choice($0) }
  }

  /// Shows columns; in the list the cursor stays on its column, wherever that stands now.
  private static func show(
    _ choices: [ColumnSettings.Choice], choosing name: ColumnSettings.Name?,
    _ state: inout ExplorerState
  ) {
    state.columns.choices[state.columnKey] = choices
    guard case .columns = state.overlay else { return }
    let place = ColumnChooser.entries(state).firstIndex { $0.choice.name == name }
    state.overlay = .columns(selected: place ?? 0)
  }
}
