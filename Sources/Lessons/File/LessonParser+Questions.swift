import Groundwork

/// Questions and tasks, with what belongs to them.
extension LessonParser {
  /// Adds a line to the words of the newest option, whose condition may stand there.
  mutating func continueOption(_ line: LessonLines.Line) {
    guard var open = question, let last = open.options.indices.last else { return }
    let characters = Array(line.text)
    guard open.options[last].condition == nil, let sign = line.text.ranges(of: " :: ").last else {
      return add(line.text, line.number, line.column)
    }
    let end = line.text.distance(from: line.text.startIndex, to: sign.lowerBound)
    let rest = LessonScanner.trimmed(characters, end + 4..<characters.count)
    open.options[last].condition = LessonExpression(
      rest.text, line: line.number, column: line.column + rest.offset)
    question = open
    add(LessonScanner.trimmed(characters, 0..<end).text, line.number, line.column)
  }

  mutating func option(_ isRight: Bool, _ line: LessonLines.Line) {
    guard var open = question, open.kind == .choice else {
      if question == nil, skipsDetails { return }
      return report(
        line.number,
        "an option out of place: options stand behind \":ask choice\"")
    }
    // The last ::, for the words may have some too.
    let characters = Array(line.text)
    var end = characters.count
    var condition: LessonExpression?
    if let sign = line.text.ranges(of: "::").last {
      end = line.text.distance(from: line.text.startIndex, to: sign.lowerBound)
      let rest = LessonScanner.trimmed(characters, end + 2..<characters.count)
      if rest.text.isEmpty {
        report(line.number, "nothing behind ::; expected a condition", column: line.column + end)
      } else {
        condition = LessonExpression(
          rest.text, line: line.number, column: line.column + rest.offset)
      }
    }
    open.options.append(
      Question.Option(
        line: line.number, isRight: isRight, text: LessonText(line: line.number),
        condition: condition))
    question = open
    sink = .option
    let words = LessonScanner.trimmed(characters, 0..<end)
    if words.text.isEmpty {
      report(line.number, "an option without words")
    } else {
      add(words.text, line.number, line.column)
    }
  }

  mutating func detail(
    _ name: DirectiveName, _ line: LessonLines.Line
  ) throws(LessonFault) {
    guard var open = question else {
      if skipsDetails { return }
      let asked = name.place == .task ? ":do" : ":ask or :do"
      throw LessonFault(
        line.number, ":\(name.rawValue) is out of place: it stands behind \(asked)")
    }
    if let reason = Self.objection(to: name, in: open) { throw LessonFault(line.number, reason) }
    // What the name alone says is taken in even where the rest cannot be read.
    var isRead = false
    defer {
      if !isRead { open.unread.insert(name) }
      question = open
    }
    let missing = LessonFault(
      line.number,
      "\(line.text.isEmpty ? "nothing" : "\"\(line.text)\"") behind :\(name.rawValue); expected "
        + name.takes, column: line.column)
    let expression = LessonExpression(line.text, line: line.number, column: line.column)
    switch name {
    case .untied: open.isUntied = true
    case .answer:
      guard !line.text.isEmpty else { throw missing }
      open.answer = expression
    case .goal:
      guard !line.text.isEmpty else { throw missing }
      open.goal = expression
    case .within:
      let isPercent = line.text.hasSuffix("%")
      let digits = isPercent ? line.text.dropLast().trimmingBlanks : line.text
      guard let number = Double(digits), number >= 0, number.isFinite else {
        throw missing.adding(WrittenNumber.hint(digits))
      }
      open.tolerance = isPercent ? .relative(number / 100) : .absolute(number)
    case .points:
      guard let points = Double(line.text), points > 0, points <= 1000 else {
        throw missing.adding(
          Double(line.text) == nil
            ? WrittenNumber.hint(line.text) : "a number above 0, at most 1000")
      }
      open.points = points
      open.hasPoints = true
    case .budget:
      guard let count = Int(line.text), count > 0 else {
        throw missing.adding(WrittenNumber.hint(line.text))
      }
      open.budget = Question.Budget(simulations: count, line: line.number)
    case .keys:
      let words = line.text.split { $0 == "," || $0.isWhitespace }.map { String($0) }
      guard !words.isEmpty else { throw missing }
      for word in words where TaskKey(rawValue: word) == nil {
        let near = EditDistance.nearest(to: word, among: TaskKey.allCases.map(\.rawValue))
        throw LessonFault(
          line.number,
          "there is no key \"\(word)\"; " + (near.map { "did you mean \($0)? " } ?? "")
            + "expected \(name.takes)", column: line.column)
      }
      open.keys = Set(words.compactMap { TaskKey(rawValue: $0) })
    case .then, .solution:
      guard !line.text.isEmpty else { throw missing }
      let motion = try DirectiveReader.motion(
        line.text, line: line.number, column: line.column, remembered)
      if name == .then { open.then.append(motion) } else { open.solution.append(motion) }
    case .hint, .why, .miss:
      // The words may begin on the next line; what is wrong does not.
      guard !line.text.isEmpty || name != .miss else { throw missing }
      question = open
      try words(name, line)
      open = question ?? open
    default: break
    }
    isRead = true
  }

  /// Begins a text of the open question.
  private mutating func words(_ name: DirectiveName, _ line: LessonLines.Line) throws(LessonFault) {
    guard var open = question else { return }
    let characters = Array(line.text)
    var start = 0
    switch name {
    case .hint:
      open.hints.append(LessonText(line: line.number))
      sink = .hint
    case .why:
      open.why = LessonText(line: line.number)
      sink = .why
    default:
      let dashes = Self.dashes(characters)
      let end = open.kind == .number ? dashes ?? 0 : LessonScanner.endOfAtom(characters)
      guard end > 0 else {
        throw LessonFault(
          line.number,
          open.kind == .number
            ? "the wrong number and what to say have no -- between them; expected \(name.takes)"
            : "no node is named; expected a path in quotes and what to say, as in :miss \"left\" ...",
          column: line.column)
      }
      let answer = LessonScanner.trimmed(characters, 0..<end)
      open.misses.append(
        Question.Miss(
          line: line.number,
          answer: LessonExpression(
            answer.text, line: line.number, column: line.column + answer.offset),
          text: LessonText(line: line.number)))
      sink = .miss
      start = end
      let rest = LessonScanner.trimmed(characters, start..<characters.count)
      if rest.text.hasPrefix("--") { start = rest.offset + 2 }
    }
    question = open
    let rest = LessonScanner.trimmed(characters, start..<characters.count)
    if !rest.text.isEmpty { add(rest.text, line.number, line.column + rest.offset) }
  }

  /// Where two dashes with blanks around them stand outside of quotes.
  private static func dashes(_ characters: [Character]) -> Int? {
    var from = 0
    while let place = LessonScanner.end(of: characters, from: from, "-") {
      if place > 0, place + 1 < characters.count, characters[place + 1] == "-",
        characters[place - 1].isWhitespace,
        place + 2 == characters.count || characters[place + 2].isWhitespace
      {
        return place
      }
      // Quotes that begin before the place are closed before it.
      from = place + 1
    }
    return nil
  }

  /// Why something does not belong to a question; nil where it does.
  private static func objection(to name: DirectiveName, in question: Question) -> String? {
    let kind = question.kind
    let asked = kind == .task ? ":do" : ":ask \(kind.rawValue)"
    let isOutOfPlace: String? =
      switch name {
      case .goal, .keys, .budget, .solution: kind == .task ? nil : "it belongs to a :do"
      case .answer where kind == .task: "a :do has a :goal and a :solution"
      case .answer where kind == .choice: "the right option of a choice has an [x]"
      case .within where kind != .number: "only a number has a tolerance"
      case .untied where kind != .choice: "it belongs to a choice"
      case .then where kind == .task: "what happens in a :do the student does"
      case .miss where kind != .number && kind != .node:
        "wrong answers are told apart for numbers and nodes"
      default: nil
      }
    if let isOutOfPlace {
      return ":\(name.rawValue) is out of place behind \(asked): \(isOutOfPlace)"
    }
    let isSecond =
      switch name {
      case .answer: question.answer != nil
      case .within: question.tolerance != nil
      case .goal: question.goal != nil
      case .keys: question.keys != nil
      case .budget: question.budget != nil
      case .points: question.hasPoints
      case .why: question.why != nil
      default: false
      }
    return isSecond ? "a second :\(name.rawValue) of one question; expected one" : nil
  }

  /// Ends the question that is open, and says what it lacks.
  mutating func closeQuestion() {
    guard let open = question else { return }
    question = nil
    sink = .narration
    for (name, line) in Self.silent(open) {
      report(line, "nothing behind :\(name.rawValue); expected what to say")
    }
    for (name, lack) in Self.lacks(of: open) where name.map({ !open.unread.contains($0) }) ?? true {
      report(open.line, lack)
    }
    addItem(.question(open))
  }

  /// The hints, explanations and wrong answers of a question that have no words, with their lines.
  private static func silent(_ question: Question) -> [(DirectiveName, Int)] {
    question.hints.filter { !$0.isSaid }.map { (.hint, $0.line) }
      + question.misses.filter { !$0.text.isSaid }.map { (.miss, $0.line) }
      + (question.why.map { $0.isSaid ? [] : [(.why, $0.line)] } ?? [])
  }

  /// What a question lacks, and the directive that would say it.
  private static func lacks(of question: Question) -> [(DirectiveName?, String)] {
    var lacks: [(DirectiveName?, String)] = []
    let asked = question.kind == .task ? ":do" : ":ask \(question.kind.rawValue)"
    if !question.prompt.isSaid {
      lacks.append((nil, "\(asked) has no words; expected what to do or to say"))
    }
    if question.why == nil {
      lacks.append(
        (.why, "\(asked) has no :why; expected the explanation that is shown after every answer"))
    }
    switch question.kind {
    case .node, .number, .yesno:
      if question.answer == nil {
        lacks.append(
          (.answer, "\(asked) has no :answer; expected an expression that the search answers"))
      }
    case .choice: lacks += self.lacks(ofChoice: question, asked)
    case .task:
      if question.goal == nil { lacks.append((.goal, ":do has no :goal; expected a condition")) }
      if question.solution.isEmpty {
        lacks.append((.solution, ":do has no :solution; expected what reaches the goal"))
      }
    }
    return lacks
  }

  private static func lacks(
    ofChoice question: Question, _ asked: String
  ) -> [(DirectiveName?, String)] {
    var lacks: [(DirectiveName?, String)] = []
    let count = question.options.count
    let right = question.options.count { $0.isRight }
    if count < 2 {
      lacks.append(
        (nil, "\(asked) has \(count) option\(count == 1 ? "" : "s"); expected two or more"))
    }
    if count > 6 {
      lacks.append((nil, "\(asked) has \(count) options; expected six at most, a to f"))
    }
    if right != 1, count > 0 {
      lacks.append(
        (nil, "\(right == 0 ? "no" : "\(right)") options with [x]; expected exactly one"))
    }
    if !question.isUntied, question.options.contains(where: { $0.condition == nil }) {
      lacks.append(
        (
          .untied,
          "an option has no condition behind ::; expected one for each, or :untied where none can "
            + "be tied to the search"
        ))
    }
    return lacks
  }
}
