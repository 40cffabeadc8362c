/// What plots are drawn of: bounded samples by iteration, and what is known of the present moment.
///
/// A function of the search alone, not of when somebody looked: at most 128 places over the whole
/// search, evenly spread, and the present moment as the last one.
public struct PlotSamples: Hashable, Sendable {
  /// Some children of a node, the most visited first, and what they were worth at each place.
  public struct Family: Hashable, Sendable {
    /// The node.
    public var parent: NodeID
    /// The children that are sampled: the 32 most visited, and the node under the cursor.
    public var children: [Child]
    /// How many children there are.
    public var childCount: Int

    /// The most children that are sampled.
    static let mostChildren = 32
  }

  /// A child of a family in the course of the search.
  public struct Child: Hashable, Sendable {
    /// The child.
    public var node: NodeID
    /// Its action.
    ///
    /// Untrusted text.
    public var label: String
    /// N at each place; nil where it is not known.
    public var visits: [Double?] = []
    /// Q at each place; nil where it is not known.
    public var values: [Double?] = []
  }

  /// A point of the line on which a child is as good as the one that is taken next.
  public struct FrontierPoint: Hashable, Sendable {
    /// The visits of a child.
    public var visits: Double
    /// The Q that it needs to be taken next.
    public var value: Double

    /// Makes a point.
    public init(visits: Double, value: Double) {
      self.visits = visits
      self.value = value
    }
  }

  /// The iteration of each place, oldest first.
  public var iterations: [Int] = []
  /// The seconds that the search had run at each place; nil where nobody measured them.
  public var seconds: [Double?] = []
  /// The children of the root that the search goes on from.
  public var root: Family
  /// The node under the cursor and its siblings; at the root its children.
  public var siblings: Family
  /// How many nodes and visits each depth has.
  public var depths: DepthProfile?
  /// Where a sibling must lie to be taken next; empty where the rule is not known, or has no such line.
  public var frontier: [FrontierPoint] = []
}

/// How many nodes and visits each depth of a tree has.
public struct DepthProfile: Hashable, Sendable {
  /// The nodes that the tree had when they were counted.
  public var total: Int
  /// The nodes of each depth, from 0.
  public var nodes: [Int]
  /// The sum of the visits of each depth, as far as they are known; nil where none is.
  public var visits: [Double?]
}

extension TreeSlicer {
  /// Returns the families that plots are about, with what their members are worth now.
  mutating func plotSamples<Explanation: TreeExplanation & ~Copyable>(
    for slice: TreeSlice, in tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> PlotSamples {
    let parent = tree.parent(of: slice.cursor) ?? slice.cursor
    return PlotSamples(
      root: family(of: explanation.root, beside: slice.cursor, in: tree, explanation),
      siblings: family(of: parent, beside: slice.cursor, in: tree, explanation))
  }

  private mutating func family<Explanation: TreeExplanation & ~Copyable>(
    of parent: NodeID, beside cursor: NodeID, in tree: borrowing SearchTree,
    _ explanation: borrowing Explanation
  ) -> PlotSamples.Family {
    var keys: [UInt64] = []
    _ = tree.forEachChild(of: parent) { child, numbers in
      keys.append(MostVisited.key(numbers.visits, child))
      return true
    }
    let count = keys.count
    keys.keepGreatest(PlotSamples.Family.mostChildren)
    var nodes = keys.sorted(by: >).map { MostVisited.node(of: $0) }
    if !nodes.contains(cursor), cursor != parent, tree.parent(of: cursor) == parent {
      nodes.append(cursor)
    }
    return PlotSamples.Family(
      parent: parent,
      children: nodes.map {
        PlotSamples.Child(node: $0, label: label(of: $0, in: tree, explanation))
      },
      childCount: count)
  }
}
