import Drawing
import Groundwork
import Lessons

/// A lesson as the command line names it: one of the course, or a file.
struct LessonFile {
  /// What it is called in messages.
  ///
  /// Untrusted text.
  var name: String
  /// Its bytes.
  var bytes: [UInt8]
  /// Where its files lie; nil for one of the course.
  var folder: String?

  /// All lessons of the course.
  static var course: [LessonFile] {
    Course.lessons.map { LessonFile(name: $0.name, bytes: $0.bytes, folder: nil) }
  }

  /// Finds a lesson by its id or number in the course, or else reads a file.
  static func named(_ name: String) throws(CommandError) -> LessonFile {
    if let lesson = Course.lesson(named: name) {
      return LessonFile(name: lesson.name, bytes: lesson.bytes, folder: nil)
    }
    return try file(name)
  }

  /// Reads a file.
  static func file(_ path: String) throws(CommandError) -> LessonFile {
    guard let bytes = LessonFiles.read(path) else {
      let near = EditDistance.nearest(to: path, among: Course.ids)
      let hint = near.map { "did you mean \($0)? " } ?? ""
      throw CommandError(
        place: path,
        reason: "no lesson has this id, and there is no such file; \(hint)treetop learn lists the "
          + "lessons", status: .failure)
    }
    let slash = path.lastIndex(of: "/")
    return LessonFile(
      name: path, bytes: bytes, folder: slash.map { String(path[...$0]) } ?? "")
  }
}
