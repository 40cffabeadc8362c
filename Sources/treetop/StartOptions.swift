import ArgumentParser
import Sessions

/// How a search begins in the explorer.
struct StartOptions: ParsableArguments {
  @Flag(
    name: .customLong("paused"),
    help: "Begin paused, before the first simulation; Space runs, a dot steps.")
  var isPaused = false

  @Option(
    help: ArgumentHelp(
      "Run at most so many simulations a second; [ and ] change it. (default: as fast as it goes)",
      valueName: "n"),
    transform: OptionParsers.number(0.001...1e9))
  var pace: Double?

  /// What was asked for.
  var choice: SearchStart { SearchStart(isPaused: isPaused, pace: pace) }

  /// Whether anything was asked for that only the explorer can do.
  var areGiven: Bool { isPaused || pace != nil }
}
