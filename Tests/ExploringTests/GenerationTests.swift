import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// What a language model wrote of a step, beside its reward.
struct GenerationTests {
  private func text(_ verdict: Verdict, width: Int = 200) -> [String] {
    GenerationRemarks.lines(verdict, width: width, .unicode).map {
      $0.pieces.map(\.text.plain).joined()
    }
  }

  @Test func `a written state and a drawn action each have a line`() {
    var verdict = Verdict(value: 1)
    #expect(text(verdict) == [])
    verdict.generation = GeneratedText(
      text: "holding red", accepted: 12, rejected: 1,
      calls: [.init("expert", 4), .init("amateur", 13)],
      disagrees: false)
    #expect(
      text(verdict) == [
        "next state by expert: 12 of 13 drafted tokens accepted in 4 calls of it, as the rules have it"
      ])
    verdict.generation?.disagrees = true
    verdict.generation?.calls[0].count = 1
    #expect(text(verdict)[0].hasSuffix("in 1 call of it, NOT as the rules have it"))
    verdict.proposal = GeneratedProposal(
      drawn: 3, samples: 8, illegal: 2, accepted: 20, rejected: 4,
      calls: [.init("expert", 11), .init("amateur", 30)])
    #expect(
      text(verdict)[0]
        == "drawn 3 of 8 times (2 not legal); 20 of 24 drafted tokens accepted in 11 calls of it")
    verdict.proposal?.drawn = 0
    #expect(
      text(verdict)[0].hasPrefix(
        "none of 8 generated actions was legal: the likeliest legal one; 20 of 24"))
    #expect(text(verdict, width: 30).allSatisfy { $0.count <= 30 })
  }

  @Test func `the lines stand on the pages of the step`() throws {
    var harness = try RationaleTests().harness(120, 40)
    for place in harness.judged?.verdicts.indices ?? 0..<0 {
      harness.judged?.verdicts[place].generation = GeneratedText(
        text: "holding red", accepted: 7, rejected: 2,
        calls: [.init("expert", 3), .init("amateur", 9)],
        disagrees: true)
    }
    harness.ask()
    for keys in ["g r", "g T"] {
      harness.press(keys)
      #expect(harness.screen.text.contains("7 of 9 drafted"))
    }
  }

  @Test func `generated actions are counted beside generated states`() {
    var use = ModelUse()
    use.proposals = 1_200
    func text(_ use: ModelUse) -> String? {
      SearchRemarks.modelUse(use, width: 100).last?.pieces.map(\.text.plain).joined()
    }
    #expect(text(use) == "1,200 generated actions, all legal")
    use.illegalProposals = 3
    #expect(text(use) == "1,200 generated actions, 3 not legal")
  }
}
