import Groundwork

/// Makes a lesson of the lines of a file, and says everything that is wrong with them.
public struct LessonParser {
  /// What a file comes to.
  public struct Outcome: Sendable {
    /// The lesson, as far as it can be read.
    public var lesson: Lesson
    /// What is wrong, in the order of the lines.
    public var faults: [LessonFault]
  }

  /// Where words go.
  enum Sink {
    case none
    case narration
    case prompt
    case hint
    case miss
    case why
    case option
    case free
  }

  var lesson = Lesson()
  var faults: [LessonFault] = []
  var sink = Sink.none
  /// The question that is open.
  var question: Question?
  /// What stands before the first step.
  var before: [Lesson.Item] = []
  /// The keys of the header that were met.
  var met: Set<DirectiveName> = []
  var hasTitle = false
  var remembered: Set<String> = []
  /// Whether what belongs to a question is passed over, the question itself being unreadable.
  var skipsDetails = false

  private init() {}

  /// Reads the bytes of a file.
  public static func parse(_ bytes: [UInt8]) -> Outcome {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let line = lineOfFirstFault(bytes)
      return Outcome(
        lesson: Lesson(),
        faults: [LessonFault(line, "this line is not UTF-8; save the file as UTF-8")])
    }
    return parse(text)
  }

  /// The first line that is not UTF-8.
  private static func lineOfFirstFault(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let place = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    return place + 1
  }

  /// Reads the text of a file.
  public static func parse(_ text: String) -> Outcome {
    var parser = LessonParser()
    var source = text
    if source.unicodeScalars.first == "\u{FEFF}" { source.unicodeScalars.removeFirst() }
    parser.read(LessonLines(source).lines)
    parser.faults += LessonNames.faults(in: parser.lesson)
    var seen: Set<LessonFault> = []
    let faults = parser.faults.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
      .filter { seen.insert($0).inserted }
    return Outcome(lesson: parser.lesson, faults: faults)
  }

  // MARK: - Lines

  private mutating func read(_ lines: [LessonLines.Line]) {
    guard lines.contains(where: { $0.kind != .blank }) else {
      faults.append(
        LessonFault(1, "the file is empty; treetop learn --new FILE writes a lesson to begin with"))
      return
    }
    var rest = lines[...]
    while let line = rest.popFirst() {
      if let slip = line.slip { report(line.number, slip) }
      switch line.kind {
      case .blank: endParagraph()
      case .text: add(line)
      case .title(let level): title(line, level)
      case .directive(let name): directive(name, line)
      case .option(let isRight): option(isRight, line)
      case .fence(let kind, let name): fence(kind, name, line, &rest)
      }
    }
    closeQuestion()
    finish()
  }

  private mutating func title(_ line: LessonLines.Line, _ level: Int) {
    closeQuestion()
    skipsDetails = false
    sink = .narration
    if line.text.isEmpty { report(line.number, "a title without words") }
    switch level {
    case 1:
      if hasTitle {
        report(line.number, "a second title of the lesson; the titles of steps begin with ##")
      }
      hasTitle = true
      if lesson.title.isEmpty { lesson.title = line.text }
      if lesson.steps.isEmpty { sink = .none }
    case 2:
      lesson.steps.append(Lesson.Step(title: line.text, line: line.number))
      if lesson.steps.count == 1 {
        lesson.steps[0].items = before
        before = []
      }
    default:
      report(line.number, "titles begin with # (the lesson) or ## (a step), not with more")
    }
  }

  private mutating func fence(
    _ kind: String, _ name: String, _ line: LessonLines.Line,
    _ rest: inout ArraySlice<LessonLines.Line>
  ) {
    var content: [String] = []
    var isClosed = false
    while let next = rest.popFirst() {
      if next.raw.trimmingPrefix("```").allSatisfy(\.isWhitespace), next.raw.hasPrefix("```") {
        isClosed = true
        break
      }
      content.append(next.raw)
    }
    if !isClosed {
      report(line.number, "this fence is never closed; expected a line ``` at its end")
      return
    }
    switch kind {
    case "tree":
      guard !name.isEmpty, name.allSatisfy({ !$0.isWhitespace }) else {
        return report(line.number, "a tree needs a name in one word: ```tree NAME")
      }
      if lesson.trees.contains(where: { $0.name == name }) {
        return report(line.number, "there is a tree \"\(name)\" already")
      }
      lesson.trees.append(
        Lesson.NamedTree(
          name: name, json: content.joined(separator: "\n"), line: line.number + 1))
    case "text": addItem(.figure(content, line: line.number))
    default:
      report(
        line.number,
        "a fence of the kind \"\(kind)\"; expected ```text, or ```tree and a name")
    }
    endParagraph()
    // What follows is narration, unless a question is still being asked.
    if question == nil { sink = .narration }
  }

  // MARK: - Words

  mutating func endParagraph() {
    switch sink {
    case .none: break
    case .narration:
      if lesson.steps.isEmpty { Self.end(&before) } else { Self.end(&lastStepItems) }
    case .free: Self.end(&lastStepItems)
    default: edit { $0.endParagraph() }
    }
  }

  private static func end(_ items: inout [Lesson.Item]) {
    guard let last = items.indices.last else { return }
    if case .text(var text) = items[last] {
      text.endParagraph()
      items[last] = .text(text)
    } else if case .free(let keys, var text, let line) = items[last] {
      text.endParagraph()
      items[last] = .free(keys: keys, text, line: line)
    }
  }

  private var lastStepItems: [Lesson.Item] {
    get { lesson.steps[lesson.steps.count - 1].items }
    set { lesson.steps[lesson.steps.count - 1].items = newValue }
  }

  /// Changes the text of the open question that words go to.
  private mutating func edit(_ body: (inout LessonText) -> Void) {
    guard var open = question else { return }
    switch sink {
    case .prompt: body(&open.prompt)
    case .hint: if !open.hints.isEmpty { body(&open.hints[open.hints.count - 1]) }
    case .miss: if !open.misses.isEmpty { body(&open.misses[open.misses.count - 1].text) }
    case .why:
      if var why = open.why {
        body(&why)
        open.why = why
      }
    case .option: if !open.options.isEmpty { body(&open.options[open.options.count - 1].text) }
    case .none, .narration, .free: break
    }
    question = open
  }

  private mutating func add(_ line: LessonLines.Line) {
    if case .option = sink { return continueOption(line) }
    add(line.text, line.number, line.column)
  }

  /// Adds words to where they go.
  mutating func add(_ text: String, _ line: Int, _ column: Int) {
    var fault: LessonFault?
    func put(_ words: inout LessonText) {
      do throws(LessonFault) {
        try words.add(text, line: line, column: column)
      } catch {
        fault = error
      }
    }
    switch sink {
    case .none, .narration:
      var items = lesson.steps.isEmpty ? before : lastStepItems
      if case .text(var words)? = items.last {
        put(&words)
        items[items.count - 1] = .text(words)
      } else {
        var words = LessonText(line: line)
        put(&words)
        items.append(.text(words))
      }
      if lesson.steps.isEmpty { before = items } else { lastStepItems = items }
    case .free:
      if case .free(let keys, var words, let start)? = lastStepItems.last {
        put(&words)
        lastStepItems[lastStepItems.count - 1] = .free(keys: keys, words, line: start)
      }
    default: edit(put)
    }
    if let fault { faults.append(fault) }
  }

  mutating func addItem(_ item: Lesson.Item) {
    if lesson.steps.isEmpty {
      before.append(item)
    } else {
      lesson.steps[lesson.steps.count - 1].items.append(item)
    }
  }

  mutating func report(_ line: Int, _ message: String, column: Int? = nil) {
    faults.append(LessonFault(line, message, column: column))
  }
}
