public import Groundwork
public import SearchTrees

/// The way of one simulation through the tree.
public struct SimulationPath: ~Copyable {
  /// The nodes, from the root to the leaf.
  public var nodes = Column<NodeID>(capacity: 256)
  /// The reward of entering each node, from the view of the player who moved there.
  public var rewards = Column<Float>(capacity: 256)
  /// Whether the episode ended at the leaf.
  public var isTerminal = false
  /// The value of the leaf beyond the rewards on the path.
  public var leafValue: Float = 0

  /// Makes an empty path.
  public init() {}

  /// The sum of the rewards on the path.
  public var totalReward: Float {
    var total: Float = 0
    for index in 0..<rewards.count { total += rewards[index] }
    return total
  }
}

/// What a backed-up value means.
public struct ValueMeaning: Hashable, Sendable {
  /// Whose view Q is.
  public enum Perspective: String, Hashable, Sendable {
    /// The searching agent's; the same at every depth.
    case root
    /// The player's who moved to the node.
    case mover
  }

  /// Whose view Q is.
  public var perspective: Perspective
  /// What Q is, in a few words.
  public var words: String

  /// Says what a value means.
  public init(perspective: Perspective, words: String) {
    self.perspective = perspective
    self.words = words
  }
}

/// Plug-in point 6: how the value of a leaf changes the statistics on its path.
public protocol Backup: Sendable {
  /// What Q means under this rule.
  var meaning: ValueMeaning { get }

  /// Adds one visit and the rule's value to every node of the path.
  func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree)
  /// Returns what a node is worth to the player who chooses among its children: the level of
  /// the children's Q. `reward` is what entering the node gave.
  func valueBelow(_ value: Float, reward: Float) -> Float
  /// Returns the exact value of a node whose best child is worth `best`, seen by who chooses there.
  func exactValue(best: Float, reward: Float) -> Float
  /// Returns the leaf value that makes the last node of the path worth exactly `value`.
  func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float
  /// Returns the highest value that a child of the path's node at `index` can have, where the
  /// returns of whole episodes lie in `range`.
  func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  )
    -> Float
}

/// Every node on the path gets the whole return of the simulation: for one agent.
public struct MeanBackup: Backup, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean return of the simulations through the node.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean return of the simulations through the node")
  }

  /// Adds the return to every node.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let value = Double(path.totalReward + path.leafValue)
    for index in 0..<path.nodes.count { tree.add(value, to: path.nodes[index]) }
  }

  /// A return is the same at every depth.
  @inline(__always)
  public func valueBelow(_ value: Float, reward: Float) -> Float { value }
  /// A return is the same at every depth.
  public func exactValue(best: Float, reward: Float) -> Float { best }
  /// The part of the return that the path's rewards do not give.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
  /// The highest return.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { range.upperBound }
}

/// Every node gets the rewards from its own on to the end: for one agent with rewards on the way
/// (llm-reasoners' cumulative reward with `sum`).
public struct SuffixSumBackup: Backup, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean of what came from the node on.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean sum of rewards from the node to the end")
  }

  /// Adds to each node the rewards from it to the leaf and the leaf's value.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var value = path.leafValue
    var index = path.nodes.count - 1
    while index >= 0 {
      value += path.rewards[index]
      tree.add(Double(value), to: path.nodes[index])
      index -= 1
    }
  }

  /// What is left after the node's own reward.
  @inline(__always)
  public func valueBelow(_ value: Float, reward: Float) -> Float { value - reward }
  /// The node's own reward and the best of the rest.
  public func exactValue(best: Float, reward: Float) -> Float { reward + best }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.rewards[path.rewards.count - 1]
  }
  /// The highest return less what was had on the way.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float {
    var had: Float = 0
    for position in 0...index { had += path.rewards[position] }
    return range.upperBound - had
  }
}

/// Every node gets the value from the view of the player who moved to it: for two players in turn.
public struct NegamaxBackup: Backup, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean return for the player who moved to the node.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .mover, words: "mean return for the player who moved here")
  }

  /// Adds the value with a change of sign at every step up.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var value = path.leafValue
    var index = path.nodes.count - 1
    while index >= 0 {
      value += path.rewards[index]
      tree.add(Double(value), to: path.nodes[index])
      value = -value
      index -= 1
    }
  }

  /// What is left after the node's own reward, seen by the other player.
  @inline(__always)
  public func valueBelow(_ value: Float, reward: Float) -> Float { reward - value }
  /// The node's own reward less what the other player gets.
  public func exactValue(best: Float, reward: Float) -> Float { reward - best }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.rewards[path.rewards.count - 1]
  }
  /// The highest return for the player who chooses at the node, less what was had on the way.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float {
    // Rewards alternate between the two players; the one who chooses below `index` made the moves
    // into index + 1, index - 1, index - 3 ...
    var had: Float = 0
    var sign: Float = -1
    var position = index
    while position > 0 {
      had += sign * path.rewards[position]
      sign = -sign
      position -= 1
    }
    let best = index.isMultiple(of: 2) ? range.upperBound : -range.lowerBound
    return best - had
  }
}

extension SearchTree {
  /// Counts one simulation through a node that gave it `value`.
  @inline(__always)
  mutating func add(_ value: Double, to node: NodeID) {
    nodes[node.index].visits &+= 1
    nodes[node.index].valueSum += value
  }
}
