import ArgumentParser

/// How the explorer is to use the terminal.
struct TerminalChoices: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "Draw without colours.")
  var isColourless = false

  @Flag(name: .customLong("ascii"), help: "Draw and print with ASCII characters only.")
  var isASCII = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var isMouseless = false
}
