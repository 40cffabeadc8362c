import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Whole trees of the presets that judge steps: what they are today they are tomorrow.
struct JudgedGoldenTests {
  /// Rewards and estimates that are not in the same order.
  private static let tree = """
    {"root":{"children":[
      {"estimate":0.5,"reward":0.25,"children":[
        {"estimate":0.25,"reward":-0.5},
        {"estimate":-0.5,"reward":1,"children":[{"estimate":1,"reward":0.5},{"reward":2}]}]},
      {"estimate":-0.25,"reward":0.75,"children":[
        {"estimate":0.125,"reward":0.5},{"estimate":0.75,"reward":-1}]},
      {"estimate":0.375,"reward":0.375}]}}
    """

  private func line(_ plan: SearchPlan, _ iterations: Int) -> String {
    let session = plan.makeSession(undoBytes: 0)
    session.run(iterations)
    let report = session.report(plan.stepRewardSettings?.answer ?? .mostVisits)
    return "\(plan.preset.name) \(session.iterations) \(report.summary.nodes) "
      + "\(report.answer.nodes.map(\.index)) " + String(report.fingerprint, radix: 16)
  }

  @Test func `golden trees of judged steps`() throws {
    var lines: [String] = []
    for preset in Preset.all where preset.stepRewards != nil {
      var plan = SearchPlan(Problem(try ExplicitTree(json: Self.tree, path: "golden")))
      plan.preset = preset
      lines.append(line(plan, 14))
      plan = SearchPlan(try Problem.named("blocksworld:blocks=4,steps=6,seed=2"))
      plan.preset = preset
      plan.stepRewards = preset.stepRewards
      plan.stepRewards?.rewards = .random
      plan.seed = 9
      lines.append(line(plan, 40))
    }
    let golden = Self.golden.split(separator: "\n").map(String.init)
    #expect(lines == golden)
    if lines != golden { print(lines.joined(separator: "\n")) }
  }

  private static let golden = """
    sc-mcts 6 10 [0, 1, 5, 7] 46108ccbf8b6be3a
    sc-mcts 40 142 [0, 2, 6, 30, 33, 50, 51, 53, 55] 6d007e691ebee5a2
    sc-mcts-paper 14 8 [0, 2] 27824c69b0efb9ad
    sc-mcts-paper 40 305 [0, 3, 47, 50, 52, 55, 57, 61, 246] b081be625e864203
    sc-mcts-code 14 10 [0, 1, 5, 8] be3f4c6b110fd987
    sc-mcts-code 40 364 [0, 2, 6, 9, 13, 16, 20, 23, 27] ee28fe3f9950e785
    rap 14 8 [0, 2, 6] b41d51d4f1988814
    rap 40 29 [0, 2, 6, 9, 13, 16, 20, 23, 27] bad9983aba37c0a
    """
}
