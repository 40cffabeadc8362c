import Groundwork

/// Holds the value of each inner node against its children's, where no simulations are recorded: what is left
/// for its own visits must be a value that a simulation can bring.
///
/// O(nodes and their children).
public enum BalanceChecks {
  /// How the numbers of a tree may be meant.
  private struct Counts {
    var nodes = 0
    var declared = 0
    var other = 0
    var otherSign = 0
    var first: NodeID?
  }

  /// Returns what contradicts the declared view, or sum or mean.
  public static func findings(
    in tree: borrowing SearchTree, _ declarations: SearchDeclarations, label: (NodeID) -> String
  ) -> [TreeFinding] {
    guard declarations.averages, declarations.countsSimulations, let kind = declarations.value,
      let range = range(tree, declarations), range.upperBound > range.lowerBound
    else { return [] }
    // Where the other player has what is left of 1 a sum says nothing of signs.
    let view = declarations.view
    if view == .mover, range.lowerBound >= 0 { return [] }
    var counts = Counts()
    for index in 1..<max(1, tree.count) {
      look(at: NodeID(index), in: tree, kind, view, range, &counts)
    }
    guard counts.nodes >= 5, counts.declared * 10 <= counts.nodes, let node = counts.first else {
      return []
    }
    if counts.other * 10 >= counts.nodes * 9 {
      let isMean = kind == .mean
      return [
        TreeFinding(
          .sumOrMean, count: max(0, counts.nodes - counts.declared), checked: counts.nodes,
          node: node,
          expected: .words(isMean ? "means" : "sums"), found: .words(isMean ? "sums" : "means"),
          example: "\(node) \(label(node)): with its children's "
            + "\(isMean ? "means it is no mean; as sums they add up" : "sums it is no sum; as means they agree")"
        )
      ]
    }
    guard let view, counts.otherSign * 10 >= counts.nodes * 9 else { return [] }
    return [
      TreeFinding(
        .signsAgainstView, count: max(0, counts.nodes - counts.declared), checked: counts.nodes,
        node: node,
        expected: .words(view == .mover ? "signs that alternate" : "the same sign at every depth"),
        found: .words(view == .mover ? "the same sign at every depth" : "signs that alternate"),
        example: "\(node) \(label(node)): its value is its children's with the "
          + "\(view == .mover ? "same" : "other") sign")
    ]
  }

  /// Where values lie: as declared, or where those of the nodes with one visit do.
  private static func range(
    _ tree: borrowing SearchTree, _ declarations: SearchDeclarations
  ) -> ClosedRange<Double>? {
    if let range = declarations.range, range.lowerBound.isFinite, range.upperBound.isFinite {
      return range
    }
    var low = Double.infinity
    var high = -Double.infinity
    for index in 0..<tree.count where tree.visits(of: NodeID(index)) == 1 {
      guard let value = tree.mean(of: NodeID(index)) else { continue }
      low = min(low, value)
      high = max(high, value)
    }
    return low < high ? low...high : nil
  }

  private static func look(
    at node: NodeID, in tree: borrowing SearchTree, _ kind: SearchDeclarations.ValueKind,
    _ view: SearchDeclarations.View?, _ range: ClosedRange<Double>, _ counts: inout Counts
  ) {
    let numbers = tree.nodes[node.index]
    guard numbers.childCount > 0, numbers.flags.isDisjoint(with: [.pinned, .proven, .terminal]),
      let visits = tree.visits(of: node), visits > 1, let sum = tree.valueSum(of: node)
    else { return }
    var (ownVisits, sums, means) = (visits, 0.0, 0.0)
    var rounding = visits * Rounding.half(sum / visits)
    var child = numbers.firstChild
    for _ in 0..<tree.childCount(of: node) {
      guard let childVisits = tree.visits(of: child) else { return }
      if childVisits > 0 {
        guard let childSum = tree.valueSum(of: child) else { return }
        ownVisits -= childVisits
        sums += childSum
        means += kind == .mean ? childSum / childVisits : childSum * childVisits
        rounding += childVisits * Rounding.half(childSum / childVisits)
      }
      child = tree.links[child.index].nextSibling
    }
    guard ownVisits >= 0, ownVisits <= 2, ownVisits < visits else { return }
    let slack = 2 * rounding + 1e-6
    func fits(_ left: Double) -> Bool {
      left >= ownVisits * range.lowerBound - slack && left <= ownVisits * range.upperBound + slack
    }
    let sign = view == .mover ? -1.0 : 1.0
    let swapped = kind == .mean ? sum / visits : sum * visits
    let isDeclared =
      fits(sum - sign * sums) || (view == nil && fits(sum + sums))
    counts.nodes += 1
    if isDeclared {
      counts.declared += 1
    } else if counts.first == nil {
      counts.first = node
    }
    if fits(swapped - sign * means) || (view == nil && fits(swapped + means)) { counts.other += 1 }
    if fits(sum + sign * sums) { counts.otherSign += 1 }
  }
}
