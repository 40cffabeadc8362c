import Environments
import Groundwork
import RewardModels
import TreeSearch

/// The options of searches whose steps have rewards of their own.
extension PresetOption {
  /// Returns the options of a preset, in the order in which they are recorded.
  static func stepRewards(usual: StepRewardSettings) -> [PresetOption] {
    [
      constant(usual), constantScale(usual), rewards(usual), contrast,
      choice(
        "regions", \.regions, usual, valueName: "x",
        help: "Standardise each part in one region, or in those found in its sample."),
      choice(
        "update", \.update, usual, valueName: "x",
        help: "When the statistics of the parts take in what was judged.",
        inForce: { $0.effectiveUpdate }),
      choice(
        "unvisited", \.unvisited, usual, valueName: "rule",
        help: "What an unvisited child counts as."),
      backup(
        BackupRule.allCases.filter { $0.isFor(players: 1) }, usual: usual.backup.rawValue,
        help: "How rewards are backed up; eq3 is of SC-MCTS*, progress is eq3 corrected."),
      twoWords(
        "repeats", \.avoidsRepeats, usual, yes: "avoid", no: "allow", formerly: "avoids-repeats",
        help: "Whether a place may come twice on a path."),
      closing(usual),
      twoWords(
        "last-layer", \.entersLastLayer, usual, yes: "enter", no: "skip",
        formerly: "enters-last-layer",
        help: "Whether selection enters children in the last layer; llm-reasoners skips them."),
      choice(
        "world-model", \.worldModel, usual, valueName: "who",
        help: "Who says where actions lead: rules, or expert, which writes the next state. Plans "
          + "are checked by the rules."),
      proposal(usual), depthLimit,
    ]
  }

  private static func constant(_ usual: StepRewardSettings) -> PresetOption {
    PresetOption(
      "c", help: "The exploration constant.", valueName: "x", accepted: .numbers(0...1_000),
      usual: NumberText.short(usual.c),
      get: { $0.stepRewardSettings.map { .number($0.c) } },
      set: { plan, value in if case .number(let c) = value { plan.c = c } })
  }

  private static func constantScale(_ usual: StepRewardSettings) -> PresetOption {
    twoWords(
      "c-scale", \.scalesC, usual, yes: "spread", no: "one",
      help: "What c is a multiple of: the spread of Q, or one.")
  }

  private static func rewards(_ usual: StepRewardSettings) -> PresetOption {
    let parts = RewardChoice.parts.joined(separator: ", ")
    let names = RewardChoice.named.map(\.name)
    return PresetOption(
      "reward",
      help: "What steps are worth: \(names.joined(separator: ", ")), or parts with weights, "
        + "standardised unless raw: stands before them. Parts: \(parts).",
      valueName: "parts",
      accepted: .texts(
        "\(names.joined(separator: ", ")), or parts with weights as in R_LL=0.5,R_SE=0.5; parts "
          + "are \(parts)",
        examples: names, accepts: { RewardChoice.rewards($0) != nil }),
      usual: RewardChoice.text(usual.rewards),
      get: { $0.stepRewardSettings.map { .text(RewardChoice.text($0.rewards)) } },
      set: { plan, value in
        guard case .text(let text) = value, let rewards = RewardChoice.rewards(text) else { return }
        plan.changeStepRewards { $0.rewards = rewards }
      })
  }

  /// Another way to say what steps are worth: it is recorded as `reward`.
  private static let contrast: PresetOption = {
    var option = PresetOption(
      "contrast",
      help: "R_LL, R_SE and this contrast of expert and amateur, a third each, in place of reward; "
        + "jsd is the paper's.",
      valueName: "name", accepted: .names(of: Contrast.self), usual: "as reward says",
      get: { _ in nil },
      set: { plan, value in
        guard case .text(let name) = value, let contrast = Contrast(rawValue: name) else { return }
        plan.changeStepRewards { $0.rewards = .models(.contrasting(by: contrast)) }
      })
    option.alternative = "reward"
    return option
  }()

  private static func closing(_ usual: StepRewardSettings) -> PresetOption {
    var option = PresetOption(
      "closing", help: "Whether exhausted subtrees are closed.", valueName: "x",
      accepted: .truth, usual: usual.closes ? "on" : "off",
      get: { plan in
        plan.stepRewardSettings.map { .truth($0.closes && !plan.problem.isStochastic) }
      },
      set: { plan, value in
        if case .truth(let isOn) = value { plan.changeStepRewards { $0.closes = isOn } }
      })
    option.formerSpellings = [FormerSpelling("closes")]
    return option
  }

  private static func proposal(_ usual: StepRewardSettings) -> PresetOption {
    let range = StepRewardSettings.Proposal.accepted
    return PresetOption(
      "propose",
      help: "Which actions become children: legal for all, or those among so many that the expert "
        + "writes.",
      valueName: "actions",
      accepted: .texts(
        "legal or the number of samples, from \(range.lowerBound) to \(range.upperBound)",
        examples: ["legal"], accepts: { StepRewardSettings.Proposal($0) != nil }),
      usual: usual.proposal.argument,
      get: { $0.stepRewardSettings.map { .text($0.proposal.argument) } },
      set: { plan, value in
        guard case .text(let text) = value, let proposal = StepRewardSettings.Proposal(text)
        else { return }
        plan.changeStepRewards { $0.proposal = proposal }
      })
  }

  private static let depthLimit = PresetOption(
    "depth-limit", help: "The depth of the last layer.", valueName: "n",
    accepted: .wholeNumbers(1...60_000), usual: "the problem's horizon",
    get: { $0.depthLimit.map { .number(Double($0)) } },
    set: { plan, value in if case .number(let depth) = value { plan.depthLimit = Int(depth) } })

  /// Returns an option whose value is one of several names.
  private static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<StepRewardSettings, Choice> & Sendable,
    _ usual: StepRewardSettings, valueName: String, help: String,
    inForce: (@Sendable (SearchPlan) -> Choice?)? = nil
  ) -> PresetOption {
    PresetOption(
      name, help: help, valueName: valueName, accepted: .names(of: Choice.self),
      usual: usual[keyPath: path].rawValue,
      get: { plan in
        let chosen = plan.stepRewardSettings?[keyPath: path]
        return (inForce.map { $0(plan) } ?? chosen).map { .text($0.rawValue) }
      },
      set: { plan, value in
        guard case .text(let name) = value, let choice = Choice(rawValue: name) else { return }
        plan.changeStepRewards { $0[keyPath: path] = choice }
      })
  }

  /// Returns an option that is one of two words; recordings once had true or false for it.
  private static func twoWords(
    _ name: String, _ path: any WritableKeyPath<StepRewardSettings, Bool> & Sendable,
    _ usual: StepRewardSettings, yes: String, no: String, formerly: String? = nil, help: String
  ) -> PresetOption {
    var option = PresetOption(
      name, help: help, valueName: "x", accepted: .words([yes, no]),
      usual: usual[keyPath: path] ? yes : no,
      get: { $0.stepRewardSettings.map { .text($0[keyPath: path] ? yes : no) } },
      set: { plan, value in plan.changeStepRewards { $0[keyPath: path] = value == .text(yes) } })
    option.formerSpellings = [formerly].compactMap { $0 }.map {
      FormerSpelling($0, values: [.truth(true): .text(yes), .truth(false): .text(no)])
    }
    return option
  }
}

extension SearchPlan {
  /// Changes what a search is made of whose steps have rewards; others have nothing to change.
  fileprivate mutating func changeStepRewards(_ change: (inout StepRewardSettings) -> Void) {
    guard var settings = stepRewards ?? preset.stepRewards else { return }
    change(&settings)
    stepRewards = settings
  }
}
