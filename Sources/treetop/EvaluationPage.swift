import Drawing
import Groundwork
import Presets
import Sessions

/// What an evaluation found, as it is printed.
struct EvaluationPage {
  private let run: EvaluationRun
  private let summary: EvaluationSummary
  private let horizon: HorizonRule?
  private let repertoire: Repertoire

  init(_ run: EvaluationRun, horizon: HorizonRule?, repertoire: Repertoire) {
    self.run = run
    self.horizon = horizon
    self.repertoire = repertoire
    summary = EvaluationSummary(
      of: run.results, entries: run.entries, problems: run.problems)
  }

  /// The page for people.
  var tables: String {
    var lines = wrapped(run.problems.title)
    lines += wrapped(
      budget + (horizon.map { "; " + $0.words } ?? ""))
    if summary.done < summary.total {
      lines += wrapped("INCOMPLETE: \(summary.done) of \(summary.total) searches")
    }
    lines.append("")
    let width = min(40, max(18, (summary.rows.map(\.name.count).max() ?? 0) + 1))
    for row in summary.rows {
      let name = safe(row.name).padded(to: width)
      lines += SafeText(row.remark, repertoire: repertoire).wrapped(to: 80 - width).enumerated()
        .map { (($0 == 0 ? name : .blanks(width)) + $1).plain }
    }
    lines.append("")
    lines += EvaluationTable(summary).lines.map { safe($0).plain }
    lines.append("")
    lines += wrapped(
      run.problems.truth.words
        + " Below each: the 95 % interval. settled: when the answer last changed.")
    let keyed = run.entries.filter { $0.answerKey != nil }.map(\.name)
    if summary.canBeFound, !keyed.isEmpty {
      lines += wrapped(
        "The rewards of \(keyed.joined(separator: ", ")) hold the rules' verdict on the goal: there "
          + "chosen says little beside found. The rows named -bare are the same searches without it."
      )
    }
    return lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) + "\n" }
      .joined()
  }

  private var budget: String {
    let words = "\(run.iterations) \(run.iterations == 1 ? "iteration" : "iterations") a search"
    return run.calls.map { "at most \($0) \($0 == 1 ? "call" : "calls") and \(words)" } ?? words
  }

  /// The page for programs: one object on one line.
  var json: String {
    JSONValue([
      ("problems", .string(run.problems.title)),
      ("settings", JSONValue(run.settings.items.map { ($0.name, .string($0.value)) })),
      ("lengths", .array(summary.lengths.map { .integer($0) })),
      ("counts", .array(summary.counts.map { .integer($0) })),
      ("done", .integer(summary.done)),
      ("runs", .integer(summary.total)),
      ("rows", .array(summary.rows.map(object))),
    ]).printed(in: repertoire) + "\n"
  }

  private func object(_ row: EvaluationSummary.Row) -> JSONValue {
    JSONValue([
      ("name", .string(row.name)),
      ("remark", .string(row.remark)),
      ("found", summary.canBeFound ? .array(row.found.map(object)) : .null),
      ("chosen", .array(row.chosen.map(object))),
      ("found_overall", summary.canBeFound ? object(row.foundOverall) : .null),
      ("chosen_overall", object(row.chosenOverall)),
      (
        "ranks", row.rankOverall == nil ? .null : .array(row.ranks.map { .optional($0?.middle) })
      ),
      ("rank_overall", .optional(row.rankOverall?.middle)),
      (
        "rank_intervals",
        row.rankOverall == nil ? .null : .array(row.ranks.map { object($0?.interval) })
      ),
      ("rank_interval_overall", object(row.rankOverall?.interval)),
      ("iterations", .optional(row.iterations)),
      ("nodes", .optional(row.nodes)),
      ("asked", .optional(row.asked)),
      ("settled_at", .optional(row.settledAt)),
      ("seconds", .optional(row.seconds)),
      ("calls", .optional(row.calls)),
      ("tokens", .optional(row.tokens)),
      ("draft_acceptance", .optional(row.acceptance)),
      ("judged_steps", .integer(row.judgedSteps)),
      ("spearman", .optional(row.spearman)),
      ("pearson", .optional(row.pearson)),
      ("found_against_first", found(row.foundAgainstFirst)),
      ("chosen_against_first", row.chosenAgainstFirst.map(object) ?? .null),
      ("found_against_previous", found(row.foundAgainstPrevious)),
      ("chosen_against_previous", row.chosenAgainstPrevious.map(object) ?? .null),
    ])
  }

  /// Nothing can be found where the answer alone counts.
  private func found(_ test: PairedTest?) -> JSONValue {
    summary.canBeFound ? test.map(object) ?? .null : .null
  }

  private func object(_ interval: ClosedRange<Int>?) -> JSONValue {
    guard let interval else { return .null }
    return JSONValue([
      ("low", .integer(interval.lowerBound)), ("high", .integer(interval.upperBound)),
    ])
  }

  private func object(_ share: Share) -> JSONValue {
    JSONValue([
      ("solved", .integer(share.hits)),
      ("of", .integer(share.count)),
      ("low", .optional(share.interval?.lowerBound)),
      ("high", .optional(share.interval?.upperBound)),
    ])
  }

  private func object(_ test: PairedTest) -> JSONValue {
    JSONValue([
      ("only_first", .integer(test.onlyFirst)),
      ("only_this", .integer(test.onlySecond)),
      ("p", .number(test.p)),
    ])
  }

  private func safe(_ text: String) -> SafeText { SafeText(text, repertoire: repertoire) }

  private func wrapped(_ text: String) -> [String] {
    SafeText(text, repertoire: repertoire, limit: 600).wrapped(to: 80).map(\.plain)
  }
}
