import Groundwork
import SearchTrees

/// `Q + c*sqrt(ln N / n)`, unvisited children first: Kocsis and Szepesvari, *Bandit based
/// Monte-Carlo planning* (2006), with the constant in front of the root.
public struct UCT: ScoringPolicy, Hashable {
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
  private let logarithms = CountLogarithms()

  /// Makes the rule; sqrt(2) is UCB1's constant for values in 0...1.
  public init(c: Double = 2.0.squareRoot()) {
    self.c = c
    squaredC = Float(c * c)
  }

  /// `UCT`.
  public var name: String { "UCT" }
  /// The formula.
  public var formula: String { "Q + c*sqrt(ln N / n)" }
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
  public func context(of family: borrowing Family) -> Context {
    let logarithm = logarithms[family.visits]
    return Context(scaled: squaredC * logarithm, logarithm: logarithm)
  }

  /// Returns `Q + sqrt(c^2 * ln N / n)`, or infinity for n = 0.
  @inline(__always)
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    if child.visits == 0 {
      terms.working("unvisited: taken first")
      _ = terms.term("Q", .nan)
      return terms.term("U", .infinity)
    }
    let inverse = 1 / Float(child.visits)
    let value = terms.term("Q", Float(child.valueSum) * inverse)
    let exploration = terms.term("U", (context.scaled * inverse).squareRoot())
    terms.slope((Double(context.logarithm) * Double(inverse)).squareRoot())
    terms.working(
      "\(NumberText.fixed(Double(value))) + \(NumberText.short(c))*sqrt("
        + "\(NumberText.plain(Double(context.logarithm), places: 2))/\(child.visits))")
    return value + exploration
  }
}
