/// A rule by which a recorded search is held against itself, or against what usually is a mistake.
///
/// All of them stand in ``all``; the doctor, the header's sign, `--json` and the help read them from there.
public struct CheckRule: Hashable, Sendable {
  /// How much a finding weighs.
  public enum Grade: String, Hashable, Sendable {
    /// It contradicts what the file itself declares.
    case fault
    /// It is a choice that often is a mistake.
    case remark
  }

  /// A number from which on a rule finds something.
  public struct Threshold: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The number.
    public var value: Double
    /// What it means, in a few words.
    public var meaning: String

    init(_ name: String, _ value: Double, _ meaning: String) {
      self.name = name
      self.value = value
      self.meaning = meaning
    }
  }

  /// The name by which it is printed and allowed: words of ASCII joined by hyphens.
  public let name: String
  /// How much a finding weighs.
  public let grade: Grade
  /// What was found, as the beginning of a sentence.
  public let words: String
  /// What is counted, in the plural.
  public let counted: String
  /// What it usually comes from.
  public let usually: String
  /// The numbers from which on it finds something; none for a plain contradiction.
  public let thresholds: [Threshold]

  init(
    _ name: String, _ grade: Grade, _ words: String, counted: String, usually: String,
    _ thresholds: [Threshold] = []
  ) {
    self.name = name
    self.grade = grade
    self.words = words
    self.counted = counted
    self.usually = usually
    self.thresholds = thresholds
  }

  /// Returns a threshold by its name.
  func threshold(_ name: String) -> Double {
    guard let threshold = thresholds.first(where: { $0.name == name }) else {
      preconditionFailure("\(self.name) has no threshold \(name)")
    }
    return threshold.value
  }

  /// Returns the rule of a name; nil where there is none.
  public static func named(_ name: String) -> CheckRule? { all.first { $0.name == name } }

  /// Every rule, faults first, in the order in which findings are shown.
  public static let all: [CheckRule] = [
    .valueOutsideRange, .childVisitsAboveParent, .phantomVisits, .unevenVisits, .rootCountedTwice,
    .sumOrMean, .signsAgainstView, .staleInnerValues, .termsNotScore, .pickNotHighest,
    .pickNotByRule, .termNotMean, .dividedAgain, .ownVisitsInLogarithm, .valueWithoutSign,
    .neverSet,
    .constantTooSmall, .constantTooLarge, .oneChain, .lastLayerNotEntered, .unvisitedScoredZero,
    .duplicateSiblings, .partDoesNotRank, .partIsConstant,
  ]

  /// The rules that ask for nothing but a tree.
  public static let ofTree: [CheckRule] = [
    valueOutsideRange, childVisitsAboveParent, unevenVisits, rootCountedTwice, constantTooLarge,
    oneChain, lastLayerNotEntered,
  ]

  // MARK: - Faults

  /// A Q that lies outside of the range that was declared for values.
  public static let valueOutsideRange = CheckRule(
    "value-outside-range", .fault, "values outside of the declared range", counted: "values",
    usually: "another range is meant, or sums were written as means")
  /// Children that have more visits together than their parent has.
  public static let childVisitsAboveParent = CheckRule(
    "child-visits-above-parent", .fault, "children with more visits than their parent",
    counted: "parents",
    usually: "one child was counted as every child, or a node is reached in two ways")
  /// Nodes on the path of a simulation that gained more visits than its root did.
  public static let phantomVisits = CheckRule(
    "phantom-visits", .fault, "visits that never took place", counted: "nodes on paths",
    usually: "a new node begins with a visit, and then is counted a second time")
  /// Inner nodes whose visits are one more than their children's, and others where they are not.
  public static let unevenVisits = CheckRule(
    "uneven-visits", .fault, "inner nodes with a visit too many or too few", counted: "inner nodes",
    usually: "a visit was counted that never took place, or one was left out")
  /// A root that gains two visits by each simulation.
  public static let rootCountedTwice = CheckRule(
    "root-counted-twice", .fault, "the root is counted twice", counted: "simulations",
    usually: "the root is updated on the way down and again by the backup")
  /// Sums that were declared as means, or means as sums.
  public static let sumOrMean = CheckRule(
    "sum-or-mean", .fault, "sums are declared as means, or means as sums", counted: "updates",
    usually: "the column has the name of the other one")
  /// Values whose signs are not those of the view that the file declares.
  public static let signsAgainstView = CheckRule(
    "signs-against-view", .fault, "signs that are not those of the declared view",
    counted: "steps of paths",
    usually:
      "the backup of a game for two does not change the sign, or the file names another view")
  /// Inner nodes that kept their value while a simulation went through them.
  public static let staleInnerValues = CheckRule(
    "stale-inner-values", .fault, "inner nodes that keep a stale value",
    counted: "inner nodes on paths",
    usually: "the backup ends at the father of the leaf")
  /// Recorded terms of a score that do not add up to the recorded score.
  public static let termsNotScore = CheckRule(
    "terms-not-score", .fault, "terms that do not add up to the score", counted: "scores",
    usually: "a term is not written down, or Q is a sum")
  /// A recorded choice of a candidate whose score is not the highest.
  public static let pickNotHighest = CheckRule(
    "pick-not-highest", .fault, "picks that do not have the highest score", counted: "picks",
    usually: "the scores were written after the backup, or they belong to another node")
  /// A path that the declared rule would not have taken.
  public static let pickNotByRule = CheckRule(
    "pick-not-by-rule", .fault, "picks that the declared rule does not explain", counted: "picks",
    usually: "the search goes by another formula or constant than the file says")
  /// A recorded term Q that is not the mean of the values of the candidate.
  public static let termNotMean = CheckRule(
    "term-not-mean", .fault, "terms Q that are not the mean", counted: "terms",
    usually: "the statistics are older than the decision, or the value is another one")
  /// A mean that was divided by the visits a second time.
  public static let dividedAgain = CheckRule(
    "mean-divided-again", .fault, "the mean is divided by the visits again", counted: "numbers",
    usually:
      "the value is kept as a mean, and selection divides it by the visits as if it were a sum")
  /// An exploration term with the logarithm of the child's own visits.
  public static let ownVisitsInLogarithm = CheckRule(
    "log-of-own-visits", .fault, "ln of the child's own visits in place of the parent's",
    counted: "decisions",
    usually: "the visits of the child stand in both places of the formula")
  /// Picks that go by the value of the other player.
  public static let valueWithoutSign = CheckRule(
    "value-without-sign", .fault, "picks by the value of the other player", counted: "picks",
    usually: "selection takes the child's value as it is seen from the child")

  /// A number that is declared to be a judgement and is 0 everywhere.
  public static let neverSet = CheckRule(
    "virtual-values-never-set", .fault, "virtual values that are 0 everywhere", counted: "nodes",
    usually: "the call that fills them in is not awaited, so that its answer comes too late",
    [Threshold("nodes", 10, "nodes with such a value at least")])

  // MARK: - Remarks

  /// The first leader took nearly all that came later.
  public static let constantTooSmall = CheckRule(
    "c-too-small", .remark, "nobody ever took over: the exploration may be too small",
    counted: "simulations",
    usually: "c is small against the spread of Q; try ten times as much",
    [
      Threshold("visits", 200, "simulations at least"),
      Threshold("early", 0.1, "share of the simulations after which the leader is looked at"),
      Threshold("share", 0.99, "share of the rest that the leader took"),
    ])
  /// Siblings that are visited alike though their values are not.
  public static let constantTooLarge = CheckRule(
    "c-too-large", .remark, "visits are nearly uniform: the exploration may be too large",
    counted: "families",
    usually: "c is large against the spread of Q; try a tenth of it",
    [
      Threshold("visits", 50, "visits of each child at least"),
      Threshold("ratio", 1.2, "most visits by fewest, at most"),
      Threshold("errors", 4, "standard errors between the highest Q and the lowest"),
    ])
  /// A tree in which no node has two visited children.
  public static let oneChain = CheckRule(
    "one-chain", .remark, "the search is one chain", counted: "nodes",
    usually: "a node is expanded only once, so there never is anything to choose between",
    [Threshold("nodes", 50, "visited nodes at least")])
  /// A deepest layer of which no node was ever visited though their parents were, again and again.
  public static let lastLayerNotEntered = CheckRule(
    "last-layer-not-entered", .remark, "the last layer is never entered", counted: "parents",
    usually: "the walk stops one step before the end, and the last step is never looked at",
    [
      Threshold("parents", 3, "parents of that layer at least"),
      Threshold("visits", 2, "visits of each of them at least"),
    ])
  /// Unvisited candidates that were given a value of 0.
  public static let unvisitedScoredZero = CheckRule(
    "unvisited-scored-zero", .remark, "unvisited children are scored as if they were worth 0",
    counted: "unvisited candidates",
    usually: "an average of nothing is taken for 0, which is a value like any other here")
  /// Siblings with the same action and text.
  public static let duplicateSiblings = CheckRule(
    "duplicate-siblings", .remark, "siblings that are the same", counted: "children",
    usually: "a model proposed the same step again, and the search splits its visits among them")
  /// A part of the reward that does not tell good steps from bad ones.
  public static let partDoesNotRank = CheckRule(
    "part-does-not-rank", .remark, "a part of the reward does not rank siblings",
    counted: "pairs of siblings",
    usually: "the part measures something else, or its sign is lost",
    [
      Threshold("pairs", 200, "pairs of siblings at least"),
      Threshold("low", 0.45, "area under the curve at least"),
      Threshold("high", 0.55, "area under the curve at most"),
    ])
  /// A part of the reward that is the same for all.
  public static let partIsConstant = CheckRule(
    "part-is-constant", .remark, "a part of the reward is the same for all", counted: "judgements",
    usually: "the part was never filled in, or a default answers for it",
    [Threshold("judgements", 50, "judgements at least")])
}
