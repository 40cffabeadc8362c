import Drawing
import SearchTrees

/// Which columns the tree has at a width: those that matter least go first.
struct TreeColumns: Hashable {
  /// A column of numbers.
  enum Column: Hashable {
    case identity
    case visits
    /// The share of the visits of its family as a bar.
    case bar
    case share
    case value
    case prior
    /// The reward of the step into the node, where trees of other searches keep a prior.
    case reward
    case term(Int)
    /// The probability with which it is drawn.
    case probability
    /// A declared statistic, by the place of its first number in a row.
    case statistic(Int, cells: Int)
    case score
    case sparkline
    /// What an expression comes to, by its place among those that were asked for.
    case expression(Int)
    /// How far Q has moved since half of the visits.
    case drift

    /// The cells it takes, the gap before it included.
    var width: Int {
      switch self {
      case .identity: 10
      case .visits: 10
      case .bar: 8
      case .share: 5
      case .value: 7
      case .prior, .probability: 6
      case .reward: 7
      case .term, .score, .drift: 7
      case .statistic(_, let cells): cells
      case .sparkline: 9
      case .expression: 8
      }
    }

    /// The key that sorts by it.
    var sortKey: SliceRequest.SortKey? {
      switch self {
      case .visits: .visits
      case .value: .value
      case .prior, .reward: .prior
      case .score: .score
      case .statistic(let place, _): .statistic(place)
      default: nil
      }
    }
  }

  /// A column where it stands.
  struct Placed: Hashable {
    var kind: Column
    /// The cells that it takes, the gap before it included.
    var width: Int
    /// Whether signs say how large its numbers are.
    var isShaded = false
    /// Whether it is pointed at.
    var isMarked = false

    init(_ kind: Column) {
      self.kind = kind
      width = kind.width
    }
  }

  /// The blanks before a bar, which begins at the left.
  static let barGap = 2

  /// The label's part of the width.
  var label: Int
  /// The columns, from the left.
  var columns: [Placed]
  /// Where the declared statistics stand in a row.
  let statistics: StatisticLayout
  /// How large the numbers of shaded columns are among those on the screen, in 0...1.
  private(set) var shades: [Column: [NodeID: Double]] = [:]

  init(width: Int, hasColumnHeads: Bool, _ state: borrowing ExplorerState) {
    statistics = StatisticLayout(state.slice.summary.statistics)
    guard hasColumnHeads else {
      label = width
      columns = []
      return
    }
    let rows = Self.visibleRows(state)
    var wanted: [Placed]
    var dropOrder: [Column]
    if let chosen = state.chosenColumns {
      wanted = Self.placed(chosen, state)
      // What somebody made goes last, the newest first.
      dropOrder = Self.dropOrder(state) + wanted.reversed().map(\.kind)
    } else {
      wanted = Self.automatic(state).map { Placed($0) }
      wanted.removeAll { Self.isEmpty($0.kind, rows, state) }
      dropOrder = Self.dropOrder(state)
    }
    if let guide = state.guide {
      wanted.removeAll { Self.isKeptBack($0.kind, guide, state) }
      for place in wanted.indices where Self.isMarked(wanted[place].kind, guide, state) {
        wanted[place].isMarked = true
        wanted[place].width += Guide.sign.count
      }
    }
    let narrowestLabel = max(16, Self.labelNeed(rows, width))
    func needed() -> Int { wanted.reduce(0) { $0 + $1.width } }
    for column in dropOrder where width - needed() < narrowestLabel {
      if let key = column.sortKey, key == state.request.sort { continue }
      wanted.removeAll { $0.kind == column }
    }
    if width - needed() < 10 { wanted = [] }
    // A name is cut only where there is no room for it.
    for place in wanted.indices {
      let name = SafeText(Self.head(of: wanted[place].kind, state), limit: 40).width
      let more = min(name + 1, StatisticText.widest) - wanted[place].width
      if more > 0, width - needed() - more >= narrowestLabel { wanted[place].width += more }
    }
    columns = wanted
    label = width - needed()
    for column in wanted where column.isShaded {
      shades[column.kind] = Shade.shares(of: column.kind, rows)
    }
  }

  /// The columns that a search has where nobody chose any, from the left.
  static func automatic(_ state: ExplorerState) -> [Column] {
    let summary = state.slice.summary
    var wanted: [Column] = state.showsIDs ? [.identity] : []
    wanted.append(.visits)
    if state.showsShare, !summary.abilities.opensNodes { wanted += [.bar, .share] }
    wanted.append(.value)
    // A prior lies in 0...1; a reward may be of any size and have a sign, and says more.
    if summary.hasPriors { wanted.append(summary.edge.isPrior ? .prior : .reward) }
    // A rule whose terms say it needs no second column.
    if !summary.termNames.contains("π̄") { wanted.append(.probability) }
    wanted += saidStatistics(state).map { .statistic($0.place, cells: $0.cells) }
    wanted += shownTerms(state).map { .term($0) }
    return wanted + [.score, .drift]
  }

  /// The terms that have a column: the value has one of its own.
  private static func shownTerms(_ state: ExplorerState) -> [Int] {
    let names = state.slice.summary.termNames
    let isValue = ["Q", "q", "m", "mean", Statistic.judged.head].contains(names.first ?? "")
    return Array(names.indices.dropFirst(isValue ? 1 : 0))
  }

  /// The declared statistics that have a column: what is a term of the score as well needs no second one.
  private static func saidStatistics(
    _ state: ExplorerState
  ) -> [(place: Int, head: String, cells: Int)] {
    let names = state.slice.summary.termNames
    return shownStatistics(state).filter { statistic in !names.contains(statistic.head) }
  }

  /// The columns in the order in which they give way.
  private static func dropOrder(_ state: ExplorerState) -> [Column] {
    var order: [Column] = [.sparkline, .drift, .bar, .prior]
    order += shownTerms(state).reversed().map { .term($0) }
    // Beside what a preset keeps of its own, what a node was judged to be worth is missed least.
    let said = saidStatistics(state)
    let judged = said.filter { $0.head == Statistic.judged.head }
    let others = said.filter { $0.head != Statistic.judged.head }.reversed()
    order += (judged + others).map { .statistic($0.place, cells: $0.cells) }
    return order + [.share, .score, .reward, .identity, .probability, .value]
  }

  /// Whether a column has no place beside a guide, or is kept back by it.
  private static func isKeptBack(_ column: Column, _ guide: Guide, _ state: ExplorerState) -> Bool {
    switch column {
    case .bar, .share, .sparkline, .drift, .identity: true
    case .visits: guide.concealed.contains(.visits)
    case .value: guide.concealed.contains(.value)
    case .prior, .reward, .probability: guide.concealed.contains(.prior)
    case .term: guide.concealed.contains(.bonus)
    case .score: guide.concealed.contains(.score)
    case .statistic, .expression: !guide.concealed.isEmpty
    }
  }

  /// Whether a guide points at a column.
  private static func isMarked(_ column: Column, _ guide: Guide, _ state: ExplorerState) -> Bool {
    switch column {
    case .visits: guide.markedColumns.contains(.visits)
    case .value: guide.markedColumns.contains(.value)
    case .prior, .reward: guide.markedColumns.contains(.prior)
    case .score: guide.markedColumns.contains(.score)
    case .term(let index):
      guide.markedColumns.contains(.bonus)
        || guide.markedTerms.contains(state.slice.summary.termNames[index])
    case .identity, .share, .probability, .statistic, .sparkline, .drift, .bar, .expression: false
    }
  }

  /// The declared statistics that have a column, each with the place of its number in a row; of a vector
  /// each number has one.
  private static func shownStatistics(
    _ state: ExplorerState
  ) -> [(place: Int, head: String, cells: Int)] {
    var place = 0
    var shown: [(place: Int, head: String, cells: Int)] = []
    for statistic in state.slice.summary.statistics {
      if statistic.isShown {
        shown += (0..<statistic.width).map { number in
          (
            place + number, head(of: statistic, number: number), StatisticText.width(of: statistic)
          )
        }
      }
      place += statistic.width
    }
    return shown
  }

  private static func head(of statistic: Statistic, number: Int) -> String {
    statistic.head + (statistic.width > 1 ? "\(number + 1)" : "")
  }

  /// The nodes on the screen; all that are known before anything was scrolled.
  static func visibleRows(_ state: ExplorerState) -> ArraySlice<SliceRow> {
    let first = state.slice.topRow - state.slice.firstRow
    let rows = state.slice.rows.dropFirst(max(0, first)).prefix(max(1, state.request.rowCount))
    // Most often all are nodes, and nothing is copied.
    return rows.allSatisfy { $0.kind == .node } ? rows : rows.filter { $0.kind == .node }[...]
  }

  /// Whether no row on the screen has a value in a column; the one that sorts the rows stays.
  static func isEmpty(
    _ column: Column, _ rows: ArraySlice<SliceRow>, _ state: ExplorerState
  ) -> Bool {
    switch column {
    // Where nobody counted, nothing can be sorted by it either.
    case .visits, .share: return !rows.isEmpty && rows.allSatisfy { $0.visits == nil }
    default: break
    }
    if let key = column.sortKey, key == state.request.sort { return false }
    return switch column {
    case .identity, .visits, .share: false
    case .bar: rows.allSatisfy { $0.share == nil || $0.parent == nil }
    case .value: rows.allSatisfy { $0.value == nil }
    case .prior: rows.allSatisfy { $0.prior == nil }
    case .reward: rows.allSatisfy { $0.parent == nil || $0.prior == nil }
    case .term(let index):
      rows.allSatisfy { !$0.terms.indices.contains(index) || $0.terms[index].isNaN }
    case .statistic(let place, _):
      rows.allSatisfy { !$0.statistics.indices.contains(place) || $0.statistics[place] == nil }
    case .score: rows.allSatisfy { $0.score?.isNaN ?? true }
    case .probability: rows.allSatisfy { $0.probability == nil }
    case .sparkline: !rows.contains { Glyphs.isHistory($0.history) }
    case .expression: false
    case .drift: rows.allSatisfy { $0.drift == nil }
    }
  }

  /// The cells of labels that columns may not take: 24 of a long label, 16 on narrow screens.
  private static let leastLabel = (wide: 24, narrow: 16)

  /// The cells that nine of ten rows need so that enough of their labels is left, beside the cursor,
  /// the guides and the signs of a row.
  private static func labelNeed(_ rows: ArraySlice<SliceRow>, _ width: Int) -> Int {
    let least = width >= 60 ? leastLabel.wide : leastLabel.narrow
    let guides = TreeGuides(labelWidth: width / 2)
    let needs = rows.map { row in
      6 + guides.width(of: row) + row.label.unicodeScalars.prefix(least).count
    }
    guard !needs.isEmpty else { return 0 }
    return needs.sorted()[(needs.count * 9 + 9) / 10 - 1]
  }

  /// The head of a column.
  static func head(of column: Column, _ state: ExplorerState) -> String {
    switch column {
    case .identity: "#"
    case .visits: "VISITS"
    case .bar: "SHARE"
    case .share: "%"
    case .value: "Q"
    case .prior, .reward: state.slice.summary.edge.head
    case .term(let index): state.slice.summary.termNames[index]
    case .statistic(let place, _):
      StatisticLayout(state.slice.summary.statistics).statistic(at: place)
        .map { head(of: $0.statistic, number: $0.number) } ?? ""
    case .score: "SCORE"
    case .probability: "PROB"
    case .sparkline: "SPARK"
    case .expression(let place):
      state.slice.columns.indices.contains(place) ? state.slice.columns[place].text : ""
    case .drift: "DRIFT"
    }
  }
}
