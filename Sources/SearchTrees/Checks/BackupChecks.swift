import Groundwork

/// Looks at what each simulation changed on its path: visits, sums and their signs.
///
/// A simulation is looked at in two steps, before and after its numbers were set. O(path) a simulation.
public struct BackupChecks: Sendable {
  /// The numbers of a node of the path.
  private struct Row: Sendable {
    var node: NodeID
    var visits: Double?
    var sum: Double?
  }

  private let declarations: SearchDeclarations
  private var before: [Row] = []
  private var after: [Row] = []

  private var roots = CheckTally<CheckedPlace>()
  private var phantoms = CheckTally<CheckedPlace>()
  private var swapped = CheckTally<CheckedPlace>()
  private var signs = CheckTally<CheckedPlace>()
  private var stale = CheckTally<CheckedPlace>()
  /// How many inner nodes took the value in as a mean does.
  private var averaged = 0
  /// The first children of the root that simulations went through, one a simulation.
  private var firstSteps: [UInt32] = []

  /// Begins before the first simulation.
  public init(_ declarations: SearchDeclarations) { self.declarations = declarations }

  /// Whether any simulation was looked at.
  public var isEmpty: Bool { firstSteps.isEmpty }

  /// Keeps the numbers of a path as they are before a simulation is backed up.
  public mutating func willBackUp(_ path: [NodeID], in tree: borrowing SearchTree) {
    before.removeAll(keepingCapacity: true)
    for node in path { before.append(Self.row(node, tree)) }
  }

  /// Looks at what the simulation changed; `value` is what it brought up, where the file says it.
  public mutating func didBackUp(
    _ path: [NodeID], value: Double?, event: Int, in tree: borrowing SearchTree
  ) {
    if path.count > 1 { firstSteps.append(UInt32(truncatingIfNeeded: path[1].index)) }
    after.removeAll(keepingCapacity: true)
    for node in path { after.append(Self.row(node, tree)) }
    checkVisits(path, event)
    checkKind(path, value, event)
    if !isSwapped { checkSigns(path, event) }
    checkStale(path, value, event)
  }

  private static func row(_ node: NodeID, _ tree: borrowing SearchTree) -> Row {
    Row(node: node, visits: tree.visits(of: node), sum: tree.valueSum(of: node))
  }

  private func gained(_ place: Int) -> Double? {
    guard let old = before[place].visits, let new = after[place].visits else { return nil }
    return new - old
  }

  private func added(_ place: Int) -> Double? {
    guard let new = after[place].sum else { return nil }
    // A value that nobody gave yet adds up to nothing.
    guard let old = before[place].sum ?? (before[place].visits == 0 ? 0 : nil) else { return nil }
    return new - old
  }

  private var isSwapped: Bool { swapped.isRule(least: 3) }

  // MARK: - Visits

  private mutating func checkVisits(_ path: [NodeID], _ event: Int) {
    guard declarations.countsSimulations, let root = gained(0) else { return }
    let others = path.indices.dropFirst().compactMap(gained)
    if path.count > 1, others.count == path.count - 1 {
      let isTwice = path[1] == path[0] || root == 2 && others.allSatisfy { $0 == 1 }
      roots.add(
        isFound: isTwice, CheckedPlace(node: path[0], event: event, expected: 1, found: root))
    }
    for place in path.indices.dropFirst() {
      guard let gained = gained(place) else { continue }
      phantoms.add(
        isFound: gained >= 2 && gained > root && path[place] != path[0],
        CheckedPlace(node: path[place], event: event, expected: max(1, root), found: gained))
    }
  }

  // MARK: - Sum or mean

  private mutating func checkKind(_ path: [NodeID], _ value: Double?, _ event: Int) {
    guard let kind = declarations.value, let value, abs(value) > 1e-9 else { return }
    for place in path.indices {
      guard gained(place) == 1, let old = before[place].visits, old >= 1,
        let was = before[place].sum, let now = after[place].sum
      else { continue }
      let (rows, expected, found) =
        switch kind {
        // Of a mean the row is the sum by the visits: a sum grows by the value.
        case .mean:
          ((was / old, now / (old + 1)), now - was, now / (old + 1) - was / old)
        // Of a sum the row is the sum itself: a mean times its visits grows by the value.
        case .sum: ((was, now), now - was, now * (old + 1) - was * old)
        }
      let slack = (old + 2) * max(Rounding.half(rows.0), Rounding.half(rows.1))
      let isRight = abs(abs(expected) - abs(value)) <= slack
      let isOther = abs(abs(found) - abs(value)) <= slack
      guard isRight != isOther else { continue }
      swapped.add(
        isFound: isOther,
        CheckedPlace(
          node: path[place], event: event,
          expected: kind == .mean ? (was + value) / (old + 1) : was + value, found: rows.1))
    }
  }

  // MARK: - Signs

  private mutating func checkSigns(_ path: [NodeID], _ event: Int) {
    guard let view = declarations.view, path.count > 2 else { return }
    // The root is left out: nobody moved to it, and its value is written either way.
    for place in 1..<path.count - 1 {
      guard gained(place) == 1, gained(place + 1) == 1, let upper = added(place),
        let lower = added(place + 1), abs(upper) > 1e-6, abs(lower) > 1e-6
      else { continue }
      let slack =
        ((after[place].visits ?? 0) + 2)
        * max(1e-6, Rounding.half(upper), Rounding.half(lower))
      guard abs(abs(upper) - abs(lower)) <= min(slack, 0.2 * abs(lower)) else { continue }
      let changes = upper * lower < 0
      signs.add(
        isFound: changes != (view == .mover),
        CheckedPlace(
          node: path[place], event: event, expected: view == .mover ? -lower : lower,
          found: upper))
    }
  }

  // MARK: - Values that stay

  private mutating func checkStale(_ path: [NodeID], _ value: Double?, _ event: Int) {
    guard declarations.averages, path.count > 2, let value, abs(value) > 1e-9,
      gained(path.count - 1) == 1
    else { return }
    for place in 1..<path.count - 1 {
      guard let gained = gained(place), let added = added(place), let sum = after[place].sum,
        let visits = after[place].visits, visits > 1
      else { continue }
      let slack = (visits + 1) * 2 * Rounding.half(sum / visits)
      if gained == 1, abs(abs(added) - abs(value)) <= slack { averaged += 1 }
      // Neither visits nor value, or the same mean though another value went through.
      let mean = sum / visits
      let isKept =
        gained == 0 && added == 0
        || gained == 1 && abs(added - mean) <= 1e-9 * max(1, abs(mean))
          && abs(abs(mean) - abs(value)) > max(1e-3, slack)
      stale.add(
        isFound: isKept,
        CheckedPlace(
          node: path[place], event: event,
          expected: (sum - added + value) / (gained == 0 ? visits + 1 : visits), found: mean))
    }
  }

  // MARK: - Findings

  /// What was found in all simulations; `label` names a node.
  public func findings(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    var findings: [TreeFinding] = []
    func add(
      _ rule: CheckRule, _ tally: CheckTally<CheckedPlace>, _ example: (CheckedPlace) -> String
    ) {
      guard let first = tally.first else { return }
      findings.append(
        TreeFinding(
          rule, count: tally.count, checked: tally.checked, node: first.node,
          event: first.event, expected: .number(first.expected), found: .number(first.found),
          example: "event \(NumberText.grouped(first.event)), \(label(first.node)): "
            + example(first)))
    }
    // A single odd simulation is no habit.
    if roots.isRule(least: 3) {
      add(.rootCountedTwice, roots) { "its visits grew by \(NumberText.count($0.found)), not by 1" }
    }
    if !roots.isRule(least: 3) {
      add(.phantomVisits, phantoms) {
        "its visits grew by \(NumberText.count($0.found)), the simulation went through it once"
      }
    }
    if isSwapped {
      let isMean = declarations.value == .mean
      add(.sumOrMean, swapped) {
        "\(isMean ? "a mean" : "a sum") is declared; it would be \(NumberText.fixed($0.expected)), "
          + "recorded is \(NumberText.fixed($0.found)), which is the \(isMean ? "sum" : "mean")"
      }
    } else if signs.isRule(least: 3) {
      let isMover = declarations.view == .mover
      add(.signsAgainstView, signs) {
        "the value of its child went up as \(NumberText.fixed($0.found)), for "
          + "\(isMover ? "the player who moved it is" : "one view it is") "
          + "\(NumberText.fixed($0.expected))"
      }
    }
    if stale.count >= 3, averaged >= 3, !isSwapped {
      add(.staleInnerValues, stale) {
        "\(NumberText.fixed($0.found)) stayed, with the value of the simulation it is "
          + "\(NumberText.fixed($0.expected))"
      }
    }
    if let finding = constantTooSmall(tree, label) { findings.append(finding) }
    return findings
  }

  /// Whether the child that led early took nearly everything afterwards.
  private func constantTooSmall(
    _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> TreeFinding? {
    let rule = CheckRule.constantTooSmall
    guard Double(firstSteps.count) >= rule.threshold("visits") else { return nil }
    let early = Int(Double(firstSteps.count) * rule.threshold("early"))
    var counts: [UInt32: Int] = [:]
    for step in firstSteps.prefix(early) { counts[step, default: 0] += 1 }
    let leader = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let leader, Set(firstSteps).count > 1 else { return nil }
    let rest = firstSteps.dropFirst(early)
    let taken = rest.reduce(0) { $0 + ($1 == leader.key ? 1 : 0) }
    let share = Double(taken) / Double(rest.count)
    guard share >= rule.threshold("share") else { return nil }
    let node = NodeID(Int(leader.key))
    return TreeFinding(
      rule, count: taken, checked: rest.count, node: node,
      expected: .words("below \(NumberText.fixed(rule.threshold("share"), places: 2))"),
      found: .number(share),
      example: "\(label(node)) led after \(NumberText.grouped(early)) simulations and took "
        + "\(NumberText.fixed(share)) of the rest")
  }
}
