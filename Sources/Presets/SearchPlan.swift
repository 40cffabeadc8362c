public import Environments
import Groundwork
public import RewardModels
public import SearchTrees
public import TreeSearch

/// Everything that one search is made of, as a person chose it: problem, preset, parameters, seed.
public struct SearchPlan: Sendable {
  /// The problem.
  public var problem: Problem
  /// The preset.
  public var preset: Preset
  /// The exploration constant; nil for the preset's own.
  public var c: Double?
  /// How many random rollouts evaluate a leaf.
  public var rollouts = 1
  /// Whether values are proven (MCTS-Solver).
  public var solves = false
  /// How a value is backed up; nil for what suits the problem.
  public var backup: BackupRule?
  /// Which of several children with the highest score selection takes.
  public var ties = TieRule.first
  /// How the tree grows; nil for the preset's own way.
  public var widening: ActionWidening?
  /// What a search is made of whose steps have rewards; nil for the preset's own.
  public var stepRewards: StepRewardSettings?
  /// The depth at which such searches take a path to end; nil for the problem's own.
  public var depthLimit: Int?
  /// The values of options that a preset alone has, by their names; what is not there has its usual value.
  public var values: [String: OptionValue] = [:]
  /// The language models that judge steps, where the preset has some.
  public var models: any EvidenceSource = ModelPair.embedded
  /// The servers that these run on; empty where they run in the program.
  public var servers: [ModelServer] { models.servers }
  /// What these were asked, and said; nil where the models run in the program.
  public var calls: KeptCalls? { models.calls }
  /// When they answer; nil where nothing is waited for.
  public var arrivals: AnswerArrivals? { models.arrivals }
  /// How the answer is chosen; nil for what suits preset and problem.
  public var answer: AnswerRule?
  /// The seed.
  public var seed: UInt64 = 0

  /// Makes a plan with the usual choices.
  public init(_ problem: Problem, _ preset: Preset = .uct) {
    self.problem = problem
    self.preset = preset
  }

  /// How a value is backed up, chosen by the person or by the number of players.
  public var effectiveBackup: BackupRule {
    let usual: BackupRule = discount == nil ? .mean : .suffixSum
    return stepRewardSettings?.backup ?? backup ?? (problem.players == 2 ? .negamax : usual)
  }

  /// When the statistics of the parts of step rewards take in what was judged: as the person chose, but of
  /// models that nobody measured they begin with nothing and learn after each state; nil where steps have no
  /// rewards.
  public var effectiveUpdate: RewardComposition.Update? {
    guard let settings = stepRewardSettings else { return nil }
    guard case .models = settings.rewards, models.isAsked,
      models.statistics(inRegions: false) == nil
    else { return settings.update }
    return .afterState
  }

  /// Whether values are proven: where rewards are left to chance nothing is.
  public var effectiveSolve: Bool { solves && !problem.isStochastic }

  /// How the answer is chosen: as the person chose, or as suits the preset, or where a plan is wanted the
  /// best one that was found.
  public var effectiveAnswer: AnswerRule {
    if let answer { return answer }
    if let settings = stepRewardSettings { return settings.answer }
    if let answer = preset.answer { return answer }
    if answerTemperature != nil { return .drawn }
    return problem.environment is Blocksworld ? .bestPath : .mostVisits
  }

  /// Why the search cannot be run, if it can only be looked at: older versions ran it, and their
  /// recordings are still there.
  public var unsupportedReason: String? {
    guard solves, !effectiveBackup.provesValues else { return nil }
    let accepted = BackupRule.allCases.filter { rule in
      rule.provesValues && rule.isFor(players: problem.players)
    }
    return
      "--solve cannot prove values that are backed up by \(effectiveBackup.rawValue): the value of "
      + "a node does not follow from its best child's; it can with --backup "
      + accepted.map(\.rawValue).joined(separator: " or ")
  }

  /// Why the plan cannot be carried out, if it cannot.
  public var validationError: String? {
    if let name = values.keys.sorted().first(where: { preset.option(named: $0) == nil }) {
      return preset.lacks(name, given: "--\(name)")
    }
    for (name, value) in given {
      guard let accepted = preset.option(named: name)?.accepted, !accepted.accepts(value) else {
        continue
      }
      return "--\(name) \(value.written): \(accepted.rejection(of: value.written))"
    }
    if !preset.takes(type(of: problem.environment)) {
      let kinds = preset.problems.map(\.name).joined(separator: ", ")
      return "\(preset.name) takes \(kinds); \(problem.name) is none of them"
    }
    return preset.validationError(self) ?? backupError
  }

  /// The numbers that were given, by the names of their options.
  private var given: [(name: String, value: OptionValue)] {
    let numbers = [
      ("c", c), ("rollouts", Double(rollouts)), ("depth-limit", depthLimit.map { Double($0) }),
    ]
    return numbers.compactMap { name, number in number.map { (name, .number($0)) } }
      + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private var backupError: String? {
    let players = problem.players
    guard let backup, !backup.isFor(players: players) else { return nil }
    let accepted = BackupRule.allCases.filter { $0.isFor(players: players) }.map(\.rawValue)
    return "--backup \(backup.rawValue) is for \(players == 2 ? "one agent" : "two players"); "
      + "accepted here: \(accepted.joined(separator: ", "))"
  }

  /// Begins the search on the calling thread.
  ///
  /// - Precondition: ``validationError`` is nil.
  public func makeSession(undoBytes: Int) -> any SearchSession {
    makeSession(SessionOptions(undoBytes: undoBytes))
  }

  /// Begins the search on the calling thread.
  ///
  /// - Precondition: ``validationError`` is nil.
  public func makeSession(_ options: SessionOptions) -> any SearchSession {
    precondition(validationError == nil, validationError ?? "")
    return preset.makeSession(self, options)
  }
}
