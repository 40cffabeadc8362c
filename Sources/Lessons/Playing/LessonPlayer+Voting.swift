import Groundwork
public import SearchTrees

/// An option that a class can vote on.
public struct VotingOption: Hashable, Sendable {
  /// a to f.
  public var letter: Character
  /// What it says; untrusted text.
  public var text: String
  /// Whether it is the right one.
  public var isRight: Bool
  /// The node that it stands for.
  public var node: NodeID?
}

extension LessonPlayer {
  /// The options of the question that is open: those of a choice, the nodes that have letters, yes and no.
  ///
  /// Of a number they are the answer and the wrong answers that have a known cause, smallest first. Empty
  /// where there are none to choose from.
  public func votingOptions() -> [VotingOption] {
    guard case .question(let open) = situation, let worked = try? workedOnce(open) else {
      return []
    }
    self.worked = worked
    switch (open.question.kind, worked.right) {
    case (.choice, _):
      return open.options.map {
        VotingOption(letter: $0.letter, text: LessonWords.plain($0.text), isRight: $0.isRight)
      }
    case (.node, .node(let right)):
      return open.nodes.compactMap { node in
        guard let letter = node.letter else { return nil }
        return VotingOption(
          letter: letter, text: node.label, isRight: node.node == right, node: node.node)
      }
    case (.yesno, .truth(let right)):
      return [
        VotingOption(letter: open.letters[0], text: "yes", isRight: right),
        VotingOption(letter: open.letters[1], text: "no", isRight: !right),
      ]
    case (.number, .number(let right, _)): return numbers(right, worked)
    default: return []
    }
  }

  private func numbers(_ right: Double, _ worked: WorkedQuestion) -> [VotingOption] {
    var values = [right]
    for case .number(let wrong) in worked.misses.map(\.value) where wrong.isFinite {
      values.append(wrong)
    }
    // All alike, so that no number stands out.
    let isWhole = values.allSatisfy { $0 == $0.rounded() }
    func text(_ value: Double) -> String {
      isWhole ? run.words(.number(value)) : NumberText.plain(value, places: 3)
    }
    let rightText = text(right)
    var texts: [String] = []
    for value in values.sorted() where !texts.contains(text(value)) { texts.append(text(value)) }
    // The answer is always among those that have a letter.
    let surplus = texts.count - Self.letters.count
    if surplus > 0 {
      let place = texts.firstIndex(of: rightText) ?? 0
      texts = Array(place < Self.letters.count ? texts.dropLast(surplus) : texts.dropFirst(surplus))
    }
    guard texts.count > 1 else { return [] }
    return zip(Self.letters, texts).map {
      VotingOption(letter: $0, text: $1, isRight: $1 == rightText)
    }
  }
}

extension LessonRun {
  /// The children of a node by their labels, numbers in them by their size.
  public func orderedChildren(of node: NodeID) -> [NodeID] {
    guard let facts = stage.facts else { return [] }
    return QuestionJudge.sorted(facts.children(of: node), in: self)
  }

  /// The nodes that the lesson unfolds.
  public var unfoldedNodes: Set<NodeID> { Set(unfolded.compactMap { try? node($0) }) }
}
