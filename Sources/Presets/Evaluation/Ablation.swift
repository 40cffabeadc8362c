public import Environments
import Groundwork
public import TreeSearch

/// What a search is made of, added piece by piece.
public enum Ablation {
  /// One of the searches: everything of the rows above it and one thing more.
  public enum Row: String, CaseIterable, Sendable {
    /// Rewards drawn at random.
    case base
    /// The contrast of expert and amateur in place of the random rewards.
    case contrast
    /// The log-likelihood.
    case likelihood
    /// The self-evaluation.
    case selfEvaluation
    /// Each part normalised within its regions.
    case regions
    /// The exploration constant on the scale of the values in the tree.
    case constant
    /// The backup of equation 3.
    case backup
    /// No state twice on a path.
    case noRepeats
    /// Exhausted subtrees closed.
    case closing
    /// The answer by the mean of a path's rewards, not their sum.
    case meanAnswer
    /// The contrast of the two models' verdicts in place of that of their tokens.
    case verdictContrast
    /// Unvisited children by their siblings and sums of rewards backed up: the preset `sc-mcts`.
    case siblings
    /// All these rules, and rewards drawn at random: what the rules do by themselves.
    case randomWithRules

    /// What the row is called; at most 17 characters.
    public var name: String {
      switch self {
      case .base: "random rewards"
      case .contrast: "+ R_JSD"
      case .likelihood: "+ R_LL"
      case .selfEvaluation: "+ R_SE"
      case .regions: "+ Multi-RM"
      case .constant: "+ improved C"
      case .backup: "+ backpropagation"
      case .noRepeats: "+ no repeats"
      case .closing: "+ closing"
      case .meanAnswer: "+ mean answer"
      case .verdictContrast: "+ verdict contr."
      case .siblings: "+ sums = sc-mcts"
      case .randomWithRules: "random, all rules"
      }
    }

    /// What it adds, in a few words.
    public var remark: String {
      switch self {
      case .base: "MCTS whose rewards are drawn at random"
      case .contrast: "rewards: how far expert and amateur are apart on an action"
      case .likelihood: "and how likely the expert finds the action"
      case .selfEvaluation: "and whether the expert calls the action good"
      case .regions: "and each part normalised within its regions"
      case .constant: "and the exploration constant scaled to the spread of Q"
      case .backup: "and values backed up by equation 3"
      case .noRepeats: "beyond the paper: no state twice on a path"
      case .closing: "beyond the paper: exhausted subtrees closed"
      case .meanAnswer: "beyond the paper: the answer by mean reward, not by its sum"
      case .verdictContrast: "beyond the paper: the models' verdicts contrasted, not their tokens"
      case .siblings: "sums in place of equation 3, unvisited by siblings: the preset sc-mcts"
      case .randomWithRules: "the rules of sc-mcts, and rewards drawn at random"
      }
    }

    /// The accuracy that the paper reports for 152 problems of six steps; nil for what is not in it.
    ///
    /// Gao et al. 2024, table 2.
    public var published: Double? {
      switch self {
      case .base: 0.5592
      case .contrast: 0.6250
      case .likelihood: 0.6776
      case .selfEvaluation: 0.7039
      case .regions: 0.7368
      case .constant: 0.7895
      case .backup: 0.8092
      case .noRepeats, .closing, .meanAnswer, .verdictContrast, .siblings, .randomWithRules: nil
      }
    }
  }

  /// The rows from the base on.
  public static var rows: [Row] { Row.allCases }

  /// Returns the entries of an evaluation, one a row.
  ///
  /// - Parameters:
  ///   - answer: how the answer of a row is chosen.
  ///   - unsupportedReason: why the rows cannot work on a problem, if they cannot.
  ///   - plan: makes the search of a row.
  public static func entries(
    answer: (Row) -> AnswerRule,
    unsupportedReason: @escaping @Sendable (any VerifiableEnvironment) -> String?,
    plan: @escaping @Sendable (Row, any VerifiableEnvironment, UInt64) -> SearchPlan
  ) -> [EvaluationEntry] {
    rows.map { row in
      let published = row.published.map { "; paper: " + NumberText.fixed($0, places: 4) }
      return EvaluationEntry(
        name: row.name, remark: row.remark + (published ?? ""),
        method: .search(plan: { plan(row, $0, $1) }, answer: answer(row)),
        unsupportedReason: unsupportedReason)
    }
  }
}
