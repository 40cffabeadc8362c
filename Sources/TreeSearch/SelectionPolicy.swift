public import SearchTrees

/// A number of a search that can be changed while it runs.
public struct Parameter: Hashable, Sendable {
  /// The name, as formulas and the command line write it.
  public var name: String
  /// The present value.
  public var value: Double
  /// The values that are accepted.
  public var range: ClosedRange<Double>
  /// What it does, in a few words.
  public var meaning: String

  /// Describes a parameter.
  public init(_ name: String, _ value: Double, in range: ClosedRange<Double>, _ meaning: String) {
    self.name = name
    self.value = value
    self.range = range
    self.meaning = meaning
  }
}

/// A candidate's score taken apart.
public struct ScoredTerms: Sendable, Hashable {
  /// The terms, in the order of the policy's `termNames`.
  public var terms: [Double]
  /// The score that the terms make: exactly what the search compares.
  public var score: Float
  /// How much the score gains when the exploration constant gains 1.
  public var slope: Double
  /// The right side of the formula with the candidate's numbers put in, or why it was not used.
  public var working: String

  /// Takes a score apart.
  public init(terms: [Double], score: Float, slope: Double, working: String) {
    self.terms = terms
    self.score = score
    self.slope = slope
    self.working = working
  }
}

/// Plug-in point 4: which child of a node the walk goes to.
///
/// The search calls ``score(valueSum:visits:prior:in:)`` for each child and takes the first with the
/// highest score. ``terms(valueSum:visits:prior:in:)`` takes the same score apart for the eye; the
/// two must agree to the last bit.
public protocol SelectionPolicy: Sendable {
  /// What is worked out once for a node and used for each of its children.
  associatedtype Context

  /// Whether the tree must keep priors.
  static var usesPriors: Bool { get }
  /// Whether ``SelectionFacts/spread`` is kept; it costs a little on every simulation.
  var usesSpread: Bool { get }
  /// Whether ``SelectionFacts/siblingSurplus`` is worked out; it costs a walk over the children.
  var usesSiblings: Bool { get }
  /// Whether a visited child at which the episode ends is scored like any other, instead of by its
  /// outcome alone.
  static var exploresEnds: Bool { get }
  /// The rule's name (`UCT`).
  var name: String { get }
  /// The rule in plain text (`Q + c*sqrt(ln N / n)`).
  var formula: String { get }
  /// The names of the terms that a score adds up.
  var termNames: [String] { get }
  /// The numbers that can be set; the first is the exploration constant.
  var parameters: [Parameter] { get }

  /// Sets a parameter by name; false if there is none or the value is out of range.
  mutating func set(_ name: String, to value: Double) -> Bool
  /// Returns what the children of a node need.
  func context(_ facts: SelectionFacts) -> Context
  /// Returns a child's score; infinite for one to be taken before all others.
  func score(valueSum: Double, visits: UInt32, prior: Float, in context: Context) -> Float
  /// Returns the same score with its parts.
  func terms(valueSum: Double, visits: UInt32, prior: Float, in context: Context) -> ScoredTerms
}

/// What a rule may know of the node whose children it scores.
public struct SelectionFacts: Hashable, Sendable {
  /// The node's visits (N).
  public var visits: UInt32
  /// The node's own value from the view of the player who moves there.
  public var value: Float
  /// The standard deviation of Q over the visited nodes of the tree, the root left out; 0 with fewer
  /// than two.
  public var spread: Float
  /// By how much the visited children are worth more than was guessed, on average; 0 where none is.
  public var siblingSurplus: Float

  /// States the facts.
  @inline(__always)
  public init(visits: UInt32, value: Float, spread: Float = 0, siblingSurplus: Float = 0) {
    self.visits = visits
    self.value = value
    self.spread = spread
    self.siblingSurplus = siblingSurplus
  }
}

extension SelectionPolicy {
  /// By default the spread of values is not asked for.
  @inline(__always)
  public var usesSpread: Bool { false }
  /// By default siblings are not asked about.
  @inline(__always)
  public var usesSiblings: Bool { false }
  /// By default there is nothing to explore at an end, as in OpenSpiel.
  public static var exploresEnds: Bool { false }

  /// Returns what the children of a node with these visits and this value need.
  @inline(__always)
  public func context(visits: UInt32, value: Float) -> Context {
    context(SelectionFacts(visits: visits, value: value))
  }

  /// The exploration constant.
  public var exploration: NamedNumber { NamedNumber(parameters[0].name, parameters[0].value) }
}
