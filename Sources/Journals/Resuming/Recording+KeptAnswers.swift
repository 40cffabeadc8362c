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

  /// Of every simulation, what was said of its leaf.
  private func keepEvaluations(in answers: KeptAnswers) {
    guard let visits = layout.visits else { return }
    for index in 0..<fold.iterations.count {
      let event = Int(fold.iterations[index].event)
      guard load(event, into: &other), other.path.count > 0, other.statIDs.count > 0 else {
        continue
      }
      otherEvent = event
      let last = other.path[other.path.count - 1]
      var row = other.statIDs.count - 1
      while row >= 0, other.statIDs[row] != last { row -= 1 }
      guard row >= 0, let leaf = fold.names.node(last) else { continue }
      let after = other.statNumbers[row * layout.names.count + visits]
      guard let attempt = Int(exactly: after - 1), let verdict = evaluation(of: last, before: event)
      else { continue }
      answers.keep(verdict, of: KeptAnswers.Question(actions(to: leaf), attempt: attempt))
    }
  }

  /// Returns what the simulation that an event ends said of its leaf.
  private func evaluation(of id: UInt64, before event: Int) -> Verdict? {
    var place = event - 1
    while place > 1 {
      let kind = index.kind(of: place)
      if kind == .backup { return nil }
      if kind == .evaluate, load(place, into: &other) {
        otherEvent = place
        if other.node == id { return Self.verdict(value(of: place)) }
      }
      place -= 1
    }
    return nil
  }

  private func action(of node: NodeID) -> UInt32 { fold.tree.nodes[node.index].action }

  private func actions(to node: NodeID) -> [UInt32] {
    fold.tree.path(to: node).dropFirst().map { action(of: $0) }
  }
}
