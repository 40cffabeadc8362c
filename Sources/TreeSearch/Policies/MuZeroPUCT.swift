import Glibc
import Groundwork
public import SearchTrees

/// PUCT as MuZero has it: a constant that grows with the visits, values on a scale, first plays as one
/// likes: `Q' + c(N)*P*sqrt(N) / (1+n)`, `c(N) = ln((N + base + 1) / base) + init`.
///
/// Schrittwieser and others, *Mastering Atari, Go, chess and shogi by planning with a learned model*
/// (2020), appendix B; the constants are AlphaZero's (Silver et al. 2018). N is the parent's visits, its
/// own evaluation included. Kept apart from ``PUCT``, whose loop is compiled for games.
public struct MuZeroPUCT: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    var values: ScaledFamily
    /// c(N).
    var constant: Float
    /// sqrt(N).
    var rootOfVisits: Float
    /// The value of a child without visits, on the scale.
    var firstPlay: Float
  }

  /// How the exploration constant grows.
  public enum Exploration: Sendable, Hashable {
    /// Not at all.
    case constant(Double)
    /// `ln((N + base + 1) / base) + initial`.
    case schedule(initial: Double, base: Double)
  }

  /// The exploration constant.
  public private(set) var exploration: Exploration
  /// The scale on which values are compared.
  public let scaling: ValueScaling
  /// What a child without visits counts as.
  public private(set) var firstPlay: FirstPlay
  /// What a child of the root counts as without visits; nil where that is nothing else.
  public private(set) var rootFirstPlay: FirstPlay?
  /// Whether a visited end is scored like any other child.
  public let exploresEnds: Bool
  private var places = ScalingPlaces()

  /// The bases that are accepted.
  public static let bases = 0.001...1e9

  /// Makes the rule.
  ///
  /// - Parameters:
  ///   - firstPlay: nil for the parent's value, and where values are scaled for the least there is, as in
  ///     MuZero.
  public init(
    _ exploration: Exploration, scaling: ValueScaling = .none, firstPlay: FirstPlay? = nil,
    rootFirstPlay: FirstPlay? = nil, exploresEnds: Bool = false
  ) {
    self.exploration = exploration
    self.scaling = scaling
    self.firstPlay = firstPlay ?? FirstPlay(scaling == .none ? .reduction : .absolute, 0)
    self.rootFirstPlay = rootFirstPlay
    self.exploresEnds = exploresEnds
  }

  /// Priors are needed.
  public var usesPriors: Bool { true }
  /// `PUCT`.
  public var name: String { "PUCT" }
  /// The formula.
  public var formula: String {
    let value = scaling == .none ? "Q" : "(Q-min)/(max-min)"
    switch exploration {
    case .constant: return "\(value) + c*P*sqrt(N) / (1+n)"
    case .schedule:
      return "\(value) + c(N)*P*sqrt(N) / (1+n), c(N) = ln((N+pb-c-base+1)/pb-c-base) + pb-c-init"
    }
  }
  /// The constants.
  public var parameters: [Parameter] {
    let constants =
      switch exploration {
      case .constant(let c): [Parameter("c", c, in: 0...1000, "exploration constant")]
      case .schedule(let initial, let base):
        [
          Parameter("pb-c-init", initial, in: 0...1000, "exploration constant at the first visits"),
          Parameter("pb-c-base", base, in: Self.bases, "visits over which the constant grows"),
        ]
      }
    return constants + [
      Parameter("fpu", firstPlay.value, in: FirstPlay.range, firstPlay.meaning(""))
    ]
      + (rootFirstPlay.map {
        [Parameter("fpu-root", $0.value, in: FirstPlay.range, $0.meaning(" at the root"))]
      } ?? [])
  }

  /// Sets one of the parameters.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard let parameter = parameters.first(where: { $0.name == name }),
      parameter.range.contains(value)
    else { return false }
    switch (name, exploration) {
    case ("fpu", _): firstPlay.value = value
    case ("fpu-root", _): rootFirstPlay?.value = value
    case ("pb-c-init", .schedule(_, let base)):
      exploration = .schedule(initial: value, base: base)
    case ("pb-c-base", .schedule(let initial, _)):
      exploration = .schedule(initial: initial, base: value)
    default: exploration = .constant(value)
    }
    return true
  }

  /// Learns where the bounds of values are kept.
  public mutating func locate(in layout: StatisticLayout) { places = ScalingPlaces(layout) }

  /// Returns what the children of one node share.
  public func context(of family: borrowing Family) -> Context {
    let values = ScaledFamily(family, scaling, places)
    let constant =
      switch exploration {
      case .constant(let c): c
      case .schedule(let initial, let base):
        initial + log((Double(family.visits) + base + 1) / base)
      }
    let play = family.node == .root ? rootFirstPlay ?? firstPlay : firstPlay
    return Context(
      values: values, constant: Float(constant), rootOfVisits: Float(family.visits).squareRoot(),
      firstPlay: play.worth(at: values(values.level)))
  }

  /// Returns the value on its scale and the exploration.
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let prior = family.prior(of: child.node)
    let isFirst = child.visits == 0
    let value = tell(isFirst ? context.firstPlay : context.values(child.mean), into: &terms)
    let share = context.rootOfVisits / Float(1 &+ child.visits)
    let exploration = terms.term("U", context.constant * prior * share)
    tellShared(context, into: &terms)
    terms.slope(Double(prior) * Double(share))
    terms.working(
      (isFirst
        ? "\(NumberText.fixed(Double(value))) (first play)" : context.values.words(child.mean))
        + " + \(NumberText.fixed(Double(context.constant)))*\(NumberText.fixed(Double(prior)))*"
        + "\(NumberText.plain(Double(context.rootOfVisits), places: 2))/\(1 + child.visits)")
    return value + exploration
  }

  /// Returns the outcome on the scale of the others.
  public func score(
    known outcome: Float, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let value = tell(context.values(outcome), into: &terms)
    _ = terms.term("U", 0)
    tellShared(context, into: &terms)
    return value
  }

  /// Tells the value; on a scale it has another name than that of the mean.
  private func tell(_ value: Float, into terms: inout some TermSink) -> Float {
    scaling == .none ? terms.term("Q", value) : terms.term("Q'", value)
  }

  private func tellShared(_ context: Context, into terms: inout some TermSink) {
    // The first terms add up to the score; these stand behind them.
    if scaling != .none { context.values.tell(&terms) }
    if case .schedule = exploration { _ = terms.term("c(N)", context.constant) }
  }
}
