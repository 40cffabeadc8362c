import Groundwork
import Lessons
import SearchTrees
import Sessions
import Testing

/// What is kept of a lesson, and how it is judged again.
@Suite struct RecordTests {
  private static let exam =
    "# T\n:lesson exam\n:minutes 1\n:about y\n:vary seed 1..200\n## S\n"
    + ":search bandit:0.4,0.6 --seed {seed} --blind\n:hide N\n:to 30\n"
    + ":ask number x?\n:answer N(\"arm 1\")\n:miss N(\"arm 2\") -- The other one.\n:why y\n"
    + ":ask choice x?\n- [x] right\n- [ ] wrong\n- [ ] also wrong\n:untied\n:why y\n"
    + ":do x\n:goal N(root) >= 50\n:keys run\n:solution run 20\n:why y\n"

  /// Plays the exam; the answers are written as a program would write them.
  private func record(_ student: String, rightFrom first: Int, isExam: Bool = true) -> String {
    let lesson = LessonParser.parse(Self.exam).lesson
    let seed = ExamSeed.of(student, in: lesson)
    var manner = LessonPlayer.Manner()
    manner.isExam = isExam
    let player = LessonPlayer(lesson, on: Stages.stage(), seed: seed, manner: manner, now: { 0 })
    player.start()
    var lines = LessonRecord(
      lesson: "exam", text: SHA256.hex(of: Array(Self.exam.utf8)), seed: seed, student: student,
      isExam: isExam
    ).beginning
    while !player.isOver {
      if let open = player.openQuestion {
        let isRight = open.number >= first
        switch open.question.kind {
        case .number:
          let right = open.question.answer.flatMap { try? player.run.number($0) }
          player.answer("\(Int(right ?? 0) + (isRight ? 0 : 1))")
        case .choice:
          player.answer(
            String(open.options.first { $0.isRight == isRight }.map { $0.letter } ?? "a"))
        default: player.act(isRight ? "run 40" : "done")
        }
      } else {
        player.next()
      }
      for answer in player.answers { lines += LessonRecord.line(answer) }
      player.answers = []
    }
    return lines + LessonRecord.end(points: player.points, of: player.lesson.points)
  }

  private func grade(_ text: String) throws -> LessonGrading.Grade {
    let record = try #require(LessonRecord(Array(text.utf8)))
    return LessonGrading.grade(
      record, LessonParser.parse(Self.exam).lesson, on: Stages.stage())
  }

  @Test func `a record is judged as its answers deserve`() throws {
    for first in 1...4 {
      let grade = try grade(record("Ada L.", rightFrom: first))
      #expect(grade.points == Double(4 - first))
      #expect(grade.total == 3 && grade.isComplete && grade.failure == nil)
      #expect(grade.wrong == Array(1..<first))
    }
  }

  @Test func `points that were edited in a file change nothing`() throws {
    let text = record("Ada L.", rightFrom: 3).replacing("\"points\":0", with: "\"points\":1")
      .replacing("\"right\":false", with: "\"right\":true")
    #expect(try grade(text).points == 1)
  }

  @Test func `a record that breaks off is graded as far as it goes`() throws {
    let lines = record("Ada L.", rightFrom: 1).split(separator: "\n")
    let grade = try grade(lines.prefix(3).joined(separator: "\n") + "\n{\"type\":\"ans")
    #expect(grade.points == 2 && !grade.isComplete)
  }

  @Test func `names have seeds of their own, always the same`() {
    let lesson = LessonParser.parse(Self.exam).lesson
    let names = (1...30).map { "student \($0)" }
    let seeds = names.map { ExamSeed.of($0, in: lesson) }
    #expect(Set(seeds).count > 20)
    #expect(seeds == names.map { ExamSeed.of($0, in: lesson) })
    #expect(ExamSeed.fileName("Ada L.", lesson) == "exam-ada-l.jsonl")
    #expect(ExamSeed.fileName("../../etc", lesson) == "exam-etc.jsonl")
  }

  @Test func `an answer reads back as it was written`() throws {
    let answer = LessonAnswer(
      step: 2, question: 1, kind: "node", given: "a \"b\" / \u{1B}[31m", isRight: true, attempt: 1,
      hints: 0, points: 0.5, seconds: 12.4)
    let record = LessonRecord(lesson: "x", text: "y", seed: 3, student: nil)
    let text = record.beginning + LessonRecord.line(answer) + "{\"type\":"
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(LessonRecord(Array(text.utf8))?.answers == [answer])
  }

  @Test(arguments: Course.lessons.map(\.name))
  func `a lesson is gone on with at the first open question, the search as it was`(
    name: String
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let lesson = LessonParser.parse(file.bytes).lesson
    let whole = LessonPlayer(lesson, on: Stages.stage(), now: { 0 })
    whole.start()
    var text = LessonRecord(lesson: lesson.id, text: "", seed: nil, student: nil).beginning
    var asked = 0
    while let number = nextQuestion(whole) {
      asked += 1
      // What is kept goes through the file, whose last line a kill may have torn.
      let kept = try #require(LessonRecord(Array((text + "{\"type\":\"answ").utf8)))
      let other = LessonPlayer(lesson, on: Stages.stage(), now: { 0 })
      other.resume(kept.answers)
      _ = nextQuestion(other)
      #expect(other.openQuestion?.number == number)
      #expect(fingerprint(other) == fingerprint(whole), "question \(number)")
      #expect(other.concealed == whole.concealed, "question \(number)")
      #expect(other.points == whole.points, "question \(number)")
      whole.show()
      text += whole.answers.map { LessonRecord.line($0) }.joined()
      whole.answers = []
      whole.next()
    }
    #expect(asked == lesson.questions.count)
    let done = LessonPlayer(lesson, on: Stages.stage(), now: { 0 })
    done.resume(try #require(LessonRecord(Array(text.utf8))).answers)
    #expect(done.isOver)
  }

  @Test func `a lesson that was done stays done when it is taken once more`() {
    func answer(_ points: Double?) -> String {
      LessonRecord.line(
        LessonAnswer(
          step: 1, question: 1, kind: "number", given: "1", isRight: true, attempt: 1, hints: 0,
          points: points, seconds: 1))
    }
    let beginning = LessonRecord(lesson: "x", text: "y", seed: nil, student: nil).beginning
    let end = LessonRecord.end(points: 1, of: 1)
    func standing(_ lines: String...) -> String {
      guard
        let record = LessonRecord.standing(among: LessonRecord.all(Array(lines.joined().utf8)))
      else { return "nothing" }
      return "\(record.points)\(record.isComplete ? " done" : "")"
    }
    #expect(standing() == "nothing")
    #expect(standing(beginning) == "nothing")
    #expect(standing(beginning, answer(0.5)) == "0.5")
    #expect(standing(beginning, answer(0.5), end) == "0.5 done")
    #expect(standing(beginning, answer(0.5), end, beginning) == "0.5 done")
    #expect(standing(beginning, answer(0.5), end, beginning, answer(0)) == "0.5 done")
    #expect(standing(beginning, answer(0.5), end, beginning, answer(1), end) == "1.0 done")
    #expect(standing(beginning, answer(1), end, beginning, answer(0.5), end) == "1.0 done")
  }

  private func nextQuestion(_ player: LessonPlayer) -> Int? {
    while player.openQuestion == nil, !player.isOver { player.next() }
    return player.openQuestion?.number
  }

  private func fingerprint(_ player: LessonPlayer) -> UInt64 {
    var fingerprint: UInt64 = 0
    player.run.stage.facts?.read { fingerprint = $0.fingerprint }
    return fingerprint
  }

  @Test func `the template passes its own check`() {
    #expect(Stages.faults(LessonTemplate.text(id: "my-lesson")) == [])
  }
}
