import Groundwork
public import SearchTrees

extension ExportedTree {
  /// What is known of a node beside what every form has.
  public struct Details: Sendable {
    /// What an evaluator said of it.
    public var verdict: Verdict?
    /// The choice among its children: the one that was recorded, else the next one.
    public var decision: SelectionTable?
    /// Whether that choice was recorded.
    public var isRecorded = false
    /// What is said beside numbers and texts.
    public var extras = NodeExtras()
    /// The number by which the environment knows the action.
    public var code: UInt32 = 0

    /// Knows nothing.
    public init() {}
  }

  /// Reads what else is known of the nodes.
  ///
  /// O(nodes), and what the owner of the tree needs for each: of a search that is interpreted the states on
  /// the way to it.
  mutating func readDetails(from facts: any TreeFacts) {
    details = nodes.map { exported in
      let node = NodeID(exported.id)
      var details = Details()
      details.verdict = facts.verdict(on: node)
      details.extras = facts.extras(of: node)
      if !facts.children(of: node).isEmpty {
        details.decision = facts.decision(at: node, isRecorded: true)
        details.isRecorded = details.decision != nil
        if details.decision == nil {
          details.decision = facts.decision(at: node, isRecorded: false)
        }
      }
      return details
    }
    facts.read { tree in
      for place in nodes.indices { details[place].code = tree.nodes[nodes[place].id].action }
    }
  }

  /// Keeps the most visited nodes, with those on the way to them, and at most so many children of each; where
  /// visits are not known or equal, those nearer to the root, and of them the older ones.
  ///
  /// O(nodes log nodes).
  mutating func keep(most count: Int, children most: Int? = nil) {
    guard nodes.count > count || most != nil else { return }
    let order = nodes.indices.sorted { first, second in
      let (a, b) = (nodes[first], nodes[second])
      let (n, m) = (a.visits ?? -1, b.visits ?? -1)
      return n == m ? (a.depth, first) < (b.depth, second) : n > m
    }
    var isKept = [Bool](repeating: false, count: nodes.count)
    var kept = 0
    var families = [Int](repeating: 0, count: nodes.count)
    // The best line is what a reader looks for first.
    for place in bestLine.sorted() + order {
      var missing: [Int] = []
      var above: Int? = place
      while let current = above, !isKept[current] {
        missing.append(current)
        above = nodes[current].parent
      }
      guard !missing.isEmpty, kept + missing.count <= max(1, count) else { continue }
      if let most,
        missing.contains(where: { node in
          nodes[node].parent.map { families[$0] >= most } ?? false
        })
      {
        continue
      }
      for node in missing {
        isKept[node] = true
        if let parent = nodes[node].parent { families[parent] += 1 }
      }
      kept += missing.count
      if kept == count { break }
    }
    drop { !isKept[$0] }
  }

  /// Takes nodes away; whoever is taken away takes along what is below.
  private mutating func drop(_ isDropped: (Int) -> Bool) {
    var places = [Int?](repeating: nil, count: nodes.count)
    var kept: [Node] = []
    for place in nodes.indices {
      guard !isDropped(place) else {
        if let parent = nodes[place].parent.flatMap({ places[$0] }) {
          kept[parent].hiddenChildren += 1
        }
        continue
      }
      var node = nodes[place]
      node.parent = node.parent.flatMap { places[$0] }
      places[place] = kept.count
      kept.append(node)
    }
    leftOut += nodes.count - kept.count
    bestLine = Set(bestLine.compactMap { places[$0] })
    nodes = kept
  }
}
