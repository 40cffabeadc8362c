/// A node by the actions that lead to it from the root: `left/key`.
public struct NodePath: Hashable, Sendable {
  /// The actions.
  public var steps: [String]

  /// Names the actions.
  public init(_ steps: [String]) { self.steps = steps }

  /// Reads actions with slashes between them; `\/` is a slash in an action, as `\"` and `\#` are a quote and
  /// a `#`.
  public init(_ text: String) { steps = ExpressionChecker.steps(text) }

  /// As many actions are listed where one does not exist.
  private static let mostListed = 8

  /// Returns the node.
  ///
  /// - Parameter column: where an error points.
  /// - Throws: an error that lists the actions there are where one is none of them, and the numbers of
  ///   siblings that have one label.
  /// - Complexity: O(children of the nodes on the way).
  public func node(in facts: any TreeFacts, column: Int) throws(ExpressionError) -> NodeID {
    var node = NodeID.root
    for (place, step) in steps.enumerated() {
      let labels = facts.childLabels(of: node)
      let fitting = labels.indices.filter { labels[$0] == step }
      let children = facts.children(of: node)
      guard let first = fitting.first, first < children.count else {
        throw ExpressionError(
          column: column, reason: missing(step, place, labels))
      }
      guard fitting.count == 1 else {
        let numbers = fitting.prefix(Self.mostListed).map { "\"\(children[$0])\"" }
        throw ExpressionError(
          column: column,
          reason: "\"\(step)\" fits \(fitting.count) siblings: \(numbers.joined(separator: " "))")
      }
      node = children[first]
    }
    return node
  }

  private func missing(_ step: String, _ place: Int, _ labels: [String]) -> String {
    let above = place == 0 ? "the root" : "\"\(steps.prefix(place).joined(separator: "/"))\""
    if labels.isEmpty { return "\(above) has no children" }
    let listed = labels.prefix(Self.mostListed).map { "\"\($0)\"" }.joined(separator: " ")
    let rest = labels.count > Self.mostListed ? " and \(labels.count - Self.mostListed) more" : ""
    return "\(above) has no action \"\(step)\"; it has \(listed)\(rest)"
  }
}

extension CheckedExpression {
  /// The places that it names.
  var places: [NodePlace] {
    switch self {
    case .number(let term): term.places
    case .truth(let term): term.places
    case .text(_, let place), .node(let place): place.places
    }
  }
}

extension NodePlace {
  /// The place, and those that it is worked out from.
  var places: [NodePlace] {
    switch self {
    case .here, .path, .numbered, .last, .best: [self]
    case .pick(let place), .top(let place, _): [self] + place.places
    }
  }
}

extension NumberTerm {
  /// The places that it names.
  var places: [NodePlace] {
    switch self {
    case .constant, .search: []
    case .node(_, let place), .score(let place, _), .bonus(let place), .term(_, let place),
      .margin(let place), .flip(let place, _), .part(_, _, let place):
      place.places
    case .negative(let term), .call(_, let term): term.places
    case .binary(_, let left, let right): left.places + right.places
    }
  }
}

extension TruthTerm {
  /// The places that it names.
  var places: [NodePlace] {
    switch self {
    case .node(_, let place), .isText(_, let place, _), .matches(_, let place, _),
      .hasText(_, let place), .isPickLower(let place), .isContradicted(let place):
      place.places
    case .planValid: []
    case .isKnown(let inner): inner.places
    case .comparison(_, let left, let right): left.places + right.places
    case .isSame(let first, let second): first.places + second.places
    case .not(let term): term.places
    case .and(let left, let right), .or(let left, let right): left.places + right.places
    }
  }
}
