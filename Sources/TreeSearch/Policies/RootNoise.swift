public import Groundwork
public import SearchTrees

/// Another proposer, which mixes noise into the priors of the root's children: `(1-s)*P + s*noise`.
///
/// AlphaZero's exploration (Silver et al. 2018): the noise is drawn from a symmetric Dirichlet
/// distribution, once, by the search's generator, when the root gets its children, for them in their
/// order. The order of the children is that of the priors without noise.
public struct RootNoise<Base: Proposer>: WrappingProposer {
  /// The environment whose actions are proposed.
  public typealias World = Base.World

  /// The other proposer.
  public let base: Base
  private let concentration: Double
  private let share: Double

  /// Makes the proposer.
  ///
  /// - Parameters:
  ///   - concentration: alpha, above 0; the smaller, the fewer children get most of the noise.
  ///   - share: how much of a prior is noise, in 0...1.
  public init(_ base: Base, concentration: Double, share: Double) {
    self.base = base
    self.concentration = concentration
    self.share = share
  }

  /// Appends what the base proposes, at the root with noise.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    base.propose(
      wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
      using: &random)
    guard path.nodes.count == 1, proposals.priors.count > 1 else { return }
    let noise = random.dirichlet(concentration, count: proposals.priors.count)
    for index in proposals.priors.indices {
      proposals.priors[index] = Float(
        (1 - share) * Double(proposals.priors[index]) + share * noise[index])
    }
  }
}

/// Keeps the priors that the root's children would have without noise, as a statistic of theirs.
public struct PriorsBeforeNoise: Intervention {
  /// The prior without noise.
  public static let before = Statistic(
    "prior_before", head: "P0", "prior before noise was mixed in", kind: .neither, range: 0...1)

  private let priors: [ActionCode: Double]

  /// Makes the intervention for the root of a problem.
  ///
  /// O(actions).
  public init(of world: some Environment) {
    let state = world.initialState
    var weights: [(action: ActionCode, weight: Float)] = []
    if !world.isTerminal(state) {
      weights = (0..<world.actionCount(in: state)).map { index in
        let action = world.action(at: index, in: state)
        return (action, world.prior(of: action, in: state) ?? 1)
      }
    }
    // In their order and in single precision, as the proposer does it.
    let total = weights.reduce(0) { $0 + $1.weight }
    let scale = total > 0 ? 1 / total : 0
    priors = Dictionary(weights.map { ($0.action, Double($0.weight * scale)) }) { first, _ in first
    }
  }

  /// Its edits are those of the noise.
  public var author: String { "noise" }
  /// The root has its children after the first simulation.
  public var trigger: InterventionTrigger { .everySimulation }
  /// The prior without noise.
  public var statistics: [Statistic] { [Self.before] }
  /// Priors have nothing to do with chance.
  public var isForChance: Bool { true }

  /// Writes the priors down once the root has children.
  public func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    let root = editor.tree.nodes[0]
    let place = editor.tree.statistics.layout.place(of: Self.before.name)
    guard root.childCount > 0, editor.tree.statistics[place, root.firstChild] == nil else { return }
    for child in editor.tree.children(of: .root) {
      editor.set(place, of: child, to: priors[editor.tree.nodes[child.index].action])
    }
  }
}
