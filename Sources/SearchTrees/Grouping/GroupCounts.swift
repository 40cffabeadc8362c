/// The groups of the nodes that were asked, while they are counted.
///
/// Memory is bounded by the groups that are kept, not by the nodes.
struct GroupCounts {
  private var numbers = NumberBins()
  private var texts: [String: GroupTally] = [:]
  private var otherTexts = GroupTally()
  private var truths = [GroupTally(), GroupTally()]
  private var unknown = GroupTally()

  /// Counts a node under a number; NaN where it is not known.
  @inline(__always)
  mutating func add(number: Double, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    if number.isNaN {
      unknown.add(node, visits: visits, value: value)
    } else {
      numbers.add(number, node, visits: visits, value: value)
    }
  }

  /// Counts a node under the answer to a condition; nil where it is not known.
  @inline(__always)
  mutating func add(truth: Bool?, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    if let truth {
      truths[truth ? 1 : 0].add(node, visits: visits, value: value)
    } else {
      unknown.add(node, visits: visits, value: value)
    }
  }

  /// Counts a node under a text; nil where it is not known.
  mutating func add(text: String?, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    guard let text else { return unknown.add(node, visits: visits, value: value) }
    if texts.count >= GroupPass.mostTexts, texts[text] == nil {
      otherTexts.add(node, visits: visits, value: value)
    } else {
      texts[text, default: GroupTally()].add(node, visits: visits, value: value)
    }
  }

  /// The groups, texts by how many nodes have them, all else by what it is; what is not known at the end.
  ///
  /// O(groups log groups).
  var groups: [NodeGroup] {
    var tallies: [(NodeGroup.Value, GroupTally)] = numbers.groups.map { bounds, tally in
      switch bounds {
      case .exactly(let number): (.number(number), tally)
      case .range(let low, let high): (.numbers(low, high), tally)
      }
    }
    tallies += texts.map { (.text($0.key), $0.value) }
    tallies += [
      (.truth(true), truths[1]), (.truth(false), truths[0]), (.otherTexts, otherTexts),
      (.unknown, unknown),
    ]
    tallies.removeAll { $0.1.count == 0 }
    let visits = tallies.reduce(0) { $0 + $1.1.visits }
    let groups = tallies.map { NodeGroup($0, $1, visitsOfAll: visits) }
    let ordered = (texts.isEmpty ? GroupOrder.value : .count).sorted(groups)
    return ordered.filter(\.isAnswer) + ordered.filter { !$0.isAnswer }
  }
}
