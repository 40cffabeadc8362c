import ArgumentParser
import Drawing
import Groundwork
import Presets
import RewardModels
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
  var opensTerminal: Bool { false }

  func outcome() throws(Complaint) -> ExitStatus {
    let text = Preset.allCases.map { Self.lines(for: $0).joined(separator: "\n") + "\n" }
    if let reason = StandardStream.output.write(text.joined(separator: "\n")) {
      throw .failure("standard output: \(reason)")
    }
    return .success
  }

  private static let indent = "      "

  private static func lines(for preset: Preset) -> [String] {
    let name = preset.rawValue
    let head =
      name.count < indent.count
      ? [name.padded(to: indent.count) + preset.title] : [name, indent + preset.title]
    var lines = [preset.source, "score = " + preset.formula].flatMap { wrapped($0) }
    lines += preset.selectionRules.flatMap { wrapped($0) }
    lines += wrapped(preset.growth)
    if let settings = preset.judged { lines.append(words(for: settings)) }
    lines += parameters(of: preset)
    if !preset.departures.isEmpty {
      lines +=
        ["Other than its source:"]
        + preset.departures.flatMap { departure in
          wrapped(departure).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
        }
    }
    return head + lines.map { indent + $0 }
  }

  /// Returns a text in lines that leave room for the indent and a dash.
  private static func wrapped(_ text: String) -> [String] {
    SafeText.lines(of: text, width: 72).map(\.plain)
  }

  private static func words(for settings: JudgedSettings) -> String {
    "--reward \(RewardChoice.text(settings.rewards)) --unvisited \(settings.unvisited.rawValue)"
      + " --backup \(settings.backup.rawValue)\n" + indent
      + "--repeats \(settings.avoidsRepeats ? "avoid" : "allow")"
      + " --closing \(settings.closes ? "on" : "off")"
      + " --last-layer \(settings.entersLastLayer ? "enter" : "skip")"
      + " --answer \(settings.answer.rawValue)"
  }

  private static func parameters(of preset: Preset) -> [String] {
    preset.parameters.enumerated().map { index, parameter in
      // The first one is the exploration constant.
      let scale =
        if index > 0 { "" } else if let settings = preset.judged {
          settings.scalesC ? " times the standard deviation of Q" : ""
        } else { " times the width of the problem's values" }
      return "--\(parameter.name)  \(parameter.meaning);\n"
        + indent + "     \(NumberText.short(parameter.value))\(scale) unless given"
    }
  }
}
