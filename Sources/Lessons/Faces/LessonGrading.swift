import Groundwork

/// Judges the answers of a record again, by playing the lesson: points that stand in a file count for
/// nothing.
public struct LessonGrading: Sendable {
  /// What a record comes to.
  public struct Grade: Hashable, Sendable {
    /// Who answered; untrusted text.
    public var student: String
    /// What the answers are worth.
    public var points: Double
    /// What all questions are worth.
    public var total: Double
    /// Minutes from question to answer, all together.
    public var minutes: Double
    /// Whether the record was played to its end.
    public var isComplete: Bool
    /// The questions that were answered wrongly at the end, from 1.
    public var wrong: [Int]
    /// What was said to wrong answers; untrusted text.
    public var reasons: [String]
    /// Why the lesson could not be played; nil where it could.
    public var failure: String?
  }

  /// Returns what a record is worth; it breaks off where the lesson can no longer be played.
  public static func grade(
    _ record: LessonRecord, _ lesson: Lesson, on stage: any LessonStage
  ) -> Grade {
    var manner = LessonPlayer.Manner()
    manner.hasFreePlay = false
    manner.isExam = record.isExam
    let player = LessonPlayer(
      lesson, on: stage, seed: record.seed, manner: manner, now: { 0 })
    player.start()
    var grade = Grade(
      student: record.student ?? "", points: 0, total: lesson.points,
      minutes: record.seconds / 60, isComplete: record.isComplete, wrong: [], reasons: [])
    var place: [Int: Int] = [:]
    while !player.isOver {
      guard let open = player.openQuestion else {
        player.next()
        continue
      }
      let step = player.step + 1
      let key = open.number
      let answers = record.answers.filter { $0.step == step }
      let question = player.questionPlace.inStep + 1
      let given = answers.filter { $0.question == question }
      let next = place[key, default: 0]
      place[key] = next + 1
      guard next < given.count else {
        // The record breaks off here, or the question was left out.
        player.show()
        continue
      }
      let answer = given[next]
      while open.hintsShown < answer.hints, let now = player.openQuestion,
        now.hintsShown < min(answer.hints, now.hintCount)
      {
        player.hint()
      }
      if open.question.kind == .task {
        for command in answer.given.split(separator: ";") where player.openQuestion != nil {
          player.act(String(command))
        }
        if player.openQuestion?.number == open.number { player.show() }
      } else if answer.given.isEmpty || player.answer(answer.given) != .judged {
        player.show()
      }
    }
    for event in player.events {
      if case .wrong(let wrong) = event, let reason = wrong.reason { grade.reasons.append(reason) }
    }
    let outcomes = player.events.compactMap { event -> QuestionOutcome? in
      if case .settled(let outcome) = event { outcome } else { nil }
    }
    for outcome in outcomes + player.withheld {
      if !outcome.isRight { grade.wrong.append(outcome.open.number) }
      if let reason = outcome.reason { grade.reasons.append(reason) }
    }
    if case .failed(let fault) = player.situation { grade.failure = fault.message }
    grade.points = player.points
    return grade
  }

  /// The table of a class, a line for each student and what was hard for all; untrusted text.
  public static func table(_ grades: [(file: String, grade: Grade)]) -> [String] {
    let names = grades.map { $0.grade.student.isEmpty ? $0.file : $0.grade.student }
    let width = max(7, names.map(\.count).max() ?? 0)
    var lines = ["STUDENT".padded(to: width) + "  POINTS".leftPadded(to: 12) + "  MINUTES"]
    for (name, row) in zip(names, grades) {
      let grade = row.grade
      let points = "\(PlainLesson.points(grade.points)) of \(PlainLesson.points(grade.total))"
      let end = grade.isComplete ? "" : "  breaks off"
      lines.append(
        name.padded(to: width) + points.leftPadded(to: 12)
          + NumberText.plain(grade.minutes, places: 1).leftPadded(to: 9) + end
          + (grade.failure.map { "  " + $0 } ?? ""))
    }
    let wrong = most(grades.flatMap { Set($0.grade.wrong).map { "question \($0)" } })
    if !wrong.isEmpty { lines += ["", "most often wrong"] + wrong }
    let reasons = most(grades.flatMap { Set($0.grade.reasons) })
    if !reasons.isEmpty { lines += ["", "most often said to wrong answers"] + reasons }
    return lines
  }

  /// The most frequent of some texts, each with how often it occurs.
  private static func most(_ texts: [String]) -> [String] {
    let counts = Dictionary(grouping: texts) { $0 }.mapValues(\.count)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      .map { "\(String($0.value).leftPadded(to: 5))  \($0.key)" }
  }

  /// The same as comma-separated values.
  public static func csv(_ grades: [(file: String, grade: Grade)]) -> [String] {
    func field(_ text: String) -> String {
      // A spreadsheet takes a text that begins like this for a formula.
      let safe = text.first.map { "=+-@".contains($0) } == true ? "'" + text : text
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
    return ["student,points,of,minutes,complete,file"]
      + grades.map { file, grade in
        [
          field(grade.student), PlainLesson.points(grade.points), PlainLesson.points(grade.total),
          NumberText.plain(grade.minutes, places: 1), grade.isComplete ? "yes" : "no", field(file),
        ].joined(separator: ",")
      }
  }
}
