import Groundwork
public import SearchTrees

/// The rules of a search, applied to the tree of a recording of it.
///
/// The tree takes the place of the session's own for one call: what looks at it is the very code that
/// looks at a live search. The slicer's caches go by the tree's generation, so a session that
/// interprets is asked about one tree only, and never about its own.
extension Session {
  /// Whether the search's tree has priors from the beginning.
  public var keepsPriors: Bool { search.tree.hasPriors }

  /// Whether the search keeps where its simulations ended.
  public var logsSimulations: Bool { search.logsSimulations }

  /// One agent's answer may be an end.
  public var wantsEnds: Bool { search.recipe.world.players == 1 }

  /// Whether the rule of the moment chooses among simulations.
  public func wantsAllLeaves(at moment: RecordedMoment) -> Bool {
    rule(at: moment).choosesSimulations
  }

  /// The rule that the recorded search names, or else this session's own.
  private func rule(at moment: RecordedMoment) -> AnswerRule {
    AnswerRule.allCases.first { $0.words == moment.answerRule } ?? shownAnswer
  }

  /// How a walk goes on from a new leaf, in words.
  public var continuation: String? { search.walk?.continuationWords }

  /// Fills in the rewards of a path, where steps are judged, and the terms of the backup rule.
  public func fill(
    _ effects: inout [BackupEffect], from tree: inout SearchTree, at moment: RecordedMoment
  ) {
    let lent = lend(&tree, at: moment)
    search.explain(&effects)
    takeBack(lent, &tree)
  }

  /// Fills in everything that a request asks for but the trace and the history.
  public func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, from tree: inout SearchTree,
    at moment: RecordedMoment
  ) {
    var request = request
    request.wantsTrace = false
    request.wantsHistory = false
    let lent = lend(&tree, at: moment)
    fill(&slice, for: request)
    takeBack(lent, &tree)
  }

  /// Returns the decision among the children of a node, as selection would make it at that moment.
  public func selectionTable(
    at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> SelectionTable? {
    let lent = lend(&tree, at: moment)
    defer { takeBack(lent, &tree) }
    return search.selectionTable(at: node)
  }

  /// Whether actions, by their numbers, are legal at a node.
  public func allows(
    _ actions: [UInt32], at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> Bool {
    let lent = lend(&tree, at: moment)
    defer { takeBack(lent, &tree) }
    let world = search.recipe.world
    let place = search.state(at: node)
    guard !place.isTerminal else { return actions.isEmpty }
    var legal: Set<UInt32> = []
    for index in 0..<world.actionCount(in: place.state) {
      legal.insert(world.action(at: index, in: place.state))
    }
    let given = Set(actions)
    return given.count == actions.count && legal.isSuperset(of: given)
  }

  /// Returns the state at a node in one line.
  public func stateLine(
    at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> String {
    let lent = lend(&tree, at: moment)
    defer { takeBack(lent, &tree) }
    return search.unenteredWords(node)
      ?? search.recipe.world.line(for: search.state(at: node).state)
  }

  /// Returns what the recorded search had found at a moment.
  public func report(
    _ rule: AnswerRule, from tree: inout SearchTree, at moment: RecordedMoment
  ) -> SearchReport {
    let lent = lend(&tree, at: moment)
    defer { takeBack(lent, &tree) }
    return report(rule)
  }

  /// What the session itself is, while it speaks for a recording.
  private struct Own {
    var selection: Recipe.Selection
    var iterations: Int
    var deepest: Int
    var answer: AnswerRule
    /// The statistics that the recording keeps.
    var recorded: StatisticLayout
  }

  /// Sets the selection rule to what it knows of the tree that was lent; O(nodes), once for each moment.
  private func fitSelection(to moment: RecordedMoment) {
    guard search.recipe.selection.followsBackups else { return }
    let key = LentMoment(
      iterations: moment.iterations, nodes: search.tree.count, generation: search.tree.generation)
    if let known = lentSelection, known.key == key {
      search.recipe.selection = known.selection
    } else {
      search.recomputeSelection()
      lentSelection = (key, search.recipe.selection)
    }
  }

  private func lend(_ tree: inout SearchTree, at moment: RecordedMoment) -> Own {
    let own = Own(
      selection: search.recipe.selection, iterations: search.iterations, deepest: search.deepest,
      answer: shownAnswer,
      recorded: tree.statistics.layout)
    shownAnswer = rule(at: moment)
    let layout = search.tree.statistics.layout
    swap(&search.tree, &tree)
    // A recording of before the search declared statistics has none: they are unknown, not 0.
    search.tree.keepStatistics(of: layout)
    isLent = true
    search.iterations = moment.iterations
    search.deepest = moment.deepest
    search.log = SimulationLog(moment.leaves, newestGrowth: moment.lastGrowth)
    fitSelection(to: moment)
    for parameter in moment.parameters {
      _ = search.recipe.selection.set(parameter.name, to: parameter.value)
    }
    return own
  }

  private func takeBack(_ own: Own, _ tree: inout SearchTree) {
    swap(&search.tree, &tree)
    tree.keepStatistics(of: own.recorded)
    isLent = false
    search.recipe.selection = own.selection
    search.log = SimulationLog()
    shownAnswer = own.answer
    search.iterations = own.iterations
    search.deepest = own.deepest
  }
}
