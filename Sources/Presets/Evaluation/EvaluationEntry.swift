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
    /// Without a tree: one greedy walk.
    case direct(@Sendable (any VerifiableEnvironment, UInt64) -> EvaluatedRun)
  }

  /// What its rows are called; no two entries of an evaluation have one name.
  public var name: String
  /// What it is and how its answer is chosen, in one line.
  public var remark: String
  /// How a problem is worked on, but for ``given`` and ``problemOptions``.
  public var method: Method
  /// The preset that is searched by; nil for what is none.
  public var preset: Preset?
  /// Whether the rules' verdict was taken out of the preset's rewards.
  public var isBare = false
  /// The options of the preset that were given.
  public var given: [GivenOption] = []
  /// The options that its problems have, in the place of their own.
  public var problemOptions: [GivenOption] = []
  /// The most calls of its searches, whatever the evaluation allows; nil for no limit of its own.
  public var callLimit: Int?
  private let unsupported: @Sendable (any VerifiableEnvironment) -> String?

  /// Makes an entry.
  public init(
    name: String, remark: String, method: Method,
    unsupportedReason: @escaping @Sendable (any VerifiableEnvironment) -> String? = { _ in nil }
  ) {
    self.name = name
    self.remark = remark
    self.method = method
    unsupported = unsupportedReason
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
    self.preset = preset
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
    var entry = EvaluationEntry(
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
    entry.preset = preset
    entry.isBare = true
    return entry
  }

  /// Returns entries with the bare one beside each whose rewards hold the answer key, unless it is there.
  public static func withBare(_ entries: [EvaluationEntry]) -> [EvaluationEntry] {
    let names = Set(entries.map(\.name))
    return entries.flatMap { entry -> [EvaluationEntry] in
      guard !entry.isBare, let bare = entry.preset.flatMap(Self.bare), !names.contains(bare.name)
      else { return [entry] }
      return [entry, bare]
    }
  }

  /// Where the rules' verdict on an end is in the rewards, what it is; nil where it is not.
  public var answerKey: String? { isBare ? nil : preset?.answerKey }

  /// Returns why it cannot work on a problem, if it cannot.
  public func unsupportedReason(_ item: any VerifiableEnvironment) -> String? {
    do {
      let world = try problem(item)
      if let reason = unsupported(world) { return reason }
      return try plan(world, seed: 0)?.validationError
    } catch let error as ProblemError {
      return error.reason
    } catch let error as OptionError {
      return error.reason
    } catch {
      return "\(error)"
    }
  }

  /// Returns a problem with the options that the entry has for it.
  ///
  /// - Throws: an error where it has no such option, or does not accept the value.
  func problem(
    _ item: any VerifiableEnvironment
  ) throws(ProblemError) -> any VerifiableEnvironment {
    var problem = Problem(item)
    for option in problemOptions { problem = try problem.setting(option.name, to: option.text) }
    return problem.environment as? any VerifiableEnvironment ?? item
  }

  /// Returns the plan of a search with the options that were given; nil where nothing is searched.
  ///
  /// - Throws: an error where an option cannot be given so.
  func plan(
    _ world: any VerifiableEnvironment, seed: UInt64
  ) throws(OptionError) -> SearchPlan? {
    guard case .search(let make, _) = method else { return nil }
    var plan = make(world, seed)
    try plan.set(given)
    return plan
  }

  /// Returns how the answer of a search is chosen.
  func answer(of plan: SearchPlan) -> AnswerRule {
    guard case .search(_, let answer) = method else { return plan.effectiveAnswer }
    return plan.answerTemperature == nil ? answer : .drawn
  }

  /// Everything about it that a result depends on, beside the problem, in one line.
  ///
  /// `world` is one of the problems: parameters may be scaled to it.
  public func settings(on world: any VerifiableEnvironment) -> String {
    guard let world = try? problem(world), let plan = try? plan(world, seed: 0) else {
      return remark
    }
    return settings(of: plan)
  }

  /// Returns a plan's options as ``settings(on:)`` has them.
  func settings(of plan: SearchPlan) -> String {
    let parameters = plan.recordedParameters.map { parameter in
      switch parameter.value {
      case .number(let number): "\(parameter.name)=\(number)"
      case .truth(let isOn): "\(parameter.name)=\(isOn)"
      case .text(let text): "\(parameter.name)=\(text)"
      }
    }
    return
      ([plan.preset.name] + parameters + ["answer=\(answer(of: plan).rawValue)"]
      + problemOptions.map { "problem:\($0.name)=\($0.text)" }
      + (callLimit.map { ["calls=\($0)"] } ?? []))
      .joined(separator: " ")
  }
}
