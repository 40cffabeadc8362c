/// A set of nodes of one tree: a bit each.
public struct NodeSet: Hashable, Sendable {
  private var words: [UInt64] = []
  /// How many there are.
  public private(set) var count = 0

  /// Makes an empty set.
  public init() {}

  /// Whether a node is in it.
  ///
  /// O(1).
  public func contains(_ node: NodeID) -> Bool {
    let word = node.index >> 6
    return word < words.count && words[word] & (1 << UInt64(node.index & 63)) != 0
  }

  /// Adds a node; returns whether it was not there.
  ///
  /// Amortised O(1) for nodes in their order.
  @discardableResult
  @inline(__always)
  public mutating func insert(_ node: NodeID) -> Bool {
    let word = node.index >> 6
    if word >= words.count { grow(to: word + 1) }
    let bit: UInt64 = 1 << UInt64(node.index & 63)
    if words[word] & bit != 0 { return false }
    words[word] |= bit
    count += 1
    return true
  }

  /// Takes a node out; returns whether it was there.
  ///
  /// O(1).
  @discardableResult
  @inline(__always)
  public mutating func remove(_ node: NodeID) -> Bool {
    guard contains(node) else { return false }
    words[node.index >> 6] &= ~(1 << UInt64(node.index & 63))
    count -= 1
    return true
  }

  @inline(never)
  private mutating func grow(to count: Int) {
    words.append(contentsOf: repeatElement(0, count: max(0, count - words.count)))
  }

  /// Returns the first node of the set after another, or from the root on; nil where there is none.
  ///
  /// O(nodes between them / 64).
  public func first(after node: NodeID?) -> NodeID? {
    let start = node.map { $0.index + 1 } ?? 0
    var word = start >> 6
    guard word < words.count else { return nil }
    var rest = words[word] & (~0 << UInt64(start & 63))
    while rest == 0 {
      word += 1
      guard word < words.count else { return nil }
      rest = words[word]
    }
    return NodeID(word << 6 + rest.trailingZeroBitCount)
  }

  /// Returns the last node of the set before another; nil where there is none.
  ///
  /// O(nodes between them / 64).
  public func last(before node: NodeID) -> NodeID? {
    guard !words.isEmpty, node.index > 0 else { return nil }
    let end = min(node.index, words.count << 6)
    var word = (end - 1) >> 6
    let kept = UInt64(end - word << 6)
    var rest = kept == 64 ? words[word] : words[word] & ((1 << kept) - 1)
    while rest == 0 {
      guard word > 0 else { return nil }
      word -= 1
      rest = words[word]
    }
    return NodeID(word << 6 + 63 - rest.leadingZeroBitCount)
  }

  /// Returns how many nodes of the set come before another.
  ///
  /// O(nodes / 64).
  public func rank(of node: NodeID) -> Int {
    let full = min(node.index >> 6, words.count)
    var rank = 0
    for word in 0..<full { rank += words[word].nonzeroBitCount }
    guard full < words.count else { return rank }
    let below = words[full] & ((1 << UInt64(node.index & 63)) - 1)
    return rank + below.nonzeroBitCount
  }
}
