import Foundation
import Journals
import SearchTrees
import Testing

/// What a recording says of states is handed to whoever looks at them.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct StateTextTests {
  private static let journal = """
    {"type":"search","version":1,"engine":"e","root":{"id":7,"text":"the task"},"statistics":["visits","mean"]}
    {"type":"expand","node":7,"children":[{"id":10,"action":"a","text":"first\\nsecond"},{"id":11,"action":"b"}]}
    {"type":"expand","node":7,"children":[{"text":"third","id":12,"action":"c"}]}
    {"type":"expand","node":12,"children":[{"id":20,"action":"d","text":"fourth"}]}

    """

  private func texts(_ harness: ReplayHarness, of nodes: Range<Int>) -> [String?] {
    nodes.map { node in
      var request = ReplayHarness.wide
      request.cursor = .node(NodeID(node))
      return harness.send(request: request).detail.text
    }
  }

  @Test
  func `the text of the root and of every node is there, in an open file and in one that grows`() {
    let expected: [String?] = ["the task", "first\nsecond", nil, "third", "fourth"]
    let opened = ReplayHarness(RecordedSearch.Options(), Self.journal)
    defer { opened.search.close() }
    opened.loaded()
    #expect(texts(opened, of: 0..<5) == expected)
    for origin in [Timeline.Origin.followed, .program] {
      let feed = FakeFeed()
      var options = RecordedSearch.Options()
      options.origin = origin
      let followed = ReplayHarness(options, feed: feed)
      defer { followed.search.close() }
      _ = followed.search.request(ReplayHarness.wide)
      feed.bring(Self.journal)
      _ = followed.wait { $0.summary.nodes == 5 }
      #expect(texts(followed, of: 0..<5) == expected)
    }
  }

  @Test func `the steps to a node come with their texts`() {
    let harness = ReplayHarness(RecordedSearch.Options(), Self.journal)
    defer { harness.search.close() }
    harness.loaded()
    var request = ReplayHarness.wide
    request.cursor = .node(NodeID(4))
    request.wantsTexts = true
    let detail = harness.send(request: request).detail
    #expect(detail.steps.map(\.label) == ["", "c", "d"])
    #expect(detail.steps.map(\.text) == ["the task", "third", "fourth"])
    request.wantsTexts = false
    #expect(harness.send(request: request).detail.steps.isEmpty)
  }

  @Test func `only a recording without any text is said to hold no states`() {
    let harness = ReplayHarness(RecordedSearch.Options(), Self.journal)
    defer { harness.search.close() }
    #expect(harness.loaded().summary.timeline?.lacks.contains("states") == false)
    let bare = ReplayHarness(
      RecordedSearch.Options(),
      Self.journal.replacing("text", with: "remark"))
    defer { bare.search.close() }
    #expect(bare.loaded().summary.timeline?.lacks.contains("states") == true)
  }
}
