import Drawing
import Groundwork
import SearchTrees

/// What is wrong with the search: each finding with its numbers and what it usually means, and what was looked
/// for and not found.
enum DoctorView {
  /// The lines, and at which of them each finding begins.
  struct Page {
    var lines: [StyledLine] = []
    var starts: [Int] = []
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let first = area.rows.first else { return }
    let left = area.columns.lowerBound
    let report = state.slice.diagnosis ?? DiagnosisReport()
    canvas.horizontalLine(row: first, columns: area.columns)
    canvas.put("[Doctor]", row: first, column: left + 1, style: .heading)
    canvas.putRight(
      SafeText(" \(counts(report)) "), row: first, column: left, width: area.columns.count - 1,
      style: report.faults.isEmpty ? .muted : .warning)
    let page = page(state, width: area.columns.count)
    let rows = area.rows.dropFirst()
    let top = top(state, page, room: rows.count)
    for (row, line) in zip(rows, page.lines.dropFirst(top)) {
      line.draw(row: row, columns: area.columns, on: &canvas)
    }
    let chosen = page.starts.indices.contains(state.doctor) ? page.starts[state.doctor] - top : 0
    canvas.cursor = Point(
      row: min(rows.upperBound - 1, max(rows.lowerBound, rows.lowerBound + chosen)), column: left)
  }

  /// The line that is on top, so that the chosen finding is whole on the screen.
  private static func top(_ state: ExplorerState, _ page: Page, room: Int) -> Int {
    guard page.lines.count > room, page.starts.indices.contains(state.doctor) else {
      // Behind the last finding the rest is scrolled through.
      let beyond = state.doctor - max(0, page.starts.count - 1)
      let last = page.starts.last ?? 0
      return max(0, min(last + max(0, beyond), page.lines.count - room))
    }
    let next = state.doctor + 1
    let end = page.starts.indices.contains(next) ? page.starts[next] : page.lines.count
    let start = page.starts[state.doctor]
    return max(0, min(start, max(0, end - room)))
  }

  /// As far as the choice goes: through the findings, then line by line through the rest.
  static func highest(_ state: ExplorerState) -> Int {
    let area = state.layout.body
    let page = page(state, width: area.columns.count)
    let rest = page.lines.count - (page.starts.last ?? 0) - (area.rows.count - 1)
    return max(0, page.starts.count - 1) + max(0, rest)
  }

  private static func counts(_ report: DiagnosisReport) -> String {
    guard report.isDone || !report.findings.isEmpty else { return "looking" }
    func count(_ number: Int, _ word: String) -> String {
      "\(number == 0 ? "no" : NumberText.grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }
    let faults = report.faults.count
    return count(faults, "fault") + ", " + count(report.findings.count - faults, "remark")
  }

  /// Returns the lines of a report.
  static func page(_ state: ExplorerState, width: Int) -> Page {
    let report = state.slice.diagnosis ?? DiagnosisReport()
    var page = Page()
    guard report.isDone else {
      let share = Int(100 * report.done)
      page.lines = [
        StyledLine(SafeText(" Every event and node is being looked at: \(share) %"), .muted)
      ]
      return page
    }
    for (place, finding) in report.findings.enumerated() {
      page.starts.append(page.lines.count)
      page.lines += lines(
        of: finding, isChosen: place == state.doctor, state, width: width)
      page.lines.append(StyledLine())
    }
    for words in report.undeclared {
      page.lines += wrapped(
        words, first: "   " + state.glyphs.ellipsis + " ", rest: 5, .muted, state, width)
    }
    if !report.undeclared.isEmpty { page.lines.append(StyledLine()) }
    page.lines.append(StyledLine(" looked for and not found", .heading))
    let found = Set(report.findings.map(\.rule))
    let absent = report.rules.filter { !found.contains($0) }.map(\.words)
    page.lines += wrapped(
      absent.joined(separator: ", "), first: "   ", rest: 3, .muted, state, width)
    return page
  }

  private static func lines(
    of finding: TreeFinding, isChosen: Bool, _ state: ExplorerState, width: Int
  ) -> [StyledLine] {
    let isFault = finding.rule.grade == .fault
    let cursor: SafeText = isChosen ? " " + state.glyphs.cursor + " " : "   "
    let share = SafeText(finding.share)
    let room = max(8, width - 6 - share.width - 2)
    let title = SafeText(finding.rule.words, repertoire: state.glyphs.repertoire)
    var head = StyledLine(cursor, .accent).then(
      isFault ? "! " : "- ", isFault ? .warning : .muted
    ).then(title.ellipsized(to: room), isChosen ? .accent : isFault ? .warning : .plain)
    let gap = width - head.width - share.width - 1
    if gap > 0 { head = head.then(.blanks(gap)).then(share, .muted) }
    var lines = [head]
    lines += wrapped(finding.example, first: "     ", rest: 5, .plain, state, width)
    lines += wrapped(
      "Usually: \(finding.rule.usually).", first: "     ", rest: 5, .muted, state, width)
    return lines
  }

  private static func wrapped(
    _ text: String, first: SafeText, rest: Int, _ style: Style, _ state: ExplorerState,
    _ width: Int
  ) -> [StyledLine] {
    SafeText.lines(
      of: text, width: max(8, width - rest - 2), repertoire: state.glyphs.repertoire
    ).enumerated().map { place, line in
      StyledLine(place == 0 ? first : .blanks(rest), .muted).then(line, style)
    }
  }
}
