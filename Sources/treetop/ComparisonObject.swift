import Drawing
import Groundwork
import SearchTrees

/// A comparison as one JSON object, for programs.
///
/// The keys are always the same, in the same order; what there is none of is null.
struct ComparisonObject {
  private let comparison: TreeComparison

  init(_ comparison: TreeComparison) { self.comparison = comparison }

  /// The object on one line.
  func text(in repertoire: Repertoire) -> String { object.printed(in: repertoire) + "\n" }

  /// The object of two searches that cannot be compared.
  static func refusal(_ reason: String, in repertoire: Repertoire) -> String {
    JSONValue([("comparable", .bool(false)), ("reason", .string(reason))])
      .printed(in: repertoire) + "\n"
  }

  /// The object.
  var object: JSONValue {
    let counts = comparison.counts
    return JSONValue([
      ("comparable", .bool(true)),
      ("equal", .bool(comparison.isEqual)),
      ("within", .optional(comparison.tolerance)),
      ("a", side(comparison.a, comparison.lineA)),
      ("b", side(comparison.b, comparison.lineB)),
      (
        "settings",
        .array(
          comparison.settings.map {
            JSONValue([
              ("name", .string($0.name)), ("a", .optional($0.a)), ("b", .optional($0.b)),
            ])
          })
      ),
      (
        "places",
        JSONValue([
          ("total", .integer(counts.total)), ("equal", .integer(counts.equal)),
          ("different", .integer(counts.different)), ("only_a", .integer(counts.onlyA)),
          ("only_b", .integer(counts.onlyB)),
        ])
      ),
      ("same_answer", .bool(comparison.isSameAnswer)),
      ("divergence_bits", .optional(comparison.divergence)),
      ("first_difference", comparison.firstDifference.map(difference) ?? .null),
      ("decision", comparison.decision.map(decision) ?? .null),
      ("children", rows(of: 0)),
      ("sentence", .string(comparison.sentence)),
    ])
  }

  private func side(_ tree: TreeSnapshot, _ line: [Int]) -> JSONValue {
    let summary = tree.summary
    return JSONValue([
      ("name", .string(tree.title)),
      ("problem", .named(summary.problem)),
      ("preset", .named(summary.preset)),
      ("seed", summary.seed.map { .id($0) } ?? .null),
      ("iterations", summary.areIterationsKnown ? .integer(summary.iterations) : .null),
      ("nodes", .integer(tree.nodeCount)),
      ("depth", .integer(summary.depth)),
      ("answer", .array(line.dropFirst().map { .string(comparison.label(of: $0)) })),
      ("answer_by", .optional(summary.answer?.rule)),
    ])
  }

  private func path(_ pair: Int) -> JSONValue {
    .array(comparison.path(to: pair).map { .string($0) })
  }

  private func difference(_ pair: Int) -> JSONValue {
    let names: [(TreeComparison.Difference, String)] = [
      (.onlyA, "only_a"), (.onlyB, "only_b"), (.visits, "visits"), (.value, "value"),
      (.prior, "prior"), (.flags, "flags"),
    ]
    let found = names.filter { comparison.pairs[pair].difference.contains($0.0) }
    return JSONValue([
      ("path", path(pair)), ("in", .array(found.map { .string($0.1) })),
      ("words", .string(comparison.words(for: pair))),
    ])
  }

  private func decision(_ decision: TreeComparison.Decision) -> JSONValue {
    JSONValue([
      ("step", .integer(decision.step)),
      ("path", path(decision.pair)),
      ("on_answer", .bool(decision.isOnAnswer)),
      ("a", .string(comparison.label(of: decision.choiceA))),
      ("b", .string(comparison.label(of: decision.choiceB))),
      ("cause", .string(comparison.cause(of: decision))),
      ("candidates", rows(of: decision.pair)),
    ])
  }

  private func rows(of pair: Int) -> JSONValue {
    .array(
      comparison.candidates(of: pair).map { row in
        let visits = comparison.visits(of: row.pair)
        let values = comparison.values(of: row.pair)
        return JSONValue([
          ("action", .string(comparison.label(of: row.pair))),
          ("a", candidate(row.a)),
          ("b", candidate(row.b)),
          ("visits_change", .optional(Self.change(visits.a, visits.b))),
          ("value_change", .optional(Self.change(values.a, values.b))),
        ])
      })
  }

  private func candidate(_ candidate: TreeComparison.Candidate?) -> JSONValue {
    guard let candidate else { return .null }
    return JSONValue([
      ("visits", .optional(candidate.visits)),
      ("value", .optional(candidate.value)),
      ("prior", .optional(candidate.prior)),
      ("score", .optional(candidate.score)),
      ("terms", JSONValue(candidate.terms.map { ($0.name, .number($0.value)) })),
      ("flags", .string(TreeComparison.words(for: candidate.flags))),
    ])
  }

  private static func change(_ a: Double?, _ b: Double?) -> Double? {
    a.flatMap { a in b.map { $0 - a } }
  }
}
