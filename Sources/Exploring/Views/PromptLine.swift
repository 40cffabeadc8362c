import Drawing
import Groundwork
import SearchTrees

/// The line that is being typed: what is asked, what was typed, and what is wrong with it.
struct PromptLine {
  private let label: SafeText
  /// What is known of what was typed so far, at the right.
  private let remark: SafeText
  private let text: String
  /// The characters that are out of sight at the left.
  private let hidden: Int
  private let width: Int
  private let repertoire: Repertoire

  /// Lays a line out for a screen.
  init(_ prompt: ExplorerState.Prompt, _ state: ExplorerState) {
    width = state.size.width
    repertoire = state.glyphs.repertoire
    text = prompt.text
    label = SafeText(Self.label(prompt, state))
    var remark: SafeText = .empty
    if prompt.purpose == .argument(.find), let report = state.slice.lookup,
      report.serial == state.request.lookup?.serial
    {
      remark = SafeText(FindWords.hits(report))
    }
    let room = width - 1 - label.width - 1
    self.remark = room - remark.width - 2 > 8 ? remark : .empty
    let typed = max(1, room - (self.remark.isEmpty ? 0 : self.remark.width + 2))
    // Of a line that is too long the end stays in sight, where it is typed, or what is wrong in it.
    var shown = Substring(text)
    var hidden = 0
    let mostHidden = prompt.refusal.map { max(0, $0.column - 1 - typed / 2) } ?? .max
    while hidden < mostHidden, !shown.isEmpty,
      SafeText(String(shown), repertoire: repertoire).width > typed
    {
      shown.removeFirst()
      hidden += 1
    }
    self.hidden = hidden
  }

  private static func label(_ prompt: ExplorerState.Prompt, _ state: ExplorerState) -> String {
    guard case .argument(let name) = prompt.purpose,
      let argument = CommandTable.command(name)?.argument
    else { return ":" }
    if name == .find { return "/" }
    let label = argument.question + " "
    // Narrow screens keep the room for what is typed.
    guard argument.kind == .event, state.size.width >= 72,
      state.slice.summary.abilities.clock == .events
    else { return label }
    let count = NumberText.grouped(state.slice.summary.eventCount)
    return label + "(1 to \(count), i87: iteration 87, end, #12, a/b) "
  }

  /// Draws the line, the cursor at its end.
  func draw(row: Int, on canvas: inout Canvas) {
    var column = 1
    column += canvas.put(label, row: row, column: column, style: .accent)
    let shown = SafeText(String(text.dropFirst(hidden)), repertoire: repertoire)
    let room = max(1, width - column - 1 - (remark.isEmpty ? 0 : remark.width + 2))
    canvas.putRight(remark, row: row, column: 0, width: width - 1, style: .muted)
    column += canvas.put(shown, row: row, column: column, width: room)
    canvas.cursor = Point(row: row, column: min(column, width - 1))
    canvas.showsCursor = true
  }

  /// Draws the row below it: a caret under what is wrong, and beside it why, where that fits.
  func draw(_ refusal: ExpressionError, row: Int, on canvas: inout Canvas) {
    let caret = caret(of: refusal)
    canvas.put("^", row: row, column: caret, style: .warning)
    let reason = reason(of: refusal)
    if reason.width <= width - caret - 3 {
      canvas.put(reason, row: row, column: caret + 2, style: .warning)
    } else if reason.width <= caret - 2 {
      canvas.putRight(reason, row: row, column: 0, width: caret - 1, style: .warning)
    }
  }

  /// The lines of a reason that has no room beside its caret; empty where it has.
  func lines(of refusal: ExpressionError) -> [StyledLine] {
    let caret = caret(of: refusal)
    if reason(of: refusal).width <= max(width - caret - 3, caret - 2) { return [] }
    return SafeText.lines(of: refusal.reason, width: max(10, width - 4), repertoire: repertoire)
      .map { StyledLine($0, .warning) }
  }

  /// The column of the screen that an error points at.
  private func caret(of refusal: ExpressionError) -> Int {
    let before = text.dropFirst(hidden).prefix(max(0, refusal.column - 1 - hidden))
    let column = 1 + label.width + SafeText(String(before), repertoire: repertoire).width
    return max(0, min(column, width - 1))
  }

  private func reason(of refusal: ExpressionError) -> SafeText {
    SafeText(refusal.reason, repertoire: repertoire, limit: 1000)
  }
}
