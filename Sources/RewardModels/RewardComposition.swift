/// How the parts of a reward are put together: which count, how much, and on what scale.
///
/// `R = sum over parts of w * z`, or of `w * raw` (Gao et al. 2024, algorithm 1, line 7).
public struct RewardComposition: Hashable, Sendable {
  /// A part and how much it counts.
  public struct Weight: Hashable, Sendable {
    /// The part.
    public var part: RewardPart
    /// How much it counts; 0 for a part that is only shown.
    public var weight: Double

    /// Weighs a part.
    public init(_ part: RewardPart, _ weight: Double) {
      self.part = part
      self.weight = weight
    }
  }

  /// When the statistics take in what was judged.
  public enum Update: String, Hashable, Sendable, CaseIterable {
    /// Never.
    case never
    /// After all steps from a state were scored, in the order of their words.
    case afterState = "after-state"
    /// After each step, as in Gao et al. 2024, algorithms 2 and 3: siblings are then measured by
    /// different scales.
    case afterStep = "after-step"
  }

  /// What the composition is called.
  public var name: String
  /// The parts in the order of a verdict.
  public var weights: [Weight]
  /// Whether parts are standardised within their regions before they are weighed.
  public var isStandardised: Bool
  /// What entering a state adds.
  public var goalBonus = GoalBonus.none
  /// What the amateur has read before it comes to a step.
  public var amateurMemory = AmateurMemory.fresh
  /// When the statistics change.
  public var update = Update.never

  /// Puts parts together; those of ``RewardPart/measured`` that are not among them are shown with a
  /// weight of 0.
  public init(_ name: String, _ weights: [Weight], isStandardised: Bool) {
    self.name = name
    let chosen = Set(weights.map(\.part))
    self.weights =
      weights
      + RewardPart.measured.filter { !chosen.contains($0) }.map { Weight($0, 0) }
    self.isStandardised = isStandardised
  }

  /// Puts parts of equal weights together that add up to 1.
  public static func mean(
    of parts: [RewardPart], named name: String, isStandardised: Bool = true
  ) -> RewardComposition {
    RewardComposition(
      name, parts.map { Weight($0, 1 / Double(parts.count)) }, isStandardised: isStandardised)
  }

  /// The parts that count.
  public var decisive: [RewardPart] { weights.filter { $0.weight != 0 }.map(\.part) }

  /// What is wrong with the composition, where it imitates mistakes; one sentence each.
  public var caveats: [String] {
    decisive.compactMap { part in part.caveat.map { "\(part.rawValue) \($0)" } }
      + [amateurMemory.caveat].compactMap { $0 }
  }
}

/// What entering a state adds to the estimate of the step.
public enum GoalBonus: String, Hashable, Sendable, CaseIterable {
  /// Nothing: the reward knows nothing of the rules.
  case none
  /// 50 where the goal is reached, else half of the share of it that is.
  ///
  /// `0.5 * 100` or `0.5 * share` of RAP (Hao et al. 2023) and of the public code of SC-MCTS*.
  case half

  /// Returns what is added, by the share of the goal that is reached, in 0...1.
  public func bonus(progress: Float) -> Float {
    switch self {
    case .none: 0
    case .half: progress >= 1 ? 50 : progress / 2
    }
  }
}
