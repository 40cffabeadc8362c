import Groundwork
import SearchTrees

/// On which scale a rule compares values: as they are, or between two bounds as 0 and 1.
public enum ValueScaling: String, Sendable, Hashable, CaseIterable {
  /// As they are.
  case none = "off"
  /// Between the lowest and the highest Q that a backup has left anywhere in the tree, the root's included.
  ///
  /// `MinMaxStats` of MuZero's pseudocode, which takes in `r + d*V` (Schrittwieser et al. 2020, appendix
  /// B, equation 5). Until there are two different values they are compared as they are.
  /// A backup rule must keep the bounds: ``ValueBounds``.
  case tree
  /// Between the least and the greatest of V of the parent and Q of its visited children.
  ///
  /// What `mctx.muzero_policy` does unless it is told otherwise: `qtransform_by_parent_and_siblings`.
  case siblings
}

/// What a child without visits is taken to be worth.
public struct FirstPlay: Sendable, Hashable {
  /// How the number is meant.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The parent's value less the number.
    case reduction
    /// The number itself.
    case absolute
  }

  /// How the number is meant.
  public var kind: Kind
  /// The number, on the scale on which the rule compares values.
  public var value: Double

  /// Describes a first play.
  public init(_ kind: Kind, _ value: Double) {
    self.kind = kind
    self.value = value
  }

  /// The values of the number that are accepted.
  public static let range = -10.0...10.0

  /// Returns what a child counts as whose parent is worth `level`.
  func worth(at level: Float) -> Float {
    switch kind {
    case .reduction: level - Float(value)
    case .absolute: Float(value)
    }
  }

  /// What the number does, in a few words.
  func meaning(_ place: String) -> String {
    switch kind {
    case .reduction: "first-play urgency\(place): unvisited Q = parent's Q less this"
    case .absolute: "first-play urgency\(place): unvisited Q = this"
    }
  }
}

/// The values of a family on the scale of a rule.
struct ScaledFamily: Sendable, Hashable {
  /// The lowest value of the scale; not a number without a scale.
  var low = Float.nan
  /// The highest value of the scale; not a number without a scale.
  var high = Float.nan
  /// What is worth to who chooses there, as it is.
  var level: Float
  private var width: Float?

  /// What is divided by at least, as in mctx.
  private static let leastWidth: Float = 1e-8

  /// Works out the scale of a family.
  ///
  /// O(children) for ``ValueScaling/siblings``, else O(1).
  init(_ family: borrowing Family, _ scaling: ValueScaling, _ places: ScalingPlaces) {
    level =
      places.level.flatMap { family.statistic($0, of: family.node) }.map { Float($0) }
      ?? family.value
    switch scaling {
    case .none: break
    case .tree:
      guard let lowest = places.lowest.flatMap({ family.statistic($0, of: .root) }),
        let highest = places.highest.flatMap({ family.statistic($0, of: .root) })
      else { return }
      (low, high) = (Float(lowest), Float(highest))
      if high > low { width = high - low }
    case .siblings:
      (low, high) = (level, level)
      var child = family.firstChild
      for _ in 0..<family.count {
        let candidate = family.pinned(family.candidate(at: child))
        if candidate.visits > 0 {
          low = min(low, candidate.mean)
          high = max(high, candidate.mean)
        }
        child = family.sibling(after: child)
      }
      width = max(high - low, Self.leastWidth)
    }
  }

  /// Returns a value on the scale.
  @inline(__always)
  func callAsFunction(_ value: Float) -> Float {
    guard let width else { return value }
    return (value - low) / width
  }

  /// A value as the scale is applied to it, in words.
  func words(_ value: Float) -> String {
    let number = NumberText.fixed(Double(value))
    guard width != nil else { return number }
    let lowest = NumberText.fixed(Double(low))
    return "(\(number) - \(lowest))/(\(NumberText.fixed(Double(high))) - \(lowest))"
  }

  /// Tells the bounds of the scale.
  func tell(_ terms: inout some TermSink) {
    _ = terms.term("min", low)
    _ = terms.term("max", high)
  }
}

/// Where the statistics are that scales are worked out from; nil for those that nobody keeps.
struct ScalingPlaces: Sendable, Hashable {
  var level: Int?
  var lowest: Int?
  var highest: Int?

  init() {}

  init(_ layout: StatisticLayout) {
    level = layout.placeIfDeclared(of: DiscountedBackup.level.name)
    lowest = layout.placeIfDeclared(of: ValueBounds.lowest.name)
    highest = layout.placeIfDeclared(of: ValueBounds.highest.name)
  }
}
