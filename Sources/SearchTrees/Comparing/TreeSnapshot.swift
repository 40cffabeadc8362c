import Groundwork

/// A search as it was at one moment: its tree with the words of its actions, its answer and what it said
/// of itself.
///
/// A value that nobody changes: two of them are compared on any thread, whatever became of the searches
/// meanwhile. About 50 bytes a node, and each different label once.
public final class TreeSnapshot: Sendable {
  /// What the moment is called, such as `run.jsonl@i87` or `main, sim 657`.
  ///
  /// Untrusted text.
  public let title: String
  /// The moment: two snapshots with the same one are of the same tree.
  public let moment: Int
  /// The node that is looked at: the root, or what was shown as one.
  public let root: NodeID
  /// The node that somebody pointed at.
  public let node: NodeID
  /// What the search said of itself, the answer included.
  public let summary: SearchSummary
  /// The choices at the nodes of the answer and of the best line, as far as they are known.
  public let decisions: [NodeID: SelectionTable]
  /// The line of most visits, root first.
  public let bestLine: [NodeID]

  let columns: Columns

  /// The tree, column by column; a number that is not known is NaN.
  struct Columns: Sendable {
    var parents: [NodeID] = []
    var firstChildren: [NodeID] = []
    var nextSiblings: [NodeID] = []
    var childCounts: [Int32] = []
    var visits: [Double] = []
    var sums: [Double] = []
    var values: [Double] = []
    var priors: [Float] = []
    var flags: [NodeFlags] = []
    /// The label of each node, as a place in `texts`.
    var labels: [UInt32] = []
    var texts = [""]
  }

  init(
    title: String, moment: Int, root: NodeID, node: NodeID, summary: SearchSummary,
    decisions: [NodeID: SelectionTable], bestLine: [NodeID], columns: Columns
  ) {
    self.title = title
    self.moment = moment
    self.root = root
    self.node = node
    self.summary = summary
    self.decisions = decisions
    self.bestLine = bestLine
    self.columns = columns
  }

  /// The nodes.
  public var nodeCount: Int { columns.parents.count }

  /// The action that leads to a node; empty at the root.
  ///
  /// Untrusted text.
  public func label(of node: NodeID) -> String { columns.texts[Int(columns.labels[node.index])] }

  /// N; nil where it is not known.
  public func visits(of node: NodeID) -> Double? { known(columns.visits[node.index]) }

  /// Q, exact if it is known; nil without visits, and where it is not known.
  public func value(of node: NodeID) -> Double? { known(columns.values[node.index]) }

  /// P; nil where it is not known.
  public func prior(of node: NodeID) -> Double? {
    let prior = columns.priors.isEmpty ? Float.nan : columns.priors[node.index]
    return prior.isNaN ? nil : Double(prior)
  }

  /// What else is known of a node.
  public func flags(of node: NodeID) -> NodeFlags { columns.flags[node.index] }

  /// How many children a node has.
  public func childCount(of node: NodeID) -> Int { Int(columns.childCounts[node.index]) }

  /// The children of a node, oldest first.
  ///
  /// O(children).
  public func children(of node: NodeID) -> [NodeID] {
    var children: [NodeID] = []
    children.reserveCapacity(childCount(of: node))
    var child = columns.firstChildren[node.index]
    while child != .none {
      children.append(child)
      child = columns.nextSiblings[child.index]
    }
    return children
  }

  /// The actions that lead to a node from the root.
  ///
  /// O(depth). Untrusted text.
  public func path(to node: NodeID) -> [String] {
    var path: [String] = []
    var current = node
    while columns.parents[current.index] != .none {
      path.append(label(of: current))
      current = columns.parents[current.index]
    }
    return path.reversed()
  }

  private func known(_ number: Double) -> Double? { number.isNaN ? nil : number }
}

extension TreeSnapshot: Hashable {
  /// Whether both are the same object.
  public static func == (left: TreeSnapshot, right: TreeSnapshot) -> Bool { left === right }

  /// Hashes which object it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension TreeSnapshot {
  /// The line that is answered from a node on, that node first: the answer where it goes through the node,
  /// or else always the most visited child.
  func line(from node: NodeID) -> [NodeID] {
    for line in [summary.answer?.nodes ?? [], bestLine] where line.count > 1 {
      if let place = line.firstIndex(of: node), place + 1 < line.count {
        return Array(line[place...])
      }
    }
    var line = [node]
    while let child = mostVisitedChild(of: line[line.count - 1]) { line.append(child) }
    return line
  }

  /// The visited child with the most visits, the higher value and the older first among equals; nil
  /// where the visits of none are known.
  func mostVisitedChild(of node: NodeID) -> NodeID? {
    var best: (node: NodeID, visits: Double, value: Double)?
    var child = columns.firstChildren[node.index]
    while child != .none {
      let visits = columns.visits[child.index]
      if visits > 0, !columns.flags[child.index].contains(.banned) {
        let value = self.value(of: child) ?? -.infinity
        if best.map({ (visits, value) > ($0.visits, $0.value) }) ?? true {
          best = (child, visits, value)
        }
      }
      child = columns.nextSiblings[child.index]
    }
    return best?.node
  }
}
