import Environments
import TreeSearch

extension Preset {
  /// Gumbel MuZero's search: sequential halving at the root, the improved policy below it.
  public static let gumbel: Preset = {
    var preset = Preset(
      "gumbel", title: "Gumbel MuZero: sequential halving at the root",
      source: "Danihelka et al., Policy improvement by planning with Gumbel (2022)",
      group: .rollouts, label: .genuine,
      growth: "all children at the first visit, as listed; random rollouts",
      selectionRules: [
        "Root actions are taken in turn: those with as many visits as the plan of the halving says.",
        "Nothing is drawn but a Gumbel number for each root action, when the root gets its children.",
        "An action never tried counts as the mixed value: the first value of the node, and what its "
          + "siblings were worth.",
        "A visited end is scored like any other child.",
        "Of equal scores the oldest child is taken. Children are made as listed.",
      ],
      selection: GumbelMuZero(simulations: planned),
      options: [considered, plannedSimulations, valueScale, visitScale]
        + PresetOption.drawnRollouts,
      firstProblem: "connect-four",
      makeSession: { plan, options in
        RolloutSearch(plan, order: .listed, widening: .all(atFirstVisit: true))
          .session(
            plugging: GumbelMuZero(
              considered: Int(plan.number(considered)),
              simulations: Int(plan.number(plannedSimulations)),
              visitScale: plan.number(visitScale), valueScale: plan.number(valueScale)),
            backup: { FirstValueBackup(AnyBackup($0)) }, drawsGumbel: true, options)
      })
    preset.takes = { $0 != Design.self }
    preset.departures = [
      Departure("a leaf is evaluated by random rollouts", because: "no value network is at hand"),
      Departure(
        "priors are the problem's own, or all the same", because: "no policy network is at hand"),
      Departure(
        "the halving is planned for a number of simulations that is set, whatever stops the search; "
          + "beyond it the two best root actions go on in turn",
        because: "a search here can be stopped, gone on with and taken back at any time"),
      Departure(
        "of equally visited root actions the answer is the one with the highest value",
        because: "answers are chosen by the tree's values, which all presets have"),
    ]
    return preset
  }()

  private static let planned = 200

  private static let considered = PresetOption(
    "considered", help: "How many root actions the Gumbel numbers pick.", valueName: "m",
    accepted: .wholeNumbers(1...1_024), usual: .number(16))
  private static let plannedSimulations = PresetOption(
    "planned", help: "For how many simulations the halving of root actions is planned.",
    valueName: "n", accepted: .wholeNumbers(1...100_000), usual: .number(Double(planned)))
  private static let valueScale = PresetOption(
    "c-scale", help: "How much values count against the logarithms of priors.", valueName: "x",
    accepted: .numbers(0...1_000), usual: .number(0.1))
  private static let visitScale = PresetOption(
    "c-visit", help: "Visits that values are scaled by, beside those of the most visited child.",
    valueName: "x", accepted: .numbers(0...100_000), usual: .number(50))
}

extension SearchPlan {
  /// The value in force of an option whose values are numbers.
  func number(_ option: PresetOption) -> Double {
    guard case .number(let number)? = option.value(in: self) else {
      preconditionFailure("\(option.name) is a number")
    }
    return number
  }

  /// The value in force of an option whose values are words.
  func word(_ option: PresetOption) -> String {
    guard case .text(let word)? = option.value(in: self) else {
      preconditionFailure("\(option.name) is a word")
    }
    return word
  }
}
