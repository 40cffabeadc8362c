import Environments
import Glibc
import Groundwork
import RewardModels
public import SearchTrees
public import TreeSearch

extension SearchPlan {
  /// The problem as a recording names it, from which the plan can be made again: as on the command
  /// line, files by their absolute path.
  public var recordedProblem: String {
    let name = problem.name
    let parts = name.split(separator: ":", maxSplits: 1)
    guard problem.isFromFile, parts.count == 2, !parts[1].hasPrefix("/"),
      let folder = unsafe getcwd(nil, 0)
    else { return name }
    defer { unsafe free(folder) }
    return unsafe "\(parts[0]):\(String(cString: folder))/\(parts[1])"
  }

  /// Everything beside problem, preset and seed that the tree depends on, with the values in force.
  public var recordedParameters: [(name: String, value: OptionValue)] {
    preset.options.compactMap { option in
      option.value(in: self).map { (option.name, $0) }
    }
  }

  /// Lets the models be those of a recording: they answer what its calls know, once these are restored, and
  /// nobody is asked.
  public mutating func takeModels(
    recorded servers: [ModelServer], calls: KeptCalls = KeptCalls()
  ) {
    if let pair = ServerPair(recorded: servers, calls: calls) { models = pair }
  }

  /// Whose view the values are: `mover` for the player who moved to a node, else `root`.
  public var recordedPerspective: String {
    preset.valuesAreForRoot
      ? ValueMeaning.Perspective.root.rawValue : effectiveBackup.rule.meaning.perspective.rawValue
  }

  /// Makes the plan of a recorded search.
  ///
  /// A parameter that is not there has its usual value. Names and values of older versions are understood.
  /// - Throws: a `ProblemError` that says which part is unknown and what is accepted.
  public init(
    problem name: String, algorithm: String, seed: UInt64,
    parameters: [(name: String, value: OptionValue)], presets: [Preset] = Preset.all
  ) throws(ProblemError) {
    let problem = try Problem.named(name)
    let preset = presets.first { $0.name == algorithm || $0.formerNames.contains(algorithm) }
    guard let preset else {
      let known = presets.map(\.name).joined(separator: ", ")
      throw ProblemError(
        source: name, reason: "there is no algorithm \"\(algorithm)\"; known are \(known)")
    }
    self.init(problem, preset)
    self.seed = seed
    try setRecorded(parameters)
    if let validationError { throw ProblemError(source: name, reason: validationError) }
  }

  /// Sets what a recording holds, by names and values of this version or older ones.
  mutating func setRecorded(
    _ parameters: [(name: String, value: OptionValue)]
  ) throws(ProblemError) {
    for parameter in parameters { try set(parameter.name, to: parameter.value) }
  }

  private mutating func set(
    _ parameter: String, to value: OptionValue
  ) throws(ProblemError) {
    for option in preset.options {
      guard let value = option.recordedValue(parameter, value) else { continue }
      guard option.accepted.accepts(value) else {
        throw ProblemError(
          source: problem.name,
          reason: "the parameter \"\(parameter)\": expected \(option.accepted.recordedWords)")
      }
      option.set(value, in: &self)
      return
    }
    let known = preset.options.map(\.name).joined(separator: ", ")
    throw ProblemError(
      source: problem.name,
      reason: "there is no parameter \"\(parameter)\" of \(preset.name); known are \(known)")
  }
}
