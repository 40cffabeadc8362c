import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

extension SearchRequest {
  /// Makes the session of a search that goes on for the explorer; nil where one is begun.
  func resumedSession() throws(CommandError) -> (any SearchSession)? {
    recorder?.recordedHeader == nil
      ? nil : try makeSession(undoBytes: undoBytes, isWatched: true)
  }

  /// Makes the session of the search, run again to where its recording ends if it is one that goes on;
  /// one that is watched keeps histories.
  ///
  /// - Throws: an error where the search and the file part.
  func makeSession(
    undoBytes: Int, isWatched: Bool = false
  ) throws(CommandError) -> any SearchSession {
    guard let recorder else {
      let session = beginSession(undoBytes: undoBytes)
      if isWatched { session.keepHistories() }
      return session
    }
    var session = beginSession(undoBytes: undoBytes, answers: try answers(in: recorder))
    if isWatched { session.keepHistories() }
    let total = recorder.recordedSimulations
    let began = Clocks.monotonic
    var progress = ProgressLine(repertoire: .ofLocale())
    defer { progress.clear() }
    do throws(JournalProblem) {
      while let step = try recorder.nextStep() {
        switch step {
        case .simulations(let count):
          session.run(min(count, 1024), recordedBy: recorder)
          progress.show(seconds: Clocks.monotonic - began) {
            let words = "\(NumberText.grouped(session.iterations)) recorded iterations run again"
            return (Double(session.iterations) / Double(max(total, 1)), [words])
          }
        case .edit(let edit):
          if case .note = edit {} else { try Self.make(edit, in: session) }
          recorder.edited(edit, by: .user)
        case .branch(let node):
          session = session.branch(at: node, undoBytes: undoBytes)
          recorder.branched(0, at: node, name: "")
        }
      }
    } catch {
      throw CommandError(error, in: recorder.place)
    }
    return session
  }

  /// Returns what models said in the recording that goes on, unless they are to be asked anew.
  private func answers(in recorder: JournalRecorder) throws(CommandError) -> KeptAnswers {
    guard recorder.recordedHeader != nil, plan.asksModels, !verifies else { return KeptAnswers() }
    do throws(JournalProblem) {
      let recording = Recording(try JournalBytes(mapping: recorder.place))
      recording.readWhole()
      return recording.keptAnswers()
    } catch {
      throw CommandError(error, in: recorder.place)
    }
  }

  private static func make(
    _ edit: TreeEdit, in session: any SearchSession
  ) throws(JournalProblem) {
    do {
      _ = try session.edit(edit, by: .user)
    } catch {
      throw JournalProblem(reason: "an edit of this file cannot be made: \(error.reason)")
    }
  }
}
