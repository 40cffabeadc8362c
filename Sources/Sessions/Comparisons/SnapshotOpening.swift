import Glibc
import Groundwork
import Journals
public import SearchTrees

/// Opens moments of recordings on threads of their own, one after another, to be compared with.
public final class SnapshotOpening: Sendable {
  /// What came of it: the moment, or why it cannot be opened.
  public enum Outcome: Hashable, Sendable {
    case tree(TreeSnapshot)
    /// Untrusted text.
    case failed(String)
  }

  private struct State {
    var outcome: Outcome?
    var threads: [DedicatedThread] = []
  }

  private let state = Guarded(State())
  private let wake: @Sendable () -> Void

  /// `wake` is called on any thread once there is something to take.
  public init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Begins to open `FILE`, `FILE@MOMENT` and so on.
  public func open(_ text: String) {
    let (state, wake) = (state, wake)
    let thread = DedicatedThread {
      let outcome = Self.outcome(of: text)
      state.withLock { $0.outcome = outcome }
      wake()
    }
    state.withLock { $0.threads.append(thread) }
  }

  /// Returns what came of it; nil where it is not done, or was taken already.
  public func take() -> Outcome? {
    state.withLock { state in
      defer { state.outcome = nil }
      return state.outcome
    }
  }

  /// Waits until nothing is being opened any more.
  public func close() {
    for thread in state.withLock({ $0.threads }) { thread.join() }
  }

  private static func outcome(of text: String) -> Outcome {
    do throws(ComparedPlace.Mistake) {
      let place = try ComparedPlace(text) { unsafe access($0, F_OK) == 0 }
      return .tree(try snapshot(of: place))
    } catch {
      return .failed(error.reason)
    }
  }

  private static func snapshot(
    of place: ComparedPlace
  ) throws(ComparedPlace.Mistake) -> TreeSnapshot {
    let file: RecordedFile
    do throws(RecordedFile.Failure) {
      file = try RecordedFile(place.file, name: place.file)
    } catch {
      switch error {
      case .unreadable(let problem):
        throw ComparedPlace.Mistake(reason: "\(place.file): \(problem.words)")
      case .isNone:
        throw ComparedPlace.Mistake(reason: "\(place.file) is no recording")
      }
    }
    do throws(SnapshotReading.Failure) {
      return try SnapshotReading(place, of: file).read().snapshot
    } catch {
      switch error {
      case .node(let mistake): throw mistake
      case .moment(let failure): throw ComparedPlace.Mistake(reason: failure.words)
      }
    }
  }
}

extension MomentReading.Failure {
  /// Why a moment cannot be read, in one line.
  ///
  /// May hold untrusted text.
  public var words: String {
    switch self {
    case .noIteration(let number, let total): "i\(number): the file holds \(total) iterations"
    case .noEvent(let number, let total): "\(number): the file has \(total) lines"
    case .noBranch(let name, let names):
      "#\(name): the file has the branches \(names.joined(separator: ", "))"
    case .notOnBranch(let event, let name): "\(event): the event is not on branch \(name)"
    case .unsteady(let loss): "\(loss); it changes faster than it can be read"
    case .unanswered(let failure): failure.error.words
    case .unopened: "the file can no longer be opened"
    }
  }
}
