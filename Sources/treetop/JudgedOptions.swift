import ArgumentParser
import Presets
import RewardModels
import TreeSearch

/// What sets searches of judged steps apart: sc-mcts, sc-mcts-paper, sc-mcts-code and rap.
struct JudgedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What steps are worth: best, paper, code, rap, random, or parts with weights as in \
      R_LL=0.5,R_SE=0.5, standardised unless raw: stands before them. Parts: \
      \(RewardChoice.parts.joined(separator: ", ")).
      """, valueName: "parts"),
    completion: .list(RewardChoice.named.map(\.name)), transform: Accepted.rewards)
  var reward: JudgedSettings.Rewards?

  @Option(
    help: ArgumentHelp(
      """
      R_LL, R_SE and this contrast of expert and amateur, a third each: jsd (the paper's), signed-jsd, \
      log-ratio, verdict or code.
      """, valueName: "name"),
    completion: .list(Accepted.names(of: Contrast.self)),
    transform: Accepted.name(of: Contrast.self))
  var contrast: Contrast?

  @Option(
    help: ArgumentHelp(
      "Standardise each part in one region, or in those found in its sample: one or found.",
      valueName: "x"),
    completion: .list(Accepted.names(of: JudgedSettings.RegionChoice.self)),
    transform: Accepted.name(of: JudgedSettings.RegionChoice.self))
  var regions: JudgedSettings.RegionChoice?

  @Option(
    help: ArgumentHelp(
      "When the statistics of the parts take in what was judged: never, after-state or after-step.",
      valueName: "x"),
    completion: .list(Accepted.names(of: RewardComposition.Update.self)),
    transform: Accepted.name(of: RewardComposition.Update.self))
  var update: RewardComposition.Update?

  @Option(
    help: ArgumentHelp("What --c is a multiple of: spread (of Q) or one.", valueName: "scale"),
    completion: .list(Accepted.names(of: ConstantScale.self)),
    transform: Accepted.name(of: ConstantScale.self))
  var cScale: ConstantScale?

  @Option(
    help: ArgumentHelp(
      "What an unvisited child counts as: estimate, infinity, parent or siblings.",
      valueName: "rule"),
    completion: .list(Accepted.names(of: UnvisitedRule.self)),
    transform: Accepted.name(of: UnvisitedRule.self))
  var unvisited: UnvisitedRule?

  @Option(
    help: ArgumentHelp("Whether a place may come twice on a path: allow or avoid.", valueName: "x"),
    completion: .list(Accepted.names(of: Repeats.self)),
    transform: Accepted.name(of: Repeats.self))
  var repeats: Repeats?

  @Option(
    help: ArgumentHelp("Whether exhausted subtrees are closed: on or off.", valueName: "x"),
    completion: .list(Accepted.names(of: Switch.self)),
    transform: Accepted.name(of: Switch.self))
  var closing: Switch?

  @Option(
    help: ArgumentHelp(
      "Whether selection enters children in the last layer: enter, or skip as in llm-reasoners.",
      valueName: "x"),
    completion: .list(Accepted.names(of: LastLayer.self)),
    transform: Accepted.name(of: LastLayer.self))
  var lastLayer: LastLayer?

  @Option(
    help: ArgumentHelp(
      "Who says where actions lead: rules, or expert, which writes the next state. Plans are checked by "
        + "the rules.", valueName: "who"),
    completion: .list(Accepted.names(of: JudgedSettings.WorldModel.self)),
    transform: Accepted.name(of: JudgedSettings.WorldModel.self))
  var worldModel: JudgedSettings.WorldModel?

  @Option(
    help: ArgumentHelp(
      "Which actions become children: legal for all, or those among so many that the expert writes.",
      valueName: "actions"),
    completion: .list(["legal"]), transform: Accepted.proposal)
  var propose: JudgedSettings.Proposal?

  @Option(
    help: ArgumentHelp(
      "The depth of the last layer. (default: the problem's horizon)", valueName: "n"),
    transform: Accepted.wholeNumber(1...60_000))
  var depthLimit: Int?

  /// What the exploration constant is a multiple of.
  enum ConstantScale: String, CaseIterable {
    case spread, one
  }

  /// Whether places may come again.
  enum Repeats: String, CaseIterable {
    case allow, avoid
  }

  /// On or off.
  enum Switch: String, CaseIterable {
    case on, off
  }

  /// What becomes of children in the last layer.
  enum LastLayer: String, CaseIterable {
    case enter, skip
  }

  /// The first option that was given, as it is written.
  var given: String? {
    let options: [(String, Bool)] = [
      ("--reward", reward != nil), ("--contrast", contrast != nil), ("--c-scale", cScale != nil),
      ("--regions", regions != nil), ("--update", update != nil),
      ("--unvisited", unvisited != nil), ("--repeats", repeats != nil),
      ("--closing", closing != nil), ("--last-layer", lastLayer != nil),
      ("--world-model", worldModel != nil), ("--propose", propose != nil),
      ("--depth-limit", depthLimit != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// Puts what was chosen into a plan.
  func apply(to plan: inout SearchPlan) throws(Complaint) {
    guard let given else { return }
    guard var settings = plan.preset.judged else {
      let names = Preset.allCases.filter { $0.judged != nil }.map(\.rawValue)
      throw .usage(
        "\(given) is for \(names.joined(separator: ", ")); \(plan.preset.rawValue) judges no steps")
    }
    if reward != nil, contrast != nil {
      throw .usage("--contrast and --reward both say what steps are worth; give one of them")
    }
    if let reward { settings.rewards = reward }
    if let contrast { settings.rewards = .models(.contrasting(by: contrast)) }
    if let regions { settings.regions = regions }
    if let update { settings.update = update }
    if let cScale { settings.scalesC = cScale == .spread }
    if let unvisited { settings.unvisited = unvisited }
    if let repeats { settings.avoidsRepeats = repeats == .avoid }
    if let closing { settings.closes = closing == .on }
    if let lastLayer { settings.entersLastLayer = lastLayer == .enter }
    if let worldModel { settings.worldModel = worldModel }
    if let propose { settings.proposal = propose }
    plan.judged = settings
    plan.depthLimit = depthLimit
  }
}

extension Accepted {
  /// Reads which actions become children.
  static func proposal(_ text: String) throws -> JudgedSettings.Proposal {
    if let proposal = JudgedSettings.Proposal(text) { return proposal }
    throw ValidationError("accepted are legal, or the number of samples, from 1 to 64")
  }

  /// Reads rewards.
  static func rewards(_ text: String) throws -> JudgedSettings.Rewards {
    if let rewards = RewardChoice.rewards(text) { return rewards }
    throw ValidationError(
      "accepted are \(RewardChoice.named.map(\.name).joined(separator: ", ")), or parts with weights as "
        + "in R_LL=0.5,R_SE=0.5; parts are \(RewardChoice.parts.joined(separator: ", "))")
  }
}
