import Drawing
import Groundwork
import SearchTrees

/// The first row: what is running, how far, how fast.
enum HeaderView {
  /// Draws the first row.
  static func draw(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    if let guide = state.guide { return GuideView.drawHeader(guide, row: row, on: &canvas) }
    let summary = state.slice.summary
    let width = canvas.size.width
    if width < 20 { return drawCompact(state, on: &canvas) }
    var column = canvas.put(" treetop  ", row: row, column: 0, style: .title)
    let facts = facts(state)
    let (word, style) = activity(state)
    let recording = recording(state, width)
    let alarms = SearchRemarks.alarmCount(state.slice.summary, isBrief: width < 60)
    // The problem's name gives way before the numbers do.
    let room = max(
      8,
      width - column - word.count - 2 - recording.width - alarms.width - min(facts.count, width / 2)
    )
    column += canvas.put(
      SafeText(summary.title, repertoire: canvas.repertoire).ellipsized(to: room), row: row,
      column: column, style: .plain)
    column += canvas.put("  ", row: row, column: column)
    column += canvas.put(SafeText(word), row: row, column: column, style: style)
    column += canvas.put(recording, row: row, column: column, style: .bad)
    column += canvas.put(alarms, row: row, column: column, style: .warning)
    let space = width - column - 1
    var shown = ""
    for fact in facts.split(separator: "|") {
      let next = shown + "  " + fact
      if next.count > space { break }
      shown = next
    }
    canvas.put(SafeText(shown), row: row, column: column, style: .plain)
  }

  /// Draws the one line that is left of the screen at a height of one.
  static func drawCompact(_ state: ExplorerState, on canvas: inout Canvas) {
    let summary = state.slice.summary
    let value = summary.answer?.firstValue.map { " Q\(NumberText.fixed($0, places: 2))" } ?? ""
    let best = summary.answer?.path.first.map { " " + $0 } ?? ""
    let text = "\(activity(state).0) \(iterations(summary))\(value)\(best)"
    canvas.put(
      SafeText(text, repertoire: canvas.repertoire), row: 0, column: 0, style: .title)
  }

  /// The mark of a search that is being recorded, with the file's name where there is room.
  private static func recording(_ state: ExplorerState, _ width: Int) -> SafeText {
    guard let path = state.slice.summary.recording, width >= 40 else { return .empty }
    guard width >= 100 else { return "  REC" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "  REC " + SafeText(name, repertoire: state.glyphs.repertoire).middleEllipsized(to: 24)
  }

  /// The word for what the search is doing, and its look.
  static func activity(_ state: ExplorerState) -> (String, Style) {
    let summary = state.slice.summary
    if !state.hasSlice { return ("START", .accent) }
    if summary.abilities.clock == .events { return TimelineView.activity(summary) }
    switch summary.activity {
    case .running:
      let pace = summary.pace.map { " \(NumberText.short($0))/s" } ?? " max"
      return ("RUN" + pace, .good)
    case .paused:
      return summary.phase == .select
        ? ("PAUSE", .warning) : ("STEP \(summary.phase.rawValue)/4", .warning)
    case .stopped(.solved): return ("SOLVED", .good)
    case .stopped: return ("STOP", .accent)
    }
  }

  /// The number of simulations; `-` where nobody said.
  static func iterations(_ summary: SearchSummary) -> String {
    summary.areIterationsKnown ? NumberText.grouped(summary.iterations) : "-"
  }

  /// How much of what the preset is named after is there, its first word alone where it is to be brief; nil
  /// where it is genuine, or nobody said.
  private static func label(_ summary: SearchSummary, isBrief: Bool) -> String? {
    guard !summary.label.isEmpty, summary.label != "genuine", !summary.preset.isEmpty else {
      return nil
    }
    return isBrief ? String(summary.label.prefix { $0 != ":" }.prefix(16)) : summary.label
  }

  /// The numbers, the most wanted first, with bars between them.
  private static func facts(_ state: ExplorerState) -> String {
    guard state.hasSlice else { return "" }
    let summary = state.slice.summary
    var facts = ["\(iterations(summary)) sims"]
    if state.isRunning, let rate = state.rate { facts.append("\(NumberText.compact(rate))/s") }
    if let open = summary.openNodes {
      facts.append("chosen from \(NumberText.grouped(open)) open node\(open == 1 ? "" : "s")")
    }
    // What only stands for something must not be missed.
    let label = label(summary, isBrief: state.size.width < 120)
    if let label { facts.append(summary.preset + " (\(label))") }
    facts.append("\(NumberText.grouped(summary.nodes)) nodes")
    facts.append("depth \(summary.depth)")
    if label == nil, !summary.preset.isEmpty { facts.append(summary.preset) }
    facts += summary.parameters.map { "\($0.name) \(NumberText.short($0.value))" }
    if let seed = summary.seed { facts.append("seed \(seed)") }
    if summary.bytes > 0 { facts.append(NumberText.bytes(summary.bytes)) }
    if summary.branches.count > 1 { facts.append(summary.branches[summary.branch].name) }
    return facts.joined(separator: "|")
  }
}
