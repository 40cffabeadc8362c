import Groundwork

/// Counts the nodes and visits of each depth, and keeps the count as long as it is good enough.
///
/// A small tree is counted anew whenever it has changed. A large one is counted when it has grown by a
/// sixteenth, and once it stands still, so that a running search pays a bounded number of looks for each
/// node that it makes.
struct DepthTally: Sendable {
  /// What a count depends on.
  private struct Moment: Hashable {
    var iteration: Int
    var nodes: Int
    var generation: Int
  }

  /// Trees up to this size are counted anew whenever they have changed.
  static let smallTree = 1 << 13

  private var counted: Moment?
  private var seen: Moment?
  private var profile: DepthProfile?

  /// Returns the count of a tree.
  ///
  /// - Complexity: O(nodes) where it is counted, else O(1).
  mutating func profile(of tree: borrowing SearchTree, at iteration: Int) -> DepthProfile {
    let moment = Moment(iteration: iteration, nodes: tree.count, generation: tree.generation)
    defer { seen = moment }
    if let profile, let counted {
      if counted == moment { return profile }
      let isStanding = seen == moment
      let hasGrown =
        tree.generation != counted.generation || tree.count - tree.count / 16 >= counted.nodes
      if tree.count > Self.smallTree, !isStanding, !hasGrown { return profile }
    }
    let fresh = Self.count(tree)
    (counted, profile) = (moment, fresh)
    return fresh
  }

  private static func count(_ tree: borrowing SearchTree) -> DepthProfile {
    var depths = [Int32](repeating: 0, count: tree.count)
    var nodes: [Int] = [1]
    var visits: [Double?] = [tree.visits(of: .root)]
    for index in 1..<max(1, tree.count) {
      let depth = depths[tree.links[index].parent.index] + 1
      depths[index] = depth
      let place = Int(depth)
      if place == nodes.count {
        nodes.append(0)
        visits.append(nil)
      }
      nodes[place] += 1
      if let known = tree.visits(of: NodeID(index)) {
        visits[place] = (visits[place] ?? 0) + known
      }
    }
    return DepthProfile(total: tree.count, nodes: nodes, visits: visits)
  }
}
