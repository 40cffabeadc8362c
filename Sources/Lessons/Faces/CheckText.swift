public import Groundwork

extension LessonCheck.Report {
  /// The report as an author reads it; untrusted text, a line each.
  public func lines(file: String) -> [String] {
    let questions = lesson.questions.count
    var lines = [
      "\(file): \(lesson.title), \(Self.count(lesson.steps.count, "step")), "
        + Self.count(questions, "question")
    ]
    let digits = answers.map { String($0.line).count }.max() ?? 0
    let width = answers.map(\.expression.count).filter { $0 <= Self.widest }.max() ?? 0
    let other = answers.map(\.answer.count).filter { $0 <= Self.widest }.max() ?? 0
    let rows = answers.map { answer in
      let before = answer.expression.isEmpty ? "" : answer.expression.padded(to: width) + "  "
      let after = answer.remark.isEmpty ? "" : "  " + answer.remark
      let text = after.isEmpty ? answer.answer : answer.answer.padded(to: other)
      return (
        answer.line,
        "  " + String(answer.line).leftPadded(to: digits) + " "
          + answer.kind.rawValue.padded(to: 8) + before + text + after
      )
    }
    let found = faults.map { ($0.line, $0.text(in: file)) }
    lines += (found + rows).enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    let time = "\(NumberText.plain(seconds, places: 1)) s"
    var end: [String] = []
    if errorCount > 0 { end.append(Self.count(errorCount, "error")) }
    if warningCount > 0 { end.append(Self.count(warningCount, "warning")) }
    lines.append("  " + (end.isEmpty ? "ok" : end.joined(separator: ", ")) + "  " + time)
    return lines
  }

  /// The widest column that all rows are aligned by.
  private static let widest = 44

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The report as one object for programs.
  public func json(file: String) -> JSONValue {
    [
      "file": .string(file), "lesson": .string(lesson.id), "title": .string(lesson.title),
      "steps": .integer(lesson.steps.count), "ok": .bool(errorCount == 0),
      "questions": .array(
        answers.map { answer in
          [
            "file": .string(file), "line": .integer(answer.line),
            "kind": .string(answer.kind.rawValue), "expression": .string(answer.expression),
            "answer": .string(answer.answer), "tolerance": .optional(answer.tolerance),
            "tries": .integer(answer.tries), "remark": .string(answer.remark),
          ]
        }),
      "faults": .array(
        faults.map { fault in
          [
            "file": .string(file), "line": .integer(fault.line),
            "column": .optional(fault.column), "severity": .string(fault.severity.rawValue),
            "message": .string(fault.message),
          ]
        }),
      "seconds": .number(seconds),
    ]
  }

  /// The header line that leaves out the seeds for which something fails; nil where none does.
  public var varyLine: String? {
    guard let range = lesson.seeds, !failingSeeds.isEmpty else { return nil }
    let excluded = Set(range.bounds).subtracting(range.seeds).union(failingSeeds).sorted()
    return ":vary seed \(range.bounds.lowerBound)..\(range.bounds.upperBound) except "
      + excluded.map { String($0) }.joined(separator: ", ")
  }
}
