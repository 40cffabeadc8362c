import Groundwork
import SearchTrees

/// Which node of the tree an id of the journal names.
///
/// Ids that count up from 0, as treetop writes them, cost nothing; ids that only increase cost eight
/// bytes a node and a binary search; any others a dictionary.
struct NodeNames: ~Copyable {
  private enum Order { case dense, increasing, arbitrary }

  private var order = Order.dense
  /// The number of nodes that have names.
  private(set) var count: Int
  /// The id of every node; empty while ids are dense.
  private var ids = Column<UInt64>()
  private var nodes: [UInt64: UInt32] = [:]

  /// The bytes that they take, about.
  var memory: Int { 8 * ids.count + 24 * nodes.count }

  /// Makes the names of a tree that has only a root.
  init(root: UInt64) {
    count = 0
    _ = add(root)
  }

  /// Names the next node; false, and nothing has changed, if the id is taken.
  @inline(__always)
  mutating func add(_ id: UInt64) -> Bool {
    if order == .dense, id == UInt64(count) {
      count += 1
      return true
    }
    return addSparse(id)
  }

  @inline(never)
  private mutating func addSparse(_ id: UInt64) -> Bool {
    if order == .dense {
      if id < UInt64(count) { return false }
      for index in 0..<count { ids.append(UInt64(index)) }
      order = .increasing
    }
    if order == .increasing, count > 0, id <= ids[count - 1] {
      if node(id) != nil { return false }
      for index in 0..<count { nodes[ids[index]] = UInt32(index) }
      order = .arbitrary
    }
    if order == .arbitrary {
      if nodes[id] != nil { return false }
      nodes[id] = UInt32(count)
    }
    ids.append(id)
    count += 1
    assert(ids.count == count, "every node has one name")
    return true
  }

  /// Returns the node that an id names.
  @inline(__always)
  func node(_ id: UInt64) -> NodeID? {
    if order == .dense { return id < UInt64(count) ? NodeID(Int(id)) : nil }
    return sparseNode(id)
  }

  @inline(never)
  private func sparseNode(_ id: UInt64) -> NodeID? {
    if order == .arbitrary { return nodes[id].map { NodeID(rawValue: $0) } }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < count && ids[low] == id ? NodeID(low) : nil
  }

  /// Returns the node that an id names, or will name if ids go on as they do; the root where that
  /// cannot be known.
  func expectedNode(_ id: UInt64) -> NodeID {
    if let node = node(id) { return node }
    return order == .dense && id <= UInt64(Int32.max) ? NodeID(Int(id)) : .root
  }

  /// Returns the id of a node.
  func id(of node: NodeID) -> UInt64 {
    order == .dense ? UInt64(node.index) : ids[node.index]
  }

  /// Forgets the names of the newest nodes.
  mutating func truncate(to newCount: Int) {
    if order == .arbitrary {
      for index in newCount..<count { nodes[ids[index]] = nil }
    }
    if order != .dense { ids.truncate(to: newCount) }
    count = newCount
  }
}
