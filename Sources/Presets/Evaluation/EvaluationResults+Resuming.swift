import Environments
public import TreeSearch

extension EvaluationResults {
  /// Checks that the first line of a file holds the settings of this evaluation.
  ///
  /// Returns the settings as the file has them.
  /// - Throws: an error that names the difference.
  @discardableResult
  public func check(
    _ record: EvaluationRecord, _ settings: EvaluationSettings, _ entries: [EvaluationEntry],
    _ problems: ProblemSet
  ) throws(ProblemError) -> EvaluationSettings {
    guard case .settings(let written) = record else {
      throw ProblemError(source: "", reason: "expected the settings of an evaluation")
    }
    let others =
      problems.items.first.map { written.inPresentTerms(entries, on: $0.world) } ?? written
    if let difference = settings.difference(from: others) {
      throw ProblemError(
        source: "",
        reason:
          "the file has other settings: \(difference); give the same ones, or begin a new file"
          + " by --output")
    }
    return written
  }

  /// Checks that nothing is left to do of rows that an older version made otherwise.
  ///
  /// - Throws: an error that names such a row.
  public func check(
    completenessFor settings: EvaluationSettings, _ entries: [EvaluationEntry]
  ) throws(ProblemError) {
    for (entry, runs) in zip(entries, runs)
    where settings.rowsMadeOtherwise.contains(entry.name) && runs.contains(where: { $0 == nil }) {
      throw ProblemError(
        source: "",
        reason:
          "\(entry.name) was made of walks that the expert drew, and is not complete; begin a "
          + "new file by --output")
    }
  }

  /// Takes a run from a file; `settings` are those of the file.
  ///
  /// - Throws: an error where it is none of this evaluation, or is there already.
  public mutating func take(
    _ record: EvaluationRecord, _ entries: [EvaluationEntry], _ problems: ProblemSet,
    of settings: EvaluationSettings = EvaluationSettings([])
  ) throws(ProblemError) {
    guard case .run(let written, let position, let problem, let run) = record else {
      throw ProblemError(source: "", reason: "expected a run; the settings stand in the first line")
    }
    let name = settings.isFormer ? EvaluationEntry.presentName(of: written) : written
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
