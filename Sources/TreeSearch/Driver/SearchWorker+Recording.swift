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
    let cancellation: SearchSave.Cancellation
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
    let history = SearchHistory(
      branches.map { $0.past(isCompared: options.verifies) }, marks: marks)
    let makeSession = options.verifies ? options.makeSaved ?? makeSession : beginAgain(saving: true)
    let (channel, time) = (channel, time)
    let cancellation = SearchSave.Cancellation()
    notify("saving to \(path)")
    saving = Saving(path: path, cancellation: cancellation)
    saving?.thread = launch {
      SaveRun(time: time, notify: { channel.notify($0) }) { () throws(SaveError) in
        SearchSave(
          history, to: try makeSaver(path, replaces), cancellation: cancellation,
          { makeSession(0) })
      }
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

/// A save from its beginning to its end, with its notifications.
public struct SaveRun {
  private var save: SearchSave?
  private let time: any TimeSource
  private let notify: (LiveSearch.Notification) -> Void
  private var nextProgress: Double

  /// Begins a save; `begin` may find that it cannot be made.
  init(
    time: any TimeSource, notify: @escaping (LiveSearch.Notification) -> Void,
    _ begin: () throws(SaveError) -> SearchSave
  ) {
    self.time = time
    self.notify = notify
    nextProgress = time.now + 0.5
    do throws(SaveError) {
      save = try begin()
    } catch {
      notify(.failed(error))
    }
  }

  /// Goes on; returns whether it was the end.
  public mutating func turn() -> Bool {
    guard let result = save?.turn() else {
      guard let save else { return true }
      if time.now > nextProgress {
        nextProgress += 0.2
        notify(.progress(save.done))
      }
      return false
    }
    switch result {
    case .complete: notify(.saved)
    case .cancelled: notify(.cancelled)
    case .failed(let reason): notify(.failed(SaveError(reason: reason)))
    }
    return true
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
  func past(isCompared: Bool) -> SearchHistory.Branch {
    var fingerprint: UInt64?
    if isCompared { session.read { fingerprint = $0.fingerprint } }
    return SearchHistory.Branch(
      name: name, origin: origin, start: start, focus: focus, iterations: session.iterations,
      before: before, events: events, notes: notes, fingerprint: fingerprint)
  }
}
