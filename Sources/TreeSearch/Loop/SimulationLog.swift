import Groundwork
import SearchTrees

/// The last node of each simulation's path, in their order, and how the tree grew meanwhile.
///
/// 8 bytes a simulation, kept only where somebody asks: readers that choose among simulations.
struct SimulationLog: ~Copyable {
  private var last = Column<NodeID>()
  private var nodeCounts = Column<UInt32>()
  /// The number of the newest simulation in which the tree grew, where it is known otherwise.
  private var known: Int?

  init() {}

  /// States what is known of another search's simulations.
  init(_ last: [NodeID], newestGrowth: Int) {
    for node in last { self.last.append(node) }
    known = newestGrowth
  }

  private init(copying other: borrowing SimulationLog) {
    last = other.last.copy()
    nodeCounts = other.nodeCounts.copy()
    known = other.known
  }

  borrowing func copy() -> SimulationLog { SimulationLog(copying: self) }

  /// How many simulations there are.
  var count: Int { last.count }

  /// The last node of a simulation, counted from 0.
  subscript(index: Int) -> NodeID { last[index] }

  /// The last nodes of all simulations.
  var nodes: [NodeID] { (0..<last.count).map { last[$0] } }

  mutating func append(_ node: NodeID, nodes count: Int) {
    last.append(node)
    nodeCounts.append(UInt32(truncatingIfNeeded: count))
    assert(
      last.count < 2 || nodeCounts[last.count - 2] <= nodeCounts[last.count - 1],
      "a tree never shrinks but by being taken back")
  }

  /// Forgets the simulations from one on.
  mutating func truncate(to count: Int) {
    guard count < last.count else { return }
    last.truncate(to: count)
    nodeCounts.truncate(to: count)
  }

  /// The number of the newest simulation in which the tree grew; 0 where it never did.
  ///
  /// O(log simulations): the counts never fall.
  var newestGrowth: Int {
    if let known { return known }
    guard nodeCounts.count > 0 else { return 0 }
    let newest = nodeCounts[nodeCounts.count - 1]
    if newest == 1 { return 0 }
    var (low, high) = (0, nodeCounts.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if nodeCounts[middle] == newest { high = middle } else { low = middle + 1 }
    }
    return low + 1
  }
}
