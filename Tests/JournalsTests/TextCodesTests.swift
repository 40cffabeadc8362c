import Groundwork
import SearchTrees
import Testing

@testable import Journals

/// Texts of nodes by number: what is said of a number is said of each of its nodes.
struct TextCodesTests {
  private static let header =
    #"{"type":"search","version":1,"problem":"p","root":{"id":0,"text":"at \"home\""},"#
    + #""statistics":["visits","mean"]}"#

  private func recording(_ lines: [String]) -> Recording {
    let text = ([Self.header] + lines).joined(separator: "\n") + "\n"
    let recording = Recording(JournalBytes(text))
    recording.readWhole()
    recording.show(event: recording.eventCount)
    return recording
  }

  /// What the numbers of a kind of text stand for, node by node.
  private func texts(_ kind: NodeText, _ recording: Recording) throws -> [String?] {
    let codes = try #require(recording.textCodes(kind))
    var numbers = Column<UInt32>()
    numbers.append(repeating: 9, count: recording.nodeCount)
    codes.copy(0..<recording.nodeCount, into: &numbers)
    return (0..<recording.nodeCount).map { codes.text(Int(numbers[$0])) }
  }

  private static let lines = [
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"left","text":"a\nb"},"#
      + #"{"id":2,"action":"right"},{"id":3}]}"#,
    #"{"type":"evaluate","node":1,"value":1,"rationale":"good \"enough\""}"#,
    #"{"type":"expand","node":2,"children":[{"id":4,"action":"l\u0065ft","kind":"leaf"},"#
      + #"{"id":5,"action":7,"text":null},{"id":6,"action":"left","text":"x","text":"y"}]}"#,
    #"{"type":"evaluate","node":1,"value":1}"#,
    #"{"type":"evaluate","node":4,"value":1,"rationale":"bad"}"#,
    #"{"type":"mark","node":2,"note":"look"}"#,
  ]

  @Test func `each text is the one that the file says`() throws {
    let recording = recording(Self.lines)
    #expect(
      try texts(.action, recording) == ["", "left", "right", "", "left", "7", "left"])
    #expect(
      try texts(.text, recording) == ["at \"home\"", "a\nb", nil, nil, nil, nil, "y"])
    #expect(try texts(.rationale, recording) == [nil, nil, nil, nil, "bad", nil, nil])
    #expect(try texts(.kind, recording) == [nil, nil, nil, nil, "leaf", nil, nil])
    #expect(
      recording.childTexts(of: NodeID(2)) == [
        ChildTexts(action: "left", text: nil), ChildTexts(action: "7", text: nil),
        ChildTexts(action: "left", text: "y"),
      ])
  }

  @Test func `at an earlier moment it is what was known then`() throws {
    let recording = recording(Self.lines)
    recording.show(event: 3)
    #expect(try texts(.action, recording) == ["", "left", "right", ""])
    #expect(
      try texts(.rationale, recording) == [nil, "good \"enough\"", nil, nil])
    recording.show(event: recording.eventCount)
    #expect(
      try texts(.action, recording) == ["", "left", "right", "", "left", "7", "left"])
  }

  @Test func `on every branch the nodes have the texts of that branch`() throws {
    let recording = recording([
      #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"}]}"#,
      #"{"type":"branch","branch":1,"name":"other","of":0,"at":2}"#,
      #"{"type":"expand","branch":1,"node":1,"children":[{"id":2,"action":"c"}]}"#,
      #"{"type":"expand","node":1,"children":[{"id":3,"action":"b"},{"id":4,"action":"a"}]}"#,
    ])
    _ = recording.approach(5, until: .infinity)
    #expect(try texts(.action, recording) == ["", "a", "b", "a"])
    _ = recording.approach(4, until: .infinity)
    #expect(try texts(.action, recording) == ["", "a", "c"])
  }

  @Test func `groups by a text that is written in two ways are one group`() throws {
    let recording = recording(
      Self.lines + [#"{"type":"stats","stats":[[1,2,0.5],[4,6,0.25],[6,0,0]]}"#])
    let list = try GroupList(
      TreeExpression("action", recording.expressionNames), in: recording, limit: nil)
    let left = try #require(list.groups.groups.first)
    #expect(left.value == .text("left"))
    #expect((left.count, left.visits, left.mean, left.best) == (3, 8, 0.375, NodeID(1)))
    #expect(list.groups.groups.map(\.count).reduce(0, +) == 7)
    let reasons = try GroupList(
      TreeExpression("rationale", recording.expressionNames), in: recording, limit: nil)
    #expect(reasons.groups.groups.map(\.value) == [.text("bad"), .unknown])
    #expect(reasons.groups.groups.map(\.count) == [1, 6])
  }

  @Test func `more different actions than are kept are looked for in the file`() throws {
    let number = TextTable.mostTexts + 1000
    let children = (1...number).map { #"{"id":\#($0),"action":"step \#($0)"}"# }
    let recording = recording([
      #"{"type":"expand","node":0,"children":[\#(children.joined(separator: ","))]}"#
    ])
    #expect(recording.textCodes(.action).map { _ in true } == nil)
    let found = try FoundNodes(TreeExpression(finding: "step 66000"), in: recording)
    #expect(found.matches.count == 1)
    #expect(found.matches.first(after: nil) == NodeID(66000))
    #expect(recording.text(.action, of: NodeID(66000)) == "step 66000")
  }

  @Test func `equal texts have one number, and others another`() throws {
    var table = TextTable()
    var known: [String: UInt32] = [:]
    var random = RandomSource(seed: 5)
    for _ in 0..<20_000 {
      let letters = (0..<random.below(12)).map { _ in UInt8(97 + random.below(8)) }
      let text = String(decoding: letters, as: UTF8.self)
      let given = table.number(of: text.utf8.span)
      let number = try #require(given)
      #expect(known[text] == nil || known[text] == number)
      known[text] = number
      let kept = table.text(Int(number))
      #expect(kept == text)
    }
    let count = table.count
    #expect(count == known.count)
    #expect(Set(known.values).count == known.count)
  }

  @Test(arguments: ["the", "The", "t.e", "[0-9]+ x", "", "\u{E9}t"])
  func `bytes hold a pattern where their text does`(words: String) throws {
    let pattern = try TextPattern(words)
    for text in ["the end", "THE END", "at 12 x", "\u{E9}t\u{E9}", "", "tae", "nothing of it"] {
      let known = pattern.matches(bytes: text.utf8.span)
      if let holds = known {
        #expect(holds == pattern.matches(text), "\(words) in \(text)")
      }
    }
  }
}
