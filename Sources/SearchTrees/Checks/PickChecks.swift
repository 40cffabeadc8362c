import Glibc
import Groundwork

/// Works the picks of simulations out again by the rule that the file declares, and by the known mistakes.
///
/// The path of each simulation says what was picked. A pick is looked at where
/// every sibling was visited before and none is barred, fixed or proven: then visits, values and the constant
/// say all that the rule saw.
public struct PickChecks: Sendable {
  /// A way to score a candidate: the rule, or a known mistake.
  enum Reading: Int, CaseIterable, Sendable {
    /// As the file declares it.
    case declared
    /// The mean divided by the visits again.
    case dividedAgain
    /// ln of the child's own visits.
    case ownLogarithm
    /// The value of the other player.
    case withoutSign
    /// The value alone.
    case withoutExploration

    var rule: CheckRule {
      switch self {
      case .declared: .pickNotByRule
      case .dividedAgain: .dividedAgain
      case .ownLogarithm: .ownVisitsInLogarithm
      case .withoutSign: .valueWithoutSign
      case .withoutExploration: .pickNotByRule
      }
    }
  }

  /// A pick that the declared rule does not explain.
  private struct Unexplained: Sendable {
    var event: Int
    var parent: NodeID
    var chosen: NodeID
    var best: NodeID
    var chosenScore: Double
    var bestScore: Double
  }

  private struct Candidate {
    var node: NodeID
    var visits: Double
    var value: Double
    var prior: Double
  }

  /// Whether the file holds the decisions themselves, with their scores.
  public var areRecorded = false

  private let rule: KnownRule
  private let isTwoPlayer: Bool
  private let barring: NodeFlags
  /// A mistake that nobody declared the absence of explains so many picks more.
  private static let leastPicks = 5
  private var checked = 0
  private var explained = [Int](repeating: 0, count: Reading.allCases.count)
  private var first: Unexplained?
  private var candidates: [Candidate] = []

  /// Begins; nil where the rule is none that can be worked out again.
  public init?(_ declarations: SearchDeclarations) {
    guard let rule = declarations.rule else { return nil }
    self.rule = rule
    isTwoPlayer = declarations.view == .mover
    let edited: NodeFlags = [.barred, .pinned, .proven, .retired, .priorEdited]
    barring = declarations.settlesEnds ? edited.union(.terminal) : edited
  }

  /// Looks at the picks of a simulation, before its numbers are set; `constant` is the constant in force.
  ///
  /// O(depth times branching).
  public mutating func look(
    at path: [NodeID], event: Int, constant: Double?, in tree: borrowing SearchTree
  ) {
    for level in 1..<max(1, path.count) {
      let (parent, chosen) = (path[level - 1], path[level])
      guard tree.parent(of: chosen) == parent, tree.visits(of: chosen) ?? 0 > 0 else { return }
      guard gather(parent, tree), candidates.count > 1,
        let total = tree.visits(of: parent), total > 0
      else { continue }
      look(at: chosen, of: parent, total, constant ?? rule.constant, event)
    }
  }

  private mutating func gather(_ parent: NodeID, _ tree: borrowing SearchTree) -> Bool {
    candidates.removeAll(keepingCapacity: true)
    let number = tree.childCount(of: parent)
    guard number > 1, number <= 1_000 else { return false }
    let needsPrior = rule.form == .prior
    for child in tree.children(of: parent) {
      let flags = tree.nodes[child.index].flags
      guard flags.isDisjoint(with: barring),
        let visits = tree.visits(of: child), visits > 0, let value = tree.mean(of: child)
      else { return false }
      let prior = tree.prior(of: child)
      if needsPrior, prior == nil { return false }
      candidates.append(
        Candidate(node: child, visits: visits, value: value, prior: prior ?? 0))
    }
    return true
  }

  private mutating func look(
    at chosen: NodeID, of parent: NodeID, _ total: Double, _ constant: Double, _ event: Int
  ) {
    guard let place = candidates.firstIndex(where: { $0.node == chosen }) else { return }
    checked += 1
    // Two means that are written with few decimals may be off by half a unit each.
    let slack = 2 * candidates.reduce(0) { max($0, Rounding.half($1.value)) }
    for reading in Reading.allCases {
      var isExplained = false
      for scale in scales(total) {
        let own = score(candidates[place], reading, scale, constant)
        let best = candidates.reduce(own) { max($0, score($1, reading, scale, constant)) }
        if own >= best - slack - 1e-5 * max(1, abs(best)) {
          isExplained = true
          break
        }
      }
      if isExplained { explained[reading.rawValue] += 1 }
      guard reading == .declared, !isExplained, first == nil, let scale = scales(total).first
      else { continue }
      let scores = candidates.map { score($0, .declared, scale, constant) }
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? place
      first = Unexplained(
        event: event, parent: parent, chosen: chosen, best: candidates[best].node,
        chosenScore: scores[place], bestScore: scores[best])
    }
  }

  /// What the parent's visits may have been, and the factor of the logarithm: programs count the simulation
  /// under way or not, and the root's own visit or not.
  private func scales(_ total: Double) -> [(visits: Double, factor: Double)] {
    let children = candidates.reduce(0) { $0 + $1.visits }
    let visits = [total, total + 1, children, max(1, total - 1)]
    switch rule.form {
    case .logarithm(let factors): return factors.flatMap { factor in visits.map { ($0, factor) } }
    case .prior: return visits.map { ($0, 1) }
    }
  }

  private func score(
    _ candidate: Candidate, _ reading: Reading, _ scale: (visits: Double, factor: Double),
    _ constant: Double
  ) -> Double {
    let value =
      switch reading {
      case .declared, .ownLogarithm, .withoutExploration: candidate.value
      case .dividedAgain: candidate.value / candidate.visits
      case .withoutSign: -candidate.value
      }
    if reading == .withoutExploration { return value }
    switch rule.form {
    case .prior:
      return value + constant * candidate.prior * scale.visits.squareRoot() / (1 + candidate.visits)
    case .logarithm:
      let inner = reading == .ownLogarithm ? candidate.visits : scale.visits
      return value + constant * (scale.factor * log(max(1, inner)) / candidate.visits).squareRoot()
    }
  }

  /// What was found; `label` names a node.
  ///
  /// A mistake is named where it explains all picks but one in 200, and more than the rule does.
  public func findings(label: (NodeID) -> String) -> [TreeFinding] {
    guard let first else { return [] }
    let declared = explained[Reading.declared.rawValue]
    let mistakes = Reading.allCases.dropFirst().filter {
      !($0 == .withoutSign && !isTwoPlayer) && !($0 == .ownLogarithm && rule.form == .prior)
    }
    let best = mistakes.max { explained[$0.rawValue] < explained[$1.rawValue] }
    var reading = Reading.declared
    if let best, explained[best.rawValue] > declared,
      explained[best.rawValue] * 200 >= checked * 199
    {
      reading = best
    }
    // What the file itself explains, or may mean in another way, is held against known mistakes alone.
    if areRecorded || !rule.isSpelledOut {
      guard reading.rule != .pickNotByRule,
        explained[reading.rawValue] - declared >= Self.leastPicks
      else { return [] }
    }
    var example =
      "event \(NumberText.grouped(first.event)), at \(label(first.parent)): "
      + "\(label(first.chosen)) was taken with \(NumberText.fixed(first.chosenScore)), "
      + "\(label(first.best)) has \(NumberText.fixed(first.bestScore)) by the declared rule"
    if reading != .declared {
      example +=
        "; \(reading == .withoutExploration ? "Q alone" : "this mistake") explains \(NumberText.grouped(explained[reading.rawValue])) of "
        + "\(NumberText.grouped(checked)) picks, the rule \(NumberText.grouped(declared))"
    }
    return [
      TreeFinding(
        reading.rule, count: max(0, checked - declared), checked: checked, node: first.parent,
        event: first.event, expected: .words(label(first.best)), found: .words(label(first.chosen)),
        example: example)
    ]
  }
}
