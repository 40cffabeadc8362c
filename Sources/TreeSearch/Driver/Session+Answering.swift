import Groundwork
public import SearchTrees

/// The answer, put into words for those who look at the search.
extension Session {
  /// Returns the nodes of a rule's answer, the root's first; nothing is put into words.
  public func answerNodes(_ rule: AnswerRule) -> [NodeID] { choice(of: rule).nodes }

  private func choice(of rule: AnswerRule) -> AnswerChoice {
    rule == shownAnswer ? search.choose(rule, with: &finder) : search.choose(rule)
  }

  /// Returns the answer of a reader, beside the most visited line.
  func answer(_ reader: any Reader, beside line: [NodeID]) -> SearchAnswer {
    let rule = reader as? AnswerRule
    let choice = rule.map { self.choice(of: $0) } ?? search.choose(by: reader)
    let nodes = choice.nodes
    let end = search.state(at: nodes[nodes.count - 1])
    var answer = SearchAnswer(
      rule: reader.words, instead: choice.instead?.words, lack: choice.lack,
      path: labels(of: nodes),
      nodes: nodes,
      value: choice.value, measure: choice.measure ?? (choice.instead ?? reader).measure,
      firstValue: nodes.count > 1 ? search.tree.value(of: nodes[1]) : nil, rivals: choice.rivals,
      state: search.recipe.world.line(for: end.state), isTerminal: end.isTerminal)
    answer.temperature = choice.temperature
    answer.chances = choice.chances.map {
      SearchAnswer.Chance(
        node: $0.node, action: labels(of: [.root, $0.node]).joined(), probability: $0.probability)
    }
    if nodes != line, let last = line.last {
      let isTerminal = search.state(at: last).isTerminal
      answer.other = SearchAnswer.OtherLine(
        end: last, length: line.count - 1, isTerminal: isTerminal,
        value: (choice.instead ?? rule).flatMap { search.value(ofLineTo: last, by: $0) },
        check: isTerminal ? check(line) : nil, parting: parting(of: nodes, from: line))
    }
    if end.isTerminal { answer.check = check(nodes) }
    return answer
  }

  /// Returns the labels of the actions of a line from the root on.
  func labels(of line: [NodeID]) -> [String] {
    line.dropFirst().map { slicer.label(of: $0, in: search.tree, search) }
  }

  private func parting(of nodes: [NodeID], from line: [NodeID]) -> SearchAnswer.Parting? {
    SearchAnswer.Parting(of: nodes, from: line, in: search.tree) {
      slicer.label(of: $0, in: search.tree, search)
    }
  }

  /// Returns what becomes of a line by the rules of the problem; each line is carried out once.
  private func check(_ line: [NodeID]) -> AnswerCheck? {
    let actions = line.dropFirst().map { search.tree.nodes[$0.index].action }
    if let known = checks.first(where: { $0.actions == actions }) { return known.check }
    let check = search.recipe.world.check(actions)
    checks = checks.suffix(3) + [(actions, check)]
    return check
  }
}
