import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// Whatever a file holds, what can be shown is shown and the rest is named by its line.
@Suite(.timeLimit(.minutes(20)))
struct DamagedRecordingTests {
  private static let header =
    #"{"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","sum"]}"#
  private static let growth =
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"left"},{"id":2,"action":"right"}]}"#
  private static let backup =
    #"{"type":"backup","iteration":1,"path":[0,1],"stats":[[0,1,0.5],[1,1,0.5]]}"#

  func slice(_ recording: Recording, at node: NodeID = .root) -> TreeSlice {
    var request = SliceRequest()
    request.cursor = .node(node)
    request.wantsTables = true
    request.wantsState = true
    request.wantsHistory = true
    request.wantsVerdicts = true
    var slice = TreeSlice()
    var slicer = TreeSlicer()
    recording.fill(&slice, for: request, path: [], &slicer)
    recording.fill(&slice.detail, for: request)
    return slice
  }

  static let refused: [[String]] = [
    [#"{"type":"expand","node":7,"children":[{"id":3}]}"#, "no node 7"],
    [#"{"type":"expand","node":0,"children":[{"id":3},{"id":1}]}"#, "node 1 is there already"],
    [#"{"type":"expand","node":0,"children":[{"id":3},{"id":3}]}"#, "node 3 is there already"],
    [#"{"type":"expand","node":1,"children":[{"id":1}]}"#, "cannot be its own child"],
    [#"{"type":"expand","node":1,"children":[{"id":0}]}"#, "node 0 is there already"],
    [#"{"type":"expand","node":1,"children":[{"id":-3}]}"#, "a node id is a whole number"],
    [#"{"type":"expand","node":1,"children":[{"id":1.5}]}"#, "a node id is a whole number"],
    [#"{"type":"expand","node":1,"children":[{"id":18446744073709551616}]}"#, "a node id"],
    [#"{"type":"expand","node":1,"children":[{"id":3,"prior":-1}]}"#, "prior -1"],
    [#"{"type":"expand","node":1,"children":[{"id":3,"prior":1e39}]}"#, "a prior is"],
    [#"{"type":"expand","node":1,"children":[{"id":3}],"codes":[1,2]}"#, "one number for each"],
    [#"{"type":"expand","children":[{"id":3}]}"#, "key \"node\""],
    [#"{"type":"evaluate","node":3,"value":1}"#, "no node 3"],
    [#"{"type":"select","node":12,"chosen":1}"#, "no node 12"],
    [#"{"type":"backup","path":[0,9],"stats":[[0,1,1]]}"#, "no node 9"],
    [#"{"type":"backup","path":[0],"stats":[[9,1,1]]}"#, "no node 9"],
    [#"{"type":"backup","path":[0],"stats":[[0,-1,1]]}"#, "-1.0 visits"],
    [#"{"type":"backup","path":[0],"stats":[[0,5e9,1]]}"#, "visits: 0 to 4000000000"],
    [#"{"type":"backup","path":[0],"stats":[[0,1]]}"#, "an id and 2 numbers"],
    [#"{"type":"backup","path":[0],"stats":[[0,1,2,3]]}"#, "an id and 2 numbers"],
    [#"{"type":"reroot","node":5}"#, "no node 5"], [#"{"type":"reroot"}"#, "key \"node\""],
    [#"{"type":"answer","path":[0,1.5]}"#, "a node id is a whole number"],
    [#"{"type":"select","node":0,"candidates":[{"node":-2}]}"#, "a node id is a whole number"],
    [#"{"type":"backup","iteration":4294967296,"path":[0],"stats":[[0,1,1]]}"#, "iteration"],
    [#"{"type":"backup","iteration":9223372036854775807,"path":[0],"stats":[[0,1,1]]}"#, "iter"],
    [#"{"type":"stats","stats":[[0,1,1],[5,1,1]]}"#, "no node 5"],
    [#"{"type":"edit","node":5,"set":{"banned":true}}"#, "no node 5"],
    [#"{"type":"edit","node":1}"#, "an edit needs \"set\""],
    [#"{"type":"edit","node":1,"set":{"prior":-0.5}}"#, "prior -0.5"],
    [#"{"type":"edit","node":1,"set":{"pinned":1e300}}"#, "beyond all values"],
    [#"{"type":"search","version":1,"engine":"other"}"#, "a second search"],
    [#"{"type":"log","text":"x","branch":4}"#, "no branch 4 has begun"],
    [#"{"type":"branch","branch":1,"of":0,"at":30,"node":0}"#, "a branch at event 30"],
    [#"{"type":"branch","branch":1,"of":6,"at":1,"node":0}"#, "has not begun"],
    [#"{"type":"branch","branch":0,"of":0,"at":1,"node":0}"#, "at least 1"],
    [#"{"type":"expand","node":0,"children":"#, "the line ends here"],
    ["[1,2,3]", "an event was expected"], ["hello", "an event was expected"],
    ["", "an event was expected"], [#"{"node":1}"#, "key \"type\""],
    [#"{"type":"log","text":"tab"# + "\t\"}", "control character"],
    [String(repeating: "[", count: 5000), "an event"],
  ]

  @Test(arguments: refused) func `a line that cannot be is named and skipped`(
    _ damage: [String]
  ) throws {
    let text = [Self.header, Self.growth, damage[0], Self.backup, ""].joined(separator: "\n")
    let recording = Recording.whole(text)
    try #require(recording.problems.count == 1 && recording.problemCount == 1)
    #expect(recording.problems[0].line == 3)
    #expect(recording.problems[0].reason.contains(damage[1]))
    #expect(recording.report.summary.nodes == 3)
    #expect(recording.report.summary.iterations == 1)
    #expect(recording.iterationTotal == 1)
    #expect(recording.report.children.map(\.visits) == [1, 0])
    #expect(recording.fold.tree.brokenInvariants() == [])
    let whole = Moments(recording)
    for event in [3, 1, 2, 4, 3, 4] { recording.show(event: event) }
    #expect(Moments(recording) == whole)
    #expect(recording.problemCount == 1, "told once")
    #expect(slice(recording, at: NodeID(1)).rows.map(\.label) == ["", "left", "right"])
  }

  @Test(arguments: [
    #"{"type":"comment","node":99,"children":5}"#, #"{"type":"keyframe","nodes":{}}"#,
    #"{"type":"log","text":"hello","colour":[1,{"a":null}]}"#, #"{"type":"reroot","node":1}"#,
    #"{"type":"expand","node":1,"children":[]}"#, #"{"type":"select","node":0,"chosen":null}"#,
    #"{"type":"evaluate","node":1,"value":[1,2]}"#, #"{"type":"answer","path":[0,77]}"#,
    #"{"type":"mark","name":"x","node":50,"at":99}"#, #"{"type":"reply","to":3}"#,
    "{\"type\":\"log\",\"text\":\"x\"}\r", " {\"type\":\"log\"} ",
    #"{"type":"edit","node":1,"set":{"colour":"red"}}"#,
  ]) func `what is unknown or empty does no harm`(line: String) throws {
    let text = [Self.header, Self.growth, line, Self.backup, ""].joined(separator: "\n")
    let recording = Recording.whole(text)
    #expect(recording.problems == [])
    #expect(recording.report.summary.nodes == 3 && recording.report.summary.iterations == 1)
    let whole = Moments(recording)
    for event in [2, 3, 1, 4] { recording.show(event: event) }
    #expect(Moments(recording) == whole)
  }

  @Test func `a line that is torn off is named, and read once its end has come`() {
    let recording = Recording(text: Self.header + "\n" + Self.growth + "\n" + Self.backup)
    while recording.read(until: .infinity) {}
    #expect(recording.problems == [] && recording.report.summary.iterations == 0)
    let closed = Recording.whole(Self.header + "\n" + Self.growth + "\n" + Self.backup)
    #expect(closed.problems.map(\.line) == [3])
    #expect(closed.report.summary.nodes == 3)
    recording.bytes.append("\n".utf8.span)
    recording.readWhole()
    #expect(recording.problems == [] && recording.report.summary.iterations == 1)
  }

  @Test func `a line of twenty megabytes is skipped, and bytes that are no text are replaced`() {
    let bytes = JournalBytes(Self.header + "\n{\"type\":\"log\",\"text\":\"")
    bytes.append([UInt8](repeating: 0x61, count: 20 << 20).span)
    bytes.append("\"}\n".utf8.span)
    bytes.append(Array(#"{"type":"expand","node":0,"children":[{"id":1,"action":"a"#.utf8).span)
    bytes.append([0xff, 0xfe, 0xc3].span)
    bytes.append(Array("\"}]}\n".utf8).span)
    let recording = Recording(bytes)
    recording.readWhole()
    #expect(
      recording.problems.map(\.words) == [
        "2:1: a line has at most 16 MiB, one of expand, stats or backup 128 MiB"
      ])
    #expect(slice(recording).rows.last?.label == "a\u{fffd}\u{fffd}\u{fffd}")
  }

  @Test func `events without a header still make a tree`() {
    let recording = Recording.whole(
      Self.growth + "\n" + #"{"type":"stats","stats":[[0,4,0.5],[2,3,1]]}"# + "\n")
    #expect(recording.problems.map(\.line) == [1])
    #expect(recording.problems.first?.reason.contains("not a \"search\"") == true)
    #expect(recording.report.children.map(\.action) == ["right", "left"])
    #expect(recording.report.children.map(\.value) == [1, nil])
    let late = Recording.whole(
      [Self.growth, Self.header, Self.backup, ""]
        .joined(separator: "\n"))
    #expect(late.problems.map(\.line) == [1])
    #expect(late.report.summary.nodes == 3 && late.report.summary.iterations == 1)
  }

  @Test func `as many children as a vocabulary has words are shown, and go again`() throws {
    let count = 70_000
    let children = (1...count).map {
      #"{"id":\#($0),"action":"a\#($0)","source":"s\#($0)"}"#
    }
    let candidates = [1, 9, count].map { #"{"node":\#($0),"score":\#($0),"probability":0.25}"# }
    let recording = Recording.whole(
      """
      \(Self.header)
      {"type":"expand","node":0,"children":[\(children.joined(separator: ","))],"unexpanded":5}
      {"type":"select","node":0,"chosen":9,"candidates":[\(candidates.joined(separator: ","))]}
      {"type":"expand","node":7,"children":[{"id":99999,"action":"below"}]}
      {"type":"expand","node":0,"children":[{"id":100000,"action":"late"}]}
      {"type":"stats","stats":[[0,3,1],[70000,2,1],[100000,1,0]]}

      """)
    #expect(recording.problems == [])
    #expect(recording.report.summary.nodes == count + 3)
    #expect(recording.report.children.count == count + 1)
    #expect(recording.fold.tree.childCount(of: .root) == count + 1)
    #expect(recording.fold.tree.brokenInvariants() == [])
    let last = slice(recording, at: NodeID(count))
    #expect(last.cursorPath == ["a70000"] && last.detail.source == "s70000")
    #expect(last.rows.first?.childCount == count + 1)
    let table = try #require(recording.decision(at: .root))
    #expect(table.winner == 1 && table.candidates.map(\.label) == ["a1", "a9", "a70000"])
    #expect(table.candidates.map(\.probability) == [0.25, 0.25, 0.25])
    recording.show(event: 4)
    #expect(recording.fold.tree.childCount(of: .root) == count)
    #expect(slice(recording).detail.unexpanded == 5)
    #expect(recording.fold.tree.brokenInvariants() == [])
    recording.show(event: 1)
    #expect(recording.report.summary.nodes == 1)
    #expect(recording.fold.tree.childCount(of: .root) == 0)
    recording.show(event: 6)
    #expect(recording.report.children.prefix(2).map(\.action) == ["a70000", "late"])
  }

  @Test func `a million children fit, and one more is refused by its line`() throws {
    var line = JournalLine()
    line.kind = .expand
    line.node = 0
    for id in 1...1_000_001 { line.children.append(JournalChild(id: UInt64(id))) }
    var fold = TreeFold(root: 0, unknown: [])
    var refusal = ""
    do throws(JournalProblem) {
      try fold.apply(line, StatisticsLayout.usual)
    } catch {
      refusal = error.reason
    }
    #expect(refusal == "1000001 children of node 0: at most 1000000 fit")
    line.children.truncate(to: 1_000_000)
    try fold.apply(line, StatisticsLayout.usual)
    let count = fold.tree.childCount(of: .root)
    #expect(count == 1_000_000)
  }

  @Test func `children that come one by one are in their order, however many`() {
    var text = Self.header + "\n"
    for id in 1...3_000 {
      // Another node in between, so that siblings do not follow on each other.
      text += #"{"type":"expand","node":0,"children":[{"id":\#(2 * id),"action":"a\#(id)"}]}"#
      text += "\n"
      text += #"{"type":"expand","node":\#(2 * id),"children":[{"id":\#(2 * id + 1)}]}"# + "\n"
    }
    let recording = Recording.whole(text)
    #expect(recording.problems == [])
    for event in [recording.eventCount, 2049, 2047, 2045, 1, 2101, 5000] {
      recording.show(event: event)
      #expect(recording.fold.tree.brokenInvariants() == [])
      let labels = (0..<event / 2).map { "a\($0 + 1)" }
      #expect(recording.explanation.childLabels(of: .root) == labels)
    }
  }

  @Test(
    arguments: [
      [0, 7, 9, 1 << 53], [1 << 53, 5, 3, 1], [3, .max, 0, .max - 4096], [9, 1 << 62, 1 << 61, 10],
    ] as [[UInt64]]) func `ids may be sparse, decreasing and huge`(ids: [UInt64])
  {
    let root = Self.header.replacingOccurrences(of: #""id":0"#, with: #""id":\#(ids[0])"#)
    let text = """
      \(root)
      {"type":"expand","node":\(ids[0]),"children":[{"id":\(ids[1]),"action":"a"}]}
      {"type":"expand","node":\(ids[1]),"children":[{"id":\(ids[2]),"action":"b"}]}
      {"type":"expand","node":\(ids[0]),"children":[{"id":\(ids[3]),"action":"c","prior":0.5}]}
      {"type":"backup","path":[\(ids[0]),\(ids[3])],"stats":[[\(ids[3]),2,1],[\(ids[0]),3,1]]}
      {"type":"edit","node":\(ids[3]),"set":{"banned":true}}
      {"type":"select","node":\(ids[0]),"chosen":\(ids[3]),"candidates":[{"node":\(ids[3])}]}

      """
    let recording = Recording.whole(text)
    #expect(recording.problems == [])
    #expect(recording.report.children.map(\.action) == ["c", "a"])
    #expect(recording.report.children[0].flags.contains(.banned))
    #expect(recording.decision(at: .root)?.candidates.map(\.label) == ["c"])
    let whole = Moments(recording)
    for event in [4, 1, 3, 2, 7] { recording.show(event: event) }
    #expect(Moments(recording) == whole)
    #expect(recording.fold.tree.brokenInvariants() == [])
  }

  @Test func `children that come later are younger, and go again`() {
    let lines = [
      Self.header, Self.growth.replacingOccurrences(of: "]}", with: "],\"unexpanded\":0}"),
      #"{"type":"expand","node":2,"children":[{"id":3,"action":"x","prior":0.5}]}"#,
      #"{"type":"expand","node":0,"children":[{"id":9,"action":"late"}],"unexpanded":0}"#,
      #"{"type":"edit","node":9,"set":{"pinned":0.5}}"#,
    ]
    let recording = Recording.whole(lines.joined(separator: "\n") + "\n")
    #expect(slice(recording).rows.map(\.label) == ["", "left", "right", "late"])
    #expect(recording.fold.tree.nodes[0].flags.contains([.complete, .scattered]))
    recording.show(event: 3)
    #expect(recording.fold.tree.nodes[0].flags == .complete)
    #expect(recording.report.bytesPerNode == 36)
    recording.show(event: 2)
    #expect(recording.report.bytesPerNode == 32)
    recording.show(event: 1)
    #expect(recording.fold.tree.nodes[0].flags == [])
  }

  @Test func `a chain of a hundred thousand nodes is shown at once`() throws {
    let depth = 100_000
    var text = Self.header + "\n"
    for node in 0..<depth {
      text += "{\"type\":\"expand\",\"node\":\(node),\"children\":[{\"id\":\(node + 1)}]}\n"
    }
    let path = (0...depth).map(String.init)
    text += #"{"type":"backup","path":[\#(path.joined(separator: ","))],"stats":["#
    text += path.map { "[\($0),1,0.5]" }.joined(separator: ",") + "]}\n"
    let start = Clocks.monotonic
    let recording = Recording.whole(text)
    #expect(recording.problems == [])
    let slice = slice(recording, at: NodeID(depth))
    #expect(slice.cursorPath.count == depth && slice.summary.depth == depth)
    _ = recording.trace()
    #expect(recording.report.principalVariation.count == depth)
    recording.show(event: depth / 2)
    recording.show(event: depth / 2 - 1000)
    #expect(recording.report.summary.nodes == depth / 2 - 1000)
    recording.show(event: recording.eventCount)
    #expect(Clocks.monotonic - start < 60)
  }

  @Test func `what is marked, logged and edited many times is read quickly`() {
    var text = [Self.header, Self.growth].joined(separator: "\n") + "\n"
    for number in 1...20_000 {
      text += #"{"type":"backup","iteration":\#(number),"path":[0],"stats":[[0,\#(number),1]]}"#
      text += "\n" + #"{"type":"mark","name":"m","at":2,"node":1}"# + "\n"
      text += #"{"type":"backup","iteration":99999999999,"path":[0],"stats":[[0,1,1]]}"# + "\n"
      text += #"{"type":"branch","branch":\#(number),"of":0,"at":2,"node":1}"# + "\n"
    }
    let start = Clocks.monotonic
    let recording = Recording.whole(text)
    #expect(recording.marks.count == 20_000 && recording.problemCount == 20_000)
    recording.show(event: recording.eventCount - 1)
    #expect(recording.iterationTotal == 20_000)
    #expect(Clocks.monotonic - start < 30)
  }
}
