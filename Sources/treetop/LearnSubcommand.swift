import ArgumentParser
import Drawing
import Glibc
import Groundwork
import Lessons
import Sessions

/// `treetop learn`: the course, and the lessons that teachers write.
struct LearnSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract:
      "Learn Monte Carlo tree search on live searches; write and check lessons of your own.",
    discussion: """
      Without a lesson the course is listed. A lesson is one of the course, by id or number, or a file. In \
      the terminal it is given in the explorer; --plain, and a pipe, give it as lines of text: a line of \
      input for each answer.

      --check plays lessons without a student and prints the answers that follow from the search, and \
      all that is wrong as FILE:LINE: error: ... Without a lesson it checks the course. --new FILE writes a \
      lesson to begin with, --print ID prints one of the course to copy from.

      A class needs no network: --student "Ada L." --hand-in writes the answers to a file where the \
      student stands; --grade FOLDER judges all such files again by playing the lesson, so that points \
      in a file count for nothing. --exam gives no hints and one try, and explains at the end; a lesson \
      with :vary has a seed for each name. Who has the program can look into the search, and a name \
      is no signature.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "Lessons of the course, by id or number, or files.", completion: .list(Course.ids))
  var lessons: [String] = []

  @Option(
    name: [.long, .customLong("from")],
    help: ArgumentHelp("Begin at this step, from 1.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...1_000))
  var step: Int?

  @Flag(help: "Give the lesson as lines of text, for screen readers and pipes.")
  var plain = false

  @Flag(
    name: .customLong("present"),
    help: "Show the lesson to a class: one thing at a time, answers hidden until r, votes with v.")
  var isPresented = false

  @Flag(name: .customLong("no-progress"), help: "Keep no answers, and begin at the beginning.")
  var keepsNoProgress = false

  @Option(
    help: ArgumentHelp("Forget the answers to a lesson.", valueName: "id"),
    completion: .list(Course.ids))
  var reset: String?

  @Flag(help: "Play the lessons without a student, and print the answers and what is wrong.")
  var check = false

  @Flag(help: "With --check: print an object for each lesson.")
  var json = false

  @Flag(help: "With --check: warnings count as errors.")
  var strict = false

  @Flag(help: "With --check: print the :vary line that leaves out the seeds which fail.")
  var vary = false

  @Option(
    help: ArgumentHelp("Write a lesson to begin with to a new file.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var new: String?

  @Option(
    name: .customLong("print"),
    help: ArgumentHelp("Print a lesson of the course.", valueName: "id"),
    completion: .list(Course.ids))
  var printed: String?

  @Option(help: ArgumentHelp("Who answers.", valueName: "name"))
  var student: String?

  @Flag(
    name: .customLong("hand-in"), help: "Write the answers to a file here, for the teacher.")
  var handsIn = false

  @Flag(help: "No hints, one try, explanations at the end.")
  var exam = false

  @Option(
    help: ArgumentHelp("Grade the files that were handed in to a folder.", valueName: "folder"),
    completion: .directory)
  var grade: String?

  @Option(
    help: ArgumentHelp(
      "With --grade: the lesson, where it is not in the folder.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var lesson: String?

  @Flag(help: "With --grade: print comma-separated values.")
  var csv = false

  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices
}

extension LearnSubcommand: RunnableCommand {
  /// Whether something else is asked for than a lesson or the list of them.
  private var isTool: Bool {
    check || new != nil || printed != nil || grade != nil || reset != nil
  }

  var opensTerminal: Bool {
    !isTool && !plain && lessons.count <= 1 && isatty(STDOUT_FILENO) == 1
      && isatty(STDIN_FILENO) == 1 && Self.canDraw
  }

  private static var canDraw: Bool {
    guard let name = unsafe getenv("TERM") else { return false }
    return unsafe !["", "dumb"].contains(String(cString: name))
  }

  func execute() throws(CommandError) -> ExitStatus {
    try checkOptions()
    if check { return try checkLessons() }
    if let grade { return try gradeClass(grade) }
    if let new { return try writeTemplate(new) }
    if let printed { return try printLesson(printed) }
    if let reset { return try forget(reset) }
    guard lessons.count <= 1 else { throw .usage("one lesson is given at a time") }
    let name = lessons.first
    if opensTerminal {
      let choice = choice
      return try Interactive.run(terminal) { interactive throws(CommandError) in
        guard let name else { return interactive.chooseLesson() }
        if isPresented { return try interactive.present(try GivenLesson(.named(name), choice)) }
        return try interactive.teach(try GivenLesson(.named(name), choice), choice)
      }
    }
    guard let name else { return try list() }
    return try givePlain(.named(name))
  }

  /// Refuses options that mean nothing together.
  private func checkOptions() throws(CommandError) {
    let tools = [
      ("--check", check), ("--grade", grade != nil), ("--new", new != nil),
      ("--print", printed != nil),
      ("--reset", reset != nil),
    ].filter(\.1).map(\.0)
    if tools.count > 1 { throw .usage("\(tools.joined(separator: " and ")) are two things") }
    for (name, isGiven) in [("--json", json), ("--strict", strict), ("--vary", vary)]
    where isGiven && !check {
      throw .usage("\(name) goes with --check")
    }
    for (name, isGiven) in [("--csv", csv), ("--lesson", lesson != nil)]
    where isGiven && grade == nil {
      throw .usage("\(name) goes with --grade")
    }
    if handsIn, student == nil {
      throw .usage("--hand-in needs --student: whose answers are they?")
    }
    if isTool, !check, !lessons.isEmpty {
      throw .usage("\(tools.joined()) takes no lesson beside it; leave \(lessons[0]) out")
    }
    if isTool, plain || step != nil || student != nil || handsIn || exam {
      throw .usage("--plain, --step, --student, --hand-in and --exam go with a lesson")
    }
    if exam, lessons.isEmpty { throw .usage("--exam goes with a lesson") }
    if isPresented, lessons.isEmpty { throw .usage("--present goes with a lesson") }
    if isPresented, isTool || plain || student != nil || handsIn || exam {
      throw .usage("--present shows a lesson to a class; it goes with a lesson and --step alone")
    }
    if isPresented, !opensTerminal { throw .usage("--present needs a terminal to draw on") }
  }

  private var choice: GivenLesson.Choice {
    GivenLesson.Choice(
      step: step, student: student, handsIn: handsIn, isExam: exam,
      keepsProgress: !keepsNoProgress && !exam && !isPresented)
  }

  private var repertoire: Repertoire { terminal.isASCII ? .ascii : .ofLocale() }

  /// Prints untrusted lines.
  private func say(_ lines: [String]) throws(CommandError) {
    let text = lines.map { SafeText($0, repertoire: repertoire, limit: 4_000).plain + "\n" }
    if let reason = StandardStream.output.write(text.joined()) {
      throw .failure("standard output: \(reason)")
    }
  }

  // MARK: - Lessons

  private func list() throws(CommandError) -> ExitStatus {
    try say(LessonList.lines)
    return .success
  }

  private func givePlain(_ file: LessonFile) throws(CommandError) -> ExitStatus {
    let isInteractive = isatty(STDIN_FILENO) == 1
    var choice = choice
    choice.isInteractive = isInteractive
    // A pipe begins at the beginning, or the same input would mean something else each time.
    if !isInteractive, !handsIn { choice.keepsProgress = false }
    let given = try GivenLesson(file, choice)
    if let notice = given.notice { try say([notice]) }
    var face = PlainLesson(
      given.player, isInteractive: isInteractive, repertoire: repertoire,
      read: { readLine() }, write: { _ = StandardStream.output.write($0 + "\n") },
      keep: { given.keeper?.keep($0, given.player) })
    let ending = face.play()
    given.keeper?.keep([], given.player)
    if case .failed(let fault) = ending {
      try say([fault.text(in: file.name)])
      return .failure
    }
    if handsIn, let path = given.keeper?.path { try say(["The answers are in \(path)."]) }
    return .success
  }

  private func forget(_ id: String) throws(CommandError) -> ExitStatus {
    guard let path = GivenLesson.progressPath(of: id), unsafe unlink(path) == 0 else {
      throw .failure("no answers to \(id) are kept")
    }
    try say(["The answers to \(id) are forgotten."])
    return .success
  }

  // MARK: - Authors

  private func checkLessons() throws(CommandError) -> ExitStatus {
    var files: [LessonFile] = []
    for name in lessons { files.append(try .named(name)) }
    if lessons.isEmpty { files = LessonFile.course }
    var hasFailed = false
    for file in files {
      let check = LessonCheck(
        now: { Clocks.processorTime },
        makeStage: { LessonSearches.stage(folder: file.folder) })
      let report = check.report(LessonParser.parse(file.bytes))
      if vary, let line = report.varyLine {
        try say(["\(file.name): \(line)"])
      } else if json {
        if let reason = StandardStream.output.write(report.json(file: file.name).text() + "\n") {
          throw .failure("standard output: \(reason)")
        }
      } else {
        try say(report.lines(file: file.name))
      }
      if report.errorCount > 0 || strict && report.warningCount > 0 { hasFailed = true }
    }
    return hasFailed ? .failure : .success
  }

  private func writeTemplate(_ path: String) throws(CommandError) -> ExitStatus {
    let file = path.split(separator: "/").last ?? "lesson"
    let stem = file.lowercased().split(separator: ".").first ?? "lesson"
    let id = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    if let reason = LessonFiles.write(Array(LessonTemplate.text(id: id).utf8), new: path) {
      throw CommandError(place: path, reason: reason, status: .failure)
    }
    try say(["\(path) is written; treetop learn --check \(path) says what follows from it."])
    return .success
  }

  private func printLesson(_ id: String) throws(CommandError) -> ExitStatus {
    guard let lesson = Course.lesson(named: id) else {
      throw .usage(
        "--print \(id): " + OptionParsers.accepted(Course.ids, insteadOf: id))
    }
    if let reason = StandardStream.output.write(lesson.text) {
      throw .failure("standard output: \(reason)")
    }
    return .success
  }

  // MARK: - A class

  private func gradeClass(_ folder: String) throws(CommandError) -> ExitStatus {
    guard let names = LessonFiles.names(in: folder) else {
      throw CommandError(place: folder, reason: "there is no such folder", status: .failure)
    }
    var lessons = LessonFile.course
    for name in names where name.hasSuffix(".md") {
      lessons.append(try .file(folder + "/" + name))
    }
    if let lesson { lessons.append(try .named(lesson)) }
    let byText = Dictionary(
      lessons.map { (SHA256.hex(of: $0.bytes), $0) }, uniquingKeysWith: { first, _ in first })
    var grades: [(file: String, grade: LessonGrading.Grade)] = []
    var strangers: [String] = []
    for name in names where name.hasSuffix(".jsonl") {
      guard let record = LessonFiles.read(folder + "/" + name).flatMap({ LessonRecord($0) }) else {
        strangers.append("\(name): no answers to a lesson")
        continue
      }
      guard let file = byText[record.text] else {
        strangers.append("\(name): answers to another text of the lesson \(record.lesson)")
        continue
      }
      let lesson = LessonParser.parse(file.bytes).lesson
      grades.append(
        (name, LessonGrading.grade(record, lesson, on: LessonSearches.stage(folder: file.folder))))
    }
    try say(csv ? LessonGrading.csv(grades) : LessonGrading.table(grades))
    if !strangers.isEmpty {
      if csv {
        for line in strangers {
          StandardStream.error.print(SafeText("not graded: \(line)", repertoire: repertoire))
        }
      } else {
        try say(["", "not graded"] + strangers.map { "  " + $0 })
      }
    }
    return strangers.isEmpty ? .success : .incomplete
  }
}
