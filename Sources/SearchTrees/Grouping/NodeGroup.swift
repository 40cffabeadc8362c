import Groundwork

/// Nodes for which an expression comes to the same, and what they are worth together.
public struct NodeGroup: Hashable, Sendable {
  /// What the expression comes to.
  public enum Value: Hashable, Sendable {
    /// A text.
    ///
    /// Untrusted text.
    case text(String)
    /// A number, which may be infinite.
    case number(Double)
    /// Numbers from a bound up to, and without, another.
    case numbers(RoundNumber, RoundNumber)
    /// Whether a condition holds.
    case truth(Bool)
    /// It is not known.
    case unknown
    /// One of the texts that came after so many others that they have no group each.
    case otherTexts
  }

  /// What the expression comes to.
  public var value: Value
  /// How many nodes there are.
  public var count: Int
  /// The sum of their visits as far as those are known; nil where none are.
  public var visits: Double?
  /// The part of ``visits`` in those of all groups, in 0...1; nil where it is not known.
  ///
  /// A visit counts once in each node that it went through.
  public var share: Double?
  /// How many of the nodes have a value.
  public var valueCount: Int
  /// The mean of their values, each counted once; nil where none has any.
  public var mean: Double?
  /// The standard deviation of these values around their mean; nil where none has any.
  public var deviation: Double?
  /// The node with the highest value; nil where none has any.
  public var best: NodeID?
  /// Its value.
  public var bestValue: Double?

  /// Whether it is the root alone, to which no action leads.
  public var isRoot: Bool { count == 1 && value == .text("") && best == .root }

  /// Whether its nodes have an answer to the expression, and one in common.
  var isAnswer: Bool { value != .unknown && value != .otherTexts }

  init(_ value: Value, _ tally: GroupTally, visitsOfAll: Double) {
    self.value = value
    count = tally.count
    visits = tally.visitCount > 0 ? tally.visits : nil
    share = SearchTree.share(visits, of: visitsOfAll)
    valueCount = tally.valueCount
    mean = tally.valueCount > 0 ? tally.mean : nil
    deviation = tally.deviation
    best = tally.valueCount > 0 ? tally.best : nil
    bestValue = tally.valueCount > 0 ? tally.bestValue : nil
  }
}

/// By what groups are ordered.
public enum GroupOrder: String, Hashable, Sendable, CaseIterable {
  /// What the expression comes to.
  case value
  case count
  case visits
  case mean
  case deviation
  case best

  /// Returns groups in this order, the largest first unless it is by what the expression comes to.
  ///
  /// What is not known stands at the end whichever way round; among equals it goes by ``value``.
  public func sorted(_ groups: [NodeGroup], isReversed: Bool = false) -> [NodeGroup] {
    let natural = groups.sorted { Self.natural($0.value, $1.value) }
    guard self != .value else {
      let known = natural.filter(\.isAnswer)
      return (isReversed ? known.reversed() : known) + natural.filter { !$0.isAnswer }
    }
    let ranked = natural.enumerated().map { ($0.offset, number(of: $0.element), $0.element) }
    return ranked.sorted { left, right in
      switch (left.1, right.1) {
      case (let first?, let second?) where first != second:
        isReversed ? first < second : first > second
      case (.some, nil): true
      case (nil, .some): false
      default: left.0 < right.0
      }
    }.map(\.2)
  }

  private func number(of group: NodeGroup) -> Double? {
    switch self {
    case .value: nil
    case .count: Double(group.count)
    case .visits: group.visits
    case .mean: group.mean
    case .deviation: group.deviation
    case .best: group.bestValue
    }
  }

  private static func natural(_ left: NodeGroup.Value, _ right: NodeGroup.Value) -> Bool {
    func rank(_ value: NodeGroup.Value) -> (Int, Double, String) {
      switch value {
      case .truth(let isTrue): (0, isTrue ? 0 : 1, "")
      case .number(let number): (0, number, "")
      case .numbers(let low, _): (0, low.value, "")
      case .text(let text): (0, 0, text)
      case .otherTexts: (1, 0, "")
      case .unknown: (2, 0, "")
      }
    }
    return rank(left) < rank(right)
  }
}

/// The groups of the nodes of a tree by an expression.
public struct NodeGroups: Hashable, Sendable {
  /// The expression.
  ///
  /// Untrusted text.
  public var text = ""
  /// The groups: texts by how many nodes have them, all else by what it is.
  public var groups: [NodeGroup] = []
  /// How many nodes are in them.
  public var nodeCount = 0

  /// Makes groups of no nodes.
  public init() {}

  /// The condition that the nodes of a group meet, as it can be typed; nil for what no condition says.
  public func condition(of group: NodeGroup) -> String? {
    Self.condition(text, group.value)
  }

  private static func condition(_ text: String, _ value: NodeGroup.Value) -> String? {
    // A name, with its brackets, stands as it is beside a comparison.
    let isName = text.allSatisfy { ExpressionLexer.continuesName($0) }
    let subject = isName ? text : "(\(text))"
    return switch value {
    case .text(let text):
      "\(subject) = \"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    case .number(let number) where number.isInfinite:
      number > 0 ? "\(subject) > 1e308" : "\(subject) < -1e308"
    case .number(let number): "\(subject) = \(numberText(number))"
    case .numbers(let low, let high):
      "\(subject) >= \(low.text) and \(subject) < \(high.text)"
    case .truth(let isTrue): isTrue ? subject : "not \(subject)"
    case .unknown: "not known(\(text))"
    case .otherTexts: nil
    }
  }

  /// A number as an expression reads it back to the last bit.
  static func numberText(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000 {
      return "\(whole)"
    }
    return "\(number)"
  }
}

extension NodeGroups {
  /// A number as people read it: `12,480`, `.25`, `5e-09`.
  public static func words(_ number: Double) -> String {
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000 {
      return NumberText.grouped(whole)
    }
    let text = "\(number)"
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    return text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
  }
}
