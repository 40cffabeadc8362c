public import Groundwork
public import SearchTrees

/// A rule by which a node is chosen among all open nodes of a tree: the one with the highest score.
///
/// It is asked about any node through a ``Family``, whose statistics, parents and children are those of the
/// whole tree; so the walk, the tables and the golden cases have one and the same code. One value makes up
/// both sides of a search: ``OpenNodeScores`` explains it, a walk goes by it.
public protocol OpenNodeRule: Sendable {
  /// The rule's name.
  var name: String { get }
  /// The score in plain text.
  var formula: String { get }
  /// The names of the two terms of a score.
  var termNames: [String] { get }
  /// The numbers that can be set, the exploration constant first.
  var parameters: [Parameter] { get set }
  /// The statistics that it reads, beside visits and values.
  var statistics: [Statistic] { get }

  /// Learns where the tree keeps them.
  mutating func locate(in layout: StatisticLayout)
  /// Why a node is not open, in words; nil where it is.
  func reasonClosed(_ node: NodeID, in tree: borrowing Family) -> String?
  /// Returns what the score of a node is made of; nil where it has none.
  func score(of node: NodeID, in tree: borrowing Family) -> OpenScore?
  /// Returns the right side of the formula with the node's numbers put in.
  func working(of node: NodeID, in tree: borrowing Family) -> String
}

extension OpenNodeRule {
  /// The value of a parameter.
  func parameter(_ place: Int) -> Double { parameters[place].value }

  /// Returns the score of a node that is open; nil of one that is not, or has none.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    Family.look(at: tree) { look in
      reasonClosed(node, in: look) == nil ? score(of: node, in: look)?.total : nil
    }
  }
}

/// The score of an open node.
public struct OpenScore: Hashable, Sendable {
  /// What it is worth.
  public var value: Double
  /// What speaks for trying it.
  public var exploration: Double
  /// The sum, by which nodes are compared.
  public var total: Double { value + exploration }

  /// Puts a score together.
  public init(value: Double, exploration: Double) {
    self.value = value
    self.exploration = exploration
  }
}

/// The rule of a search that chooses among all open nodes, as tables show it: the children of a node with
/// their scores.
public struct OpenNodeScores<Rule: OpenNodeRule>: SelectionPolicy {
  /// The rule.
  public private(set) var rule: Rule

  /// Shows a rule.
  public init(_ rule: Rule) { self.rule = rule }

  /// The rule's name.
  public var name: String { rule.name }
  /// The score.
  public var formula: String { rule.formula }
  /// What a score is made of.
  public var termNames: [String] { rule.termNames }
  /// What can be set.
  public var parameters: [Parameter] { rule.parameters }
  /// Of equals the oldest is taken.
  public var ties: TieRule? { .first }
  /// What the rule reads.
  public var statistics: [Statistic] { rule.statistics }

  /// Sets a parameter.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard let place = rule.parameters.firstIndex(where: { $0.name == name }),
      rule.parameters[place].range.contains(value)
    else { return false }
    rule.parameters[place].value = value
    return true
  }

  /// Learns where the tree keeps statistics.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// Returns the open child with the highest score, the oldest among equals.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var best: (child: NodeID, score: Double)?
    family.forEachCandidate { child in
      guard rule.reasonClosed(child.node, in: family) == nil,
        let score = rule.score(of: child.node, in: family)?.total
      else { return }
      if best.map({ score > $0.score }) ?? true { best = (child.node, score) }
    }
    return best.map { .child($0.child) } ?? .none
  }

  /// Returns what speaks for each child, oldest first; not a number where it has no score.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    var result: [CandidateTerms] = []
    family.forEachChild(of: family.node) { child in
      let score = rule.score(of: child.node, in: family)
      let numbers = [score?.value ?? .nan, score?.exploration ?? .nan]
      let bar = family.bar(child.flags) ?? rule.reasonClosed(child.node, in: family)
      let constant = rule.parameters.first?.value ?? 0
      result.append(
        CandidateTerms(
          .child(child.node), score: bar == nil ? score.map { Float($0.total) } : nil,
          terms: zip(termNames, numbers).map { NamedNumber($0, $1) },
          slope: score.map { constant > 0 ? $0.exploration / constant : 0 } ?? 0,
          working: bar ?? rule.working(of: child.node, in: family)))
    }
    return result
  }
}

/// Children that are made all at once, of nodes that have none.
public struct ChildrenAtOnce: Widening, Hashable {
  /// How many are made.
  public var count: Int

  /// Makes a rule.
  public init(_ count: Int) { self.count = count }

  /// Where a walk finds the leaf, the walk says when it grows.
  public var growsNewLeaf: Bool { false }
  /// All of them, or none.
  public func childrenWanted(_ node: Node) -> Int { node.childCount == 0 ? count : 0 }
}
