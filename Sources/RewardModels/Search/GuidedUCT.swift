import Groundwork
public import SearchTrees
public import TreeSearch

/// What a child counts as before its first visit.
public enum UnvisitedRule: String, Sendable, Hashable, CaseIterable {
  /// Its estimated reward alone (`uct_with_fast_reward` of llm-reasoners): one step's reward stands beside
  /// the sums of whole paths.
  case estimate
  /// More than any other: every child is visited once, the best estimate first.
  case infinity
  /// What its parent is worth to who chooses there.
  case parent
  /// Its estimated reward, and what its visited siblings got beyond theirs.
  case siblings
}

/// UCT on the sums of judged steps: `Q + c*s*sqrt(ln N / max(1, n))`.
///
/// The rule of RAP (Hao et al. 2023) and SC-MCTS* (Gao et al. 2024, section 4.2). `s` is 1, or the
/// standard deviation of Q over the visited nodes but the root, so that one c serves rewards of any scale.
/// The number on an edge, which stands in the place of a prior, is the estimated reward of the step.
public struct GuidedUCT: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    /// c*s.
    var constant: Float
    /// s.
    var scale: Float
    /// ln N, 0 for an unvisited parent.
    var logarithm: Float
    /// What is added to the estimate of an unvisited child, or stands in its place.
    var unvisited: Float
  }

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  /// Whether c is scaled by the spread of Q.
  public let isScaled: Bool
  /// What a child counts as before its first visit.
  public let unvisited: UnvisitedRule
  private var spread = ValueSpread()
  private let logarithms = CountLogarithms()

  /// Makes the rule.
  public init(c: Double, isScaled: Bool, unvisited: UnvisitedRule) {
    self.c = c
    self.isScaled = isScaled
    self.unvisited = unvisited
  }

  /// The estimates take their place.
  @inline(__always)
  public var usesPriors: Bool { true }
  /// The spread is kept where c is scaled.
  @inline(__always)
  public var followsBackups: Bool { isScaled }
  /// llm-reasoners explores ends like any other child.
  @inline(__always)
  public var exploresEnds: Bool { true }
  /// `UCT`.
  public var name: String { "UCT" }
  /// The formula.
  public var formula: String {
    isScaled ? "Q + c*std(Q)*sqrt(ln N / max(1,n))" : "Q + c*sqrt(ln N / max(1,n))"
  }
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

  /// Counts the nodes of a path no longer.
  public mutating func willBackUp(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree
  ) { count(path, in: tree, -1) }

  /// Counts the nodes of a path.
  public mutating func didBackUp(_ path: borrowing SimulationPath, in tree: borrowing SearchTree) {
    count(path, in: tree, 1)
  }

  /// Counts all nodes anew.
  public mutating func recompute(from tree: borrowing SearchTree) {
    spread = ValueSpread(of: tree)
  }

  @inline(__always)
  private mutating func count(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree, _ sign: Int
  ) {
    for index in 1..<max(1, path.nodes.count) {
      spread.change(by: sign, tree.nodes[path.nodes[index].index])
    }
  }

  /// Returns what the children of one node share.
  @inline(__always)
  public func context(of family: borrowing Family) -> Context {
    let scale = isScaled ? spread.deviation : 1
    let unvisited: Float =
      switch self.unvisited {
      case .estimate: 0
      case .infinity: .infinity
      case .parent: family.value
      case .siblings: surplus(of: family)
      }
    return Context(
      constant: Float(c) * scale, scale: scale,
      logarithm: family.visits == 0 ? 0 : logarithms[family.visits], unvisited: unvisited)
  }

  /// Returns by how much the visited children are worth more than was estimated, on average; 0 where none
  /// is visited.
  @inline(__always)
  private func surplus(of family: borrowing Family) -> Float {
    var sum: Float = 0
    var visited = 0
    var child = family.firstChild
    for _ in 0..<family.count {
      let numbers = family.candidate(at: child)
      if numbers.visits > 0 {
        sum += Float(numbers.valueSum / Double(numbers.visits)) - family.prior(of: child)
        visited += 1
      }
      child = family.sibling(after: child)
    }
    return visited == 0 ? 0 : sum / Float(visited)
  }

  @inline(__always)
  private func value(
    _ child: Candidate, estimate: Float, _ context: Context
  ) -> Float {
    if child.visits > 0 { return child.mean }
    return unvisited == .parent ? context.unvisited : estimate + context.unvisited
  }

  /// Returns `Q + c*s*sqrt(ln N / max(1, n))`.
  @inline(__always)
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    let estimate = family.prior(of: child.node)
    if child.visits == 0, unvisited == .infinity {
      terms.working("unvisited: taken first")
      _ = terms.term("Q", .nan)
      return terms.term("U", .infinity)
    }
    let value = terms.term("Q", value(child, estimate: estimate, context))
    let bonus = (context.logarithm / Float(max(child.visits, 1))).squareRoot()
    let exploration = terms.term("U", context.constant * bonus)
    terms.slope(Double(context.scale) * Double(bonus))
    terms.working(
      "\(NumberText.fixed(Double(value)))\(child.visits == 0 ? origin : "") + "
        + "\(NumberText.short(c))\(isScaled ? "*" + NumberText.fixed(Double(context.scale)) : "")*sqrt("
        + "\(NumberText.plain(Double(context.logarithm), places: 2))/\(max(child.visits, 1)))")
    return value + exploration
  }

  private var origin: String {
    switch unvisited {
    case .estimate: " (estimate)"
    case .infinity: ""
    case .parent: " (parent's)"
    case .siblings: " (estimate + siblings' surplus)"
    }
  }
}
