import Drawing
import Groundwork
import SearchTrees

/// The last two rows: the state of the view, messages and prompts; the keys that are live.
enum StatusView {
  /// Draws the status line, or the message or prompt that takes its place.
  static func drawStatus(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    let width = canvas.size.width
    let repertoire = canvas.repertoire
    if let prompt = state.prompt {
      return PromptLine(prompt, state).draw(row: row, on: &canvas)
    }
    let pending = state.count + state.prefix.map(\.notation).joined()
    let room = width - 2 - (pending.isEmpty ? 0 : pending.count + 1)
    if let message = state.message {
      let text = SafeText(message.text, repertoire: repertoire).ellipsized(to: room)
      canvas.put(
        text, row: row, column: 1, style: message.isError ? .warning : .accent)
    } else if let (name, note) = MarkNote.line(state) {
      let column = 1 + canvas.put(name, row: row, column: 1, style: .best, width: room)
      canvas.put(note.ellipsized(to: room - column + 1), row: row, column: column)
    } else if let filter = state.request.filter, state.view == .tree || state.view == .groups {
      drawFilter(filter, state, row: row, room: room, on: &canvas)
    } else if let guide = state.guide {
      canvas.put(guide.status.ellipsized(to: room), row: row, column: 1, style: .muted)
    } else {
      drawFacts(state, row: row, room: room, on: &canvas)
    }
    if !pending.isEmpty {
      canvas.putRight(
        SafeText(pending), row: row, column: 0, width: width - 1, style: .accent)
    }
  }

  /// Draws the condition of the filter at the left, and at the right how many nodes it finds.
  private static func drawFilter(
    _ filter: String, _ state: ExplorerState, row: Int, room: Int, on canvas: inout Canvas
  ) {
    let report = state.slice.filter.flatMap { $0.text == filter ? $0 : nil } ?? FilterReport()
    let count = NumberText.grouped(report.count)
    let total = NumberText.grouped(max(report.nodeCount, state.slice.summary.nodes))
    var words = "\(count) of \(total)"
    if !report.isDone {
      let share = report.nodeCount > 0 ? 100 * report.checked / report.nodeCount : 0
      words += ", \(share) %"
    } else if room >= 60 {
      let above = NumberText.grouped(report.aboveCount)
      words += " nodes" + (report.aboveCount > 0 ? ", \(above) above them" : "")
    }
    let counts = SafeText(words)
    let head: SafeText = "FILTER "
    canvas.put(head, row: row, column: 1, style: .accent, width: room)
    canvas.put(
      SafeText(filter, repertoire: canvas.repertoire)
        .ellipsized(to: max(1, room - head.width - counts.width - 2)), row: row,
      column: 1 + head.width, width: max(0, room - head.width))
    canvas.putRight(counts, row: row, column: 1, width: room, style: .plain)
  }

  /// A fact of the line: what matters less gives way first.
  private struct Fact {
    var name: SafeText
    var value: SafeText
    var importance: Int

    var width: Int { name.width + (value.isEmpty ? 0 : 1 + value.width) }
  }

  /// Draws the answer at the left, and at the right what fits of the facts of the view.
  private static func drawFacts(
    _ state: ExplorerState, row: Int, room: Int, on canvas: inout Canvas
  ) {
    let facts = facts(state, canvas.repertoire)
    let gap = 3
    func width(_ facts: [Fact]) -> Int {
      facts.reduce(0) { $0 + $1.width } + gap * max(0, facts.count - 1)
    }
    // What is unusual stands beside the answer as long as enough of that is left.
    var kept = facts.indices.filter { facts[$0].importance > 2 }
    func taken() -> Int { kept.isEmpty ? 0 : gap + width(kept.map { facts[$0] }) }
    let whole = answer(state, room: room, canvas)
    let head = state.glyphs.answer + " answer "
    let wanted = whole.map { head.width + $0.width } ?? 0
    while taken() + min(wanted, shortestAnswer) > room,
      let least = kept.min(by: { facts[$0].importance < facts[$1].importance })
    {
      kept.removeAll { $0 == least }
    }
    var line = StyledLine()
    if let whole, let answer = state.slice.summary.answer {
      line = StyledLine(head, .best).then(
        whole.ellipsized(to: max(1, room - taken() - head.width)))
      let worth = SafeText("   " + AnswerRemarks.worth(answer), repertoire: canvas.repertoire)
      if line.width + worth.width + taken() <= room { line = line.then(worth, .muted) }
    }
    let usual = facts.indices.filter { facts[$0].importance <= 2 }
    for place in usual.sorted(by: { facts[$0].importance > facts[$1].importance }) {
      kept.append(place)
      if line.width + taken() > room { kept.removeLast() }
    }
    line.draw(row: row, columns: 1..<room + 1, on: &canvas)
    let shown = kept.sorted().map { facts[$0] }
    var column = 1 + room - width(shown)
    for fact in shown {
      column += canvas.put(fact.name, row: row, column: column, style: .muted)
      if !fact.value.isEmpty {
        column += 1 + canvas.put(fact.value, row: row, column: column + 1)
      }
      column += gap
    }
  }

  /// So many cells an answer keeps beside the facts.
  private static let shortestAnswer = 36

  /// The answer as of now, as much of it as a room can show; nil where there is none.
  private static func answer(
    _ state: ExplorerState, room: Int, _ canvas: Canvas
  ) -> SafeText? {
    guard let answer = state.slice.summary.answer, let subject = AnswerRemarks.subject(answer)
    else { return nil }
    // A character has at most two marks that are kept.
    return SafeText(subject, repertoire: canvas.repertoire, limit: 3 * max(1, room) + 1)
  }

  private static func facts(_ state: ExplorerState, _ repertoire: Repertoire) -> [Fact] {
    let summary = state.slice.summary
    var facts: [Fact] = []
    func add(_ name: String, _ value: String, _ importance: Int) {
      facts.append(
        Fact(
          name: SafeText(name), value: SafeText(value, repertoire: repertoire),
          importance: importance))
    }
    // Where a text is read, the place in it matters more than the answer.
    add(state.view.rawValue.uppercased(), "", state.view == .text ? 7 : 0)
    // What the row below the header says already is not said twice.
    if case .stopped(let reason) = summary.activity, state.layout.banner == nil {
      add("stopped", reason.words, 6)
    }
    let order =
      switch state.request.sort {
      case .visits: "N"
      case .prior where !summary.edge.isPrior: summary.edge.head
      case .prior: "prior"
      case .value: "value"
      case .score: "score"
      case .creation: "creation"
      case .statistic(let place): TreeColumns.head(of: .statistic(place, cells: 0), state)
      }
    // By creation the oldest come first, which is ascending; all else begins with the largest.
    let isAscending = state.request.isAscending != (state.request.sort == .creation)
    let direction = isAscending ? " asc" : " desc"
    if state.view == .text {
      for (name, value) in TextView.facts(state) { add(name, value, 7) }
    }
    if state.view == .plots {
      let place = (PlotName.allCases.firstIndex(of: state.plot) ?? 0) + 1
      add("plot", "\(place) of \(PlotName.allCases.count)", 7)
      if let iteration = state.plotPlace {
        add("cursor", "sim \(NumberText.grouped(iteration))", 7)
      }
    }
    if state.view == .compare, let compared = state.compared {
      let order = compared.active.order
      add("sort", order.rawValue, order == .visits ? -1 : 2)
      add(compared.isLocked ? "locked" : "moves \(compared.side.rawValue)", "", 6)
    }
    if state.view == .doctor, let report = state.slice.diagnosis, report.isDone {
      let events = report.events.map { "\(NumberText.grouped($0)) events and " } ?? ""
      add("looked at", events + "\(NumberText.grouped(report.nodes)) nodes", 7)
      add(NumberText.short((report.seconds * 1000).rounded()) + " ms", "", 5)
    }
    if ![.log, .text, .groups, .plots, .compare, .doctor, .calls].contains(state.view) {
      let isUsual = state.hasUsualOrder && !state.isOrderHeld
      add("sort", order + direction + (state.isOrderHeld ? " (held)" : ""), isUsual ? -1 : 2)
    }
    if summary.abilities.limitsUndo, state.view != .text {
      add("undo", NumberText.grouped(summary.undoDepth), 1)
    }
    if summary.branches.count > 1 {
      let name = summary.branches[summary.branch].name
      add("branch", "\(name) (\(summary.branch + 1) of \(summary.branches.count))", 5)
    }
    if state.request.followsBestLine { add("follow", "best line", 4) }
    if state.request.root != .root { add("zoom", "\(state.request.root)", 3) }
    return facts
  }
}
