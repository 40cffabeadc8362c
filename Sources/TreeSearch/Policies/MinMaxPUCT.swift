import Glibc
import Groundwork
import SearchTrees

/// MuZero's rule: values stretched over 0...1 among the node and its children, and a constant that grows with
/// visits: `q' + (c + ln((N + b + 1)/b))*P*sqrt(N) / (1 + n)`.
///
/// Schrittwieser and others, *Mastering Atari, Go, chess and shogi by planning with a learned model* (2020);
/// mctx 0.0.71 (`qtransform_by_parent_and_siblings`). A child without visits counts as the lowest value.
public struct MinMaxPUCT: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    var low: Double
    var width: Double
    var scale: Double
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  /// The visits b by which it has grown by ln 2.
  public let base: Double

  /// Makes the rule.
  public init(c: Double = 1.25, base: Double = 19_652) {
    self.c = c
    self.base = base
  }

  /// Priors are needed.
  @inline(__always)
  public var usesPriors: Bool { true }
  /// `MuZero`.
  public var name: String { "MuZero" }
  /// The formula.
  public var formula: String { "q' + (c + ln((N+b+1)/b))*P*sqrt(N) / (1+n)" }
  /// c.
  public var parameters: [Parameter] {
    [Parameter("c", c, in: 0...1000, "exploration constant")]
  }

  /// Sets c.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "c", 0...1000 ~= value else { return false }
    c = value
    return true
  }

  /// Returns what the children of one node share.
  public func context(of family: borrowing Family) -> Context {
    let own = family.preciseValue
    var (low, high) = (own, own)
    family.forEachCandidate { child in
      guard child.visits > 0 else { return }
      let value = child.valueSum / Double(child.visits)
      low = min(low, value)
      high = max(high, value)
    }
    let visits = Double(family.visits)
    return Context(
      low: low, width: max(high - low, 1e-8),
      scale: (c + log((visits + base + 1) / base)) * visits.squareRoot())
  }

  /// Returns the stretched value and what there is to explore.
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let value =
      child.visits == 0
      ? 0 : (child.valueSum / Double(child.visits) - context.low) / context.width
    let bonus =
      Double(family.prior(of: child.node)) * context.scale / Double(1 + child.visits)
    terms.working("\(NumberText.fixed(value)) + \(NumberText.fixed(bonus))")
    return terms.term("q'", Float(value)) + terms.term("U", Float(bonus))
  }
}
