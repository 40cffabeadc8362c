/// The plan of sequential halving: how many visits the root action must have that is taken next.
///
/// Karnin and others, *Almost optimal exploration in multi-armed bandits* (2013), as mctx 0.0.71 tabulates it:
/// all considered actions get the same visits in turn, then the better half of them, until two are left.
public struct SequentialHalving: Sendable, Hashable {
  private let tables: [[Int]]

  /// Plans for each number of actions up to `most`.
  ///
  /// O(most * simulations).
  public init(most: Int, simulations: Int) {
    tables = (0...max(1, most)).map {
      Self.table(considering: max(1, $0), simulations: simulations)
    }
  }

  /// Returns the visits that the next action must have, for each simulation in turn.
  public static func table(considering most: Int, simulations: Int) -> [Int] {
    guard most > 1 else { return Array(0..<max(0, simulations)) }
    let rounds = Int.bitWidth - (most - 1).leadingZeroBitCount
    var table: [Int] = []
    var visits = [Int](repeating: 0, count: most)
    var considered = most
    while table.count < simulations {
      for _ in 0..<max(1, simulations / (rounds * considered)) {
        table += visits[..<considered]
        for place in 0..<considered { visits[place] += 1 }
      }
      considered = max(2, considered / 2)
    }
    return Array(table.prefix(simulations))
  }

  /// Returns the visits that the next action must have after some simulations, among some actions.
  ///
  /// Beyond the plan the two actions with the most visits go on in turn.
  public func visits(after simulations: Int, among actions: Int) -> Double {
    let table = tables[min(max(1, actions), tables.count - 1)]
    if simulations < table.count { return Double(table[simulations]) }
    let last = table.last ?? -1
    let beyond = simulations - table.count
    guard tables.count > 2, actions > 1 else { return Double(last + 1 + beyond) }
    // The plan may end between the two.
    let newest = table.reversed().prefix { $0 == last }.count
    return Double(last + (beyond + newest) / 2)
  }
}
