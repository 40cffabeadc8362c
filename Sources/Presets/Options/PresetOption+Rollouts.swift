import Environments
import Groundwork
import TreeSearch

/// The options of searches whose leaves are evaluated by random rollouts.
extension PresetOption {
  /// Returns the exploration constant of a preset; `usual` is its own for values in 0...1.
  static func explorationConstant(usual: Double) -> PresetOption {
    PresetOption(
      "c", help: "The exploration constant.", valueName: "x", accepted: .numbers(0...1_000),
      usual: "\(NumberText.short(usual)) times the width of the problem's values",
      get: { $0.schedule == nil ? .number($0.constant(usual)) : nil },
      set: { plan, value in if case .number(let c) = value { plan.c = c } })
  }

  /// The options that all of these searches have, in the order in which they are recorded.
  static let rollouts: [PresetOption] = [
    PresetOption(
      "rollouts", help: "Random rollouts that evaluate a leaf.", valueName: "k",
      accepted: .wholeNumbers(1...10_000), usual: "1", get: { .number(Double($0.rollouts)) },
      set: { plan, value in if case .number(let count) = value { plan.rollouts = Int(count) } }),
    PresetOption(
      "solve", help: "Prove values where they are certain, and stop when the root is proven.",
      valueName: "x", accepted: .truth, usual: "off", get: { .truth($0.effectiveSolve) },
      set: { plan, value in if case .truth(let isOn) = value { plan.solves = isOn } }),
    backup(
      BackupRule.allCases, usual: "negamax for two players, mean for one",
      help:
        "How values are backed up: negamax for two players; for one mean, suffix-sum, suffix-mean, "
        + "eq3 (of SC-MCTS*), progress (eq3 corrected) or max (the best visited child)."),
    PresetOption(
      "widening",
      help: "How nodes get children: all at once, one a visit, or progressive[:FACTOR,EXPONENT], "
        + "FACTOR * N^EXPONENT of them, 1 and 0.5 unless given.",
      valueName: "rule",
      accepted: .texts(
        "all, one, progressive, and progressive:FACTOR,EXPONENT with a factor above 0 and an "
          + "exponent from 0 to 1",
        examples: ["all", "one", "progressive"], accepts: { WideningChoice($0) != nil }),
      usual: "all", get: { .text($0.widening?.argument ?? "all") },
      set: { plan, value in
        if case .text(let text) = value { plan.widening = WideningChoice(text)?.rule }
      }),
    PresetOption(
      "ties",
      help: "Which of several actions with the highest score is tried: first (the oldest child) or "
        + "random (drawn by the search's generator).",
      valueName: "rule", accepted: .names(of: TieRule.self), usual: "first",
      // Nothing was drawn before there was a choice: that is not recorded.
      get: { $0.ties == .first ? nil : .text($0.ties.rawValue) },
      set: { plan, value in
        if case .text(let name) = value { plan.ties = TieRule(rawValue: name) ?? .first }
      }),
  ]

  /// Returns the option that says how values are backed up.
  static func backup(_ rules: [BackupRule], usual: String, help: String) -> PresetOption {
    PresetOption(
      "backup", help: help, valueName: "rule", accepted: .words(rules.map(\.rawValue)),
      usual: usual,
      get: { .text($0.effectiveBackup.rawValue) },
      set: { plan, value in
        if case .text(let name) = value { plan.backup = BackupRule(rawValue: name) }
      })
  }
}

extension SearchPlan {
  /// The exploration constant in force; `usual` is the preset's own for values in 0...1, as they are where
  /// values are compared on a scale.
  func constant(_ usual: Double) -> Double {
    c ?? (scaling == .none ? ValueScale.scaled(usual, to: problem.environment) : usual)
  }
}

/// How wide a problem's values spread, where it is known.
enum ValueScale {
  /// Returns a constant for values in 0...1 on the scale of a problem's values; as it is where their range
  /// is unknown or a single point.
  static func scaled(_ constant: Double, to world: any Environment) -> Double {
    guard let range = world.valueRange else { return constant }
    let width = Double(range.upperBound - range.lowerBound)
    return width > 0 && width.isFinite ? constant * width : constant
  }
}
