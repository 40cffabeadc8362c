import Groundwork
public import SearchTrees

/// Watches the rewards of a search for what its reader should not overlook.
///
/// O(parts times steps) a state; nothing is kept but sums.
public struct RewardDiagnostics: Hashable, Sendable {
  /// What is summed up of one part that counts.
  fileprivate struct Tally: Hashable, Sendable {
    /// The squares of the distances of its contributions from their mean among siblings.
    var spread = 0.0
    /// How many steps were scored.
    var steps = 0
    /// Steps more than three deviations away from the mean of their region.
    var outliers = 0
    /// The furthest of them.
    var furthest = 0.0
    /// States with siblings in different regions.
    var splitStates = 0
  }

  /// Fewer states raise no alarm that rests on shares.
  private static let fewestStates = 10

  private let composition: RewardComposition
  private var tallies: [Tally]
  private var states = 0
  private var familiesOfSeveral = 0
  private var changedScales = 0
  private var promptShare = 0.0

  /// Begins to watch a composition.
  public init(_ composition: RewardComposition) {
    self.composition = composition
    tallies = composition.weights.map { _ in Tally() }
  }

  /// Takes in the steps from one state.
  public mutating func add(_ steps: [ScoredStep]) {
    guard let first = steps.first else { return }
    states += 1
    if steps.count > 1 { familiesOfSeveral += 1 }
    if steps.contains(where: { $0.statisticsVersion != first.statisticsVersion }) {
      changedScales += 1
    }
    let whole = first.isRecalled ? 0 : RewardPart.wholeLogLikelihood.raw(of: first.evidence)
    if whole < 0 { promptShare += first.evidence.promptLogLikelihood / whole }
    for index in tallies.indices where composition.weights[index].weight != 0 {
      tallies[index].add(steps.map { $0.score.parts[index] })
    }
  }

  /// What should not be overlooked, most general first.
  ///
  /// - Parameter discriminations: how well each part separates, by its name.
  public func alarms(discriminations: [PartDiscrimination]) -> [Alarm] {
    (caveats + dominance + discriminations.filter(isUseless).map(Self.text(ofUseless:)) + regions
      + outliers + scales).map { Alarm($0) }
  }

  private var caveats: [String] {
    var texts: [String] = []
    if composition.decisive.contains(.wholeLogLikelihood), states > 0 {
      let share = promptShare / Double(states)
      texts.append(
        "R_LL' grows with the prompt: \(Self.percent(share)) of it is about the prompt, "
          + "not about the action")
    }
    if composition.amateurMemory != .fresh, familiesOfSeveral > 0 {
      texts.append(
        "R_JSD' changes when siblings change places: the amateur still remembers those before")
    }
    return texts
  }

  private var dominance: [String] {
    let whole = tallies.reduce(0) { $0 + $1.spread }
    guard composition.decisive.count > 1, familiesOfSeveral >= Self.fewestStates, whole > 0 else {
      return []
    }
    return named { tally, name in
      tally.spread / whole > 0.95
        ? "\(name) alone explains \(Self.percent(tally.spread / whole)) of the variance among siblings"
        : nil
    }
  }

  private func isUseless(_ discrimination: PartDiscrimination) -> Bool {
    discrimination.states >= Self.fewestStates && discrimination.auc <= 0.5
      && composition.decisive.contains { $0.rawValue == discrimination.name }
  }

  private static func text(ofUseless discrimination: PartDiscrimination) -> String {
    let value = NumberText.fixed(discrimination.auc, places: 2)
    return
      "\(discrimination.name) separates nothing: \(value) over \(discrimination.states) states, "
      + "and .50 is chance"
  }

  private var regions: [String] {
    named { tally, name in
      tally.splitStates > 0
        ? "siblings fall in different regions of \(name) at \(tally.splitStates) of \(states) states"
        : nil
    }
  }

  /// One in 370 normal numbers lies beyond three deviations; one in a hundred says that the statistics
  /// are of something else.
  private var outliers: [String] {
    named { tally, name in
      tally.outliers >= 3 && tally.outliers * 100 > tally.steps
        ? "\(tally.outliers) of \(tally.steps) steps lie beyond three deviations of \(name), "
          + "the furthest at \(NumberText.fixed(tally.furthest, places: 1))"
        : nil
    }
  }

  private var scales: [String] {
    changedScales > 0
      ? ["the statistics changed between siblings at \(changedScales) of \(states) states"] : []
  }

  private func named(_ text: (Tally, String) -> String?) -> [String] {
    zip(tallies, composition.weights).compactMap { text($0, $1.part.rawValue) }
  }

  private static func percent(_ share: Double) -> String {
    NumberText.plain(share * 100, places: 0) + " %"
  }
}

extension RewardDiagnostics.Tally {
  fileprivate mutating func add(_ parts: [VerdictPart]) {
    let contributions = parts.map { $0.contribution ?? 0 }
    let mean = contributions.reduce(0, +) / Double(contributions.count)
    spread += contributions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    steps += parts.count
    for number in parts.compactMap(\.normalized) where abs(number) > 3 {
      outliers += 1
      if abs(number) > abs(furthest) { furthest = number }
    }
    if Set(parts.map(\.region)).count > 1 { splitStates += 1 }
  }
}
