public import Groundwork
public import SearchTrees
public import TreeSearch

/// The raw values of the parts of rewards over many states, before any search.
///
/// The prior phase of Gao et al. 2024, algorithm 1, from which regions, means and deviations are made.
/// Problems that a model will be tested on have no place in it.
public struct PriorSample: Sendable {
  /// The values of each part, in the order in which steps were judged.
  public private(set) var values: [RewardPart: [Double]] = [:]
  /// How many states were judged.
  public var states: Int { seen.count }
  private var seen: Set<String> = []
  private var tally = DiscriminationTally()

  /// Begins an empty sample.
  public init() {}

  /// How well each part separates over the states of the sample, where the truth is known.
  public var discriminations: [PartDiscrimination] { tally.discriminations }

  /// Walks through a problem from its first state and judges every state on the way that is new.
  ///
  /// Half of the steps, by lot, are on a shortest way to the goal where one is known, the others are any.
  /// The walk ends where the problem does or when `most` states are judged.
  public mutating func walk<World: ReadableEnvironment>(
    through world: World, asking pair: ModelPair, most: Int = .max, using random: inout RandomSource
  ) throws(ReadingError) {
    var state = world.initialState
    while !world.isTerminal(state), states < most {
      let actions = world.actions(in: state)
      try judge(actions, in: state, of: world, asking: pair)
      let best = actions.filter { world.isBest($0, in: state) == true }
      let choices = random.below(2) == 0 && !best.isEmpty ? best : actions
      let choice = choices[Int(random.below(UInt32(choices.count)))]
      _ = world.apply(choice, to: &state, using: &random)
    }
  }

  private mutating func judge<World: ReadableEnvironment>(
    _ actions: [ActionCode], in state: World.State, of world: World, asking pair: ModelPair
  ) throws(ReadingError) {
    let prompt = world.prompt(for: state)
    guard seen.insert(prompt).inserted else { return }
    let steps = try pair.read(actions.map { world.wording(of: $0, in: state) }, after: prompt).steps
    let numbers = RewardPart.standardisable.map { part in (part, steps.map { part.raw(of: $0) }) }
    for (part, raws) in numbers { values[part, default: []] += raws }
    let isBest = actions.compactMap { world.isBest($0, in: state) }
    guard isBest.count == actions.count else { return }
    tally.add(isBest: isBest, numbers.map { ($0.rawValue, $1) })
  }
}

extension RewardStatistics {
  /// Makes the statistics of a sample, with the regions that are found in it.
  ///
  /// - Parameter regions: how they are looked for; a search for one at most leaves the line whole.
  public init(of sample: PriorSample, regions: Regions.Search) {
    self.init(
      sample.values.mapValues { values in
        Part(of: values, in: Regions(found: values, by: regions))
      })
  }
}
