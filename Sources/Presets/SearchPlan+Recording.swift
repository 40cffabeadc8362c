import Environments
import Glibc
import Groundwork
import RewardModels
import SearchTrees
public import TreeSearch

/// The value of a parameter as a recording holds it.
public enum RecordedParameter: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A choice with two sides.
  case truth(Bool)
  /// A choice by name.
  ///
  /// Untrusted text where it comes from a file.
  case text(String)
}

extension SearchPlan {
  /// The problem as a recording names it, from which the plan can be made again: as on the command
  /// line, files by their absolute path.
  public var recordedProblem: String {
    let name = problem.name
    let parts = name.split(separator: ":", maxSplits: 1)
    guard isFromFile, parts.count == 2, !parts[1].hasPrefix("/"),
      let folder = unsafe getcwd(nil, 0)
    else { return name }
    defer { unsafe free(folder) }
    return unsafe "\(parts[0]):\(String(cString: folder))/\(parts[1])"
  }

  private var isFromFile: Bool {
    switch problem {
    case .tree: true
    case .blocksworld(let world): world.name.lowercased().hasSuffix(".pddl")
    case .ticTacToe, .connectFour, .bandit: false
    }
  }

  /// Everything beside problem, preset and seed that the tree depends on, with the values in force.
  public var recordedParameters: [(name: String, value: RecordedParameter)] {
    if let settings = judgedSettings {
      var parameters: [(name: String, value: RecordedParameter)] = [
        ("c", .number(settings.c)), ("c-scale", .text(settings.scalesC ? "spread" : "one")),
        ("reward", .text(RewardChoice.text(settings.rewards))),
        ("regions", .text(settings.regions.rawValue)), ("update", .text(settings.update.rawValue)),
        ("unvisited", .text(settings.unvisited.rawValue)),
        ("backup", .text(settings.backup.rawValue)),
        ("avoids-repeats", .truth(settings.avoidsRepeats)),
        ("closes", .truth(settings.closes && !problem.isStochastic)),
        ("enters-last-layer", .truth(settings.entersLastLayer)),
        ("world-model", .text(settings.worldModel.rawValue)),
        ("propose", .text(settings.proposal.argument)),
      ]
      if let depthLimit { parameters.append(("depth-limit", .number(Double(depthLimit)))) }
      return parameters
    }
    var summary = SearchSummary()
    makeSession(undoBytes: 0).fill(&summary)
    return summary.parameters.map { ($0.name, .number($0.value)) } + [
      ("rollouts", .number(Double(rollouts))),
      ("solve", .truth(solvesInForce)),
      ("backup", .text(backupInForce.rawValue)),
      ("widening", .text(widening?.argument ?? "all")),
    ] + (ties == .first ? [] : [("ties", .text(ties.rawValue))])
  }

  /// Whose view the values are: `mover` for the player who moved to a node, else `root`.
  public var recordedPerspective: String {
    backupInForce.rule.meaning.perspective.rawValue
  }

  /// Makes the plan of a recorded search.
  ///
  /// A parameter that is not there has its usual value.
  /// - Throws: a `ProblemError` that says which part is unknown and what is accepted.
  public init(
    problem name: String, algorithm: String, seed: UInt64,
    parameters: [(name: String, value: RecordedParameter)]
  ) throws(ProblemError) {
    self.init(try Problem.named(name))
    guard let preset = Preset(rawValue: algorithm) else {
      let known = Preset.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProblemError(
        source: name, reason: "there is no algorithm \"\(algorithm)\"; known are \(known)")
    }
    self.preset = preset
    self.seed = seed
    for parameter in parameters { try set(parameter.name, to: parameter.value) }
    if let mistake { throw ProblemError(source: name, reason: mistake) }
  }

  private mutating func set(
    _ parameter: String, to value: RecordedParameter
  ) throws(ProblemError) {
    func unacceptable(_ expected: String) -> ProblemError {
      ProblemError(
        source: problem.name, reason: "the parameter \"\(parameter)\": expected \(expected)")
    }
    switch (parameter, value) {
    case ("c", .number(let number)): c = number
    case ("fpu", .number(let number)): fpu = number
    case ("c", _), ("fpu", _): throw unacceptable("a number")
    case ("rollouts", .number(let number)):
      guard let count = Int(exactly: number) else { throw unacceptable("a whole number") }
      rollouts = count
    case ("rollouts", _): throw unacceptable("a whole number")
    case ("ties", .text(let name)):
      guard let rule = TieRule(rawValue: name) else { throw unacceptable("first or random") }
      ties = rule
    case ("ties", _): throw unacceptable("a name")
    case ("solve", .truth(let isOn)): solves = isOn
    case ("solve", _): throw unacceptable("true or false")
    case ("backup", .text(let name)):
      let known = BackupRule.allCases.map(\.rawValue).joined(separator: ", ")
      guard let rule = BackupRule(rawValue: name) else { throw unacceptable("one of \(known)") }
      backup = rule
    case ("backup", _): throw unacceptable("a name")
    case ("widening", .text(let name)):
      guard let choice = WideningChoice(name) else {
        throw unacceptable("all, one or progressive:FACTOR,EXPONENT")
      }
      widening = choice.rule
    case ("widening", _): throw unacceptable("a name")
    default:
      if try setJudged(parameter, to: value) { return }
      throw ProblemError(
        source: problem.name,
        reason: "there is no parameter \"\(parameter)\"; known are c, fpu, rollouts, solve, "
          + "backup, widening, ties" + (preset.judged == nil ? "" : Self.judgedParameters))
    }
  }

  private static let judgedParameters =
    ", c-scale, reward, regions, update, unvisited, avoids-repeats, closes, enters-last-layer, "
    + "world-model, propose, depth-limit"

  /// Sets a parameter of a search of judged steps; false if it is none.
  private mutating func setJudged(
    _ parameter: String, to value: RecordedParameter
  ) throws(ProblemError) -> Bool {
    guard var settings = judged ?? preset.judged else { return false }
    func unacceptable(_ expected: String) -> ProblemError {
      ProblemError(
        source: problem.name, reason: "the parameter \"\(parameter)\": expected \(expected)")
    }
    switch (parameter, value) {
    case ("c-scale", .text("spread")): settings.scalesC = true
    case ("c-scale", .text("one")): settings.scalesC = false
    case ("c-scale", _): throw unacceptable("spread or one")
    case ("reward", .text(let text)):
      guard let rewards = RewardChoice.rewards(text) else { throw unacceptable("a known reward") }
      settings.rewards = rewards
    case ("reward", _): throw unacceptable("a name")
    case ("unvisited", .text(let name)):
      let known = UnvisitedRule.allCases.map(\.rawValue).joined(separator: ", ")
      guard let rule = UnvisitedRule(rawValue: name) else { throw unacceptable("one of \(known)") }
      settings.unvisited = rule
    case ("unvisited", _): throw unacceptable("a name")
    case ("regions", .text(let name)):
      guard let choice = JudgedSettings.RegionChoice(rawValue: name) else {
        throw unacceptable("one or found")
      }
      settings.regions = choice
    case ("update", .text(let name)):
      let known = RewardComposition.Update.allCases.map(\.rawValue).joined(separator: ", ")
      guard let choice = RewardComposition.Update(rawValue: name) else {
        throw unacceptable("one of \(known)")
      }
      settings.update = choice
    case ("regions", _), ("update", _): throw unacceptable("a name")
    case ("avoids-repeats", .truth(let isOn)): settings.avoidsRepeats = isOn
    case ("closes", .truth(let isOn)): settings.closes = isOn
    case ("enters-last-layer", .truth(let isOn)): settings.entersLastLayer = isOn
    case ("avoids-repeats", _), ("closes", _), ("enters-last-layer", _):
      throw unacceptable("true or false")
    case ("world-model", .text(let name)):
      guard let model = JudgedSettings.WorldModel(rawValue: name) else {
        throw unacceptable("rules or expert")
      }
      settings.worldModel = model
    case ("propose", .text(let text)):
      guard let proposal = JudgedSettings.Proposal(text) else {
        throw unacceptable("legal or the number of samples, from 1 to 64")
      }
      settings.proposal = proposal
    case ("world-model", _), ("propose", _): throw unacceptable("a name")
    case ("depth-limit", .number(let number)):
      guard let depth = Int(exactly: number), 1...60_000 ~= depth else {
        throw unacceptable("a whole number from 1 to 60000")
      }
      depthLimit = depth
    case ("depth-limit", _): throw unacceptable("a whole number")
    default: return false
    }
    judged = settings
    return true
  }
}
