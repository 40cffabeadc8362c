import Glibc
import Groundwork

/// What a child counts as before its first visit.
public enum UnvisitedRule: String, Sendable, Hashable, CaseIterable {
  /// Its guessed reward alone (`uct_with_fast_reward` of llm-reasoners): one step's reward stands beside
  /// the sums of whole paths.
  case estimate
  /// More than any other: every child is visited once, the best guess first.
  case infinity
  /// What its parent is worth to who chooses there.
  case parent
  /// Its guessed reward, and what its visited siblings got beyond theirs.
  case siblings
}

/// UCT on the sums of judged steps: `Q + c*s*sqrt(ln N / max(1, n))`.
///
/// The rule of RAP (Hao et al. 2023) and SC-MCTS* (Gao et al. 2024, section 4.2). `s` is 1, or the
/// standard deviation of Q in the tree, so that one c serves rewards of any scale. The edge's number,
/// which the search hands over as a prior, is the guessed reward of the step.
public struct GuidedUCT: SelectionPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    /// c*s.
    var constant: Float
    /// s.
    var scale: Float
    /// ln N, 0 for an unvisited parent.
    var logarithm: Float
    /// What is added to the guess of an unvisited child, or stands in its place.
    var unvisited: Float
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  /// Whether c is scaled by the spread of Q.
  public let isScaled: Bool
  /// What a child counts as before its first visit.
  public let unvisited: UnvisitedRule

  /// Makes the rule.
  public init(c: Double, isScaled: Bool, unvisited: UnvisitedRule) {
    self.c = c
    self.isScaled = isScaled
    self.unvisited = unvisited
  }

  /// The guesses take their place.
  public static var usesPriors: Bool { true }
  /// The spread is needed where c is scaled.
  @inline(__always)
  public var usesSpread: Bool { isScaled }
  /// Siblings are needed by one of the rules for unvisited children.
  @inline(__always)
  public var usesSiblings: Bool { unvisited == .siblings }
  /// llm-reasoners explores ends like any other child.
  public static var exploresEnds: Bool { true }
  /// `UCT`.
  public var name: String { "UCT" }
  /// The formula.
  public var formula: String {
    isScaled ? "Q + c*std(Q)*sqrt(ln N / max(1,n))" : "Q + c*sqrt(ln N / max(1,n))"
  }
  /// Q and U.
  public var termNames: [String] { ["Q", "U"] }
  /// c.
  public var parameters: [Parameter] {
    [Parameter("c", c, in: 0...1000, "exploration constant")]
  }

  /// Sets c.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "c", (0...1000).contains(value) else { return false }
    c = value
    return true
  }

  /// Returns what the children of one node share.
  @inline(__always)
  public func context(_ facts: SelectionFacts) -> Context {
    let scale = isScaled ? facts.spread : 1
    let unvisited: Float =
      switch self.unvisited {
      case .estimate: 0
      case .infinity: .infinity
      case .parent: facts.value
      case .siblings: facts.siblingSurplus
      }
    return Context(
      constant: Float(c) * scale, scale: scale,
      logarithm: facts.visits == 0 ? 0 : logf(Float(facts.visits)), unvisited: unvisited)
  }

  @inline(__always)
  private func value(
    _ valueSum: Double, _ visits: UInt32, _ guess: Float, _ context: Context
  ) -> Float {
    if visits > 0 { return Float(valueSum) / Float(visits) }
    return unvisited == .parent ? context.unvisited : guess + context.unvisited
  }

  /// Returns `Q + c*s*sqrt(ln N / max(1, n))`.
  @inline(__always)
  public func score(valueSum: Double, visits: UInt32, prior: Float, in context: Context) -> Float {
    let bonus = (context.logarithm / Float(max(visits, 1))).squareRoot()
    return value(valueSum, visits, prior, context) + context.constant * bonus
  }

  /// Returns Q and U with their sum.
  public func terms(
    valueSum: Double, visits: UInt32, prior: Float, in context: Context
  ) -> ScoredTerms {
    let value = value(valueSum, visits, prior, context)
    let bonus = (context.logarithm / Float(max(visits, 1))).squareRoot()
    let exploration = context.constant * bonus
    if visits == 0, unvisited == .infinity {
      return ScoredTerms(
        terms: [.nan, .infinity], score: .infinity, slope: 0, working: "unvisited: taken first")
    }
    let scale = isScaled ? "*\(NumberText.fixed(Double(context.scale)))" : ""
    return ScoredTerms(
      terms: [Double(value), Double(exploration)], score: value + exploration,
      slope: Double(context.scale) * Double(bonus),
      working: "\(NumberText.fixed(Double(value)))\(visits == 0 ? origin : "") + "
        + "\(NumberText.short(c))\(scale)*sqrt("
        + "\(NumberText.plain(Double(context.logarithm), places: 2))/\(max(visits, 1)))")
  }

  private var origin: String {
    switch unvisited {
    case .estimate: " (guess)"
    case .infinity: ""
    case .parent: " (parent's)"
    case .siblings: " (guess + siblings' surplus)"
    }
  }
}
