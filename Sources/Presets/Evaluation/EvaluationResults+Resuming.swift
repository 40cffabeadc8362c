import Environments
public import TreeSearch

extension EvaluationResults {
  /// Checks that the first line of a file holds the settings of this evaluation.
  ///
  /// - Throws: an error that names the difference.
  public func check(
    _ record: EvaluationRecord, _ settings: EvaluationSettings
  ) throws(ProblemError) {
    guard case .settings(let others) = record else {
      throw ProblemError(source: "", reason: "expected the settings of an evaluation")
    }
    if let difference = settings.difference(from: others) {
      throw ProblemError(
        source: "",
        reason:
          "the file has other settings: \(difference); give the same ones, or begin a new file"
          + " by --output")
    }
  }

  /// Takes a run from a file.
  ///
  /// - Throws: an error where it is none of this evaluation, or is there already.
  public mutating func take(
    _ record: EvaluationRecord, _ entries: [EvaluationEntry], _ problems: ProblemSet
  ) throws(ProblemError) {
    guard case .run(let name, let position, let problem, let run) = record else {
      throw ProblemError(source: "", reason: "expected a run; the settings stand in the first line")
    }
    guard let entry = entries.firstIndex(where: { $0.name == name }) else {
      throw ProblemError(source: "", reason: "there is no row \"\(name)\" in this evaluation")
    }
    guard problems.items.indices.contains(position),
      problems.items[position].world.name == problem
    else {
      throw ProblemError(
        source: "", reason: "problem \(position) of this evaluation is another one")
    }
    guard self[entry, position] == nil else {
      throw ProblemError(
        source: "", reason: "problem \(position) under \(name) is there already")
    }
    self[entry, position] = run
  }
}
