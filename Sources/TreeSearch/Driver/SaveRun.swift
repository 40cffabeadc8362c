import Groundwork
import SearchTrees
import Synchronization

/// A save from its beginning to its end, with its notifications: the script of the search is run, and a
/// recorder is notified of each step.
///
/// One owner, one thread. What it writes to gets its name at the end; until then it can be dropped.
public struct SaveRun {
  /// By which any thread ends a save.
  final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Whether the save is to end.
    var isCancelled: Bool { flag.load(ordering: .acquiring) }
    /// Ends the save.
    func cancel() { flag.store(true, ordering: .releasing) }
  }

  private var save: (run: ScriptRun, recorder: any SearchRecorder)?
  private let cancellation: Cancellation
  private let time: any TimeSource
  private let notify: (LiveSearch.Notification) -> Void
  private var nextProgress: Double

  /// Begins a save; `makeRecorder` may find that it cannot be made.
  init(
    _ script: SearchScript, cancellation: Cancellation, time: any TimeSource,
    notify: @escaping (LiveSearch.Notification) -> Void,
    makeSession: @escaping (_ undoBytes: Int) -> any SearchSession,
    makeRecorder: () throws(SaveError) -> any SearchRecorder
  ) {
    self.cancellation = cancellation
    self.time = time
    self.notify = notify
    nextProgress = time.now + 0.5
    do throws(SaveError) {
      let recorder = try makeRecorder()
      save = (ScriptRun(script, recordedBy: recorder, makeSession: makeSession), recorder)
    } catch {
      notify(.failed(error))
    }
  }

  /// Goes on; returns whether it was the end.
  public mutating func turn() -> Bool {
    guard let recorder = save?.recorder else { return true }
    if cancellation.isCancelled {
      recorder.abandon()
      notify(.cancelled)
      return true
    }
    do throws(ScriptRun.Failure) {
      if try save?.run.turn() == true {
        notifyProgress()
        return false
      }
      recorder.finish()
      notify(recorder.failure.map { .failed(SaveError(reason: $0)) } ?? .saved)
    } catch {
      recorder.abandon()
      notify(.failed(SaveError(reason: Self.words(for: error))))
    }
    return true
  }

  private mutating func notifyProgress() {
    guard time.now > nextProgress else { return }
    nextProgress += 0.2
    notify(.progress(save?.run.done ?? 1))
  }

  private static func words(for failure: ScriptRun.Failure) -> String {
    switch failure {
    case .unrecorded(let reason): reason
    case .unanswered(let reason): "no answer: \(reason)"
    case .refused(_, let reason): "an edit cannot be made again: \(reason)"
    case .isAnother(let branch, let iterations):
      "asked again, the search is another one: \(branch) has another tree after \(iterations) "
        + "iterations"
    }
  }
}
