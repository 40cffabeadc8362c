import Drawing

/// The help page: the words that are on the screen, then every command of the table with its keys, by
/// category.
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

  /// The cells of the keys and of the words, the margin before them not counted.
  private static let nameWidth = 12

  /// Returns the number of lines of the page.
  static func lineCount(_ state: ExplorerState) -> Int {
    words(state).count + entries(state).count + AnchorKeys.rows.count + 3
  }

  /// Returns the lines of the page; a command that means nothing now is muted, with the reason below
  /// it and its neighbours.
  static func lines(_ state: ExplorerState) -> [StyledLine] {
    words(state)
      + entries(state).map { entry in
        switch entry {
        case .blank: StyledLine()
        case .heading(let category): StyledLine(SafeText(category.rawValue), .heading)
        case .command(let command, let isRefused): line(for: command, state, isRefused: isRefused)
        case .reason(let reason):
          StyledLine(
            SafeText("".left(14) + "(\(reason))", repertoire: state.glyphs.repertoire), .muted)
        case .foot:
          StyledLine(
            "A number before a command repeats it: 100s, 12j. Hold Shift to select text.", .muted)
        }
      } + [StyledLine()] + AnchorKeys.lines(state.keys)
  }

  // MARK: - Words

  /// Returns what the words on the screen below the page mean.
  private static func words(_ state: ExplorerState) -> [StyledLine] {
    // On the start screen no search is there whose words could be explained.
    guard state.hasSlice else { return [] }
    let canvas = ExplorerScreen.drawBelow(state)
    // The last row lists keys, which stand further below.
    let rows = 0..<(state.layout.hints ?? canvas.size.height)
    let entries = Glossary(state).entries(on: canvas, rows: rows)
    guard !entries.isEmpty else { return [] }
    return [StyledLine("Words on this screen", .heading)]
      + entries.flatMap { lines(for: $0, width: state.size.width - 2, state.glyphs.repertoire) }
      + [
        StyledLine("  :explain WORD explains any other; the keys are below", .muted), StyledLine(),
      ]
  }

  /// Returns the word, what it means, and below that the formula.
  static func lines(
    for entry: Glossary.Entry, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let room = max(10, min(76, width - nameWidth - 3))
    let name = SafeText(entry.words[0], repertoire: repertoire)
    let formula =
      entry.formula.isEmpty
      ? [] : SafeText.lines(of: entry.formula, width: room, repertoire: repertoire)
    let texts =
      SafeText.lines(of: entry.sentence, width: room, repertoire: repertoire)
      .map { ($0, Style.plain) } + formula.map { ($0, Style.muted) }
    return texts.enumerated().map { index, line in
      StyledLine("  ").then(index == 0 ? name.padded(to: nameWidth) : .blanks(nameWidth), .key)
        .then(" ").then(line.0, line.1)
    }
  }

  // MARK: - Commands

  private static func entries(_ state: ExplorerState) -> [Entry] {
    var entries: [Entry] = []
    for category in Command.Category.allCases {
      if !entries.isEmpty { entries.append(.blank) }
      entries.append(.heading(category))
      var pending: String?
      for command in CommandTable.commands where command.category == category {
        let reason = command.disabledReason(in: state)
        if let pending, pending != reason { entries.append(.reason(pending)) }
        entries.append(.command(command, isRefused: reason != nil))
        pending = reason
      }
      if let pending { entries.append(.reason(pending)) }
    }
    return entries + [.blank, .foot]
  }

  /// Returns the line of one command: keys, what it does, its name for the palette.
  private static func line(
    for command: Command, _ state: ExplorerState, isRefused: Bool
  ) -> StyledLine {
    let keys = state.keys.keys(of: command.name).map { $0.replacing(" ", with: "") }
      .joined(separator: " ")
    return StyledLine(SafeText("  " + keys.left(12)), isRefused ? .muted : .key)
      .then(SafeText(command.help), isRefused ? .muted : .plain)
      .then(SafeText("  :" + command.name.rawValue), .muted)
  }

  /// What a command does; of one that means nothing now why, beside that or, with no room, instead.
  static func words(for command: Command, _ state: ExplorerState, width: Int) -> SafeText {
    let help = SafeText(command.help)
    guard let reason = command.disabledReason(in: state) else { return help }
    let why = SafeText("(\(reason))", repertoire: state.glyphs.repertoire)
    let both = help + "  " + why
    return both.width <= width ? both : why.ellipsized(to: max(8, width))
  }
}
