import Drawing
import Groundwork
import SearchTrees

/// The time line of a recording: where among its events we are, and what there is to know of it.
enum TimelineView {
  /// Draws the row; a click on the bar goes to the event under it.
  static func draw(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    guard let timeline = state.slice.summary.timeline else { return }
    let width = canvas.size.width
    var column = 1
    column += canvas.put(SafeText(position(state, timeline, width)), row: row, column: column)
    let words = words(state, timeline, canvas.repertoire)
    // The room of the words does not depend on what they are, so that the bar keeps its place.
    let isQuiet = words.isEmpty && timeline.origin == .file && state.slice.summary.marks.isEmpty
    let room = isQuiet ? 0 : max(28, min(width * 3 / 10, 60))
    let end = width - room - (room > 0 ? 3 : 1)
    if end - column - 2 >= 12 {
      drawTrack(state, timeline, row: row, column + 2..<end, on: &canvas)
      column = end
    }
    column += 2
    for (index, word) in words.enumerated() {
      let space = width - 1 - column
      let text = word.text.width <= space ? word.text : word.short
      // What comes later is left out whole rather than cut.
      guard index == 0 || text.width <= space else { continue }
      column += canvas.put(text.ellipsized(to: space), row: row, column: column, style: word.style)
      column += 2
    }
  }

  /// The word for where a recording is.
  static func activity(_ summary: SearchSummary) -> (String, Style) {
    let timeline = summary.timeline ?? Timeline()
    if timeline.eventCount == 0 { return ("WAIT", .muted) }
    if timeline.isBeginning { return ("READING", .warning) }
    let mayGrow = timeline.origin != .file && timeline.ending == nil
    if mayGrow, timeline.isAtEnd {
      guard timeline.origin == .program else { return ("LIVE", .good) }
      return summary.activity == .running ? ("RUN", .good) : ("PAUSE", .accent)
    }
    if summary.activity == .running {
      return ("PLAY" + (summary.pace.map { " \(NumberText.short($0))/s" } ?? " max"), .good)
    }
    if timeline.event >= timeline.eventCount, !mayGrow, timeline.loaded == nil {
      return ("END", .accent)
    }
    return ("AT \(NumberText.grouped(timeline.event))", .accent)
  }

  /// What the events do not tell, and who should have told it; nil where there are no events.
  static func lacks(_ summary: SearchSummary) -> (subject: String, lacks: [String])? {
    summary.timeline.map { timeline in
      switch timeline.origin {
      case .file, .followed: ("This recording holds", timeline.lacks)
      case .program: ("This program tells", timeline.lacks)
      }
    }
  }

  private static func position(
    _ state: ExplorerState, _ timeline: Timeline, _ width: Int
  )
    -> String
  {
    func pair(_ number: Int, _ of: Int) -> String {
      let total = NumberText.grouped(of)
      return NumberText.grouped(number).right(total.count) + "/" + total
    }
    let events = pair(timeline.event, timeline.eventCount)
    // A finished tree has no iterations to be at.
    guard timeline.iterationCount > 0 else { return events + " events" }
    let simulations = pair(state.slice.summary.iterations, timeline.iterationCount)
    let full = "\(events) events  sim \(simulations)"
    let short = "\(events)  sim \(simulations)"
    return full.count <= width * 35 / 100 ? full : short.count <= width * 6 / 10 ? short : events
  }

  /// Something there is to know, and how it is said where room is short.
  private struct Word {
    var text: SafeText
    var short: SafeText
    var style: Style

    init(_ text: SafeText, _ style: Style, short: SafeText? = nil) {
      (self.text, self.short, self.style) = (text, short ?? text, style)
    }
  }

  /// What there is to know, the most urgent first.
  private static func words(
    _ state: ExplorerState, _ timeline: Timeline, _ repertoire: Repertoire
  ) -> [Word] {
    var words: [Word] = []
    if let loaded = timeline.loaded {
      let share = NumberText.plain((max(0, min(loaded, 1)) * 100).rounded(.down), places: 0)
      words.append(Word(SafeText("loading \(share)%"), .accent))
    }
    // What is near is there before it could be read.
    if let target = timeline.target, abs(target - timeline.event) > 1000 {
      words.append(
        Word(SafeText("going to \(NumberText.grouped(min(target, timeline.eventCount)))"), .accent))
    }
    if let mark = state.markHere {
      words.append(Word(SafeText("mark \"\(mark.name)\"", repertoire: repertoire), .best))
    }
    if let ending = timeline.ending {
      words.append(Word(SafeText(ending, repertoire: repertoire), .muted))
    }
    if timeline.origin != .file {
      let behind = timeline.eventCount - timeline.event
      if !timeline.isAtEnd, behind > 0 {
        let count = NumberText.grouped(behind)
        words.append(
          Word(
            SafeText("behind by \(count) event\(behind == 1 ? "" : "s"); g$ follows"), .warning,
            short: SafeText("behind by \(count); g$ follows")))
      } else if timeline.ending == nil {
        words.append(Word("live", .good))
      }
    }
    let problems = timeline.problemCount
    if problems > 0 {
      let lines = "\(NumberText.grouped(problems)) line\(problems == 1 ? "" : "s") not read"
      words.append(
        Word(
          SafeText("\(lines); go lists \(problems == 1 ? "it" : "them")"), .warning,
          short: SafeText("\(lines): go")))
    }
    return words
  }

  // MARK: - The bar

  private static func drawTrack(
    _ state: ExplorerState, _ timeline: Timeline, row: Int, _ track: Range<Int>,
    on canvas: inout Canvas
  ) {
    let signs = canvas.glyphs.track
    let cells = track.dropFirst().dropLast()
    let count = max(1, timeline.eventCount)
    let here = cell(of: timeline.event, of: count, cells.count)
    canvas.fill(row: row, columns: track.prefix(1), with: signs.start, style: .border)
    canvas.fill(row: row, columns: track.suffix(1), with: signs.end, style: .border)
    var events = cells.indices.map { event(at: $0 - cells.startIndex, of: count, cells.count) }
    let now = cells.startIndex + here
    canvas.fill(
      row: row, columns: cells.startIndex..<now, with: signs.past, style: Style(.accent))
    canvas.fill(row: row, columns: now..<cells.endIndex, with: signs.rest, style: .border)
    for mark in state.slice.summary.marks.reversed() where (1...count).contains(mark.event) {
      let offset = cell(of: mark.event, of: count, cells.count)
      let column = cells.startIndex + offset
      canvas.fill(row: row, columns: column..<column + 1, with: signs.mark, style: .best)
      events[offset] = mark.event
    }
    canvas.fill(row: row, columns: now..<now + 1, with: signs.here, style: .heading)
    for (offset, column) in cells.enumerated() {
      canvas.hits.append(
        HitRegion(
          row: row, columns: column..<column + 1, action: "event", argument: events[offset]))
    }
  }

  /// The cell that an event stands in, from 0.
  static func cell(of event: Int, of count: Int, _ cells: Int) -> Int {
    guard count > 1 else { return 0 }
    let share = Double(max(1, min(event, count)) - 1) / Double(count - 1)
    return Int((share * Double(cells - 1)).rounded())
  }

  /// The event in the middle of a cell.
  static func event(at cell: Int, of count: Int, _ cells: Int) -> Int {
    guard cells > 1 else { return count }
    return 1 + Int((Double(cell) / Double(cells - 1) * Double(count - 1)).rounded())
  }
}
