import Drawing

/// The help page: every command of the table with its keys, by category.
enum HelpPage {
  /// The number of lines of the page: the commands, a heading and a blank line for each category, and
  /// a last line.
  ///
  /// Every key that is pressed on the page asks for it, so that it is not made for that.
  static let lineCount = CommandTable.commands.count + 2 * Command.Category.allCases.count + 1

  /// Returns the lines of the page; a command that means nothing now is muted, with the reason.
  static func lines(_ state: ExplorerState) -> [StyledLine] {
    var lines: [StyledLine] = []
    for category in Command.Category.allCases {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines.append(StyledLine(SafeText(category.rawValue), .heading))
      for command in CommandTable.commands where command.category == category {
        lines.append(line(for: command, state))
      }
    }
    lines.append(StyledLine())
    lines.append(
      StyledLine(
        "A number before a command repeats it: 100s, 12j. Hold Shift to select text.", .muted))
    return lines
  }

  /// Returns the line of one command: keys, what it does, its name for the palette.
  static func line(for command: Command, _ state: ExplorerState) -> StyledLine {
    let keys = command.keys.map { $0.replacing(" ", with: "") }.joined(separator: " ")
    let reason = command.refusal(in: state)
    return StyledLine(SafeText("  " + keys.left(12)), reason == nil ? .key : .muted)
      .then(SafeText(command.help), reason == nil ? .plain : .muted)
      .then(SafeText(reason.map { "  (\($0))" } ?? ""), .warning)
      .then(SafeText("  :" + command.name.rawValue), .muted)
  }
}
