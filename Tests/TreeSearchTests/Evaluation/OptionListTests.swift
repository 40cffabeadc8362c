import Environments
import Testing
import TreeSearch

@testable import Presets

/// Options with lists of values, each of which is a row of an evaluation.
@Suite struct OptionListTests {
  private func rows(
    _ names: String..., lists: [(String, String)], on source: String = "design"
  ) throws(OptionError) -> [EvaluationEntry] {
    try EvaluationEntry.with(
      lists.map { OptionList($0.0, $0.1) }, names.compactMap { EvaluationEntry.named($0) },
      on: ProblemSource.named(source))
  }

  @Test func `every value is a row of each preset that has the option, others stay as they are`()
    throws
  {
    let rows = try rows("best-first", "repeated", "greedy", lists: [("skill", ".5,.9")])
    #expect(
      rows.map(\.name) == [
        "best-first skill=.5", "best-first skill=.9", "repeated", "greedy skill=.5",
        "greedy skill=.9",
      ])
    let world = try Design(seed: 3)
    let settings = rows.map { $0.settings(on: world) }
    #expect(Set(settings).count == 5 && settings[0].contains("skill=0.5"))
    #expect(rows.allSatisfy { $0.unsupportedReason(world) == nil })
  }

  @Test func `an option of the problems is one of all rows, and lists are multiplied`() throws {
    let rows = try rows(
      "best-first", "repeated", lists: [("noise", "0,.2"), ("children", "1,2,3")])
    #expect(rows.count == 2 * 3 + 2)
    #expect(rows[4].name == "best-first noise=.2 children=2")
    let world = try rows[7].problem(try Design(seed: 3)) as? Design
    #expect(world?.noise == 0.2 && world?.seed == 3)
    let item = ProblemSet.Item(world: try Design(seed: 3), length: 2, seed: 1)
    #expect(rows[4].run(item, iterations: 20)?.iterations == 20)
  }

  @Test func `one value sets the option and changes no name, and a value may have commas`() throws {
    let one = try rows("uct", lists: [("c", "2")], on: "blocksworld")
    #expect(one.map(\.name) == ["uct"])
    #expect(one[0].settings(on: try Blocksworld(seed: 1)).contains("c=2.0"))
    let wide = try rows(
      "uct", lists: [("widening", "one,progressive:2,0.5,all")], on: "blocksworld")
    #expect(wide.map(\.name).suffix(2) == ["uct widening=progressive:2,0.5", "uct widening=all"])
  }

  @Test(arguments: [
    ("skill", ".5,2", "--skill .5,2: accepted is a number from 0 to 1, not \"2\""),
    ("skill", ".5,0.5", "each value is accepted once"), ("skill", "", "accepted is a number"),
    ("strategy", "ucb", "--strategy is for ab-mcts-a, ab-mcts-m; no row here has it"),
    ("skil", "1", "did you mean skill?"), ("c", "1", "no row here has it"),
  ])
  func `what no row has, or none accepts, is refused`(
    name: String, text: String, words: String
  ) throws {
    let error = #expect(throws: OptionError.self) {
      try rows("best-first", lists: [(name, text)])
    }
    #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
  }

  @Test func `an option given twice is refused, and one of other problems`() throws {
    let twice = #expect(throws: OptionError.self) {
      try rows("best-first", lists: [("skill", "1"), ("skill", "0")])
    }
    #expect(twice?.reason == "--skill is given twice; give one list")
    let other = #expect(throws: OptionError.self) {
      try rows("uct", lists: [("noise", "0")], on: "tic-tac-toe")
    }
    #expect(other?.reason == "--noise is for design; no row here has it")
  }

  @Test func `every option that can be listed is known by its name once`() {
    let names = EvaluationEntry.optionNames
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: PresetOption.all.map(\.name)))
  }
}
