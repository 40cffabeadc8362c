import Groundwork
import TreeSearch

/// The options by which rollout searches depart from their published rules.
///
/// None of them is recorded unless it is given.
extension PresetOption {
  /// Returns an option whose value the plan keeps under its name, and which has none unless it is given.
  private static func variant(
    _ name: String, _ help: String, _ valueName: String, _ accepted: AcceptedValues, usual: String
  ) -> PresetOption {
    PresetOption(
      name, help: help, valueName: valueName, accepted: accepted, usual: usual,
      get: { $0.values[name] }, set: { $0.values[name] = $1 })
  }

  /// What a child without visits counts as, and at the root.
  static let firstPlays: [PresetOption] = [
    variant(
      "fpu-kind",
      "How fpu and fpu-root are meant: as a reduction of the parent's value, or as the value itself "
        + "(absolute).",
      "kind", .names(of: FirstPlay.Kind.self), usual: "reduction"),
    variant(
      "fpu-root", "The same for the children of the root.", "x", .numbers(FirstPlay.range),
      usual: "as fpu"),
  ]

  /// What an unvisited child scores where it is not taken first.
  static let firstPlayOfUCT = variant(
    "fpu",
    "An action never tried counts as its parent's value less this (see fpu-kind), and is not tried "
      + "first for its own sake.",
    "x", .numbers(FirstPlay.range), usual: "tried first")

  /// How PUCT's constant grows.
  static let schedule: [PresetOption] = [
    variant(
      "pb-c-init",
      "In the place of c, a constant that grows with the visits N of the parent, as in AlphaZero and "
        + "MuZero: ln((N + pb-c-base + 1) / pb-c-base) + pb-c-init.",
      "x", .numbers(0...1_000), usual: "c is constant; with pb-c-base 1.25"),
    variant(
      "pb-c-base", "The visits over which that constant grows.", "n",
      .numbers(MuZeroPUCT.bases), usual: "c is constant; with pb-c-init 19652"),
  ]

  /// Noise in the priors of the root.
  static let rootNoise: [PresetOption] = [
    variant(
      "dirichlet-alpha",
      "Mix noise into the priors of the root, drawn from the Dirichlet distribution of this "
        + "concentration when the root gets its children.",
      "x", .numbers(0.001...1_000), usual: "no noise; with dirichlet-share 0.3"),
    variant(
      "dirichlet-share", "How much of a prior of the root is that noise.", "x", .numbers(0...1),
      usual: "no noise; with dirichlet-alpha 0.25"),
  ]

  /// What every rollout search can be set to.
  static let variants: [PresetOption] = [
    variant(
      "min-max",
      "Compare values between two bounds as 0 and 1: siblings (V of the parent and Q of its visited "
        + "children, mctx's usual way) or tree (the lowest and highest Q so far, MuZero's). c is not "
        + "scaled then.",
      "scale", .names(of: ValueScaling.self), usual: "off"),
    variant(
      "ends",
      "What a visited end scores: its outcome alone, or like any other child (explore, as in MuZero).",
      "score", .names(of: SearchPlan.EndScore.self), usual: "outcome"),
    variant(
      "discount",
      "How much what comes after a step counts: Q is its reward and this times the rest. Steps of a "
        + "tree: file can have their own.",
      "x", .numbers(0...1), usual: "nothing is discounted"),
    variant(
      "evaluator",
      "How a leaf is evaluated: by random rollouts, or by the estimate of its node in a tree: file.",
      "name", .names(of: SearchPlan.LeafEvaluation.self), usual: "rollouts"),
    variant(
      "answer-temperature",
      "Draw the first action of the answer in proportion to N^(1/T), T being this; 0 takes the most "
        + "visited.",
      "T", .numbers(0...100), usual: "the answer is not drawn"),
  ]
}
