import Environments
import Groundwork
import SearchTrees
import Testing

@testable import Journals

/// What a file does not say is not known, and never 0.
@Suite struct UnknownNumbersTests {
  private static func header(_ statistics: String, _ more: String = "") -> String {
    #"{"type":"search","version":1,"root":{"id":0},"statistics":[\#(statistics)]\#(more)}"#
  }
  private static let growth =
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}"#

  private static func recording(_ lines: String...) -> Recording {
    Recording.whole(lines.joined(separator: "\n") + "\n")
  }

  private static func slice(
    _ recording: Recording, at node: NodeID = .root,
    _ change: (inout SliceRequest) -> Void = { _ in }
  ) -> TreeSlice {
    var request = SliceRequest()
    request.cursor = .node(node)
    request.wantsTables = true
    request.wantsHistory = true
    change(&request)
    var slice = TreeSlice()
    var slicer = TreeSlicer()
    recording.fill(&slice, for: request, path: [], &slicer)
    recording.fill(&slice.detail, for: request)
    return slice
  }

  @Test func `a file that counts no visits shows none, keeps every Q and goes by it`() {
    let recording = Self.recording(
      Self.header(#""mean","reward""#), Self.growth,
      #"{"type":"stats","stats":[[1,0.25,7],[2,0.75,null]]}"#)
    #expect(recording.problems == [])
    let slice = Self.slice(recording, at: NodeID(2))
    #expect(slice.rows.map(\.visits) == [nil, nil, nil])
    #expect(slice.rows.map(\.share) == [nil, nil, nil])
    #expect(slice.rows.map(\.label) == ["", "b", "a"], "the highest Q first")
    #expect(slice.rows.map(\.value) == [nil, 0.75, 0.25])
    #expect(slice.detail.visits == nil && slice.detail.valueSum == nil)
    #expect(slice.detail.mean == 0.75)
    #expect(slice.detail.otherStatistics == [NamedStatistic("reward", nil)])
    let report = recording.report
    #expect(report.summary.bestLine == ["b"] && report.summary.bestLineGoesByValue)
    #expect(report.answer.rule.hasPrefix("highest Q, as visits are not known"))
    #expect(!report.summary.areIterationsKnown)
    #expect(report.summary.seed == nil && report.summary.problem == "")
    #expect(recording.fold.tree.brokenInvariants() == [])
    recording.show(event: 2)
    #expect(Self.slice(recording).rows.map(\.value) == [nil, nil, nil])
  }

  @Test(arguments: [#""visits""#, #""visits","reward""#])
  func `a file that holds no values has no Q`(statistics: String) {
    let width = statistics.contains(",") ? ",5" : ""
    let recording = Self.recording(
      Self.header(statistics), Self.growth,
      #"{"type":"stats","stats":[[0,4\#(width)],[1,1\#(width)],[2,3\#(width)]]}"#)
    #expect(Self.slice(recording).rows.map(\.visits) == [4, 3, 1])
    #expect(Self.slice(recording).rows.map(\.value) == [nil, nil, nil])
    #expect(Self.slice(recording, at: NodeID(1)).detail.mean == nil)
    #expect(recording.report.summary.bestLine == ["b"])
    #expect(!recording.report.summary.bestLineGoesByValue)
  }

  @Test(arguments: [
    ("null", 0), ("NaN", 1), ("Infinity", 1), ("-Infinity", 1), ("1e999", 1), ("-1e999", 1),
  ])
  func `a row keeps its other cells`(cell: String, counted: Int) {
    let recording = Self.recording(
      Self.header(#""visits","mean","x""#), Self.growth,
      #"{"type":"stats","stats":[[0,4,0.5,1],[1,3,\#(cell),2],[2,\#(cell),0.25,\#(cell)]]}"#)
    #expect(recording.problems == [])
    let rows = Self.slice(recording).rows
    #expect(rows.map(\.label) == ["", "a", "b"])
    #expect(rows.map(\.visits) == [4, 3, nil])
    #expect(rows.map(\.value) == [0.5, nil, 0.25])
    #expect(rows.map(\.share) == [1, 1, nil])
    #expect(Self.slice(recording, at: NodeID(1)).detail.otherStatistics == [NamedStatistic("x", 2)])
    #expect(
      Self.slice(recording, at: NodeID(2)).detail.otherStatistics == [NamedStatistic("x", nil)])
    #expect(recording.remarks.count == counted)
    if counted > 0 {
      #expect(recording.remarks[0].hasPrefix("3 numbers are NaN or infinite, the first on line 3"))
    }
    let whole = Moments(recording)
    for event in [1, 3, 2, 3] { recording.show(event: event) }
    #expect(Moments(recording) == whole)
    #expect(recording.fold.tree.brokenInvariants() == [])
  }

  @Test func `what is NaN is counted in one line of the log, and a keyframe is said once`() {
    let recording = Recording(
      text: Self.header(#""visits","mean""#) + "\n" + Self.growth + "\n"
        + #"{"type":"evaluate","node":1,"value":NaN}"# + "\n" + #"{"type":"keyframe"}"# + "\n")
    recording.readWhole()
    recording.logRemarks()
    #expect(recording.log.count == 2)
    recording.bytes.append(
      (#"{"type":"stats","stats":[[1,NaN,-Infinity]]}"# + "\n" + #"{"type":"keyframe"}"# + "\n")
        .utf8
        .span)
    recording.readWhole()
    recording.logRemarks()
    #expect(
      recording.log.map(\.text) == [
        "3 numbers are NaN or infinite, the first on line 3: they are read as not known",
        "line 4 is a keyframe, which the format does not have: such events are passed over",
      ])
    #expect(recording.problems == [])
  }

  @Test func `a sum without visits is no mean, and a mean stands in where there is no sum`() {
    let sums = Self.recording(
      Self.header(#""sum""#), Self.growth, #"{"type":"stats","stats":[[1,3]]}"#)
    #expect(Self.slice(sums).rows.map(\.value) == [nil, nil, nil])
    let both = Self.recording(
      Self.header(#""visits","sum","mean""#), Self.growth,
      #"{"type":"stats","stats":[[0,4,2,0.9],[1,4,null,0.75],[2,null,3,0.5]]}"#)
    #expect(Self.slice(both).rows.map(\.value) == [0.5, 0.75, 0.5])
  }

  @Test func `a node without a prior has none, whatever its siblings have`() {
    let recording = Self.recording(
      Self.header(#""visits","mean""#), Self.growth,
      #"{"type":"expand","node":1,"children":[{"id":3,"prior":0.5},{"id":4},{"id":5,"prior":NaN}]}"#,
      #"{"type":"edit","node":2,"set":{"prior":0.25}}"#)
    let rows = Self.slice(recording) { $0.open = [.root, NodeID(1)] }.rows
    #expect(rows.map(\.prior) == [nil, nil, 0.5, nil, nil, 0.25])
    recording.show(event: 3)
    #expect(Self.slice(recording).rows.map(\.prior) == [nil, nil, nil])
    #expect(Self.slice(recording, at: NodeID(4)).detail.prior == nil)
    recording.show(event: 2)
    let hasPriors = recording.fold.tree.hasPriors
    #expect(!hasPriors)
  }

  @Test func `visits in fractions are kept, shown and divided by, forwards and backwards`() {
    let recording = Self.recording(
      Self.header(#""visits","sum""#), Self.growth,
      #"{"type":"stats","stats":[[0,3,1],[1,1,0.5],[2,2,0.5]]}"#,
      #"{"type":"stats","stats":[[0,3.5,1.75],[1,0.4,0.2],[2,3.1,1.55]]}"#,
      #"{"type":"expand","node":2,"children":[{"id":3,"action":"c"}]}"#,
      #"{"type":"stats","stats":[[2,4,2]]}"#)
    #expect(Self.slice(recording).rows.map(\.visits) == [3.5, 4, 0.4])
    #expect(Self.slice(recording).rows.map(\.value) == [0.5, 0.5, 0.5])
    #expect(Self.slice(recording, at: NodeID(3)).detail.visits == 0)
    #expect(recording.report.bytesPerNode == 40)
    let whole = Moments(recording)
    recording.show(event: 4)
    #expect(Self.slice(recording).rows.map(\.visits) == [3.5, 3.1, 0.4])
    recording.show(event: 3)
    #expect(Self.slice(recording).rows.map(\.visits) == [3, 2, 1])
    #expect(Self.slice(recording).rows.map(\.value) == [1.0 / 3, 0.25, 0.5])
    #expect(recording.report.bytesPerNode == 32)
    recording.show(event: 6)
    #expect(Moments(recording) == whole)
  }

  @Test func `the shares of a family add up, the ones that are not shown included`() {
    let children = (1...40).map { #"{"id":\#($0),"action":"\#($0)"}"# }.joined(separator: ",")
    let rows = (1...40).map { "[\($0),\($0),0.5]" }.joined(separator: ",")
    let recording = Self.recording(
      Self.header(#""visits","mean""#), #"{"type":"expand","node":0,"children":[\#(children)]}"#,
      // More than the children have together: what was spent at the root itself is nobody's share.
      #"{"type":"stats","stats":[[0,1000,0.5],\#(rows)]}"#)
    let slice = Self.slice(recording)
    let shares = slice.rows.dropFirst().compactMap(\.share)
    #expect(slice.rows.count < 40 && shares.count == slice.rows.count - 1)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(abs(recording.report.children.compactMap(\.share).reduce(0, +) - 1) < 1e-12)
    #expect(recording.report.children[0].share == slice.rows[1].share)
  }

  @Test func `all that a journal says of a node is handed on`() throws {
    let recording = Self.recording(
      Self.header(#""visits","mean","p2""#),
      #"{"type":"expand","node":0,"children":[{"id":1,"action":"roll","kind":"chance","source":"#
        + #""llama"},{"id":2,"action":"hold"}],"unexpanded":37}"#,
      #"{"type":"stats","stats":[[0,10,0.3,0.4],[1,6,0.5,0.2],[2,4,0.1,null]]}"#,
      #"{"type":"select","node":0,"chosen":2,"candidates":[{"node":1,"score":1,"probability":0.75},"#
        + #"{"node":2,"score":0,"probability":0.25}]}"#,
      #"{"type":"evaluate","node":1,"value":[0.5,0.2,null],"confidence":0.8,"model":"m","voices":["#
        + #"{"name":"x","value":0.9,"text":"yes"},["y",0.1],"perhaps",{}],"cost":{"tokens":9},"source":"judge","stand_in":true,"may_be_asked_"#
        + #"again":true,"evidence":[{"place":3,"document":"d","line":2,"text":"t"},4,"so",{}]}"#,
      #"{"type":"edit","by":"rule","node":2,"set":{"retired":true}}"#)
    #expect(recording.problems == [])
    let slice = Self.slice(recording, at: NodeID(1))
    #expect(slice.rows.map(\.nodeKind) == [nil, "chance", nil, nil])
    #expect(slice.rows.last?.kind == .unexpanded(count: 37) && slice.rows.last?.depth == 1)
    #expect(slice.rows[2].flags.contains(.retired))
    #expect(slice.detail.kind == "chance" && slice.detail.source == "llama")
    let verdict = try #require(slice.detail.verdict)
    #expect(verdict.value == 0.5 && verdict.vector == [0.5, 0.2, nil])
    #expect(verdict.confidence == 0.8 && verdict.model == "m")
    #expect(
      verdict.voices == [
        VerdictVoice(name: "x", value: 0.9, text: "yes"), VerdictVoice(name: "y", value: 0.1),
        VerdictVoice(name: "", value: nil, text: "perhaps"),
      ])
    #expect(verdict.cost == [NamedNumber("tokens", 9)])
    #expect(verdict.source == "judge" && verdict.isStandIn && verdict.mayBeAskedAgain)
    #expect(
      verdict.evidence == [
        VerdictEvidence(place: 3, document: "d", line: 2, text: "t"), VerdictEvidence(place: 4),
        VerdictEvidence(text: "so"),
      ])
    let children = recording.report.children
    #expect(children.map(\.probability) == [0.75, 0.25])
    #expect(children.map(\.kind) == ["chance", nil] && children.map(\.source) == ["llama", nil])
    #expect(
      children.map(\.statistics) == [[NamedStatistic("p2", 0.2)], [NamedStatistic("p2", nil)]])
    #expect(recording.report.unexpanded == 37)
    let unexpanded = Self.slice(recording) { $0.cursor = .unexpanded(.root) }
    #expect(unexpanded.cursorRow == 3)
    recording.show(event: 5)
    #expect(!Self.slice(recording).rows[2].flags.contains(.retired))
    recording.show(event: 1)
    #expect(Self.slice(recording).rows.map(\.nodeKind) == [nil])
  }

  @Test func `a node can be known to have children of which none was added`() {
    let recording = Self.recording(
      Self.header(#""visits","mean""#), Self.growth,
      #"{"type":"expand","node":1,"children":[],"unexpanded":9}"#)
    let open = Self.slice(recording) { $0.open = [.root, NodeID(1)] }.rows
    #expect(open.map(\.kind) == [.node, .node, .unexpanded(count: 9), .node])
    #expect(open[1].canOpen && !open[3].canOpen)
    recording.show(event: 2)
    #expect(Self.slice(recording) { $0.open = [.root, NodeID(1)] }.rows.count == 3)
  }

  @Test func `a search that went on from a node shows that node's line and children`() {
    let recording = Self.recording(
      Self.header(#""visits","mean""#), Self.growth,
      #"{"type":"expand","node":1,"children":[{"id":3,"action":"c"},{"id":4,"action":"d"}]}"#,
      #"{"type":"stats","stats":[[0,4,0.5],[1,1,0.5],[2,3,0.5],[3,0,0],[4,1,0.5]]}"#,
      #"{"type":"reroot","node":1}"#)
    let slice = Self.slice(recording) { $0.open = [.root, NodeID(1)] }
    #expect(slice.summary.root == NodeID(1) && slice.summary.rootPath == ["a"])
    #expect(slice.summary.bestLine == ["d"])
    // What lies outside stays.
    #expect(slice.rows.map(\.label) == ["", "b", "a", "d", "c"])
    #expect(slice.rows.map(\.isOutside) == [true, true, false, false, false])
    #expect(recording.report.children.map(\.action) == ["d", "c"])
    recording.show(event: 4)
    #expect(Self.slice(recording).summary.root == .root)
    #expect(recording.report.summary.bestLine == ["b"])
    recording.show(event: 5)
    #expect(recording.report.summary.bestLine == ["d"])
  }

  @Test func `ids that differ beyond 2^53 name different nodes everywhere`() {
    let ids: [UInt64] = [.max - 1, .max, (1 << 53) + 1, (1 << 53) + 2]
    let recording = Self.recording(
      #"{"type":"search","version":1,"root":{"id":\#(ids[0])},"statistics":["visits","mean"]}"#,
      #"{"type":"expand","node":\#(ids[0]),"children":[{"id":\#(ids[1]),"action":"a"},"#
        + #"{"id":\#(ids[2]),"action":"b"},{"id":\#(ids[3]),"action":"c"}]}"#,
      #"{"type":"select","node":\#(ids[0]),"chosen":\#(ids[3]),"candidates":[{"node":\#(ids[2])},"#
        + #"{"node":\#(ids[3])}]}"#,
      #"{"type":"branch","branch":1,"at":3,"node":\#(ids[3])}"#,
      #"{"type":"answer","path":[\#(ids[0]),\#(ids[3])]}"#,
      #"{"type":"stop","reason":"budget","alarms":[{"text":"odd","node":\#(ids[2])}]}"#,
      #"{"type":"answer","node":\#(ids[2])}"#)
    #expect(recording.problems == [])
    #expect(recording.report.answer.path == ["b"])
    var summary = Self.slice(recording).summary
    recording.fillAccount(in: &summary)
    #expect(summary.alarms == [.init("odd", node: NodeID(2))])
    recording.show(event: 6)
    #expect(recording.report.answer.path == ["c"])
    #expect(recording.decision(at: .root)?.candidates.map(\.label) == ["b", "c"])
    #expect(recording.decision(at: .root)?.winner == 1)
    #expect(recording.branches[1].node == ids[3])
  }
}
