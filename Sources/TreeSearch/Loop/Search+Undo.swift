import Groundwork
public import SearchTrees

extension Search {
  /// Takes the simulation under way back to its start, if there is one.
  public mutating func rewindSimulation() {
    guard phase != .select else { return }
    let start = undo.takeBack(in: &tree) { _, _ in }
    precondition(start != nil, "a search that is stepped by phase keeps an undo record")
    restore(start)
    phase = .select
  }

  /// Takes one simulation back, with every edit made after it: first the one under way, if there is
  /// one.
  ///
  /// Returns whether there was one to take back.
  public mutating func stepBack() -> Bool {
    if phase != .select {
      rewindSimulation()
      return true
    }
    guard undo.depth > 0 else { return false }
    while undo.newestKind == .edit { takeBackNewest() }
    assert(undo.newestKind == .simulation, "where one is counted there is one")
    takeBackNewest()
    iterations -= 1
    log.truncate(to: iterations)
    assert(iterations >= 0, "nothing is taken back that never was")
    assert(!logsSimulations || log.count == iterations, "the log ends with the newest simulation")
    return true
  }

  /// Takes one phase back, from a simulation's first phase into the simulation before it.
  ///
  /// The simulation is taken back whole and its earlier phases are run again: with the generator
  /// where it was, they give what they gave.
  public mutating func stepBackPhase() -> Bool {
    let completed = phase == .select ? 4 : phase.rawValue
    guard stepBack() else { return false }
    runPhases(completed - 1)
    return true
  }

  /// Runs a number of phases, one after the other.
  mutating func runPhases(_ count: Int) { for _ in 0..<count { runPhase() } }

  /// Takes the newest edit back if nothing was simulated after it; returns whether it was.
  public mutating func undoEdit() -> Bool {
    guard undo.newestKind == .edit else { return false }
    rewindSimulation()
    takeBackNewest()
    return true
  }

  private mutating func takeBackNewest() {
    let parameters = recipe.selection.parameters
    var old: [(Int, Double)] = []
    let isEdit = undo.newestKind == .edit
    let start = undo.takeBack(in: &tree) { old.append(($0, $1)) }
    tree.forgetLostEnds()
    if isEdit {
      tree.reconsiderEnds()
      openNodes?.isStale = true
    }
    for (index, value) in old { _ = recipe.selection.set(parameters[index].name, to: value) }
    restore(start)
  }

  private mutating func restore(_ start: UndoLog.Start?) {
    guard let start else { return }
    assert(tree.count == start.nodes, "the tree has the nodes that it had")
    assert(focus.index < tree.count, "what simulations are led through is never taken back")
    random = start.random
    deepest = start.deepest
    if recipe.selection.followsBackups { recomputeSelection() }
    if forced != start.forced {
      forced = start.forced
      findForcedPath()
    }
    isExhausted = start.isExhausted
  }

  /// Has the selection rule work out anew what it keeps of the whole tree; O(nodes).
  mutating func recomputeSelection() { recipe.selection.recompute(from: tree) }

  /// Returns the newest backups through a node, newest first, as far as the undo record reaches and
  /// at most `limit`; looks at the newest `simulations` only.
  public func backups(through node: NodeID, limit: Int, simulations: Int = 4096) -> [NodeBackup] {
    guard node.index < tree.count else { return [] }
    var result: [NodeBackup] = []
    var sumAfter = tree.nodes[node.index].valueSum
    var visits = Int(tree.nodes[node.index].visits)
    // Where the backup keeps what it backed up, the sum of values does not tell.
    let place = tree.statistics.layout.placeIfDeclared(of: Statistic.backedUp.name)
    var backedUp = place.flatMap { tree.statistics[$0, node] }
    undo.forEachVisit(of: node, in: tree, newest: simulations, place: place) {
      age, sumBefore, backedUpBefore in
      result.append(
        NodeBackup(
          iteration: iterations - age,
          value: place == nil ? sumAfter - sumBefore : backedUp ?? .nan,
          mean: visits > 0 ? sumAfter / Double(visits) : 0))
      backedUp = backedUpBefore
      sumAfter = sumBefore
      visits -= 1
      return result.count < limit
    }
    return result
  }
}
