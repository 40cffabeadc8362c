import Environments
import Presets
import Testing
import TreeSearch

/// Evaluations of problems other than Blocksworld.
struct GameEvaluationTests {
  private func items(
    _ name: String, left: Int, count: Int, seed: UInt64 = 1
  ) throws
    -> [ProblemSet.Item]
  {
    let source = try #require(ProblemSource.named(name))
    let choice = ProblemSource.Choice(
      lengths: [left], count: count, blocks: nil, horizon: nil, seed: seed)
    var draw = try source.draw(length: left, choice)
    return try (0..<count).map { _ in try draw.next() }
  }

  @Test(arguments: [("tic-tac-toe", 5), ("connect-four", 6)])
  func `one seed draws the same positions, all different, in which the move matters`(
    name: String, left: Int
  ) throws {
    let items = try items(name, left: left, count: 8)
    #expect(Set(items.map(\.world.identity)).count == 8)
    #expect(try self.items(name, left: left, count: 8).map(\.world.name) == items.map(\.world.name))
    #expect(
      try self.items(name, left: left, count: 8, seed: 2).map(\.world.name)
        != items.map(\.world.name))
    for item in items {
      let game = try #require(item.world as? any SolvableGame)
      #expect(Set(game.valuesOfMoves.map(\.value)).count > 1)
      #expect(try Problem.named(item.world.name).name == item.world.name)
    }
  }

  @Test(arguments: ["uct", "puct"])
  func `a search of enough iterations chooses a best move`(name: String) throws {
    let entry = try #require(EvaluationEntry.named(name))
    for item in try items("tic-tac-toe", left: 4, count: 6) {
      let run = try #require(entry.run(item, iterations: 1_500))
      #expect(run.chosen && run.planFault == nil && run.found == nil)
      #expect(!run.plan.isEmpty && run.steps.isEmpty)
    }
  }

  @Test func `a position that is not solved, and more of them than there are, are refused`() throws
  {
    let many = #expect(throws: ProblemError.self) {
      try items("tic-tac-toe", left: 7, count: 1_000)
    }
    #expect(many?.source == "--count" && many?.reason.contains("with 7 moves left") == true)
    let early = #expect(throws: ProblemError.self) { try items("connect-four", left: 30, count: 1) }
    #expect(early?.source == "--steps" && early?.reason.contains("2 to 12") == true)
  }

  @Test func `what reads blocksworld only is refused to games`() throws {
    let world = try #require(try items("tic-tac-toe", left: 4, count: 1).first).world
    for name in ["rap", "rap-bare", "sc-mcts-random", "expert-greedy"] {
      let reason = try #require(EvaluationEntry.named(name)).unsupportedReason(world)
      #expect(reason?.contains("blocksworld") == true, "\(name)")
    }
    #expect(EvaluationEntry(.puct).unsupportedReason(world) == nil)
  }

  @Test func `the tables of games count what is chosen, and nothing as found`() throws {
    let set = ProblemSet(
      try items("tic-tac-toe", left: 4, count: 3), title: "games", truth: .move)
    let entries = [EvaluationEntry(.uct), EvaluationEntry(.puct)]
    var results = EvaluationResults(entries: 2, problems: 3)
    for entry in 0..<2 {
      for place in 0..<3 {
        results[entry, place] = entries[entry].run(set.items[place], iterations: 50)
      }
    }
    let summary = EvaluationSummary(of: results, entries: entries, problems: set)
    let lines = EvaluationTable(summary).lines
    #expect(lines.contains { $0.hasPrefix("chosen, %") })
    #expect(!lines.contains { $0.contains("found") })
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
