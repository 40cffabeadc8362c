/// What a file says of its own numbers, as far as a check needs it: only what is declared can be contradicted.
public struct SearchDeclarations: Sendable {
  /// Whose view values are.
  public enum View: String, Sendable {
    /// The same at every depth.
    case root
    /// Of the player who moved to the node.
    case mover
  }

  /// What the value of a row is.
  public enum ValueKind: String, Sendable {
    case mean, sum
  }

  /// Where values lie; nil where nobody says it.
  public var range: ClosedRange<Double>?
  /// Whose view values are; nil where nobody says it.
  public var view: View?
  /// What the value of a row is; nil where nobody says it.
  public var value: ValueKind?
  /// Whether visits count simulations that went through a node, each once.
  public var countsSimulations = true
  /// Whether a value is the mean of what was backed up, as far as is known.
  public var averages = true
  /// What a candidate without visits is declared to be worth.
  public var hasFirstPlay = false
  /// Whether an end whose value is known is scored without exploration, as treetop does.
  public var settlesEnds = false
  /// The selection rule, where it is one that can be worked out again.
  public var rule: KnownRule?

  /// Declares a range of values, or nothing.
  public init(range: ClosedRange<Double>? = nil) { self.range = range }
}

/// A selection rule that can be worked out from visits, values and priors alone.
public struct KnownRule: Hashable, Sendable {
  /// The forms of the exploration term.
  public enum Form: Hashable, Sendable {
    /// `c*sqrt(k ln N / n)`, for some values of k (Kocsis and Szepesvári 2006).
    case logarithm([Double])
    /// `c*P*sqrt(N)/(1+n)` (Rosin 2011, AlphaZero).
    case prior
  }

  /// The form of the exploration term.
  public let form: Form
  /// The constant c.
  public let constant: Double
  /// Whether the file says the form itself, and not only a name that is in use for more than one.
  public let isSpelledOut: Bool

  /// Reads what a header says of a rule; nil where it is not one of these, or the constant is not said.
  ///
  /// Blanks, stars and the way in which a mean or a logarithm is written do not matter; N and n do.
  public init?(rule: String?, formula: String?, constant: Double?) {
    guard let constant, constant.isFinite else { return nil }
    self.constant = constant
    if let formula, !formula.isEmpty {
      guard let form = Self.form(of: formula) else { return nil }
      self.form = form
      isSpelledOut = true
      return
    }
    switch rule?.lowercased() {
    // Both are in use under the same name.
    case "uct", "ucb", "ucb1": (form, isSpelledOut) = (.logarithm([1, 2]), true)
    // Some put Q on a scale of its own, or let c grow with N.
    case "puct": (form, isSpelledOut) = (.prior, false)
    default: return nil
    }
  }

  private static func form(of formula: String) -> Form? {
    var text = formula.filter { !$0.isWhitespace && $0 != "*" && $0 != "\u{00B7}" }
    for (spelling, usual) in [
      ("score=", ""), ("log(", "ln("), ("logN", "lnN"), ("ln(N)", "lnN"), ("max(1,n)", "n"),
      ("\u{221A}(", "sqrt("), ("W/n", "Q"), ("w/n", "Q"), ("q/n", "Q"), ("Q/n", "Q"),
      ("value/visits", "Q"), ("q+", "Q+"), ("C", "c"), ("(n+1)", "(1+n)"),
    ] {
      text = replaced(spelling, by: usual, in: text)
    }
    return switch text {
    case "Q+csqrt(lnN/n)": .logarithm([1])
    case "Q+csqrt(2lnN/n)": .logarithm([2])
    case "Q+cPsqrt(N)/(1+n)", "Q+cpsqrt(N)/(1+n)", "Q+cPsqrtN/(1+n)": .prior
    default: nil
    }
  }

  private static func replaced(_ part: String, by other: String, in text: String) -> String {
    guard !part.isEmpty else { return text }
    var result = ""
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += other
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
