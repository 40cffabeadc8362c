import Glibc
import Groundwork
public import SearchTrees

/// UCB1-Tuned, `Q + sqrt(ln N / n * min(1/4, V))`, `V = S/n - Q^2 + sqrt(2 ln N / n)`, unvisited children
/// first.
///
/// Auer, Cesa-Bianchi and Fischer, *Finite-time analysis of the multiarmed bandit problem* (2002), section
/// 4. S is the sum of the squares of a child's values, V an upper bound of their variance, and 1/4 the
/// largest variance that values in 0...1 can have. Values of another range are taken to that: with `w` the
/// width of the range, the bonus is `w * sqrt(ln N / n * min(1/4, V/w^2))`. There is no constant to set.
/// A backup must keep the squares: ``SquaresBackup``.
public struct UCB1Tuned: ScoringPolicy, Hashable {
  /// What the children of one node share.
  public struct Context: Sendable, Hashable {
    /// ln N.
    var logarithm: Double
  }

  private let width: Double
  private var place = 0

  /// Makes the rule for values that lie in a range of a width above 0.
  public init(width: Double = 1) {
    precondition(width > 0 && width.isFinite, "values lie in a range")
    self.width = width
  }

  /// `UCB1-Tuned`.
  public var name: String { "UCB1-Tuned" }
  /// The formula.
  public var formula: String {
    let scale = width == 1 ? "" : "\(NumberText.short(width))*"
    let variance = width == 1 ? "S/n - Q^2" : "(S/n - Q^2)/\(NumberText.short(width * width))"
    return "Q + \(scale)sqrt(ln N / n * min(1/4, V)), V = \(variance) + sqrt(2 ln N / n)"
  }
  /// There are none.
  public var parameters: [Parameter] { [] }
  /// The squares.
  public var statistics: [Statistic] { [SquaresBackup.squares] }
  /// Learns where the squares are.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: SquaresBackup.squares.name)
  }

  /// Returns what the children of one node share.
  public func context(of family: borrowing Family) -> Context {
    Context(logarithm: log(Double(family.visits)))
  }

  /// Returns the value and the bonus, or infinity for n = 0 and where no squares are known.
  public func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    guard child.visits > 0, let squares = family.statistic(place, of: child.node) else {
      terms.working("unvisited: taken first")
      _ = terms.term("Q", .nan)
      let first = terms.term("U", .infinity)
      _ = terms.term("V", .nan)
      return first
    }
    let visits = Double(child.visits)
    let mean = child.valueSum / visits
    let variance = max(0, squares / visits - mean * mean) / (width * width)
    let bound = variance + (2 * context.logarithm / visits).squareRoot()
    let bonus = width * (context.logarithm / visits * min(0.25, bound)).squareRoot()
    let value = terms.term("Q", Float(mean))
    let exploration = terms.term("U", Float(bonus))
    _ = terms.term("V", Float(bound))
    terms.working(
      "\(NumberText.fixed(mean)) + \(width == 1 ? "" : NumberText.short(width) + "*")sqrt("
        + "\(NumberText.plain(context.logarithm, places: 2))/\(child.visits)*"
        + "\(bound < 0.25 ? NumberText.fixed(bound) : "1/4"))")
    return value + exploration
  }
}

/// The mean return of every simulation, and the sum of the squares of what was backed up: with two players
/// each node's values from the view of the player who moved there.
public struct SquaresBackup: Backup, Hashable {
  /// The sum of the squares of a node's values.
  public static let squares = Statistic(
    "squares", head: "S", "sum of the squares of the values", kind: .sum, range: 0...1e300)

  private let players: Int
  private var place = 0

  /// Makes the rule for one or two players.
  public init(players: Int = 1) { self.players = players }

  /// Q means what it does under the rule that keeps no squares.
  public var meaning: ValueMeaning {
    players == 2 ? NegamaxBackup().meaning : MeanBackup().meaning
  }
  /// The squares.
  public var statistics: [Statistic] { [Self.squares] }
  /// Values are proven as they are without squares.
  public var provable: (any Provable)? { players == 2 ? NegamaxBackup() : MeanBackup() }
  /// Learns where the squares are.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Self.squares.name)
  }

  /// Adds the value and its square to every node.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var value = players == 2 ? path.leafValue : path.totalReward + path.leafValue
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      if players == 2 { value += path.rewards[index] }
      let number = Double(value)
      tree.add(number, to: node)
      tree.statistics[place, node] = (tree.statistics[place, node] ?? 0) + number * number
      if players == 2 { value = -value }
      index -= 1
    }
  }

  /// How the level of the children's Q follows from the node's own.
  public var childLevel: ChildLevel { players == 2 ? .otherPlayer : .same }
  /// What makes the last node worth a value.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    players == 2
      ? NegamaxBackup().leafValue(toMake: value, on: path)
      : MeanBackup().leafValue(toMake: value, on: path)
  }
  /// The lowest and highest value of any node.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? {
    players == 2 ? NegamaxBackup().valueRange(of: range) : range
  }
}
