public import Environments
import RewardModels
public import TreeSearch

/// One of the kinds of search that an evaluation compares: a row of its tables.
public struct EvaluationEntry: Sendable {
  /// How a problem is worked on.
  public enum Method: Sendable {
    /// By a search, whose answer is chosen by a rule.
    case search(
      plan: @Sendable (any VerifiableEnvironment, UInt64) -> SearchPlan, answer: AnswerRule)
    /// Without a tree: one greedy walk, the best of several.
    case direct(@Sendable (any VerifiableEnvironment, UInt64) -> EvaluatedRun)
  }

  /// What its rows are called; no two entries of an evaluation have one name.
  public var name: String
  /// What it is and how its answer is chosen, in one line.
  public var remark: String
  /// How a problem is worked on.
  public var method: Method
  /// Returns why it cannot work on a problem, if it cannot.
  public var unsupportedReason: @Sendable (any VerifiableEnvironment) -> String?

  /// Makes an entry.
  public init(
    name: String, remark: String, method: Method,
    unsupportedReason: @escaping @Sendable (any VerifiableEnvironment) -> String? = { _ in nil }
  ) {
    self.name = name
    self.remark = remark
    self.method = method
    self.unsupportedReason = unsupportedReason
  }

  /// Makes the entry of a preset with its usual parameters.
  public init(_ preset: Preset) {
    let answer = preset.stepRewards?.answer ?? preset.answer ?? .mostVisits
    let key = preset.answerKey.map { "; \($0)" } ?? ""
    self.init(
      name: preset.name, remark: "\(preset.title); answer by \(answer.words)\(key)",
      method: .search(
        plan: { world, seed in
          var plan = SearchPlan(Problem(world), preset)
          plan.seed = seed
          return plan
        }, answer: answer),
      unsupportedReason: { SearchPlan(Problem($0), preset).validationError })
  }

  /// The same search as that of a preset whose rewards hold the answer key, without it; nil for other
  /// presets.
  public static func bare(_ preset: Preset) -> EvaluationEntry? {
    guard var settings = preset.stepRewards, case .models(var composition) = settings.rewards,
      composition.goalBonus != .none
    else { return nil }
    composition.goalBonus = .none
    composition.name += "-bare"
    settings.rewards = .models(composition)
    let bare = settings
    return EvaluationEntry(
      name: preset.name + "-bare",
      remark: "\(preset.name) without the rules' verdict on the goal in its rewards",
      method: .search(
        plan: { world, seed in
          var plan = SearchPlan(Problem(world), preset)
          plan.stepRewards = bare
          plan.seed = seed
          return plan
        }, answer: settings.answer),
      unsupportedReason: { SearchPlan(Problem($0), preset).validationError })
  }

  /// Returns entries with the bare one beside each whose rewards hold the answer key, unless it is there.
  public static func withBare(_ entries: [EvaluationEntry]) -> [EvaluationEntry] {
    let names = Set(entries.map(\.name))
    return entries.flatMap { entry -> [EvaluationEntry] in
      guard let bare = Preset.named(entry.name).flatMap(Self.bare), !names.contains(bare.name)
      else { return [entry] }
      return [entry, bare]
    }
  }

  /// Everything about it that a result depends on, beside the problem, in one line.
  ///
  /// `world` is one of the problems: parameters may be scaled to it.
  public func settings(on world: any VerifiableEnvironment) -> String {
    guard case .search(let plan, let answer) = method else { return remark }
    let made = plan(world, 0)
    let parameters = made.recordedParameters.map { parameter in
      switch parameter.value {
      case .number(let number): "\(parameter.name)=\(number)"
      case .truth(let isOn): "\(parameter.name)=\(isOn)"
      case .text(let text): "\(parameter.name)=\(text)"
      }
    }
    return ([made.preset.name] + parameters + ["answer=\(answer.rawValue)"])
      .joined(separator: " ")
  }
}
