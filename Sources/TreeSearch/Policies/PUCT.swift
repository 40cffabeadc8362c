import Glibc
import Groundwork
import SearchTrees

/// The rule of AlphaZero, `Q + c*P*sqrt(N) / (1 + n)`, with a first-play urgency.
///
/// Silver and others, *A general reinforcement learning algorithm that masters chess, shogi and Go
/// through self-play* (2018). An unvisited child is taken to be worth its parent's value less a
/// reduction.
public struct PUCT: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    /// c*sqrt(N).
    var scale: Float
    /// sqrt(N).
    var rootOfVisits: Float
    /// The value of a child without visits.
    var firstPlay: Float
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  /// How much less than its parent's value an unvisited child is taken to be worth.
  public private(set) var reduction: Double

  /// Makes the rule.
  public init(c: Double = 1.25, reduction: Double = 0) {
    self.c = c
    self.reduction = reduction
  }

  /// Priors are needed.
  @inline(__always)
  public var usesPriors: Bool { true }
  /// `PUCT`.
  public var name: String { "PUCT" }
  /// The formula.
  public var formula: String { "Q + c*P*sqrt(N) / (1+n)" }
  /// c and fpu.
  public var parameters: [Parameter] {
    [
      Parameter("c", c, in: 0...1000, "exploration constant"),
      Parameter(
        "fpu", reduction, in: -10...10, "first-play urgency: unvisited Q = parent's Q - fpu"),
    ]
  }

  /// Sets c or fpu.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard let parameter = parameters.first(where: { $0.name == name }),
      parameter.range.contains(value)
    else { return false }
    if name == "c" { c = value } else { reduction = value }
    return true
  }

  /// Returns what the children of one node share.
  @inline(__always)
  public func context(of family: borrowing Family) -> Context {
    let root = Float(family.visits).squareRoot()
    return Context(
      scale: Float(c) * root, rootOfVisits: root, firstPlay: family.value - Float(reduction))
  }

  /// Returns `Q + c*P*sqrt(N) / (1 + n)`.
  @inline(__always)
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let prior = family.prior(of: child.node)
    let value = terms.term("Q", child.visits == 0 ? context.firstPlay : child.mean)
    let exploration = terms.term("U", prior * context.scale / Float(1 &+ child.visits))
    terms.slope(Double(prior) * Double(context.rootOfVisits) / Double(1 + child.visits))
    terms.working(
      "\(NumberText.fixed(Double(value)))\(child.visits == 0 ? " (first play)" : "") + "
        + "\(NumberText.short(c))*\(NumberText.fixed(Double(prior)))*"
        + "\(NumberText.plain(Double(context.rootOfVisits), places: 2))/\(1 + child.visits)")
    return value + exploration
  }
}
