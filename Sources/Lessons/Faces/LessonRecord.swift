import Groundwork

/// What a student answered, as it is kept in a file: JSON Lines, a line for each answer, so that a program
/// that is killed loses the line at most that it was writing.
public struct LessonRecord: Hashable, Sendable {
  /// The id of the lesson.
  public var lesson: String
  /// The SHA-256 of the bytes of the lesson, as 64 hexadecimal digits.
  public var text: String
  /// The seed of the lesson; nil where it has none of its own.
  public var seed: UInt64?
  /// Who answered; nil where nobody said.
  ///
  /// Untrusted text.
  public var student: String?
  /// Whether the lesson was given as an exam.
  public var isExam = false
  /// The answers, in order.
  public var answers: [LessonAnswer] = []
  /// Whether the lesson was played to its end.
  public var isComplete = false

  /// Begins a record without answers.
  public init(
    lesson: String, text: String, seed: UInt64?, student: String?, isExam: Bool = false
  ) {
    self.lesson = lesson
    self.text = text
    self.seed = seed
    self.student = student
    self.isExam = isExam
  }

  /// Reads a record; what follows the last beginning counts, a line that cannot be read is left out.
  ///
  /// - Returns: nil where nothing begins a record.
  public init?(_ bytes: [UInt8]) {
    guard let last = Self.all(bytes).last else { return nil }
    self = last
  }

  /// Reads all records of a file, the oldest first; a line that cannot be read is left out.
  public static func all(_ bytes: [UInt8]) -> [LessonRecord] {
    var records: [LessonRecord] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let document = try? JSONDocument(reading: line, depthLimit: 8) else { continue }
      let root = document.root
      switch root["type"]?.string {
      case "lesson":
        guard let lesson = root["lesson"]?.string, let text = root["text"]?.string else { continue }
        records.append(
          LessonRecord(
            lesson: lesson, text: text,
            seed: root["seed"]?.number.flatMap { UInt64(exactly: $0) },
            student: root["student"]?.string, isExam: root["exam"]?.bool ?? false))
      case "answer":
        guard let answer = LessonAnswer(root), !records.isEmpty else { continue }
        records[records.count - 1].answers.append(answer)
      case "end" where !records.isEmpty: records[records.count - 1].isComplete = true
      default: break
      }
    }
    return records
  }

  /// The points that the file gives its answers.
  public var points: Double { answers.reduce(0) { $0 + ($1.points ?? 0) } }

  /// What is to be said of a lesson that was begun several times: the one with most points of those that
  /// were played to their end, or the last one; nil where none has an answer.
  ///
  /// A lesson that was done stays done when it is taken once more.
  public static func standing(among records: [LessonRecord]) -> LessonRecord? {
    records.filter(\.isComplete).max { $0.points < $1.points }
      ?? records.last { !$0.answers.isEmpty }
  }

  /// The line that begins the record, its end included.
  public var beginning: String {
    let members: JSONValue = [
      "type": .string("lesson"), "version": .integer(1), "lesson": .string(lesson),
      "text": .string(text),
      "seed": .optional(seed.map { Double($0) }), "student": .optional(student),
      "exam": .bool(isExam),
    ]
    return members.text() + "\n"
  }

  /// The line of an answer, its end included.
  public static func line(_ answer: LessonAnswer) -> String {
    let members: JSONValue = [
      "type": .string("answer"), "step": .integer(answer.step),
      "question": .integer(answer.question),
      "kind": .string(answer.kind), "given": .string(answer.given),
      "right": .bool(answer.isRight), "try": .integer(answer.attempt),
      "hints": .integer(answer.hints), "points": .optional(answer.points),
      "seconds": .number((answer.seconds * 10).rounded() / 10),
    ]
    return members.text() + "\n"
  }

  /// The line that ends the record, its end included.
  public static func end(points: Double, of total: Double) -> String {
    let members: JSONValue = [
      "type": .string("end"), "points": .number(points), "of": .number(total),
    ]
    return members.text() + "\n"
  }

  /// The seconds that the answers took.
  public var seconds: Double { answers.reduce(0) { $0 + $1.seconds } }
}

extension LessonAnswer {
  fileprivate init?(_ root: JSONNode) {
    guard let step = root["step"]?.number.flatMap({ Int(exactly: $0) }),
      let question = root["question"]?.number.flatMap({ Int(exactly: $0) }),
      let given = root["given"]?.string
    else { return nil }
    self.init(
      step: step, question: question, kind: root["kind"]?.string ?? "", given: given,
      isRight: root["right"]?.bool ?? false,
      attempt: root["try"]?.number.flatMap { Int(exactly: $0) } ?? 1,
      hints: root["hints"]?.number.flatMap { Int(exactly: $0) } ?? 0,
      points: root["points"]?.number, seconds: root["seconds"]?.number ?? 0)
  }
}

/// The seeds of students.
public enum ExamSeed {
  /// Returns the seed of a student: one of the lesson's, by the SHA-256 of its id and the name; nil where
  /// the lesson has none.
  public static func of(_ student: String, in lesson: Lesson) -> UInt64? {
    guard let seeds = lesson.seeds?.seeds, !seeds.isEmpty else { return nil }
    let digest = SHA256.digest(of: Array("\(lesson.id)\n\(student)".utf8))
    let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return seeds[Int(number % UInt64(seeds.count))]
  }

  /// Returns the name of the file that a student hands in: `exam-ada-l.jsonl`.
  public static func fileName(_ student: String, _ lesson: Lesson) -> String {
    var name = ""
    for character in student.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "-" {
        name.append("-")
      }
    }
    while name.last == "-" { name.removeLast() }
    if name.isEmpty { name = String(SHA256.hex(of: Array(student.utf8)).prefix(8)) }
    return "\(lesson.id)-\(name.prefix(60)).jsonl"
  }
}
