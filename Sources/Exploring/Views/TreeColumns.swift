import Drawing
import SearchTrees

/// Which columns the tree has at a width: those that matter least go first.
struct TreeColumns: Hashable {
  /// A column of numbers.
  enum Column: Hashable {
    case identity
    case visits
    case share
    case value
    case prior
    /// The reward of the step into the node, where trees of other searches keep a prior.
    case reward
    case term(Int)
    /// The probability with which it is drawn.
    case probability
    /// A declared statistic, by the place of its first number in a row.
    case statistic(Int)
    case score
    case sparkline

    /// The cells it takes, the gap before it included.
    var width: Int {
      switch self {
      case .identity: 10
      case .visits: 10
      case .share: 5
      case .value: 7
      case .prior, .probability: 6
      case .reward: 7
      case .term, .statistic, .score: 7
      case .sparkline: 9
      }
    }

    /// The key that sorts by it.
    var sortKey: SliceRequest.SortKey? {
      switch self {
      case .visits: .visits
      case .value: .value
      case .prior, .reward: .prior
      case .score: .score
      case .statistic(let place): .statistic(place)
      default: nil
      }
    }
  }

  /// The label's part of the width.
  var label: Int
  /// The columns, from the left.
  var columns: [Column]

  init(width: Int, hasColumnHeads: Bool, _ state: ExplorerState) {
    guard hasColumnHeads else {
      label = width
      columns = []
      return
    }
    let terms = state.slice.summary.termNames.indices.dropFirst()
    var wanted: [Column] = state.showsIDs ? [.identity] : []
    wanted.append(.visits)
    if state.showsShare { wanted.append(.share) }
    wanted.append(.value)
    // A prior lies in 0...1; a reward may be of any size and have a sign, and says more.
    let isReward = !state.slice.summary.edge.isPrior
    if state.slice.summary.hasPriors { wanted.append(isReward ? .reward : .prior) }
    let statistics = Self.shownStatistics(state)
    // A rule whose terms say it needs no second column.
    if !state.slice.summary.termNames.contains("π̄") { wanted.append(.probability) }
    wanted += statistics.map { .statistic($0.place) } + terms.map { .term($0) }
    wanted += [.score, .sparkline]
    if let guide = state.guide { wanted.removeAll { Self.isKeptBack($0, guide, state) } }
    let rows = Self.visibleRows(state)
    wanted.removeAll { Self.isEmpty($0, rows, state) }
    var dropOrder: [Column] = [.sparkline, .prior]
    dropOrder += terms.reversed().map { .term($0) }
    dropOrder += statistics.reversed().map { .statistic($0.place) }
    dropOrder += [.score, .share, .reward, .identity, .probability, .value]
    let narrowestLabel = max(16, Self.labelNeed(rows, width))
    func needed() -> Int { wanted.reduce(0) { $0 + $1.width } }
    for column in dropOrder where width - needed() < narrowestLabel {
      if let key = column.sortKey, key == state.request.sort { continue }
      wanted.removeAll { $0 == column }
    }
    if width - needed() < 10 { wanted = [] }
    columns = wanted
    label = width - needed()
  }

  /// Whether a column has no place beside a guide, or is kept back by it.
  private static func isKeptBack(_ column: Column, _ guide: Guide, _ state: ExplorerState) -> Bool {
    switch column {
    case .share, .sparkline, .identity: true
    case .visits: guide.concealed.contains(.visits)
    case .value: guide.concealed.contains(.value)
    case .prior, .reward, .probability: guide.concealed.contains(.prior)
    case .term: guide.concealed.contains(.bonus)
    case .score: guide.concealed.contains(.score)
    case .statistic: !guide.concealed.isEmpty
    }
  }

  /// The declared statistics that have a column, each with the place of its number in a row; of a vector
  /// each number has one.
  private static func shownStatistics(
    _ state: ExplorerState
  ) -> [(place: Int, head: String)] {
    var place = 0
    var shown: [(place: Int, head: String)] = []
    for statistic in state.slice.summary.statistics {
      if statistic.isShown {
        shown += (0..<statistic.width).map { number in
          (place + number, statistic.head + (statistic.width > 1 ? "\(number + 1)" : ""))
        }
      }
      place += statistic.width
    }
    return shown
  }

  /// The nodes on the screen; all that are known before anything was scrolled.
  private static func visibleRows(_ state: ExplorerState) -> [SliceRow] {
    let first = state.slice.topRow - state.slice.firstRow
    return state.slice.rows.dropFirst(max(0, first)).prefix(max(1, state.request.rowCount))
      .filter { $0.kind == .node }
  }

  /// Whether no row on the screen has a value in a column; the one that sorts the rows stays.
  private static func isEmpty(
    _ column: Column, _ rows: [SliceRow], _ state: ExplorerState
  ) -> Bool {
    if let key = column.sortKey, key == state.request.sort { return false }
    return switch column {
    case .identity, .visits, .share: false
    case .value: rows.allSatisfy { $0.value == nil }
    case .prior: rows.allSatisfy { $0.prior == nil }
    case .reward: rows.allSatisfy { $0.parent == nil || $0.prior == nil }
    case .term(let index):
      rows.allSatisfy { !$0.terms.indices.contains(index) || $0.terms[index].isNaN }
    case .statistic(let place):
      rows.allSatisfy { !$0.statistics.indices.contains(place) || $0.statistics[place] == nil }
    case .score: rows.allSatisfy { $0.score?.isNaN ?? true }
    case .probability: rows.allSatisfy { $0.probability == nil }
    case .sparkline: !rows.contains { Glyphs.isHistory($0.history) }
    }
  }

  /// The cells of labels that columns may not take: 24 of a long label, 16 on narrow screens.
  private static let leastLabel = (wide: 24, narrow: 16)

  /// The cells that nine of ten rows need so that enough of their labels is left, beside the cursor,
  /// the guides and the signs of a row.
  private static func labelNeed(_ rows: [SliceRow], _ width: Int) -> Int {
    let least = width >= 60 ? leastLabel.wide : leastLabel.narrow
    let guides = TreeGuides(labelWidth: width / 2)
    let needs = rows.map { row in
      6 + guides.text(row, .ascii).width + row.label.unicodeScalars.prefix(least).count
    }
    guard !needs.isEmpty else { return 0 }
    return needs.sorted()[(needs.count * 9 + 9) / 10 - 1]
  }

  /// The head of a column.
  static func head(of column: Column, _ state: ExplorerState) -> String {
    switch column {
    case .identity: "#"
    case .visits: "N"
    case .share: "%"
    case .value: "Q"
    case .prior, .reward: state.slice.summary.edge.head
    case .term(let index): state.slice.summary.termNames[index]
    case .statistic(let place): shownStatistics(state).first { $0.place == place }?.head ?? ""
    case .score: "SCORE"
    case .probability: "PROB"
    case .sparkline: "SPARK"
    }
  }
}
