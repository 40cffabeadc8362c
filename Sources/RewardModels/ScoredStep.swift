public import SearchTrees

/// A step that was judged: what the models said, and the score at that moment.
public struct ScoredStep: Hashable, Sendable {
  /// The action in words.
  public var wording: String
  /// What the models said; nothing where that was earlier, and only what was made of it is known.
  public var evidence: StepEvidence
  /// The parts and their sum; tokens and rationale are made on demand, or stand here where the models said
  /// it earlier.
  public var score: Verdict
  /// The version of the statistics by which it was scored.
  public var statisticsVersion: Int

  /// States what was judged.
  public init(wording: String, evidence: StepEvidence, score: Verdict, statisticsVersion: Int = 0) {
    self.wording = wording
    self.evidence = evidence
    self.score = score
    self.statisticsVersion = statisticsVersion
  }

  /// States what models said earlier of a step, in another run of the search.
  init(recalled verdict: Verdict, wording: String, statisticsVersion: Int) {
    self.init(
      wording: wording, evidence: .none, score: verdict, statisticsVersion: statisticsVersion)
  }

  /// Whether the models said it earlier.
  var isRecalled: Bool { evidence.places.isEmpty }
}
