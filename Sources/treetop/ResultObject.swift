import Drawing
import Groundwork
import Journals
import Presets
import SearchTrees
import Sessions
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
  var text: String { object.printed(in: repertoire) + "\n" }

  private var object: JSONValue {
    let report = result.report
    let summary = report.summary
    let plan = result.checkedPlan
    return JSONValue([
      ("problem", .named(summary.problem)),
      ("engine", .optional(summary.engine)),
      ("preset", .named(summary.preset)),
      ("seed", summary.seed.map { .id($0) } ?? .null),
      ("parameters", parameters),
      ("iterations", summary.areIterationsKnown ? .integer(summary.iterations) : .null),
      ("nodes", .integer(summary.nodes)),
      ("depth", .integer(summary.depth)),
      ("seconds", .optional(result.seconds)),
      ("cpu_seconds", .optional(result.work)),
      ("bytes_per_node", .integer(report.bytesPerNode)),
      ("stopped", .string(result.stopped)),
      ("solved", .bool(report.provenValue != nil)),
      ("proven_value", .optional(report.provenValue)),
      ("root", root),
      ("children", .array(report.children.map(child))),
      ("unexpanded", .optional(report.unexpanded)),
      ("principal_variation", .array(report.principalVariation.map { .string($0) })),
      ("principal_variation_by", .string(summary.bestLineGoesByValue ? "value" : "visits")),
      ("answer", answer(report.answer)),
      ("plan", plan.map { .array($0.steps.map { .string($0) }) } ?? .null),
      ("plan_valid", plan.map { .bool($0.isValid) } ?? .null),
      ("calls", result.calls.map { .integer($0) } ?? .null),
      ("models", models(summary.modelUse)),
      ("endpoints", endpoints(summary.servers)),
      ("findings", .array(summary.findings.map { DiagnosisObject.finding($0) })),
      ("match_count", .optional(result.nodes.matches?.count)),
      ("matches", result.nodes.matches.map { NodeObjects.matches($0) } ?? .null),
      ("group_count", .optional(result.nodes.groups?.count)),
      ("groups", result.nodes.groups.map { NodeObjects.groups($0) } ?? .null),
      ("assertion", assertion),
      ("tree", .string(fingerprint(report.fingerprint))),
      ("format", .optional(result.imported?.format)),
      ("assumptions", .array((result.imported?.assumptions ?? []).map(assumption))),
      ("left_out", .object(result.imported?.leftOut ?? [])),
    ])
  }

  /// The node that the search went on from, and the way to it.
  private var root: JSONValue {
    JSONValue([
      ("path", .array(result.report.summary.rootPath.map { .string($0) })),
      ("visits", .optional(result.report.rootVisits)),
      ("value", .optional(result.report.rootValue)),
    ])
  }

  private func assumption(_ assumption: ImportAccount.Assumption) -> JSONValue {
    JSONValue([
      ("field", .string(assumption.field)), ("value", .string(assumption.value)),
      ("how", .string(assumption.how)),
    ])
  }

  /// Whether what must hold does; null where nothing must, and where it is not known.
  private var assertion: JSONValue {
    switch result.nodes.assertion {
    case .holds: .bool(true)
    case .fails: .bool(false)
    case .isUnknown, nil: .null
    }
  }

  /// Everything beside problem and seed that the tree depends on.
  private var parameters: JSONValue {
    // The constants of the selection rule can be changed while it searches.
    let current = result.report.summary.parameters
    guard let plan = result.plan else {
      return JSONValue(current.map { ($0.name, .number($0.value)) })
    }
    return JSONValue(
      plan.recordedParameters.map { name, value in
        if let constant = current.first(where: { $0.name == name }) {
          return (name, .number(constant.value))
        }
        return switch value {
        case .number(let number):
          // No parameter that is no whole number comes here: those are constants of the selection rule.
          (name, Int(exactly: number).map { .integer($0) } ?? .number(number))
        case .truth(let isOn): (name, .bool(isOn))
        case .text(let text): (name, .string(text))
        }
      })
  }

  private func models(_ use: ModelUse?) -> JSONValue {
    guard let use else { return .null }
    return JSONValue([
      ("calls", .integer(use.calls)), ("tokens", .integer(use.tokens)),
      ("seconds", .number(use.seconds)), ("accepted_drafts", .integer(use.accepted)),
      ("rejected_drafts", .integer(use.rejected)), ("written_states", .integer(use.generations)),
      ("differing_states", .integer(use.disagreements)),
    ])
  }

  /// The servers that were asked, with what they were asked for; null where none were, and for every number
  /// that a recording does not say.
  private func endpoints(_ servers: [ModelServer]) -> JSONValue {
    if servers.isEmpty { return .null }
    return .array(
      servers.map { server in
        JSONValue([
          ("name", .string(server.name)), ("server", .string(server.server)),
          ("model", .optional(server.model)), ("way", .string(server.way)),
          ("requests", .optional(server.use.work.requests)),
          ("tokens_in", .optional(server.use.work.tokensIn)),
          ("tokens_out", .optional(server.use.work.tokensOut)),
          ("seconds", .optional(server.use.work.seconds)), ("usd", .optional(server.spent)),
          ("cached", .integer(server.use.cached)),
          ("failed", .integer(server.use.failed)),
          ("phases", .array(server.phases.map { phase($0.phase, $0.work, of: server) })),
        ])
      })
  }

  private func phase(
    _ phase: ModelServer.Phase, _ work: ModelServer.Work, of server: ModelServer
  ) -> JSONValue {
    JSONValue([
      ("phase", .string(phase.rawValue)), ("requests", .optional(work.requests)),
      ("tokens_in", .optional(work.tokensIn)), ("tokens_out", .optional(work.tokensOut)),
      ("seconds", .optional(work.seconds)), ("usd", .optional(server.cost(of: work))),
    ])
  }

  private func child(_ child: SearchReport.Child) -> JSONValue {
    JSONValue([
      ("action", .string(child.action)),
      ("visits", .optional(child.visits)),
      ("share", .optional(child.share)),
      ("value", .optional(child.value)),
      ("prior", .optional(child.prior)),
      ("terms", JSONValue(child.terms.map { ($0.name, .number($0.value)) })),
      ("statistics", JSONValue(child.statistics.map { ($0.name, .optional($0.value)) })),
      ("kind", .optional(child.kind)),
      ("flags", NodeObjects.flags(child.flags)),
      ("unexpanded", .optional(child.unexpanded)),
      ("source", .optional(child.source)),
      ("probability", .optional(child.probability)),
      ("evaluation", child.verdict.map { Self.evaluation($0) } ?? .null),
    ])
  }

  /// What an evaluator said, the numbers that the reward was made of left out.
  static func evaluation(_ verdict: Verdict) -> JSONValue {
    let vector = verdict.vector.map { JSONValue.optional($0) }
    return JSONValue([
      ("value", vector.isEmpty ? .number(verdict.value) : .array(vector)),
      ("confidence", .optional(verdict.confidence)),
      (
        "voices",
        .array(
          verdict.voices.map { voice in
            JSONValue([
              ("name", .named(voice.name)), ("value", .optional(voice.value)),
              ("text", .optional(voice.text)),
            ])
          })
      ),
      ("rationale", .optional(verdict.rationale)),
      ("model", .optional(verdict.model)),
      ("source", .optional(verdict.source)),
      ("stand_in", .bool(verdict.isStandIn)),
      (
        "evidence",
        .array(
          verdict.evidence.map { item in
            JSONValue([
              ("place", .optional(item.place)), ("document", .optional(item.document)),
              ("line", .optional(item.line)), ("text", .optional(item.text)),
            ])
          })
      ),
      ("cost", JSONValue(verdict.cost.map { ($0.name, .number($0.value)) })),
    ])
  }

  private func answer(_ answer: SearchAnswer) -> JSONValue {
    JSONValue([
      ("rule", .string(answer.rule)),
      ("actions", .array(answer.path.map { .string($0) })),
      ("value", .optional(answer.value)),
      ("measure", .optional(answer.measure)),
      ("state", .string(answer.state)),
      ("terminal", .bool(answer.isTerminal)),
      ("instead", .optional(answer.instead)),
    ])
  }

  private func fingerprint(_ number: UInt64) -> String {
    String(number, radix: 16).leftPadded(to: 16, with: "0")
  }
}
