import Groundwork
public import SearchTrees

/// UCT with values on a scale, or with a first-play urgency: `Q' + c*sqrt(ln N / n)`.
///
/// A child without visits has the score of its first play alone (Gelly and Wang, *Exploration exploitation
/// in Go*, 2006), or where there is none comes before all others. Kept apart from ``UCT``, whose loop is
/// compiled for games.
public struct NormalizedUCT: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    var values: ScaledFamily
    /// ln N.
    var logarithm: Float
    /// The score of a child without visits, on the scale.
    var firstPlay: Float
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  /// The scale on which values are compared.
  public let scaling: ValueScaling
  /// What a child without visits scores; nil where it is taken first.
  public private(set) var firstPlay: FirstPlay?
  /// What a child of the root scores without visits; nil where that is nothing else.
  public private(set) var rootFirstPlay: FirstPlay?
  /// Whether a visited end is scored like any other child.
  public let exploresEnds: Bool
  private var places = ScalingPlaces()
  private let logarithms = CountLogarithms()

  /// Makes the rule.
  public init(
    c: Double, scaling: ValueScaling = .none, firstPlay: FirstPlay? = nil,
    rootFirstPlay: FirstPlay? = nil, exploresEnds: Bool = false
  ) {
    self.c = c
    self.scaling = scaling
    self.firstPlay = firstPlay
    self.rootFirstPlay = rootFirstPlay
    self.exploresEnds = exploresEnds
  }

  /// `UCT`.
  public var name: String { "UCT" }
  /// The formula.
  public var formula: String {
    (scaling == .none ? "Q" : "(Q-min)/(max-min)") + " + c*sqrt(ln N / n)"
  }
  /// The constants.
  public var parameters: [Parameter] {
    [Parameter("c", c, in: 0...1000, "exploration constant")]
      + (firstPlay.map { [Parameter("fpu", $0.value, in: FirstPlay.range, $0.meaning(""))] } ?? [])
      + (rootFirstPlay.map {
        [Parameter("fpu-root", $0.value, in: FirstPlay.range, $0.meaning(" at the root"))]
      } ?? [])
  }

  /// Sets one of the parameters.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard let parameter = parameters.first(where: { $0.name == name }),
      parameter.range.contains(value)
    else { return false }
    switch name {
    case "fpu": firstPlay?.value = value
    case "fpu-root": rootFirstPlay?.value = value
    default: c = value
    }
    return true
  }

  /// Learns where the bounds of values are kept.
  public mutating func locate(in layout: StatisticLayout) { places = ScalingPlaces(layout) }

  /// Returns what the children of one node share.
  public func context(of family: borrowing Family) -> Context {
    let values = ScaledFamily(family, scaling, places)
    let play = family.node == .root ? rootFirstPlay ?? firstPlay : firstPlay
    return Context(
      values: values, logarithm: logarithms[family.visits],
      firstPlay: play?.worth(at: values(values.level)) ?? .infinity)
  }

  /// Returns the value on its scale and the exploration.
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    if child.visits == 0 { return unvisitedScore(in: context, into: &terms) }
    let value = tell(context.values(child.mean), into: &terms)
    let bonus = (context.logarithm / Float(child.visits)).squareRoot()
    let exploration = terms.term("U", Float(c) * bonus)
    if scaling != .none { context.values.tell(&terms) }
    terms.slope(Double(bonus))
    terms.working(
      "\(context.values.words(child.mean)) + \(NumberText.short(c))*sqrt("
        + "\(NumberText.plain(Double(context.logarithm), places: 2))/\(child.visits))")
    return value + exploration
  }

  private func unvisitedScore(in context: Context, into terms: inout some TermSink) -> Float {
    let isFirst = context.firstPlay == .infinity
    _ = tell(isFirst ? .nan : context.firstPlay, into: &terms)
    _ = terms.term("U", isFirst ? .infinity : 0)
    if scaling != .none { context.values.tell(&terms) }
    terms.working(
      isFirst
        ? "unvisited: taken first"
        : "\(NumberText.fixed(Double(context.firstPlay))) (first play)")
    return context.firstPlay
  }

  /// Returns the outcome on the scale of the others.
  public func score(
    known outcome: Float, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let value = tell(context.values(outcome), into: &terms)
    _ = terms.term("U", 0)
    if scaling != .none { context.values.tell(&terms) }
    return value
  }

  /// Tells the value; on a scale it has another name than that of the mean.
  private func tell(_ value: Float, into terms: inout some TermSink) -> Float {
    scaling == .none ? terms.term("Q", value) : terms.term("Q'", value)
  }
}
