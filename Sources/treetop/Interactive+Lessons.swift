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
    exitMessage =
      "\(given.player.lesson.title): \(PlainLesson.points(given.player.points)) of "
      + "\(PlainLesson.points(given.player.lesson.points)) points"
    return ending
  }

  /// Shows the list of lessons, and the one that is chosen.
  func chooseLesson() -> Ending {
    var screen = StartScreen(entries: Self.lessons(), size: terminal.size, glyphs: glyphs)
    while true {
      terminal.present(screen.draw())
      for event in terminal.waitForEvents(timeout: nil) {
        if let ending = ending(for: event) { return ending }
        switch screen.reduce(event) {
        case .undecided: break
        case .quit: return .back
        case .suspend: terminal.suspend()
        case .redraw: terminal.invalidate()
        case .chosen(let index):
          let ending = show(from: &screen) { () throws(CommandError) in
            let file = LessonFile.course[index]
            return try teach(try GivenLesson(file, GivenLesson.Choice()))
          }
          if let ending { return ending }
          screen.entries = Self.lessons()
          screen.size = terminal.size
        case .command(let words):
          let ending = show(from: &screen) { () throws(CommandError) in
            try TreetopCommand.explore(words, in: self)
          }
          if let ending { return ending }
          screen.size = terminal.size
        }
      }
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
