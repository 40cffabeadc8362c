import Environments
import Groundwork
import TreeSearch

/// Settings that an older version wrote.
extension EvaluationSettings {
  /// Returns the settings in the words of this version: rows by their present names, and their options by
  /// what they are called now, those that were not there with their usual value.
  ///
  /// What cannot be understood stays as it is, and so differs.
  /// - Parameters:
  ///   - entries: the rows of this evaluation.
  ///   - world: one of its problems.
  func inPresentTerms(
    _ entries: [EvaluationEntry], on world: any VerifiableEnvironment
  ) -> EvaluationSettings {
    var settings = self
    for (place, item) in items.enumerated() where item.name.hasPrefix("row ") {
      let written = String(item.name.dropFirst(4))
      let name = isFormer ? EvaluationEntry.presentName(of: written) : written
      settings.items[place].name = "row " + name
      guard let entry = entries.first(where: { $0.name == name }) else { continue }
      let isOther = isFormer && EvaluationEntry.isMadeOtherwise(written)
      settings.items[place].value =
        isOther ? entry.settings(on: world) : entry.presentSettings(item.value, on: world)
    }
    return settings
  }

  /// The present names of the rows that an older version made otherwise.
  var rowsMadeOtherwise: [String] {
    guard isFormer else { return [] }
    let names = items.filter { $0.name.hasPrefix("row ") }.map { String($0.name.dropFirst(4)) }
    return names.filter(EvaluationEntry.isMadeOtherwise).map(EvaluationEntry.presentName)
  }
}

extension EvaluationEntry {
  /// Returns the line of ``settings(on:)`` that a line of an older version means; the line itself where it
  /// is not understood.
  fileprivate func presentSettings(
    _ line: String, on world: any VerifiableEnvironment
  ) -> String {
    let words = line.split(separator: " ").map { String($0) }
    guard let preset, let first = words.first,
      first == preset.name || preset.formerNames.contains(first),
      let world = try? problem(world)
    else { return line }
    var parameters: [(name: String, value: OptionValue)] = []
    var rest: [String] = []
    for word in words.dropFirst() {
      let sides = word.split(separator: "=", maxSplits: 1).map { String($0) }
      if sides.count == 2, !["answer", "calls"].contains(sides[0]), !sides[0].hasPrefix("problem:")
      {
        parameters.append((sides[0], Self.value(sides[1])))
      } else {
        rest.append(word)
      }
    }
    var plan = SearchPlan(Problem(world), preset)
    guard (try? plan.setRecorded(parameters)) != nil else { return line }
    let present = settings(of: plan).split(separator: " ").map { String($0) }
    // What stands behind the options is as the line has it.
    let options = present.prefix { !$0.hasPrefix("answer=") }
    return (options + rest).joined(separator: " ")
  }

  private static func value(_ text: String) -> OptionValue {
    switch text {
    case "true": .truth(true)
    case "false": .truth(false)
    default: Double(text).map { .number($0) } ?? .text(text)
    }
  }
}
