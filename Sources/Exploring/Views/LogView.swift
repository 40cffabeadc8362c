import Drawing
import Groundwork
import SearchTrees

/// The log: first the lines of the recording that could not be read, the alarms and the findings, then
/// what was said, the newest at the bottom.
enum LogView {
  /// The cells that say who wrote a line.
  private static let sourceWidth = 9

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    let rows = area.rows.dropFirst()
    let entries = entries(state)
    drawTitle(state, area, on: &canvas)
    guard let first = rows.first else { return }
    canvas.cursor = Point(row: first, column: area.columns.lowerBound)
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound - 1
    if entries.isEmpty {
      canvas.put("Nothing has been logged.", row: first, column: inner.lowerBound, style: .muted)
      return
    }
    let back = min(state.logBack, highestBack(state))
    var lines: [StyledLine] = []
    var index = entries.count - back
    while index > 0, lines.count < rows.count {
      index -= 1
      lines = wrapped(entries[index], inner.count, state) + lines
    }
    for (row, line) in zip(rows, lines.suffix(rows.count)) {
      line.draw(row: row, columns: inner, on: &canvas)
    }
  }

  private static func drawTitle(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let row = area.rows.lowerBound
    let summary = state.slice.summary
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    column += canvas.put("[Log]", row: row, column: column, style: .heading)
    let log = state.log
    let count = summary.logCount + state.ownLog.count
    var said = " \(NumberText.grouped(count)) line\(count == 1 ? "" : "s")"
    if count > log.count { said += ", the newest \(NumberText.grouped(log.count))" }
    column += canvas.put(SafeText(said + " "), row: row, column: column, style: .muted)
    let unread = summary.unreadCount
    if unread > 0 {
      let lines = "\(NumberText.grouped(unread)) line\(unread == 1 ? "" : "s")"
      column += 1
      column += canvas.put(
        SafeText(" \(lines) of the recording not read "), row: row, column: column,
        style: .warning)
    }
    let alarms = SearchRemarks.alarmCount(summary, isBrief: false)
    if !alarms.isEmpty {
      column += canvas.put(alarms + " ", row: row, column: column, style: .warning)
    }
    let back = min(state.logBack, highestBack(state))
    let text = SafeText(" \(NumberText.grouped(back)) newer below ")
    if back > 0, column + text.width + 2 < area.columns.upperBound {
      canvas.put(
        text, row: row, column: area.columns.upperBound - text.width - 1, style: .muted)
    }
  }

  // MARK: - Entries

  /// Who wrote an entry, and what.
  private typealias Entry = (source: String, text: String, style: Style)

  /// What the view lists, from the top; a blank entry parts what is wrong from the log.
  private static func entries(_ state: ExplorerState) -> [Entry] {
    let summary = state.slice.summary
    var entries: [Entry] = []
    entries = summary.unread.map { ("not read", $0, .warning) }
    let rest = summary.unreadCount - entries.count
    if rest > 0 { entries.append(("", "and \(NumberText.grouped(rest)) more like these", .muted)) }
    entries += SearchRemarks.alarmTexts(summary).map { ("alarm", $0, .warning) }
    entries += summary.findings.map { ("finding", $0.words, .warning) }
    let log = state.log
    if !entries.isEmpty, !log.isEmpty { entries.append(("", "", .plain)) }
    return entries
      + log.map { line in
        switch line.source {
        case .event: ("event", line.text, .plain)
        case .output: ("output", line.text, .plain)
        case .error: ("error", line.text, .bad)
        case .treetop: ("treetop", line.text, .accent)
        }
      }
  }

  private static func wrapped(
    _ entry: Entry, _ width: Int, _ state: ExplorerState
  ) -> [StyledLine] {
    let indent = width < 40 ? 2 : sourceWidth + 1
    let texts = SafeText.lines(
      of: entry.text, width: max(8, width - indent), repertoire: state.glyphs.repertoire)
    return texts.enumerated().map { index, text in
      let source = index == 0 ? entry.source : ""
      let shown = SafeText(width < 40 ? String(source.prefix(1)) : source.right(sourceWidth - 1))
      let isWarned = entry.style == .warning || entry.style == .bad
      return StyledLine(shown, isWarned ? entry.style : .muted)
        .then(.blanks(indent - shown.width)).then(text, isWarned ? .plain : entry.style)
    }
  }

  // MARK: - Scrolling

  /// How far back the view can be scrolled: until the oldest entry is at the top of a full screen.
  static func highestBack(_ state: ExplorerState) -> Int {
    let entries = entries(state)
    let rows = state.layout.body.rows.count - 1
    let width = state.size.width - 2
    var used = 0
    for (index, entry) in entries.enumerated() {
      used += wrapped(entry, width, state).count
      if used > rows { return entries.count - max(1, index) }
    }
    return 0
  }
}
