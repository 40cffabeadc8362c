import Groundwork
import SearchTrees
import TreeSearch

/// Searches of Gumbel MuZero on an endless tree whose values and logits are a hash of the path.
struct GumbelBenchmark {
  private let searches: Int
  private let simulations: Int

  init(_ arguments: inout Arguments) throws {
    searches = try arguments.number("searches", default: 200)
    simulations = try arguments.number("simulations", default: 800)
    try arguments.finish()
  }

  func run() throws {
    var (nodes, deepest) = (0, 0)
    let (_, measured) = Measurement.of {
      for seed in 0..<searches {
        let recipe = Composition(
          world: HashTree(), proposer: GumbelProposer(LegalActions<HashTree>(order: .listed)),
          widening: ActionWidening.all(atFirstVisit: true),
          selection: GumbelMuZero(simulations: simulations), evaluator: HashValues(),
          backup: FirstValueBackup(MeanBackup()))
        var search = Search(recipe, seed: UInt64(seed))
        search.run(1 + simulations)
        nodes += search.tree.count
        deepest = max(deepest, search.deepest)
      }
    }
    var line = Line()
    line.add("searches", searches)
    line.add("sims", simulations)
    line.add("cpu", measured.work, places: 4)
    line.add("sims_s", Double(searches * simulations) / measured.work, places: 0)
    line.add("nodes", nodes)
    line.add("deepest", deepest)
    line.print()
  }
}

/// An endless tree of seven actions a state; a state is a hash of the path to it.
struct HashTree: Environment {
  let name = "hash"
  let players = 1
  let valueRange: ClosedRange<Float>? = 0...1
  let initialState: UInt64 = 1

  func isTerminal(_ state: UInt64) -> Bool { false }
  func actionCount(in state: UInt64) -> Int { 7 }
  func action(at index: Int, in state: UInt64) -> ActionCode { ActionCode(index) }

  @inline(__always)
  func apply(
    _ action: ActionCode, to state: inout UInt64, using random: inout RandomSource
  ) -> Transition {
    state = Self.mixed(state &+ UInt64(action) &+ 1)
    return Transition(reward: 0, isTerminal: false)
  }

  /// A weight in 0.25 to 4, as of logits.
  @inline(__always)
  func prior(of action: ActionCode, in state: UInt64) -> Float? {
    0.25 + 3.75 * Self.part(Self.mixed(state ^ (UInt64(action) &+ 77)))
  }

  func label(of action: ActionCode, in state: UInt64) -> String { "\(action)" }
  func line(for state: UInt64) -> String { "\(state)" }
  func picture(of state: UInt64) -> [String] { [line(for: state)] }

  /// The finaliser of SplitMix64.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits &>> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits &>> 31)
  }

  /// A number in 0..<1.
  @inline(__always)
  static func part(_ bits: UInt64) -> Float { Float(bits &>> 40) * 0x1p-24 }
}

/// The value of a state: its hash.
struct HashValues: Evaluator {
  let explains = false

  @inline(__always)
  func evaluate(
    _ state: UInt64, of world: HashTree, using random: inout RandomSource
  ) -> Float { HashTree.part(HashTree.mixed(state ^ 0x5555)) }

  func verdict(
    _ state: UInt64, of world: HashTree, using random: inout RandomSource
  ) -> Verdict { Verdict(value: Double(evaluate(state, of: world, using: &random))) }
}
