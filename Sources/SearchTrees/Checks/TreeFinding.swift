import Groundwork

/// Something that a rule found in a tree or in what made it: what, how often, and where first.
///
/// Only what is known can contradict: a value, a count or a score that is unknown is never a finding.
public struct TreeFinding: Hashable, Sendable {
  /// What was expected, or found: a number, or words where it is none.
  ///
  /// Untrusted text where it is words.
  public enum Evidence: Hashable, Sendable {
    case number(Double)
    case words(String)

    /// The words, or the number with three decimals.
    public var text: String {
      switch self {
      case .number(let number): NumberText.fixed(number)
      case .words(let words): words
      }
    }
  }

  /// Which rule found it.
  public var rule: CheckRule
  /// How often; at least 1.
  public var count: Int
  /// How many were looked at.
  public var checked: Int
  /// The node of the first one.
  public var node: NodeID
  /// The event of the first one; nil where it is about the tree and not about an event.
  public var event: Int?
  /// The numbers of the first one, in a sentence without full stop.
  ///
  /// May hold labels: untrusted text.
  public var example: String

  /// What was expected of the first one.
  public var expected: Evidence
  /// What was found there instead.
  public var found: Evidence

  /// Makes a finding.
  public init(
    _ rule: CheckRule, count: Int, checked: Int, node: NodeID, event: Int? = nil,
    expected: Evidence, found: Evidence, example: String
  ) {
    self.rule = rule
    self.expected = expected
    self.found = found
    self.count = count
    self.checked = checked
    self.node = node
    self.event = event
    self.example = example
  }

  /// How many of how many.
  public var share: String {
    "\(NumberText.grouped(count)) of \(NumberText.grouped(checked)) \(rule.counted)"
  }

  /// All that there is to say, in a line.
  ///
  /// May hold labels: untrusted text.
  public var words: String {
    "\(rule.words) (\(share)): \(example). Usually: \(rule.usually)."
  }
}
