import Environments
import Journals
import Presets
import SearchTrees
public import TreeSearch

/// A search that was begun on one thread and goes on on another.
private final class StartedSearch: @unchecked Sendable {
  // Sendable: whoever makes it does not touch what it holds until the other thread has ended.
  let recorder: JournalRecorder
  let resumed: ResumedSearch?

  init(recorder: JournalRecorder, resumed: ResumedSearch?) {
    self.recorder = recorder
    self.resumed = resumed
  }
}

extension SearchRequest {
  /// Returns what the search is begun with in the explorer, or gone on with where it was run again.
  ///
  /// The recorder and what was run again belong to the search's thread from then on.
  public func options(checkPeriod: Int, resumed: ResumedSearch? = nil) -> LiveSearch.Options {
    var options = LiveSearch.Options()
    options.rules = rules
    options.undoBytes = undoBytes
    options.arrivals = plan.arrivals
    options.checkPeriod = checkPeriod
    options.startsRunning = !start.isPaused
    options.pace = start.pace
    if let tree = plan.problem.environment as? ExplicitTree { options.story = tree.note ?? "" }
    let plan = plan
    if let recorder {
      let started = StartedSearch(recorder: recorder, resumed: resumed)
      options.makeRecorder = { started.recorder }
      if resumed != nil {
        options.makeResumed = {
          started.resumed ?? ResumedSearch(plan.makeSession(undoBytes: 0), past: SearchScript())
        }
      }
    }
    options.makeSaver = saver
    let limits = limits
    options.exporter = TreeExporter(name: plan.recordedProblem) { JournalHeader(plan, limits) }
    options.makeSaved = { plan.makeSession(undoBytes: $0) }
    options.verifies = verifies
    return options
  }
}
