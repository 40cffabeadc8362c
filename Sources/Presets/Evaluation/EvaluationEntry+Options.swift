import Groundwork

/// An option that an evaluation is given with a list of values, each of which makes rows of its own.
public struct OptionList: Hashable, Sendable {
  /// The name of the option.
  public var name: String
  /// The values as they were written, with commas between them.
  public var text: String

  /// Describes a list.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

extension EvaluationEntry {
  /// The names of all options that a list of values can be given to: those of problems, then those of
  /// presets, each name once.
  public static var optionNames: [String] {
    var names: [String] = []
    for name in ProblemSource.all.flatMap(\.options).map(\.name) + PresetOption.all.map(\.name)
    where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// Returns entries with the options of lists: of each entry whose preset or whose problems have an option
  /// one for each of its values, in the order of the lists.
  ///
  /// An entry is called by its values too, where there is more than one.
  /// - Parameter source: what the problems are drawn from; nil where they come from files.
  /// - Throws: an error where no entry has an option, an option is given twice, or a value is not accepted.
  public static func with(
    _ lists: [OptionList], _ entries: [EvaluationEntry], on source: ProblemSource?
  ) throws(OptionError) -> [EvaluationEntry] {
    var entries = entries
    for (place, list) in lists.enumerated() {
      if lists[..<place].contains(where: { $0.name == list.name }) {
        throw OptionError(reason: "--\(list.name) is given twice; give one list")
      }
      let problems = source?.options.first { $0.name == list.name }
      guard problems != nil || entries.contains(where: { $0.option(list.name) != nil }) else {
        throw OptionError(reason: lacking(list.name, source))
      }
      var rows: [EvaluationEntry] = []
      for entry in entries {
        let ofPreset = entry.option(list.name)
        guard let accepted = problems?.accepted ?? ofPreset?.accepted else {
          rows.append(entry)
          continue
        }
        let values = try list.values(accepted)
        for value in values {
          var row = entry
          let option = GivenOption(list.name, value, spelling: "--\(list.name) \(value)")
          if problems != nil { row.problemOptions.append(option) }
          if ofPreset != nil { row.given.append(option) }
          if values.count > 1 { row.name += " \(list.name)=\(value)" }
          rows.append(row)
        }
      }
      entries = rows
    }
    return entries
  }

  private func option(_ name: String) -> PresetOption? { preset?.option(named: name) }

  /// Says that no row has an option, and who has it.
  private static func lacking(_ name: String, _ source: ProblemSource?) -> String {
    let presets = PresetOption.presets(with: name).map(\.name)
    let sources = ProblemSource.all.filter { $0.options.contains { $0.name == name } }.map(\.name)
    if presets.isEmpty, sources.isEmpty {
      let near = EditDistance.nearest(to: name, among: optionNames)
      return "--set: there is no option \"\(name)\"; "
        + (near.map { "did you mean \($0)? " } ?? "") + "treetop presets NAME lists them"
    }
    return "--\(name) is for \((sources + presets).joined(separator: ", ")); no row here has it"
  }
}

extension OptionList {
  /// Returns the values of the list, each as it was written; a value may have commas itself.
  ///
  /// - Throws: an error that names the first one which is not accepted, or is there twice.
  func values(_ accepted: AcceptedValues) throws(OptionError) -> [String] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    var values: [String] = []
    var start = 0
    while start < parts.count {
      let ends = (start..<parts.count).reversed()
      let end = ends.first {
        accepted.value(written: parts[start...$0].joined(separator: ",")) != nil
      }
      guard let end else {
        throw OptionError(
          reason: "--\(name) \(text): \(accepted.rejection(of: String(parts[start]))), not "
            + "\"\(parts[start])\"")
      }
      let value = parts[start...end].joined(separator: ",")
      if values.contains(where: { accepted.value(written: $0) == accepted.value(written: value) }) {
        throw OptionError(reason: "--\(name) \(text): each value is accepted once")
      }
      values.append(value)
      start = end + 1
    }
    return values
  }
}
