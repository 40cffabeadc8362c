import ArgumentParser
import Drawing
import Groundwork
import Presets
import TreeSearch

/// `treetop presets`: the kinds of search there are, with what can be set in each.
struct PresetsSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets",
    abstract: "List the presets and their parameters.",
    discussion: """
      A preset is a kind of search: how it selects, grows, evaluates and backs up. Its parameters \
      are options of treetop search.
      """,
    helpNames: [.short, .long])
}

extension PresetsSubcommand: Outcome {
  func outcome() throws(Complaint) -> ExitStatus {
    let text = Preset.allCases.map { Self.lines(for: $0).joined(separator: "\n") + "\n" }
    if let reason = StandardStream.output.write(text.joined(separator: "\n")) {
      throw .failure("standard output: \(reason)")
    }
    return .success
  }

  private static func lines(for preset: Preset) -> [String] {
    let name = preset.rawValue
    let indent = String(repeating: " ", count: 6)
    let first = name + indent.dropFirst(name.count) + preset.title
    return [first, indent + preset.source, indent + "score = " + preset.formula]
      + [indent + preset.growth]
      + preset.parameters.enumerated().map { index, parameter in
        // The first one is the exploration constant.
        let scale = index == 0 ? " times the width of the problem's values" : ""
        return indent + "--\(parameter.name)  \(parameter.meaning);\n"
          + indent + "     \(NumberText.short(parameter.value))\(scale) unless given"
      }
  }
}
