import Glibc
import Groundwork

/// `Q + c*sqrt(ln N / n)`, unvisited children first: Kocsis and Szepesvari, *Bandit based
/// Monte-Carlo planning* (2006), with the constant in front of the root.
public struct UCT: SelectionPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    /// c^2 * ln N.
    var scaled: Float
    /// ln N.
    var logarithm: Float
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  private var squaredC: Float

  /// Makes the rule; sqrt(2) is UCB1's constant for values in 0...1.
  public init(c: Double = 2.0.squareRoot()) {
    self.c = c
    squaredC = Float(c * c)
  }

  /// No priors are needed.
  public static var usesPriors: Bool { false }
  /// `UCT`.
  public var name: String { "UCT" }
  /// The formula.
  public var formula: String { "Q + c*sqrt(ln N / n)" }
  /// Q and U.
  public var termNames: [String] { ["Q", "U"] }
  /// c.
  public var parameters: [Parameter] { [Parameter("c", c, in: 0...1000, "exploration constant")] }

  /// Sets c.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "c", (0...1000).contains(value) else { return false }
    self = UCT(c: value)
    return true
  }

  /// Returns what the children of one node share.
  @inline(__always)
  public func context(_ facts: SelectionFacts) -> Context {
    let logarithm = logf(Float(facts.visits))
    return Context(scaled: squaredC * logarithm, logarithm: logarithm)
  }

  /// Returns `Q + sqrt(c^2 * ln N / n)`, or infinity for n = 0.
  @inline(__always)
  public func score(valueSum: Double, visits: UInt32, prior: Float, in context: Context) -> Float {
    if visits == 0 { return .infinity }
    let inverse = 1 / Float(visits)
    return Float(valueSum) * inverse + (context.scaled * inverse).squareRoot()
  }

  /// Returns Q and U with their sum.
  public func terms(
    valueSum: Double, visits: UInt32, prior: Float, in context: Context
  )
    -> ScoredTerms
  {
    guard visits > 0 else {
      return ScoredTerms(
        terms: [.nan, .infinity], score: .infinity, slope: 0, working: "unvisited: taken first")
    }
    let inverse = 1 / Float(visits)
    let value = Float(valueSum) * inverse
    let exploration = (context.scaled * inverse).squareRoot()
    let logarithm = Double(context.logarithm)
    return ScoredTerms(
      terms: [Double(value), Double(exploration)], score: value + exploration,
      slope: (logarithm * Double(inverse)).squareRoot(),
      working: "\(NumberText.fixed(Double(value))) + \(NumberText.short(c))*sqrt("
        + "\(NumberText.plain(logarithm, places: 2))/\(visits))")
  }
}
