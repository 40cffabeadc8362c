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

  /// Whether a simulation begins at a node chosen among all that are open.
  public var choosesOpenNodes: Bool { search.openNodes != nil }

  /// How many nodes of a tree are open; 0 where nobody chooses among them.
  public func openNodes(in tree: inout SearchTree, at moment: RecordedMoment) -> Int {
    withTree(&tree, at: moment) { search.lookAtOpenNodes(isLent: true)?.count ?? 0 }
  }

  /// Fills in the rewards of a path, where steps are judged, and the terms of the backup rule.
  public func fill(
    _ effects: inout [BackupEffect], from tree: inout SearchTree, at moment: RecordedMoment
  ) {
    withTree(&tree, at: moment) { search.explain(&effects) }
  }

  /// Fills in everything that a request asks for but the trace and the history.
  public func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, from tree: inout SearchTree,
    at moment: RecordedMoment
  ) {
    var request = request
    request.wantsTrace = false
    request.wantsHistory = false
    withTree(&tree, at: moment) { fill(&slice, for: request) }
  }

  /// Returns the decision among the children of a node, as selection would make it at that moment.
  public func selectionTable(
    at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> SelectionTable? {
    withTree(&tree, at: moment) { search.selectionTable(at: node) }
  }

  /// Returns the nodes of the answer as the search would have given it at that moment.
  public func answerNodes(in tree: inout SearchTree, at moment: RecordedMoment) -> [NodeID] {
    withTree(&tree, at: moment) { answerNodes(shownAnswer) }
  }

  /// Whether the rule of that answer goes by visits.
  public func answersByVisits(at moment: RecordedMoment) -> Bool {
    rule(at: moment) == .mostVisits
  }

  /// Whether actions, by their numbers, are legal at a node.
  public func allows(
    _ actions: [UInt32], at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> Bool {
    withTree(&tree, at: moment) {
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
  }

  /// Returns the state at a node in one line.
  public func stateLine(
    at node: NodeID, in tree: inout SearchTree, at moment: RecordedMoment
  ) -> String {
    withTree(&tree, at: moment) {
      search.unenteredWords(node)
        ?? search.recipe.world.line(for: search.state(at: node).state)
    }
  }

  /// Returns what the recorded search had found at a moment.
  public func report(
    _ rule: AnswerRule, from tree: inout SearchTree, at moment: RecordedMoment
  ) -> SearchReport {
    withTree(&tree, at: moment) { report(rule) }
  }

  /// Sets the selection rule to what it knows of the recording's tree; O(nodes), once for each moment.
  private func fitSelection(to moment: RecordedMoment) {
    guard search.recipe.selection.followsBackups else { return }
    let key = InterpretedMoment(
      iterations: moment.iterations, nodes: search.tree.count, generation: search.tree.generation)
    if let known = interpretedSelection, known.key == key {
      search.recipe.selection = known.selection
    } else {
      search.recomputeSelection()
      interpretedSelection = (key, search.recipe.selection)
    }
  }

  /// Calls `body` with the recording's tree, statistics and settings in the place of the session's own.
  private func withTree<Result>(
    _ tree: inout SearchTree, at moment: RecordedMoment, _ body: () -> Result
  ) -> Result {
    let (selection, iterations, deepest, answer) = (
      search.recipe.selection, search.iterations, search.deepest, shownAnswer
    )
    let recorded = tree.statistics.layout
    let layout = search.tree.statistics.layout
    swap(&search.tree, &tree)
    // A recording of before the search declared statistics has none: they are unknown, not 0.
    search.tree.keepStatistics(of: layout)
    isInterpreting = true
    defer {
      swap(&search.tree, &tree)
      tree.keepStatistics(of: recorded)
      isInterpreting = false
      search.recipe.selection = selection
      search.log = SimulationLog()
      (shownAnswer, search.iterations, search.deepest) = (answer, iterations, deepest)
    }
    shownAnswer = rule(at: moment)
    search.iterations = moment.iterations
    search.deepest = moment.deepest
    search.log = SimulationLog(moment.leaves, newestGrowth: moment.lastGrowth)
    fitSelection(to: moment)
    for parameter in moment.parameters {
      _ = search.recipe.selection.set(parameter.name, to: parameter.value)
    }
    return body()
  }
}
