import Journals
public import SearchTrees
import TreeSearch

/// What a screen shows of the search of a lesson.
extension StagedSearch {
  /// Cuts a slice; an empty one where there is no search yet.
  ///
  /// - Parameter isRunning: whether the search runs between two slices.
  public func slice(for request: SliceRequest, isRunning: Bool) -> TreeSlice {
    var slice = TreeSlice()
    switch matter {
    case .none: return slice
    case .live(var live):
      live.session.fill(&slice, for: request)
      slice.summary.abilities = .search
      if isRunning {
        slice.summary.activity = .running
      } else if let reason = live.session.reason(in: &live.rules, seconds: 0) {
        slice.summary.activity = .stopped(reason)
      } else {
        slice.summary.activity = .paused
      }
    case .recording(let recording):
      recording.fill(&slice, for: request)
      slice.summary.abilities = .recording(from: .file)
      slice.summary.activity = .paused
    }
    slice.summary.branch = 0
    slice.summary.branches = [
      SearchSummary.Branch(
        id: 0, name: "main", origin: nil, start: 0, focus: .root, iterations: iterations,
        bestAction: "", bestValue: nil)
    ]
    return slice
  }
}
