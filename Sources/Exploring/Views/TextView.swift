import Drawing
import Groundwork
import SearchTrees

/// The whole text of a node and of the steps to it, scrolled by line.
enum TextView {
  /// The rows above the text: where the node is, and a line.
  private static let headRows = 2

  /// Draws the page.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawHead(state, area, on: &canvas)
    let rows = area.rows.dropFirst(headRows)
    canvas.cursor = Point(row: rows.first ?? area.rows.lowerBound, column: area.columns.lowerBound)
    guard let page = state.textPage else { return }
    let lines = page.lines.enumerated().dropFirst(state.textTop ?? 0)
    for (row, (index, line)) in zip(rows, lines) {
      draw(line, index, of: page, state, row: row, area, on: &canvas)
    }
  }

  private static func drawHead(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let detail = state.slice.detail
    let row = area.rows.lowerBound
    let place = SafeText(detail.depth == 0 ? "root" : "step \(detail.depth)")
    canvas.put(
      place, row: row, column: max(1, area.columns.upperBound - 1 - place.width), style: .muted)
    let name = SafeText("\(detail.node)  ")
    var column = area.columns.lowerBound + 1
    column += canvas.put(name, row: row, column: column, style: .muted)
    let room = area.columns.upperBound - 3 - place.width - column
    let path = TreePath.text(state.slice.cursorPath, room: room, state.glyphs)
    canvas.put(path, row: row, column: column, style: .heading)
    if area.rows.count > 1 { canvas.horizontalLine(row: row + 1, columns: area.columns) }
  }

  private static func draw(
    _ line: TextPage.Line, _ index: Int, of page: TextPage, _ state: ExplorerState, row: Int,
    _ area: Area, on canvas: inout Canvas
  ) {
    let column = area.columns.lowerBound + 1
    switch line {
    case .blank: break
    case .heading(let text): canvas.put(text, row: row, column: column, style: .heading)
    case .step(let place): drawStep(place, state, row: row, area, on: &canvas)
    case .text(let paragraph, let range):
      let text = page.paragraphs[paragraph]
      canvas.put(text[range], row: row, column: column + 2)
      for (number, hit) in state.textHits.enumerated()
      where hit.paragraph == paragraph && hit.range.overlaps(range) {
        let part = hit.range.clamped(to: range)
        let start = column + 2 + text[range.lowerBound..<part.lowerBound].width
        canvas.restyle(
          row: row, columns: start..<start + text[part].width,
          role: number == state.textHit ? .accent : nil,
          adding: number == state.textHit ? [.underline, .bold] : .underline)
      }
    }
  }

  /// Draws the head of a step, with its numbers of now.
  private static func drawStep(
    _ place: Int, _ state: ExplorerState, row: Int, _ area: Area, on canvas: inout Canvas
  ) {
    let detail = state.slice.detail
    guard detail.steps.indices.contains(place) else { return }
    let step = detail.steps[place]
    let depth = detail.depth - (detail.steps.count - 1 - place)
    var column = area.columns.lowerBound + 1
    column += canvas.put(
      SafeText(depth == 0 ? "ROOT" : "STEP \(depth)"), row: row, column: column,
      style: step.node == detail.node ? .accent : .heading)
    let numbers =
      "\(NumberText.count(step.visits)) visit\(step.visits == 1 ? "" : "s")   Q "
      + (step.value.map { NumberText.fixed($0) } ?? "-")
    let start = max(column + 2, min(area.columns.upperBound - 2, 76) - numbers.count)
    canvas.put(SafeText(numbers), row: row, column: start, style: .muted)
  }

  /// How many lines are in sight.
  static func visibleRows(_ state: ExplorerState) -> Int {
    max(1, state.layout.body.rows.count - headRows)
  }

  /// The columns that a text has.
  static func width(_ state: ExplorerState) -> Int {
    max(1, state.layout.body.columns.count - 4)
  }

  /// What the status line says of the page.
  static func facts(_ state: ExplorerState) -> [(String, String)] {
    guard let page = state.textPage else { return [] }
    let top = state.textTop ?? 0
    let last = min(page.lines.count, top + visibleRows(state))
    var facts = [("lines", "\(top + 1) to \(last) of \(page.lines.count)")]
    if !state.textSought.isEmpty {
      let place = state.textHit.map { "\($0 + 1) of " } ?? ""
      facts.append(("found", "\(place)\(state.textHits.count): \(state.textSought)"))
    }
    return facts
  }
}

/// The labels from the root to a node in one line.
enum TreePath {
  /// Returns as much of a path as there is room for: its middle goes first, the last name never.
  static func text(_ labels: [String], room: Int, _ glyphs: Glyphs) -> SafeText {
    let separator: SafeText = " " + glyphs.step + " "
    let names = ["root"] + labels.suffix(200)
    let safe = names.map { SafeText($0, repertoire: glyphs.repertoire) }
    guard let last = safe.last else { return .empty }
    func joined(_ parts: [SafeText]) -> SafeText {
      parts.dropFirst().reduce(parts[0]) { $0 + separator + $1 }
    }
    let isWhole = names.count == labels.count + 1
    if isWhole, joined(safe).width <= room { return joined(safe) }
    let ellipsis = glyphs.ellipsis
    var tail: [SafeText] = [last]
    for name in safe.dropFirst().dropLast().reversed() {
      guard joined([safe[0], ellipsis, name] + tail).width <= room else { break }
      tail.insert(name, at: 0)
    }
    let short = safe.count > 1 ? joined([safe[0], ellipsis] + tail) : last
    if short.width <= room { return short }
    let start = joined([safe[0], ellipsis, .empty])
    guard safe.count > 2, start.width + 8 <= room else {
      return last.ellipsizedAtWord(to: max(1, room))
    }
    return start + last.ellipsizedAtWord(to: room - start.width)
  }
}
