import RewardModels

/// Rewards as they are written on the command line and in recordings.
///
/// A name (`best`, `paper`, `code`, `rap`, `random`), or the parts that count with their weights
/// (`R_LL=0.5,R_SE=0.5`), standardised unless `raw:` stands before them.
public enum RewardChoice {
  /// The compositions that have a name.
  public static let named: [(name: String, rewards: StepRewardSettings.Rewards)] = [
    ("best", .models(.best)), ("paper", .models(.paper)), ("code", .models(.code)),
    ("rap", .models(.rap)), ("random", .random),
  ]

  /// The names of the parts.
  public static var parts: [String] {
    RewardPart.allCases.filter { $0 != .random }.map(\.rawValue)
  }

  /// Reads rewards; nil where the text names none.
  public static func rewards(_ text: String) -> StepRewardSettings.Rewards? {
    if let known = named.first(where: { $0.name == text }) { return known.rewards }
    let isRaw = text.hasPrefix("raw:")
    var weights: [RewardComposition.Weight] = []
    for entry in text.dropFirst(isRaw ? 4 : 0).split(
      separator: ",", omittingEmptySubsequences: false)
    {
      let sides = entry.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let part = RewardPart(rawValue: String(sides[0])), part != .random,
        let weight = Double(sides[1]), weight.isFinite, abs(weight) <= 1_000,
        !weights.contains(where: { $0.part == part })
      else { return nil }
      weights.append(RewardComposition.Weight(part, weight))
    }
    guard weights.contains(where: { $0.weight != 0 }) else { return nil }
    return .models(RewardComposition(text, weights, isStandardised: !isRaw))
  }

  /// Returns rewards as they are written.
  public static func text(_ rewards: StepRewardSettings.Rewards) -> String {
    if let known = named.first(where: { $0.rewards == rewards }) { return known.name }
    guard case .models(let composition) = rewards else { return "random" }
    let weights = composition.weights.filter { $0.weight != 0 }
      .map { "\($0.part.rawValue)=\($0.weight)" }
    return (composition.isStandardised ? "" : "raw:") + weights.joined(separator: ",")
  }
}
