import Groundwork

/// Counts the nodes and visits of each depth, and keeps the count as long as it is good enough.
///
/// A small tree is counted anew whenever it has changed. A large one is counted when it has grown by a
/// sixteenth, and once it stands still. In a search that runs, a large tree is counted bit by bit between
/// simulations, so that no slice waits for it.
struct DepthTally: Sendable {
  /// What a count depends on.
  private struct Moment: Hashable {
    var iteration: Int
    var nodes: Int
    var generation: Int

    init(of tree: borrowing SearchTree, at iteration: Int) {
      self.iteration = iteration
      nodes = tree.count
      generation = tree.generation
    }
  }

  /// A count of the nodes that a tree had at a moment; their visits are taken as they are passed.
  private struct Count: Sendable {
    let moment: Moment
    private var depths: [Int32] = [0]
    private var nodes = [1]
    private var visits: [Double?]

    init(_ tree: borrowing SearchTree, at moment: Moment) {
      self.moment = moment
      visits = [tree.visits(of: .root)]
      depths.reserveCapacity(moment.nodes)
    }

    var isDone: Bool { depths.count >= moment.nodes }

    var profile: DepthProfile { DepthProfile(total: moment.nodes, nodes: nodes, visits: visits) }

    /// Looks at no more nodes than `looks`.
    mutating func advance(over tree: borrowing SearchTree, looks: Int) {
      let first = depths.count
      for index in first..<max(first, min(moment.nodes, first + looks)) {
        let depth = depths[tree.links[index].parent.index] + 1
        depths.append(depth)
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
    }
  }

  /// Trees up to this size are counted anew whenever they have changed.
  static let smallTree = 1 << 13

  private var counted: Moment?
  private var seen: Moment?
  private var profile: DepthProfile?
  /// The count that is under way.
  private var count: Count?

  /// Returns the count of a tree.
  ///
  /// While the tree is moving and ``goOn(over:looks:)`` is called, an older count is good enough that is at
  /// least half as large; a newer one is begun.
  /// - Complexity: O(nodes) where it is counted, else O(1).
  mutating func profile(
    of tree: borrowing SearchTree, at iteration: Int, isMoving: Bool = false
  ) -> DepthProfile {
    let moment = Moment(of: tree, at: iteration)
    defer { seen = moment }
    if let profile, let counted {
      if counted == moment { return profile }
      let isSame = tree.generation == counted.generation && tree.count >= counted.nodes
      let hasGrown = !isSame || tree.count - tree.count / 16 >= counted.nodes
      if tree.count > Self.smallTree, isMoving, isSame, tree.count / 2 <= counted.nodes {
        if hasGrown, count == nil { count = Count(tree, at: moment) }
        return profile
      }
      if tree.count > Self.smallTree, seen != moment, !hasGrown { return profile }
    }
    var whole = Count(tree, at: moment)
    whole.advance(over: tree, looks: moment.nodes)
    keep(whole)
    return whole.profile
  }

  /// Goes on with a count that is under way.
  mutating func goOn(over tree: borrowing SearchTree, looks: Int) {
    guard let moment = count?.moment else { return }
    guard moment.generation == tree.generation, moment.nodes <= tree.count else {
      count = nil
      return
    }
    count?.advance(over: tree, looks: looks)
    if let count, count.isDone { keep(count) }
  }

  private mutating func keep(_ done: Count) {
    (counted, profile, count) = (done.moment, done.profile, nil)
  }
}
