extension NodeLookup.Subject {
  /// Whether its hits stand in a list.
  var isListed: Bool {
    if case .words = self { true } else { false }
  }

  /// Whether it is a node that stands out.
  var isLandmark: Bool {
    if case .landmark = self { true } else { false }
  }

  /// The condition that the node meets.
  var condition: TreeExpression {
    get throws(ExpressionError) {
      switch self {
      case .words(let words): TreeExpression(finding: words)
      case .action(let action): TreeExpression(action: action)
      case .landmark(.note): try TreeExpression(condition: "note", ExpressionNames())
      case .landmark(.unvisited):
        try TreeExpression(condition: "N = 0 and not terminal", ExpressionNames())
      case .landmark(.pickNotHighest): .pickNotHighest
      case .landmark(.contradiction): .contradiction
      case .match, .number, .path, .landmark:
        throw ExpressionError(column: 1, reason: "this is no condition")
      }
    }
  }

  /// What is said where there is no such node.
  var absence: String {
    switch self {
    case .words(let words): "\"\(words)\" stands in no node"
    case .action(let action): "no other node has the action \"\(action)\""
    case .landmark(let landmark): landmark.absence
    case .match, .number, .path: "there is no such node"
    }
  }
}

extension NodeLookup.Landmark {
  /// What is said where there is no such node.
  var absence: String {
    switch self {
    case .mostVisitedLeaf: "the visits of no leaf are known"
    case .widestGap: "no two siblings have values"
    case .deepest, .newest: "the tree is empty"
    case .unvisited: "every node was visited, or nobody said how often"
    case .pickNotHighest: "no recorded choice passed the highest score by"
    case .contradiction: "nothing here contradicts itself"
    case .note: "no node has a note; a writes one"
    }
  }
}
