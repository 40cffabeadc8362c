import Groundwork

/// What a search says is its answer, and by which rule.
public struct SearchAnswer: Hashable, Sendable {
  /// Where the answer and the most visited line part.
  public struct Parting: Hashable, Sendable {
    /// The first step, from 1, at which the two differ.
    public var step: Int
    /// The answer's action there.
    ///
    /// Untrusted text.
    public var action: String
    /// The visits of the answer's node there; nil where they are not known.
    public var visits: Double?
    /// The most visited line's action there.
    ///
    /// Untrusted text.
    public var otherAction: String
    /// The visits of the most visited line's node there; nil where they are not known.
    public var otherVisits: Double?

    /// Describes where the lines part.
    public init(
      step: Int, action: String, visits: Double?, otherAction: String, otherVisits: Double?
    ) {
      self.step = step
      self.action = action
      self.visits = visits
      self.otherAction = otherAction
      self.otherVisits = otherVisits
    }
  }

  /// The most visited line, where it is another one than the answer.
  public struct OtherLine: Hashable, Sendable {
    /// Its last node.
    public var end: NodeID
    /// How many steps it has.
    public var length: Int
    /// Whether the episode ends there.
    public var isTerminal: Bool
    /// The number that the answer's rule maximises, where the line has one.
    public var value: Double?
    /// What became of it, where the problem has a check.
    public var check: AnswerCheck?
    /// Where it and the answer part; nil where one of them only goes further.
    public var parting: Parting?

    /// Describes a line.
    public init(
      end: NodeID, length: Int, isTerminal: Bool, value: Double? = nil, check: AnswerCheck? = nil,
      parting: Parting? = nil
    ) {
      self.end = end
      self.length = length
      self.isTerminal = isTerminal
      self.value = value
      self.check = check
      self.parting = parting
    }
  }

  /// An action with which the answer could begin, where that is drawn.
  public struct Chance: Hashable, Sendable {
    /// The action's node.
    public var node: NodeID
    /// The action.
    ///
    /// Untrusted text.
    public var action: String
    /// The probability of being drawn, in 0...1.
    public var probability: Double

    /// Describes a chance.
    public init(node: NodeID, action: String, probability: Double) {
      self.node = node
      self.action = action
      self.probability = probability
    }
  }

  /// How it was chosen, in a few words.
  ///
  /// May hold untrusted text.
  public var rule: String
  /// The rule that was used in its place, in a few words, where it had nothing to choose from.
  public var instead: String?
  /// Why it had nothing, in a few words.
  public var lack: String?
  /// The labels of its actions.
  ///
  /// Untrusted text.
  public var path: [String]
  /// Its nodes, the root first.
  public var nodes: [NodeID]
  /// The number that the rule maximised; nil where it maximises none, and where it is not known.
  public var value: Double?
  /// What that number is, in a few words; nil where nobody says.
  public var measure: String?
  /// Q of its first action.
  public var firstValue: Double?
  /// How many finished paths it was chosen from, where it is one of them.
  public var rivals: Int?
  /// The temperature of the draw, where its first action was drawn.
  public var temperature: Double?
  /// The actions among which that was drawn, oldest first; empty where nothing was drawn.
  public var chances: [Chance] = []
  /// The answer as a program put it into words; nil where there are only its actions.
  ///
  /// Untrusted text.
  public var text: String?
  /// The state that it leads to, in one line, or what a program says of its answer.
  ///
  /// Untrusted text.
  public var state: String
  /// Whether the episode ends there.
  public var isTerminal: Bool
  /// What became of it, where the problem has a check.
  public var check: AnswerCheck?
  /// The most visited line, where it is another one.
  public var other: OtherLine?

  /// Makes an answer.
  public init(
    rule: String, instead: String? = nil, lack: String? = nil, path: [String],
    nodes: [NodeID] = [.root],
    value: Double?, measure: String? = nil, firstValue: Double? = nil, rivals: Int? = nil,
    text: String? = nil, state: String, isTerminal: Bool, check: AnswerCheck? = nil
  ) {
    self.rule = rule
    self.instead = instead
    self.lack = lack
    self.path = path
    self.nodes = nodes
    self.value = value
    self.measure = measure
    self.firstValue = firstValue
    self.rivals = rivals
    self.text = text
    self.state = state
    self.isTerminal = isTerminal
    self.check = check
  }

  private var isCount: Bool { measure?.hasPrefix("visits") == true }

  /// The number that the rule made as large as it could, as it is written: visits without decimals.
  public var valueText: String? {
    value.map { isCount ? NumberText.grouped(Int($0)) : NumberText.fixed($0) }
  }

  /// By which rule it was chosen, and the number that the rule made as large as it could, in a line.
  ///
  /// May hold untrusted text.
  public var reason: String {
    var parts: [String] = []
    if let instead {
      let lack = lack.map { ": \($0)" } ?? ""
      parts = ["none by \(rule)\(lack)", "instead by \(instead)"]
    } else if rivals == nil {
      parts = ["by \(rule)"]
    }
    if let valueText { parts.append("\(measure ?? "value") \(valueText)") }
    if let rivals, !parts.isEmpty {
      parts[parts.count - 1] +=
        rivals == 1
        ? ", the only finished path"
        : ", the highest of \(NumberText.grouped(rivals)) finished paths"
    }
    if let temperature { parts.append("T \(NumberText.short(temperature))") }
    if nodes.count > 1, let chance = chances.first(where: { $0.node == nodes[1] }) {
      parts.append("drawn with probability \(NumberText.fixed(chance.probability))")
    }
    if isCount, let firstValue { parts.append("Q \(NumberText.fixed(firstValue))") }
    return parts.joined(separator: "; ")
  }
}

/// What became of an answer that was carried out by rules that the search had no part in.
public struct AnswerCheck: Hashable, Sendable {
  /// Whether every step is allowed and the end is what was asked for.
  public var isValid: Bool
  /// The same in a few words, with what is known beside it.
  ///
  /// May hold untrusted text.
  public var words: String

  /// Makes a check.
  public init(isValid: Bool, words: String) {
    self.isValid = isValid
    self.words = words
  }
}

extension SearchAnswer.Parting {
  /// Finds where an answer leaves the most visited line; nil where one of them only goes further.
  ///
  /// Both lines begin with the root; `label` names the action that leads to a node. Linear in what
  /// they share.
  public init?(
    of answer: [NodeID], from line: [NodeID], in tree: borrowing SearchTree,
    label: (NodeID) -> String
  ) {
    let shared = zip(answer, line).prefix { $0 == $1 }.count
    guard shared < answer.count, shared < line.count else { return nil }
    let (own, other) = (answer[shared], line[shared])
    self.init(
      step: shared, action: label(own), visits: tree.visits(of: own), otherAction: label(other),
      otherVisits: tree.visits(of: other))
  }
}
