import SearchTrees

/// What a search's reward model has judged so far.
struct RewardMemory {
  /// The steps that were judged, by the words of their state.
  private var states: [String: [ScoredStep]] = [:]
  /// Why they got their rewards, by the words of their state and their own, and of how many steps.
  private var rationales: [String: (steps: Int, texts: [String: String])] = [:]
  private let composition: RewardComposition
  /// The statistics as they are now.
  private(set) var statistics: RewardStatistics
  /// What the models did.
  private(set) var use = ModelUse()
  private var tally = DiscriminationTally()
  private var diagnostics: RewardDiagnostics
  /// Whether nothing was known of the parts before the first state.
  private let beganUnknown: Bool
  /// Why a state could not be read, the first time that happened.
  private var failure: String?

  init(_ composition: RewardComposition, _ statistics: RewardStatistics) {
    self.composition = composition
    self.statistics = statistics
    beganUnknown = statistics.isEmpty
    diagnostics = RewardDiagnostics(composition)
  }

  /// How well the parts and their sum separate.
  var discriminations: [PartDiscrimination] { tally.discriminations }

  /// What should not be overlooked.
  var alarms: [Alarm] {
    (failure.map { [Alarm("a state could not be judged: " + $0)] } ?? [])
      + (isEstimating && !states.isEmpty
        ? [
          Alarm(
            "how the parts spread rests on \(states.count) judged states; up to "
              + "\(Self.fewestStates) it is an estimate")
        ] : []) + diagnostics.alarms(discriminations: discriminations)
  }

  /// The states after which statistics that began with nothing are more than an estimate.
  private static let fewestStates = 32

  /// Whether the statistics rest on so few states that each is taken in before it is scored.
  private var isEstimating: Bool { beganUnknown && states.count < Self.fewestStates }

  /// Returns all steps that were judged from a state.
  func steps(from prompt: String) -> [ScoredStep] { states[prompt] ?? [] }

  /// Returns the steps with these words from a state, if all of them were judged.
  func steps(_ wordings: [String], from prompt: String) -> [ScoredStep]? {
    guard let known = states[prompt] else { return nil }
    var steps: [ScoredStep] = []
    for wording in wordings {
      guard let step = known.first(where: { $0.wording == wording }) else { return nil }
      steps.append(step)
    }
    return steps
  }

  /// Returns why each step from a state got its reward, by its words; nothing of those that are recalled.
  ///
  /// Worked out once as long as no step is added: one state is reached on many ways, and each is recorded.
  mutating func rationales(from prompt: String) -> [String: String] {
    let family = steps(from: prompt).filter { !$0.isRecalled }
    if let known = rationales[prompt], known.steps == family.count { return known.texts }
    var texts: [String: String] = [:]
    for index in family.indices where texts[family[index].wording] == nil {
      texts[family[index].wording] = Rationale(of: index, among: family).text
    }
    rationales[prompt] = (family.count, texts)
    return texts
  }

  /// Scores steps in the order given, unless they were judged before, and returns all of them.
  ///
  /// - Parameter isBest: of each step, whether it is on a shortest way; nil where that is not known.
  mutating func add(
    _ wordings: [String], from prompt: String, _ evidence: StateEvidence, isBest: [Bool]?,
    seconds: Double
  ) -> [ScoredStep] {
    use.calls += evidence.calls
    use.tokens += evidence.tokens
    use.seconds += seconds
    return score(wordings, from: prompt, evidence, isBest: isBest)
  }

  /// Remembers what models said earlier of steps that were not judged here, in their own words: they did
  /// nothing now.
  mutating func recall(
    _ wordings: [String], from prompt: String, _ evidence: StateEvidence, isBest: [Bool]?
  ) {
    _ = score(wordings, from: prompt, evidence, isBest: isBest)
  }

  private mutating func score(
    _ wordings: [String], from prompt: String, _ evidence: StateEvidence, isBest: [Bool]?
  ) -> [ScoredStep] {
    if let known = steps(wordings, from: prompt) { return known }
    let known = Set(self.steps(from: prompt).map(\.wording))
    var steps: [ScoredStep] = []
    let learnsFirst = composition.update == .afterState && isEstimating
    if learnsFirst {
      for (wording, evidence) in zip(wordings, evidence.steps) where !known.contains(wording) {
        learn(from: evidence)
      }
    }
    for (wording, evidence) in zip(wordings, evidence.steps) where !known.contains(wording) {
      let score = composition.score(evidence, by: statistics)
      steps.append(
        ScoredStep(
          wording: wording, evidence: evidence, score: score,
          statisticsVersion: statistics.version))
      if composition.update == .afterStep { learn(from: score) }
    }
    if composition.update == .afterState, !learnsFirst {
      for step in steps { learn(from: step.score) }
    }
    states[prompt, default: []] += steps
    diagnostics.add(steps)
    if let isBest, known.isEmpty { tally.add(isBest: isBest, numbers(of: steps)) }
    return steps
  }

  /// Remembers what was said earlier of steps that were not judged here.
  ///
  /// The statistics learn from them as they did; the models did nothing.
  mutating func recall(
    _ wordings: [String], from prompt: String, _ verdicts: [Verdict], isBest: [Bool]?
  ) {
    // A recording that does not hold all parts, which only another program writes, is asked about again.
    guard wordings.count == verdicts.count, steps(wordings, from: prompt) == nil,
      verdicts.allSatisfy({ $0.parts.map(\.name) == composition.weights.map(\.part.rawValue) })
    else { return }
    let known = Set(steps(from: prompt).map(\.wording))
    var steps: [ScoredStep] = []
    for (wording, verdict) in zip(wordings, verdicts) where !known.contains(wording) {
      steps.append(
        ScoredStep(
          recalled: verdict, wording: wording, statisticsVersion: statistics.version))
      if composition.update == .afterStep { learn(from: verdict) }
    }
    if composition.update == .afterState {
      for step in steps { learn(from: step.score) }
    }
    states[prompt, default: []] += steps
    diagnostics.add(steps)
    if let isBest, known.isEmpty { tally.add(isBest: isBest, numbers(of: steps)) }
  }

  /// Keeps the first reason why a state could not be read.
  mutating func note(_ failure: some Error) {
    if self.failure == nil { self.failure = "\(failure)" }
  }

  private mutating func learn(from evidence: StepEvidence) {
    for entry in composition.weights {
      statistics.update(entry.part, with: entry.part.raw(of: evidence))
    }
  }

  private mutating func learn(from score: Verdict) {
    for (entry, part) in zip(composition.weights, score.parts) {
      statistics.update(entry.part, with: part.raw)
    }
  }

  private func numbers(of steps: [ScoredStep]) -> [(name: String, values: [Double])] {
    composition.weights.indices.map { index in
      (composition.weights[index].part.rawValue, steps.map { $0.score.parts[index].raw })
    } + [("R", steps.map(\.score.value))]
  }
}
