import Foundation
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// A folder that is gone with the test, and recordings in it.
final class Folder {
  private let place: URL

  init() throws {
    place = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-sessions-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: place) }

  func path(_ name: String = "a.jsonl") -> String { place.appendingPathComponent(name).path }

  func text(_ name: String = "a.jsonl") throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  func write(_ text: String, _ name: String = "a.jsonl") throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  /// Records a search of so many simulations in `a.jsonl`, with what a person does in between.
  @discardableResult
  func record(
    _ plan: SearchPlan, _ simulations: Int,
    editing edit: (any SearchSession, JournalRecorder) throws -> Void = { _, _ in }
  ) throws -> any SearchSession {
    let request = SearchRequest(exploring: plan)
    let recorder = JournalRecorder(
      try JournalFile(creating: path()), header: JournalHeader(plan, request.limits))
    let session = request.beginSession(undoBytes: 0)
    session.run(simulations / 2, recordedBy: recorder)
    try edit(session, recorder)
    session.run(simulations - simulations / 2, recordedBy: recorder)
    recorder.finish()
    return session
  }
}

extension SearchSession {
  /// A number that differs between trees which differ in anything.
  var fingerprint: UInt64 { report(.mostVisits).fingerprint }
}
