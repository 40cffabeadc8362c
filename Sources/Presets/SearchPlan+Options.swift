import Groundwork

/// An option as a person gave it.
public struct GivenOption: Hashable, Sendable {
  /// The name of the option.
  public var name: String
  /// The value as it was written.
  public var text: String
  /// How it was written, as in `--set c=2` or `--c`.
  public var spelling: String

  /// Describes a given option.
  public init(_ name: String, _ text: String, spelling: String) {
    self.name = name
    self.text = text
    self.spelling = spelling
  }
}

/// Why options cannot be given so: what is wrong, where, and what is accepted, in one line.
public struct OptionError: Error, Hashable, Sendable {
  /// The line.
  public var reason: String
}

extension SearchPlan {
  /// Puts given options into the plan.
  ///
  /// - Throws: an error where the preset lacks one, where a value is not accepted, and where two of them
  ///   contradict each other.
  public mutating func set(_ given: [GivenOption]) throws(OptionError) {
    var taken: [(subject: String, given: GivenOption, value: OptionValue)] = []
    for item in given {
      guard let option = preset.option(named: item.name) else {
        throw OptionError(reason: preset.lacks(item.name, given: item.spelling))
      }
      guard let value = option.accepted.value(written: item.text) else {
        throw OptionError(
          reason: "\(item.spelling): \(option.accepted.rejection(of: item.text)), not "
            + "\"\(item.text)\"")
      }
      let subject = option.alternative ?? option.name
      if let other = taken.first(where: { $0.subject == subject }) {
        if other.given.name == item.name, other.value == value { continue }
        throw OptionError(
          reason: "\(other.given.spelling) and \(item.spelling) both say what \(subject) is; give "
            + "one of them")
      }
      taken.append((subject, item, value))
      option.set(value, in: &self)
    }
  }
}

extension Preset {
  /// Says that the preset lacks an option, who has it, or what was most likely meant.
  ///
  /// - Parameter spelling: how the option was given.
  func lacks(_ option: String, given spelling: String) -> String {
    let others = PresetOption.presets(with: option).map(\.name)
    guard others.isEmpty else {
      return "\(spelling) is for \(others.joined(separator: ", ")); \(name) has no such option"
    }
    let names = options.map(\.name)
    let hint = EditDistance.nearest(to: option, among: names).map { "did you mean \($0)? " } ?? ""
    return "\(spelling): there is no option \"\(option)\"; \(hint)\(name) has "
      + names.joined(separator: ", ")
  }
}
