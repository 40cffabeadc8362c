import Groundwork
public import SearchTrees

extension Search {
  /// Runs the phase that comes next and writes into `trace` what it did and why.
  ///
  /// The tables are made by the code that selection uses, from statistics that no backup has changed
  /// yet: they hold the numbers that the walk compared. `trace` must be the simulation's own.
  public mutating func stepPhase(into trace: inout SimulationTrace) {
    let phase = phase
    let nodesBefore = tree.count
    let lengthBefore = path.nodes.count
    var changes: [TreeChange] = []
    switch phase {
    case .select:
      trace = SimulationTrace(iteration: iterations + 1)
      let numbers = random
      select()
      trace.openNodes = openNodes?.count
      changes = traceSelection(into: &trace, drawing: numbers)
    case .expand:
      expand()
      if isWaiting {
        rewindSimulation()
        trace = SimulationTrace(iteration: iterations + 1)
        return
      }
      changes = traceExpansion(into: &trace, nodesBefore, lengthBefore)
    case .evaluate:
      changes = evaluateExplained()
      if isWaiting {
        rewindSimulation()
        trace = SimulationTrace(iteration: iterations + 1)
        return
      }
    case .backUp:
      for _ in judgedTrials.indices {
        let trial = judgedTrials[backedUpTrials]
        changes.append(backUpExplained(trial.nodes, trial.rewards) { $0.backUpTrial() })
      }
      changes += mainBackup()
    }
    trace.phases.append(
      SimulationTrace.PhaseRecord(
        phase: phase, changes: changes, nodes: nodesBefore...max(nodesBefore, tree.count)))
    let leaf = path.nodes[path.nodes.count - 1]
    // A verdict that was enough ends the simulation at another node than the walk went to.
    if phase == .evaluate, let last = trace.path.indices.last, trace.path[last].node != leaf {
      trace.path[last] = step(at: path.nodes.count - 1, isNew: true)
    }
    trace.leafLine = unenteredWords(leaf) ?? recipe.world.line(for: state)
  }

  /// Backs the simulation up, and tells what became of each node on the path of its leaf.
  private mutating func mainBackup() -> [TreeChange] {
    let nodes = (0..<path.nodes.count).map { path.nodes[$0] }
    let rewards = (0..<path.nodes.count).map { path.rewards[$0] }
    let open = nodes.reversed().filter { !tree.nodes[$0.index].flags.contains(.proven) }
    let terms = nodes.indices.map { recipe.backup.terms(at: $0, on: path) }
    return [backUpExplained(nodes, rewards, terms) { $0.backUp() }]
      + open.filter { tree.nodes[$0.index].flags.contains(.proven) }
      .map { .proven($0, value: Double(tree.exactValues[$0.index])) }
  }

  /// Runs a backup, and tells what became of the nodes on a path.
  private mutating func backUpExplained(
    _ nodes: [NodeID], _ rewards: [Float], _ terms: [[NamedNumber]] = [],
    _ backUp: (inout Search) -> Void
  ) -> TreeChange {
    var effects: [BackupEffect] = []
    var sums: [Double] = []
    for (index, node) in nodes.enumerated() {
      let numbers = tree.nodes[node.index]
      var effect = BackupEffect(
        node: node, value: 0, visits: nil,
        meanBefore: numbers.visits == 0 ? nil : numbers.mean, meanAfter: 0)
      if recipe.evaluator.rewardsSteps, index > 0 { effect.reward = Double(rewards[index]) }
      if index < terms.count { effect.terms = terms[index] }
      effects.append(effect)
      sums.append(numbers.valueSum)
    }
    backUp(&self)
    for (index, node) in nodes.enumerated() {
      let numbers = tree.nodes[node.index]
      effects[index].value = backedUp(to: node) ?? numbers.valueSum - sums[index]
      effects[index].visits = Double(numbers.visits)
      effects[index].meanAfter = numbers.mean
    }
    return .backedUp(path: nodes, effects: effects)
  }

  /// What was backed up to a node last, where the backup keeps it.
  func backedUp(to node: NodeID) -> Double? {
    tree.statistics.layout.placeIfDeclared(of: Statistic.backedUp.name)
      .flatMap { tree.statistics[$0, node] }
  }

  private func traceSelection(
    into trace: inout SimulationTrace, drawing numbers: RandomSource
  ) -> [TreeChange] {
    var changes: [TreeChange] = []
    let decisions = decisions(drawing: numbers)
    for index in 0..<path.nodes.count {
      let isLast = index == path.nodes.count - 1
      var step = step(at: index, isNew: false)
      if isLast, chosenSource >= 0,
        var table = selectionTable(at: path.nodes[index], reward: path.rewards[index])
      {
        table.winner = table.candidates.firstIndex { $0.source == chosenSource }
        if let stages = decisions[index] { table.stages = stages }
        step.table = table
        changes.append(.selected(table))
      } else if isLast {
        step.remark = reasonToStop(at: path.nodes[index])
      } else if index < forcedPath.count {
        let why =
          forced.remaining > 0
          ? "led: \(forced.remaining) more through \(forced.target)"
          : "led: this branch begins at \(focus)"
        step.remark = why
        changes.append(.led(to: path.nodes[index + 1], why: why))
      } else if openNodes != nil {
        // The path leads to a node that was chosen among all; nothing was compared on the way.
      } else if var table = selectionTable(at: path.nodes[index], reward: path.rewards[index]) {
        // Where the choice is drawn, the table does not know who was.
        let taken = path.nodes[index + 1]
        table.winner = table.candidates.firstIndex { $0.node == taken }
        if let stages = decisions[index] { table.stages = stages }
        step.table = table
        changes.append(.selected(table))
      }
      trace.path.append(step)
    }
    return changes
  }

  /// Returns how each choice of the selection under way was made, by the node's place on the path: the rule
  /// is asked again with the numbers that it drew.
  ///
  /// Where another walk draws numbers of its own, nothing is known from there on.
  private func decisions(drawing numbers: RandomSource) -> [Int: [SelectionTable.Stage]] {
    var numbers = numbers
    var state = recipe.world.initialState
    var decisions: [Int: [SelectionTable.Stage]] = [:]
    for index in 0..<path.nodes.count {
      let node = path.nodes[index]
      let next = index + 1 < path.nodes.count ? path.nodes[index + 1] : nil
      if index >= forcedPath.count, next != nil || chosenSource >= 0 {
        let family = family(of: node, reward: path.rewards[index])
        let (choice, stages) = recipe.selection.decide(family, using: &numbers)
        let taken = next.map { Choice.child($0) } ?? .grow(source: chosenSource)
        guard choice == taken else { break }
        let labels = Dictionary(
          zip(tree.children(of: node), childLabels(of: node)), uniquingKeysWith: { old, _ in old })
        if !stages.isEmpty { decisions[index] = labelled(stages, by: labels) }
      }
      guard let next else { break }
      _ = recipe.world.apply(tree.nodes[next.index].action, to: &state, using: &numbers)
    }
    return decisions
  }

  private func traceExpansion(
    into trace: inout SimulationTrace, _ nodesBefore: Int, _ lengthBefore: Int
  ) -> [TreeChange] {
    let changes = growths(since: nodesBefore)
    let leaf = path.nodes[lengthBefore - 1]
    guard path.nodes.count > lengthBefore else { return changes }
    if let words = walk?.continuationWords {
      for index in lengthBefore..<path.nodes.count {
        trace.path[index - 1].remark = words
        trace.path.append(step(at: index, isNew: true))
      }
      return changes
    }
    // Where the rule chose to make it, the table stands there already.
    if trace.path[trace.path.count - 1].table == nil {
      traceNewborn(of: leaf, at: lengthBefore, nodesBefore, into: &trace)
    }
    trace.path.append(step(at: path.nodes.count - 1, isNew: true))
    return changes
  }

  /// Tells why the walk stepped into one of the children that a leaf has got.
  private func traceNewborn(
    of leaf: NodeID, at lengthBefore: Int, _ nodesBefore: Int, into trace: inout SimulationTrace
  ) {
    let isBornAlone = nodesBefore > tree.nodes[leaf.index].firstChild.index
    var table = selectionTable(at: leaf, reward: path.rewards[lengthBefore - 1])
    if !isBornAlone {
      let taken = path.nodes[lengthBefore]
      let place = table?.candidates.firstIndex { $0.node == taken }
      table?.winner = place
    }
    let winner = table?.winner.flatMap { table?.candidates[$0].node }
    if isBornAlone, winner != path.nodes[lengthBefore] {
      trace.path[trace.path.count - 1].remark = "the newborn is visited for its own sake"
    } else if let table {
      trace.path[trace.path.count - 1].table = table
    }
  }

  /// Returns which nodes got children, in their order, since the tree had a number of nodes.
  private func growths(since nodesBefore: Int) -> [TreeChange] {
    var changes: [TreeChange] = []
    var first = nodesBefore
    while first < tree.count {
      let parent = tree.links[first].parent
      var end = first
      while end < tree.count, tree.links[end].parent == parent { end += 1 }
      let numbers = tree.nodes[parent.index]
      changes.append(
        .expanded(
          parent, first: NodeID(first), count: max(0, end - first),
          unexpanded: numbers.flags.contains(.complete)
            ? 0
            : recipe.world.actionCount(in: state(at: parent).state) - Int(numbers.childCount)))
      first = end
    }
    if emptyGrowth != .none {
      changes.append(
        .expanded(emptyGrowth, first: NodeID(tree.count), count: 0, unexpanded: 0))
    }
    return changes
  }

  private mutating func evaluateExplained() -> [TreeChange] {
    phase = .backUp
    if recipe.evaluator.isAsked, !trials.isEmpty, !judgeTrials() { return [] }
    let leaf = path.nodes[path.nodes.count - 1]
    var verdict = Verdict(value: 0)
    if tree.nodes[leaf.index].flags.contains(.pinned) {
      path.leafValue = recipe.backup.leafValue(
        toMake: tree.exactValues[leaf.index], on: path)
      verdict = Verdict(
        value: Double(tree.exactValues[leaf.index]), rationale: "pinned: not evaluated")
    } else if path.isTerminal {
      path.leafValue = 0
      let reward = Double(path.rewards[path.rewards.count - 1])
      verdict = Verdict(
        value: reward, parts: [VerdictPart("reward", reward)],
        rationale: "terminal: the reward of getting here")
    } else {
      let answer =
        recipe.evaluator.isAsked
        ? askedVerdict() : recipe.evaluator.verdict(state, of: recipe.world, using: &random)
      guard let answer else { return [] }
      verdict = answer
      path.leafValue = Float(verdict.value)
      if recipe.evaluator.isAsked { path.take(verdict) }
      if path.totalReward != 0 {
        verdict.parts.append(VerdictPart("reward on the path", Double(path.totalReward)))
      }
    }
    return judgedTrials.map { .evaluated($0.node, $0.verdict) } + [.evaluated(leaf, verdict)]
  }

  private func step(at index: Int, isNew: Bool) -> SimulationTrace.Step {
    let node = path.nodes[index]
    let numbers = tree.nodes[node.index]
    var label = ""
    if let parent = tree.parent(of: node) {
      label = recipe.world.label(of: numbers.action, in: state(at: parent).state)
    }
    return SimulationTrace.Step(
      node: node, label: label, visits: Double(numbers.visits), value: tree.value(of: node),
      isNew: isNew)
  }

  private func reasonToStop(at node: NodeID) -> String {
    let numbers = tree.nodes[node.index]
    if path.isTerminal { return "the episode ends here" }
    if numbers.flags.contains(.pinned) { return "pinned: its value is given" }
    if walk?.beginsEpisodes == true, node == focus { return "an episode begins here" }
    if numbers.visits == 0 { return "not visited before: it is the leaf" }
    let count = recipe.world.actionCount(in: state)
    if wantsChildren(numbers) {
      return "\(numbers.childCount) of \(count) actions tried: it grows"
    }
    return "every action is banned: it is the leaf"
  }

  /// Makes the trace of the simulation under way, or of the last one if none is, by taking it back and
  /// running the same phases again; nil if the undo record does not reach that far, or if an edit
  /// was made since.
  public mutating func retrace() -> SimulationTrace? {
    let completed = phase == .select ? 4 : phase.rawValue
    guard undo.isOn, phase != .select || undo.newestKind == .simulation, stepBack() else {
      return nil
    }
    var trace = SimulationTrace(iteration: iterations + 1)
    for _ in 0..<completed { stepPhase(into: &trace) }
    return trace
  }
}
