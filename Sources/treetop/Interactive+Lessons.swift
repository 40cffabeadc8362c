import CursesTerminal
import Drawing
import Exploring
import Groundwork
import Lessons
import Sessions
import Teaching

/// The lessons on the terminal.
extension Interactive {
  /// Gives a lesson, and those that the student goes on to.
  func teach(_ given: GivenLesson, _ choice: GivenLesson.Choice) throws(CommandError) -> Ending {
    var given = given
    while true {
      // A file for the teacher holds one lesson.
      let following = choice.handsIn || choice.isExam ? nil : given.following
      let ending = play(given, following: following)
      guard let ending else {
        guard let following else { return .back }
        var choice = choice
        choice.step = nil
        given = try GivenLesson(following, choice)
        continue
      }
      return ending
    }
  }

  /// Plays a lesson; nil where the student goes on to the following one.
  private func play(_ given: GivenLesson, following: LessonFile?) -> Ending? {
    let title = following.map {
      "\((given.number ?? 0) + 1) \(LessonParser.parse($0.bytes).lesson.title)"
    }
    let loop = LessonLoop(
      given.player, number: given.number, following: title, notice: given.notice,
      terminal: terminal, glyphs: glyphs,
      slice: { given.stage.slice(for: $0, isRunning: $1) },
      keep: { given.keeper?.keep($0, given.player) })
    let ending: Ending? = loop.run(
      { event in self.ending(for: event).map { .some($0) } },
      left: { exit in
        switch exit {
        case .back: .back
        case .next: nil
        case .program: .over(.success)
        }
      })
    given.keeper?.keep([], given.player)
    exitTexts += loop.exitTexts
    exitMessage =
      "\(given.player.lesson.title): \(PlainLesson.points(given.player.points)) of "
      + "\(PlainLesson.points(given.player.lesson.points)) points"
    return ending
  }

  /// Shows a lesson to a class.
  func present(_ given: GivenLesson) throws(CommandError) -> Ending {
    let loop = PresentLoop(given.player, terminal: terminal, glyphs: glyphs)
    return loop.run({ self.ending(for: $0) }, left: { $0 == .back ? .back : .over(.success) })
  }

  /// Shows the list of lessons, and the one that is chosen.
  func chooseLesson() -> Ending {
    choose(among: Self.lessons()) { index, screen in
      let ending = show(from: &screen) { () throws(CommandError) in
        let choice = GivenLesson.Choice()
        return try teach(try GivenLesson(LessonFile.course[index], choice), choice)
      }
      screen.entries = Self.lessons()
      let standings = LessonList.entries
      if standings[index].isDone, let next = standings[index...].firstIndex(where: { !$0.isDone }) {
        screen.select(next)
      }
      return ending
    }
  }

  /// Lets a sentence stand inside of another one.
  private static func lowered(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func lessons() -> [StartScreen.Entry] {
    LessonList.entries.enumerated().map { place, entry in
      let lesson = entry.lesson
      let points = entry.points.map {
        "  \(PlainLesson.points($0)) of \(PlainLesson.points(lesson.points))"
          + (entry.isDone ? ", done" : "")
      }
      return StartScreen.Entry(
        group: "Lessons",
        title: String(place + 1).leftPadded(to: 2) + " " + lesson.title,
        note: lesson.about + (lesson.objective.map { ". You learn to \(lowered($0.text))." } ?? ""),
        command: "learn \(lesson.id)",
        aside: String(lesson.minutes).leftPadded(to: 2) + " min" + (points ?? ""))
    }
  }
}
