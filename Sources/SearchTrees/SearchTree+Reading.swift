import Groundwork

extension SearchTree {
  /// Returns the parent of a node, or nil at the root.
  public func parent(of node: NodeID) -> NodeID? {
    let parent = links[node.index].parent
    return parent == .none ? nil : parent
  }

  /// Returns the children of a node, oldest first.
  ///
  /// O(children).
  public func children(of node: NodeID) -> [NodeID] {
    let number = Int(nodes[node.index].childCount)
    var result: [NodeID] = []
    result.reserveCapacity(number)
    var child = nodes[node.index].firstChild
    for _ in 0..<number {
      result.append(child)
      child = links[child.index].nextSibling
    }
    return result
  }

  /// Returns the nodes from the root to `node`, both included.
  ///
  /// O(depth).
  public func path(to node: NodeID) -> [NodeID] {
    var path = [node]
    var current = node
    while let parent = parent(of: current) {
      path.append(parent)
      current = parent
    }
    return path.reversed()
  }

  /// Returns the number of edges between the root and a node.
  ///
  /// O(depth).
  public func depth(of node: NodeID) -> Int {
    var depth = 0
    var current = links[node.index].parent
    while current != .none {
      depth += 1
      current = links[current.index].parent
    }
    return depth
  }

  /// Returns whether `ancestor` lies on the path from the root to `node` (a node is on its own).
  public func isOnPath(_ ancestor: NodeID, to node: NodeID) -> Bool {
    var current = node
    while current > ancestor { current = links[current.index].parent }
    return current == ancestor
  }

  /// Returns whether a node or one on the way to it is banned.
  ///
  /// O(depth).
  public func isBanned(_ node: NodeID) -> Bool {
    var current = node
    while current != .none {
      if nodes[current.index].flags.contains(.banned) { return true }
      current = links[current.index].parent
    }
    return false
  }

  /// Returns the proven or pinned value of a node, if it has one.
  @inline(__always)
  public func exactValue(of node: NodeID) -> Float? {
    nodes[node.index].flags.isDisjoint(with: [.proven, .pinned])
      ? nil : exactValues[node.index]
  }

  /// Returns the value that selection uses for a node: exact if it has one, else the mean.
  public func value(of node: NodeID) -> Double? {
    if let exact = exactValue(of: node) { return Double(exact) }
    let numbers = nodes[node.index]
    return numbers.visits == 0 ? nil : numbers.mean
  }

  /// A number that differs between trees that differ in any node, link, flag or statistic.
  ///
  /// FNV-1a over the columns, word by word, so that two runs can be compared by one number. O(n).
  public var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func feed(_ word: UInt64) {
      hash = (hash ^ word) &* 0x100_0000_01b3
      // A product carries upwards only, and whole numbers differ in their highest bits: without
      // this two changes of sign would cancel.
      hash ^= hash >> 29
    }
    for index in 0..<count {
      let numbers = nodes[index]
      let place = links[index]
      feed(numbers.valueSum.bitPattern)
      feed(UInt64(numbers.visits) << 32 | UInt64(numbers.flags.rawValue))
      feed(UInt64(numbers.childCount) << 32 | UInt64(place.parent.rawValue))
      feed(UInt64(numbers.firstChild.rawValue) << 32 | UInt64(place.nextSibling.rawValue))
      feed(UInt64(numbers.action))
      if hasPriors { feed(UInt64(priors[index].bitPattern)) }
      if let exact = exactValue(of: NodeID(index)) { feed(UInt64(exact.bitPattern)) }
    }
    return hash
  }
}
