import ArgumentParser
import Drawing
import Groundwork
import SearchTrees

/// How the explorer is to use the terminal.
struct TerminalChoices: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "Draw without colours.")
  var isColourless = false

  @Option(
    help: ArgumentHelp(
      """
      The colours: dark or light, for the ground of the terminal, also with more contrast \
      (dark-contrast, light-contrast), plain, which is readable on both, or mono. (default: \
      TREETOP_THEME, else the settings, else the ground that COLORFGBG tells, else plain)
      """, valueName: "name"),
    completion: .list(OptionParsers.names(of: ThemeName.self)),
    transform: OptionParsers.name(of: ThemeName.self))
  var theme: ThemeName?

  @Flag(name: .customLong("ascii"), help: "Draw and print with ASCII characters only.")
  var isASCII = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var isMouseless = false

  @Flag(
    help: """
      For screen readers: one pane, ASCII, a cursor to follow, changes said in words, at most one picture in \
      five seconds without a key. (default: TREETOP_ACCESSIBLE, else the settings)
      """)
  var accessible = false

  @Option(
    help: ArgumentHelp(
      """
      Play keys and commands from a file, without a terminal, and print the screens that it asks for: lines \
      size 80x24, theme dark, keys j j Enter, type WORDS, :COMMAND, wait, dump [text|ansi|styles] [NAME].
      """, valueName: "file"),
    completion: .file(extensions: []))
  var script: String?

  @Flag(
    name: .customLong("self-check"),
    help: """
      Work every screen, slice, step back and recording out a second way, and log where they differ. \
      (default: one time in \(ShadowCheck.usualPeriod))
      """)
  var checksItself = false

  /// One time in how many values are worked out a second way.
  var checkPeriod: Int { checksItself ? 1 : ShadowCheck.usualPeriod }

  /// Returns the theme that was chosen, here or in the environment; nil where neither says.
  func chosenTheme() throws(CommandError) -> ThemeName? {
    if let theme { return theme }
    guard let name = UserFolder.variable("TREETOP_THEME") else { return nil }
    if let theme = ThemeName(rawValue: name) { return theme }
    throw .usage(
      "TREETOP_THEME is \"\(name)\": "
        + OptionParsers.accepted(OptionParsers.names(of: ThemeName.self), insteadOf: name))
  }

  /// Whether the screen is to be made for a screen reader, here or by the environment; nil where neither says.
  var wantsAccessible: Bool? {
    if accessible { return true }
    return UserFolder.variable("TREETOP_ACCESSIBLE").map { $0 != "0" }
  }

  /// Reads the script that is to be played; nil where none is.
  func readScript() throws(CommandError) -> ScreenScript? {
    guard let script else { return nil }
    var bytes: [UInt8] = []
    do throws(MappedFile.Failure) {
      let file = try MappedFile(script)
      file.readAnew { span in for index in 0..<span.count { bytes.append(span[index]) } }
    } catch {
      throw CommandError(place: script, reason: error.reason, status: .failure)
    }
    do throws(ScreenScript.Problem) {
      return try ScreenScript(reading: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw CommandError(place: "\(script):\(error.line)", reason: error.reason, status: .usage)
    }
  }
}
