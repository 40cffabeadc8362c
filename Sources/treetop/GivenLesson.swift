import Drawing
import Glibc
import Groundwork
import Lessons
import Sessions

/// A lesson that is about to be given: its player, its search, and the file that the answers go to.
struct GivenLesson {
  /// How a lesson is asked for.
  struct Choice {
    /// The step to begin at, from 1; nil for where the student was.
    var step: Int?
    /// Who answers.
    var student: String?
    /// Whether a file for the teacher is written here.
    var handsIn = false
    /// Whether it is an exam.
    var isExam = false
    /// Whether answers are kept.
    var keepsProgress = true
    /// Whether somebody is there who goes on by hand.
    var isInteractive = true
  }

  let file: LessonFile
  let player: LessonPlayer
  let stage: StagedSearch
  let keeper: AnswerKeeper?
  /// What the student should know before the lesson begins.
  let notice: String?
  /// The number of the lesson in the course.
  let number: Int?
  /// The lesson that follows in the course; nil where none does.
  var following: LessonFile? {
    number.flatMap { $0 < LessonFile.course.count ? LessonFile.course[$0] : nil }
  }

  /// Makes a lesson ready.
  ///
  /// - Throws: an error where it has errors, or its file cannot be written.
  init(_ file: LessonFile, _ choice: Choice) throws(CommandError) {
    let outcome = LessonParser.parse(file.bytes)
    if let fault = outcome.faults.first(where: { $0.severity == .error }) {
      throw CommandError(
        place: "\(file.name):\(fault.line)",
        reason: fault.message + "; treetop learn --check \(file.name) lists all that is wrong",
        status: .failure)
    }
    let lesson = outcome.lesson
    self.file = file
    number = file.folder == nil ? Course.ids.firstIndex(of: lesson.id).map { $0 + 1 } : nil
    stage = LessonSearches.stage(folder: file.folder)
    var manner = LessonPlayer.Manner()
    manner.isExam = choice.isExam
    manner.hasFreePlay = choice.isInteractive
    let seed = choice.student.flatMap { ExamSeed.of($0, in: lesson) } ?? lesson.seeds?.seeds.first
    player = LessonPlayer(
      lesson, on: stage, seed: seed, manner: manner, now: { Clocks.monotonic })
    let path =
      choice.handsIn
      ? ExamSeed.fileName(choice.student ?? "", lesson)
      : choice.keepsProgress ? Self.progressPath(of: lesson.id) : nil
    guard let path else {
      keeper = nil
      notice = nil
      player.start(at: (choice.step ?? 1) - 1)
      return
    }
    let record = LessonRecord(
      lesson: lesson.id, text: SHA256.hex(of: file.bytes), seed: seed, student: choice.student,
      isExam: choice.isExam)
    let known = LessonFiles.read(path).flatMap { LessonRecord($0) }
    let isSame =
      known.map {
        $0.text == record.text && $0.seed == seed && $0.isExam == choice.isExam
          && $0.student == choice.student
      } ?? false
    if choice.handsIn, let known, known.isComplete || !isSame {
      throw CommandError(
        place: path,
        reason: isSame
          ? "the answers are complete: hand this file in"
          : "this file holds answers to another lesson or of another student; move it away",
        status: .failure)
    }
    keeper = try AnswerKeeper(path, record, isContinued: isSame && known?.isComplete == false)
    if isSame, let known, !known.isComplete {
      notice = known.answers.isEmpty ? nil : "you go on where you left the lesson"
      if let step = choice.step {
        player.start(at: step - 1)
      } else {
        player.resume(known.answers)
      }
    } else {
      notice =
        known.map {
          $0.text == record.text
            ? "you take this lesson once more; what you reached before is kept"
            : "the lesson has changed since you took it: it begins again"
        }
      player.start(at: (choice.step ?? 1) - 1)
    }
  }

  /// Where the progress of a lesson is kept; nil where there is no home.
  static func progressPath(of id: String) -> String? {
    UserFolder.state.path.map { "\($0)/learn/\(id).jsonl" }
  }

  /// What is kept of a lesson, the oldest first.
  static func records(of id: String) -> [LessonRecord] {
    progressPath(of: id).flatMap { LessonFiles.read($0) }.map { LessonRecord.all($0) } ?? []
  }
}

/// Appends answers to a file, each as soon as it is given.
final class AnswerKeeper {
  private let descriptor: Int32
  /// The file.
  let path: String
  private var hasEnded = false

  /// Opens a file, which is made with its folders where there is none, and begins a record in it unless
  /// one is continued.
  init(_ path: String, _ record: LessonRecord, isContinued: Bool) throws(CommandError) {
    self.path = path
    UserFolder.makeFolders(for: path)
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CommandError(
        place: path, reason: "the answers cannot be kept: \(WholeWrite.reason)", status: .failure)
    }
    // A line that was torn by a kill is ended first, so that the next one stands alone.
    if isContinued, LessonFiles.read(path)?.last != UInt8(ascii: "\n") { append("\n") }
    if !isContinued { append(record.beginning) }
  }

  deinit { close(descriptor) }

  private func append(_ line: String) { _ = WholeWrite.put(Array(line.utf8), to: descriptor) }

  /// Keeps answers, and the end of the lesson once it is there.
  func keep(_ answers: [LessonAnswer], _ player: LessonPlayer) {
    for answer in answers { append(LessonRecord.line(answer)) }
    if player.situation == .over, !hasEnded {
      hasEnded = true
      append(LessonRecord.end(points: player.points, of: player.lesson.points))
    }
  }
}
