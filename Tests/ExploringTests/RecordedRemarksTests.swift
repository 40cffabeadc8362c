import Drawing
import Foundation
import SearchTrees
import Testing

@testable import Exploring

/// What a recording says of a node beside its statistics is on the screen.
struct RecordedRemarksTests {
  private func tree(_ width: Int = 80, _ height: Int = 24) -> WordTree {
    var root = WordTree.Node("", 10, 0.5)
    var dice = WordTree.Node("roll the dice", 6, 0.4)
    dice.kind = "chance"
    var look = WordTree.Node("look at the card", 3, 0.2, flags: .retired)
    look.kind = "observation"
    root.children = [dice, look, WordTree.Node("stop", 1, 0.1, flags: .terminal)]
    root.unexpanded = 37
    return WordTree(root, width: width, height: height)
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 12)])
  func `kinds, flags and children that were never added stand in the tree`(
    width: Int, height: Int
  ) {
    let screen = tree(width, height).screen.text
    #expect(screen.contains("CHANCE") && screen.contains("RETIRED") && screen.contains("END"))
    #expect(screen.contains("37 more, never expanded") || screen.contains("37 unexpanded"))
  }

  @Test func `the row of children that were never added is no node`() {
    var tree = tree()
    tree.press("G")
    #expect(tree.state.cursorRow?.kind == .unexpanded(count: 37))
    tree.press("l")
    #expect(tree.state.message != nil)
    #expect(tree.state.cursorRow?.kind == .unexpanded(count: 37))
  }

  private func state(_ change: @escaping (inout NodeDetail) -> Void) -> String {
    var tree = tree(109, 40)
    tree.amend = change
    tree.press("j")
    while tree.state.tab != .state { tree.press("d") }
    return tree.screen.text
  }

  @Test func `the page of the state tells kind, flags, source, probability and what is missing`() {
    let screen = state { detail in
      detail.statistics.flags = [.retired, .terminal]
      detail.unexpanded = 1200
      detail.source = "a model"
      detail.isOutside = true
      let candidate = SelectionTable.Candidate(
        node: detail.node, visits: 6, value: 0.4, probability: 0.25, terms: [], score: 1)
      detail.siblings = SelectionTable(
        node: .root, rule: "drawn", formula: "", parentVisits: 10,
        exploration: NamedNumber("", 0), candidates: [candidate])
    }
    for words in [
      "kind chance", "flags terminal, retired", "1,200 more children, never expanded",
      "source a model", "probability .250", "outside of the part",
    ] {
      #expect(screen.contains(words), "\(words)\n\(screen)")
    }
    // What nobody said is not said.
    let plain = state { detail in
      detail.kind = nil
      detail.statistics.flags = []
    }
    for word in ["kind", "flags", "probability", "source"] {
      #expect(!plain.contains(word), "\(word)")
    }
  }

  @Test func `the place that a critic names is marked in the picture of the state`() throws {
    var verdict = Verdict(value: 0.5, rationale: "stand-in critic: place 2 'b' scores .1")
    verdict.isStandIn = true
    verdict.evidence = [VerdictEvidence(place: 2, text: "b")]
    let told = verdict
    func lines(_ picture: [String]) -> [String] {
      state { detail in
        detail.verdict = told
        detail.picture = picture
      }
      .split(separator: "\n").map { String($0.drop { $0 == " " || $0 == "│" }) }
    }
    let marked = lines(["2 places", "abc", " 1 a .5", " 2 b .1", " 3 b .2", "12 b .3"])
    let row = try #require(marked.first { $0.contains(" 2 b .1") })
    #expect(row.hasPrefix("●  2 b .1"), "\(row)")
    #expect(marked.count { $0.hasPrefix("●") } == 2)
    #expect(marked.contains { $0.hasPrefix("12 b .3") })
    #expect(marked.contains { $0.hasPrefix("● the stand-in critic names it") })
    // What stands there now is something else: nothing is marked.
    #expect(!lines(["2 places", " 1 a .5", " 2 c .1"]).contains { $0.hasPrefix("●") })
  }

  @Test func `the page of the reasons tells vector, confidence, source, evidence, cost and voices`()
  {
    var verdict = Verdict(value: 0.5, rationale: "The dice are fair.")
    verdict.vector = [0.5, 0.2, nil]
    verdict.confidence = 0.83
    verdict.model = "a model"
    verdict.cost = [NamedNumber("tokens", 212)]
    verdict.source = "second judge"
    verdict.isStandIn = true
    verdict.mayBeAskedAgain = true
    verdict.evidence = [
      VerdictEvidence(place: 4, text: "the weakest"),
      VerdictEvidence(document: "rules.txt", line: 12, text: "fair means fair"),
    ]
    verdict.voices = [
      VerdictVoice(
        name: "strict", value: 0.5, text: "Nobody said what it is for, and so on to the end."),
      VerdictVoice(name: "", value: nil, text: "second"),
    ]
    let told = verdict
    var tree = tree(109, 40)
    tree.amend = { $0.verdict = told }
    tree.press("j")
    while tree.state.tab != .rationale { tree.press("d") }
    let screen = tree.screen.text
    for words in [
      "The dice are fair.", "value (.500, .200, -)", "confidence .830", "model a model",
      "tokens 212", "source second judge", "stand-in", "may be asked again", "EVIDENCE",
      "place 4: the weakest", "rules.txt, line 12: fair means fair", "strict", ".500",
      "on to the end.", "second",
    ] {
      #expect(screen.contains(words), "\(words)\n\(screen)")
    }
  }
}
