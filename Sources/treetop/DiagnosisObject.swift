import Drawing
import Groundwork
import SearchTrees
import Sessions

/// A diagnosis as one JSON object, for programs.
///
/// The keys are always the same, in the same order; what there is none of is null.
struct DiagnosisObject {
  private let outcome: FileDiagnosis.Outcome

  init(_ outcome: FileDiagnosis.Outcome) { self.outcome = outcome }

  /// The object on one line.
  func text(in repertoire: Repertoire) -> String {
    object.printed(in: repertoire) + "\n"
  }

  /// The object.
  var object: JSONValue {
    JSONValue([
      ("faults", .integer(outcome.findings.count { $0.rule.grade == .fault })),
      ("remarks", .integer(outcome.findings.count { $0.rule.grade == .remark })),
      ("allowed", .integer(outcome.allowedCount)),
      (
        "findings",
        .array(
          zip(outcome.findings, outcome.places).map {
            Self.finding($0, id: $1.id, path: $1.path)
          })
      ),
      ("events", .integer(outcome.events)),
      ("nodes", .integer(outcome.nodes)),
      ("not_looked_at", .array(outcome.undeclared.map { .string($0) })),
    ])
  }

  /// A finding; `id` is its node's in the file and `path` the actions to it, where they are known.
  static func finding(
    _ finding: TreeFinding, id: UInt64? = nil, path: [String]? = nil
  ) -> JSONValue {
    JSONValue([
      ("rule", .string(finding.rule.name)),
      ("grade", .string(finding.rule.grade.rawValue)),
      ("node", .id(id ?? UInt64(finding.node.index))),
      ("path", path.map { .array($0.map { .string($0) }) } ?? .null),
      ("event", .optional(finding.event)),
      ("expected", evidence(finding.expected)),
      ("found", evidence(finding.found)),
      ("meaning", .string(finding.rule.usually)),
      ("count", .integer(finding.count)),
      ("checked", .integer(finding.checked)),
      ("words", .string(finding.words)),
      (
        "thresholds", JSONValue(finding.rule.thresholds.map { ($0.name, .number($0.value)) })
      ),
    ])
  }

  private static func evidence(_ evidence: TreeFinding.Evidence) -> JSONValue {
    switch evidence {
    case .number(let number): number.isFinite ? .number(number) : .null
    case .words(let words): .string(words)
    }
  }
}
