public import TreeSearch

/// How nodes get children, as it is written on the command line.
public enum WideningChoice: Hashable, Sendable {
  /// All at once, when the preset wants them.
  case all
  /// One a visit.
  case one
  /// More with more visits.
  case progressive(factor: Double, exponent: Double)

  /// Reads a choice; nil where the text is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("all", 1): self = .all
    case ("one", 1): self = .one
    case ("progressive", 1): self = .progressive(factor: 1, exponent: 0.5)
    case ("progressive", _):
      let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false)
        .map { Double($0) }
      guard numbers.count == 2, let factor = numbers[0], let exponent = numbers[1],
        factor > 0, factor <= 1_000, 0...1 ~= exponent
      else { return nil }
      self = .progressive(factor: factor, exponent: exponent)
    default: return nil
    }
  }

  /// The rule for a plan; nil for the preset's own.
  public var rule: ActionWidening? {
    switch self {
    case .all: nil
    case .one: .one
    case .progressive(let factor, let exponent): .progressive(factor: factor, exponent: exponent)
    }
  }
}

extension ActionWidening {
  /// The rule as it is written on the command line.
  public var argument: String {
    switch self {
    case .all: "all"
    case .one: "one"
    case .progressive(let factor, let exponent): "progressive:\(factor),\(exponent)"
    }
  }
}
