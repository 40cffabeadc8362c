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
    case score
    case sparkline

    /// The cells it takes, the gap before it included.
    var width: Int {
      switch self {
      case .identity: 10
      case .visits: 10
      case .share: 5
      case .value: 7
      case .prior: 6
      case .reward: 7
      case .term, .score: 7
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
    let isReward = state.slice.summary.priorName != "P"
    if state.slice.summary.hasPriors { wanted.append(isReward ? .reward : .prior) }
    wanted += terms.map { .term($0) } + [.score, .sparkline]
    var dropOrder: [Column] = [.sparkline, .prior]
    dropOrder += terms.reversed().map { .term($0) }
    dropOrder += [.score, .share, .reward, .identity, .value]
    let narrowestLabel = max(16, min(26, width * 2 / 5))
    func needed() -> Int { wanted.reduce(0) { $0 + $1.width } }
    for column in dropOrder where width - needed() < narrowestLabel {
      wanted.removeAll { $0 == column }
    }
    if width - needed() < 10 { wanted = [] }
    columns = wanted
    label = width - needed()
  }

  /// The head of a column.
  static func head(of column: Column, _ state: ExplorerState) -> String {
    switch column {
    case .identity: "#"
    case .visits: "N"
    case .share: "%"
    case .value: "Q"
    case .prior, .reward: state.slice.summary.priorName
    case .term(let index): state.slice.summary.termNames[index]
    case .score: "SCORE"
    case .sparkline: "SPARK"
    }
  }
}
