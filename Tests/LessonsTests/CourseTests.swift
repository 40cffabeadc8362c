import Lessons
import Testing

/// The lessons of the course: right, whole, and worth the same on every face.
@Suite struct CourseTests {
  static let lessons = Course.lessons

  /// The check of one lesson; the claims over many seeds of one of them are left to the command line.
  static func report(_ file: Course.File) -> LessonCheck.Report {
    let text = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(":tally") ? "" : $0 }.joined(separator: "\n")
    return Stages.check(text)
  }

  @Test(arguments: lessons.map(\.name))
  func `every lesson passes its own check without a warning`(name: String) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let report = Self.report(file)
    #expect(report.faults.map { $0.text(in: name) } == [])
    #expect(report.answers.count == report.lesson.questions.count)
  }

  @Test func `there are thirteen lessons, each with an objective that a question shows`() {
    #expect(Self.lessons.count == 13)
    for file in Self.lessons {
      let lesson = LessonParser.parse(file.bytes).lesson
      #expect(lesson.objective?.step != nil, "\(file.name)")
      #expect(file.name.dropLast(3).hasSuffix(lesson.id))
      for id in lesson.after { #expect(Course.ids.contains(id), "\(file.name)") }
    }
  }

  /// Plays a lesson in plain mode; the answers are made from the questions as they are asked.
  private func play(
    _ file: Course.File, _ answers: @escaping (OpenQuestion, Int) -> String?
  ) -> (lines: [String], player: LessonPlayer) {
    var manner = LessonPlayer.Manner()
    manner.hasFreePlay = false
    let player = LessonPlayer(
      LessonParser.parse(file.bytes).lesson, on: Stages.stage(), manner: manner, now: { 0 })
    player.start()
    var lines: [String] = []
    var asked = 0
    var face = PlainLesson(
      player, isInteractive: false,
      read: {
        asked += 1
        return player.openQuestion.flatMap { answers($0, asked) }
      }, write: { lines.append($0) })
    #expect(face.play() == .done)
    return (lines, player)
  }

  /// The right answer to a question, as the check of the lesson found it.
  private func right(
    _ open: OpenQuestion, _ report: LessonCheck.Report, _ turn: inout Int
  ) -> String {
    if open.question.kind == .task {
      defer { turn += 1 }
      let steps = open.question.solution
      return turn < steps.count ? steps[turn].text : "done"
    }
    turn = 0
    if open.question.kind == .choice {
      return open.options.first { $0.isRight }.map { String($0.letter) } ?? ""
    }
    let answer = report.answers.first { $0.line == open.question.line }?.answer ?? ""
    return open.question.kind == .number ? String(answer.split(separator: " ")[0]) : answer
  }

  @Test(arguments: lessons.map(\.name))
  func `right answers give full points in plain mode, in lines that any reader can take`(
    name: String
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let report = Self.report(file)
    var turn = 0
    let (lines, player) = play(file) { open, _ in right(open, report, &turn) }
    #expect(player.points == player.lesson.points, "\(lines.joined(separator: "\n"))")
    #expect(
      lines.last == "\(PlainLesson.points(player.points)) of "
        + "\(PlainLesson.points(player.lesson.points)) points")
    for line in lines {
      #expect(line.count <= PlainLesson.width, "\(line)")
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(line)")
    }
  }

  @Test(arguments: lessons.map(\.name))
  func `each wrong answer that has a known cause gets that cause`(name: String) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let report = Self.report(file)
    let most = report.lesson.questions.map(\.misses.count).max() ?? 0
    for place in 0..<most {
      var turn = 0
      var tried: Set<Int> = []
      var expected: [String] = []
      var answers: [LessonAnswer] = []
      var manner = LessonPlayer.Manner()
      manner.hasFreePlay = false
      let player = LessonPlayer(report.lesson, on: Stages.stage(), manner: manner, now: { 0 })
      player.start()
      while !player.isOver {
        guard let open = player.openQuestion else {
          player.next()
          continue
        }
        let misses = open.question.misses
        if open.question.kind != .task, place < misses.count,
          tried.insert(open.question.line).inserted,
          let miss = try player.missText(place, of: open)
        {
          expected.append(miss.reason)
          player.answer(miss.given)
          let said: String? =
            switch player.situation {
            case .question(let open): open.wrong.last?.reason
            case .answered(let outcome): outcome.reason
            default: nil
            }
          #expect(said == miss.reason, "\(name):\(misses[place].line)")
        } else if open.question.kind == .task {
          player.act(right(open, report, &turn))
        } else {
          player.answer(right(open, report, &turn))
        }
        answers += player.answers
        player.answers = []
      }
      #expect(!expected.isEmpty, "\(name)")
    }
  }
}

extension LessonPlayer {
  /// A wrong answer of a question as a student would type it, and what is said to it.
  fileprivate func missText(
    _ place: Int, of open: OpenQuestion
  ) throws -> (given: String, reason: String)? {
    let other = LessonPlayer(lesson, on: Stages.stage(), now: { 0 })
    other.start(at: step)
    while let now = other.openQuestion, now.question.line != open.question.line {
      other.show()
      other.next()
    }
    while other.openQuestion?.question.line != open.question.line, !other.isOver {
      if other.openQuestion != nil { other.show() }
      other.next()
    }
    for directive in open.question.then { try other.run.carryOut(directive) }
    let miss = open.question.misses[place]
    let reason = try other.run.words(miss.text).joined(separator: "\n")
    switch try other.run.value(miss.answer) {
    case .number(let number): return number.isFinite ? ("\(number)", reason) : nil
    case .node(let node): return (other.run.name(of: node), reason)
    case .condition: return nil
    }
  }
}
