import Environments
import Glibc
import Groundwork
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
    var summary = SearchSummary()
    makeSession(undoBytes: 0).fill(&summary)
    return summary.parameters.map { ($0.name, .number($0.value)) } + [
      ("rollouts", .number(Double(rollouts))),
      ("solve", .truth(solves)),
      ("backup", .text(backupInForce.rawValue)),
      ("widening", .text(widening?.argument ?? "all")),
    ]
  }

  /// Whose view the values are: `mover` for the player who moved to a node, else `root`.
  public var recordedPerspective: String {
    switch backupInForce {
    case .negamax: NegamaxBackup().meaning.perspective.rawValue
    case .mean: MeanBackup().meaning.perspective.rawValue
    case .suffixSum: SuffixSumBackup().meaning.perspective.rawValue
    }
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
      throw ProblemError(
        source: problem.name,
        reason: "there is no parameter \"\(parameter)\"; known are c, fpu, rollouts, solve, "
          + "backup, widening")
    }
  }
}
