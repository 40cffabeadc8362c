import Drawing
import Groundwork
import SearchTrees

/// The marks that a letter leads to, shown while one is waited for.
enum MarkLetters {
  /// Whether a mark can have this name for its letter.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  static func title(of command: CommandName) -> String {
    command == .mark ? "Mark by a letter" : "Go to the mark of a letter"
  }

  /// Returns the letters that are taken, each with its newest mark, and what else can be pressed.
  static func lines(
    for command: CommandName, _ state: ExplorerState, _ canvas: Canvas
  ) -> [StyledLine] {
    var marks: [String: Mark] = [:]
    for mark in state.slice.summary.marks {
      let scalars = mark.name.unicodeScalars
      if scalars.count == 1, let scalar = scalars.first, isLetter(scalar) {
        marks[mark.name] = mark
      }
    }
    let rows = max(1, canvas.size.height - 8)
    let letters = marks.keys.sorted()
    var lines = letters.prefix(rows).compactMap { letter in
      marks[letter].map { line(letter, $0, canvas) }
    }
    if letters.count > rows { lines.append(StyledLine("M lists all", .muted)) }
    if lines.isEmpty { lines.append(StyledLine("no letter has a mark yet", .muted)) }
    let last =
      command == .mark
      ? "a letter or digit marks   Enter asks for a name   Esc closes"
      : "a letter goes there   ' back to before the last   Esc closes"
    return lines + [StyledLine(SafeText(last), .muted)]
  }

  private static func line(_ letter: String, _ mark: Mark, _ canvas: Canvas) -> StyledLine {
    let note = SafeText(mark.note, repertoire: canvas.repertoire)
    return StyledLine(SafeText(letter), .key)
      .then(SafeText("  sim " + NumberText.grouped(mark.iteration).right(7)), .visits)
      .then(SafeText("  \(mark.node)  "), .muted)
      .then(note.ellipsized(to: max(0, canvas.size.width - 34)), .muted)
  }
}
