import Groundwork
public import SearchTrees

extension Recording {
  /// Goes back to between two simulations, where the event that is shown lies in the middle of one.
  public func settle() {
    let last = fold.iterations.count - 1
    let start = last < 0 ? firstEvent : Int(fold.iterations[last].event)
    if hasPhase(after: start) { show(event: start) }
  }

  /// What was done to the search between its simulations, up to the event that is shown: what must be
  /// done again, beside the simulations, to come to the same tree.
  public var script: [SearchSummary.Event] {
    fold.happenings.map(\.change).filter {
      switch $0.change {
      case .edited(.note, _): false
      case .edited(_, let author): author == .user
      case .branched: true
      default: false
      }
    }
  }
}
