import Environments
import SearchTrees
import Testing
import TreeSearch

@testable import Presets

@Suite struct EvaluationTableTests {
  private func entry(_ name: String) -> EvaluationEntry {
    EvaluationEntry(name: name, remark: "", method: .direct { _, _ in EvaluatedRun() })
  }

  /// Problems of the given lengths; the problems themselves do not matter.
  private func problems(_ lengths: [Int]) throws -> ProblemSet {
    let world = try Blocksworld(steps: 2, seed: 1)
    return ProblemSet(
      lengths.map { ProblemSet.Item(world: world, length: $0, seed: 0) }, title: "made up")
  }

  private func run(_ found: Int?, chosen: Bool, iterations: Int = 10) -> EvaluatedRun {
    var run = EvaluatedRun()
    run.found = found
    run.chosen = chosen
    run.iterations = iterations
    run.nodes = 25
    run.calls = 40
    run.seconds = 0.5
    run.settledAt = 3
    return run
  }

  /// Two entries on two problems of length 2 and two of length 4.
  private func sample() throws -> EvaluationSummary {
    var results = EvaluationResults(entries: 2, problems: 4)
    results[0, 0] = run(2, chosen: true)
    results[0, 1] = run(2, chosen: true)
    results[0, 2] = run(6, chosen: false)
    results[0, 3] = run(nil, chosen: false, iterations: 12)
    results[1, 0] = run(2, chosen: true)
    results[1, 1] = run(nil, chosen: false)
    results[1, 2] = run(nil, chosen: false)
    results[1, 3] = run(4, chosen: true)
    results[1, 0]?.modelUse = ModelUse()
    results[1, 0]?.modelUse?.calls = 8
    results[1, 0]?.modelUse?.tokens = 20_000
    results[1, 0]?.modelUse?.accepted = 30
    results[1, 0]?.modelUse?.rejected = 10
    results[1, 0]?.steps = [ScoredStep(reward: 1, progress: 1), ScoredStep(reward: 2, progress: 0)]
    results[1, 1]?.steps = [ScoredStep(reward: 3, progress: -1)]
    return EvaluationSummary(
      of: results, entries: [entry("first"), entry("second")], problems: try problems([2, 2, 4, 4]))
  }

  @Test func `results are summed up by length and overall`() throws {
    let summary = try sample()
    #expect(summary.lengths == [2, 4] && summary.counts == [2, 2])
    #expect(summary.done == 8 && summary.total == 8)
    let (first, second) = (summary.rows[0], summary.rows[1])
    #expect(first.found == [Share(2, of: 2), Share(1, of: 2)])
    #expect(first.foundOverall == Share(3, of: 4) && first.chosenOverall == Share(2, of: 4))
    #expect(second.chosen == [Share(1, of: 2), Share(1, of: 2)])
    #expect(first.iterations == 10.5 && first.nodes == 25 && first.calls == nil)
    #expect(second.calls == 8 && second.acceptance == 0.75 && second.judgedSteps == 3)
    #expect(abs((second.spearman ?? 0) + 1) < 1e-12 && first.spearman == nil)
    #expect(first.foundAgainstFirst == nil)
    #expect(second.foundAgainstFirst == PairedTest(onlyFirst: 2, onlySecond: 1))
    #expect(second.chosenAgainstFirst == PairedTest(onlyFirst: 1, onlySecond: 1))
  }

  @Test func `the tables read like this`() throws {
    let expected = """
      found, %               L=2     L=4     all
      first                100.0    50.0    75.0
                          34-100    9-91   30-95
      second                50.0    50.0    50.0
                            9-91    9-91   15-85

      chosen, %              L=2     L=4     all
      first                100.0     0.0    50.0
                          34-100    0-66   15-85
      second                50.0    50.0    50.0
                            9-91    9-91   15-85

      a problem            iter.   nodes   asked settled seconds
      first                 10.5    25.0    40.0     3.0   0.500
      second                10.0    25.0    40.0     3.0   0.500

      models, a problem    calls  tokens draft %
      first                    -       -       -
      second                 8.0     20k    75.0

      reward, progress  Spearman Pearson   steps
      second               -1.00   -1.00       3

      only first : only the other one
                                   found       p          chosen       p
      second                       2 : 1   1.000           1 : 1   1.000
      """
    #expect(EvaluationTable(try sample()).lines.joined(separator: "\n") == expected)
  }

  @Test func `ranks stand above the intervals of their medians`() throws {
    var results = EvaluationResults(entries: 2, problems: 12)
    for problem in 0..<12 {
      results[0, problem] = run(2, chosen: true)
      results[0, problem]?.rank = problem < 6 ? problem + 1 : 1_000 * problem
      results[1, problem] = run(2, chosen: true)
      results[1, problem]?.rank = problem < 5 ? 7 : nil
    }
    let lengths = [0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8]
    let summary = EvaluationSummary(
      of: results, entries: [entry("first"), entry("second")], problems: try problems(lengths))
    let expected = """
      rank, median             L=0       L=8       all
      first                    3.5    8500.0    3003.0
                               1-6  6.0k-11k    3-9.0k
      second                   7.0         -       7.0
      """
    let lines = EvaluationTable(summary).lines
    let start = try #require(lines.firstIndex { $0.hasPrefix("rank") })
    #expect(lines[start..<start + 4].joined(separator: "\n") == expected)
  }

  @Test func `many lengths go into several blocks of at most 80 columns`() throws {
    let lengths = Array(stride(from: 2, through: 20, by: 2))
    let results = EvaluationResults(entries: 1, problems: lengths.count)
    let summary = EvaluationSummary(
      of: results, entries: [entry("one of 17 letters")], problems: try problems(lengths))
    let lines = EvaluationTable(summary).lines
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.count { $0.hasPrefix("found") } == 2)
    #expect(lines.contains { $0.contains("L=14") && !$0.contains("L=16") })
    #expect(summary.done == 0 && summary.total == 10)
  }

  @Test func `runs that are missing are left out of every count`() throws {
    var results = EvaluationResults(entries: 2, problems: 3)
    results[0, 0] = run(2, chosen: true)
    results[0, 1] = run(2, chosen: true)
    results[1, 1] = run(nil, chosen: false)
    let summary = EvaluationSummary(
      of: results, entries: [entry("a"), entry("b")], problems: try problems([2, 2, 2]))
    #expect(summary.rows[0].found == [Share(2, of: 2)] && summary.done == 3)
    #expect(summary.rows[1].foundAgainstFirst == PairedTest(onlyFirst: 1, onlySecond: 0))
  }

  @Test func `each row is tested against the first and against the one before it`() throws {
    var results = EvaluationResults(entries: 3, problems: 3)
    for (entry, found) in [(0, [2, 2, nil]), (1, [2, nil, nil]), (2, [nil, 2, 2])] {
      for (problem, length) in found.enumerated() {
        results[entry, problem] = run(length, chosen: length != nil)
      }
    }
    let summary = EvaluationSummary(
      of: results, entries: [entry("a"), entry("b"), entry("c")], problems: try problems([2, 2, 2]))
    #expect(summary.rows[0].foundAgainstPrevious == nil)
    #expect(summary.rows[1].foundAgainstPrevious == summary.rows[1].foundAgainstFirst)
    #expect(summary.rows[2].foundAgainstFirst == PairedTest(onlyFirst: 1, onlySecond: 1))
    #expect(summary.rows[2].foundAgainstPrevious == PairedTest(onlyFirst: 1, onlySecond: 2))
    #expect(summary.rows[2].chosenAgainstPrevious == PairedTest(onlyFirst: 1, onlySecond: 2))
    let lines = EvaluationTable(summary).lines
    let start = try #require(lines.firstIndex(of: "only the row before : only this one"))
    #expect(lines[(start + 2)...].count == 1 && lines[start + 2].contains("1 : 2"))
  }

  @Test func `a preset whose rewards hold the answer key has one beside it that does not`() throws {
    let keyed = Preset.all.filter { EvaluationEntry.bare($0) != nil }
    #expect(keyed == [.contrastiveCode, .rap])
    let entries = EvaluationEntry.withBare(
      ["sc-mcts", "rap", "sc-mcts-random"].compactMap { EvaluationEntry.named($0) })
    #expect(entries.map(\.name) == ["sc-mcts", "rap", "rap-bare", "sc-mcts-random"])
    #expect(EvaluationEntry.withBare(entries).map(\.name) == entries.map(\.name))
    #expect(entries[1].remark.contains("+50 at the goal") && !entries[2].remark.contains("+50"))
    let world = try Blocksworld(steps: 2, seed: 1)
    #expect(entries[2].settings(on: world) != entries[1].settings(on: world))
    #expect(EvaluationEntry.names.contains("sc-mcts-code-bare"))
    #expect(EvaluationEntry.named("sc-mcts-bare") == nil)
    #expect(EvaluationEntry.names.allSatisfy { $0.count <= 17 })
  }

  @Test func `goals that may have been in the training are counted`() throws {
    let worlds = try (1...40).map { try Blocksworld(blocks: 4, steps: 4, seed: $0) }
    let trained = ProblemSet.countOfTrainedGoals(worlds)
    #expect(trained == worlds.count { !$0.isHeldOut } && trained > 20 && trained < 40)
    let large = try Blocksworld(blocks: 8, steps: 4, seed: 1)
    #expect(ProblemSet.countOfTrainedGoals([large]) == 0)
  }

  // MARK: - Ablation

  @Test func `the ablation has the paper's rows and accuracies, and what goes beyond them`() {
    // The numbers of problems solved, of 152, that the percentages stand for.
    let solved = [85, 95, 103, 107, 112, 120, 123]
    let published = Ablation.rows.compactMap(\.published)
    #expect(published.count == solved.count)
    for (accuracy, hits) in zip(published, solved) {
      #expect(abs(accuracy - Double(hits) / 152) < 0.000_06)
    }
    #expect(Set(Ablation.rows.map(\.name)).count == Ablation.rows.count)
    #expect(Ablation.rows.allSatisfy { $0.name.count <= 17 })
  }

  @Test func `an ablation makes one entry a row, each with its own search`() throws {
    let world = try Blocksworld(steps: 2, seed: 1)
    let entries = Ablation.entries(
      answer: { $0 == .meanAnswer ? .highestValue : .mostVisits }, unsupportedReason: { _ in "no" },
      plan: { row, world, seed in
        var plan = SearchPlan(Problem(world))
        plan.c = Double(Ablation.rows.firstIndex(of: row) ?? 0)
        plan.seed = seed
        return plan
      })
    #expect(entries.map(\.name) == Ablation.rows.map(\.name))
    #expect(
      entries[6].remark.contains("paper: .8092") && entries[7].unsupportedReason(world) == "no")
    #expect(entries[3].settings(on: world).hasPrefix("uct c=3.0 "))
    #expect(entries[9].settings(on: world).hasSuffix("answer=value"))
    #expect(entries[0].run(.init(world: world, length: 2, seed: 1), iterations: 5)?.iterations == 5)
  }
}
