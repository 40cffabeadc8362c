import Glibc
import RewardModels
import SearchTrees
import Testing

@Suite struct RationaleTests {
  /// A place where the divergence is that of two binary distributions.
  private func place(
    _ word: String, _ expert: Double, _ amateur: Double, _ top: [(String, Double, Double)]
  ) -> TokenPlace {
    TokenPlace(
      word: word, expertLog: log(expert), amateurLog: log(amateur),
      divergence: Divergence(
        expert: [log(expert), log(1 - expert)], amateur: [log(amateur), log(1 - amateur)]),
      top: top.map { TokenPlace.Alternative(word: $0.0, expert: $0.1, amateur: $0.2) })
  }

  private func step(
    _ wording: String, _ places: [TokenPlace], good: (Double, Double), _ parts: [(String, Double)]
  ) -> ScoredStep {
    let judgement = Judgement(
      expertGoodLog: log(good.0), amateurGoodLog: log(good.1), expertBadLog: log(1 - good.0),
      amateurBadLog: log(1 - good.1),
      divergence: Divergence(expert: [log(good.0)], amateur: [log(good.1)]))
    var score = Verdict(value: parts.reduce(0) { $0 + $1.1 })
    for (name, contribution) in parts {
      var part = VerdictPart(name, contribution)
      part.weight = 1
      part.contribution = contribution
      score.parts.append(part)
    }
    return ScoredStep(
      wording: wording, evidence: StepEvidence(places: places, judgement: judgement), score: score)
  }

  private var verb: TokenPlace { place("pick", 0.9, 0.9, [("pick", 0.9, 0.9)]) }

  private var red: ScoredStep {
    step(
      "pick red", [verb, place("red", 0.1, 0.8, [("blue", 0.9, 0.2), ("red", 0.1, 0.8)])],
      good: (0.25, 0.75), [("R_LL", -1), ("R_SE", -0.5)])
  }

  private var blue: ScoredStep {
    step(
      "pick blue", [verb, place("blue", 0.9, 0.2, [("blue", 0.9, 0.2), ("red", 0.1, 0.8)])],
      good: (0.9, 0.4), [("R_LL", 0.25), ("R_SE", 1.5)])
  }

  @Test func `a step that is not the best is set beside the best`() {
    #expect(
      Rationale(of: 0, among: [red, blue]).text == """
        The models disagree most on "red" (JSD .28): the expert would rather say "blue" (.90 against \
        .10), the amateur expects it (.80). The expert calls it good with .25, the amateur with .75. \
        R_SE decides against it: -.50 where the best, "pick blue", has +1.50.
        """)
  }

  @Test func `the best step is set beside the next best`() {
    #expect(
      Rationale(of: 1, among: [red, blue]).text.hasSuffix(
        "R_SE decides for it: +1.50 where the next best, \"pick red\", has -.50."))
  }

  @Test func `models that agree are said to`() {
    let same = step("pick", [verb], good: (0.5, 0.5), [("R_LL", 1)])
    #expect(
      Rationale(of: 0, among: [same]).text
        == "The models agree on every word. The expert calls it good with .50, the amateur with .50. "
        + "It is the only step.")
  }

  @Test func `steps of equal worth are said to tie`() {
    var other = blue
    other.score.value = red.score.value
    #expect(
      Rationale(of: 0, among: [red, other]).text.hasSuffix("It is worth as much as \"pick blue\"."))
  }

  @Test func `a divergence that cannot tell siblings apart is named with their beginning`() throws {
    let evidence = try StepEvidenceTests.read().steps
    let steps = zip(["up x", "up y", "down x"], evidence).map { wording, evidence in
      ScoredStep(
        wording: wording, evidence: evidence,
        score: RewardComposition.paper.score(evidence, by: CompositionTests.statistics))
    }
    let warning = "R_JSD is the same for all 2 steps that begin \"up\"."
    #expect(Rationale(of: 0, among: steps).text.hasSuffix(warning))
    #expect(Rationale(of: 1, among: steps).text.hasSuffix(warning))
    #expect(!Rationale(of: 2, among: steps).text.contains("is the same"))
  }

  @Test func `a rationale is plain ASCII and at most four sentences`() throws {
    let pair = try HashedModel.pair()
    let (prompt, actions) = try StepEvidenceTests.situation(blocks: 5, seed: 2)
    let evidence = try pair.read(actions, after: prompt).steps
    let steps = zip(actions, evidence).map { wording, evidence in
      ScoredStep(
        wording: wording, evidence: evidence,
        score: RewardComposition.code.score(evidence, by: RewardStatistics([:])))
    }
    for index in steps.indices {
      let text = Rationale(of: index, among: steps).text
      #expect(text.utf8.allSatisfy { 0x20..<0x7f ~= $0 })
      #expect((1...4).contains(text.split(separator: ". ").count))
    }
  }
}
