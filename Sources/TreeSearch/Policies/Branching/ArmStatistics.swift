public import SearchTrees

/// What was observed of an arm: how many scores, their mean, and the sum of their squared distances from it.
public struct ArmStatistics: Sendable, Hashable {
  /// How many scores.
  public var count: Double
  /// Their mean; 0 without any.
  public var mean: Double
  /// The sum of squared distances from the mean.
  public var squares: Double

  /// Nothing was observed.
  @inline(__always)
  public init() { (count, mean, squares) = (0, 0, 0) }

  /// States what was observed.
  @inline(__always)
  public init(count: Double, mean: Double, squares: Double) {
    (self.count, self.mean, self.squares) = (count, mean, squares)
  }

  /// Observes scores, one after the other.
  public init(_ scores: some Sequence<Double>) {
    self.init()
    for score in scores { add(score) }
  }

  /// Observes a score (Welford).
  @inline(__always)
  public mutating func add(_ score: Double) {
    count += 1
    let before = score - mean
    mean += before / count
    squares += before * (score - mean)
  }

  /// Adds what was observed elsewhere (Chan).
  @inline(__always)
  public mutating func add(_ other: ArmStatistics) {
    guard other.count > 0 else { return }
    let total = count + other.count
    let distance = other.mean - mean
    squares += other.squares + distance * distance * count * other.count / total
    mean += distance * other.count / total
    count = total
  }
}

/// Where a tree keeps the statistics of the arms of adaptive branching.
///
/// Three numbers an arm: of every node its own arm, and those of a new child below it and of going on
/// below it, one pair for all sources or one for each; and for each source what all its things scored,
/// which stands in the root's row.
public struct BranchingColumns: Sendable, Hashable {
  /// What the source of a child is kept as.
  public static let source = Statistic(
    "source", head: "SRC", "the source that made it, from 0", kind: .neither, range: 0...255)

  /// Returns that statistic with the names of the sources.
  public static func source(among names: [String]) -> Statistic {
    var statistic = source
    statistic.meaning = "the source that made it"
    statistic.choices = names
    return statistic
  }

  /// How many sources there are.
  public let sources: Int
  /// Whether each source has arms of its own for a new child and for going on.
  public let isPerSource: Bool
  private let names: [String]
  private var first = 0
  private var sourcePlace = 0

  /// Describes the columns of a rule.
  ///
  /// - Precondition: 1 to 8 sources.
  public init(sources: Int, isPerSource: Bool, names: [String] = []) {
    precondition(1...8 ~= sources, "1 to 8 sources")
    self.sources = sources
    self.names = names.count == sources ? names : (1...sources).map { "source \($0)" }
    self.isPerSource = isPerSource
  }

  /// The declared statistics, beside ``source``.
  public var statistics: [Statistic] {
    var all: [Statistic] = []
    func arm(_ name: String, _ head: String, _ words: String, isShown: Bool) {
      var mean = Statistic(
        name + "_mean", head: head, "mean score of " + words, kind: .mean, isShown: isShown)
      mean.spread = .init(count: name + "_count", squares: name + "_squares")
      all += [
        mean,
        Statistic(name + "_count", "scores of " + words, kind: .sum, isShown: false),
        Statistic(
          name + "_squares", "squared distances of scores of \(words) from their mean",
          kind: .neither, isShown: false),
      ]
    }
    arm("arm", "ARM", "the node and what lies below it", isShown: false)
    for source in 0..<(isPerSource ? sources : 1) {
      let number = isPerSource ? "\(source + 1)" : ""
      let words = isPerSource ? " by \(names[source])" : ""
      arm("gen\(number)", "GEN\(number)", "children\(words) when they were new", isShown: true)
      arm("cont\(number)", "CONT\(number)", "what lies below children\(words)", isShown: true)
    }
    if sources > 1 {
      for source in 0..<sources {
        arm(
          "all\(source + 1)", "ALL \(names[source])", "all things by \(names[source])",
          isShown: false)
      }
    }
    return all
  }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    first = layout.place(of: "arm_mean")
    sourcePlace = layout.place(of: Self.source.name)
  }

  /// The place of a node's own arm.
  public var arm: Int { first }
  /// The place of the arm of a new child by a source.
  public func new(_ source: Int) -> Int { first + 3 + (isPerSource ? 6 * source : 0) }
  /// The place of the arm of going on below a child by a source.
  public func known(_ source: Int) -> Int { first + 6 + (isPerSource ? 6 * source : 0) }
  /// The place, in the root's row, of all that a source made.
  public func all(_ source: Int) -> Int { first + (isPerSource ? 3 + 6 * sources : 9) + 3 * source }

  /// Returns an arm of a node as a family sees it.
  @inline(__always)
  public func arm(_ place: Int, of node: NodeID, in family: borrowing Family) -> ArmStatistics {
    guard let mean = family.statistic(place, of: node) else { return ArmStatistics() }
    return ArmStatistics(
      count: family.statistic(place + 1, of: node) ?? 0, mean: mean,
      squares: family.statistic(place + 2, of: node) ?? 0)
  }

  /// Returns which source made a child; 0 where nobody said.
  @inline(__always)
  public func source(of node: NodeID, in family: borrowing Family) -> Int {
    family.statistic(sourcePlace, of: node).map { min(sources - 1, max(0, Int($0))) } ?? 0
  }

  /// Returns which source made a node; 0 where nobody said.
  public func source(of node: NodeID, in tree: borrowing SearchTree) -> Int {
    tree.statistics[sourcePlace, node].map { min(sources - 1, max(0, Int($0))) } ?? 0
  }

  /// Returns an arm of a node.
  public func arm(_ place: Int, of node: NodeID, in tree: borrowing SearchTree) -> ArmStatistics {
    guard let mean = tree.statistics[place, node] else { return ArmStatistics() }
    return ArmStatistics(
      count: tree.statistics[place + 1, node] ?? 0, mean: mean,
      squares: tree.statistics[place + 2, node] ?? 0)
  }

  /// Lets an arm of a node observe a score.
  func observe(_ score: Double, at place: Int, of node: NodeID, in tree: inout SearchTree) {
    var arm = arm(place, of: node, in: tree)
    arm.add(score)
    tree.statistics[place, node] = arm.mean
    tree.statistics[place + 1, node] = arm.count
    tree.statistics[place + 2, node] = arm.squares
  }
}
