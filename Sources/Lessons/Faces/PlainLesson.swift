public import Drawing
import Groundwork

/// A lesson as lines of text: for screen readers, pipes, paper and tests.
///
/// No escape sequence, no line over 80 columns. The input is a line for each answer.
public struct PlainLesson {
  /// How a lesson ended.
  public enum Ending: Hashable, Sendable {
    /// At its end, or where the student left it.
    case done
    /// It cannot go on.
    case failed(LessonFault)
  }

  private let player: LessonPlayer
  private let isInteractive: Bool
  private let repertoire: Repertoire
  private let read: () -> String?
  private let write: (String) -> Void
  private let keep: ([LessonAnswer]) -> Void
  private var tree = TreeWords()
  private var hasMoved = false

  /// The widest line.
  public static let width = 80

  /// Makes the plain face of a player that has not begun.
  ///
  /// - Parameters:
  ///   - isInteractive: whether somebody is there who presses Enter.
  ///   - read: returns the next line that was typed; nil at the end of the input.
  ///   - write: takes a safe line, without its end.
  ///   - keep: takes the answers that were just given.
  public init(
    _ player: LessonPlayer, isInteractive: Bool, repertoire: Repertoire = .unicode,
    read: @escaping () -> String?, write: @escaping (String) -> Void,
    keep: @escaping ([LessonAnswer]) -> Void = { _ in }
  ) {
    self.player = player
    self.isInteractive = isInteractive
    self.repertoire = repertoire
    self.read = read
    self.write = write
    self.keep = keep
  }

  // MARK: - Playing

  /// Plays the lesson from where the player stands to its end, or to where the input ends.
  public mutating func play() -> Ending {
    greet()
    tellEvents()
    while !player.isOver {
      guard turn() else { break }
      tellEvents()
    }
    if case .failed(let fault) = player.situation { return .failed(fault) }
    tellWithheld()
    say("\(Self.points(player.points)) of \(Self.points(player.lesson.points)) points")
    return .done
  }

  /// Points in words: `5.5`.
  public static func points(_ points: Double) -> String { NumberText.short(points) }

  private func greet() {
    let lesson = player.lesson
    say(
      "Lesson \(lesson.id): \(lesson.title). \(Self.count(lesson.steps.count, "step")), "
        + "\(Self.count(lesson.questions.count, "question")), about "
        + "\(Self.count(lesson.minutes, "minute")).")
    say("Answer by a letter, a name or a number. h hint, t tree, w show me, q quit.")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Takes one line of input, where one is needed; false where the lesson is left.
  private mutating func turn() -> Bool {
    switch player.situation {
    case .waiting(let what):
      if isInteractive {
        say("(Enter goes on: \(what))")
        return command { $0.next() }
      }
      player.next()
    case .answered:
      if isInteractive {
        say("(Enter goes on)")
        return command { $0.next() }
      }
      player.next()
    case .free:
      say("Free play: type run 10, set c 2, ban left; an empty line goes on.")
      guard let line = typed() else { return false }
      if line.isEmpty || line == "n" { player.next() } else if !shared(line) { player.act(line) }
      return !isLeaving(line)
    case .question(let open):
      guard let line = typed() else { return false }
      if isLeaving(line) { return false }
      if shared(line, isQuestion: open.question.kind != .yesno || line != "n") { return true }
      if line.isEmpty { return true }
      if case .unreadable(let reason) = player.answer(line) { say("No answer: \(reason).") }
    case .task:
      guard let line = typed() else { return false }
      if isLeaving(line) { return false }
      if line.isEmpty || shared(line) { return true }
      player.act(line)
      return true
    case .over, .failed: return false
    }
    return true
  }

  /// Waits for Enter; a letter of a command does what it says instead.
  private mutating func command(_ goOn: (LessonPlayer) -> Void) -> Bool {
    guard let line = typed() else { return false }
    if isLeaving(line) { return false }
    if !shared(line) { goOn(player) }
    return true
  }

  private func isLeaving(_ line: String) -> Bool { line == "q" }

  /// Does what a line says that is no answer; returns whether it was one.
  private mutating func shared(_ line: String, isQuestion: Bool = true) -> Bool {
    switch line {
    case "h": player.hint()
    case "w": player.show()
    case "t":
      tree = TreeWords()
      tellTree()
    case "N" where isInteractive: player.back()
    default: return false
    }
    return true
  }

  private func typed() -> String? {
    if isInteractive { prompt() }
    guard var line = read() else { return nil }
    while line.last?.isWhitespace == true { line.removeLast() }
    while line.first?.isWhitespace == true { line.removeFirst() }
    return line
  }

  private func prompt() { say("Your answer?") }

  // MARK: - Telling

  private mutating func tellEvents() {
    let events = player.events
    player.events = []
    for event in events { tell(event) }
    let answers = player.answers
    player.answers = []
    if !answers.isEmpty { keep(answers) }
  }

  private mutating func tell(_ event: LessonEvent) {
    switch event {
    case .step(let step):
      write("")
      say("Step \(step + 1) of \(player.lesson.steps.count): \(player.lesson.steps[step].title)")
    case .words(let paragraphs): tell(paragraphs)
    case .figure(let lines):
      for line in lines {
        for piece in SafeText.lines(of: "  " + line, width: Self.width, repertoire: repertoire) {
          write(piece.plain)
        }
      }
    case .moved: hasMoved = true
    case .pointed(let words):
      tellMoves()
      say("Look at \(words).")
    case .pause: tellMoves()
    case .asked(let open): ask(open)
    case .hint(let hint): say("Hint: \(hint)")
    case .wrong(let wrong):
      say("Not so. \(wrong.reason ?? "") Once more, for half the points.")
    case .settled(let outcome): tell(outcome)
    case .free: tellMoves()
    case .note(let text): say(text.prefix(1).uppercased() + text.dropFirst() + ".")
    case .over:
      write("")
      say("The end of the lesson.")
    case .failed: break
    }
  }

  private func tell(_ paragraphs: [String]) {
    for paragraph in paragraphs { say(paragraph) }
  }

  private mutating func tellMoves() {
    guard hasMoved else { return }
    tellTree()
  }

  private mutating func tellTree() {
    hasMoved = false
    for line in tree.lines(player) { say(line) }
  }

  private mutating func ask(_ open: OpenQuestion) {
    tellMoves()
    let head =
      open.question.kind == .task
      ? "Task \(open.number) of \(open.total): " : "Question \(open.number) of \(open.total): "
    for (place, paragraph) in open.prompt.enumerated() {
      say((place == 0 ? head : "") + paragraph)
    }
    switch open.question.kind {
    case .node:
      for node in open.nodes { if let letter = node.letter { say("  \(letter): \(node.label)") } }
    case .choice: for option in open.options { say("  \(option.letter): \(option.text)") }
    case .yesno: say("  yes or no")
    case .number:
      if let text = Self.tolerance(open.question) { say("  a number, within \(text)") }
    case .task:
      if let goal = open.question.goal { say("  goal: \(goal.text)") }
      if let left = open.simulationsLeft { say("  at most \(Self.count(left, "simulation"))") }
      let keys = open.question.keys.map { keys in
        TaskKey.allCases.filter(keys.contains).map(\.rawValue)
      }
      say("  type \((keys ?? TaskKey.allCases.map(\.rawValue)).joined(separator: ", ")), or done")
    }
  }

  /// How far an answer may be from the right one, in words.
  public static func tolerance(_ question: Question) -> String? {
    switch question.tolerance {
    case nil: nil
    case .absolute(let distance):
      // As the tree writes numbers: .01.
      String(NumberText.short(distance).trimmingPrefix(/0(?=\.)/))
    case .relative(let share): NumberText.short(share * 100) + " %"
    }
  }

  private mutating func tell(_ outcome: QuestionOutcome) {
    tellMoves()
    let isTask = outcome.open.question.kind == .task
    var lines: [String] = []
    if outcome.isRight {
      lines.append(isTask ? "Done." : "Right.")
    } else if outcome.given != nil {
      lines.append("Not so." + (outcome.reason.map { " " + $0 } ?? ""))
    }
    if !outcome.isRight {
      lines.append(isTask ? "A way there: \(outcome.answer)." : "The answer is \(outcome.answer).")
    }
    if let first = outcome.why.first {
      lines[lines.count - 1] += " " + first
    }
    tell(lines + outcome.why.dropFirst())
  }

  private func tellWithheld() {
    for outcome in player.withheld {
      write("")
      say("Question \(outcome.open.number): \(outcome.isRight ? "right." : "not so.")")
      say(
        (outcome.answer.isEmpty ? "" : "The answer is \(outcome.answer). ")
          + (outcome.why.first ?? ""))
      tell(Array(outcome.why.dropFirst()))
    }
  }

  /// Writes a paragraph as safe lines; one that is indented stays so.
  private func say(_ text: some StringProtocol) {
    let blanks = text.prefix { $0 == " " }.count
    let words = String(text.dropFirst(blanks))
    for piece in words.split(separator: "\n", omittingEmptySubsequences: false) {
      let lines = LessonWords.lines(
        String(piece), width: Self.width - blanks, repertoire: repertoire)
      for line in lines { write((SafeText.blanks(blanks) + line).plain) }
    }
  }
}
