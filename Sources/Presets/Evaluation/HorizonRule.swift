/// How many actions an episode may have, told from the optimal length of each problem.
public struct HorizonRule: Hashable, Sendable {
  /// How many more than the optimal length.
  public var slack: Int

  /// Two more than needed: the search is not told the exact length.
  public static let usual = HorizonRule(slack: 2)

  /// Makes a rule.
  public init(slack: Int) { self.slack = slack }

  /// Reads `optimal` or `optimal+N`, N at most 100; nil where the text is neither.
  public init?(_ text: String) {
    if text == "optimal" {
      slack = 0
      return
    }
    guard text.hasPrefix("optimal+"), let slack = Int(text.dropFirst(8)), 0...100 ~= slack,
      !text.dropFirst(8).hasPrefix("+")
    else { return nil }
    self.slack = slack
  }

  /// The rule as it is written on the command line.
  public var argument: String { slack == 0 ? "optimal" : "optimal+\(slack)" }

  /// The rule in words, and what it gives away.
  public var words: String {
    slack == 0
      ? "episodes end at the optimal length, which the search is so told"
      : "episodes end \(slack) \(slack == 1 ? "action" : "actions") after the optimal length"
  }
}
