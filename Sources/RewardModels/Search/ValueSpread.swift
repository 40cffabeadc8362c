import Groundwork
import SearchTrees

/// The standard deviation of Q over the visited nodes of a tree, kept up to date path by path.
///
/// Values are counted in whole steps of 2^-24, so that adding and removing are exact: whichever way a
/// tree came about, taken back or not, equal trees have equal spreads.
struct ValueSpread: Hashable, Sendable {
  private var count = 0
  private var sum: Int128 = 0
  private var squares: Int128 = 0

  private static let scale = Double(1 << 24)
  /// Larger values count as this: with 2^47 steps at most, the squares of 2^32 nodes fit.
  private static let largest = Double(1 << 23)

  /// Makes the spread of no values.
  init() {}

  /// Makes the spread of a tree; O(nodes).
  init(of tree: borrowing SearchTree) {
    for index in 1..<max(1, tree.count) { change(by: 1, tree.nodes[index]) }
  }

  /// Counts a node, or no longer counts it; an unvisited one never counts.
  @inline(__always)
  mutating func change(by sign: Int, _ node: Node) {
    guard node.visits > 0 else { return }
    let mean = max(-Self.largest, min(Self.largest, node.mean))
    let steps = Int128((mean * Self.scale).rounded())
    count += sign
    sum += Int128(sign) * steps
    squares += Int128(sign) * steps * steps
  }

  /// The population standard deviation; 0 with fewer than two values.
  var deviation: Float {
    guard count > 1 else { return 0 }
    // Around the mean in whole steps, so that no product is larger than the squares.
    let mean = sum / Int128(count)
    let rest = Double(sum - mean * Int128(count)) / Double(count)
    let variance = Double(squares - mean * (2 * sum - mean * Int128(count))) / Double(count)
    return Float(max(0, variance - rest * rest).squareRoot() / Self.scale)
  }
}
