import Drawing
import Groundwork
import SearchTrees
import Sessions

/// A diagnosis as a page of text, for people.
struct DiagnosisPage {
  private let outcome: FileDiagnosis.Outcome
  private let name: String
  private let repertoire: Repertoire

  private static let width = 80

  init(_ outcome: FileDiagnosis.Outcome, name: String, repertoire: Repertoire) {
    self.outcome = outcome
    self.name = name
    self.repertoire = repertoire
  }

  /// The whole page.
  var text: String {
    let blocks =
      [wrapped(heading, indent: 0)] + outcome.findings.map(block) + [absent]
      + [outcome.undeclared.flatMap { wrapped("not looked at: " + $0, indent: 2, hanging: true) }]
    return Self.page(blocks)
  }

  /// The list of rules, faults first.
  static func rules(_ repertoire: Repertoire) -> String {
    page(
      CheckRule.all.map { rule in
        let thresholds = rule.thresholds.map {
          "\($0.name) \(NumberText.short($0.value)) (\($0.meaning))"
        }
        var lines = [SafeText("\(rule.name)  \(rule.grade.rawValue)", repertoire: repertoire)]
        lines += wrap("\(rule.words); usually: \(rule.usually)", 2, 2, repertoire)
        if !thresholds.isEmpty {
          lines += wrap("thresholds: " + thresholds.joined(separator: ", "), 2, 4, repertoire)
        }
        return lines
      })
  }

  private var heading: String {
    let faults = outcome.findings.count { $0.rule.grade == .fault }
    let remarks = outcome.findings.count - faults
    func count(_ number: Int, _ word: String) -> String {
      "\(number == 0 ? "no" : NumberText.grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }
    let allowed = outcome.allowedCount > 0 ? ", \(outcome.allowedCount) allowed" : ""
    return "\(name): \(count(faults, "fault")), \(count(remarks, "remark"))\(allowed), in "
      + "\(count(outcome.events, "event")) and \(count(outcome.nodes, "node"))"
  }

  private func block(_ finding: TreeFinding) -> [SafeText] {
    let sign = finding.rule.grade == .fault ? "!" : "-"
    let thresholds = finding.rule.thresholds.map {
      "\($0.name) \(NumberText.short($0.value))"
    }
    var lines = wrapped(
      "\(sign) \(finding.rule.words)  (\(finding.share))", indent: 0, hanging: true)
    lines += wrapped(finding.example, indent: 2)
    lines += wrapped("Usually: \(finding.rule.usually).", indent: 2)
    lines += wrapped(
      "rule \(finding.rule.name)"
        + (thresholds.isEmpty ? "" : " from " + thresholds.joined(separator: ", ")), indent: 2)
    return lines
  }

  private var absent: [SafeText] {
    let found = Set(outcome.findings.map(\.rule))
    let names = CheckRule.all.filter { !found.contains($0) }.map(\.name)
    return wrapped("not found: " + names.joined(separator: ", "), indent: 2, hanging: true)
  }

  private func wrapped(_ text: String, indent: Int, hanging: Bool = false) -> [SafeText] {
    Self.wrap(text, hanging ? 0 : indent, hanging ? 2 : indent, repertoire)
  }

  private static func wrap(
    _ text: String, _ first: Int, _ rest: Int, _ repertoire: Repertoire
  ) -> [SafeText] {
    SafeText.lines(of: text, width: width - rest, repertoire: repertoire).enumerated()
      .map { number, line in SafeText("").padded(to: number == 0 ? first : rest) + line }
  }

  private static func page(_ blocks: [[SafeText]]) -> String {
    blocks.filter { !$0.isEmpty }
      .map { $0.map { $0.plain + "\n" }.joined() }.joined(separator: "\n")
  }
}
