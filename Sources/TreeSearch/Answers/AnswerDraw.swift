import Glibc
import Groundwork
public import SearchTrees

/// How the first action of an answer is drawn: in proportion to N^(1/T).
///
/// Silver and others, *Mastering the game of Go without human knowledge* (2017), *Play*. One number of the
/// seed decides, whatever the tree is: the answer changes with the visits, and looking at it again changes
/// nothing.
public struct AnswerDraw: Hashable, Sendable {
  /// A child of the root with the probability of being drawn.
  public struct Chance: Hashable, Sendable {
    /// The child.
    public var node: NodeID
    /// The probability, in 0...1.
    public var probability: Double
  }

  /// The temperature T, at least 0; 0 takes the most visited child.
  public var temperature: Double
  /// The number that decides, in 0..<1.
  public var position: Double

  /// Describes a draw by its temperature and the number that decides.
  public init(temperature: Double, position: Double) {
    self.temperature = temperature
    self.position = position
  }

  /// Describes the draw of a search that began with a seed.
  public init(temperature: Double, seed: UInt64) {
    var numbers = RandomSource(seed: seed, key: "answer", attempt: 0)
    self.init(temperature: temperature, position: numbers.unit())
  }

  /// Returns the visited children of the root that are not banned, oldest first, with their
  /// probabilities, which sum to 1; none without visits.
  ///
  /// At the temperature 0 the oldest of the most visited ones has all. O(children).
  public func chances(_ tree: borrowing SearchTree) -> [Chance] {
    var visits: [(node: NodeID, count: Double)] = []
    for child in tree.children(of: .root) {
      let numbers = tree.nodes[child.index]
      if numbers.visits > 0, !numbers.flags.contains(.banned) {
        visits.append((child, Double(numbers.visits)))
      }
    }
    guard let most = visits.map(\.count).max() else { return [] }
    let first = visits.first { $0.count == most }?.node
    // Parts of the most, so that no power is beyond what can be written.
    let weights = visits.map { child in
      temperature > 0 ? pow(child.count / most, 1 / temperature) : child.node == first ? 1 : 0
    }
    let total = weights.reduce(0, +)
    return zip(visits, weights).map { Chance(node: $0.node, probability: $1 / total) }
  }

  /// Returns the child in whose share of 0..<1, oldest first, the number that decides lies.
  public func taken(of chances: [Chance]) -> NodeID? {
    var end = 0.0
    for chance in chances {
      end += chance.probability
      if position < end { return chance.node }
    }
    // The shares may add up to a little less than 1.
    return chances.last { $0.probability > 0 }?.node
  }
}
