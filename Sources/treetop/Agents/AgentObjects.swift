import Groundwork
import SearchTrees

/// What a slice holds, as JSON for agents; the keys are those of `--json` where the thing is the same.
enum AgentObjects {
  /// Texts are cut after so many characters; what was left out is said.
  static let longestText = 4000

  /// A text of any length, cut.
  static func text(_ text: String?) -> JSONValue {
    guard let text, !text.isEmpty else { return .null }
    guard text.count > longestText else { return .string(text) }
    let left = text.count - longestText
    return .string("\(text.prefix(longestText)) … (\(left) more characters)")
  }

  static func path(_ labels: [String]) -> JSONValue { .array(labels.map { .string($0) }) }

  static func numbers(_ numbers: [NamedNumber]) -> JSONValue {
    JSONValue(numbers.map { ($0.name, .number($0.value)) })
  }

  /// A row of the tree that is a node.
  static func row(_ row: SliceRow, in summary: SearchSummary) -> JSONValue {
    let statistics = summary.statistics.flatMap(\.cellNames)
    return JSONValue([
      ("id", .integer(row.id.index)),
      ("action", .string(row.label)),
      ("visits", .optional(row.visits)),
      ("share", .optional(row.share)),
      ("value", .optional(row.value)),
      ("prior", .optional(row.prior)),
      ("score", .optional(row.score)),
      (
        "terms", JSONValue(zip(summary.termNames, row.terms).map { ($0, .number($1)) })
      ),
      ("probability", .optional(row.probability)),
      (
        "statistics", JSONValue(zip(statistics, row.statistics).map { ($0, .optional($1)) })
      ),
      ("kind", .optional(row.nodeKind)),
      ("flags", NodeObjects.flags(row.flags)),
      ("children", .integer(row.childCount)),
      ("unexpanded", .optional(row.unexpanded)),
      ("on_answer", .bool(row.isOnAnswer)),
      ("on_best_line", .bool(row.isOnBestLine)),
    ])
  }

  /// The node under the cursor.
  static func node(_ slice: TreeSlice) -> JSONValue {
    let detail = slice.detail
    let layout = slice.summary.statistics.flatMap(\.cellNames)
    let row = slice.row(at: slice.cursorRow) ?? slice.distantCursor
    let declared = zip(layout, row?.statistics ?? []).map { ($0, JSONValue.optional($1)) }
    let others = detail.otherStatistics.filter { !layout.contains($0.name) }
      .map { ($0.name, JSONValue.optional($0.value)) }
    return JSONValue([
      ("id", .integer(detail.node.index)),
      ("path", path(slice.cursorPath)),
      ("depth", .integer(detail.depth)),
      ("visits", .optional(detail.visits)),
      ("value", .optional(detail.exactValue ?? detail.mean)),
      ("value_sum", .optional(detail.valueSum)),
      ("exact_value", .optional(detail.exactValue)),
      ("prior", .optional(detail.prior)),
      ("share", .optional(row?.share)),
      ("score", .optional(row?.score)),
      ("statistics", JSONValue(declared + others)),
      ("kind", .optional(detail.kind)),
      ("source", .optional(detail.source)),
      ("flags", NodeObjects.flags(detail.statistics.flags)),
      ("children", .integer(detail.childCount)),
      ("unexpanded", .optional(detail.unexpanded)),
      ("actions", .optional(detail.actionCount)),
      ("state", text(detail.text ?? detail.picture?.joined(separator: "\n") ?? detail.stateLine)),
      ("evaluation", detail.verdict.map { ResultObject.evaluation($0) } ?? .null),
      ("parts", detail.verdict.map(parts) ?? .null),
      ("note", .optional(detail.note)),
      ("last_change", detail.lastChange.map(change) ?? .null),
    ])
  }

  private static func change(_ change: ChangeOrigin) -> JSONValue {
    JSONValue([
      ("event", .integer(change.event)), ("iteration", .optional(change.iteration)),
      ("what", .string(change.words)),
    ])
  }

  /// What a reward was made of.
  private static func parts(_ verdict: Verdict) -> JSONValue {
    .array(
      verdict.parts.map {
        JSONValue([
          ("name", .string($0.name)), ("raw", .number($0.raw)),
          ("normalized", .optional($0.normalized)), ("weight", .optional($0.weight)),
          ("adds", .optional($0.contribution)),
        ])
      })
  }

  /// A decision with its candidates, the highest scores first.
  static func decision(
    _ table: SelectionTable, path labels: [String], isNext: Bool, limit: Int
  ) -> JSONValue {
    let winner = table.winner.map { table.candidates[$0] }
    let order = table.candidates.indices.sorted {
      if $0 == table.winner || $1 == table.winner { return $0 == table.winner && $1 != $0 }
      let (a, b) = (table.candidates[$0].score, table.candidates[$1].score)
      if a.isNaN || b.isNaN { return !a.isNaN && b.isNaN }
      return a > b
    }
    return JSONValue([
      ("id", .integer(table.node.index)),
      ("path", path(labels)),
      ("decision", .string(isNext ? "the next one, as of now" : "the last one up to this moment")),
      ("rule", .named(table.rule)),
      ("formula", .named(table.formula)),
      ("parent_visits", .optional(table.parentVisits)),
      ("exploration", table.exploration.name.isEmpty ? .null : numbers([table.exploration])),
      ("winner", winner.map { .string($0.label) } ?? .null),
      ("winner_id", winner.map { .integer($0.node.index) } ?? .null),
      ("margin", .optional(table.margin)),
      ("flips_below", flip(table.flips.below, table)),
      ("flips_above", flip(table.flips.above, table)),
      ("stages", .array(table.stages.map(stage))),
      ("candidate_count", .integer(table.candidates.count)),
      ("candidates", .array(order.prefix(limit).map { candidate(table.candidates[$0]) })),
    ])
  }

  private static func flip(_ flip: SelectionTable.Flip?, _ table: SelectionTable) -> JSONValue {
    guard let flip else { return .null }
    return JSONValue([
      (table.exploration.name, .number(flip.constant)),
      ("winner", .string(table.candidates[flip.candidate].label)),
    ])
  }

  private static func candidate(_ candidate: SelectionTable.Candidate) -> JSONValue {
    JSONValue([
      ("id", candidate.node == .none ? .null : .integer(candidate.node.index)),
      ("action", .string(candidate.label)),
      ("visits", .optional(candidate.visits)),
      ("value", .optional(candidate.value)),
      ("prior", .optional(candidate.prior)),
      ("probability", .optional(candidate.probability)),
      ("terms", numbers(candidate.terms)),
      ("score", .number(candidate.score)),
      ("working", candidate.working.isEmpty ? .null : .string(candidate.working)),
      ("flags", NodeObjects.flags(candidate.flags)),
    ])
  }

  private static func stage(_ stage: SelectionTable.Stage) -> JSONValue {
    JSONValue([
      ("name", .string(stage.name)),
      ("winner", stage.winner.map { .string(stage.arms[$0].label) } ?? .null),
      ("draw", .optional(stage.draw)),
      (
        "arms",
        .array(
          stage.arms.map {
            JSONValue([
              ("name", .string($0.label)), ("terms", numbers($0.terms)),
              ("probability", .optional($0.probability)), ("draw", .optional($0.draw)),
            ])
          })
      ),
    ])
  }

  /// The answer.
  static func answer(_ summary: SearchSummary) -> JSONValue {
    guard let answer = summary.answer else { return .null }
    return JSONValue([
      ("rule", .string(answer.rule)),
      ("actions", path(answer.path)),
      ("value", .optional(answer.value)),
      ("measure", .optional(answer.measure)),
      ("reason", .string(answer.reason)),
      ("state", text(answer.text ?? answer.state)),
      ("terminal", .bool(answer.isTerminal)),
      ("valid", answer.check.map { .bool($0.isValid) } ?? .null),
      ("check", .optional(answer.check?.words)),
      ("instead", .optional(answer.instead)),
    ])
  }

  /// A plot's numbers.
  static func plot(_ plot: SearchPlot) -> JSONValue {
    let content: [(String, JSONValue)] =
      switch plot.content {
      case .lines(let iterations, let series):
        [
          ("iterations", .array(iterations.map { .integer($0) })),
          ("series", .array(series.map(line))),
        ]
      case .bars(let bars):
        [
          (
            "bars",
            .array(
              bars.map {
                JSONValue([("label", .string($0.label)), ("value", .optional($0.value))])
              })
          )
        ]
      case .dots(let dots, _): [("children", .array(dots.map(dot)))]
      }
    return JSONValue([("plot", .string(plot.name.rawValue))] + content)
  }

  private static func line(_ line: SearchPlot.Series) -> JSONValue {
    JSONValue([
      ("action", .named(line.label)),
      ("id", line.node.map { .integer($0.index) } ?? .null),
      ("values", .array(line.values.map { .optional($0) })),
    ])
  }

  private static func dot(_ dot: SearchPlot.Dot) -> JSONValue {
    JSONValue([
      ("id", .integer(dot.node.index)), ("action", .string(dot.label)),
      ("visits", .optional(dot.visits)), ("value", .optional(dot.value)),
      ("score", .optional(dot.score)), ("next", .bool(dot.isNext)),
    ])
  }

  /// Where the search is.
  static func moment(_ summary: SearchSummary, notice: String? = nil) -> JSONValue {
    let activity =
      switch summary.activity {
      case .paused: "paused"
      case .running: "running"
      case .stopped(let reason): "stopped: \(reason.words)"
      }
    return JSONValue([
      ("iterations", summary.areIterationsKnown ? .integer(summary.iterations) : .null),
      ("nodes", .integer(summary.nodes)),
      ("depth", .integer(summary.depth)),
      ("activity", .string(activity)),
      ("event", .optional(summary.event)),
      ("events", summary.timeline.map { .integer($0.eventCount) } ?? .null),
      ("branch", .optional(branch(summary))),
      ("answer", path(summary.answer?.path ?? summary.bestLine)),
      ("answer_value", .optional(summary.answer?.value ?? summary.bestValue)),
      ("notice", .optional(notice)),
    ])
  }

  private static func branch(_ summary: SearchSummary) -> String? {
    summary.branches.first { $0.id == summary.branch }?.name
  }
}
