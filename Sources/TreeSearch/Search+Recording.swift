import Groundwork
public import SearchTrees

/// The loop once more, beside the one that nobody records: the same phases, each simulation recorded
/// when it is complete.
extension Search {
  /// Completes at most `count` simulations, and none after the one that settles the root, and calls
  /// `tell` after each.
  ///
  /// Between two simulations only. The tree is the one that ``runUntilSettled(atMost:)`` grows.
  public mutating func runUntilSettled(
    atMost count: Int, into record: inout SimulationRecord,
    _ tell: (borrowing SimulationRecord) -> Void
  ) {
    precondition(phase == .select, "a recorded run begins between two simulations")
    var left = count
    while left > 0 {
      beginRecord(&record, nodesBefore: tree.count)
      select()
      expand()
      evaluate(into: &record)
      let leafSum = prepareBackup(in: &record)
      backUp()
      completeRecord(&record, leafSum: leafSum)
      tell(record)
      left -= isSettled ? left : 1
    }
  }

  /// Empties a record for the simulation that begins, or has begun.
  @inline(__always)
  func beginRecord(_ record: inout SimulationRecord, nodesBefore: Int) {
    record.clear()
    record.iteration = iterations + 1
    record.nodesBefore = nodesBefore
    record.isLed = !leadPath.isEmpty
    record.authors = authors
  }

  @inline(__always)
  private mutating func evaluate(into record: inout SimulationRecord) {
    let leaf = path.nodes[path.nodes.count - 1]
    if path.isTerminal || !recipe.evaluator.explains
      || tree.nodes[leaf.index].flags.contains(.pinned)
    {
      evaluate()
      record.verdict.value = valueOfLeaf
    } else {
      phase = .backUp
      record.verdict = recipe.evaluator.verdict(state, of: recipe.world, using: &random)
      path.leafValue = Float(record.verdict.value)
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
  @inline(__always)
  mutating func prepareBackup(in record: inout SimulationRecord) -> Double {
    madeEdits.truncate(to: 0)
    for index in 0..<path.nodes.count { record.path.append(path.nodes[index]) }
    record.isTerminal = path.isTerminal
    return tree.nodes[path.nodes[path.nodes.count - 1].index].valueSum
  }

  /// Records what the simulation has changed.
  @inline(__always)
  func completeRecord(_ record: inout SimulationRecord, leafSum: Double) {
    let length = record.path.count
    for index in 0..<length {
      let numbers = tree.nodes[record.path[index].index]
      record.visits.append(numbers.visits)
      record.sums.append(numbers.valueSum)
    }
    record.value = Float(record.sums[length - 1] - leafSum)
    record.nodesAfter = tree.count
    if record.nodesAfter > record.nodesBefore { describeGrowth(in: &record) }
    if Recipe.Evaluation.judgesSteps { describeLeaf(in: &record) }
    if deadEnd != .none {
      record.growths.append(SimulationRecord.Growth(node: deadEnd, count: 0, unexpanded: 0))
    }
    let leaf = tree.nodes[record.path[length - 1].index]
    record.isUnentered = leaf.flags.contains(.unentered) && leaf.visits == 1
    for index in 0..<madeEdits.count { record.edits.append(madeEdits[index]) }
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

  /// Of a leaf that a judged step leads to, what was said of the step is what there is to say.
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
      if Recipe.Selection.usesPriors { record.priors.append(tree.priors[index]) }
    }
    let numbers = tree.nodes[grown.index]
    record.growths.append(
      SimulationRecord.Growth(
        node: grown, count: children.count,
        unexpanded: numbers.flags.contains(.complete)
          ? 0 : max(0, recipe.world.actionCount(in: state) - Int(numbers.childCount))))
    if Recipe.Evaluation.judgesSteps {
      record.stepVerdicts += recipe.evaluator.stepVerdicts(
        on: actions, in: state, of: recipe.world)
    }
  }
}
