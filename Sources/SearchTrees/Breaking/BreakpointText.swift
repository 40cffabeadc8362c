import Groundwork

/// How a breakpoint is typed: `answer`, `visit`, a condition, or a number to watch, with where it looks
/// before it and how often it stops behind it.
struct BreakpointText {
  /// Where it is to look; nil where that follows from the expression.
  enum Place {
    case here
    case anyNode
  }

  var trigger: Breakpoint.Trigger
  var place: Place?
  var most: Int?
  /// The characters before the expression.
  let start: Int

  /// Reads what was typed.
  ///
  /// - Throws: an error where nothing is left to wait for.
  init(_ text: String, isWatch: Bool) throws(ExpressionError) {
    var words = text.drop { $0 == " " }
    for (name, place) in [("here:", Place.here), ("any:", .anyNode)] where words.hasPrefix(name) {
      self.place = place
      words = words.dropFirst(name.count).drop { $0 == " " }
    }
    start = text.count - words.count
    words = Self.trimmed(words)[...]
    if let (rest, number) = Self.cut(" max ", from: words), number >= 1 {
      most = Int(min(number, 1e12))
      words = rest
    }
    guard !words.isEmpty else {
      throw ExpressionError(
        column: start + 1, reason: "accepted are answer, visit, and conditions such as Q < .2")
    }
    if isWatch {
      var step: Double?
      if let (rest, number) = Self.cut(" by ", from: words) {
        guard number > 0 else {
          throw ExpressionError(
            column: start + rest.count + 5, reason: "a number moves by more than 0")
        }
        (step, words) = (number, rest)
      }
      trigger = .change(String(words), by: step)
      return
    }
    switch words {
    case "answer": trigger = .answer
    case "visit": trigger = .visit
    default: trigger = .condition(String(words))
    }
  }

  /// Cuts a word and the number behind it from the end.
  private static func cut(_ word: String, from text: Substring) -> (Substring, Double)? {
    guard let range = text.ranges(of: word).last,
      let number = Double(trimmed(text[range.upperBound...]))
    else { return nil }
    return (trimmed(text[..<range.lowerBound])[...], number)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension TreeExpression {
  /// What must be looked at after a simulation for the expression to be asked of every node that it may have
  /// changed for.
  var reach: Breakpoint.Cost {
    let places = meaning.places
    guard places.contains(.here) || places.contains(where: \.isBelowHere) else { return .small }
    // What names another node as well may change everywhere when that node does.
    if places.contains(where: { $0 != .here && !$0.isBelowHere }) || meaning.isAboutAll {
      return .all
    }
    return meaning.usesFamilies ? .families : .path
  }

  /// Whether it asks anything of the node at hand.
  var isAboutHere: Bool { reach != .small }
}

extension NodePlace {
  /// Whether it is found from the node that is looked at.
  fileprivate var isBelowHere: Bool {
    switch self {
    case .here: true
    case .pick(let place), .top(let place, _): place.isBelowHere
    case .path, .numbered, .last, .best: false
    }
  }
}

extension CheckedExpression {
  /// Whether scores and shares of families are asked for.
  fileprivate var usesFamilies: Bool { contains(\.isOfFamily, truth: { _ in false }) }

  /// Whether an answer may change at nodes that no simulation came near.
  fileprivate var isAboutAll: Bool {
    contains(\.isOfAll) {
      if case .node(let condition, _) = $0 {
        condition == .onPath || condition == .onBest
      } else {
        false
      }
    }
  }

  private func contains(
    _ number: (NumberTerm) -> Bool, truth: (TruthTerm) -> Bool
  ) -> Bool {
    switch self {
    case .number(let term): term.contains(number)
    case .truth(let term): term.contains(number, truth)
    case .text, .node: false
    }
  }
}

extension NumberTerm {
  fileprivate var isOfFamily: Bool {
    switch self {
    case .score, .bonus, .term, .margin, .flip, .node(.share, _): true
    default: false
    }
  }

  fileprivate var isOfAll: Bool {
    switch self {
    case .node(.age, _), .search: true
    default: false
    }
  }

  fileprivate func contains(_ holds: (NumberTerm) -> Bool) -> Bool {
    if holds(self) { return true }
    switch self {
    case .negative(let inner), .call(_, let inner): return inner.contains(holds)
    case .binary(_, let left, let right): return left.contains(holds) || right.contains(holds)
    default: return false
    }
  }
}

extension TruthTerm {
  fileprivate func contains(
    _ number: (NumberTerm) -> Bool, _ truth: (TruthTerm) -> Bool
  ) -> Bool {
    if truth(self) { return true }
    switch self {
    case .comparison(_, let left, let right):
      return left.contains(number) || right.contains(number)
    case .not(let inner): return inner.contains(number, truth)
    case .and(let left, let right), .or(let left, let right):
      return left.contains(number, truth) || right.contains(number, truth)
    default: return false
    }
  }
}
