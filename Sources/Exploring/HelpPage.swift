import Drawing

/// The help page: every command of the table with its keys, by category.
enum HelpPage {
  /// A line of the page before it is made.
  private enum Entry {
    case blank
    case heading(Command.Category)
    case command(Command, isRefused: Bool)
    /// Why the commands above it mean nothing now.
    case reason(String)
    case foot
  }

  /// Returns the number of lines of the page, without making them.
  static func lineCount(_ state: ExplorerState) -> Int { entries(state).count }

  /// Returns the lines of the page; a command that means nothing now is muted, with the reason below
  /// it and its neighbours.
  static func lines(_ state: ExplorerState) -> [StyledLine] {
    entries(state).map { entry in
      switch entry {
      case .blank: StyledLine()
      case .heading(let category): StyledLine(SafeText(category.rawValue), .heading)
      case .command(let command, let isRefused): line(for: command, isRefused: isRefused)
      case .reason(let reason):
        StyledLine(
          SafeText("".left(14) + "(\(reason))", repertoire: state.glyphs.repertoire), .muted)
      case .foot:
        StyledLine(
          "A number before a command repeats it: 100s, 12j. Hold Shift to select text.", .muted)
      }
    }
  }

  private static func entries(_ state: ExplorerState) -> [Entry] {
    var entries: [Entry] = []
    for category in Command.Category.allCases {
      if !entries.isEmpty { entries.append(.blank) }
      entries.append(.heading(category))
      var pending: String?
      for command in CommandTable.commands where command.category == category {
        let reason = command.refusal(in: state)
        if let pending, pending != reason { entries.append(.reason(pending)) }
        entries.append(.command(command, isRefused: reason != nil))
        pending = reason
      }
      if let pending { entries.append(.reason(pending)) }
    }
    return entries + [.blank, .foot]
  }

  /// Returns the line of one command: keys, what it does, its name for the palette.
  private static func line(for command: Command, isRefused: Bool) -> StyledLine {
    let keys = command.keys.map { $0.replacing(" ", with: "") }.joined(separator: " ")
    return StyledLine(SafeText("  " + keys.left(12)), isRefused ? .muted : .key)
      .then(SafeText(command.help), isRefused ? .muted : .plain)
      .then(SafeText("  :" + command.name.rawValue), .muted)
  }

  /// What a command does; of one that means nothing now why, beside that or, with no room, instead.
  static func words(for command: Command, _ state: ExplorerState, width: Int) -> SafeText {
    let help = SafeText(command.help)
    guard let reason = command.refusal(in: state) else { return help }
    let why = SafeText("(\(reason))", repertoire: state.glyphs.repertoire)
    let both = help + "  " + why
    return both.width <= width ? both : why.ellipsized(to: max(8, width))
  }
}
