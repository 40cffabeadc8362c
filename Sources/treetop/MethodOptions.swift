import ArgumentParser
import Environments
import Presets
import TreeSearch

/// What makes the search the one it is.
struct MethodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The kind of search: \(Preset.allCases.map(\.rawValue).joined(separator: ", ")); treetop presets \
      tells more. (default: uct)
      """,
      valueName: "preset"),
    completion: .list(Accepted.names(of: Preset.self)),
    transform: Accepted.name(of: Preset.self))
  var preset = Preset.uct

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The exploration constant; the preset has its own.", valueName: "x"),
    transform: Accepted.number(0...1_000))
  var c: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "puct only: an action never tried counts as its parent's value less this. (default: 0)",
      valueName: "x"),
    transform: Accepted.number(-10...10))
  var fpu: Double?

  @Option(
    help: ArgumentHelp("Random rollouts that evaluate a leaf. (default: 1)", valueName: "k"),
    transform: Accepted.wholeNumber(1...10_000))
  var rollouts = 1

  @Flag(help: "Prove values where they are certain, and stop when the root is proven.")
  var solve = false

  @Option(
    help: ArgumentHelp(
      """
      How values go up: negamax for two players; for one mean, suffix-sum, suffix-mean, eq3 \
      (of SC-MCTS*) or progress (eq3 corrected). (default: the preset's, negamax or mean)
      """,
      valueName: "rule"),
    completion: .list(Accepted.names(of: BackupRule.self)),
    transform: Accepted.name(of: BackupRule.self))
  var backup: BackupRule?

  @Option(
    help: ArgumentHelp(
      """
      How nodes get children: all at once, one a visit, or progressive[:FACTOR,EXPONENT], \
      FACTOR * N^EXPONENT of them, 1 and 0.5 unless given. (default: all)
      """, valueName: "rule"),
    completion: .list(["all", "one", "progressive"]), transform: Accepted.widening)
  var widening: WideningChoice?

  @Option(
    help: ArgumentHelp(
      """
      uct, puct: which of several actions with the highest score is tried: first (the oldest child) or \
      random (drawn by the search's generator). (default: first)
      """, valueName: "rule"),
    transform: Accepted.name(of: TieRule.self))
  var ties = TieRule.first

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("One seed, one tree. (default: 0)", valueName: "s"),
    transform: Accepted.seed)
  var seed: UInt64 = 0

  /// Returns the plan for a problem, or says why there is none.
  func plan(for problem: Problem, _ options: JudgedOptions) throws(Complaint) -> SearchPlan {
    var plan = SearchPlan(problem)
    plan.preset = preset
    plan.c = c
    plan.fpu = fpu
    plan.rollouts = rollouts
    plan.solves = solve
    plan.backup = backup
    plan.widening = widening?.rule
    plan.ties = ties
    plan.seed = seed
    try options.apply(to: &plan)
    if let mistake = plan.mistake ?? plan.objection { throw .usage(mistake) }
    return plan
  }
}
