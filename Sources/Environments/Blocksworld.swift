public import Groundwork
public import TreeSearch

/// Blocksworld: stacks of blocks on a table and one hand, to be brought to a goal in few steps.
///
/// The rules are the four STRIPS operators. Reaching the goal pays 1 and ends the episode; so does the
/// horizon, for nothing. The children of a state come in the order of the texts that language models
/// are given in SC-MCTS* (Gao et al., 2024, arXiv 2410.01707) and in its forerunner RAP: by the names
/// of the objects at the root, by the names as shown afterwards, putting down last.
public struct Blocksworld: Environment {
  /// The text that names the problem on the command line.
  public let name: String
  /// The position the search starts from.
  public let initialState: State
  /// How many actions an episode may have.
  public private(set) var horizon: Int
  /// The fewest actions that reach the goal; not computed above eight blocks.
  public let optimalLength: Int?
  /// What is to be reached.
  let goal: BlocksGoal
  /// What the blocks are called.
  let names: BlockNames
  /// The block numbers in the order of the root's actions, four bits each.
  private let rootOrder: UInt64
  /// The distance of every state from the goal; only up to seven blocks.
  private let distances: BlocksDistances?

  /// The most blocks a problem may have.
  static let mostBlocks = 12
  /// The most blocks for which every state's distance to the goal is kept: 65,990 states for seven.
  private static let mostTabled = 7
  /// The most blocks for which an optimal plan is looked for.
  private static let mostSolved = 8

  /// Makes a problem from a start and a goal; without a horizon, the optimal length and two more.
  init(name: String, names: BlockNames, start: State, goal: BlocksGoal, horizon: Int? = nil) {
    self.name = name
    self.names = names
    self.goal = goal
    initialState = start
    rootOrder = names.objectOrder.reversed().reduce(0) { $0 << 4 | UInt64($1) }
    var distances: BlocksDistances?
    var optimalLength: Int?
    if names.count <= Self.mostTabled {
      let reachable = BlocksDistances(from: [start]).layers.joined()
      let toGoal = BlocksDistances(from: reachable.filter { goal.isMet(in: $0) })
      distances = toGoal
      optimalLength = toGoal[start]
    } else if names.count <= Self.mostSolved {
      let flood = BlocksDistances(from: [start]) { $0.contains { goal.isMet(in: $0) } }
      optimalLength = flood.layers.count - 1
    }
    self.distances = distances
    self.optimalLength = optimalLength
    // Nobody needs more: each block is put on the table once and stacked once, two steps each.
    self.horizon = horizon ?? (optimalLength ?? 4 * names.count) + 2
  }

  /// Returns the same problem with another horizon; its name stays.
  public func with(horizon: Int) -> Blocksworld {
    var copy = self
    copy.horizon = horizon
    return copy
  }

  /// One: the hand.
  public var players: Int { 1 }
  /// The goal missed or reached.
  public var valueRange: ClosedRange<Float>? { 0...1 }

  /// Returns whether the goal is reached or the horizon is.
  @inline(__always)
  public func isTerminal(_ state: State) -> Bool {
    goal.isMet(in: state) || Int(state.steps) >= horizon
  }

  /// Returns how many actions the rules allow.
  @inline(__always)
  public func actionCount(in state: State) -> Int { isTerminal(state) ? 0 : state.moveCount }

  /// Returns the action at an index, in the order of the texts.
  @inline(__always)
  public func action(at index: Int, in state: State) -> ActionCode {
    (state.steps == 0 ? rootMove(at: index) : state.move(at: index)).code
  }

  /// Returns the action at an index where the text still lists the blocks by object name.
  private func rootMove(at index: Int) -> Action {
    var left = index
    for place in 0..<names.count {
      let block = UInt8(truncatingIfNeeded: rootOrder >> UInt64(4 * place)) & 15
      guard initialState.isClear(block) else { continue }
      if left == 0 { return initialState.move(with: block) }
      left -= 1
    }
    return Action(.putDown, initialState.held, 0)
  }

  /// Makes an action; reaching the goal pays 1.
  @inline(__always)
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    state.make(Action(code: action))
    let isGoal = goal.isMet(in: state)
    return Transition(reward: isGoal ? 1 : 0, isTerminal: isGoal || Int(state.steps) >= horizon)
  }
}

extension Blocksworld {
  /// Returns the fewest actions from `state` to the goal, whatever the horizon; up to seven blocks.
  public func distanceToGoal(_ state: State) -> Int? { distances?[state] }

  /// Returns the actions that lie on a shortest way to the goal; empty above seven blocks.
  public func optimalActions(in state: State) -> [ActionCode] {
    guard let distance = distanceToGoal(state) else { return [] }
    return (0..<actionCount(in: state)).map { action(at: $0, in: state) }.filter { code in
      var next = state
      next.make(Action(code: code))
      return distanceToGoal(next) == distance - 1
    }
  }

  /// How many facts the goal asks for.
  public var goalCount: Int { goal.atoms.count }

  /// Returns how many facts of the goal hold.
  public func metGoals(in state: State) -> Int {
    goal.atoms.count { $0.holds(in: state) }
  }
}
