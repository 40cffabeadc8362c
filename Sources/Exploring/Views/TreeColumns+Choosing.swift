import Drawing
import SearchTrees

/// The columns by the names that they are chosen by.
extension TreeColumns {
  /// The names of the columns that a search shows where nobody chose any, from the left.
  static func usual(_ state: ExplorerState) -> [ColumnSettings.Name] {
    let rows = visibleRows(state)
    return automatic(state).filter { !isEmpty($0, rows, state) }.compactMap { name(of: $0, state) }
  }

  /// The columns that were chosen and mean something in this search.
  static func placed(_ choices: [ColumnSettings.Choice], _ state: ExplorerState) -> [Placed] {
    choices.compactMap { choice in
      guard let column = column(choice.name, state) else { return nil }
      var placed = Placed(column)
      placed.width = max(placed.width, width(of: choice.name)) + choice.extraWidth
      placed.isShaded = choice.isShaded
      return placed
    }
  }

  /// The column of a name; nil where this search has none.
  static func column(_ name: ColumnSettings.Name, _ state: ExplorerState) -> Column? {
    let summary = state.slice.summary
    switch name {
    case .standard(let column):
      switch column {
      case .identity: return .identity
      case .visits: return .visits
      case .bar: return .bar
      case .share: return .share
      case .value: return .value
      case .edge: return !summary.hasPriors ? nil : summary.edge.isPrior ? .prior : .reward
      case .probability: return .probability
      case .score: return .score
      case .drift: return .drift
      case .history: return .sparkline
      }
    case .term(let term): return summary.termNames.firstIndex(of: term).map { .term($0) }
    case .statistic(let statistic):
      let layout = StatisticLayout(summary.statistics)
      guard let place = layout.cellNames.firstIndex(of: statistic),
        let declared = layout.statistic(at: place)?.statistic
      else { return nil }
      return .statistic(place, cells: StatisticText.width(of: declared))
    case .expression(let text):
      return state.request.columns.firstIndex(of: text).map { .expression($0) }
    }
  }

  /// The name of the column of an expression: a number that has a column of its own stands in that.
  static func name(ofExpression text: String) -> ColumnSettings.Name {
    let standard: [String: ColumnSettings.Standard] = [
      "N": .visits, "Q": .value, "P": .edge, "share": .share, "score": .score,
    ]
    return standard[text].map { .standard($0) } ?? .expression(text)
  }

  private static func name(of column: Column, _ state: ExplorerState) -> ColumnSettings.Name? {
    let summary = state.slice.summary
    let cells = summary.statistics.flatMap(\.cellNames)
    switch column {
    case .identity: return .standard(.identity)
    case .visits: return .standard(.visits)
    case .bar: return .standard(.bar)
    case .share: return .standard(.share)
    case .value: return .standard(.value)
    case .prior, .reward: return .standard(.edge)
    case .probability: return .standard(.probability)
    case .score: return .standard(.score)
    case .drift: return .standard(.drift)
    case .sparkline: return .standard(.history)
    case .term(let place):
      return summary.termNames.indices.contains(place) ? .term(summary.termNames[place]) : nil
    case .statistic(let place, _):
      return cells.indices.contains(place) ? .statistic(cells[place]) : nil
    case .expression: return nil
    }
  }

  /// The head of a column that this search does not have.
  static func head(of name: ColumnSettings.Name) -> String {
    switch name {
    case .standard(let column): column.rawValue
    case .term(let name), .statistic(let name), .expression(let name): name
    }
  }

  /// The cells that a column takes, the gap before it included: an expression has room for its head.
  static func width(of name: ColumnSettings.Name) -> Int {
    guard case .expression(let text) = name else { return 0 }
    return max(8, min(SafeText(text, limit: 40).width + 1, 13))
  }
}
