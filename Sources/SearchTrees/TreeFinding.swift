import Groundwork

/// Something in a tree that contradicts something else in it: what, how often, and where first.
///
/// Only what is known can contradict: a value, a count or a score that is unknown is never a finding.
public struct TreeFinding: Hashable, Sendable {
  /// What kinds of contradiction are looked for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A Q that lies outside of the range that was declared for values.
    case valueOutsideRange = "value-outside-range"
    /// Children that have more visits together than their parent has.
    case childVisitsAboveParent = "child-visits-above-parent"
    /// Recorded terms of a score that do not add up to the recorded score.
    case termsNotScore = "terms-not-score"
    /// A recorded choice of a candidate whose recorded score is not the highest.
    case pickNotHighest = "pick-not-highest"
    /// A recorded term Q that is not the mean of the values of the candidate.
    case termNotMean = "term-not-mean"

    /// What was found, as the beginning of a sentence.
    public var words: String {
      switch self {
      case .valueOutsideRange: "values outside of the declared range"
      case .childVisitsAboveParent: "children with more visits than their parent"
      case .termsNotScore: "terms that do not add up to the score"
      case .pickNotHighest: "picks that do not have the highest score"
      case .termNotMean: "terms Q that are not the mean"
      }
    }

    /// What is counted, where one of the kind is looked at.
    public var counted: String {
      switch self {
      case .valueOutsideRange: "values"
      case .childVisitsAboveParent: "parents"
      case .termsNotScore: "scores"
      case .pickNotHighest: "picks"
      case .termNotMean: "terms"
      }
    }

    /// What it usually comes from.
    public var usually: String {
      switch self {
      case .valueOutsideRange: "another range is meant, or sums were written as means"
      case .childVisitsAboveParent:
        "one child was counted as every child, or a node is reached in two ways"
      case .termsNotScore: "a term is not written down, or Q is a sum"
      case .pickNotHighest:
        "the scores were written after the backup, or they belong to another node"
      case .termNotMean: "the mean was divided by the visits again, or the statistics are older"
      }
    }
  }

  /// What was found.
  public var kind: Kind
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

  /// Makes a finding.
  public init(
    _ kind: Kind, count: Int, checked: Int, node: NodeID, event: Int? = nil, example: String
  ) {
    self.kind = kind
    self.count = count
    self.checked = checked
    self.node = node
    self.event = event
    self.example = example
  }

  /// All that there is to say, in a line.
  ///
  /// May hold labels: untrusted text.
  public var words: String {
    let share = "\(NumberText.grouped(count)) of \(NumberText.grouped(checked)) \(kind.counted)"
    return "\(kind.words) (\(share)): \(example). Usually: \(kind.usually)."
  }
}
