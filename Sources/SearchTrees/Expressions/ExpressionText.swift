import Groundwork

/// How what an expression means is written, for whoever is shown a part of it.
extension NodePlace {
  /// The place as it is written in a lesson.
  ///
  /// Untrusted text.
  var written: String {
    switch self {
    case .here: "here"
    case .path(let steps, _): "\"" + NodePath(steps).written + "\""
    case .numbered(0, _): "root"
    case .numbered(let number, _): "\"#\(number)\""
    case .last: "last"
    case .best: "best"
    case .pick(let place): "pick(\(place.written))"
    case .top(let place, let ranked): "top(\(place.written), \"\(ranked.written)\")"
    }
  }
}

extension NodePath {
  /// The actions with slashes between them; what would be read otherwise has a backslash before it.
  ///
  /// Untrusted text.
  public var written: String {
    steps.enumerated().map { place, step in
      let text = step.replacing("\\", with: "\\\\").replacing("/", with: "\\/")
        .replacing("\"", with: "\\\"")
      return place == 0 && text.hasPrefix("#") ? "\\" + text : text
    }.joined(separator: "/")
  }
}

extension RankedNumber {
  fileprivate var written: String {
    switch self {
    case .node(let number): number.written
    case .bonus: "U"
    case .score: "score"
    case .part(let name): name
    }
  }
}

extension NodeNumber {
  fileprivate var written: String {
    switch self {
    case .visits: "N"
    case .value: "Q"
    case .prior: "P"
    case .sum: "sum"
    case .depth: "depth"
    case .children: "children"
    case .share: "share"
    case .age: "age"
    case .statistic: "stat"
    }
  }
}

extension NumberTerm {
  /// The parts that are numbers of a node or of the search, those of arithmetic left out.
  var found: [NumberTerm] {
    switch self {
    case .constant: []
    case .negative(let term), .call(_, let term): term.found
    case .binary(_, let left, let right): left.found + right.found
    case .node, .search, .score, .bonus, .term, .margin, .flip, .part: [self]
    }
  }

  /// The term as it is written in a lesson; arithmetic is not written out.
  ///
  /// Untrusted text.
  var written: String {
    switch self {
    case .constant(let number): NumberText.short(number)
    case .node(let number, let place): "\(number.written)(\(place.written))"
    case .search(let number): number.rawValue
    case .score(let place, let isRecorded):
      "\(isRecorded ? "scored" : "score")(\(place.written))"
    case .bonus(let place): "U(\(place.written))"
    case .term(let name, let place): "term(\(place.written), \"\(name)\")"
    case .margin(let place): "margin(\(place.written))"
    case .flip(let place, let isAbove): "flip_\(isAbove ? "up" : "down")(\(place.written))"
    case .part(let number, let name, let place):
      "\(number.rawValue)(\(place.written), \"\(name)\")"
    case .negative: "the negative number"
    case .binary(let operation, _, _): operation == .divide ? "the quotient" : "the result"
    case .call(let function, _): "\(function.rawValue)(...)"
    }
  }
}

extension TruthTerm {
  /// The numbers and nodes that it is about.
  var found: (numbers: [NumberTerm], nodes: [NodePlace], conditions: [TruthTerm]) {
    switch self {
    case .comparison(_, let left, let right): (left.found + right.found, [], [])
    case .isSame(let left, let right):
      ([], [left, right].filter(\.isFound), [])
    case .node, .planValid, .isText, .matches, .hasText, .isPickLower, .isContradicted, .isKnown:
      ([], [], [self])
    case .not(let term): term.found
    case .and(let left, let right), .or(let left, let right):
      (
        left.found.numbers + right.found.numbers, left.found.nodes + right.found.nodes,
        left.found.conditions + right.found.conditions
      )
    }
  }

  fileprivate var conditionText: String? {
    switch self {
    case .node(let condition, let place):
      let word = ExpressionLanguage.words.first {
        $0.stands == .condition(condition) && $0.isIn(.lesson)
      }
      return word.map { "\($0.name)(\(place.written))" }
    case .planValid: return "plan_valid"
    default: return nil
    }
  }
}

extension NodePlace {
  /// Whether which node it is follows from the search.
  fileprivate var isFound: Bool {
    switch self {
    case .last, .best, .pick, .top: true
    case .here, .path, .numbered: false
    }
  }
}

extension ExpressionEvaluator {
  /// Returns what the parts of the expression come to now, each in a few words: `N("left") is 12`.
  ///
  /// Untrusted text. What is not known is said not to be.
  public func findings(at node: NodeID = .root) -> [String] {
    let found: (numbers: [NumberTerm], nodes: [NodePlace], conditions: [TruthTerm]) =
      switch meaning {
      case .number(let term): (term.found, [], [])
      case .truth(let term): term.found
      case .node(let place): ([], [place], [])
      case .text: ([], [], [])
      }
    var lines: [String] = []
    for term in found.numbers {
      let number = number(term, node)
      lines.append("\(term.written) is \(number.isNaN ? "not known" : NumberText.short(number))")
    }
    for place in found.nodes {
      lines.append("\(place.written) is \(self.node(place, node).map(name) ?? "not known")")
    }
    for term in found.conditions {
      guard let text = term.conditionText else { continue }
      let words = truth(term, node).map { $0 ? "is so" : "is not so" } ?? "is not known"
      lines.append("\(text) \(words)")
    }
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
  }

  /// Returns a node as a path of actions from the root.
  ///
  /// Untrusted text.
  public func name(of node: NodeID) -> String {
    NodePath(pathSteps(of: node)).written.isEmpty ? "root" : NodePath(pathSteps(of: node)).written
  }

  /// Returns why the expression comes to nothing, where it does: the first part that is not known.
  ///
  /// Untrusted text.
  public func lack(at node: NodeID = .root) -> String {
    let numbers: [NumberTerm] =
      switch meaning {
      case .number(let term): term.found
      case .truth(let term): term.found.numbers
      case .node, .text: []
      }
    for term in numbers where number(term, node).isNaN {
      return reason(for: term, node)
    }
    let places: [NodePlace] =
      switch meaning {
      case .node(let place): [place]
      case .truth(let term): term.found.nodes
      case .number, .text: []
      }
    for place in places where self.node(place, node) == nil { return reason(for: place, node) }
    return "it comes to no number: a division by 0, or a root or logarithm that does not exist"
  }

  private func reason(for term: NumberTerm, _ here: NodeID) -> String {
    let places: [NodePlace] =
      switch term {
      case .node(_, let place), .score(let place, _), .bonus(let place), .term(_, let place),
        .margin(let place), .flip(let place, _), .part(_, _, let place):
        [place]
      default: []
      }
    for place in places where node(place, here) == nil { return reason(for: place, here) }
    if case .node(.value, let place) = term {
      return "\(term.written) is not known: \(place.written) has no visits"
    }
    if case .flip(_, let isAbove) = term {
      return "\(term.written) is not known: no other child is chosen \(isAbove ? "above" : "below")"
    }
    return "\(term.written) is not known"
  }

  private func reason(for place: NodePlace, _ here: NodeID) -> String {
    switch place {
    case .top(let parent, _):
      if let node = node(parent, here), let (first, second) = tie(place, at: node) {
        return "a tie: \(place.written) is \"\(name(of: first))\" as well as "
          + "\"\(name(of: second))\""
      }
      return "\(place.written) is not known: no child has such a number"
    case .pick: return "\(place.written) is not known: there is no child to choose"
    case .last: return "last is not known: no simulation was run yet"
    case .best: return "best is not known: the root has no visited child"
    default: return "\(place.written) is not there"
    }
  }
}
