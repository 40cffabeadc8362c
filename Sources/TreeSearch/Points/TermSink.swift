public import SearchTrees

/// Where a rule tells what a score is made of.
///
/// The search passes one that drops everything, and pays nothing for it.
public protocol TermSink {
  /// Takes a term of the score, and returns it.
  mutating func term(_ name: StaticString, _ value: Float) -> Float
  /// Takes by how much the score grows when the exploration constant grows by 1.
  mutating func slope(_ value: @autoclosure () -> Double)
  /// Takes the right side of the formula with the candidate's numbers put in, or why it was not used.
  mutating func working(_ text: @autoclosure () -> String)
}

/// The sink of the search loop: it drops everything.
public struct NoTerms: TermSink {
  /// Makes a sink.
  @inline(__always)
  public init() {}

  /// Returns the term.
  @inline(__always)
  public mutating func term(_ name: StaticString, _ value: Float) -> Float { value }
  /// Drops the slope.
  @inline(__always)
  public mutating func slope(_ value: @autoclosure () -> Double) {}
  /// Drops the working.
  @inline(__always)
  public mutating func working(_ text: @autoclosure () -> String) {}
}

/// The sink of explanations: it keeps everything.
public struct TermList: TermSink {
  /// The terms, in the order in which the rule told them.
  public private(set) var terms: [NamedNumber] = []
  /// By how much the score grows when the exploration constant grows by 1; 0 where nobody said.
  public private(set) var slope = 0.0
  /// The formula with the candidate's numbers put in.
  public private(set) var working = ""

  /// Makes an empty list.
  public init() {}

  /// Keeps a term, and returns it.
  public mutating func term(_ name: StaticString, _ value: Float) -> Float {
    terms.append(NamedNumber(name.description, Double(value)))
    return value
  }

  /// Keeps the slope.
  public mutating func slope(_ value: @autoclosure () -> Double) { slope = value() }
  /// Keeps the working.
  public mutating func working(_ text: @autoclosure () -> String) { working = text() }
}

/// What speaks for one candidate.
public struct CandidateTerms: Hashable, Sendable {
  /// The candidate: a child, or a new one.
  public var choice: Choice
  /// The score, exactly what the search compares; nil for a rule that does not go by scores.
  public var score: Float?
  /// The terms, in the order of the rule's ``SelectionPolicy/termNames``.
  public var terms: [NamedNumber]
  /// The probability with which it is drawn, in 0...1; nil where nothing is drawn.
  public var probability: Double?
  /// By how much the score grows when the exploration constant grows by 1.
  public var slope: Double
  /// The formula with the candidate's numbers put in, or why it was not used.
  public var working: String

  /// Says what speaks for a candidate.
  public init(
    _ choice: Choice, score: Float? = nil, terms: [NamedNumber] = [], probability: Double? = nil,
    slope: Double = 0, working: String = ""
  ) {
    self.choice = choice
    self.score = score
    self.terms = terms
    self.probability = probability
    self.slope = slope
    self.working = working
  }
}
