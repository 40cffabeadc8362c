import Groundwork
public import SearchTrees

/// The mean of all judgements of a node and of what lies below it, and beside it what the node itself was
/// judged last.
///
/// Of a game all of them are for the player to move at the root: what chooses by them takes no account of
/// the other one.
public struct JudgementBackup: Backup, Hashable {
  private let players: Int
  private var place = 0

  /// Makes the rule for one agent, or for two players in turn.
  public init(players: Int = 1) { self.players = players }

  /// Q is the mean of the judgements.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root,
      words: "mean of what the node and those below it were judged to be worth"
        + (players == 2 ? " to the player who moves at the root" : ""))
  }
  /// The node's own judgement.
  public var statistics: [Statistic] { [.judged] }

  /// Looks up where own judgements stand.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Statistic.judged.name)
  }

  /// Adds the value to every node, and keeps it beside the last one.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let leaf = path.nodes.count - 1
    let value =
      players == 2
      ? Double(rewards(on: path) + sign(leaf) * path.leafValue) : path.totalReturn
    for index in 0...leaf { tree.add(value, to: path.nodes[index]) }
    tree.statistics[place, path.nodes[leaf]] = value
  }

  /// A judgement is the same at every depth.
  public var childLevel: ChildLevel { .same }
  /// The part of the value that the path's rewards do not give.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    sign(path.nodes.count - 1) * (value - rewards(on: path))
  }
  /// That of judgements, for either player.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? {
    players == 2 ? NegamaxBackup().valueRange(of: range) : range
  }

  /// The rewards on a path for the player who moves at the root.
  private func rewards(on path: borrowing SimulationPath) -> Float {
    if players == 1 { return path.totalReward }
    var total: Float = 0
    for index in 0..<path.rewards.count { total += sign(index) * path.rewards[index] }
    return total
  }

  /// How what is seen by the player who moved to the path's node at an index counts for the one who moves
  /// at the root.
  private func sign(_ index: Int) -> Float { players == 1 || index % 2 == 1 ? 1 : -1 }
}
