import SearchTrees
import Testing

@testable import Journals

/// What the calls of a recording took, added up for each server.
@Suite struct CallTotalsTests {
  private static let servers = """
    {"type":"search","version":1}
    {"type":"endpoint","name":"expert","server":"s","way":"echo","k":5,"price_in":1,"price_out":10,\
    "handshake":{"usage":[1000,20],"seconds":0.5,"requests":9}}
    {"type":"endpoint","name":"amateur","server":"s","way":"echo","k":5}
    {"type":"text","id":"p","text":"[STATE] hand empty"}

    """

  private func call(_ name: String, _ rest: String, failed: Bool = false) -> String {
    let outcome =
      failed ? "\"failed\":\"busy\"" : "\"tokens\":[],\"parts\":[],\"start\":0"
    return "{\"type\":\"call\",\"key\":\"k\",\"name\":\"\(name)\",\"ability\":\"score\","
      + "\"prompt\":\"p\",\"text\":\" a\",\(outcome)\(rest)}\n"
  }

  private func recording(_ calls: String) -> Recording {
    let recording = Recording(JournalBytes(Self.servers + calls))
    recording.readWhole()
    #expect(recording.problems.isEmpty)
    return recording
  }

  @Test func `requests, tokens, seconds and money are those of the calls up to the event`() {
    let recording = recording(
      call("expert", ",\"usage\":[40,6],\"seconds\":0.25,\"requests\":2,\"tries\":1")
        + call("amateur", ",\"usage\":[41,7],\"seconds\":0.5,\"requests\":1,\"tries\":1")
        + call(
          "expert", ",\"usage\":[60,4],\"seconds\":0.5,\"requests\":3,\"tries\":3", failed: true)
        + call("expert", ",\"usage\":[9,9],\"seconds\":9,\"requests\":9,\"cached\":true"))
    let (expert, amateur) = (recording.servers[0], recording.servers[1])
    #expect(expert.use.work.requests == 5 && amateur.use.work.requests == 1)
    #expect(expert.use.work.tokensIn == 100 && expert.use.work.tokensOut == 10)
    #expect(expert.use.work.seconds == 0.75)
    #expect(expert.use.asked == 2 && expert.use.cached == 1 && expert.use.failed == 1)
    // 1,000 and 100 tokens read at 1, 20 and 10 written at 10 millionths.
    #expect(abs((expert.spent ?? 0) - 0.0014) < 1e-12)
    // Nobody said what the amateur's tokens cost, nor what looking at it took.
    #expect(amateur.spent == nil && amateur.handshake == nil)
    #expect(expert.phases.map(\.phase) == [.handshake, .scoring])
    #expect(amateur.phases.map(\.phase) == [.scoring])
    // Earlier there was less.
    recording.show(event: 5)
    #expect(recording.servers.map(\.use.work.requests) == [2, 0])
    recording.show(event: 4)
    #expect(recording.servers.map(\.use.asked) == [0, 0])
  }

  @Test func `what one call does not say is not known of the sum, and is no zero`() {
    let recording = recording(
      call("expert", ",\"usage\":[40,6],\"seconds\":0.25,\"requests\":2")
        + call("expert", ",\"seconds\":0.25,\"requests\":2")
        + call("amateur", ",\"usage\":[1,1]"))
    let (expert, amateur) = (recording.servers[0], recording.servers[1])
    #expect(expert.use.work.tokensIn == nil && expert.use.work.tokensOut == nil)
    #expect(expert.use.work.requests == 4 && expert.spent == nil)
    #expect(amateur.use.work.tokensIn == 1 && amateur.use.work.requests == nil)
    #expect(amateur.use.work.seconds == nil)
  }

  @Test func `what a person asked is a phase of its own, and what the handshake asked is in it`() {
    let recording = recording(
      call("expert", ",\"usage\":[5,5],\"seconds\":1,\"requests\":1,\"phase\":\"handshake\"")
        + call("expert", ",\"usage\":[40,6],\"seconds\":0.25,\"requests\":2")
        + call(
          "expert",
          ",\"usage\":[50,8],\"seconds\":0.25,\"requests\":1,\"phase\":\"by hand\",\"edited\":2"))
    let expert = recording.servers[0]
    #expect(expert.phases.map(\.phase) == [.handshake, .scoring, .byHand])
    #expect(expert.phases.map(\.work.requests) == [9, 2, 1])
    #expect(expert.phases.map(\.work.tokensIn) == [1000, 40, 50])
    #expect(expert.use.asked == 1 && expert.use.work.requests == 3)
    // The one that was edited stands beside the newest.
    let window = recording.window(0..<3)
    #expect(window?.edit?.number == 3 && window?.edit?.original == window?.calls[1])
    #expect(recording.window(0..<3, chosen: 2)?.edit == nil)
  }
}
