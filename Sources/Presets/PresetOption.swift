import Groundwork

/// Something that can be set in a preset: its name on the command line and in recordings, what it
/// accepts, what it does.
///
/// This is the only place where an option is spelled. A preset that lists it can be given it by
/// `--set NAME=VALUE`; its recordings hold it, and `treetop presets` describes it.
public struct PresetOption: Sendable {
  /// A name that recordings of older versions have for an option.
  public struct FormerSpelling: Sendable {
    /// The name.
    public var name: String
    /// What the values of then are called today; a value that is not here is taken as it is.
    public var values: [OptionValue: OptionValue]

    /// Describes a former spelling.
    public init(_ name: String, values: [OptionValue: OptionValue] = [:]) {
      self.name = name
      self.values = values
    }
  }

  /// The name, as in `--set NAME=VALUE`.
  public let name: String
  /// What older recordings call it.
  public var formerSpellings: [FormerSpelling] = []
  /// What it does, in a sentence.
  public let help: String
  /// What the help calls its value, as in `--c <x>`.
  public let valueName: String
  /// The values that it accepts.
  public let accepted: AcceptedValues
  /// The value that it has unless it is given, in words.
  public let usual: String
  /// The option that says the same thing in another way; only one of the two can be given.
  public var alternative: String?
  private let value: @Sendable (SearchPlan) -> OptionValue?
  private let setter: @Sendable (inout SearchPlan, OptionValue) -> Void

  /// Describes an option.
  ///
  /// - Parameters:
  ///   - get: the value in force in a plan; nil where nothing is recorded of it.
  ///   - set: puts an accepted value into a plan.
  public init(
    _ name: String, help: String, valueName: String, accepted: AcceptedValues, usual: String,
    get: @escaping @Sendable (SearchPlan) -> OptionValue?,
    set: @escaping @Sendable (inout SearchPlan, OptionValue) -> Void
  ) {
    self.name = name
    self.help = help
    self.valueName = valueName
    self.accepted = accepted
    self.usual = usual
    value = get
    setter = set
  }

  /// Describes an option of one preset alone, whose value the plan keeps for it: ``SearchPlan/values``.
  public init(
    _ name: String, help: String, valueName: String, accepted: AcceptedValues, usual: OptionValue
  ) {
    self.init(
      name, help: help, valueName: valueName, accepted: accepted, usual: usual.written,
      get: { $0.values[name] ?? usual }, set: { $0.values[name] = $1 })
  }

  /// Returns the value in force in a plan; nil where nothing is recorded of it.
  public func value(in plan: SearchPlan) -> OptionValue? { value(plan) }

  /// Puts a value into a plan.
  ///
  /// - Precondition: it is accepted.
  public func set(_ value: OptionValue, in plan: inout SearchPlan) {
    precondition(accepted.accepts(value), "\(name): accepted is \(accepted.words)")
    setter(&plan, value)
  }

  /// Returns the value that a member of a recording means, if the member is this option's: under its name
  /// or one that it had before.
  func recordedValue(_ member: String, _ value: OptionValue) -> OptionValue? {
    if member == name { return value }
    return formerSpellings.first { $0.name == member }.map { $0.values[value] ?? value }
  }
}

extension PresetOption {
  /// The options of presets, each name once: that of the first preset which has it.
  public static let all: [PresetOption] = {
    var options: [PresetOption] = []
    for option in Preset.all.flatMap(\.options)
    where !options.contains(where: { $0.name == option.name }) {
      options.append(option)
    }
    return options
  }()

  /// Returns the presets that have an option of this name.
  public static func presets(with name: String, among presets: [Preset] = Preset.all) -> [Preset] {
    presets.filter { $0.option(named: name) != nil }
  }
}
