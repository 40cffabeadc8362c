import Drawing
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// A result as one JSON object, for programs.
///
/// The keys are always the same, in the same order; what there is none of is null.
struct ResultObject {
  private let result: SearchResult
  private let repertoire: Repertoire

  init(_ result: SearchResult, repertoire: Repertoire) {
    self.result = result
    self.repertoire = repertoire
  }

  /// The object on one line.
  var text: String { object.text(in: repertoire) + "\n" }

  private var object: JSONText {
    let report = result.report
    let summary = report.summary
    let plan = result.checkedPlan
    return .object([
      ("problem", .string(summary.problem)),
      ("preset", .string(summary.preset)),
      ("seed", .unsigned(summary.seed)),
      ("parameters", parameters),
      ("iterations", .integer(summary.iterations)),
      ("nodes", .integer(summary.nodes)),
      ("depth", .integer(summary.depth)),
      ("seconds", .optional(result.seconds)),
      ("cpu_seconds", .optional(result.work)),
      ("bytes_per_node", .integer(report.bytesPerNode)),
      ("stopped", .string(result.stopped)),
      ("solved", .bool(report.provenValue != nil)),
      ("proven_value", .optional(report.provenValue)),
      ("children", .array(report.children.map(child))),
      ("principal_variation", .array(report.principalVariation.map { .string($0) })),
      ("answer", answer(report.answer)),
      ("plan", plan.map { .array($0.steps.map { .string($0) }) } ?? .null),
      ("plan_valid", plan.map { .bool($0.isValid) } ?? .null),
      ("models", models(summary.modelUse)),
      ("findings", .array(summary.findings.map(finding))),
      ("tree", .string(fingerprint(report.fingerprint))),
    ])
  }

  /// Everything beside problem and seed that the tree depends on.
  private var parameters: JSONText {
    let named = result.report.summary.parameters.map { ($0.name, JSONText.number($0.value)) }
    guard let plan = result.plan else { return .object(named) }
    if plan.judgedSettings != nil {
      return .object(
        plan.recordedParameters.map { parameter in
          switch parameter.value {
          case .number(let value): (parameter.name, .number(value))
          case .truth(let value): (parameter.name, .bool(value))
          case .text(let value): (parameter.name, .string(value))
          }
        })
    }
    return .object(
      named + [
        ("rollouts", .integer(plan.rollouts)),
        ("solve", .bool(plan.solvesInForce)),
        ("backup", .string(plan.backupInForce.rawValue)),
        ("widening", .string(plan.widening?.argument ?? "all")),
      ] + (plan.ties == .first ? [] : [("ties", .string(plan.ties.rawValue))]))
  }

  private func models(_ use: ModelUse?) -> JSONText {
    guard let use else { return .null }
    return .object([
      ("calls", .integer(use.calls)), ("tokens", .integer(use.tokens)),
      ("seconds", .number(use.seconds)), ("accepted_drafts", .integer(use.accepted)),
      ("rejected_drafts", .integer(use.rejected)), ("written_states", .integer(use.generations)),
      ("differing_states", .integer(use.disagreements)),
    ])
  }

  private func finding(_ finding: TreeFinding) -> JSONText {
    .object([
      ("kind", .string(finding.kind.rawValue)),
      ("count", .integer(finding.count)),
      ("checked", .integer(finding.checked)),
      ("event", finding.event.map { .integer($0) } ?? .null),
      ("words", .string(finding.words)),
    ])
  }

  private func child(_ child: SearchReport.Child) -> JSONText {
    .object([
      ("action", .string(child.action)),
      ("visits", .integer(child.visits)),
      ("value", .optional(child.value)),
      ("prior", .optional(child.prior)),
      ("terms", .object(child.terms.map { ($0.name, .number($0.value)) })),
    ])
  }

  private func answer(_ answer: SearchAnswer) -> JSONText {
    .object([
      ("rule", .string(answer.rule)),
      ("actions", .array(answer.path.map { .string($0) })),
      ("value", .optional(answer.value)),
      ("measure", answer.measure.map { .string($0) } ?? .null),
      ("state", .string(answer.state)),
      ("terminal", .bool(answer.isTerminal)),
      ("instead", answer.instead.map { .string($0) } ?? .null),
    ])
  }

  private func fingerprint(_ number: UInt64) -> String {
    String(number, radix: 16).leftPadded(to: 16, with: "0")
  }
}
