import Groundwork
public import SearchTrees

/// What was answered in a recorded search, so that a search that goes on from it asks for none of it again.
extension Recording {
  /// Returns what was said of the steps and leaves up to the event that is shown, by the questions.
  ///
  /// O(nodes) and as many lines as there are answers; each is read once.
  public func keptAnswers() -> KeptAnswers {
    let answers = KeptAnswers()
    keepSteps(in: answers)
    keepEvaluations(in: answers)
    return answers
  }

  /// Of the children that an event made, what was said of each; nothing where that is not known of all.
  private func keepSteps(in answers: KeptAnswers) {
    guard fold.verdictAt.count > 0 else { return }
    var first = 1
    while first < fold.tree.count {
      var end = first
      while end < fold.tree.count, fold.births[end] == fold.births[first] { end += 1 }
      let children = (first..<end).map { NodeID($0) }
      if let parent = fold.tree.parent(of: children[0]),
        children.allSatisfy({ fold.verdictAt[$0.index] > 0 })
      {
        let verdicts = children.compactMap { verdict(of: $0) }
        let before = fold.tree.children(of: parent).prefix { $0 < children[0] }.count
        if verdicts.count == children.count {
          answers.keep(
            KeptAnswers.Steps(actions: children.map { action(of: $0) }, verdicts: verdicts),
            of: KeptAnswers.Question(actions(to: parent), attempt: before))
        }
      }
      first = end
    }
    // Nodes that turned out to have no child at all.
    for (node, promises) in fold.promises where fold.tree.childCount(of: node) == 0 {
      guard promises.contains(where: { $0.unexpanded == 0 }) else { continue }
      answers.keep(
        KeptAnswers.Steps(actions: [], verdicts: []),
        of: KeptAnswers.Question(actions(to: node), attempt: 0))
    }
  }

  /// Of every simulation, what was said of its leaf and of what else it judged.
  private func keepEvaluations(in answers: KeptAnswers) {
    guard let visits = layout.visits else { return }
    for index in 0..<fold.iterations.count {
      let events = events(endingWith: Int(fold.iterations[index].event))
      let judged = events.evaluations.compactMap { event -> (event: Int, node: NodeID)? in
        load(event, into: &other)
        otherEvent = event
        return other.node.flatMap { fold.names.node($0) }.map { (event, $0) }
      }
      guard !judged.isEmpty else { continue }
      var after: [NodeID: Double] = [:]
      for event in events.rows where load(event, into: &other) {
        otherEvent = event
        for row in 0..<other.statIDs.count {
          guard let node = fold.names.node(other.statIDs[row]) else { continue }
          after[node] = other.statNumbers[row * layout.names.count + visits]
        }
      }
      for (event, node) in judged {
        // Each judgement counts once for every node above it.
        let count = judged.count { fold.tree.isOnPath(node, to: $0.node) }
        guard let after = after[node], let attempt = Int(exactly: after - Double(count)),
          attempt >= 0
        else { continue }
        answers.keep(
          Self.verdict(value(of: event)),
          of: KeptAnswers.Question(actions(to: node), attempt: attempt))
      }
    }
  }

  /// Returns the evaluations, in their order, and the events with rows of the simulation that a backup ends.
  private func events(endingWith backup: Int) -> (evaluations: [Int], rows: [Int]) {
    var (evaluations, rows): ([Int], [Int]) = ([], [backup])
    var event = backup - 1
    while event > 1, let kind = index.kind(of: event), kind != .backup {
      if kind == .evaluate { evaluations.append(event) }
      if kind == .stats { rows.append(event) }
      event -= 1
    }
    return (evaluations.reversed(), rows.reversed())
  }

  private func action(of node: NodeID) -> UInt32 { fold.tree.nodes[node.index].action }

  private func actions(to node: NodeID) -> [UInt32] {
    fold.tree.path(to: node).dropFirst().map { action(of: $0) }
  }
}
