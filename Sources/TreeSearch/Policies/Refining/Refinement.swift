import Glibc
import Groundwork
public import SearchTrees

/// The rule of Monte Carlo tree self-refine: answers are criticised, rewritten and judged, and what was judged
/// before is judged again each time it is rewritten.
///
/// Zhang et al., *Accessing GPT-4 level mathematical olympiad solutions via Monte Carlo tree self-refine*
/// (2024).
/// `Q + c*sqrt(ln(N + 1)/(n + 1e-5))` over all open nodes, where n counts the judgements of the node itself
/// and N those of its parent. What a node itself is worth (own) is half of the least and half of the mean of
/// its judgements; Q is half of that and half of the best child.
public struct Refinement: OpenNodeRule {
  /// How the rule is read.
  public enum Variant: String, Hashable, Sendable {
    /// As the paper has it: Q is brought up to date all the way up.
    case published
    /// As the authors' code has it: a node is brought up to date only while a child of it is a leaf, so that
    /// Q and score of the others stay as they were.
    case coded
    /// As MCTSr-Zero has it: the root is a prompt, and judged by the mean of its answers.
    case zero
  }

  /// How the rule is read.
  public let variant: Variant
  /// How many children a node may get before it can be closed.
  public let mostChildren: Int
  /// The exploration constant.
  public var parameters: [Parameter]
  /// Why a node with all its children is closed.
  private let fullWords: String
  /// Where the numbers of the nodes stand.
  public private(set) var columns: RefinementColumns

  /// Makes the rule; by default with the constants of its source.
  public init(_ variant: Variant, c: Double? = nil, mostChildren: Int? = nil) {
    self.variant = variant
    let most = mostChildren ?? (variant == .zero ? 6 : 3)
    self.mostChildren = most
    fullWords = "it has its \(most) children" + (variant == .zero ? "" : ", and one is as good")
    parameters = [
      Parameter("c", c ?? (variant == .zero ? 2.8 : 1.4), in: 0...1e6, "exploration constant")
    ]
    columns = RefinementColumns(variant)
  }

  /// Returns what a score counts, of those that critics say in -100...100: the highest ones are taken for praise
  /// that says nothing.
  public static func counted(_ said: Double) -> Double { said >= 95 ? 50 : said }

  /// The rule's name.
  public var name: String { variant == .zero ? "MCTSr-Zero" : "MCTSr" }
  /// The score.
  public var formula: String { "Q + c*sqrt(ln(N + 1)/(n + 1e-5))" }
  /// What it is made of.
  public var termNames: [String] { ["Q", "U"] }
  /// The judgements.
  public var statistics: [Statistic] { columns.statistics }

  /// Learns where the judgements stand.
  public mutating func locate(in layout: StatisticLayout) { columns.locate(in: layout) }

  /// A node with too few children is open, and but for MCTSr-Zero one whose children are all worse.
  public func reasonClosed(_ node: NodeID, in tree: borrowing Family) -> String? {
    let children = tree.childCount(of: node)
    if node == .root, variant != .zero {
      return children == 0 ? nil : "the root holds nothing: only answers are refined"
    }
    guard tree.statistic(columns.judgements, of: node) != nil else {
      return node == .root && children == 0 ? nil : "not judged yet"
    }
    if tree.candidate(at: node).flags.contains(.complete) { return "nothing more can be written" }
    if children < mostChildren { return nil }
    if variant == .zero { return fullWords }
    guard let own = worth(of: node, in: tree), let best = bestChild(of: node, in: tree) else {
      return nil
    }
    return best < own ? nil : fullWords
  }

  /// What nodes are compared by where it is to be known whether a child is as good.
  private func worth(of node: NodeID, in tree: borrowing Family) -> Double? {
    if variant == .coded { return tree.statistic(columns.own, of: node) }
    let numbers = tree.candidate(at: node)
    return numbers.visits > 0 ? numbers.valueSum / Double(numbers.visits) : nil
  }

  private func bestChild(of node: NodeID, in tree: borrowing Family) -> Double? {
    var best: Double?
    tree.forEachChild(of: node) { child in
      guard tree.statistic(columns.judgements, of: child.node) != nil,
        let worth = worth(of: child.node, in: tree)
      else { return }
      best = max(best ?? worth, worth)
    }
    return best
  }

  /// Returns the score; infinite for a root that has no answers yet.
  public func score(of node: NodeID, in tree: borrowing Family) -> OpenScore? {
    guard let count = tree.statistic(columns.judgements, of: node) else {
      return node == .root ? OpenScore(value: .infinity, exploration: 0) : nil
    }
    let numbers = tree.candidate(at: node)
    let value = numbers.visits > 0 ? numbers.valueSum / Double(numbers.visits) : 0
    if let kept = columns.kept.flatMap({ tree.statistic($0, of: node) }) {
      return OpenScore(value: value, exploration: kept - value)
    }
    let bound = (log(parentCount(of: node, in: tree) + 1) / (count + 1e-5)).squareRoot()
    return OpenScore(value: value, exploration: parameter(0) * bound)
  }

  /// How often the parent was judged: never, where it holds nothing; of a prompt's own score the number of
  /// the simulations before.
  public func parentCount(of node: NodeID, in tree: borrowing Family) -> Double {
    if node == .root { return columns.updates.flatMap { tree.statistic($0, of: .root) } ?? 0 }
    return tree.statistic(columns.judgements, of: tree.parent(of: node)) ?? 0
  }

  /// Returns the formula with numbers.
  public func working(of node: NodeID, in tree: borrowing Family) -> String {
    guard let score = score(of: node, in: tree),
      let count = tree.statistic(columns.judgements, of: node)
    else { return "" }
    if columns.kept.flatMap({ tree.statistic($0, of: node) }) != nil {
      return "kept as it was when a child of it was a leaf for the last time"
    }
    return "\(NumberText.fixed(score.value)) + \(NumberText.short(parameter(0)))*sqrt(ln("
      + "\(NumberText.short(parentCount(of: node, in: tree))) + 1)/(\(NumberText.short(count)) + 1e-5))"
  }
}

/// The numbers that a search by ``Refinement`` keeps of every node.
public struct RefinementColumns: Hashable, Sendable {
  /// The statistics, in their order.
  public let statistics: [Statistic]
  /// How often the node was judged.
  public private(set) var judgements = 0
  /// What it is worth by its judgements.
  public private(set) var own = 0
  private(set) var least = 0
  /// The sum of its judgements.
  public private(set) var total = 0
  private(set) var backedUp = 0
  private(set) var kept: Int?
  private(set) var updates: Int?
  /// Which prompt wrote it, or is in force; nil where there are none.
  public private(set) var prompt: Int?

  private static let judgementCount = Statistic(
    "judgements", head: "judged", "how often the node itself was judged", kind: .sum)
  private static let ownWorth = Statistic(
    "own", "half of the least and half of the mean of its judgements", kind: .neither)
  private static let leastJudgement = Statistic(
    "least", head: "min", "the least of its judgements", kind: .neither)
  private static let sum = Statistic(
    "judgement_sum", "sum of its judgements", kind: .sum, isShown: false)
  private static let keptScore = Statistic(
    "kept_score", head: "kept",
    "the score that stays because no child is a leaf; unknown where it is up to date",
    kind: .neither)
  private static let updateCount = Statistic(
    "updates", "how many simulations came after the first", kind: .sum, isShown: false)
  /// Which prompt an answer was written by, and at the root which one is in force.
  public static let promptNumber: Statistic = {
    var statistic = Statistic(
      "prompt", "the prompt that wrote the answer; of the root the one in force", kind: .neither)
    statistic.isWhole = true
    return statistic
  }()

  init(_ variant: Refinement.Variant) {
    var statistics = [
      Self.judgementCount, Self.ownWorth, Self.leastJudgement, Self.sum, .backedUp,
    ]
    if variant == .coded { statistics.append(Self.keptScore) }
    if variant == .zero { statistics += [Self.updateCount, Self.promptNumber] }
    self.statistics = statistics
  }

  mutating func locate(in layout: StatisticLayout) {
    judgements = layout.place(of: Self.judgementCount.name)
    own = layout.place(of: Self.ownWorth.name)
    least = layout.place(of: Self.leastJudgement.name)
    total = layout.place(of: Self.sum.name)
    backedUp = layout.place(of: Statistic.backedUp.name)
    // Others may declare some of these: what this search does not declare it does not write.
    func place(_ statistic: Statistic) -> Int? {
      statistics.contains(statistic) ? layout.placeIfDeclared(of: statistic.name) : nil
    }
    kept = place(Self.keptScore)
    updates = place(Self.updateCount)
    prompt = place(Self.promptNumber)
  }

  /// Keeps one more judgement of a node.
  func add(_ judgement: Double, to node: NodeID, in tree: inout SearchTree) {
    let count = (tree.statistics[judgements, node] ?? 0) + 1
    let sum = (tree.statistics[total, node] ?? 0) + judgement
    let lowest = min(tree.statistics[least, node] ?? judgement, judgement)
    tree.statistics[judgements, node] = count
    tree.statistics[total, node] = sum
    tree.statistics[least, node] = lowest
    tree.statistics[own, node] = (lowest + sum / count) / 2
  }
}
