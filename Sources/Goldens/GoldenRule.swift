public import Groundwork

/// A rule whose golden cases can be checked: it does over what a case says, by the plug-ins that searches are
/// made of.
public struct GoldenRule: Sendable {
  /// The name of its files, without `.json`.
  public let name: String
  let comparison: GoldenComparison
  private let recompute: @Sendable (GoldenValue) throws(UnclaimedCase) -> JSONValue

  init(
    _ name: String, tolerance: Double, tolerances: [String: Double] = [:],
    recompute: @escaping @Sendable (GoldenValue) throws(UnclaimedCase) -> JSONValue
  ) {
    self.name = name
    comparison = GoldenComparison(tolerance: tolerance, tolerances: tolerances)
    self.recompute = recompute
  }

  /// The rules, by name.
  public static let all: [GoldenRule] = [
    .adaptiveBranching, .mixedBranching, .gumbelMuZero, .regularisedPolicy, .refinement,
    .refinementZero, .introspection, .agents, .rewardBalance,
  ]

  /// Returns the rule that claims the files of a name; nil where none does.
  public static func named(_ name: String) -> GoldenRule? { all.first { $0.name == name } }

  /// Checks a case: all of its numbers, in their order.
  public func check(_ goldenCase: JSONValue) -> GoldenOutcome {
    do throws(UnclaimedCase) {
      let found = try recompute(GoldenValue(goldenCase))
      return try comparison.difference(goldenCase, found).map { .different($0) } ?? .equal
    } catch {
      return .unclaimed(error.reason)
    }
  }

  /// Returns a function that does a list of questions over one by one, and a single one as it is.
  static func each(
    _ body: @escaping @Sendable (GoldenValue) throws(UnclaimedCase) -> JSONValue
  ) -> @Sendable (GoldenValue) throws(UnclaimedCase) -> JSONValue {
    { value throws(UnclaimedCase) in
      guard value.value.elements != nil else { return try body(value) }
      var found: [JSONValue] = []
      for element in try value.list() { found.append(try body(element)) }
      return .array(found)
    }
  }
}

/// What became of a case.
public enum GoldenOutcome: Hashable, Sendable {
  /// Everything is as expected.
  case equal
  /// Something is not: the first place.
  case different(GoldenDifference)
  /// It holds something that its rule does not understand, or lacks something.
  ///
  /// Untrusted text.
  case unclaimed(String)

  /// The outcome in a line.
  ///
  /// Untrusted text.
  public var words: String {
    switch self {
    case .equal: "equal"
    case .different(let difference):
      "different at \(difference.path): expected \(difference.expected), found \(difference.found)"
    case .unclaimed(let reason): "not claimed: \(reason)"
    }
  }
}
