public import Groundwork
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
    checkRecording()
  }

  /// Says once that the recording has failed; the search goes on.
  func reportFailure() {
    guard !isFailureTold, let recorder, let failure = recorder.failure else { return }
    isFailureTold = true
    notify("the recording has ended: \(recorder.place): \(failure)", isError: true)
  }
}

/// Saving.
extension SearchWorker {
  /// A save that is under way, as the search's thread knows it.
  struct Saving {
    var path: String
    var done = 0.0
    let cancellation: SaveRun.Cancellation
    /// The thread that saves.
    var thread: DedicatedThread?
  }

  /// Runs a save to its end, a turn at a time, and tells its result; nil where that happens elsewhere
  /// than on a thread.
  public typealias Launch = @Sendable (@escaping @Sendable () -> SaveRun) -> DedicatedThread?

  /// Runs a save on a thread of its own.
  public static let onOwnThread: Launch = { begin in
    DedicatedThread {
      var run = begin()
      while !run.turn() {}
    }
  }

  /// Writes the search with its branches, edits, marks and notes to a file, beside the search.
  func save(to path: String, replaces: Bool) {
    if let recorder, recorder.failure == nil, !isRecordingWrong {
      return notify("\(recorder.place) has it all: the search is recorded there")
    }
    guard let makeSaver = options.makeSaver else {
      return notify("this search cannot be saved", isError: true)
    }
    guard saving == nil else { return notify("a save is under way", isError: true) }
    let script = SearchHistory(
      branches.map { $0.past(isCompared: options.verifies) }, marks: marks
    ).script
    let makeSession = options.verifies ? options.makeSaved ?? makeSession : beginAgain(saving: true)
    let (channel, time) = (channel, time)
    let cancellation = SaveRun.Cancellation()
    notify("saving to \(path)")
    saving = Saving(path: path, cancellation: cancellation)
    saving?.thread = launch {
      SaveRun(
        script, cancellation: cancellation, time: time, notify: { channel.notify($0) },
        makeSession: makeSession,
        makeRecorder: { () throws(SaveError) in try makeSaver(path, replaces) })
    }
  }

  /// Returns how a search is begun that does what this one did: with the answers that were given where
  /// somebody was asked for them, else from the seed alone.
  func beginAgain(saving: Bool = false) -> @Sendable (Int) -> any SearchSession {
    if session.keepsAnswers { return session.again }
    return saving ? options.makeSaved ?? makeSession : makeSession
  }

  func cancelSave() {
    guard let saving else { return notify("nothing is being saved", isError: true) }
    saving.cancellation.cancel()
  }

  /// Hears how far a save is.
  func handle(_ notification: LiveSearch.Notification) {
    guard let save = saving else { return }
    if case .progress(let done) = notification {
      saving?.done = done
      return notify(
        "saving to \(save.path): \(NumberText.plain(done * 100, places: 0))%; w stops it")
    }
    // It has told its last.
    save.thread?.join()
    saving = nil
    switch notification {
    case .progress: break
    case .saved:
      savedCount += 1
      notify("saved to \(save.path)", isLogged: true)
    case .cancelled: notify("saving to \(save.path) was stopped; nothing of it is left")
    case .failed(let error):
      notify(
        "not saved: \(save.path): \(error.reason)", isError: true,
        replaceable: error.canReplace ? save.path : nil)
    }
  }
}

extension SearchWorker.Branch {
  /// What leads to a branch that begins here, without the other branches that were begun on the way.
  func scriptBefore(branch id: Int) -> SearchScript {
    var script = before
    for event in events {
      if case .branched(let begun, _, _, _) = event.change, begun != id { continue }
      script.append(event)
    }
    return script
  }

  /// What can be done again of the branch.
  func past(isCompared: Bool) -> SearchHistory.Branch {
    var fingerprint: UInt64?
    if isCompared { session.read { fingerprint = $0.fingerprint } }
    var nodes = 0
    session.read { nodes = $0.count }
    return SearchHistory.Branch(
      name: name, origin: origin, start: start, focus: focus, iterations: session.iterations,
      before: before, events: events, notes: notes.filter { $0.key.index < nodes },
      fingerprint: fingerprint)
  }
}
