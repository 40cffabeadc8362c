import Groundwork

extension LessonParser {
  mutating func directive(_ word: String, _ line: LessonLines.Line) {
    guard let name = DirectiveName(rawValue: word) else { return unknown(word, line) }
    do throws(LessonFault) {
      switch name.place {
      case .header: try header(name, line)
      case .question, .task: try detail(name, line)
      case .step: try act(name, line)
      }
    } catch {
      faults.append(error)
    }
  }

  /// Says that there is no such directive, and which is meant, so that what belongs to that is no second
  /// mistake.
  private mutating func unknown(_ word: String, _ line: LessonLines.Line) {
    let names = DirectiveName.allCases.map(\.rawValue)
    let first = String(line.text.prefix { !$0.isWhitespace })
    let isSplit = word.isEmpty && names.contains(first)
    let near = isSplit ? first : EditDistance.nearest(to: word, among: names)
    switch near.flatMap({ DirectiveName(rawValue: $0) }) {
    case .ask, .task:
      closeQuestion()
      skipsDetails = true
      sink = .narration
    case let meant?:
      question?.unread.insert(meant)
      if meant.place == .header, lesson.steps.isEmpty { met.insert(meant) }
    case nil: break
    }
    let hint = near.map { "; did you mean :\($0)?" } ?? ""
    report(
      line.number,
      word.isEmpty
        ? "a colon without a name"
          + (isSplit ? hint : "; a line of words that begins with one is written \\:")
        : "there is no directive :\(word)\(hint)")
  }

  // MARK: - The header

  private mutating func header(_ name: DirectiveName, _ line: LessonLines.Line) throws(LessonFault)
  {
    closeQuestion()
    skipsDetails = false
    sink = .none
    guard lesson.steps.isEmpty else {
      throw LessonFault(
        line.number, ":\(name.rawValue) is out of place: it belongs before the first step")
    }
    guard met.insert(name).inserted else {
      throw LessonFault(line.number, "a second :\(name.rawValue); expected one")
    }
    let missing = LessonFault(
      line.number,
      "\(line.text.isEmpty ? "nothing" : "\"\(line.text)\"") behind :\(name.rawValue); expected "
        + name.takes, column: line.column)
    switch name {
    case .lesson:
      let isName = line.text.allSatisfy {
        $0.isASCII && ($0.isLowercase || $0.isNumber) || $0 == "-"
      }
      guard isName, !line.text.isEmpty, line.text.count <= 60 else { throw missing }
      lesson.id = line.text
    case .minutes:
      guard let minutes = Int(line.text), 1...600 ~= minutes else {
        throw missing.adding("a whole number of minutes, 1 to 600")
      }
      lesson.minutes = minutes
    case .about:
      guard !line.text.isEmpty else { throw missing }
      lesson.about = line.text
    case .after:
      lesson.after = line.text.split { $0 == "," || $0.isWhitespace }.map { String($0) }
      if lesson.after.isEmpty { throw missing }
    case .objective: try objective(line, missing)
    default: try seeds(line, missing)
    }
  }

  private mutating func objective(
    _ line: LessonLines.Line, _ missing: LessonFault
  ) throws(LessonFault) {
    guard !line.text.isEmpty else { throw missing }
    let parts = line.text.ranges(of: "::")
    guard let last = parts.last else {
      lesson.objective = Lesson.Objective(text: line.text, step: nil, line: line.number)
      return
    }
    lesson.objective = Lesson.Objective(
      text: line.text[..<last.lowerBound].trimmingBlanks,
      step: line.text[last.upperBound...].trimmingBlanks, line: line.number)
  }

  private mutating func seeds(
    _ line: LessonLines.Line, _ missing: LessonFault
  ) throws(LessonFault) {
    let words = line.text.split { $0 == "," || $0.isWhitespace }.map { String($0) }
    guard words.count >= 2, words[0] == "seed", let range = DirectiveReader.seeds(words[1]) else {
      throw missing
    }
    var seeds = Array(range)
    if words.count > 2 {
      guard words[2] == "except" else { throw missing }
      for word in words.dropFirst(3) {
        guard let seed = UInt64(word), range.contains(seed) else {
          throw LessonFault(
            line.number, "\"\(word)\" is no seed from \(range.lowerBound) to \(range.upperBound)")
        }
        seeds.removeAll { $0 == seed }
      }
    }
    guard !seeds.isEmpty else { throw LessonFault(line.number, "no seed is left") }
    lesson.seeds = Lesson.SeedRange(seeds: seeds, bounds: range, line: line.number)
  }

  // MARK: - What happens in a step

  private mutating func act(_ name: DirectiveName, _ line: LessonLines.Line) throws(LessonFault) {
    closeQuestion()
    sink = .narration
    skipsDetails = false
    guard !lesson.steps.isEmpty else {
      sink = .none
      skipsDetails = name == .ask || name == .task
      throw LessonFault(
        line.number,
        ":\(name.rawValue) before the first step; expected a title ## and words behind it first")
    }
    switch name {
    case .ask: try ask(line)
    case .task:
      question = Question(line: line.number, kind: .task, prompt: LessonText(line: line.number))
      sink = .prompt
      if !line.text.isEmpty { add(line.text, line.number, line.column) }
    case .free: try free(line)
    case .say:
      if !line.text.isEmpty { add(line.text, line.number, line.column) }
    default:
      let reader = DirectiveReader(
        name: name, rest: line.text, line: line.number, column: line.column,
        remembered: remembered)
      guard let action = try reader.action() else { return }
      if case .remember(let name, _) = action { remembered.insert(name) }
      addItem(
        .directive(
          Directive(
            line: line.number, text: String(line.raw.dropFirst()), action: action)))
      // Words behind it are a paragraph of their own.
      endParagraph()
    }
  }

  private mutating func ask(_ line: LessonLines.Line) throws(LessonFault) {
    let word = String(line.text.prefix { !$0.isWhitespace })
    let kinds: [Question.Kind] = [.node, .number, .choice, .yesno]
    let kind = kinds.first { $0.rawValue == word }
    // What follows belongs to it, whatever it is.
    question = Question(
      line: line.number, kind: kind ?? .yesno, prompt: LessonText(line: line.number))
    sink = .prompt
    guard kind != nil else {
      question = nil
      skipsDetails = true
      sink = .narration
      let near = EditDistance.nearest(to: word, among: kinds.map(\.rawValue))
      throw LessonFault(
        line.number,
        "\(word.isEmpty ? "nothing" : "\"\(word)\"") behind :ask; "
          + (near.map { "did you mean \($0)? " } ?? "") + "expected \(DirectiveName.ask.takes)",
        column: line.column)
    }
    let rest = LessonScanner.trimmed(Array(line.text), word.count..<line.text.count)
    if !rest.text.isEmpty { add(rest.text, line.number, line.column + rest.offset) }
  }

  private mutating func free(_ line: LessonLines.Line) throws(LessonFault) {
    let words = line.text.split(whereSeparator: \.isWhitespace).map { String($0) }
    let keys = words.compactMap { TaskKey(rawValue: $0) }
    let isList = !words.isEmpty && keys.count == words.count
    addItem(
      .free(keys: isList ? Set(keys) : nil, LessonText(line: line.number), line: line.number))
    sink = .free
    if !isList, !line.text.isEmpty { add(line.text, line.number, line.column) }
  }

  // MARK: - The end

  mutating func finish() {
    if !hasTitle { report(1, "the lesson has no title; expected a line \"# Title\"") }
    for name in [DirectiveName.lesson, .minutes, .about] where !met.contains(name) {
      report(1, "the header has no :\(name.rawValue); expected \":\(name.rawValue) \(name.takes)\"")
    }
    if lesson.steps.isEmpty {
      report(1, "the lesson has no steps; expected a line \"## Title of a step\"")
    }
    for tree in lesson.trees where tree.json.allSatisfy(\.isWhitespace) {
      report(max(1, tree.line - 1), "the tree \"\(tree.name)\" is empty")
    }
    guard let objective = lesson.objective, let step = objective.step else { return }
    guard let shown = lesson.steps.first(where: { $0.title == step }) else {
      return report(
        objective.line, "no step is called \"\(step)\"; expected the title of one that asks")
    }
    if shown.questions.isEmpty {
      report(objective.line, "the step \"\(step)\" has no question that shows the objective")
    }
  }
}
