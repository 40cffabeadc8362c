import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

@testable import Presets

@Suite struct EvaluatedRunTests {
  /// Three blocks on the table; the first is to stand on the second.
  private func world(horizon: Int = 6) throws -> Blocksworld {
    try Blocksworld(
      pddl: """
        (define (problem p) (:domain blocksworld-4ops) (:objects a b c)
        (:init (handempty) (ontable a) (ontable b) (ontable c) (clear a) (clear b) (clear c))
        (:goal (and (on a b))))
        """, path: "p.pddl", horizon: horizon)
  }

  private func actions(_ texts: [String], in world: Blocksworld) -> [ActionCode] {
    var state = world.initialState
    var random = RandomSource(seed: 0)
    return texts.map { text in
      let legal = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
      let action = legal.first { world.pddl(of: $0, in: state) == text } ?? 0
      _ = world.apply(action, to: &state, using: &random)
      return action
    }
  }

  /// Adds the path of a plan below the root, visited, each node with its reward; returns its end.
  private func add(
    _ plan: [(String, Float)], to tree: inout SearchTree, _ world: Blocksworld
  ) -> NodeID {
    var node = NodeID.root
    for (action, (_, reward)) in zip(actions(plan.map(\.0), in: world), plan) {
      if let known = tree.children(of: node).first(where: { tree.nodes[$0.index].action == action })
      {
        node = known
        continue
      }
      node = tree.appendChildren(of: node, count: 1)
      tree.setAction(action, of: node)
      tree.priors[node.index] = reward
      tree.nodes[node.index].visits = 1
    }
    return node
  }

  @Test func `the shortest visited path to the goal is found, and no other`() throws {
    let world = try world()
    var tree = SearchTree(hasPriors: true)
    #expect(TreeFindings(tree, of: world, rewards: false).found == nil)
    _ = add([("(pick-up c)", 0), ("(put-down c)", 0)], to: &tree, world)
    #expect(TreeFindings(tree, of: world, rewards: false).found == nil)
    _ = add(
      [("(pick-up c)", 0), ("(put-down c)", 0), ("(pick-up a)", 0), ("(stack a b)", 0)], to: &tree,
      world)
    #expect(TreeFindings(tree, of: world, rewards: false).found == 4)
    let end = add([("(pick-up a)", 0), ("(stack a b)", 0)], to: &tree, world)
    #expect(TreeFindings(tree, of: world, rewards: false).found == 2)
    tree.nodes[end.index].visits = 0
    #expect(TreeFindings(tree, of: world, rewards: false).found == 4)
  }

  @Test func `judged steps have their reward and their progress, each once`() throws {
    let world = try world()
    var tree = SearchTree(hasPriors: true)
    _ = add([("(pick-up a)", 0.5), ("(put-down a)", -1), ("(pick-up a)", 0.5)], to: &tree, world)
    _ = add([("(pick-up a)", 0.5), ("(stack a b)", 2)], to: &tree, world)
    _ = add([("(pick-up b)", .nan)], to: &tree, world)
    let steps = TreeFindings(tree, of: world, rewards: true).steps
    #expect(
      steps == [
        ScoredStep(reward: 0.5, progress: 0), ScoredStep(reward: -1, progress: 0),
        ScoredStep(reward: 2, progress: 1),
      ])
    #expect(TreeFindings(tree, of: world, rewards: false).steps.isEmpty)
  }

  @Test func `an answer counts as chosen only where the rules accept it as a plan`() throws {
    let world = try world()
    var run = EvaluatedRun()
    run.take(actions(["(pick-up a)", "(stack a b)"], in: world), in: world)
    #expect(run.chosen && run.plan == ["(pick-up a)", "(stack a b)"] && run.planFault == nil)
    run.take(actions(["(pick-up a)", "(stack a c)"], in: world), in: world)
    #expect(!run.chosen && run.planFault?.contains("the goal is missed") == true)
    run.take([], in: world)
    #expect(!run.chosen && run.plan.isEmpty && run.planFault != nil)
  }

  @Test func `a search of judged steps says what models did and how rewards go along`() throws {
    let item = ProblemSet.Item(world: try world(), length: 2, seed: 5)
    let entry = try #require(EvaluationEntry.named("sc-mcts"))
    let run = try #require(entry.run(item, iterations: 10))
    #expect(run.found == 2 && run.chosen && run.settledAt == 1)
    #expect((run.modelUse?.calls ?? 0) > 0 && (run.modelUse?.tokens ?? 0) > 0)
    #expect(!run.steps.isEmpty && run.steps.contains { $0.progress == 1 })
  }

  @Test func `the expert walks without a tree, and rules are searched by without rewards`() throws {
    let item = ProblemSet.Item(world: try world(), length: 2, seed: 5)
    let greedy = try #require(EvaluationEntry.named("expert-greedy")?.run(item, iterations: 10))
    #expect(greedy.found == 2 && greedy.chosen && greedy.iterations == 1)
    let random = try #require(EvaluationEntry.named("sc-mcts-random")?.run(item, iterations: 10))
    #expect(random.modelUse == nil && !random.steps.isEmpty)
    #expect(EvaluationEntry.named("random")?.name == "sc-mcts-random")
    for name in ["best-of-0", "repeated-0", "repeated-1000001", "best-of-", "alpha"] {
      #expect(EvaluationEntry.named(name) == nil, "\(name)")
    }
  }

  @Test(arguments: [Preset.uct, .puct])
  func `a search of enough iterations finds and chooses the shortest plan`(preset: Preset) throws {
    let item = ProblemSet.Item(world: try world(), length: 2, seed: 5)
    let run = try #require(EvaluationEntry(preset).run(item, iterations: 300))
    #expect(run.found == 2 && run.chosen && run.plan == ["(pick-up a)", "(stack a b)"])
    #expect(run.iterations == 300 && run.nodes > 20 && run.seconds > 0)
    #expect(run.settledAt == nil && run.modelUse == nil && run.steps.isEmpty)
  }

  @Test func `what is found is what the best path of the search is`() throws {
    var found = 0
    for seed in 0..<20 as Range<UInt64> {
      let world = try Blocksworld(blocks: 4, steps: 4, seed: seed)
      let item = ProblemSet.Item(world: world, length: 4, seed: seed)
      let run = try #require(EvaluationEntry(.uct).run(item, iterations: 60))
      var plan = SearchPlan(Problem(world))
      plan.seed = seed
      let session = plan.makeSession(undoBytes: 0)
      session.run(60)
      let best = session.report(.bestPath).answer
      var check = EvaluatedRun()
      check.take(best.isTerminal ? actions(of: best.nodes, session) : [], in: world)
      #expect(
        (run.found != nil) == check.chosen && run.nodes == session.report(.bestPath).summary.nodes)
      if check.chosen { #expect(run.found == check.plan.count) }
      found += check.chosen ? 1 : 0
    }
    #expect(1..<20 ~= found)
  }

  private func actions(of nodes: [NodeID], _ session: any SearchSession) -> [ActionCode] {
    var actions: [ActionCode] = []
    session.read { tree in
      for node in nodes.dropFirst() { actions.append(tree.nodes[node.index].action) }
    }
    return actions
  }

  @Test func `the iteration at which the answer settled is the last that changed it`() throws {
    let world = try Blocksworld(blocks: 4, steps: 4, seed: 3)
    let item = ProblemSet.Item(world: world, length: 4, seed: 3)
    let run = try #require(EvaluationEntry(.uct).run(item, iterations: 25))
    var plan = SearchPlan(Problem(world))
    plan.seed = 3
    let session = plan.makeSession(undoBytes: 0)
    var answers = [session.report(.mostVisits).answer.nodes]
    for _ in 0..<25 {
      session.run(1)
      answers.append(session.report(.mostVisits).answer.nodes)
    }
    #expect(run.settledAt == (1...25).last { answers[$0] != answers[$0 - 1] })
    #expect(run.settledAt != nil)
  }

  @Test func `a search that is not wanted any more is given up`() throws {
    let item = ProblemSet.Item(world: try world(), length: 2, seed: 5)
    var asked = 0
    let run = EvaluationEntry(.uct).run(item, iterations: 50) {
      asked += 1
      return asked < 10
    }
    #expect(run == nil && asked == 10)
  }

  @Test func `an entry without a tree is as good as any`() throws {
    let entry = EvaluationEntry(
      name: "greedy", remark: "the first action that there is",
      method: .direct { world, _ in
        func first(_ world: some VerifiableEnvironment) -> EvaluatedRun {
          var run = EvaluatedRun()
          run.take([world.action(at: 0, in: world.initialState)], in: world)
          return run
        }
        return first(world)
      })
    let item = ProblemSet.Item(world: try world(), length: 2, seed: 5)
    #expect(entry.run(item, iterations: 50)?.plan == ["(pick-up a)"])
    #expect(entry.run(item, iterations: 50, while: { false }) == nil)
    #expect(entry.settings(on: item.world) == entry.remark)
  }
}
