import CursesTerminal
import Drawing
import Exploring
import Groundwork
import Lessons
import Sessions
import Teaching

/// The lessons on the terminal.
extension Interactive {
  /// Gives a lesson.
  func teach(_ given: GivenLesson) throws(CommandError) -> Ending {
    let loop = LessonLoop(
      given.player, number: given.number, notice: given.notice, terminal: terminal, glyphs: glyphs,
      slice: { given.stage.slice(for: $0, isRunning: $1) },
      keep: { given.keeper?.keep($0, given.player) })
    let ending = loop.run({ self.ending(for: $0) }, left: { $0 == .back ? .back : .over(.success) })
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
        try teach(try GivenLesson(LessonFile.course[index], GivenLesson.Choice()))
      }
      screen.entries = Self.lessons()
      return ending
    }
  }

  private static func lessons() -> [StartScreen.Entry] {
    LessonList.entries.enumerated().map { place, entry in
      let lesson = entry.lesson
      let points = entry.points.map {
        "\(PlainLesson.points($0)) of \(PlainLesson.points(lesson.points)) points"
          + (entry.isDone ? ", done" : "")
      }
      return StartScreen.Entry(
        group: "Lessons", title: "\(place + 1) \(lesson.title)",
        note: "\(lesson.minutes) min  " + (points.map { $0 + "  " } ?? "") + lesson.about,
        command: "learn \(lesson.id)")
    }
  }
}
