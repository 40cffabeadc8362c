import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// A journal in a folder of its own, gone with it.
final class JournalInFolder {
  let folder: URL
  var path: String { folder.appendingPathComponent("a.jsonl").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-journals-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  func recorder(of plan: SearchPlan? = nil) throws -> JournalRecorder {
    var header = JournalHeader()
    if plan?.preset.stepRewards != nil { header.edge = .estimatedReward }
    header.statistics = ["visits", "sum"]
    if let plan {
      var summary = SearchSummary()
      plan.makeSession(undoBytes: 0).fill(&summary)
      if !summary.statistics.isEmpty {
        header.statistics = JournalHeader(summary).statistics
        header.columns = JournalHeader(summary).columns
      }
    }
    return JournalRecorder(try JournalFile(creating: path), header: header)
  }
}

struct JournalRecorderTests {
  @Test func `the lines of a small search are these`() throws {
    let journal = try JournalInFolder()
    let recorder = try journal.recorder()
    let session = SearchPlan(try Problem.named("bandit:1,1")).makeSession(undoBytes: 1 << 16)
    session.run(2, recordedBy: recorder)
    recorder.edited(.parameter(name: "c", value: 1.25), by: .user)
    recorder.marked("here", at: NodeID(1), note: "")
    recorder.stopped(RecordedStop(.budget, message: "reached 2 iterations", seconds: 0.5))
    recorder.answered([.root, NodeID(1)], value: 1, text: "arm 1", why: "most visits")
    recorder.finish()
    #expect(recorder.failure == nil)
    let lines = journal.text.split(separator: "\n").dropFirst().map { String($0) }
    let labels = session.report(.mostVisits).children.map(\.action)
    let first = #""id":1,"action":"\#(labels[0])""#
    let second = #""id":2,"action":"\#(labels[1])""#
    let codes = lines[2].contains("\"codes\":[0,1]") ? "0,1" : "1,0"
    #expect(
      lines == [
        #"{"type":"evaluate","node":0,"value":1}"#,
        #"{"type":"backup","iteration":1,"path":[0],"value":1,"stats":[[0,1,1]]}"#,
        #"{"type":"expand","node":0,"children":[{\#(first)},{\#(second)}],"codes":[\#(codes)]}"#,
        #"{"type":"evaluate","node":1,"value":1,"terminal":true}"#,
        #"{"type":"backup","iteration":2,"path":[0,1],"value":1,"stats":[[0,2,2],[1,1,1]]}"#,
        #"{"type":"edit","by":"user","set":{"parameters":{"c":1.25}}}"#,
        #"{"type":"mark","name":"here","node":1}"#,
        #"{"type":"stop","reason":"budget","message":"reached 2 iterations","seconds":0.5}"#,
        #"{"type":"answer","path":[0,1],"value":1,"text":"arm 1","why":"most visits"}"#,
      ])
  }

  @Test(arguments: 0..<8) func `any storm leaves a journal whose fold is the live tree`(
    seed: Int
  ) throws {
    let plan = try Played.plan(seed)
    let journal = try JournalInFolder()
    let played = Played(plan, try journal.recorder())
    var random = RandomSource(seed: UInt64(seed))
    for round in 0..<400 {
      played.act(round, &random)
      if played.session.phase == .select, round % 80 == 79 { try compare(played, journal) }
    }
    while played.session.phase != .select {
      played.session.stepPhase(recordedBy: played.recorder)
    }
    try compare(played, journal)
    played.session.run(5, recordedBy: played.recorder)
    try compare(played, journal)
  }

  /// A search that was taken back is behind the end of its branch: it goes on until it is not.
  private func compare(_ played: Played, _ journal: JournalInFolder) throws {
    guard played.recorder.line.isAtEnd else { return }
    var fold = try Fold(journal.text)
    fold.fold(played.recorder.line.branch)
    try #require(fold.iterations == played.session.iterations)
    try #require(fold.nodes.count == played.nodes)
    let ids = played.recorder.line.ids
    for index in 0..<played.nodes {
      let node = NodeID(index)
      let known = try #require(fold.nodes[ids(node)])
      let live = played.known(node)
      let flags = live.statistics.flags
      try #require(known.visits == Double(live.statistics.visits))
      try #require(known.sum.bitPattern == live.statistics.valueSum.bitPattern)
      try #require(known.action == live.label && known.code == Double(live.statistics.action))
      try #require(known.children.count == Int(live.statistics.childCount))
      try #require(known.isBanned == flags.contains(.banned))
      try #require(known.isTerminal == flags.contains(.terminal))
      try #require((known.proven != nil) == flags.contains(.proven))
      if flags.contains(.proven) { try #require(known.proven == live.exactValue) }
      if flags.contains(.pinned) { try #require(known.pinned == live.exactValue) }
      try #require(index == 0 || known.prior.map { Float($0) } == live.prior.map { Float($0) })
      let isComplete = known.unexpanded == 0
      try #require(isComplete == flags.contains(.complete))
      // A note stays when the search is taken back, unless its node goes.
      if let note = played.notes[played.current][node] { try #require(known.note == note) }
    }
  }

  @Test func `what is done again is not written again, and what differs begins a branch`() throws {
    let journal = try JournalInFolder()
    let played = Played(SearchPlan(try Problem.named("tic-tac-toe")), try journal.recorder())
    played.session.run(10, recordedBy: played.recorder)
    let whole = journal.text
    for _ in 0..<4 { played.back() }
    played.session.run(4, recordedBy: played.recorder)
    #expect(journal.text == whole)
    for _ in 0..<4 { played.back() }
    played.edit(.ban(NodeID(1)))
    #expect(journal.text.hasPrefix(whole))
    let added = journal.text.dropFirst(whole.count).split(separator: "\n")
    let at = whole.split(separator: "\n").firstIndex { $0.contains("\"iteration\":6,") } ?? 0
    #expect(
      added == [
        "{\"type\":\"branch\",\"branch\":1,\"of\":0,\"at\":\(at + 1),\"node\":0,"
          + "\"name\":\"taken back to iteration 6\"}",
        #"{"type":"edit","by":"user","node":1,"set":{"banned":true},"branch":1}"#,
      ])
  }

  @Test func `a file that is there is not written over, and a full disk is said`() throws {
    let journal = try JournalInFolder()
    try "x\n".write(toFile: journal.path, atomically: false, encoding: .utf8)
    let error = #expect(throws: JournalProblem.self) { try JournalFile(creating: journal.path) }
    #expect(error?.reason.contains("--resume") == true)
    #expect(journal.text == "x\n")

    let full = JournalRecorder(try JournalFile(creating: "/dev/full"), header: JournalHeader())
    #expect(full.failure == "No space left on device")
    SearchPlan(try Problem.named("tic-tac-toe")).makeSession(undoBytes: 0)
      .run(5, recordedBy: full)
    #expect(full.failure == "No space left on device")
  }

  @Test func `two programs do not write one file`() throws {
    let journal = try JournalInFolder()
    let first = try JournalFile(creating: journal.path)
    let error = #expect(throws: JournalProblem.self) { try JournalFile(creating: journal.path) }
    #expect(error?.reason == "another program is writing this file")
    first.close()
    _ = try JournalFile(creating: journal.path)
  }
}
