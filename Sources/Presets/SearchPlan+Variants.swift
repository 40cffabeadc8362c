import Environments
import TreeSearch

/// What rollout searches can be set to beside their published rules, as the plan's ``SearchPlan/values`` hold
/// it.
extension SearchPlan {
  /// How a leaf is evaluated.
  enum LeafEvaluation: String, CaseIterable {
    /// By random rollouts.
    case rollouts
    /// By what the problem's file says of its state.
    case estimate
  }

  /// What becomes of a visited end in selection.
  enum EndScore: String, CaseIterable {
    /// It scores its outcome alone.
    case outcome
    /// It is scored like any other child.
    case explore
  }

  /// The number of an option; nil where it was not given.
  func number(_ name: String) -> Double? {
    if case .number(let number)? = values[name] { number } else { nil }
  }

  /// The choice of an option; nil where it was not given.
  func choice<Choice: RawRepresentable<String>>(_ name: String) -> Choice? {
    if case .text(let word)? = values[name] { Choice(rawValue: word) } else { nil }
  }

  /// The scale on which values are compared.
  var scaling: ValueScaling { choice("min-max") ?? .none }
  /// How leaves are evaluated.
  var evaluation: LeafEvaluation { choice("evaluator") ?? .rollouts }
  /// Whether visited ends are scored like other children.
  var exploresEnds: Bool { choice("ends") == EndScore.explore }

  /// How the exploration constant grows with the visits; nil where it is constant.
  ///
  /// What was not given is as in AlphaZero, MuZero and mctx.
  var schedule: (initial: Double, base: Double)? {
    let (initial, base) = (number("pb-c-init"), number("pb-c-base"))
    return initial == nil && base == nil ? nil : (initial ?? 1.25, base ?? 19_652)
  }

  /// What a child without visits counts as by one of two options, `fpu` and `fpu-root`; nil where the rule
  /// has its own answer.
  func firstPlay(_ name: String) -> FirstPlay? {
    number(name).map { FirstPlay(choice("fpu-kind") ?? .reduction, $0) }
  }

  /// The discount of steps that have none of their own; nil where nothing is discounted.
  var discount: Double? { number("discount") ?? (hasOwnDiscounts ? 1 : nil) }

  private var hasOwnDiscounts: Bool {
    (problem.environment as? ExplicitTree)?.hasDiscounts ?? false
  }

  /// The noise at the root; nil for none.
  ///
  /// What was not given is as in mctx.
  var noise: (concentration: Double, share: Double)? {
    let (concentration, share) = (number("dirichlet-alpha"), number("dirichlet-share"))
    return concentration == nil && share == nil ? nil : (concentration ?? 0.3, share ?? 0.25)
  }

  /// The temperature by which the answer is drawn; nil where it is not drawn.
  var answerTemperature: Double? { number("answer-temperature") }

  /// Whether selection is by the rule as it was published.
  var hasPublishedRule: Bool {
    let names = ["min-max", "pb-c-init", "pb-c-base", "fpu-kind", "fpu-root", "ends"]
    return names.allSatisfy { values[$0] == nil } && discount == nil
  }

  /// The backup in force, for a rule that compares values on a scale.
  var backupRule: any Backup {
    let rule: any Backup =
      discount.map { DiscountedBackup($0, in: problem.environment) } ?? effectiveBackup.rule
    return scaling == .tree ? ValueBounds(of: rule) : rule
  }

  /// Why a rollout search cannot be set so, if it cannot.
  var variantError: String? {
    if discount != nil {
      let source = number("discount") == nil ? "\(problem.name) has discounts" : "--set discount"
      if let backup, ![.suffixSum, .negamax].contains(backup) {
        return "\(source): rewards are discounted from each node on, as with --backup "
          + "\(problem.players == 2 ? "negamax" : "suffix-sum"), not \(backup.rawValue)"
      }
      if solves { return "\(source): --solve cannot prove discounted values" }
    }
    if schedule != nil, c != nil {
      return "--c is a constant; pb-c-init and pb-c-base make it grow: give one or the other"
    }
    if noise != nil, widening != nil {
      return "noise is drawn once, for all children of the root: it is not for --widening "
        + (widening?.argument ?? "")
    }
    return evaluation == .estimate ? estimateError : nil
  }

  private var estimateError: String? {
    if rollouts != 1 { return "--rollouts is for --set evaluator=rollouts" }
    guard let tree = problem.environment as? ExplicitTree else {
      return "--set evaluator=estimate is for tree: files; \(problem.name) has no estimates"
    }
    return tree.pathWithoutEstimate.map {
      "--set evaluator=estimate: \(problem.name) has no \"estimate\" at \($0)"
    }
  }
}
