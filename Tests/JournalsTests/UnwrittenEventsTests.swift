import Foundation
import Groundwork
import SearchTrees
import Testing

@testable import Journals

/// Events that stand in no file are written down only where somebody wants their text.
@Suite struct UnwrittenEventsTests {
  /// Events that are given one by one, as their texts or as they are.
  private final class Events: UnwrittenEvents {
    let lines: [String]
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "unwritten-" + UUID().uuidString
    ).path
    var failure: JournalProblem?
    private(set) var writings = 0

    init(_ lines: [String]) { self.lines = lines }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func replay(into recording: Recording) {
      var line = JournalLine()
      var texts = Column<UInt8>()
      for text in lines {
        // What a tree is made of is given as it is.
        guard text.contains("expand") || text.contains("evaluate") else {
          recording.take(text: text.utf8.span)
          continue
        }
        var reader = JournalReader()
        reader.statisticCount = 2
        try? reader.read(text.utf8.span, at: 0, into: &line)
        texts.truncate(to: 0)
        texts.append(contentsOf: text.utf8.span)
        recording.take(&line, texts: &texts)
      }
    }

    func text(of event: Int) -> [UInt8]? { event < 4 ? Array(lines[event - 1].utf8) : nil }

    func write() throws(JournalProblem) -> String {
      writings += 1
      if let failure { throw failure }
      let text = lines.joined(separator: "\n") + "\n"
      guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
        throw JournalProblem(reason: "not written")
      }
      return path
    }

    func check() throws(JournalProblem) {}
  }

  private static let lines = [
    #"{"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"]}"#,
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"a","prior":0.5},{"id":2,"action":"b"}]}"#,
    #"{"type":"evaluate","node":2,"value":0.5,"rationale":"it \"works\""}"#,
    #"{"type":"stats","stats":[[0,3,0.5],[2,1,0.25]]}"#,
  ]

  private func recording(of events: Events) -> Recording {
    let recording = Recording(unwritten: events)
    #expect(recording.hasUnread)
    recording.readWhole()
    #expect(!recording.hasUnread && recording.tornBytes == 0)
    return recording
  }

  @Test func `nobody writes for a tree with its actions, and once for all texts`() {
    let events = Events(Self.lines)
    let recording = recording(of: events)
    #expect(recording.report.children.map(\.action) == ["b", "a"])
    // Single events have their texts without the others.
    #expect(recording.verdict(of: NodeID(2))?.rationale == #"it "works""#)
    #expect(events.writings == 0)
    #expect(recording.keptRationale(of: NodeID(2)) == #"it "works""#)
    recording.show(event: 2)
    #expect(recording.withTree { tree, _ in tree.visits(of: .root) } != 3)
    recording.show(event: 4)
    #expect(recording.withTree { tree, _ in tree.visits(of: .root) } == 3)
    #expect(events.writings == 1)
  }

  @Test func `an event that cannot be used is named as in a file`() {
    let lines =
      Self.lines + [
        #"{"type":"expand","node":9,"children":[]}"#, #"{"type":"mark","name":7,}"#,
        #"{"type":"stats","stats":[[0,3]]}"#,
      ]
    let recording = recording(of: Events(lines))
    let read = Recording.whole(lines.joined(separator: "\n") + "\n")
    #expect(recording.problems == read.problems && recording.problemCount == 3)
    #expect(recording.leavesOut)
  }

  @Test func `where events cannot be written there are no texts, and it says why`() throws {
    let events = Events(Self.lines)
    events.failure = JournalProblem(reason: "no room")
    let recording = recording(of: events)
    try recording.check()
    #expect(recording.keptRationale(of: NodeID(2)) == "")
    #expect(throws: JournalProblem(reason: "no room")) { try recording.check() }
  }
}
