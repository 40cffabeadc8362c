import Groundwork
import SearchTrees

/// One pass of a check over a lesson, for one seed.
struct CheckPass {
  let check: LessonCheck
  let lesson: Lesson
  /// The lines on which something is wrong already.
  let ignoredLines: Set<Int>
  let run: LessonRun
  var faults: [LessonFault] = []
  var answers: [LessonCheck.Answer] = []
  /// Whether the search is not what it should be: what depends on it is not looked at.
  var isBroken = false
  /// The trees of the lesson that cannot be searched, which was said already.
  let badTrees: Set<String>
  /// The words since something was to be done, and where they begin.
  var words = 0
  var wordsLine: Int?

  init(
    check: LessonCheck, lesson: Lesson, seed: UInt64?, ignoredLines: Set<Int>,
    badTrees: Set<String>
  ) {
    self.badTrees = badTrees
    self.check = check
    self.lesson = lesson
    self.ignoredLines = ignoredLines
    run = LessonRun(lesson, on: check.makeStage(), seed: seed)
  }

  mutating func report(_ fault: LessonFault) {
    if ignoredLines.contains(fault.line), fault.severity == .error { return }
    faults.append(fault)
  }

  mutating func warn(_ line: Int, _ message: String) {
    report(LessonFault(line, message, severity: .warning))
  }

  /// Does something, and reports what is wrong with it; returns whether nothing was.
  @discardableResult
  mutating func attempt(_ body: (inout CheckPass) throws(LessonFault) -> Void) -> Bool {
    do throws(LessonFault) {
      try body(&self)
      return true
    } catch {
      report(error)
      return false
    }
  }

  // MARK: - The lesson

  mutating func play() {
    if let seeds = lesson.seeds, !lesson.usesSeed {
      warn(seeds.line, "no :search has {seed}: every student has the same search")
    }
    var silent = 0
    for step in lesson.steps {
      silent = step.questions.isEmpty ? silent + 1 : 0
      if silent == 3 { warn(step.line, "the third step in a row without a question") }
      for item in step.items { play(item) }
      run.endStep()
      endWords()
    }
    if run.ownBranches > 0, !isBroken, let last = lesson.steps.last {
      warn(last.line, "the lesson ends on a branch; :return takes the search out again")
    }
  }

  private mutating func play(_ item: Lesson.Item) {
    switch item {
    case .text(let text):
      read(text)
      count(text.wordCount, text.line)
    case .figure(let lines, let line):
      count(lines.reduce(0) { $0 + $1.split(separator: " ").count }, line)
    case .free(_, let text, _):
      read(text)
      endWords()
    case .directive(let directive): play(directive)
    case .question(let question):
      count(question.prompt.wordCount, question.line)
      for option in question.options { count(option.text.wordCount, question.line) }
      endWords()
      ask(question)
    }
  }

  private mutating func count(_ more: Int, _ line: Int) {
    words += more
    if wordsLine == nil, more > 0 { wordsLine = line }
  }

  private mutating func endWords() {
    if words > LessonCheck.mostWords, let wordsLine {
      warn(
        wordsLine,
        "\(words) words before the student does something; expected \(LessonCheck.mostWords) at most"
      )
    }
    words = 0
    wordsLine = nil
  }

  /// Reports each value of a text that does not exist.
  mutating func read(_ text: LessonText) {
    guard !isBroken else { return }
    for expression in text.expressions {
      attempt { pass throws(LessonFault) in _ = try pass.run.value(expression) }
    }
  }

  private mutating func play(_ directive: Directive) {
    switch directive.action {
    case .search(let words):
      isBroken = usesBadTree(words)
      if isBroken { return }
    case .open: isBroken = false
    case .hide, .show: break
    case .verify(let search, _, _) where usesBadTree(search): return
    case .tally(_, let search, _, _, _) where usesBadTree(search): return
    case .verify(let search, let motions, let condition):
      verify(directive, search, motions, condition)
      return
    case .tally(let seeds, let search, let motions, let condition, let count):
      tally(directive, seeds, search, motions, condition, count)
      return
    default: if isBroken { return }
    }
    if directive.movesSearch, words > 0 { endWords() }
    let began = check.now()
    let isDone = attempt { pass throws(LessonFault) in try pass.run.carryOut(directive) }
    if !isDone {
      // What is remembered is missing from all that follows.
      if case .remember = directive.action { isBroken = true }
      if directive.movesSearch { isBroken = true }
    }
    let seconds = check.now() - began
    if seconds > LessonCheck.patientSeconds {
      warn(
        directive.line,
        "this takes \(NumberText.plain(seconds, places: 1)) s; a student waits 2 s gladly")
    }
  }

  private func usesBadTree(_ words: String) -> Bool {
    words.split { $0.isWhitespace || "\"'".contains($0) }
      .contains { word in badTrees.contains { word == "tree:\($0)" } }
  }

  // MARK: - Claims about other searches

  /// Runs another search and returns whether a condition holds at its end.
  private func holds(
    _ directive: Directive, _ search: String, _ motions: [Directive],
    _ condition: LessonExpression, seed: UInt64?
  ) throws(LessonFault) -> (Bool, LessonRun) {
    let other = LessonRun(lesson, on: check.makeStage(), seed: seed ?? run.seed)
    do throws(StageError) {
      try other.stage.begin(other.substituted(search), trees: lesson.trees)
    } catch {
      throw other.fault(error, directive.line)
    }
    for motion in motions { try other.carryOut(motion) }
    return (try other.condition(condition), other)
  }

  private mutating func verify(
    _ directive: Directive, _ search: String, _ motions: [Directive],
    _ condition: LessonExpression
  ) {
    attempt { pass throws(LessonFault) in
      let (isSo, other) = try pass.holds(directive, search, motions, condition, seed: nil)
      guard isSo else {
        throw LessonFault(
          directive.line, "this is not so: \(condition.text)" + other.numbers(condition))
      }
    }
  }

  private mutating func tally(
    _ directive: Directive, _ seeds: ClosedRange<UInt64>, _ search: String,
    _ motions: [Directive], _ condition: LessonExpression, _ expected: Int
  ) {
    attempt { pass throws(LessonFault) in
      var count = 0
      for seed in seeds {
        let words = search.contains("{seed}") ? search : search + " --seed {seed}"
        if try pass.holds(directive, words, motions, condition, seed: seed).0 { count += 1 }
      }
      guard count == expected else {
        throw LessonFault(
          directive.line, "so for \(count) of \(seeds.count) seeds; expected \(expected)")
      }
    }
  }
}
