import Drawing
import Groundwork
import Lessons

/// The lessons of the course with what was done of them.
enum LessonList {
  /// A lesson of the list.
  struct Entry {
    var lesson: Lesson
    /// What was reached so far; nil where nothing is kept.
    var points: Double?
    /// Whether it was played to its end.
    var isDone: Bool
  }

  /// The lessons, in order.
  static var entries: [Entry] {
    Course.lessons.map { file in
      let lesson = LessonParser.parse(file.bytes).lesson
      let text = SHA256.hex(of: file.bytes)
      let record = LessonRecord.standing(
        among: GivenLesson.records(of: lesson.id).filter { $0.text == text })
      return Entry(
        lesson: lesson, points: record?.points, isDone: record?.isComplete == true)
    }
  }

  /// The list in lines: number, id, minutes, points, objective.
  static var lines: [String] {
    let entries = entries
    let width = entries.map(\.lesson.id.count).max() ?? 0
    return entries.enumerated().flatMap { place, entry in
      let lesson = entry.lesson
      let points =
        entry.points.map {
          "\(PlainLesson.points($0)) of \(PlainLesson.points(lesson.points))"
            + (entry.isDone ? " done" : "")
        } ?? ""
      return [
        "\(String(place + 1).leftPadded(to: 2))  \(lesson.id.padded(to: width))  "
          + "\(String(lesson.minutes).leftPadded(to: 2)) min  \(points.padded(to: 12))  "
          + lesson.title,
        "    \(lesson.objective?.text ?? lesson.about)",
      ]
    }
  }
}
