import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// A live search that writes journals.
private final class Live: Sendable {
  let search: LiveSearch
  private let wakes = Guarded(0)

  init(_ plan: SearchPlan, record path: String? = nil) throws {
    var options = LiveSearch.Options()
    options.startsRunning = false
    if let path {
      let file = try JournalFile(creating: path)
      options.makeRecorder = { Self.recorder(file) }
    }
    options.makeSaver = { path, replaces throws(SaveError) in
      do throws(JournalProblem) {
        return Self.recorder(try JournalFile(saving: path, replaces: replaces))
      } catch {
        throw SaveError(
          reason: error.reason, canReplace: !replaces && JournalFile.isReplaceable(path))
      }
    }
    let wakes = wakes
    search = LiveSearch(
      options, wake: { wakes.change { $0 += 1 } }, makeSession: { plan.makeSession(undoBytes: $0) })
  }

  private static func recorder(_ file: JournalFile) -> JournalRecorder {
    var header = JournalHeader()
    header.statistics = ["visits", "sum"]
    return JournalRecorder(file, header: header)
  }

  @discardableResult
  func send(_ commands: SearchCommand...) -> TreeSlice {
    for command in commands { search.send(command) }
    var request = SliceRequest()
    request.open = Set((0..<40).map { NodeID($0) })
    request.rowCount = 400
    let serial = search.request(request)
    return wait { $0.serial >= serial && $0.summary.activity != .running }
  }

  func wait(until condition: (TreeSlice) -> Bool) -> TreeSlice {
    let end = Clocks.monotonic + 120
    while Clocks.monotonic < end {
      let seen = wakes.withLock { $0 }
      if let slice = search.latest(), condition(slice) { return slice }
      wakes.wait(seconds: 1) { $0 != seen }
    }
    Issue.record("no such slice")
    return TreeSlice()
  }
}

struct SavingTests {
  private func plan() throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    plan.seed = 5
    return plan
  }

  /// A morning's work: edits, taking back, branches of branches, one of them older than where its
  /// origin is now.
  private let work: [SearchCommand] = [
    .step(40), .edit(.ban(NodeID(3))), .step(30), .edit(.note(NodeID(2), text: "a note")),
    .back(10), .edit(.parameter(name: "c", value: 0.7)), .step(20),
    .branch(at: NodeID(2), name: "left"), .step(25), .edit(.pin(NodeID(4), value: 0.5)),
    .mark(name: "look", node: NodeID(2)), .step(5), .branch(at: NodeID(2), name: "left left"),
    .step(7), .switchBranch(0), .step(11), .branch(at: .root, name: "right"), .step(9),
    .switchBranch(0), .back(30), .edit(.ban(NodeID(5))), .step(12),
  ]

  /// Compares the branches of a live search with those of a journal, by the order of their names.
  private func check(_ live: Live, _ text: String, _ branches: [Int: Int]) throws {
    for (id, branch) in branches.sorted(by: { $0.key < $1.key }) {
      let slice = live.send(.switchBranch(id))
      var fold = try Fold(text)
      fold.fold(branch)
      #expect(fold.iterations == slice.summary.iterations)
      #expect(fold.nodes.count == slice.summary.nodes)
      // By the path of labels: ids differ where branches of a journal do.
      var known: [[String]: Fold.Known] = [:]
      var waiting: [(UInt64, [String])] = [(0, [])]
      while let (node, path) = waiting.popLast() {
        let facts = try #require(fold.nodes[node])
        known[path] = facts
        for child in facts.children {
          waiting.append((child, path + [fold.nodes[child]?.action ?? ""]))
        }
      }
      var labels: [NodeID: [String]] = [.root: []]
      for row in slice.rows where row.kind == .node {
        if let parent = row.parent { labels[row.id] = (labels[parent] ?? []) + [row.label] }
        let facts = try #require(known[labels[row.id] ?? ["?"]])
        #expect(facts.visits == row.visits && facts.isBanned == row.flags.contains(.banned))
        if facts.visits > 0, !row.flags.contains(.pinned) {
          #expect(facts.sum / facts.visits == row.value)
        }
      }
    }
  }

  @Test func `a search with branches, edits, marks and notes is saved whole`() throws {
    let journal = try JournalInFolder()
    let live = try Live(try plan())
    defer { live.search.close() }
    for command in work { live.send(command) }
    live.send(.save(path: journal.path))
    let told = live.wait { $0.summary.notice?.text == "saved to \(journal.path)" }
    #expect(told.summary.recording == nil)
    let text = journal.text
    let names = try Fold(text).lines.filter { $0["type"]?.string == "branch" }
    var branches = [0: 0]
    for (id, name) in ["left", "left left", "right"].enumerated() {
      let begun = try #require(names.last { $0["name"]?.string == name })
      branches[id + 1] = begun["branch"]?.integer
    }
    try check(live, text, branches)
    let marks = try Fold(text).lines.filter { $0["type"]?.string == "mark" }
    #expect(marks.map { $0["name"]?.string } == ["look"])
    var fold = try Fold(text)
    fold.fold(0)
    #expect(fold.nodes[2]?.note == "a note")
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path) == ["a.jsonl"])
  }

  @Test func `what is recorded while it happens is the same search`() throws {
    let journal = try JournalInFolder()
    let live = try Live(try plan(), record: journal.path)
    for command in work { live.send(command) }
    let slice = live.send(.save(path: "/nowhere/b"))
    #expect(slice.summary.recording == journal.path)
    #expect(slice.summary.notice?.text.hasPrefix(journal.path) == true)
    let lines = try Fold(journal.text).lines
    // Of each of the explorer's branches the newest of the journal's.
    let begun = lines.filter { $0["type"]?.string == "branch" }
    func branch(_ name: String) -> Int? {
      begun.last { $0["name"]?.string == name }?["branch"]?.integer
    }
    let main = begun.last { $0["name"]?.string?.hasPrefix("taken back") == true }
    let branches = [
      0: main?["branch"]?.integer, 1: branch("left"), 2: branch("left left"), 3: branch("right"),
    ].compactMapValues { $0 }
    #expect(branches.count == 4)
    try check(live, journal.text, branches)
    live.send(.restart, .step(20))
    let size = journal.text.count
    live.send(.step(5))
    #expect(journal.text.count == size, "what is done again is there already")
    live.search.close()
  }

  @Test func `a save that cannot be made says why`() throws {
    let journal = try JournalInFolder()
    try "mine".write(toFile: journal.path, atomically: false, encoding: .utf8)
    let live = try Live(try plan())
    defer { live.search.close() }
    live.send(.step(10), .save(path: journal.path))
    let told = live.wait { $0.summary.notice?.text.hasPrefix("not saved") == true }
    #expect(told.summary.notice?.isError == true)
    #expect(told.summary.notice?.text.hasSuffix("no journal has this name already") == true)
    #expect(journal.text == "mine")
    live.send(.save(path: "/nowhere/b"))
    let second = live.wait { $0.summary.notice?.text.contains("/nowhere/b: No such") == true }
    #expect(second.summary.notice?.isError == true)
  }

  @Test func `another recording is never written over unasked`() throws {
    let journal = try JournalInFolder()
    let mine = #"{"type":"search","version":1,"engine":"other","root":{"id":0}}"# + "\n"
    try mine.write(toFile: journal.path, atomically: false, encoding: .utf8)
    let live = try Live(try plan())
    defer { live.search.close() }
    live.send(.step(10), .save(path: journal.path))
    let refused = live.wait { $0.summary.notice?.text.hasPrefix("not saved") == true }
    #expect(refused.summary.notice?.replaceable == journal.path)
    #expect(refused.summary.savedCount == 0 && journal.text == mine)
    live.send(.save(path: journal.path, replaces: true))
    let saved = live.wait { $0.summary.savedCount == 1 }
    #expect(saved.summary.notice?.text == "saved to \(journal.path)")
    #expect(try Fold(journal.text).lines.count > 10)
    // A recording that is open is saved by the same rule.
    let recorded = ReplayHarness(RecordedSearch.Options(), mine)
    defer { recorded.search.close() }
    recorded.loaded()
    let kept = journal.text
    let second = recorded.send(.save(path: journal.path))
    #expect(second.summary.notice?.replaceable == journal.path && journal.text == kept)
  }

  @Test func `a file that is made while a search is saved stays as it is`() throws {
    let journal = try JournalInFolder()
    let file = try JournalFile(saving: journal.path, replaces: false)
    file.write(Array("mine\n".utf8))
    try "theirs".write(toFile: journal.path, atomically: false, encoding: .utf8)
    file.close()
    #expect(file.failure == "a file of this name was made meanwhile")
    #expect(journal.text == "theirs")
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path) == ["a.jsonl"])
  }

  @Test func `two programs that save to one name do not write into each other's file`() throws {
    let journal = try JournalInFolder()
    let first = try JournalFile(saving: journal.path, replaces: false)
    let second = try JournalFile(saving: journal.path, replaces: false)
    first.write(Array("first\n".utf8))
    second.write(Array("second\n".utf8))
    second.close()
    first.close()
    #expect(second.failure == nil && first.failure != nil)
    #expect(journal.text == "second\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path) == ["a.jsonl"])
  }

  @Test func `a name that is proposed is free, and a link or a device is never replaced`() throws {
    let journal = try JournalInFolder()
    let folder = journal.folder.path
    #expect(JournalFile.freeName(like: journal.path) == journal.path)
    try "".write(toFile: journal.path, atomically: false, encoding: .utf8)
    #expect(JournalFile.freeName(like: journal.path) == folder + "/a-2.jsonl")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/a-2.jsonl", withDestinationPath: "nowhere")
    try "".write(toFile: folder + "/a-3.jsonl.part", atomically: false, encoding: .utf8)
    #expect(JournalFile.freeName(like: journal.path) == folder + "/a-4.jsonl")
    #expect(JournalFile.freeName(like: folder) == folder + "-2")
    for path in ["/dev/null", folder, folder + "/a-2.jsonl"] {
      #expect(throws: JournalProblem.self) { try JournalFile(saving: path, replaces: true) }
      #expect(!JournalFile.isReplaceable(path))
    }
    // A link to a recording stays one.
    let link = folder + "/link.jsonl"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: journal.path)
    let file = try JournalFile(saving: link, replaces: true)
    file.write(Array("new\n".utf8))
    file.close()
    #expect(file.failure == nil && journal.text == "new\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == journal.path)
  }

  /// A search whose save takes long, and that is being saved.
  private func saving(_ journal: borrowing JournalInFolder) throws -> Live {
    let live = try Live(try plan())
    live.send(.step(20_000), .save(path: journal.path))
    let slice = live.wait { $0.summary.save != nil || $0.summary.savedCount > 0 }
    try #require(slice.summary.savedCount == 0, "the save was too fast for this test")
    return live
  }

  @Test func `a save that is stopped leaves nothing, and another one can be made`() throws {
    let journal = try JournalInFolder()
    let live = try saving(journal)
    defer { live.search.close() }
    #expect(live.send(.save(path: journal.path)).summary.notice?.text == "a save is under way")
    live.send(.cancelSave)
    let told = live.wait { $0.summary.save == nil }
    #expect(told.summary.notice?.text.contains("was stopped") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path) == [])
    live.send(.back(19_990), .save(path: journal.path))
    _ = live.wait { $0.summary.savedCount == 1 }
    #expect(try Fold(journal.text).lines.count > 10)
  }

  @Test func `whoever quits does not wait for a save, and nothing of it is left`() throws {
    let journal = try JournalInFolder()
    let live = try saving(journal)
    live.search.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path) == [])
  }
}
