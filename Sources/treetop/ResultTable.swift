import Drawing
import Groundwork
import SearchTrees
import Sessions

/// A result as a page of text, for people.
struct ResultTable {
  private let result: SearchResult
  private let repertoire: Repertoire

  /// Lines are wrapped at this width; the table of actions is as wide as it must be.
  private static let width = 80
  /// The names of the lines stand in a column of this width.
  private static let nameWidth = 21

  init(_ result: SearchResult, repertoire: Repertoire) {
    self.result = result
    self.repertoire = repertoire
  }

  /// The whole page.
  var text: String {
    let blocks = [heading, actions, answers, counters, findings, nodes].filter { !$0.isEmpty }
    return blocks.map { $0.map { Self.trimmed($0) + "\n" }.joined() }.joined(separator: "\n")
  }

  private var report: SearchReport { result.report }
  private var summary: SearchSummary { result.report.summary }

  // MARK: - The parts of the page

  private var heading: [SafeText] {
    let parameters = summary.parameters.map { $0.name + " " + NumberText.short($0.value) }
    let name = summary.title
    var facts = summary.preset.isEmpty ? parameters : [summary.preset] + parameters
    if let seed = summary.seed { facts.append("seed \(seed)") }
    let how = facts.joined(separator: ", ")
    let joint = name.isEmpty || how.isEmpty ? "" : summary.preset.isEmpty ? ", " : " by "
    return wrapped("", safe(name, limit: 200) + safe(joint + how))
      + (summary.formula.isEmpty ? [] : wrapped("", safe("score = \(summary.formula)")))
      + summary.selectionRules.flatMap { wrapped("", safe($0)) }
      + wrapped("", safe("Q: \(summary.valueMeaning)"))
  }

  private var actions: [SafeText] {
    guard !report.children.isEmpty else { return [safe("The root has no actions yet.")] }
    return ActionTable(report, repertoire: repertoire).lines
  }

  private var answers: [SafeText] {
    var lines: [SafeText] = []
    if summary.root != .root {
      lines += wrapped("root", sequence(summary.rootPath))
      lines += wrapped(
        "", safe("the search went on from here; all below is about it"), isContinued: true)
    }
    lines += wrapped("principal variation", sequence(report.principalVariation))
    if summary.bestLineGoesByValue {
      lines += wrapped("", safe("by the highest Q, as visits are not known"), isContinued: true)
    }
    lines += wrapped("answer", sequence(report.answer.path))
    lines += wrapped("", safe(report.answer.reason), isContinued: true)
    if !report.answer.state.isEmpty { lines += wrapped("leads to", safe(report.answer.state)) }
    if let value = report.provenValue {
      lines += wrapped("proven", safe("worth \(NumberText.fixed(value)) to the player to move"))
    }
    if let plan = result.checkedPlan {
      lines += wrapped("plan", safe(plan.words))
      for step in plan.steps { lines += wrapped("", safe(step), isContinued: true) }
    }
    return lines
  }

  private var counters: [SafeText] {
    let pace = result.seconds.map {
      ", " + NumberText.compact(Double(summary.iterations) / max($0, 1e-9)) + " a second"
    }
    let size = NumberText.bytes(summary.nodes * report.bytesPerNode)
    var lines =
      wrapped("stopped", safe(result.stopped))
      + wrapped(
        "iterations",
        safe(
          summary.areIterationsKnown
            ? NumberText.grouped(summary.iterations) + (pace ?? "") : "-"))
      + wrapped(
        "nodes",
        safe("\(NumberText.grouped(summary.nodes)), \(report.bytesPerNode) bytes each, \(size)"))
      + wrapped("depth", safe("\(summary.depth)"))
    if let seconds = result.seconds, let work = result.work {
      let times = [seconds, work].map { NumberText.plain($0, places: 3) }
      lines += wrapped("time", safe("\(times[0]) s, \(times[1]) s of processor time"))
    }
    let servers = summary.servers.filter { $0.use != ModelServer.Use() }
    for text in servers.flatMap(\.accountLines) {
      lines += wrapped("server", safe(text))
    }
    return lines
  }

  /// What contradicts itself.
  private var findings: [SafeText] {
    summary.findings.flatMap { wrapped("finding", safe($0.words, limit: 1_000)) }
  }

  /// What was asked of the nodes: their groups, or else themselves.
  private var nodes: [SafeText] {
    var lines: [SafeText] = []
    if let list = result.nodes.matches {
      let numbers = [list.count, list.nodeCount].map { NumberText.grouped($0) }
      lines = wrapped("found", safe("\(numbers[0]) of \(numbers[1]) nodes"))
      if result.nodes.groups == nil { lines += MatchTable(list, repertoire: repertoire).lines }
    }
    guard let list = result.nodes.groups else { return lines }
    let numbers = [list.count, list.groups.nodeCount].map { NumberText.grouped($0) }
    let words = "\(numbers[0]) by \(list.groups.text), of \(numbers[1]) nodes"
    return lines + wrapped("groups", safe(words)) + GroupTable(list, repertoire: repertoire).lines
  }

  // MARK: - Lines

  private func safe(_ raw: String, limit: Int = 400) -> SafeText {
    SafeText(raw, repertoire: repertoire, limit: limit)
  }

  /// Returns actions one after another, with commas if some have spaces.
  private func sequence(_ labels: [String]) -> SafeText {
    guard !labels.isEmpty else { return safe("none yet") }
    let separator = safe(labels.contains { $0.contains(" ") } ? ", " : " ")
    let parts = labels.map { safe($0, limit: 200) }
    return parts.dropFirst().reduce(parts[0]) { $0 + separator + $1 }
  }

  /// Returns a text as lines, its name in a column of its own.
  private func wrapped(
    _ name: String, _ text: SafeText, isContinued: Bool = false
  ) -> [SafeText] {
    let indent = name.isEmpty && !isContinued ? 0 : Self.nameWidth
    return text.wrapped(to: Self.width - indent).enumerated().map { index, line in
      safe(index == 0 ? name : "").padded(to: indent) + line
    }
  }

  private static func trimmed(_ line: SafeText) -> String {
    var text = line.plain
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
