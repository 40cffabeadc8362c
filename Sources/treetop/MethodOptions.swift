import ArgumentParser
import Environments
import Presets
import TreeSearch

/// What makes the search the one it is.
struct MethodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The kind of search: \(Preset.all.map(\.name).joined(separator: ", ")); treetop presets \
      tells more. (default: uct)
      """,
      valueName: "preset"),
    completion: .list(Preset.all.map(\.name)), transform: OptionParsers.preset)
  var preset: Preset?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      Set an option of the preset; may be given several times. treetop presets NAME lists them. Those \
      below, and those under "Rewards of steps", are short forms.
      """, valueName: "name=value"),
    completion: .custom { words, _, _ in OptionParsers.settings(completing: words) },
    transform: OptionParsers.setting)
  var set: [GivenOption] = []

  @Option("c") var c: GivenOption?
  @Option("fpu") var fpu: GivenOption?
  @Option("rollouts") var rollouts: GivenOption?
  @Flag("solve") var solve = false
  @Option("backup") var backup: GivenOption?
  @Option("widening") var widening: GivenOption?
  @Option("ties") var ties: GivenOption?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("One seed, one tree. (default: 0)", valueName: "s"),
    transform: OptionParsers.seed)
  var seed: UInt64 = 0

  /// The options of the preset that were given.
  private var given: [GivenOption] {
    let proof = solve ? GivenOption("solve", "on", spelling: "--solve") : nil
    return set + [c, fpu, rollouts, proof, backup, widening, ties].compactMap { $0 }
  }

  /// Whether nothing was chosen.
  var isUsual: Bool { preset == nil && seed == 0 && given.isEmpty }

  /// Returns the plan for the problem that is named, or for the preset's first one, or says why there is
  /// none.
  func plan(
    for problem: String?, _ rewards: StepRewardOptions, among kinds: [ProblemKind] = ProblemKind.all
  ) throws(CommandError) -> SearchPlan {
    guard let problem = problem ?? preset?.firstProblem else {
      throw .usage("expected a '<problem>' to search; treetop search --help lists them")
    }
    var plan: SearchPlan
    do throws(ProblemError) {
      plan = SearchPlan(try Problem.named(problem, among: kinds), preset ?? .uct)
    } catch {
      throw CommandError(error, in: problem)
    }
    plan.seed = seed
    do throws(OptionError) {
      try plan.set(given + rewards.given)
    } catch {
      throw .usage(error.reason)
    }
    if let reason = plan.validationError ?? plan.unsupportedReason { throw .usage(reason) }
    return plan
  }
}

extension Option where Value == GivenOption? {
  /// Declares the short form `--NAME VALUE` of an option of some presets.
  init(_ name: String) {
    let option = PresetOption.named(name)
    self.init(
      name: .customLong(name), parsing: .unconditional,
      help: ArgumentHelp(option.helpOfShortForm, valueName: option.valueName),
      completion: option.accepted.examples.isEmpty ? nil : .list(option.accepted.examples),
      transform: { text in
        guard option.accepted.value(written: text) != nil else {
          throw ValidationError(option.accepted.rejection(of: text))
        }
        return GivenOption(name, text, spelling: "--" + name)
      })
  }
}

extension Flag where Value == Bool {
  /// Declares the short form `--NAME` of an option of some presets that is on or off.
  init(wrappedValue: Bool, _ name: String) {
    self.init(
      wrappedValue: wrappedValue, name: .customLong(name),
      help: ArgumentHelp(PresetOption.named(name).helpOfShortForm))
  }
}

extension PresetOption {
  /// Returns the option of this name of the first preset which has one.
  ///
  /// - Precondition: there is one.
  fileprivate static func named(_ name: String) -> PresetOption {
    guard let option = all.first(where: { $0.name == name }) else {
      preconditionFailure("no preset has an option \(name)")
    }
    return option
  }

  /// What the help says: what it does, what is accepted, its usual value, and the preset if only one has it.
  fileprivate var helpOfShortForm: String {
    let presets = Self.presets(with: name)
    let only = presets.count == 1 ? presets.map { $0.name + " only. " }.joined() : ""
    let words = if case .words(let words) = accepted { words } else { [] as [String] }
    let isTold = words.allSatisfy { help.contains($0) }
    let choice = isTold ? "" : " One of " + words.joined(separator: ", ") + "."
    let values = Set(presets.compactMap { $0.option(named: name)?.usual })
    return "\(only)\(help)\(choice) (default: \(values.count == 1 ? usual : "the preset's"))"
  }
}

extension OptionParsers {
  /// Reads the name of a preset.
  static let preset: @Sendable (String) throws -> Preset = { text in
    guard let preset = Preset.named(text) else {
      throw ValidationError(accepted(Preset.all.map(\.name), insteadOf: text))
    }
    return preset
  }

  /// Reads `NAME=VALUE`; whether the preset has that option, and accepts that value, is not known yet.
  static let setting: @Sendable (String) throws -> GivenOption = { text in
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[0].isEmpty else {
      throw ValidationError("accepted is NAME=VALUE, as in c=1.4; treetop presets NAME lists them")
    }
    return GivenOption(String(sides[0]), String(sides[1]), spelling: "--set \(text)")
  }

  /// Returns what can stand behind `--set`: the options of the preset that the words name, each with the
  /// values that can be counted.
  static func settings(completing words: [String]) -> [String] {
    let place = words.lastIndex(of: "--preset").map { $0 + 1 }
    let name = place.flatMap { words.indices.contains($0) ? words[$0] : nil }
    let preset = name.flatMap { Preset.named($0) }
    return (preset?.options ?? PresetOption.all).flatMap { option in
      let values = option.accepted.examples
      return (values.isEmpty ? [""] : values).map { "\(option.name)=\($0)" }
    }
  }
}
