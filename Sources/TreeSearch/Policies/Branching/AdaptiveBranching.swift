import Glibc
public import Groundwork
public import SearchTrees

/// AB-MCTS-A: a new child competes with those that are there, by draws from what is believed of both.
///
/// Inoue and others, *Wider or deeper? Scaling LLM inference-time compute with adaptive branching tree
/// search* (2025), and treequest 0.3.3. At each node one number is drawn for GEN, a new child, and one for
/// CONT, one of those that are there; the higher wins, GEN where there is no child. CONT draws for each
/// child, the oldest first, and goes to the highest; GEN with several sources draws for each of them, or
/// scores them. Of equal numbers the first wins. O(children).
///
/// It needs ``BranchingBackup`` and a proposer that is a ``SourcedProposer``.
public struct AdaptiveBranching: SelectionPolicy {
  /// How the source of a new child is chosen where there are several.
  public enum SourceRule: String, Sendable, Hashable, CaseIterable {
    /// A draw for each source from all that it made in the whole tree; the highest wins.
    case thompson
    /// The mean of all that it made, and `sqrt(2)*sqrt(ln all / n)`; one that made nothing comes first.
    case ucb
    /// The source is drawn first, by what lies below its children here; then GEN and CONT of that source
    /// alone, and CONT among its children alone.
    case stack
  }

  /// What is believed of a source before it made anything, where that differs from other arms.
  public var sourceMeans: [Double]?
  /// How the source of a new child is chosen.
  public let rule: SourceRule
  /// What is believed of an arm before anything is observed.
  public let prior: ArmPrior
  /// The names of the sources, at least one.
  ///
  /// Untrusted texts.
  public let sources: [String]
  /// Where draws come from.
  public let draws: PosteriorDraws
  /// Where the statistics of arms are.
  public private(set) var columns: BranchingColumns

  /// Makes the rule.
  ///
  /// - Parameter sourceMeans: for each source the mean score that it is believed to have, in 0...1; nil for
  ///   that of `prior`.
  /// - Precondition: there are 1 to 8 sources, and a mean for each where there are means.
  public init(
    sources: [String], rule: SourceRule = .thompson, prior: ArmPrior = .usualNormal,
    sourceMeans: [Double]? = nil, draws: PosteriorDraws = .generator
  ) {
    precondition(sourceMeans.map { $0.count == sources.count } ?? true, "a mean for each source")
    self.sources = sources
    self.rule = rule
    self.prior = prior
    self.sourceMeans = sourceMeans
    self.draws = draws
    columns = BranchingColumns(
      sources: sources.count, isPerSource: rule == .stack, names: sources)
  }

  /// A visited end counts with its mean, as any other child does.
  public var exploresEnds: Bool { true }
  /// `AB-MCTS-A`.
  public var name: String { "AB-MCTS-A" }
  /// The rule in words: there is no score.
  public var formula: String { "the highest draw: GEN or CONT, then which child or source" }
  /// Mean and standard deviation of what is believed of an arm, and the scores that it was seen to give.
  public var termNames: [String] { ["m", "sd", "seen"] }
  /// None: what is believed at first is fixed.
  public var parameters: [Parameter] { [] }
  /// Those of the arms, and of each child its source.
  public var statistics: [Statistic] { columns.statistics }

  /// A new child is a candidate.
  public var weighsNewChild: Bool { true }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) { columns.locate(in: layout) }

  /// Draws a way on: a child, or a new one.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var none = NoStages()
    return decide(family, using: &random, into: &none)
  }

  /// Draws a way on, and tells all draws with what they were drawn from.
  public func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage]) {
    var list = StageList()
    let choice = decide(family, using: &random, into: &list)
    var stages = list.stages
    let probable = self.stages(family)
    for index in stages.indices {
      // Probabilities do not depend on the draws; of later stages only what was reached is there.
      guard let known = probable.first(where: { $0.name == stages[index].name }),
        known.arms.map(\.label) == stages[index].arms.map(\.label),
        known.arms.map(\.node) == stages[index].arms.map(\.node)
      else { continue }
      for arm in known.arms.indices {
        stages[index].arms[arm].probability = known.arms[arm].probability
      }
    }
    return (choice, stages)
  }

  // MARK: - Beliefs

  /// What is believed of a new child of a node by a source; the same for all sources unless they are drawn
  /// first.
  func new(_ source: Int, in family: borrowing Family) -> Posterior {
    prior.posterior(columns.arm(columns.new(source), of: family.node, in: family))
  }

  /// What is believed of going on below a child by a source.
  func known(_ source: Int, in family: borrowing Family) -> Posterior {
    prior.posterior(columns.arm(columns.known(source), of: family.node, in: family))
  }

  /// What is believed of a child.
  func child(_ child: NodeID, in family: borrowing Family) -> Posterior {
    prior.posterior(columns.arm(columns.arm, of: child, in: family))
  }

  /// Returns what is believed of a source: of all that it made, or where sources are drawn first of what
  /// lies below its children here.
  func source(_ source: Int, in family: borrowing Family) -> Posterior {
    let prior = sourceMeans.map { self.prior.with(mean: $0[source]) } ?? prior
    return prior.posterior(seen(of: source, in: family))
  }

  func seen(of source: Int, in family: borrowing Family) -> ArmStatistics {
    guard rule == .stack else {
      return columns.arm(columns.all(source), of: .root, in: family)
    }
    var arm = columns.arm(columns.new(source), of: family.node, in: family)
    arm.add(columns.arm(columns.known(source), of: family.node, in: family))
    return arm
  }

  // MARK: - Decisions

  private func decide(
    _ family: borrowing Family, using random: inout RandomSource, into stages: inout some StageSink
  ) -> Choice {
    let canGrow = family.canGrowByRule
    if rule == .stack, sources.count > 0 {
      guard let source = drawSource(of: family, canGrow, using: &random, into: &stages) else {
        return .none
      }
      let hasChild = hasChild(of: source, in: family)
      let grows = drawNew(
        source, of: family, canGrow: canGrow, using: &random, into: &stages)
      if canGrow, grows || !hasChild { return .grow(source: source) }
      return drawChild(of: family, by: source, using: &random, into: &stages)
    }
    let hasChild = hasChild(of: nil, in: family)
    guard canGrow || hasChild else { return .none }
    let grows = drawNew(0, of: family, canGrow: canGrow, using: &random, into: &stages)
    guard canGrow, grows || !hasChild else {
      return drawChild(of: family, by: nil, using: &random, into: &stages)
    }
    guard sources.count > 1 else { return .grow(source: 0) }
    return .grow(source: bestSource(of: family, using: &random, into: &stages))
  }

  /// Whether a child can be taken: any, or one by a source.
  func hasChild(of source: Int?, in family: borrowing Family) -> Bool {
    var child = family.firstChild
    for _ in 0..<family.count {
      if family.candidate(at: child).flags.isDisjoint(with: .barred),
        source.map({ $0 == columns.source(of: child, in: family) }) ?? true
      {
        return true
      }
      child = family.sibling(after: child)
    }
    return false
  }

  /// Draws for GEN and then for CONT; where no child can be made, for CONT alone.
  private func drawNew(
    _ source: Int, of family: borrowing Family, canGrow: Bool, using random: inout RandomSource,
    into stages: inout some StageSink
  ) -> Bool {
    stages.begin("new or known")
    var gen = -Double.infinity
    if canGrow {
      let posterior = new(source, in: family)
      gen = draws.draw(posterior, using: &random)
      stages.arm(Self.arm("GEN", posterior, draw: gen))
    }
    let posterior = known(source, in: family)
    let cont = draws.draw(posterior, using: &random)
    stages.arm(Self.arm("CONT", posterior, draw: cont))
    let grows = canGrow && !(cont > gen)
    stages.end(winner: grows || !canGrow ? 0 : 1)
    return grows
  }

  private func drawChild(
    of family: borrowing Family, by source: Int?, using random: inout RandomSource,
    into stages: inout some StageSink
  ) -> Choice {
    stages.begin("which child")
    var best: (child: NodeID, draw: Double, place: Int)?
    var place = 0
    var child = family.firstChild
    for _ in 0..<family.count {
      if family.candidate(at: child).flags.isDisjoint(with: .barred),
        source.map({ $0 == columns.source(of: child, in: family) }) ?? true
      {
        let posterior = self.child(child, in: family)
        let draw = draws.draw(posterior, using: &random)
        stages.arm(Self.arm("", node: child, posterior, draw: draw))
        if best.map({ draw > $0.draw }) ?? true { best = (child, draw, place) }
        place += 1
      }
      child = family.sibling(after: child)
    }
    stages.end(winner: best?.place)
    return best.map { .child($0.child) } ?? .none
  }

  /// Draws the source that decides first, among those that have a way on; nil where none has.
  private func drawSource(
    of family: borrowing Family, _ canGrow: Bool, using random: inout RandomSource,
    into stages: inout some StageSink
  ) -> Int? {
    stages.begin("which source")
    var best: (source: Int, draw: Double, place: Int)?
    var place = 0
    for source in sources.indices where canGrow || hasChild(of: source, in: family) {
      let posterior = self.source(source, in: family)
      let draw = draws.draw(posterior, using: &random)
      stages.arm(Self.arm(sources[source], posterior, draw: draw))
      if best.map({ draw > $0.draw }) ?? true { best = (source, draw, place) }
      place += 1
    }
    stages.end(winner: best?.place)
    return best?.source
  }

  /// Chooses the source of a new child by all that each of them made in the whole tree.
  func bestSource(
    of family: borrowing Family, using random: inout RandomSource, into stages: inout some StageSink
  ) -> Int {
    stages.begin("which source")
    var best = (source: 0, draw: -Double.infinity)
    for source in sources.indices {
      var draw: Double
      if rule == .ucb {
        let score = bound(of: source, in: family)
        let seen = seen(of: source, in: family)
        stages.arm(
          SelectionTable.Stage.Arm(
            sources[source],
            terms: [
              NamedNumber("mean", seen.count > 0 ? seen.mean : .nan),
              .seen(seen.count), NamedNumber("score", score),
            ]))
        draw = score
      } else {
        let posterior = self.source(source, in: family)
        draw = draws.draw(posterior, using: &random)
        stages.arm(Self.arm(sources[source], posterior, draw: draw))
      }
      if source == 0 || draw > best.draw { best = (source, draw) }
    }
    stages.end(winner: best.source)
    return best.source
  }

  /// The mean of all that a source made and what there is to explore; infinite where it made nothing.
  func bound(of source: Int, in family: borrowing Family) -> Double {
    let seen = seen(of: source, in: family)
    guard seen.count > 0 else { return .infinity }
    let all = sources.indices.reduce(0) { $0 + self.seen(of: $1, in: family).count }
    return seen.mean + 2.0.squareRoot() * (log(all) / seen.count).squareRoot()
  }

  /// Returns an arm of a stage with what it is drawn from.
  static func arm(
    _ label: String, node: NodeID = .none, _ posterior: Posterior, draw: Double?
  ) -> SelectionTable.Stage.Arm {
    SelectionTable.Stage.Arm(
      label, node: node,
      terms: posterior.parameters.map { NamedNumber($0.name.description, $0.value) }, draw: draw)
  }
}
