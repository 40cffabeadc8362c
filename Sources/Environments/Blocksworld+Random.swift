import Groundwork
public import TreeSearch

extension Blocksworld {
  /// Makes a random problem whose optimal plan has exactly `steps` actions.
  ///
  /// A random start is flooded up to `steps`, and one of the states there gives the goal: all its
  /// facts of one block being on another, as in the data of PlanBench.
  ///
  /// - Parameters:
  ///   - blocks: 3 to 8.
  ///   - steps: even, from 2 to four times the blocks less 4.
  ///   - seed: which of the problems of that size.
  ///   - horizon: at least `steps`; without one, `steps` and two more.
  public init(
    blocks: Int = 4, steps: Int = 6, seed: UInt64 = 1, horizon: Int? = nil
  ) throws(ProblemError) {
    let limit = horizon ?? steps + 2
    let name = "blocksworld:blocks=\(blocks),steps=\(steps),seed=\(seed),horizon=\(limit)"
    guard 3...8 ~= blocks else {
      throw ProblemError(source: name, reason: "blocks=\(blocks): accepted are 3 to 8")
    }
    let longest = 4 * (blocks - 1)
    guard 2...longest ~= steps, steps.isMultiple(of: 2) else {
      let reason = "steps=\(steps): with \(blocks) blocks accepted are even numbers from 2"
      throw ProblemError(source: name, reason: reason + " to \(longest)")
    }
    guard steps...1_000 ~= limit else {
      let reason = "horizon=\(limit): accepted are \(steps) (the optimal length) to 1000"
      throw ProblemError(source: name, reason: reason)
    }
    guard let problem = Self.randomProblem(blocks: blocks, steps: steps, seed: seed) else {
      throw ProblemError(source: name, reason: "no start was found with a goal \(steps) steps away")
    }
    self.init(
      name: name, names: BlockNames(count: blocks), start: problem.start, goal: problem.goal,
      horizon: limit)
  }

  /// Returns whether the random problem of that size and seed has a goal that was kept from the training
  /// of the embedded models.
  ///
  /// Far quicker than making the problem, for no distances are computed.
  /// - Precondition: there are 3 to 6 blocks, and `steps` is one of their optimal lengths.
  public static func isHeldOut(blocks: Int, steps: Int, seed: UInt64) -> Bool {
    precondition(3...6 ~= blocks && 2...4 * (blocks - 1) ~= steps && steps.isMultiple(of: 2))
    let problem = randomProblem(blocks: blocks, steps: steps, seed: seed)
    return problem.map { isHeldOut($0.goal, BlockNames(count: blocks)) } ?? false
  }

  private static func randomProblem(
    blocks: Int, steps: Int, seed: UInt64
  ) -> (start: State, goal: BlocksGoal)? {
    var random = RandomSource(seed: seed)
    for _ in 0..<100_000 {
      if let problem = randomProblem(blocks: blocks, steps: steps, using: &random) {
        return problem
      }
    }
    return nil
  }

  /// Returns a start and a goal exactly `steps` apart, unless this start has no such goal.
  private static func randomProblem(
    blocks: Int, steps: Int, using random: inout RandomSource
  ) -> (start: State, goal: BlocksGoal)? {
    let start = randomStacks(blocks, using: &random)
    let stacks = (0..<UInt8(blocks)).count { start.place(of: $0) == State.table }
    // A block on the table moves once at most (two steps), another twice, and the lowest block of a
    // stack of the goal comes to rest one move early. Starts that are too near are not flooded.
    guard 4 * blocks - 2 * stacks - 2 >= steps else { return nil }
    var depth = 0
    let flood = BlocksDistances(from: [start]) { _ in
      defer { depth += 1 }
      return depth == steps
    }
    guard flood.layers.count > steps else { return nil }
    for candidate in shuffled(flood.layers[steps], using: &random).prefix(64) {
      let atoms = atoms(of: candidate, count: blocks).filter {
        if case .on = $0 { true } else { false }
      }
      let goal = BlocksGoal(atoms)
      // A nearer state may meet the goal too: it asks nothing of blocks that stand alone.
      let isTooNear = flood.layers.dropLast().contains { $0.contains { goal.isMet(in: $0) } }
      if !isTooNear { return (start, goal) }
    }
    return nil
  }

  /// Returns random stacks: each block in random order on the table or on one of the stacks so far.
  private static func randomStacks(_ blocks: Int, using random: inout RandomSource) -> State {
    var tops: [UInt8] = []
    var places: [UInt8] = Array(repeating: State.table, count: blocks)
    for block in shuffled(Array(0..<UInt8(blocks)), using: &random) {
      let choice = Int(random.below(UInt32(tops.count + 1)))
      if choice == tops.count {
        tops.append(block)
      } else {
        places[Int(block)] = tops[choice]
        tops[choice] = block
      }
    }
    return State(places: places)
  }
  /// Returns the items in random order (Fisher and Yates), the same with every compiler.
  private static func shuffled<Item>(
    _ items: [Item], using random: inout RandomSource
  ) -> [Item] {
    var items = items
    for index in items.indices.reversed() {
      items.swapAt(index, Int(random.below(UInt32(index + 1))))
    }
    return items
  }
}
