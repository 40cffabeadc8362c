import Environments
import Presets
import Testing

@testable import Journals
@testable import SearchTrees

/// What in a recording contradicts itself is found, and in what this program writes there is nothing.
@Suite struct RecordingChecksTests {
  private static func findings(_ text: String) -> [TreeFinding] {
    let recording = Recording(JournalBytes(text))
    recording.readWhole()
    recording.checkTree()
    #expect(recording.problems == [])
    return recording.findings()
  }

  private static func journal(_ header: String, _ events: String...) -> String {
    ([
      #"{"type":"search","version":1,"engine":"x","root":{"id":0},"statistics":["visits","mean"]"#
        + header + "}",
      #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}"#,
    ] + events).joined(separator: "\n") + "\n"
  }

  private static let stats = #"{"type":"stats","stats":[[0,100,0.1],[1,60,0.1],[2,40,0.05]]}"#

  private static func select(_ chosen: Int, _ first: String, _ second: String) -> String {
    """
    {"type":"select","node":0,"chosen":\(chosen),"candidates":[{"node":1,\(first)},\
    {"node":2,\(second)}]}
    """
  }

  @Test func `a sound recording has no findings`() {
    let events = Self.select(1, #""score":0.4,"terms":{"Q":0.1,"U":0.3}"#, #""score":0.25"#)
    #expect(
      Self.findings(Self.journal(#","value":{"low":0,"high":1}"#, Self.stats, events)) == [])
  }

  @Test(arguments: [
    (
      #""score":0.9,"terms":{"Q":0.1,"U":0.3}"#, #""score":0.3,"terms":{"Q":0.05,"U":0.25}"#,
      CheckRule.termsNotScore
    ),
    (
      #""score":0.2,"terms":{"Q":0.1,"U":0.1}"#, #""score":0.3,"terms":{"Q":0.05,"U":0.25}"#,
      .pickNotHighest
    ),
    (
      #""score":0.9,"terms":{"Q":0.6,"U":0.3}"#, #""score":0.3,"terms":{"Q":0.05,"U":0.25}"#,
      .termNotMean
    ),
  ])
  func `a decision that contradicts itself is named with its event`(
    first: String, second: String, kind: CheckRule
  ) throws {
    let found = Self.findings(Self.journal("", Self.stats, Self.select(1, first, second)))
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.rule == kind && finding.event == 4)
    #expect(finding.example.hasPrefix("event 4, a"))
  }

  @Test func `a decision is held against the statistics of its moment, not of the end`() {
    let decision = Self.select(
      1, #""score":0.4,"terms":{"Q":0.1,"U":0.3}"#, #""score":0.3,"terms":{"Q":0.05,"U":0.25}"#)
    let later = #"{"type":"stats","stats":[[0,200,0.4],[1,120,0.7],[2,80,0.2]]}"#
    #expect(Self.findings(Self.journal("", Self.stats, decision, later)) == [])
  }

  @Test func `a range with one bound, and statistics in a row of their own`() {
    let stats = #"{"type":"stats","stats":[[0,4,0.5],[1,3,1.5],[2,3,-9]]}"#
    let found = Self.findings(Self.journal(#","value":{"high":1}"#, stats))
    #expect(found.map(\.rule) == [.valueOutsideRange, .childVisitsAboveParent])
    #expect(found.map(\.count) == [1, 1] && found.allSatisfy { $0.event == nil })
  }

  @Test func `each node that contradicts something is found, as it is at the moment that is shown`()
    throws
  {
    let decision = Self.select(
      1, #""score":0.9,"terms":{"Q":0.6,"U":0.3}"#, #""score":0.3,"terms":{"Q":0.05,"U":0.25}"#)
    let later = #"{"type":"stats","stats":[[0,200,0.4],[1,250,0.7],[2,80,3]]}"#
    let recording = Recording(
      JournalBytes(Self.journal(#","value":{"low":0,"high":1}"#, Self.stats, decision, later)))
    recording.readWhole()
    func found() throws -> [Int: String] {
      var pass = try FilterPass(.contradiction, recording)
      while pass.advance(over: recording, isDue: { false }) {}
      return Dictionary(
        uniqueKeysWithValues: (0..<recording.nodeCount).compactMap { node in
          guard pass.found.matches.contains(NodeID(node)) else { return nil }
          return (node, recording.contradiction(of: NodeID(node)) ?? "")
        })
    }
    recording.show(event: 3)
    #expect(try found() == [:])
    recording.show(event: 4)
    let atDecision = try found()
    #expect(atDecision.keys.sorted() == [0])
    #expect(
      atDecision[0]?.hasPrefix("event 4, a: Q .600, the mean of its 60 visits is .100") == true)
    recording.show(event: 5)
    // The statistics are others by now: the old term says nothing about them.
    #expect(
      try found() == [
        0: "has 200 visits, its children have 330", 2: "has 3.000, declared are 0 to 1",
      ])
  }

  @Test func `a decision that is passed twice is counted once`() {
    let text = Self.journal(
      "", Self.stats, Self.select(2, #""score":0.4"#, #""score":0.3"#))
    let recording = Recording(JournalBytes(text))
    recording.readWhole()
    for event in [1, 4, 2, 3, 4] { recording.show(event: event) }
    #expect(recording.findings().map(\.count) == [1])
    #expect(recording.findings(upTo: 3) == [])
  }
}
