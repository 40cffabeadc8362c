import Environments
import Foundation
import Groundwork
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// What the explorer exports is the tree that it shows: the same as that of the file at that moment.
@Suite struct ExportingTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func plan() throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    plan.seed = 21
    return plan
  }

  /// The numbers of the last event's tree, by the paths of the nodes.
  private func tree(_ name: String) throws -> [[String]: [Double?]] {
    let recording = Recording(try JournalBytes(mapping: folder.path(name)))
    recording.readWhole()
    var numbers: [[String]: [Double?]] = [:]
    for index in 0..<recording.nodeCount {
      let node = NodeID(index)
      numbers[recording.actions(to: node)] = [
        recording.number(.visits, of: node), recording.number(.sum, of: node),
        recording.number(.prior, of: node),
      ]
    }
    return numbers
  }

  @Test func `a live search is exported as it is, and nothing is overwritten`() throws {
    let plan = try plan()
    var request = SearchRequest(exploring: plan)
    request.start = SearchStart(isPaused: true)
    let live = Watched { wake in
      LiveSearch(request.options(checkPeriod: 1), wake: wake) { plan.makeSession(undoBytes: $0) }
    }
    defer { (live.source as? LiveSearch)?.close() }
    let slice = live.send(
      .step(200), .export(ExportOrder(form: "journal", path: folder.path("b.jsonl"))))
    #expect(slice.summary.notice?.text.contains("exported to") == true)
    #expect(slice.summary.abilities.exportForms.contains { $0.name == "html" })
    try folder.record(plan, 200)
    #expect(try tree("b.jsonl") == tree("a.jsonl"))
    let before = try folder.text("b.jsonl")
    let refused = live.send(
      .step(1), .export(ExportOrder(form: "csv", path: folder.path("b.jsonl"))))
    #expect(refused.summary.notice?.isError == true)
    #expect(try folder.text("b.jsonl") == before)
  }

  @Test func `a recording is exported as it was at the moment that is shown`() throws {
    let plan = try plan()
    try folder.record(plan, 120)
    let file = try RecordedFile(folder.path(), name: "a.jsonl")
    let path = folder.path()
    let watched = Watched { wake in
      RecordedSearch(
        file.options(checkPeriod: 1), wake: wake,
        open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
    }
    defer { (watched.source as? RecordedSearch)?.close() }
    _ = watched.source.request(Watched.wide)
    _ = watched.wait { $0.summary.iterations == 120 }
    watched.source.send(.goToIteration(50), on: nil)
    watched.source.send(
      .export(ExportOrder(form: "journal", path: folder.path("b.jsonl"))), on: nil)
    _ = watched.source.request(Watched.wide)
    _ = watched.wait { $0.summary.notice?.text.contains("exported to") == true }
    let exported = try tree("b.jsonl")
    #expect(exported[[]]?[0] == 50)
    let other = try Folder()
    try other.record(plan, 50)
    let recording = Recording(try JournalBytes(mapping: other.path()))
    recording.readWhole()
    #expect(exported.count == recording.nodeCount)
  }

  @Test func `a wrong filter is refused, and no file is left`() throws {
    let exporter = TreeExporter(name: "x") { JournalHeader() }
    let session = try plan().makeSession(undoBytes: 0)
    session.run(20)
    let path = folder.path("c.csv")
    let outcome = exporter.write(
      ExportOrder(form: "csv", path: path, filter: "N >"), session, SearchSummary())
    guard case .refused(let reason) = outcome else {
      Issue.record("it was written")
      return
    }
    #expect(reason.hasPrefix("the filter: "))
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
