import Environments
import Foundation
import Journals
import SearchTrees
import Testing

/// The files that come with the program: whoever opens one finds what it promises.
@Suite struct SampleTests {
  /// A moment that somebody named, as the file has it.
  private struct Named: Decodable {
    var type: String
    var name: String?
    var note: String?
    var node: UInt64?
    var at: Int?
  }

  private func named(in path: String) throws -> [Named] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains("\"type\":\"mark\"") }
      .map { try JSONDecoder().decode(Named.self, from: Data($0.utf8)) }
  }

  private func fingerprint(_ recording: Recording) -> UInt64 {
    recording.withTree { tree, _ in tree.fingerprint }
  }

  @Test(arguments: Samples.recordings)
  func `every recording opens, and its marks are where they say`(name: String) throws {
    let path = Samples.path(name)
    let recording = Recording(try JournalBytes(mapping: path))
    // At the first event no node of a mark exists yet.
    recording.isAtEnd = false
    recording.readWhole()
    #expect(recording.problems == [])
    recording.checkTree()
    #expect(recording.findings() == [])
    let named = try named(in: path)
    #expect((1...4).contains(named.count))
    #expect(recording.marks.map(\.name) == named.map(\.name))
    #expect(recording.marks.map(\.event) == named.map(\.at))
    #expect(recording.marks.allSatisfy { !$0.note.isEmpty && $0.note.count < 200 })
    recording.show(event: recording.eventCount)
    let end = fingerprint(recording)
    var before: Set<UInt64> = [end]
    for (mark, named) in zip(recording.marks, named) {
      recording.show(event: mark.event)
      let nodes = recording.withTree { tree, _ in tree.count }
      #expect(UInt64(mark.node.index) == named.node && mark.node.index < nodes)
      let there = fingerprint(recording)
      let straight = Recording(try JournalBytes(mapping: path))
      straight.isAtEnd = false
      straight.readWhole()
      straight.show(event: mark.event)
      #expect(fingerprint(straight) == there)
      before.insert(there)
      recording.show(event: recording.eventCount)
      #expect(fingerprint(recording) == end)
    }
    #expect(before.count >= min(3, named.count), "the marks are at different trees")
  }

  @Test(arguments: Samples.recordings)
  func `every recording prints its end and its first mark`(name: String) throws {
    let path = Samples.path(name)
    let first = try #require(try named(in: path).first?.at)
    for moment in ["END", "\(first)"] {
      let ending = try Program.run("open", path, "--batch", "--at", moment)
      #expect(ending.status == 0 && ending.error == "")
      #expect(ending.output.contains("ACTION") && ending.output.contains("iterations"))
    }
  }

  @Test(arguments: Samples.recordings)
  func `every recording is small and names no folder`(name: String) throws {
    let text = try String(contentsOfFile: Samples.path(name), encoding: .utf8)
    #expect(text.utf8.count < 1_000_000)
    // A slash with nothing before it but a mark or a blank begins the path of somebody's machine.
    #expect(try text.firstMatch(of: Regex("[^A-Za-z0-9)]/[A-Za-z]")) == nil)
  }

  @Test func `treetop's own recordings are what it searches today`() throws {
    let own = try Samples.recordings.filter {
      try String(contentsOfFile: Samples.path($0), encoding: .utf8)
        .hasPrefix("{\"type\":\"search\",\"version\":1,\"engine\":\"treetop\"")
    }
    #expect(own.count == 4)
    for name in own {
      let path = Samples.path(name)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let copy = try TemporaryFile(text, named: "copy.jsonl")
      let resumed = try Program.run("search", "--resume", copy.path, "--json")
      #expect(resumed.status == 0, "\(name): \(resumed.error)")
      let opened = try Program.run("open", path, "--json")
      #expect(try Found.reading(resumed.output).tree == Found.reading(opened.output).tree)
    }
  }

  @Test(arguments: Samples.problems)
  func `every tree is a problem that can be searched`(name: String) throws {
    let found = try Found.by(Samples.tree(name), "--iterations", "200")
    #expect(found.iterations == 200 && !found.children.isEmpty)
    guard let tree = try Problem.named(Samples.tree(name)).environment as? ExplicitTree else {
      Issue.record("\(name) is no tree")
      return
    }
    #expect(tree.title?.isEmpty == false)
  }

  // MARK: - What the notes claim

  @Test func `the late win is one, and only in column 1`() {
    #expect(ColumnGame("5447122445").winningColumns(within: 3) == [])
    #expect(ColumnGame("5447122445").winningColumns(within: 5) == [1])
  }

  /// What `treetop open --json` says of a moment, as far as it is looked at here.
  private struct Opened: Decodable {
    struct Child: Decodable { var action: String }
    var children: [Child]
  }

  /// The most visited action after an iteration of a recording.
  private func favourite(_ name: String, after iteration: Int) throws -> String {
    let ending = try Program.run("open", Samples.path(name), "--json", "--at", "i\(iteration)")
    let opened = try JSONDecoder().decode(Opened.self, from: Data(ending.output.utf8))
    return opened.children.first?.action ?? ""
  }

  @Test(arguments: [
    ("connect-four-late-win", 1185, "2", "1"),
    ("blocksworld-goes-wrong", 979, "unstack yellow blue", "unstack orange white"),
    ("puct-bad-prior", 1287, "1", "4"),
  ])
  func `the turn is where its mark is`(
    name: String, iteration: Int, old: String, new: String
  ) throws {
    // Just before, the two have equally many visits.
    #expect(try favourite(name, after: iteration - 12) == old)
    #expect(try favourite(name, after: iteration) == new)
    let recording = Recording(try JournalBytes(mapping: Samples.path(name)))
    recording.readWhole()
    let mark = try #require(recording.marks.first { $0.iteration == iteration })
    #expect(mark.note.contains("passes"))
  }
}
