import Groundwork

/// Finds the most visited nodes of a tree from the root down, most visits first, among equals the
/// older first.
///
/// A child has no more visits than its parent, so that the nodes with at least so many visits hang
/// together at the root: one walk over them finds them all, and looks at nothing but them and their
/// children. How many visits are enough is known from the last time, as visits only grow. Where that
/// does not hold (a search that was taken back, a foreign tree that contradicts itself, very many nodes
/// with equally few visits) the nodes are taken one by one, each from the children of those before.
struct MostVisited {
  /// The nodes that were found, each with its visits: ``key(_:_:)``.
  private(set) var keys: [UInt64] = []
  /// The visits that the last node found had.
  private var enough: UInt32 = 1

  /// Visits above, age below, so that the greater key goes first.
  static func key(_ visits: UInt32, _ node: NodeID) -> UInt64 {
    UInt64(visits) << 32 | UInt64(~node.rawValue)
  }

  /// The node of a key.
  static func node(of key: UInt64) -> NodeID { NodeID(Int(~UInt32(truncatingIfNeeded: key))) }

  /// Finds the most visited nodes, at most `limit` of them, in no order; none that was not visited.
  ///
  /// - Complexity: O(`limit` and the children of what is found); O(log `limit`) times that at worst.
  mutating func find(in tree: borrowing SearchTree, limit: Int) {
    if !walk(tree, limit) { takeOneByOne(tree, limit) }
    enough = keys.count < limit ? 1 : keys.reduce(UInt32.max) { min($0, UInt32($1 >> 32)) }
  }

  /// Collects every node with enough visits and keeps the `limit` most visited; false where that is not
  /// what was asked for.
  private mutating func walk(_ tree: borrowing SearchTree, _ limit: Int) -> Bool {
    keys.removeAll(keepingCapacity: true)
    guard tree.nodes[0].visits >= enough else { return false }
    keys.append(Self.key(tree.nodes[0].visits, .root))
    let (enough, most) = (enough, 4 * limit)
    var done = 0
    while done < keys.count {
      let visits = UInt32(keys[done] >> 32)
      let isSound = tree.forEachChild(of: Self.node(of: keys[done])) { child, numbers in
        if numbers.visits >= enough { keys.append(Self.key(numbers.visits, child)) }
        return numbers.visits <= visits
      }
      guard isSound, keys.count <= most else { return false }
      done += 1
    }
    guard keys.count >= limit || enough == 1 else { return false }
    keys.keepGreatest(limit)
    return true
  }

  /// Takes the most visited of all children of what was taken before, again and again.
  private mutating func takeOneByOne(_ tree: borrowing SearchTree, _ limit: Int) {
    keys.removeAll(keepingCapacity: true)
    guard tree.nodes[0].visits > 0 else { return }
    var waiting = [Self.key(tree.nodes[0].visits, .root)]
    while keys.count < limit, let key = waiting.removeGreatest() {
      keys.append(key)
      _ = tree.forEachChild(of: Self.node(of: key)) { child, numbers in
        if numbers.visits > 0 { waiting.insert(Self.key(numbers.visits, child)) }
        return true
      }
    }
  }
}

extension SearchTree {
  /// Calls `body` with each child of a node, oldest first, until it returns false; returns whether it
  /// never did.
  @inline(__always)
  func forEachChild(of node: NodeID, _ body: (NodeID, Node) -> Bool) -> Bool {
    let numbers = nodes[node.index]
    let count = Int(numbers.childCount)
    if !numbers.flags.contains(.scattered), count < UInt16.max {
      // Siblings stand next to each other: nothing but the nodes themselves is read.
      let first = numbers.firstChild.index
      for index in first..<first + count {
        guard body(NodeID(index), nodes[index]) else { return false }
      }
      return true
    }
    var child = numbers.firstChild
    while child != .none {
      guard body(child, nodes[child.index]) else { return false }
      child = links[child.index].nextSibling
    }
    return true
  }
}

extension [UInt64] {
  /// Keeps the `count` greatest elements, in no order.
  ///
  /// O(n) on average.
  mutating func keepGreatest(_ count: Int) {
    guard self.count > count else { return }
    var low = 0
    var high = self.count - 1
    while low < high {
      let pivot = self[(low + high) / 2]
      var left = low
      var right = high
      while left <= right {
        while self[left] > pivot { left += 1 }
        while self[right] < pivot { right -= 1 }
        guard left <= right else { break }
        swapAt(left, right)
        left += 1
        right -= 1
      }
      if count <= right + 1 {
        high = right
      } else if count > left {
        low = left
      } else {
        break
      }
    }
    removeLast(self.count - count)
  }

  /// Adds an element to a heap whose greatest element stands first.
  fileprivate mutating func insert(_ element: UInt64) {
    append(element)
    var place = count - 1
    while place > 0, self[(place - 1) / 2] < self[place] {
      swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes the greatest element out of a heap.
  fileprivate mutating func removeGreatest() -> UInt64? {
    guard let greatest = first, let last = popLast() else { return nil }
    guard !isEmpty else { return greatest }
    self[0] = last
    var place = 0
    while 2 * place + 1 < count {
      var child = 2 * place + 1
      if child + 1 < count, self[child + 1] > self[child] { child += 1 }
      guard self[place] < self[child] else { break }
      swapAt(place, child)
      place = child
    }
    return greatest
  }
}
