import Groundwork
import SearchTrees

/// What the loop records of a simulation where somebody hears it.
extension Search {
  /// Empties a record for the simulation that begins, or has begun.
  ///
  /// Mutating as the two below, though nothing of the search changes: a call that is not inlined would copy
  /// the search else.
  @inline(never)
  mutating func beginRecord(_ record: inout SimulationRecord, nodesBefore: Int) {
    record.clear()
    record.iteration = iterations + 1
    record.nodesBefore = nodesBefore
    record.isLed = !forcedPath.isEmpty
    record.authors = authors
  }

  /// Evaluates the leaf, and records what is said of it.
  @inline(never)
  mutating func evaluate(into record: inout SimulationRecord) {
    if recipe.evaluator.isAsked, !trials.isEmpty, !judgeTrials() {
      phase = .backUp
      return
    }
    let leaf = path.nodes[path.nodes.count - 1]
    if path.isTerminal || !recipe.evaluator.explains
      || tree.nodes[leaf.index].flags.contains(.pinned)
    {
      evaluateLeaf()
      record.verdict.value = valueOfLeaf
    } else {
      phase = .backUp
      let verdict =
        recipe.evaluator.isAsked
        ? askedVerdict() : recipe.evaluator.verdict(state, of: recipe.world, using: &random)
      guard let verdict else { return }
      record.verdict = verdict
      path.leafValue = Float(verdict.value)
      if recipe.evaluator.isAsked { path.take(verdict) }
    }
  }

  /// What was said of the evaluated leaf: its exact value, the reward of an end, or the evaluation.
  @inline(__always)
  private var valueOfLeaf: Double {
    let leaf = path.nodes[path.nodes.count - 1]
    if tree.nodes[leaf.index].flags.contains(.pinned) {
      return Double(tree.exactValues[leaf.index])
    }
    return Double(path.isTerminal ? path.rewards[path.rewards.count - 1] : path.leafValue)
  }

  /// Records what was said of the leaf in phases that were run one at a time.
  func takeVerdict(from phases: [SimulationTrace.PhaseRecord], into record: inout SimulationRecord)
  {
    record.verdict.value = valueOfLeaf
    let leaf = path.nodes[path.nodes.count - 1]
    guard recipe.evaluator.explains, !path.isTerminal,
      !tree.nodes[leaf.index].flags.contains(.pinned)
    else { return }
    for phase in phases {
      for case .evaluated(_, let verdict) in phase.changes { record.verdict = verdict }
    }
  }

  /// Records the path, and returns the leaf's sum.
  @inline(never)
  mutating func prepareBackup(in record: inout SimulationRecord) -> Double {
    madeEdits.truncate(to: 0)
    for index in 0..<path.nodes.count { record.path.append(path.nodes[index]) }
    record.isTerminal = path.isTerminal
    return tree.nodes[path.nodes[path.nodes.count - 1].index].valueSum
  }

  /// Records what the simulation has changed.
  @inline(never)
  mutating func completeRecord(_ record: inout SimulationRecord, leafSum: Double) {
    let length = record.path.count
    record.statisticCount = tree.statistics.width
    for index in 0..<length { addRow(of: record.path[index], to: &record) }
    for trial in judgedTrials {
      record.trials.append(SimulationRecord.Trial(node: trial.node, verdict: trial.verdict))
    }
    if tree.statistics.width > 0 || !judgedTrials.isEmpty { addOtherRows(to: &record) }
    record.value = Float(record.sums[length - 1] - leafSum)
    record.nodesAfter = tree.count
    if record.nodesAfter > record.nodesBefore { describeGrowth(in: &record) }
    if recipe.evaluator.rewardsSteps { describeLeaf(in: &record) }
    if emptyGrowth != .none {
      record.growths.append(SimulationRecord.Growth(node: emptyGrowth, count: 0, unexpanded: 0))
    }
    let leaf = tree.nodes[record.path[length - 1].index]
    record.isUnentered = leaf.flags.contains(.unentered) && leaf.visits == 1
    for index in 0..<madeEdits.count { record.edits.append(madeEdits[index]) }
  }

  @inline(__always)
  private func addRow(of node: NodeID, to record: inout SimulationRecord) {
    let numbers = tree.nodes[node.index]
    record.visits.append(numbers.visits)
    record.sums.append(numbers.valueSum)
    let width = tree.statistics.width
    for place in node.index * width..<(node.index + 1) * width {
      record.statistics.append(tree.statistics.cells[place])
    }
  }

  /// Adds the rows of nodes beside the path that were judged too, whose statistics interventions changed, or
  /// the proposer wrote, each once.
  private func addOtherRows(to record: inout SimulationRecord) {
    var known = Set<NodeID>()
    for index in 0..<record.path.count { known.insert(record.path[index]) }
    for node in judgedTrials.flatMap(\.nodes) where known.insert(node).inserted {
      record.others.append(node)
      addRow(of: node, to: &record)
    }
    if recipe.proposer.writesStatistics {
      for index in record.nodesBefore..<tree.count where known.insert(NodeID(index)).inserted {
        record.others.append(NodeID(index))
        addRow(of: NodeID(index), to: &record)
      }
    }
    for index in 0..<madeEdits.count {
      guard case .statistic = madeEdits[index].change, known.insert(madeEdits[index].node).inserted
      else { continue }
      record.others.append(madeEdits[index].node)
      addRow(of: madeEdits[index].node, to: &record)
    }
  }

  private func describeGrowth(in record: inout SimulationRecord) {
    var first = record.nodesBefore
    while first < record.nodesAfter {
      let grown = tree.links[first].parent
      var end = first
      while end < record.nodesAfter, tree.links[end].parent == grown { end += 1 }
      describe(first..<end, below: grown, in: &record)
      first = end
    }
  }

  /// Of a leaf whose step was rewarded by the evaluator, what was said of the step is what there is to say.
  private func describeLeaf(in record: inout SimulationRecord) {
    let leaf = record.path[record.path.count - 1]
    let place = leaf.index - record.nodesBefore
    if place >= 0, record.stepVerdicts.count == record.nodesAfter - record.nodesBefore {
      record.verdict = record.stepVerdicts[place]
      return
    }
    guard let said = verdicts(beside: leaf).first(where: { $0.node == leaf }) else { return }
    record.verdict = said.verdict
  }

  private func describe(
    _ children: Range<Int>, below grown: NodeID, in record: inout SimulationRecord
  ) {
    let state = state(at: grown).state
    var actions: [ActionCode] = []
    for index in children {
      let action = tree.nodes[index].action
      actions.append(action)
      record.actions.append(action)
      record.labels.append(recipe.world.label(of: action, in: state))
      if tree.hasPriors { record.priors.append(tree.priors[index]) }
    }
    let numbers = tree.nodes[grown.index]
    record.growths.append(
      SimulationRecord.Growth(
        node: grown, count: children.count,
        unexpanded: numbers.flags.contains(.complete)
          ? 0 : max(0, recipe.world.actionCount(in: state) - Int(numbers.childCount))))
    if recipe.evaluator.rewardsSteps {
      record.stepVerdicts += recipe.evaluator.stepVerdicts(
        on: actions, in: state, of: recipe.world)
    }
  }
}
