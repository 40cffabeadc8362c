import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// What an answer is worth, what stands in for one that there is not, and how it is found again while a
/// tree grows.
struct AnswerTests {
  private func session(
    _ problem: String, _ preset: Preset = .uct, seed: UInt64 = 0, answer: AnswerRule? = nil,
    undoBytes: Int = 1 << 22
  ) throws -> any SearchSession {
    var plan = SearchPlan(try Problem.named(problem))
    plan.preset = preset
    plan.seed = seed
    plan.answer = answer
    return plan.makeSession(undoBytes: undoBytes)
  }

  @Test func `a win in one move is the answer, however seldom it was visited`() throws {
    let session = try session("tic-tac-toe:XO.XO....")
    session.run(200)
    let report = session.report(.mostVisits)
    #expect(report.answer.path == ["a3"] && report.principalVariation == ["a3"])
    // Its 17 visits had no say.
    #expect(report.answer.value == 1 && report.answer.measure == "Q of its first action")
    #expect(report.answer.isTerminal && report.answer.instead == nil)
    // Without chance nothing else is known: the draw stays where its visits put it.
    #expect(report.children.first?.action == "b3")
  }

  @Test func `an arm that pays by chance is not known to be worth what it paid`() throws {
    let session = try session("bandit:0.9,0.1", seed: 3)
    session.run(60)
    let report = session.report(.mostVisits)
    #expect(report.answer.path.first == report.children.first?.action)
    #expect(report.answer.value == report.children.first?.visits)
  }

  @Test func `the value of an answer is the number that its rule maximised`() throws {
    let session = try session("blocksworld:blocks=4,steps=4,seed=1")
    session.run(2000)
    for rule in AnswerRule.allCases {
      let answer = session.report(rule).answer
      var mean: Double?
      var first: Node?
      session.read { tree in
        mean = tree.nodes[answer.nodes[answer.nodes.count - 1].index].mean
        first = tree.nodes[answer.nodes[1].index]
      }
      switch rule {
      case .mostVisits, .drawn: #expect(answer.value == first.map { Double($0.visits) })
      case .highestValue: #expect(answer.value == first?.mean)
      case .bestPath: #expect(answer.value == 1)
      case .meanReward: #expect(answer.value == Double(1 / Float(answer.path.count)))
      case .bestEnd: #expect(answer.value == mean && mean == 1)
      case .followReward: #expect(answer.value == 0)
      case .bestNode: #expect(answer.value == mean && mean == 1)
      case .bestIteration, .lastIteration, .lastTerminal, .bestJudgement:
        // Neither the simulations of this search are kept nor judgements of single nodes.
        #expect(answer.instead == AnswerRule.highestValue.words)
      }
      #expect((answer.measure == nil) == (answer.value == nil))
    }
  }

  @Test func `where no end was visited the answer says what is shown instead`() throws {
    let session = try session("blocksworld:blocks=5,steps=8,seed=1")
    session.run(20)
    for rule in [AnswerRule.bestPath, .meanReward, .bestEnd] {
      let answer = session.report(rule).answer
      #expect(answer.rule == rule.words && answer.instead == "highest value")
      #expect(!answer.isTerminal && answer.check == nil)
      #expect(answer.value == answer.firstValue)
      #expect(answer.reason.contains("none by \(rule.words): no path to an end was visited"))
    }
    #expect(session.report(.mostVisits).answer.instead == nil)
    let game = try self.session("tic-tac-toe")
    game.run(500)
    #expect(game.report(.bestEnd).answer.lack == "it is for one agent")
  }

  @Test(arguments: [
    ("blocksworld:blocks=4,steps=4,seed=1", AnswerRule.bestPath),
    ("blocksworld:blocks=4,steps=4,seed=1", .meanReward),
    ("blocksworld:blocks=3,steps=4,seed=2", .bestEnd), ("bandit:0.2,0.8", .bestEnd),
  ])
  func `an answer that is found again and again is the one a walk over the whole tree finds`(
    problem: String, rule: AnswerRule
  ) throws {
    let session = try session(problem, seed: 5, answer: rule)
    let plain = try self.session(problem, seed: 5, answer: .mostVisits)
    var numbers = RandomSource(seed: 8)
    for _ in 0..<150 {
      switch numbers.below(6) {
      case 0:
        let count = Int(numbers.below(12))
        for _ in 0..<count { #expect(session.stepBack() == plain.stepBack()) }
      case 1:
        var nodes = 0
        session.read { nodes = $0.count }
        guard nodes > 1 else { continue }
        let node = NodeID(1 + Int(numbers.below(UInt32(nodes - 1))))
        let edit: TreeEdit = numbers.below(2) == 0 ? .ban(node) : .allow(node)
        let (one, other) = (try? session.edit(edit, by: .user), try? plain.edit(edit, by: .user))
        #expect((one == nil) == (other == nil))
      case 2: #expect(session.undoEdit() == plain.undoEdit())
      default:
        let count = 1 + Int(numbers.below(40))
        session.run(count)
        plain.run(count)
      }
      // The one keeps what it has seen, the other looks at all of its tree.
      let (kept, whole) = (session.report(rule).answer, plain.report(rule).answer)
      #expect(kept.nodes == whole.nodes && kept.value == whole.value)
      #expect(kept.instead == whole.instead)
    }
  }

  @Test
  func `the README's showcase says that its answer is valid, and why the visits lie elsewhere`()
    throws
  {
    let session = try session("blocksworld:blocks=5,steps=8,seed=1", .contrastive)
    session.run(100)
    var summary = SearchSummary()
    session.fill(&summary)
    let answer = try #require(summary.answer)
    #expect(answer.rule == AnswerRule.meanReward.words && answer.check?.isValid == true)
    #expect(answer.check?.words.hasPrefix("valid plan, ") == true)
    let other = try #require(answer.other)
    #expect(other.value.map { $0 <= answer.value ?? 0 } == true)
    let parting = try #require(other.parting)
    #expect(try #require(parting.otherVisits) >= #require(parting.visits))
    #expect(parting.action != parting.otherAction)
  }

  @Test func `a problem without a check is called neither valid nor not`() throws {
    let session = try session("tree:\(Self.tree)", answer: .bestPath)
    session.run(60)
    let answer = session.report(.bestPath).answer
    #expect(answer.isTerminal && answer.check == nil)
  }

  private static var tree: String {
    #filePath.replacing(
      "Tests/TreeSearchTests/AnswerTests.swift", with: "sample-trees/deceptive-first-move.json")
  }

  // MARK: - Proofs

  @Test func `values are not proven where a node's does not follow from its best child's`() throws {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=3,steps=4,seed=1"))
    plan.solves = true
    for rule in BackupRule.allCases where rule != .negamax {
      plan.backup = rule
      #expect(plan.validationError == nil)
      let proves = [BackupRule.mean, .suffixSum, .max].contains(rule)
      #expect((plan.unsupportedReason == nil) == proves, "\(rule)")
      let session = plan.makeSession(undoBytes: 0)
      session.run(3000)
      session.read { tree in
        for index in 0..<tree.count where tree.nodes[index].flags.contains(.proven) {
          #expect(rule.provesValues)
        }
      }
    }
  }

  // MARK: - Ties

  @Test func `two equal wins share the visits where ties are drawn, and only there`() throws {
    func visits(_ ties: TieRule, seed: UInt64) throws -> [Int] {
      let rule: any SelectionPolicy = ties == .first ? PUCT() : RandomTies(PUCT())
      var search = Search(
        recipe(
          LiteralTree([1, 1], range: 0...1), AnySelection(rule), MeanBackup(),
          .all(atFirstVisit: true), order: .byPrior),
        seed: seed, undoBytes: 1 << 16)
      search.run(254)
      let first = Snapshot(search)
      while search.stepBack() {}
      search.run(254)
      #expect(Snapshot(search) == first, "what was drawn is drawn again")
      return search.tree.childVisits()
    }
    let ordered = try visits(.first, seed: 1)
    #expect(ordered.max() ?? 0 >= 250)
    let drawn = try visits(.random, seed: 1)
    #expect(drawn.min() ?? 0 >= 60, "\(drawn)")
    #expect(try visits(.random, seed: 2) != drawn)
  }

  @Test func `drawing ties changes no tree of a search that was not asked to`() throws {
    for (problem, preset) in [("connect-four", Preset.uct), ("tic-tac-toe", .puct)] {
      var plan = SearchPlan(try Problem.named(problem))
      plan.preset = preset
      let plain = plan.makeSession(undoBytes: 0)
      plain.run(500)
      plan.ties = .random
      let drawn = plan.makeSession(undoBytes: 0)
      drawn.run(500)
      let before = plain.report(.mostVisits).fingerprint
      #expect(before != drawn.report(.mostVisits).fingerprint)
      #expect(plan.recordedParameters.contains { $0.name == "ties" })
      plan.ties = .first
      #expect(!plan.recordedParameters.contains { $0.name == "ties" })
    }
  }

  @Test func `what is switched off by chance is not said to be on`() throws {
    var plan = SearchPlan(try Problem.named("bandit:0.2,0.8"))
    plan.solves = true
    #expect(!plan.effectiveSolve)
    #expect(plan.recordedParameters.first { $0.name == "solve" }?.value == .truth(false))
  }

  @Test func `the rules that a formula leaves out are said`() throws {
    for preset in Preset.all {
      if [Preset.greedy, .repeated, .randomWalk].contains(where: { $0.name == preset.name }) {
        // Nothing is scored by a formula; what is said is which of equals is taken, and of ends.
        #expect(preset.selectionRules.contains { $0.contains("equals") }, "\(preset)")
        #expect(preset.selectionRules.contains { $0.contains("end") || $0.contains("episode") })
        continue
      }
      #expect(
        preset.selectionRules.contains { $0.contains("end") && $0.contains("score") }, "\(preset)")
      // Where a choice is drawn nothing is equal.
      guard preset.selection.ties != nil else { continue }
      #expect(preset.selectionRules.contains { $0.hasPrefix("Of equal scores") }, "\(preset)")
    }
    var summary = SearchSummary()
    try session("tic-tac-toe").fill(&summary)
    #expect(summary.selectionRules.first?.hasPrefix("A visited end, and what is proven,") == true)
    try session("bandit:0.2,0.8").fill(&summary)
    #expect(summary.selectionRules.first?.contains("like any other child") == true)
  }
}
