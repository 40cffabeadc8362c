import Drawing
import Groundwork
import SearchTrees

/// The last two rows: the state of the view, messages and prompts; the keys that are live.
enum StatusView {
  /// Draws the status line, or the message or prompt that takes its place.
  static func drawStatus(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    let width = canvas.size.width
    let repertoire = canvas.repertoire
    if let prompt = state.prompt { return drawPrompt(prompt, state, row: row, on: &canvas) }
    let pending = state.count + state.prefix.map(\.notation).joined()
    let room = width - 2 - (pending.isEmpty ? 0 : pending.count + 1)
    if let message = state.message {
      let text = SafeText(message.text, repertoire: repertoire).ellipsized(to: room)
      canvas.put(
        text, row: row, column: 1, style: message.isError ? .warning : .accent)
    } else if let (name, note) = MarkNote.line(state) {
      let column = 1 + canvas.put(name, row: row, column: 1, style: .best, width: room)
      canvas.put(note.ellipsized(to: room - column + 1), row: row, column: column)
    } else {
      var column = 1
      for (name, value) in facts(state) {
        guard column + name.count + 1 + value.count <= room else { break }
        column += canvas.put(SafeText(name + " "), row: row, column: column, style: .muted)
        column += canvas.put(SafeText(value, repertoire: repertoire), row: row, column: column)
        column += value.isEmpty ? 1 : 3
      }
    }
    if !pending.isEmpty {
      canvas.putRight(
        SafeText(pending), row: row, column: 0, width: width - 1, style: .accent)
    }
  }

  private static func facts(_ state: ExplorerState) -> [(String, String)] {
    let summary = state.slice.summary
    var facts = [(state.view.rawValue.uppercased(), "")]
    if case .stopped(let reason) = summary.activity { facts.append(("stopped", reason.words)) }
    let order =
      switch state.request.sort {
      case .visits: "N"
      case .prior where summary.priorName != "P": summary.priorName
      default: state.request.sort.rawValue
      }
    // By creation the oldest come first, which is ascending; all else begins with the largest.
    let isAscending = state.request.isAscending != (state.request.sort == .creation)
    let direction = isAscending ? " asc" : " desc"
    if state.view == .text { facts += TextView.facts(state) }
    if state.view != .log, state.view != .text {
      facts.append(("sort", order + direction + (state.isOrderHeld ? " (held)" : "")))
    }
    if summary.timeline == nil, state.view != .text {
      facts.append(("undo", NumberText.grouped(summary.undoDepth)))
    }
    if summary.branches.count > 1 {
      let name = summary.branches[summary.branch].name
      facts.append(("branch", "\(name) (\(summary.branch + 1) of \(summary.branches.count))"))
    }
    if state.request.followsBestLine { facts.append(("follow", "best line")) }
    if state.request.root != .root { facts.append(("zoom", "\(state.request.root)")) }
    if !summary.bestLine.isEmpty {
      facts.append(("best", summary.bestLine.prefix(8).joined(separator: " ")))
    }
    return facts
  }

  private static func drawPrompt(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState, row: Int, on canvas: inout Canvas
  ) {
    var label = ":"
    if case .argument(let name) = prompt.purpose,
      let argument = CommandTable.command(name)?.argument
    {
      label = argument.question + " "
      // Narrow screens keep the room for what is typed.
      if argument.kind == .event, canvas.size.width >= 72,
        let count = state.slice.summary.timeline?.eventCount
      {
        label += "(1 to \(NumberText.grouped(count)), i87: iteration 87, end) "
      }
    }
    var column = 1
    column += canvas.put(SafeText(label), row: row, column: column, style: .accent)
    // Of a line that is too long the end stays in sight, where it is typed.
    var shown = Substring(prompt.text)
    var typed = SafeText(String(shown), repertoire: canvas.repertoire)
    while typed.width > max(1, canvas.size.width - column - 1), !shown.isEmpty {
      shown.removeFirst()
      typed = SafeText(String(shown), repertoire: canvas.repertoire)
    }
    column += canvas.put(typed, row: row, column: column)
    canvas.cursor = Point(row: row, column: min(column, canvas.size.width - 1))
    canvas.showsCursor = true
  }

  /// Draws the hints: the commands of the table that have one, as many as fit.
  static func drawHints(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    var column = 1
    let width = canvas.size.width
    let help = CommandTable.command(.help)
    let reserved = help == nil ? 0 : 8
    for command in CommandTable.commands where command.name != .help {
      guard let hint = hint(command, state), let notation = command.keys.first else { continue }
      let key = notation.replacing(" ", with: "")
      let length = key.count + 1 + hint.count + 2
      guard column + length <= width - reserved else { continue }
      let style: Style = command.refusal(in: state) == nil ? .key : .muted
      let start = column
      column += canvas.put(SafeText(key + " "), row: row, column: column, style: style)
      column += canvas.put(SafeText(hint), row: row, column: column, style: .muted)
      if let index = CommandName.allCases.firstIndex(of: command.name) {
        canvas.hits.append(
          HitRegion(row: row, columns: start..<column, action: "command", argument: index))
      }
      column += 2
    }
    if width >= 20 {
      canvas.put("? ", row: row, column: width - 7, style: .key)
      canvas.put("help", row: row, column: width - 5, style: .muted)
      if let index = CommandName.allCases.firstIndex(of: .help) {
        canvas.hits.append(
          HitRegion(
            row: row, columns: width - 7..<width - 1, action: "command", argument: index))
      }
    }
  }

  private static func hint(_ command: Command, _ state: ExplorerState) -> String? {
    let summary = state.slice.summary
    if state.view == .text {
      return switch command.name {
      case .down: "scroll"
      case .nextSibling: "next sibling"
      case .nextMark: "next part"
      case .findText: "find"
      case .nextHit: state.textHits.isEmpty ? nil : "next place"
      case .cancel: "back"
      default: nil
      }
    }
    switch command.name {
    case .run: return state.isRunning ? "pause" : summary.timeline == nil ? "run" : "play"
    case .nextMark, .marks: return summary.marks.isEmpty ? nil : command.hint
    default: return command.hint
    }
  }
}
