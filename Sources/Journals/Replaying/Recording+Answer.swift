import Groundwork
import SearchTrees

/// What a recording says is the answer, where no rules of its search are known.
extension Recording {
  /// The event that names the answer at the event that is shown, if one does.
  private var answerEvent: Int? { answers.last { $0 <= position && includes($0) } }

  /// How the answer that the file names was chosen, if it says: the newest one at the event that is
  /// shown, or else the first one after it.
  ///
  /// Untrusted text.
  public var answerRule: String? {
    guard let event = answerEvent ?? answers.first(where: { includes($0) }) else { return nil }
    if let known = knownAnswerRule, known.event == event { return known.words }
    let words = value(of: event)["why"]?.string
    knownAnswerRule = (event, words)
    return words
  }

  /// Returns the answer: that of the reader if there is one, or what the file names, or else the most
  /// visited line.
  func answer(beside line: [NodeID], _ slicer: inout TreeSlicer) -> SearchAnswer {
    var answer: SearchAnswer
    if let answerReader {
      answer = answerReader.answer(
        in: &fold.tree, range: floatRange, players: players,
        leaves: answerReader.wantsAllLeaves ? leaves(newest: .max) : [])
    } else if let event = answerEvent {
      answer = self.answer(of: event)
    } else {
      let first = line.count > 1 ? line[1] : nil
      let isByValue = line.dropLast().contains { fold.tree.goesByValue(below: $0) }
      let firstValue = first.flatMap { fold.tree.value(of: $0) }
      answer = SearchAnswer(
        rule: (isByValue ? "highest Q, as visits are not known" : "most visits")
          + "; the file names no answer", path: [], nodes: line,
        value: isByValue ? firstValue : first.flatMap { fold.tree.visits(of: $0) },
        measure: isByValue ? "Q of its first action" : "visits of its first action",
        firstValue: firstValue, state: "", isTerminal: false)
    }
    answer.path = answer.nodes.dropFirst().map { slicer.label(of: $0, in: fold.tree, explanation) }
    guard let end = answer.nodes.last else { return answer }
    answer.isTerminal = fold.tree.nodes[end.index].flags.contains(.terminal)
    if answer.state.isEmpty { answer.state = text(of: end) ?? "" }
    if let last = line.last, answer.nodes != line {
      answer.other = SearchAnswer.OtherLine(
        end: last, length: line.count - 1,
        isTerminal: fold.tree.nodes[last.index].flags.contains(.terminal),
        parting: parting(of: answer.nodes, from: line, &slicer))
    }
    return answer
  }

  /// Whether the answer at the event that is shown goes by visits.
  var answersByVisits: Bool {
    if let interpreter {
      var moment = moment(newest: 0)
      if heedsAnswerRule { moment.answerRule = answerRule }
      return interpreter.answersByVisits(at: moment)
    }
    return answerReader == nil && answerEvent == nil
  }

  /// The nodes of the answer at the event that is shown, the root first.
  var answerNodes: [NodeID] {
    if let interpreter { return interpreter.answerNodes(in: &fold.tree, at: answeringMoment) }
    if let answerReader {
      return answerReader.answer(
        in: &fold.tree, range: floatRange, players: players,
        leaves: answerReader.wantsAllLeaves ? leaves(newest: .max) : []
      ).nodes
    }
    if let event = answerEvent { return answer(of: event).nodes }
    return fold.tree.principalVariation(from: fold.root, range: floatRange)
  }

  /// What an `answer` event says; without a path through the tree, the way to its node, and without a
  /// node the root.
  private func answer(of event: Int) -> SearchAnswer {
    let value = value(of: event)
    let said = value["path"]?.elements ?? []
    var nodes = said.compactMap(node(named:))
    // What is no way from the root on, or only because nodes that nobody knows were left out, is not
    // shown as one.
    let isWay =
      nodes.count == said.count && nodes.first == .root
      && zip(nodes, nodes.dropFirst()).allSatisfy { fold.tree.parent(of: $1) == $0 }
    if !isWay {
      nodes = value["node"].flatMap(node(named:)).map { fold.tree.path(to: $0) } ?? [.root]
    }
    let text = value["text"]?.string ?? ""
    return SearchAnswer(
      rule: value["why"]?.string ?? "the program's own", instead: value["instead"]?.string,
      path: [], nodes: nodes,
      value: value["value"]?.number.flatMap { $0.isFinite ? $0 : nil },
      firstValue: nodes.count > 1 ? fold.tree.value(of: nodes[1]) : nil, text: text, state: text,
      isTerminal: false)
  }

  private func node(named id: JSONValue) -> NodeID? {
    id.id.flatMap { fold.names.node($0) }
  }

  private func parting(
    of nodes: [NodeID], from line: [NodeID], _ slicer: inout TreeSlicer
  ) -> SearchAnswer.Parting? {
    SearchAnswer.Parting(of: nodes, from: line, in: fold.tree) {
      slicer.label(of: $0, in: fold.tree, explanation)
    }
  }

  /// Two where values are seen by the player who moved, else one.
  private var players: Int {
    header?.perspective == "mover" || header?.perspective == "parent" ? 2 : 1
  }
}
