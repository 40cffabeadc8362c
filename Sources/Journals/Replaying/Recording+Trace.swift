import Groundwork
import SearchTrees

/// One iteration of a recording, phase by phase, as the explorer shows it for a live search.
extension Recording {
  /// Returns the iteration that the shown event belongs to, as far as it has come; nil where the
  /// journal holds no single iterations.
  ///
  /// The tables are those of the moment before its backup: the tree is taken back there and brought
  /// forward again.
  func trace() -> SimulationTrace? {
    let here = position
    guard hasIterations, let range = iterationRange(),
      max(here, range.upperBound) - range.lowerBound <= Self.longestIteration
    else { return nil }
    let phases = range.lowerBound...min(here, range.upperBound)
    guard let path = path(in: range), !path.isEmpty else { return nil }
    var trace = SimulationTrace(iteration: number(in: range))
    let backup = (phases).first { index.kind(of: $0) == .backup && includes($0) }
    if let backup { _ = move(to: endOfWalk(in: phases.lowerBound...backup), until: .infinity) }
    trace.path = steps(path, in: range)
    trace.openNodes = openNodes(before: range.lowerBound)
    if backup != nil { _ = move(to: here, until: .infinity) }
    trace.phases = phases.compactMap { includes($0) ? phase($0) : nil }
    if let interpreter, let leaf = trace.path.last?.node, leaf.index < fold.tree.count {
      trace.leafLine = interpreter.stateLine(at: leaf, in: &fold.tree, at: moment)
    }
    return trace
  }

  /// How many open nodes the simulation that an event begins was chosen from; nil where it walked down from
  /// the root.
  private func openNodes(before event: Int) -> Int? {
    guard let interpreter, interpreter.choosesOpenNodes else { return nil }
    let here = position
    _ = move(to: event - 1, until: .infinity)
    defer { _ = move(to: here, until: .infinity) }
    return interpreter.openNodes(in: &fold.tree, at: moment)
  }

  /// The last event before the backup that ends a range, and before what the search closed or proved with
  /// it.
  private func endOfWalk(in range: ClosedRange<Int>) -> Int {
    var hasBegun = false
    for event in range where includes(event) {
      switch index.kind(of: event) {
      case .expand, .evaluate, .select: hasBegun = true
      case .edit where hasBegun: return event - 1
      default: break
      }
    }
    return range.upperBound - 1
  }

  /// The events of an iteration that is worth showing phase by phase.
  private static let longestIteration = 4096

  /// What the interpreter must know of the moment that is shown.
  var moment: RecordedMoment { moment(newest: RecordedMoment.remembered) }

  /// What the interpreter must know of the moment that is shown, with the leaves of the newest
  /// simulations.
  func moment(newest count: Int) -> RecordedMoment {
    var moment = RecordedMoment(
      iterations: fold.iterationNumber, deepest: fold.deepest,
      parameters: fold.parameters.map(\.number))
    if interpreter?.logsSimulations == true {
      moment.leaves = leaves(newest: count)
      moment.lastGrowth = lastGrowth
    }
    return moment
  }

  /// The same for one who asks for the answer as well.
  var answeringMoment: RecordedMoment {
    var moment = moment
    if heedsAnswerRule { moment.answerRule = answerRule }
    guard let interpreter, interpreter.logsSimulations, interpreter.wantsAllLeaves(at: moment)
    else {
      return moment
    }
    moment.leaves = leaves(newest: .max)
    return moment
  }

  /// The ends of the paths of the newest simulations on the branch that is shown, in their order.
  func leaves(newest count: Int) -> [NodeID] {
    var leaves: [NodeID] = []
    for place in max(
      0, fold.iterations.count - min(count, fold.iterations.count))..<fold
      .iterations.count
    {
      let event = Int(fold.iterations[place].event)
      load(event, into: &other)
      otherEvent = event
      guard other.path.count > 0, let leaf = fold.names.node(other.path[other.path.count - 1])
      else { continue }
      leaves.append(leaf)
    }
    return leaves
  }

  /// The iteration in which the shown tree last grew.
  private var lastGrowth: Int {
    let birth = fold.births[fold.tree.count - 1]
    guard fold.tree.count > 1 else { return 0 }
    var low = 0
    var high = fold.iterations.count
    while low < high {
      let middle = (low + high) / 2
      if fold.iterations[middle].event < birth { low = middle + 1 } else { high = middle }
    }
    return low < fold.iterations.count
      ? Int(fold.iterations[low].number) : fold.iterationNumber + 1
  }

  /// The events of the iteration that is under way, or of the last one if none is.
  private func iterationRange() -> ClosedRange<Int>? {
    var last = fold.iterations.count - 1
    var start = last >= 0 ? Int(fold.iterations[last].event) : firstEvent
    if start < position {
      // Something came after the last backup: an iteration is under way if a phase did.
      if hasPhase(after: start) {
        var place = backupsUp(to: position - 1)
        while place < backups.count, !isShown(backups[place]) { place += 1 }
        return start + 1...(place < backups.count ? Int(backups[place].event) : position)
      }
    }
    guard last >= 0 else { return nil }
    let end = Int(fold.iterations[last].event)
    last -= 1
    start = last >= 0 ? Int(fold.iterations[last].event) : firstEvent
    return start < end ? start + 1...end : nil
  }

  private func number(in range: ClosedRange<Int>) -> Int {
    let done = fold.iterations.count
    guard done > 0, Int(fold.iterations[done - 1].event) >= range.lowerBound else {
      return fold.iterationNumber + 1
    }
    return Int(fold.iterations[done - 1].number)
  }

  /// The nodes that the iteration goes through, as far as the tree has them.
  private func path(in range: ClosedRange<Int>) -> [NodeID]? {
    if index.kind(of: range.upperBound) == .backup {
      load(range.upperBound, into: &other)
      otherEvent = range.upperBound
      var path: [NodeID] = []
      for place in 0..<other.path.count {
        if let node = fold.names.node(other.path[place]) { path.append(node) }
      }
      return path
    }
    for event in range.reversed() where includes(event) {
      guard let kind = index.kind(of: event), kind == .evaluate || kind == .expand else { continue }
      load(event, into: &other)
      otherEvent = event
      if let node = other.node.flatMap({ fold.names.node($0) }) { return fold.tree.path(to: node) }
    }
    return nil
  }

  private func steps(
    _ path: [NodeID], in range: ClosedRange<Int>
  ) -> [SimulationTrace.Step] {
    let decisions = decisions(in: range)
    return path.enumerated().compactMap { place, node in
      guard node.index < fold.tree.count else { return nil }
      var step = SimulationTrace.Step(
        node: node, label: label(of: node), visits: fold.tree.visits(of: node),
        value: fold.tree.value(of: node),
        isNew: range.contains(Int(fold.births[node.index])))
      guard place + 1 < path.count else { return step }
      if let decision = decisions[node] {
        step.table = table(of: decision, at: node)
        step.remark = decision["why"]?.string
      } else if let words = interpreter?.continuation, path[place + 1].index < fold.tree.count,
        range.contains(Int(fold.births[path[place + 1].index]))
      {
        step.remark = words
      } else if let interpreter, !interpreter.choosesOpenNodes {
        step.table = interpreter.selectionTable(at: node, in: &fold.tree, at: moment)
        let winner = step.table?.winner.flatMap { step.table?.candidates[$0].node }
        if winner != path[place + 1] {
          // Rules choose what their score says; what went elsewhere was led there.
          step.table = nil
          step.remark = "led here: not chosen by its score"
        }
      }
      return step
    }
  }

  private func decisions(in range: ClosedRange<Int>) -> [NodeID: JSONValue] {
    var decisions: [NodeID: JSONValue] = [:]
    for event in range where index.kind(of: event) == .select && includes(event) {
      let value = value(of: event)
      let id = value["node"]?.id
      if let node = id.flatMap({ fold.names.node($0) }) { decisions[node] = value }
    }
    return decisions
  }

  /// Returns the label of a node; empty at the root.
  func label(of node: NodeID) -> String {
    guard let parent = fold.tree.parent(of: node) else { return "" }
    return explanation.labels(of: parent, fold)[node] ?? ""
  }

  private func phase(_ event: Int) -> SimulationTrace.PhaseRecord? {
    guard let kind = index.kind(of: event) else { return nil }
    let before = nodes(before: event)
    switch kind {
    case .select:
      let value = value(of: event)
      let node = value["node"]?.id
        .flatMap { fold.names.node($0) }
      let table = node.flatMap { self.table(of: value, at: $0) }
      return .init(
        phase: .select, changes: table.map { [.selected($0)] } ?? [], nodes: before...before)
    case .expand:
      load(event, into: &other)
      otherEvent = event
      guard let parent = other.node.flatMap({ fold.names.node($0) }) else { return nil }
      let count = other.children.count
      return .init(
        phase: .expand,
        changes: [
          .expanded(
            parent, first: NodeID(before), count: count, unexpanded: other.unexpanded ?? 0)
        ], nodes: before...before + count)
    case .evaluate:
      let value = value(of: event)
      let id = value["node"]?.id
      guard let node = id.flatMap({ fold.names.node($0) }) else { return nil }
      return .init(
        phase: .evaluate, changes: [.evaluated(node, Self.verdict(value))], nodes: before...before)
    case .backup:
      return .init(phase: .backUp, changes: backUp(event), nodes: before...before)
    default: return nil
    }
  }

  private func nodes(before event: Int) -> Int {
    var low = 0
    var high = fold.tree.count
    while low < high {
      let middle = (low + high) / 2
      if Int(fold.births[middle]) < event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func backUp(_ event: Int) -> [TreeChange] {
    load(event, into: &line)
    var path: [NodeID] = []
    for place in 0..<line.path.count {
      if let node = fold.names.node(line.path[place]) { path.append(node) }
    }
    var effects: [BackupEffect] = []
    for row in 0..<line.statIDs.count {
      guard let node = fold.names.node(line.statIDs[row]) else { continue }
      let now = Statistics(line, row: row, layout)
      let earlier = Int(fold.former[Int(fold.changesBefore[event - 1]) + row])
      let before = earlier == 0 ? .none(layout) : statistics(of: line.statIDs[row], in: earlier)
      effects.append(
        BackupEffect(
          node: node, value: backedUp(in: line, row: row) ?? now.added(since: before),
          visits: now.unknown.contains(.unknownVisits) ? nil : now.weight,
          meanBefore: before.mean, meanAfter: now.mean ?? .nan))
    }
    if let interpreter, !fold.edge.isPrior, effects.map(\.node) == path {
      interpreter.fill(&effects, from: &fold.tree, at: moment)
    }
    return [.backedUp(path: path, effects: effects)]
  }
}
