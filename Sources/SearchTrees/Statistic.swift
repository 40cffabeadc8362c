/// A number that a search keeps of every node beside visits and the sum of values.
///
/// Whoever writes or reads it declares it; it is kept, undone, recorded, resumed and shown by that
/// declaration alone.
public struct Statistic: Hashable, Sendable {
  /// How its numbers of one node are put together from its simulations.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// They are added up.
    case sum
    /// Their mean is kept.
    case mean
    /// Neither: the newest, the least, a parameter of a distribution.
    case neither
  }

  /// The name in files and expressions: ASCII letters, digits and `_`, a letter first (`pi_bar`).
  public var name: String
  /// The head of its column on the screen (`π̄`).
  public var head: String
  /// What it is and in which unit, in a few words.
  public var meaning: String
  /// How it comes about.
  public var kind: Kind
  /// The values that it can have; nil where that is open.
  public var range: ClosedRange<Double>?
  /// How many numbers it is: 1, or up to 8 for a vector.
  public var width: Int
  /// Whether the explorer has a column for it; the Stats page has it in any case.
  public var isShown: Bool
  /// What its numbers stand for, from 0 on, where each is one of some choices; empty where they are numbers.
  ///
  /// May hold untrusted texts.
  public var choices: [String] = []
  /// Whether its numbers are whole: counts, or numbers of things.
  public var isWhole = false
  /// Of a mean, where it is kept how far its numbers are from each other.
  public var spread: Spread?

  /// The statistics from which the deviation of a mean follows.
  public struct Spread: Hashable, Sendable {
    /// The name of the one that says of how many numbers it is the mean.
    public var count: String
    /// The name of the one with the sum of their squared distances from it.
    public var squares: String

    /// Names both.
    public init(count: String, squares: String) {
      self.count = count
      self.squares = squares
    }
  }

  /// The most numbers of a vector.
  public static let widest = 8

  /// Declares a statistic.
  ///
  /// - Precondition: `width` lies in 1...8.
  public init(
    _ name: String, head: String? = nil, _ meaning: String, kind: Kind,
    range: ClosedRange<Double>? = nil, width: Int = 1, isShown: Bool = true
  ) {
    precondition(1...Self.widest ~= width, "a statistic is 1 to \(Self.widest) numbers")
    self.name = name
    self.head = head ?? name
    self.meaning = meaning
    self.kind = kind
    self.range = range
    self.width = width
    self.isShown = isShown
  }

  /// The names of its numbers: its own, or for a vector with `_1`, `_2` and so on behind it.
  public var cellNames: [String] {
    width == 1 ? [name] : (1...width).map { "\(name)_\($0)" }
  }
}

extension Statistic {
  /// What a node itself was judged to be worth, the last time.
  public static let judged = Statistic(
    "judged", head: "own", "what the node itself was judged to be worth last", kind: .neither)

  /// What the last simulation backed up to a node, where that is more than its sum of values tells.
  public static let backedUp = Statistic(
    "backed_up", "what the last simulation through the node backed up to it", kind: .neither,
    isShown: false)

  /// What a number of the statistic stands for; nil where it is a number, or stands for nothing.
  public func choice(_ number: Double) -> String? {
    guard let place = Int(exactly: number), choices.indices.contains(place) else { return nil }
    return choices[place]
  }
}

/// What the number on an edge is, by its declaration: one of these, or what a file says.
extension Statistic {
  /// The prior probability of the edge into a node.
  public static let prior = Statistic(
    "prior", head: "P", "prior probability", kind: .neither, range: 0...1)

  /// What the step into a node was estimated to give, before it was taken.
  public static let estimatedReward = Statistic(
    "estimate", head: "r", "estimated reward of the step", kind: .neither)

  /// Whether it is a prior.
  public var isPrior: Bool { name == Self.prior.name }

  /// The least value that it can have as the number on an edge; nil without a bound.
  ///
  /// A prior needs not be normalised, so it has no upper bound.
  public var least: Double? { range?.lowerBound }
}

/// What the visits of a node count.
public enum VisitCount: String, Hashable, Sendable {
  /// The simulations that went through it.
  case simulations
  /// The judgements of it.
  case judgements
}

/// The statistics that a tree keeps, and where each one stands in a node's row.
public struct StatisticLayout: Hashable, Sendable {
  /// The statistics, in the order in which they were declared, no two of one name.
  public private(set) var statistics: [Statistic] = []
  /// The numbers in a row.
  public private(set) var width = 0

  /// No statistics.
  public static let none = StatisticLayout([])

  /// Puts declarations together; several may declare one name, the first one counts.
  public init(_ declared: [Statistic]) {
    for statistic in declared where !statistics.contains(where: { $0.name == statistic.name }) {
      statistics.append(statistic)
      width += statistic.width
    }
  }

  /// Returns where the first number of a statistic stands in a row.
  ///
  /// - Precondition: the statistic is declared.
  public func place(of name: String) -> Int {
    guard let place = placeIfDeclared(of: name) else {
      preconditionFailure("no statistic \"\(name)\" is declared")
    }
    return place
  }

  /// Returns where the first number of a statistic stands in a row; nil for one that is not declared.
  public func placeIfDeclared(of name: String) -> Int? {
    var place = 0
    for statistic in statistics {
      if statistic.name == name { return place }
      place += statistic.width
    }
    return nil
  }

  /// Returns the statistic that a number of a row belongs to, and which of its numbers that is, from 0; nil
  /// for a place behind the row.
  public func statistic(at place: Int) -> (statistic: Statistic, number: Int)? {
    var first = 0
    for statistic in statistics {
      if first..<first + statistic.width ~= place { return (statistic, place - first) }
      first += statistic.width
    }
    return nil
  }

  /// Returns the standard deviation of the numbers that a statistic is the mean of, and how many there are, by
  /// a node's row; nil where that is not kept, and no deviation of less than two.
  public func spread(
    of statistic: Statistic, in row: [Double?]
  ) -> (count: Double, deviation: Double?)? {
    guard let spread = statistic.spread, let countPlace = placeIfDeclared(of: spread.count),
      let squaresPlace = placeIfDeclared(of: spread.squares), row.indices.contains(countPlace),
      row.indices.contains(squaresPlace), let count = row[countPlace]
    else { return nil }
    guard count >= 2, let squares = row[squaresPlace], squares >= 0 else { return (count, nil) }
    return (count, (squares / (count - 1)).squareRoot())
  }

  /// The names of all numbers of a row.
  public var cellNames: [String] { statistics.flatMap(\.cellNames) }
}
