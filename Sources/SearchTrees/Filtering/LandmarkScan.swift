import Groundwork

/// Looks for the node of a tree that stands out, some nodes at a time.
struct LandmarkScan {
  /// The node, as far as nodes were looked at; nil where none of them can be it.
  private(set) var node: NodeID?
  /// The nodes that were looked at.
  private(set) var position = 0

  private let landmark: NodeLookup.Landmark
  private var best = -Double.infinity
  private var generation: Int?
  /// The depth of each node, where that is asked for.
  private var depths: [UInt32] = []

  /// Nodes that are looked at in one go.
  private static let portion = 4096

  init(_ landmark: NodeLookup.Landmark) { self.landmark = landmark }

  /// Looks at the next nodes; returns whether there are more.
  ///
  /// O(nodes) in all, and their children.
  mutating func advance(over tree: borrowing SearchTree) -> Bool {
    if generation != tree.generation {
      self = LandmarkScan(landmark)
      generation = tree.generation
    }
    guard landmark != .newest else {
      node = NodeID(tree.count - 1)
      position = tree.count
      return false
    }
    let end = min(position + Self.portion, tree.count)
    while position < end {
      let current = NodeID(position)
      if let (candidate, number) = candidate(at: current, in: tree), number > best {
        (node, best) = (candidate, number)
      }
      position += 1
    }
    return position < tree.count
  }

  private mutating func candidate(
    at current: NodeID, in tree: borrowing SearchTree
  ) -> (NodeID, Double)? {
    switch landmark {
    case .mostVisitedLeaf:
      guard tree.nodes[current.index].childCount == 0 else { return nil }
      return tree.visits(of: current).map { (current, $0) }
    case .widestGap: return gap(below: current, in: tree)
    default:
      let parent = tree.links[current.index].parent
      depths.append(parent == .none ? 0 : depths[parent.index] + 1)
      return (current, Double(depths[current.index]))
    }
  }

  /// The best child of a node, and by how much its value exceeds that of the second.
  private func gap(below parent: NodeID, in tree: borrowing SearchTree) -> (NodeID, Double)? {
    var first: (node: NodeID, value: Double)?
    var second = -Double.infinity
    _ = tree.forEachChild(of: parent) { child, _ in
      guard let value = tree.value(of: child) else { return true }
      if let known = first, known.value >= value {
        second = max(second, value)
      } else {
        second = first?.value ?? second
        first = (child, value)
      }
      return true
    }
    guard let first, second.isFinite else { return nil }
    return (first.node, first.value - second)
  }
}
