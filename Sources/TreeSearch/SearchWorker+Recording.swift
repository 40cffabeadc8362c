import Groundwork
import SearchTrees

/// What the recorder hears of the search, and saving.
extension SearchWorker {
  /// Completes simulations, told to the recorder if there is one.
  func run(_ count: Int) {
    if let recorder, recorder.failure == nil {
      session.run(count, recordedBy: recorder)
    } else {
      session.run(count)
    }
  }

  /// Runs one phase, told to the recorder if there is one and the phase completes a simulation.
  func stepPhase() {
    if let recorder, recorder.failure == nil {
      session.stepPhase(recordedBy: recorder)
    } else {
      session.stepPhase()
    }
  }

  /// Takes something back by a step that may take a simulation back; false if there was none.
  func takeBack(_ step: () -> Bool) -> Bool {
    let before = session.iterations
    guard step() else { return false }
    if session.iterations < before { recorder?.tookBackSimulation() }
    return true
  }

  /// Records that the search of this branch stops.
  func recordStop(_ reason: RecordedStop.Reason, _ message: String) {
    guard let recorder else { return }
    var summary = SearchSummary()
    session.fill(&summary)
    recorder.stopped(
      RecordedStop(
        reason, message: message, seconds: branches[current].seconds, modelUse: summary.modelUse,
        alarms: summary.alarms))
  }

  /// Says once that the recording has failed; the search goes on.
  func tellOfFailure() {
    guard !isFailureTold, let recorder, let failure = recorder.failure else { return }
    isFailureTold = true
    tell("the recording has ended: \(recorder.place): \(failure)", isError: true)
  }

  // MARK: - Saving

  /// Writes the search with its branches, edits, marks and notes to a file, on a thread of its own.
  func save(to path: String) {
    if let recorder, recorder.failure == nil {
      return tell("\(recorder.place) has it all: the search is recorded there")
    }
    guard let makeSaver = options.makeSaver else {
      return tell("this search cannot be saved", isError: true)
    }
    guard !isSaving else { return tell("a save is under way", isError: true) }
    for saver in savers { saver.join() }
    isSaving = true
    let history = SearchHistory(branches.map(\.past), marks: marks)
    let makeSession = makeSession
    let mailbox = mailbox
    tell("saving to \(path)")
    savers = [
      DedicatedThread {
        var failure: String?
        do throws(SaveError) {
          failure = history.retell(to: try makeSaver(path), { makeSession(0) }) { done in
            mailbox.tell(
              LiveSearch.News(
                text: "saving to \(path): \(NumberText.plain(done * 100, places: 0))%"))
          }
        } catch {
          failure = error.reason
        }
        mailbox.tell(
          LiveSearch.News(
            text: failure.map { "not saved: \(path): \($0)" } ?? "saved to \(path)",
            isError: failure != nil, isSaved: true))
      }
    ]
  }
}

extension SearchWorker.Branch {
  /// The events on the way to a branch that begins here: its own and its origins', without the other
  /// branches that were begun on the way.
  func eventsBefore(branch id: Int) -> [SearchSummary.Event] {
    before
      + events.filter {
        if case .branched(let begun, _, _, _) = $0.change { begun == id } else { true }
      }
  }

  /// What can be told again of the branch.
  var past: SearchHistory.Branch {
    SearchHistory.Branch(
      name: name, origin: origin, start: start, focus: focus, iterations: session.iterations,
      before: before, events: events, notes: notes)
  }
}
