import Groundwork

/// Two trees, aligned by the actions that lead to their nodes.
///
/// Nothing of it changes any more: it can be looked at on any thread.
public final class TreeComparison: Sendable {
  /// In what two aligned nodes differ.
  public struct Difference: OptionSet, Hashable, Sendable {
    /// The bits.
    public var rawValue: UInt8
    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Only A has the node.
    public static var onlyA: Difference { Difference(rawValue: 1) }
    /// Only B has it.
    public static var onlyB: Difference { Difference(rawValue: 2) }
    /// N.
    public static var visits: Difference { Difference(rawValue: 4) }
    /// Q, or the sum that it is made of.
    public static var value: Difference { Difference(rawValue: 8) }
    /// P.
    public static var prior: Difference { Difference(rawValue: 16) }
    /// What else is known of it.
    public static var flags: Difference { Difference(rawValue: 32) }
    /// Something differs further down.
    public static var below: Difference { Difference(rawValue: 64) }
  }

  /// One of the two trees.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    case a = "A"
    case b = "B"
  }

  /// A place of both trees, or of one of them.
  public struct Pair: Hashable, Sendable {
    /// The node of A; `.none` where it has none.
    public var a: NodeID
    /// The node of B; `.none` where it has none.
    public var b: NodeID
    /// The pair above it; -1 at the root.
    public var parent: Int32
    /// The edges between it and the root.
    public var depth: Int32
    /// The first pair below it; the others follow.
    public var first: Int32 = 0
    /// How many pairs are below it.
    public var count: Int32 = 0
    /// In what the two differ.
    public var difference: Difference = []

    init(a: NodeID, b: NodeID, parent: Int32, depth: Int32) {
      self.a = a
      self.b = b
      self.parent = parent
      self.depth = depth
    }

    /// Whether the two differ in anything themselves.
    public var isDifferent: Bool { !difference.subtracting(.below).isEmpty }
    /// Whether they or anything below them differ.
    public var hasDifferences: Bool { !difference.isEmpty }
    /// Its node in one of the trees; `.none` where that has none.
    public func node(on side: Side) -> NodeID { side == .a ? a : b }
    /// The pairs below it.
    public var children: Range<Int> { Int(first)..<Int(first) + Int(count) }
  }

  /// How many places there are.
  public struct Counts: Hashable, Sendable {
    /// Both trees have the place, and nothing of it differs.
    public var equal = 0
    /// Both have it, and something differs.
    public var different = 0
    /// Only A has it.
    public var onlyA = 0
    /// Only B has it.
    public var onlyB = 0

    /// All places.
    public var total: Int { equal + different + onlyA + onlyB }
  }

  /// Something that the two searches were told differently.
  public struct Setting: Hashable, Sendable {
    /// What it is called.
    ///
    /// Untrusted text.
    public var name: String
    /// What A was told; nil where it was told nothing of it, or that is not known.
    ///
    /// Untrusted text.
    public var a: String?
    /// What B was told.
    ///
    /// Untrusted text.
    public var b: String?
  }

  /// The flags that are compared; what else a tree notes is about how it is stored.
  public static var comparedFlags: NodeFlags {
    [
      .terminal, .proven, .pinned, .banned, .priorEdited, .closed, .unentered, .retired,
      .growthBanned,
    ]
  }

  /// The first tree.
  public let a: TreeSnapshot
  /// The second one.
  public let b: TreeSnapshot
  /// The places, the root first, those of a level before those below it.
  public let pairs: [Pair]
  /// The difference between two values that counts as none; nil where they are compared to the last bit.
  public let tolerance: Double?
  /// How many places there are.
  public let counts: Counts
  /// What A answers from the root on, as pairs, the root first.
  public let lineA: [Int]
  /// What B answers.
  public let lineB: [Int]
  /// Whether both answer the same.
  public let isSameAnswer: Bool
  /// The first place at which the two decide differently; nil where they never do.
  public let decision: Decision?
  /// In what the two searches were told differently.
  public let settings: [Setting]
  /// How far the visits of the root's children are apart in both trees, by the Jensen-Shannon divergence,
  /// in 0...1 bits; nil where they are not known, and where one of them has none.
  public let divergence: Double?

  init(
    _ a: TreeSnapshot, _ b: TreeSnapshot, _ pairs: [Pair], tolerance: Double?, otherChoice: Int?
  ) {
    self.a = a
    self.b = b
    self.pairs = pairs
    self.tolerance = tolerance
    var counts = Counts()
    for pair in pairs {
      if pair.a == .none {
        counts.onlyB += 1
      } else if pair.b == .none {
        counts.onlyA += 1
      } else if pair.isDifferent {
        counts.different += 1
      } else {
        counts.equal += 1
      }
    }
    self.counts = counts
    lineA = Self.line(a.line(from: pairs[0].a), in: pairs) { $0.a }
    lineB = Self.line(b.line(from: pairs[0].b), in: pairs) { $0.b }
    let isWhole = pairs[0].a == .root && pairs[0].b == .root
    isSameAnswer =
      lineA == lineB
      && (!isWhole || a.summary.answer?.text == b.summary.answer?.text)
    settings = Self.settings(a.summary, b.summary)
    divergence = Self.divergence(
      pairs[0].children.map { pairs[$0].a == .none ? 0 : a.visits(of: pairs[$0].a) },
      pairs[0].children.map { pairs[$0].b == .none ? 0 : b.visits(of: pairs[$0].b) })
    decision = Decision(a, b, pairs, (lineA, lineB), otherChoice: otherChoice)
  }

  /// Whether the two trees are equal in all that is compared.
  public var isEqual: Bool { !pairs[0].hasDifferences && isSameAnswer }

  /// The first place that differs; nil where none does.
  public var firstDifference: Int? { pairs.firstIndex(where: \.isDifferent) }

  /// The action that leads to a place; empty at the root.
  ///
  /// Untrusted text.
  public func label(of pair: Int) -> String {
    if pair == 0 { return "" }
    return pairs[pair].a == .none ? b.label(of: pairs[pair].b) : a.label(of: pairs[pair].a)
  }

  /// The actions that lead to a place from the root of what is compared.
  ///
  /// O(depth). Untrusted text.
  public func path(to pair: Int) -> [String] {
    var path: [String] = []
    var current = pair
    while current > 0 {
      path.append(label(of: current))
      current = Int(pairs[current].parent)
    }
    return path.reversed()
  }

  /// N in A and in B; nil where a tree does not have the place, and where it is not known.
  public func visits(of pair: Int) -> (a: Double?, b: Double?) {
    let pair = pairs[pair]
    return (
      pair.a == .none ? nil : a.visits(of: pair.a), pair.b == .none ? nil : b.visits(of: pair.b)
    )
  }

  /// Q in A and in B; nil as above.
  public func values(of pair: Int) -> (a: Double?, b: Double?) {
    let pair = pairs[pair]
    return (
      pair.a == .none ? nil : a.value(of: pair.a), pair.b == .none ? nil : b.value(of: pair.b)
    )
  }

  /// What follows from a node to a place along a line, as far as both trees were aligned there.
  private static func line(
    _ nodes: [NodeID], in pairs: [Pair], _ side: (Pair) -> NodeID
  ) -> [Int] {
    var line = [0]
    for node in nodes.dropFirst() {
      guard
        let next = pairs[line[line.count - 1]].children.first(where: { side(pairs[$0]) == node })
      else { break }
      line.append(next)
    }
    return line
  }

  private static func settings(_ a: SearchSummary, _ b: SearchSummary) -> [Setting] {
    var settings: [Setting] = []
    func add(_ name: String, _ first: String?, _ second: String?) {
      let (first, second) = (first == "" ? nil : first, second == "" ? nil : second)
      if first != second { settings.append(Setting(name: name, a: first, b: second)) }
    }
    add("problem", a.problem, b.problem)
    add("preset", a.preset, b.preset)
    for name in a.parameters.map(\.name) + b.parameters.map(\.name)
    where !settings.contains(where: { $0.name == name }) {
      let values = [a, b].map { $0.parameters.first { $0.name == name }?.value }
      add(name, values[0].map { NumberText.short($0) }, values[1].map { NumberText.short($0) })
    }
    add("seed", a.seed.map { "\($0)" }, b.seed.map { "\($0)" })
    return settings
  }

  /// Returns the Jensen-Shannon divergence of two counts, in bits; nil where a number is not known or all
  /// numbers of one are 0.
  ///
  /// J. Lin, "Divergence measures based on the Shannon entropy", 1991.
  static func divergence(_ first: [Double?], _ second: [Double?]) -> Double? {
    let known = (first.compactMap(\.self), second.compactMap(\.self))
    let sums = (known.0.reduce(0, +), known.1.reduce(0, +))
    guard known.0.count == first.count, known.1.count == second.count, sums.0 > 0, sums.1 > 0
    else { return nil }
    var divergence = 0.0
    for (p, q) in zip(known.0.map { $0 / sums.0 }, known.1.map { $0 / sums.1 }) {
      let middle = (p + q) / 2
      if p > 0 { divergence += p / 2 * binaryLogarithm(p / middle) }
      if q > 0 { divergence += q / 2 * binaryLogarithm(q / middle) }
    }
    return max(0, divergence)
  }

  private static func binaryLogarithm(_ number: Double) -> Double {
    NumberFunction.logarithm.apply(number) / NumberFunction.logarithm.apply(2)
  }
}

extension TreeComparison: Hashable {
  /// Whether both are the same object.
  public static func == (left: TreeComparison, right: TreeComparison) -> Bool { left === right }

  /// Hashes which object it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  /// Compares two snapshots at once.
  ///
  /// O(nodes of both).
  /// - Throws: a refusal where the two have nothing in common.
  public static func of(
    _ a: TreeSnapshot, _ b: TreeSnapshot, within tolerance: Double? = nil
  ) throws(ComparisonPass.Refusal) -> TreeComparison {
    var pass = try ComparisonPass(a, b, within: tolerance)
    while pass.advance(isDue: { false }) {}
    return pass.finish()
  }
}
