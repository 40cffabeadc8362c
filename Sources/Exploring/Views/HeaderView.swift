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
    let (word, style) = activity(state)
    var column = 1
    column += canvas.put(
      SafeText(" \(word) "), row: row, column: column, style: style.with(.reverse))
    column += 2
    let facts = facts(state)
    let needed = facts.reduce(0) { $0 + $1.text.width + Fact.gap }
    let recording = recording(state, width)
    let alarms = SearchRemarks.alarmCount(state.slice.summary, isBrief: width < 60)
    // The problem's name gives way before the numbers do.
    let taken = column + recording.width + alarms.width
    let room = max(8, width - taken - 2 - min(needed, width / 2))
    column += canvas.put(
      SafeText(summary.title, repertoire: canvas.repertoire).ellipsized(to: room), row: row,
      column: column, style: Style(.plain, .bold))
    column += canvas.put(recording, row: row, column: column, style: .bad)
    column += canvas.put(alarms, row: row, column: column, style: .warning)
    var free = width - 1 - column
    var shown: [Fact] = []
    for fact in facts {
      let cost = fact.text.width + Fact.gap
      guard cost <= free else { continue }
      free -= cost
      shown.append(fact)
    }
    for fact in shown where !fact.isNumber {
      column += Fact.gap
      column += canvas.put(fact.text, row: row, column: column)
    }
    var end = width - 1
    for fact in shown.reversed() where fact.isNumber {
      end -= fact.text.width
      canvas.put(fact.text, row: row, column: end)
      end -= Fact.gap
    }
  }

  /// Something that is said of the search.
  private struct Fact {
    /// The blanks beside it.
    static let gap = 2

    var text: SafeText
    /// Whether it stands at the right, among what changes while the search runs.
    var isNumber: Bool
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
      let pace = summary.pace.map { " \(NumberText.short($0))/s" } ?? ""
      return ("RUN" + pace, .good)
    case .paused:
      return summary.phase == .select
        ? ("PAUSE", .accent) : ("STEP \(summary.phase.rawValue)/4", .accent)
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

  /// What is said, the most wanted first.
  private static func facts(_ state: ExplorerState) -> [Fact] {
    guard state.hasSlice else { return [] }
    let summary = state.slice.summary
    var facts: [Fact] = []
    func add(_ text: String, isNumber: Bool = true) {
      facts.append(
        Fact(text: SafeText(text, repertoire: state.glyphs.repertoire), isNumber: isNumber))
    }
    if summary.abilities.opensNodes {
      let count = summary.nodes - 1
      add("\(NumberText.grouped(count)) tree\(count == 1 ? "" : "s")")
      return facts
    }
    add("\(iterations(summary)) sims")
    if state.isRunning, let rate = state.rate { add("\(NumberText.compact(rate))/s") }
    if let open = summary.openNodes {
      add("chosen from \(NumberText.grouped(open)) open node\(open == 1 ? "" : "s")")
    }
    // What only stands for something must not be missed.
    let label =
      label(summary, isBrief: false).flatMap { $0.count <= state.size.width - 72 ? $0 : nil }
      ?? label(summary, isBrief: true)
    if let label { add(summary.preset + " (\(label))", isNumber: false) }
    for text in ServerFacts.texts(summary.servers, isRunning: state.isRunning, state.size.width) {
      add(text)
    }
    add("\(NumberText.grouped(summary.nodes)) nodes")
    if label == nil, !summary.preset.isEmpty { add(summary.preset, isNumber: false) }
    for parameter in summary.parameters {
      add("\(parameter.name) \(NumberText.short(parameter.value))", isNumber: false)
    }
    add("depth \(summary.depth)")
    if let seed = summary.seed { add("seed \(seed)", isNumber: false) }
    if summary.bytes > 0 { add(NumberText.bytes(summary.bytes)) }
    if summary.branches.count > 1 { add(summary.branches[summary.branch].name) }
    return facts
  }
}
