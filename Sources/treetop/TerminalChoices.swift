import ArgumentParser
import CursesTerminal
import Glibc
import SearchTrees

/// How the explorer is to use the terminal.
struct TerminalChoices: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "Draw without colours.")
  var isColourless = false

  @Option(
    help: ArgumentHelp(
      """
      The ground that colours are for: dark, light, or plain, which is readable on both. (default: \
      TREETOP_THEME, else what COLORFGBG tells, else plain)
      """, valueName: "ground"),
    completion: .list(OptionParsers.names(of: Ground.self)),
    transform: OptionParsers.name(of: Ground.self))
  var theme: Ground?

  @Flag(name: .customLong("ascii"), help: "Draw and print with ASCII characters only.")
  var isASCII = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var isMouseless = false

  @Flag(
    name: .customLong("self-check"),
    help: """
      Work every screen, slice, step back and recording out a second way, and log where they differ. \
      (default: one time in \(ShadowCheck.usualPeriod))
      """)
  var checksItself = false

  /// One time in how many values are worked out a second way.
  var checkPeriod: Int { checksItself ? 1 : ShadowCheck.usualPeriod }

  /// Returns the ground that was chosen, here or in the environment; nil where the terminal is to tell.
  func ground() throws(CommandError) -> Ground? {
    if let theme { return theme }
    guard let name = unsafe getenv("TREETOP_THEME").map({ unsafe String(cString: $0) }),
      !name.isEmpty
    else { return nil }
    if let ground = Ground(rawValue: name) { return ground }
    throw .usage(
      "TREETOP_THEME is \"\(name)\": "
        + OptionParsers.accepted(OptionParsers.names(of: Ground.self), insteadOf: name))
  }
}
