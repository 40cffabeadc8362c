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
    let number = childCount(of: node)
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

  /// Returns the value that selection uses for a node: exact if it has one, else the mean; nil without
  /// visits, and where it is not known.
  public func value(of node: NodeID) -> Double? {
    if let exact = exactValue(of: node) { return Double(exact) }
    return mean(of: node)
  }

  /// Returns the mean of the values backed up through a node, whatever exact value it has; nil without
  /// visits, and where it is not known.
  public func mean(of node: NodeID) -> Double? {
    let numbers = nodes[node.index]
    if numbers.flags.contains(.unknownValue) { return nil }
    if numbers.flags.contains(.unknownVisits) { return numbers.valueSum }
    guard fractionalVisits.count > 0 else { return numbers.visits == 0 ? nil : numbers.mean }
    let visits = fractionalVisits[node.index]
    return visits == 0 ? nil : numbers.valueSum / visits
  }

  /// Returns the sum of the values backed up through a node; nil where it is not known.
  public func valueSum(of node: NodeID) -> Double? {
    let numbers = nodes[node.index]
    return numbers.flags.isDisjoint(with: .unknown) ? numbers.valueSum : nil
  }

  /// Returns the visits of a node, with their fraction where there is one; nil where they are not known.
  public func visits(of node: NodeID) -> Double? {
    if nodes[node.index].flags.contains(.unknownVisits) { return nil }
    return fractionalVisits.count > 0
      ? fractionalVisits[node.index] : Double(nodes[node.index].visits)
  }

  /// The prior of a node that nobody gave one: one pattern of bits among those that are not a number.
  ///
  /// Compared as an integer, never by `isNaN`: what was computed may be no number either.
  public static var unknownPrior: Float { Float(bitPattern: 0x7fc0_5eed) }

  /// Returns the prior of a node; nil where it is not known, at the root, to which no edge leads, and in
  /// trees without priors.
  public func prior(of node: NodeID) -> Double? {
    guard hasPriors, node != .root,
      priors[node.index].bitPattern != Self.unknownPrior.bitPattern
    else { return nil }
    return Double(priors[node.index])
  }

  /// Returns the sum of the visits of a node's children, as far as they are known; nil where those of
  /// none are.
  ///
  /// O(children).
  public func visitsOfChildren(of node: NodeID) -> Double? {
    var sum: Double?
    var child = nodes[node.index].firstChild
    for _ in 0..<childCount(of: node) {
      if let visits = visits(of: child) { sum = (sum ?? 0) + visits }
      child = links[child.index].nextSibling
    }
    return sum
  }

  /// Returns the part that some visits are of the visits of a family, in 0...1: 0 where the family has
  /// none; nil where they are not known.
  public static func share(_ visits: Double?, of family: Double?) -> Double? {
    guard let visits, let family else { return nil }
    return family > 0 ? visits / family : 0
  }

  /// Returns the place of a node among its siblings, from 0 for the oldest; 0 at the root.
  ///
  /// O(1), and O(siblings) where their ids are not consecutive.
  public func position(of node: NodeID) -> Int {
    guard let parent = parent(of: node) else { return 0 }
    var child = nodes[parent.index].firstChild
    if !nodes[parent.index].flags.contains(.scattered) { return node.index - child.index }
    var position = 0
    while child != node, child != .none {
      child = links[child.index].nextSibling
      position += 1
    }
    return position
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
      if fractionalVisits.count > 0 { feed(fractionalVisits[index].bitPattern) }
      if numbers.childCount == .max { feed(UInt64(childCount(of: NodeID(index)))) }
      if let exact = exactValue(of: NodeID(index)) { feed(UInt64(exact.bitPattern)) }
      for place in 0..<statistics.width { feed(statistics[bitsAt: place, NodeID(index)]) }
    }
    return hash
  }
}
