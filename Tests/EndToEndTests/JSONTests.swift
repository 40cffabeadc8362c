import Foundation
import Testing

@Suite struct JSONTests {
  @Test func `the object has exactly the documented keys in their order`() throws {
    let ending = try Program.run("search", "tic-tac-toe", "--iterations", "50", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    #expect(Set(try #require(object).keys) == Set(Found.keys))
    let places = Found.keys.map { ending.output.range(of: "\"\($0)\":")?.lowerBound }
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    #expect(ending.output.filter(\.isNewline).count == 1 && ending.output.hasSuffix("}\n"))
    let parameters = try #require(object?["parameters"] as? [String: Any])
    #expect(Set(parameters.keys) == ["c", "rollouts", "solve", "backup", "widening"])
    let child = try #require((object?["children"] as? [[String: Any]])?.first)
    #expect(
      Set(child.keys) == [
        "action", "visits", "share", "value", "prior", "terms", "statistics", "kind", "flags",
        "unexpanded", "source", "probability", "evaluation",
      ])
  }

  @Test func `what there is none of is null`() throws {
    let found = try Found.by("tic-tac-toe", "--iterations", "4")
    #expect(found.children.count == 9)
    let untried = try #require(found.children.last)
    #expect(untried.visits == 0 && untried.value == nil && untried.prior == nil)
    #expect(untried.terms == ["Q": nil, "U": nil])
    #expect(found.provenValue == nil && found.plan == nil && found.planValid == nil)
  }

  @Test func `the same command line grows the same tree`() throws {
    let first = try Found.by("connect-four:44", "--iterations", "3000", "--seed", "7")
    let second = try Found.by("connect-four:44", "--iterations", "3000", "--seed", "7")
    #expect(first.timeless == second.timeless)
    #expect(first.seconds > 0 && first.cpuSeconds > 0)
    let other = try Found.by("connect-four:44", "--iterations", "3000", "--seed", "8")
    #expect(other.tree != first.tree && other.seed == 8)
  }

  @Test func `the visits of the children and their order agree with the iterations`() throws {
    let found = try Found.by("connect-four", "--iterations", "2000", "--preset", "puct")
    #expect(found.iterations == 2_000 && found.children.count == 7)
    let visits = found.children.map(\.visits)
    #expect(visits == visits.sorted(by: >))
    #expect(visits.reduce(0, +) == 2_000 - 1)
    #expect(abs(found.children.compactMap(\.prior).reduce(0, +) - 1) < 1e-5)
    #expect(found.principalVariation.first == found.children.first?.action)
  }

  @Test func `each option reaches the search`() throws {
    let usual = try Found.by("connect-four", "--iterations", "500", "--preset", "puct")
    for option in [
      ["--c", "0.5"], ["--fpu", "-0.5"], ["--rollouts", "3"], ["--widening", "one"],
      ["--widening", "progressive:2,0.5"],
    ] {
      let arguments = ["search", "connect-four", "--iterations", "500", "--preset", "puct"]
      let ending = try Program.start(arguments + option + ["--json"]).end()
      #expect(try Found.reading(ending.output).tree != usual.tree, "\(option)")
    }
    // Blocksworld pays at the end alone, so both ways of backing up come to the same there.
    let path = Samples.tree("noisy-bandit")
    let mean = try Found.by(path, "--iterations", "200", "--backup", "mean")
    #expect(mean.iterations == 200)
  }

  @Test func `the answer follows the rule`() throws {
    for (rule, words) in [("visits", "most visits"), ("value", "highest value")] {
      let found = try Found.by("connect-four", "--iterations", "300", "--answer", rule)
      #expect(found.answer.rule == words)
    }
    let best = try Found.by("blocksworld", "--iterations", "300")
    #expect(best.answer.rule == "best path to a terminal node")
    #expect(best.answer.value == 1 && best.answer.measure == "sum of rewards")
  }

  @Test func `a win in one move is the answer, and no end says what is shown instead`() throws {
    let won = try Found.by("tic-tac-toe:XO.XO....", "--seed", "0", "--iterations", "200")
    #expect(won.answer.actions == ["a3"] && won.principalVariation == ["a3"])
    #expect(won.answer.value == 1 && won.answer.terminal && won.answer.instead == nil)
    let open = try Found.by(
      "blocksworld:blocks=5,steps=8,seed=1", "--iterations", "20", "--answer", "mean")
    #expect(open.answer.rule == "terminal path with the best mean reward")
    #expect(!open.answer.terminal && open.answer.instead == "highest value")
    #expect(open.planValid == nil)
  }
}
