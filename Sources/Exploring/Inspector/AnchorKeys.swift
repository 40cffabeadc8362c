import Drawing

/// What fingers know from other programs, and where it is here.
enum AnchorKeys {
  /// One thing that people do in many programs.
  struct Row {
    /// The commands that do it here.
    var commands: [CommandName]
    /// What it is.
    var what: String
    /// The keys of less, htop, lazygit and tig; empty where there is none.
    var keys: [String]
  }

  /// The programs, in the order of the keys.
  static let programs = ["less", "htop", "lazygit", "tig"]

  /// The rows; keys of other programs as in their own manuals.
  static let rows: [Row] = [
    Row(commands: [.find], what: "look for words", keys: ["/", "F3 /", "/", "/"]),
    Row(
      commands: [.nextHit, .previousHit], what: "next, previous hit",
      keys: ["n N", "F3", "n N", "n N"]),
    Row(commands: [.filter], what: "show only some", keys: ["&", "F4 \\", "/", "%"]),
    Row(commands: [.nextSort], what: "sort", keys: ["", "F6 < >", "s", "i"]),
    Row(commands: [.invertSort], what: "turn the order round", keys: ["", "I", "", "I"]),
    Row(commands: [.columns], what: "choose columns", keys: ["", "F2", "", "D A #"]),
    Row(commands: [.yankPath], what: "copy", keys: ["", "", "y", ""]),
    Row(commands: [.palette], what: "a command by name", keys: [":", "", ":", ":"]),
    Row(commands: [.help], what: "help", keys: ["h", "F1 ?", "?", "h"]),
    Row(
      commands: [.mark, .goToMark], what: "mark, go to a mark", keys: ["m '", "Space", "v", ""]),
    Row(commands: [.run], what: "run, pause", keys: ["", "Z", "", "z"]),
    Row(commands: [.toggleFold], what: "fold", keys: ["", "+ -", "Enter", ""]),
    Row(commands: [.maximize], what: "the whole screen", keys: ["", "", "+ _", "O"]),
    Row(commands: [.undoEdit, .redoEdit], what: "undo, redo an edit", keys: ["", "", "z Z", ""]),
    Row(commands: [.follow], what: "follow", keys: ["F", "F", "", ""]),
    Row(commands: [.quit], what: "close, quit", keys: ["q", "q F10", "q", "q"]),
  ]

  /// Returns the table as lines of at most 78 cells.
  static func lines(_ map: KeyMap) -> [StyledLine] {
    let head = "".left(9) + "".left(22) + programs.map { $0.left(10) }.joined()
    return [
      StyledLine("What fingers know from other programs", .heading),
      StyledLine(SafeText("  " + head), .muted),
    ]
      + rows.map { row in
        // Of one command two keys, of two one each.
        let most = row.commands.count == 1 ? 2 : 1
        let own = row.commands.flatMap { map.keys(of: $0).prefix(most) }
          .map { $0.replacing(" ", with: "") }.joined(separator: " ")
        return StyledLine(SafeText("  " + own.left(9)), .key).then(SafeText(row.what.left(22)))
          .then(SafeText(row.keys.map { ($0.isEmpty ? "-" : $0).left(10) }.joined()), .muted)
      }
  }
}
