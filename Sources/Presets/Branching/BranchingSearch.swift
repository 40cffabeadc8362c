import Environments
import TreeSearch

/// A search of designs in which a new child competes with those that are there: two stand-in writers, a
/// stand-in critic.
///
/// The one place where such searches are put together.
struct BranchingSearch {
  private let plan: SearchPlan
  private let writers: [DesignWriter.Source]

  /// Describes the search of a plan.
  init(_ plan: SearchPlan) {
    self.plan = plan
    writers = [
      .init("careful", skill: plan.number(.carefulSkill)),
      .init("quick", skill: plan.number(.quickSkill)),
    ]
  }

  /// The names of the writers, which are the sources of new children.
  static let sources = DesignWriter.carefulAndQuick.map(\.name)

  /// Begins the search on the calling thread.
  func session(
    _ selection: any SelectionPolicy, _ backup: BranchingBackup, _ options: SessionOptions
  ) -> any SearchSession {
    guard let world = plan.problem.environment as? Design else {
      preconditionFailure("a plan without an error is one of a design")
    }
    let writings = Writings()
    let critic = CountedJudge(DesignCritic(seed: plan.seed), options.calls)
    return plan.session(
      PluggedRecipe(
        plugging: world,
        proposer: SourcedProposer(
          WrittenThings(DesignWriter(writers, seed: plan.seed), keeping: writings),
          sources: writers.map(\.name)),
        widening: GrowthByRule(), selection: selection,
        evaluator: JudgedThings(critic, knowing: writings), backup: backup, walk: UnjudgedRoot()),
      options)
  }

  /// Completes a preset of such searches.
  static func finish(_ preset: inout Preset) {
    preset.takes = { $0 == Design.self }
    preset.answer = .bestJudgement
    preset.truthInValues = "every node is judged from the truth"
  }

  /// Where all such presets depart from their source.
  static let departures = [
    Preset.Departure(
      "two writers of known skill stand in for language models, a critic for a test of answers",
      because: "no server is at hand, and what is true of designs is known"),
    Preset.Departure(
      "what is judged again, because nothing more can be made of it, counts for CONT and not for GEN",
      because: "the source cannot run out of new answers"),
  ]
}

extension PresetOption {
  /// How good the first stand-in writer is.
  static let carefulSkill = PresetOption(
    "careful",
    help: "The probability that the careful writer changes the weakest place, not a random one.",
    valueName: "p", accepted: .numbers(0...1), usual: .number(0.9))
  /// How good the second stand-in writer is.
  static let quickSkill = PresetOption(
    "quick",
    help: "The probability that the quick writer changes the weakest place, not a random one.",
    valueName: "p", accepted: .numbers(0...1), usual: .number(0.4))
}

extension Preset.Group {
  /// Searches that make a thing, judge it, and refine it or make another one.
  static let branching = Preset.Group("Wider or deeper: things that are written and judged")
}
