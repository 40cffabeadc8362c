import Groundwork

/// Looks at the parts of rewards: whether they differ at all, and whether they tell good siblings from bad ones.
///
/// At most 50,000 judgements are looked at, the first ones.
public struct PartChecks: Sendable {
  private struct Judgement: Sendable {
    var node: NodeID
    var number: Double
  }

  private static let most = 50_000
  private var names: [String] = []
  private var judgements: [String: [Judgement]] = [:]
  private var count = 0

  /// Begins before the first judgement.
  public init() {}

  /// Whether more are looked at.
  public var hasRoom: Bool { count < Self.most }

  /// Keeps the parts of a judgement.
  public mutating func look(at parts: [NamedNumber], of node: NodeID) {
    count += 1
    for part in parts where part.value.isFinite {
      if judgements[part.name] == nil { names.append(part.name) }
      judgements[part.name, default: []].append(Judgement(node: node, number: part.value))
    }
  }

  /// What often is a mistake, by what the subtrees came to be worth; `label` names a node.
  ///
  /// O(pairs of siblings).
  public func remarks(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    var findings: [TreeFinding] = []
    for name in names {
      let all = judgements[name] ?? []
      guard let first = all.first else { continue }
      let constant = CheckRule.partIsConstant
      if all.allSatisfy({ $0.number == first.number }) {
        guard Double(all.count) >= constant.threshold("judgements") else { continue }
        findings.append(
          TreeFinding(
            constant, count: all.count, checked: all.count, node: first.node,
            expected: .words("numbers that differ"), found: .number(first.number),
            example: "\(name) is \(NumberText.fixed(first.number)) in all "
              + "\(NumberText.grouped(all.count)) judgements"))
        continue
      }
      if let finding = ranking(name, all, tree) { findings.append(finding) }
    }
    return findings
  }

  private func ranking(
    _ name: String, _ all: [Judgement], _ tree: borrowing SearchTree
  ) -> TreeFinding? {
    let rule = CheckRule.partDoesNotRank
    // The newest judgement of a node counts.
    var numbers: [NodeID: Double] = [:]
    for judgement in all { numbers[judgement.node] = judgement.number }
    var families: [NodeID: [NodeID]] = [:]
    for node in numbers.keys {
      if let parent = tree.parent(of: node) { families[parent, default: []].append(node) }
    }
    var pairs = 0
    var score = 0.0
    for family in families.values where family.count > 1 && family.count <= 100 {
      for (place, first) in family.enumerated() {
        for second in family[(place + 1)...] {
          guard let a = tree.mean(of: first), let b = tree.mean(of: second), a != b,
            let x = numbers[first], let y = numbers[second]
          else { continue }
          pairs += 1
          score += x == y ? 0.5 : (x > y) == (a > b) ? 1 : 0
        }
      }
    }
    guard Double(pairs) >= rule.threshold("pairs"), let first = all.first else { return nil }
    let area = score / Double(pairs)
    guard (rule.threshold("low")...rule.threshold("high")).contains(area) else { return nil }
    return TreeFinding(
      rule, count: pairs, checked: pairs, node: first.node,
      expected: .words("an area above \(NumberText.fixed(rule.threshold("high"), places: 2))"),
      found: .number(area),
      example: "\(name) puts the sibling that came to be worth more first in "
        + "\(NumberText.fixed(area)) of \(NumberText.grouped(pairs)) pairs; .5 is chance")
  }
}
