public import Environments
import Groundwork
import SearchTrees
public import TreeSearch

extension EvaluationEntry {
  /// Works on one problem, on the calling thread.
  ///
  /// - Parameters:
  ///   - iterations: the most simulations of a search.
  ///   - calls: the most calls of a search, by ``CallTally``; nil for any number.
  ///   - isWanted: asked between simulations; false gives the problem up.
  /// - Returns: what was found; nil where it was given up.
  /// - Precondition: ``unsupportedReason`` has none.
  public func run(
    _ item: ProblemSet.Item, iterations: Int, calls: Int? = nil,
    while isWanted: () -> Bool = { true }
  ) -> EvaluatedRun? {
    let began = Clocks.monotonic
    var run: EvaluatedRun?
    switch method {
    case .direct(let work):
      if isWanted() { run = work(item.world, item.seed) }
    case .search:
      guard let world = try? problem(item.world), let plan = try? plan(world, seed: item.seed)
      else { preconditionFailure("\(name) is asked first whether it supports a problem") }
      let answer = answer(of: plan)
      let tally = CallTally()
      let session = plan.makeSession(SessionOptions(undoBytes: 0, calls: tally))
      let limit = [calls, callLimit].compactMap(\.self).min().map {
        CallLimit($0, of: plan, counting: tally)
      }
      run = Self.finish(session, answer, iterations, limit, while: isWanted)
      run?.read(session, answer, world)
      run?.calls = tally.count
    }
    run?.seconds = Clocks.monotonic - began
    return run
  }

  /// Up to so many iterations the answer is looked at after each of them; each look costs O(nodes).
  private static let watched = 100

  private static func finish(
    _ session: any SearchSession, _ answer: AnswerRule, _ iterations: Int, _ calls: CallLimit?,
    while isWanted: () -> Bool
  ) -> EvaluatedRun? {
    var rules: [any StoppingRule] = [
      Settled(), IterationLimit(iterations), MemoryLimit(MemoryAllowance()),
    ]
    if let calls { rules.append(calls) }
    let isWatched = iterations <= watched
    var run = EvaluatedRun()
    var watch = AnswerWatch(steps: .max)
    while session.reason(in: &rules, seconds: 0) == nil {
      guard isWanted() else { return nil }
      session.run(isWatched ? 1 : min(64, session.checkInterval(of: rules, seconds: 0)))
      guard isWatched else { continue }
      let nodes = session.answerNodes(answer)
      var isSettled = watch.known != nil || nodes.count < 2
      session.read { tree in
        if watch.hasChanged(to: nodes, isByVisits: answer == .mostVisits, in: tree) {
          isSettled = false
        }
      }
      if !isSettled { run.settledAt = session.iterations }
    }
    return run
  }
}

extension EvaluatedRun {
  /// Fills in what a finished search found, checked by rules that the search had no part in.
  mutating func read(
    _ session: any SearchSession, _ answer: AnswerRule, _ world: some VerifiableEnvironment
  ) {
    let report = session.report(answer)
    iterations = report.summary.iterations
    nodes = report.summary.nodes
    modelUse = report.summary.modelUse
    var findings: TreeFindings?
    var actions: [UInt32] = []
    session.read { tree in
      // Where a reward model judges steps, the tree keeps that in the place of priors.
      findings = TreeFindings(tree, of: world, rewards: !report.summary.edge.isPrior)
      for node in report.answer.nodes.dropFirst() { actions.append(tree.nodes[node.index].action) }
    }
    found = findings?.found
    steps = findings?.steps ?? []
    take(actions, in: world)
  }

  /// Takes an answer as the plan, and has it checked.
  public mutating func take(_ actions: [ActionCode], in world: some VerifiableEnvironment) {
    let verified = world.verify(actions)
    plan = verified.steps
    chosen = verified.fault == nil
    planFault = verified.fault
    rank = verified.rank
  }
}
