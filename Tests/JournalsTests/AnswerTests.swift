import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// The answer, the models and the alarms that a recording tells of.
struct AnswerTests {
  private static let start = """
    {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"],"value":{"low":0,"high":1}}
    {"type":"expand","node":0,"children":[{"id":1,"action":"left"},{"id":2,"action":"right"}]}
    {"type":"expand","node":1,"children":[{"id":3,"action":"on","terminal":true},{"id":4,"action":"off","terminal":true}]}
    {"type":"stats","stats":[[0,9,0.5],[1,4,0.4],[2,5,0.6],[3,3,0.2],[4,1,0.9]]}

    """

  private func recording(_ text: String) -> Recording {
    let recording = Recording(JournalBytes(text))
    recording.readWhole()
    return recording
  }

  @Test(arguments: ["[0,1,77]", "[0,77,4]", "[0,4]", "[1,4]", "[0,0]"])
  func `an answer that is no way through the tree is not shown as another one`(path: String) {
    let recording = recording(Self.start + #"{"type":"answer","path":\#(path)}"# + "\n")
    #expect(recording.report.answer.path == [])
    let other = self.recording(Self.start + #"{"type":"answer","path":\#(path),"node":4}"# + "\n")
    #expect(other.report.answer.path == ["left", "off"])
  }

  @Test func `the answer that a file names is the answer, whatever the visits say`() throws {
    let recording = recording(
      Self.start + """
        {"type":"answer","path":[0,1,4],"value":0.9,"text":"17 bags","why":"majority of votes"}

        """)
    let answer = recording.report.answer
    #expect(answer.rule == "majority of votes" && answer.text == "17 bags" && answer.value == 0.9)
    #expect(answer.nodes == [.root, NodeID(1), NodeID(4)] && answer.path == ["left", "off"])
    #expect(answer.isTerminal && answer.check == nil && answer.instead == nil)
    let parting = try #require(answer.other?.parting)
    #expect(parting.step == 1 && parting.action == "left" && parting.otherAction == "right")
    #expect(parting.visits == 4 && parting.otherVisits == 5)
    // Before its event nobody had answered.
    recording.show(event: 4)
    let before = recording.report.answer
    #expect(before.path == ["right"] && before.rule.contains("the file names no answer"))
    #expect(before.value == 5 && before.other == nil)
  }

  @Test(arguments: [
    #"{"type":"answer","path":[0,4]}"#, #"{"type":"answer","path":[1,4]}"#,
    #"{"type":"answer","path":[0,77]}"#, #"{"type":"answer","text":"seven"}"#,
  ])
  func `a path that is none is not shown as one`(event: String) {
    let answer = recording(Self.start + event + "\n").report.answer
    #expect(answer.path.isEmpty || answer.nodes.last != NodeID(4))
    let node = recording(Self.start + #"{"type":"answer","node":4}"# + "\n").report.answer
    #expect(node.path == ["left", "off"])
  }

  @Test func `another rule can be asked of a file whose search is not known`() {
    func answer(_ rule: AnswerRule) -> SearchAnswer {
      let recording = Recording(JournalBytes(Self.start))
      recording.answerReader = TreeReader(rule)
      recording.readWhole()
      return recording.report.answer
    }
    #expect(answer(.mostVisits).path == ["right"] && answer(.mostVisits).value == 5)
    #expect(answer(.highestValue).path == ["right"] && answer(.highestValue).value == 0.6)
    #expect(answer(.bestEnd).path == ["left", "off"] && answer(.bestEnd).value == 0.9)
    #expect(answer(.bestPath).instead == "highest value")
    #expect(answer(.bestPath).lack == "no rewards are known")
  }

  @Test func `the ends that a recording has come to are those of its tree, forwards and backwards`()
    throws
  {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=3,steps=4,seed=1"))
    plan.answer = .meanReward
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    plan.makeSession(undoBytes: 0).run(120, recordedBy: recorder)
    recorder.finish()
    let session = plan.makeSession(undoBytes: 0)
    let recording = Recording(JournalBytes(journal.text))
    recording.makeInterpreter = { _ in session }
    recording.readWhole()
    for iteration in [120, 119, 80, 81, 30, 110, 12, 120] {
      recording.show(event: recording.event(ofIteration: iteration))
      let fresh = plan.makeSession(undoBytes: 0)
      fresh.run(iteration)
      let shown = recording.withTree { session.report(.meanReward, from: &$0, at: $1).answer }
      let own = fresh.report(.meanReward).answer
      #expect(shown.nodes == own.nodes && shown.value == own.value && shown.rivals == own.rivals)
    }
  }

  // MARK: - Accounts

  @Test func `what models did and what to beware of is kept with the stop`() throws {
    var use = ModelUse()
    use.calls = 12
    use.tokens = 345
    use.seconds = 1.5
    use.accepted = 7
    let text =
      Self.start + """
        {"type":"stop","reason":"budget","models":{"calls":12,"tokens":345,"seconds":1.5,"accepted_drafts":7},"alarms":[{"text":"3 steps lie far off","node":2},{"text":"no way on"}]}

        """
    let recording = recording(text)
    var summary = SearchSummary()
    recording.fillAccount(in: &summary)
    #expect(summary.modelUse == use)
    #expect(summary.alarms == [.init("3 steps lie far off", node: NodeID(2)), .init("no way on")])
    // Said once, and not before the stop.
    recording.fillAccount(in: &summary)
    #expect(summary.alarms.count == 2)
    recording.show(event: 4)
    var before = SearchSummary()
    recording.fillAccount(in: &before)
    #expect(before.modelUse == nil && before.alarms.isEmpty)
    // A count is a count.
    #expect(ModelUse { $0 == "calls" ? -3 : $0 == "tokens" ? 1e300 : nil } == ModelUse())
    #expect(ModelUse { name in use.counts.first { $0.name == name }?.value } == use)
  }

  @Test func `branches have the iterations of the moment that is shown`() throws {
    let text = """
      {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"]}
      {"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}
      {"type":"backup","iteration":1,"path":[0,1],"stats":[[0,1,1],[1,1,1]]}
      {"type":"backup","iteration":2,"path":[0,2],"stats":[[0,2,1],[2,1,1]]}
      {"type":"branch","branch":1,"of":0,"at":4,"node":2,"name":"other"}
      {"type":"backup","iteration":3,"path":[0,2],"stats":[[0,3,1],[2,2,1]],"branch":1}
      {"type":"backup","iteration":3,"path":[0,1],"stats":[[0,3,1],[1,2,1]]}
      {"type":"backup","iteration":4,"path":[0,1],"stats":[[0,4,1],[1,3,1]]}
      {"type":"backup","iteration":4,"path":[0,2],"stats":[[0,4,1],[2,3,1]],"branch":1}

      """
    let harness = ReplayHarness(RecordedSearch.Options(), text)
    defer { harness.search.close() }
    harness.loaded()
    func branches(_ event: Int) -> [[Int]] {
      let slice = harness.send(.goTo(event: event))
      return slice.summary.branches.map { [$0.iterations, $0.hasBegun ? 1 : 0] }
    }
    #expect(branches(9) == [[4, 1], [4, 1]])
    #expect(branches(8) == [[4, 1], [3, 1]])
    #expect(branches(7) == [[3, 1], [3, 1]])
    #expect(branches(6) == [[2, 1], [3, 1]])
    #expect(branches(4) == [[2, 1], [2, 0]])
    #expect(branches(3) == [[1, 1], [2, 0]])
  }

  @Test func `what went wrong is found again in the log`() throws {
    let harness = ReplayHarness(RecordedSearch.Options(), Self.start)
    defer { harness.search.close() }
    harness.loaded()
    let path = "/nowhere/at/all.jsonl"
    harness.search.send(.save(path: path))
    harness.search.send(.goTo(event: 2))
    _ = harness.search.request(SliceRequest())
    let slice = harness.wait { $0.summary.log.contains { $0.text.contains("not saved: \(path)") } }
    #expect(slice.summary.logCount == slice.summary.log.count)
    #expect(slice.summary.log.contains { $0.source == .treetop })
  }
}
