import Glibc
import Groundwork

/// The rule of AlphaZero, `Q + c*P*sqrt(N) / (1 + n)`, with a first-play urgency.
///
/// Silver and others, *A general reinforcement learning algorithm that masters chess, shogi and Go
/// through self-play* (2018). An unvisited child is taken to be worth its parent's value less a
/// reduction.
public struct PUCT: SelectionPolicy, Hashable {
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
  public static var usesPriors: Bool { true }
  /// `PUCT`.
  public var name: String { "PUCT" }
  /// The formula.
  public var formula: String { "Q + c*P*sqrt(N) / (1+n)" }
  /// Q and U.
  public var termNames: [String] { ["Q", "U"] }
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
  public func context(_ facts: SelectionFacts) -> Context {
    let root = Float(facts.visits).squareRoot()
    return Context(
      scale: Float(c) * root, rootOfVisits: root, firstPlay: facts.value - Float(reduction))
  }

  /// Returns `Q + c*P*sqrt(N) / (1 + n)`.
  @inline(__always)
  public func score(valueSum: Double, visits: UInt32, prior: Float, in context: Context) -> Float {
    let value = visits == 0 ? context.firstPlay : Float(valueSum) / Float(visits)
    return value + prior * context.scale / Float(1 &+ visits)
  }

  /// Returns Q and U with their sum.
  public func terms(
    valueSum: Double, visits: UInt32, prior: Float, in context: Context
  )
    -> ScoredTerms
  {
    let value = visits == 0 ? context.firstPlay : Float(valueSum) / Float(visits)
    let exploration = prior * context.scale / Float(1 &+ visits)
    return ScoredTerms(
      terms: [Double(value), Double(exploration)], score: value + exploration,
      slope: Double(prior) * Double(context.rootOfVisits) / Double(1 + visits),
      working: "\(NumberText.fixed(Double(value)))\(visits == 0 ? " (first play)" : "") + "
        + "\(NumberText.short(c))*\(NumberText.fixed(Double(prior)))*"
        + "\(NumberText.plain(Double(context.rootOfVisits), places: 2))/\(1 + visits)")
  }
}
