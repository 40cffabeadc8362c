import ArgumentParser
import Presets

/// `treetop presets`: the kinds of search there are, and all that is to be said of one.
struct PresetsSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets",
    abstract: "List the presets, or tell all of one.",
    discussion: """
      A preset is a kind of search: how it selects, grows, evaluates and backs up. What can be set \
      in it is given to treetop search as --set NAME=VALUE.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The preset to tell all of; without one they are listed.",
    completion: .list(Preset.all.map(\.name)))
  var name: String?
}

extension PresetsSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    if let reason = StandardStream.output.write(try lines().map { $0 + "\n" }.joined()) {
      throw .failure("standard output: \(reason)")
    }
    return .success
  }

  private func lines() throws(CommandError) -> [String] {
    guard let name else { return PresetPage.list }
    guard let preset = Preset.named(name) else { throw .usage(Preset.unknown(name)) }
    return PresetPage(preset).lines
  }
}
