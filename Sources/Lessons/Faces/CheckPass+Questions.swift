import Groundwork
import SearchTrees

/// What must be so of a question.
extension CheckPass {
  mutating func ask(_ question: Question) {
    guard !isBroken else { return }
    read(question.prompt)
    for option in question.options { read(option.text) }
    for hint in question.hints { read(hint) }
    checkRows(question)
    checkOptions(question)
    if question.kind == .task { return doTask(question) }
    if question.then.isEmpty { checkConcealment(question) }
    let tries = QuestionTries.most(of: question, in: run)
    if question.kind == .node, !question.then.isEmpty { checkReach(question) }
    for directive in question.then {
      let isDone = attempt { pass throws(LessonFault) in try pass.run.carryOut(directive) }
      if !isDone {
        isBroken = true
        return
      }
    }
    if question.unread.contains(.then) {
      isBroken = true
      return
    }
    var row: LessonCheck.Answer?
    switch question.kind {
    case .number: row = number(question)
    case .node: row = node(question)
    case .choice: row = choice(question)
    case .yesno: row = yesno(question)
    case .task: break
    }
    for miss in question.misses { read(miss.text) }
    if let why = question.why { read(why) }
    if var row {
      row.tries = tries
      answers.append(row)
    }
  }

  private func row(_ question: Question, _ answer: String) -> LessonCheck.Answer {
    let told = question.misses.count
    let wrong = told == 0 ? "" : "\(told) wrong answer\(told == 1 ? "" : "s") told apart"
    return LessonCheck.Answer(
      line: question.line, kind: question.kind, expression: question.answer?.text ?? "",
      answer: answer, tries: 1, remark: wrong)
  }

  // MARK: - Kinds

  private mutating func number(_ question: Question) -> LessonCheck.Answer? {
    guard let expression = question.answer else { return nil }
    var found: Double?
    attempt { pass throws(LessonFault) in
      let number = try pass.run.number(expression)
      guard number.isFinite else {
        throw LessonFault(expression.line, "the answer is not finite: \(expression.text)")
      }
      found = number
    }
    guard let number = found else { return nil }
    let tolerance = QuestionJudge.tolerance(of: question, at: number)
    if tolerance == 0, !question.unread.contains(.within),
      (number - number.rounded()).magnitude > 1e-9
    {
      report(
        LessonFault(
          question.line,
          "the answer \(NumberText.short(number)) is not whole; expected :within, how far an answer "
            + "may be from it, above 0"))
    }
    var earlier: [Double] = []
    for miss in question.misses {
      attempt { pass throws(LessonFault) in
        let wrong = try pass.run.number(miss.answer)
        if !wrong.isFinite {
          pass.warn(miss.line, "no student can reach this wrong answer: it is not finite")
        } else if (wrong - number).magnitude <= max(tolerance, 1e-9) {
          throw LessonFault(
            miss.line,
            "this wrong answer, \(NumberText.short(wrong)), is right: the answer is "
              + "\(NumberText.short(number))\(Self.within(tolerance))")
        } else if earlier.contains(where: { ($0 - wrong).magnitude <= max(tolerance, 1e-9) }) {
          pass.warn(
            miss.line,
            "no student can reach this wrong answer: an earlier :miss is as near to "
              + "\(NumberText.short(wrong))")
        } else {
          earlier.append(wrong)
        }
      }
    }
    var row = row(question, Self.digits(number) + Self.within(tolerance))
    row.tolerance = tolerance
    return row
  }

  private static func within(_ tolerance: Double) -> String {
    tolerance == 0 ? "" : " within \(digits(tolerance))"
  }

  /// A number with five significant digits, as the author should read it.
  private static func digits(_ number: Double) -> String {
    if number == number.rounded(), number.magnitude < 1e15 { return String(Int(number)) }
    let places = max(0, 5 - max(0, Int(log10Floor(number.magnitude)) + 1))
    var text = NumberText.fixed(number, places: min(places + (number.magnitude < 0.01 ? 3 : 0), 9))
    while text.contains("."), text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text.isEmpty || text == "-" ? "0" : text
  }

  private static func log10Floor(_ number: Double) -> Double {
    var exponent = 0.0
    var rest = number
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    return number < 1 ? -1 : exponent
  }

  private mutating func node(_ question: Question) -> LessonCheck.Answer? {
    guard let expression = question.answer else { return nil }
    var found: NodeID?
    attempt { pass throws(LessonFault) in found = try pass.run.node(expression) }
    guard let node = found else { return nil }
    var earlier: Set<NodeID> = []
    for miss in question.misses {
      attempt { pass throws(LessonFault) in
        let wrong = try pass.run.node(miss.answer)
        if wrong == node {
          throw LessonFault(
            miss.line, "this wrong answer is the right one: \(pass.run.name(of: wrong))")
        }
        if !earlier.insert(wrong).inserted {
          pass.warn(
            miss.line,
            "no student can reach this: an earlier :miss has \(pass.run.name(of: wrong)) already")
        }
      }
    }
    var row = row(question, run.name(of: node))
    if row.remark.isEmpty, expression.text.hasPrefix("pick("),
      let margin = try? run.number(
        LessonExpression(
          "margin" + expression.text.dropFirst(4), line: question.line, column: 1)),
      margin.isFinite
    {
      row.remark = "by \(NumberText.fixed(margin))"
    }
    return row
  }

  private mutating func choice(_ question: Question) -> LessonCheck.Answer? {
    // Which one is meant to be right is not known.
    guard question.options.count(where: \.isRight) == 1 else { return nil }
    var answer: String?
    for option in question.options {
      if option.isRight {
        attempt { pass throws(LessonFault) in
          answer = try pass.run.words(option.text).joined(separator: " ")
        }
      }
      guard let condition = option.condition else { continue }
      attempt { pass throws(LessonFault) in
        let isSo = try pass.run.condition(condition)
        if isSo == option.isRight { return }
        throw LessonFault(
          option.line,
          (option.isRight
            ? "the right option does not hold" : "this option, not marked [x], holds too")
            + pass.run.numbers(condition))
      }
    }
    return answer.map { text in
      var row = row(question, text)
      if question.isUntied { row.remark = "(untied)" }
      return row
    }
  }

  private mutating func yesno(_ question: Question) -> LessonCheck.Answer? {
    guard let expression = question.answer else { return nil }
    var answer: Bool?
    attempt { pass throws(LessonFault) in answer = try pass.run.condition(expression) }
    return answer.map { row(question, $0 ? "yes" : "no") }
  }

  // MARK: - Tasks

  private mutating func doTask(_ question: Question) {
    guard let goal = question.goal else { return }
    guard run.stage.facts != nil else {
      attempt { pass throws(LessonFault) in _ = try pass.run.condition(goal) }
      isBroken = true
      return
    }
    let isReached = (try? run.condition(goal)) == true
    if isReached {
      report(
        LessonFault(
          goal.line, "the goal is reached before anything is done" + run.numbers(goal)))
    }
    var used = 0
    for directive in question.solution {
      guard case .motion(let motion) = directive.action else { continue }
      if let keys = question.keys, !keys.contains(motion.key) {
        report(
          LessonFault(
            directive.line,
            "\(motion.key.rawValue) is not among the :keys of this task: "
              + TaskKey.allCases.filter(keys.contains).map(\.rawValue).joined(separator: " ")))
      }
      let isDone = attempt { pass throws(LessonFault) in
        used += try pass.run.move(motion, directive.line)
      }
      if !isDone {
        isBroken = true
        return
      }
    }
    if question.unread.contains(.solution) {
      isBroken = true
      return
    }
    if !question.solution.isEmpty, !isReached {
      attempt { pass throws(LessonFault) in
        guard try !pass.run.condition(goal) else { return }
        throw LessonFault(
          goal.line, "the :solution does not reach the goal" + pass.run.numbers(goal))
      }
    }
    if let budget = question.budget, used > budget.simulations {
      report(
        LessonFault(
          budget.line,
          "the :solution takes \(used) simulations; the budget is \(budget.simulations)"))
    }
    if let why = question.why { read(why) }
    let ways = question.solution.map(\.text).joined(separator: "; ")
    let found = run.findings(goal).joined(separator: ", ")
    answers.append(
      LessonCheck.Answer(
        line: question.line, kind: .task, expression: goal.text,
        answer: "by \(ways)", tries: 0,
        remark: "iteration \(run.stage.iterations)" + (found.isEmpty ? "" : " (\(found))")))
  }

  // MARK: - Warnings

  /// Warns where a node that is meant is none yet when the question is asked.
  private mutating func checkReach(_ question: Question) {
    let run = run
    let asked =
      [(question.answer, "no student can point at this")]
      + question.misses.map { ($0.answer, "no student can reach this wrong answer") }
    let paths = run.onBranch { () -> [[String]?] in
      for directive in question.then where (try? run.carryOut(directive)) == nil { return [] }
      return asked.map { $0.0.flatMap { try? run.node($0) }.flatMap { run.steps(to: $0) } }
    }
    for ((expression, words), path) in zip(asked, paths) {
      guard let expression, let path, !run.hasNode(path) else { continue }
      warn(
        expression.line,
        "\(words): \"\(NodePath(path).written)\" is a node only after what :then does")
    }
  }

  /// Warns where the prompt and its options do not fit a small screen.
  private mutating func checkRows(_ question: Question) {
    var rows = LessonWords.rows(of: question.prompt, in: run, width: 76)
    for option in question.options { rows += LessonWords.rows(of: option.text, in: run, width: 72) }
    if rows > LessonCheck.mostRows {
      warn(
        question.line,
        "the question takes \(rows) rows at 80x24; \(LessonCheck.mostRows) are there")
    }
  }

  /// Warns where two options say the same: a student could not tell them apart.
  private mutating func checkOptions(_ question: Question) {
    var said: Set<[String]> = []
    for option in question.options {
      guard let words = try? run.words(option.text), !words.isEmpty else { continue }
      if !said.insert(words).inserted {
        warn(option.line, "an earlier option has the same words")
      }
    }
  }

  /// Warns where the answer stands on the screen while it is asked for.
  private mutating func checkConcealment(_ question: Question) {
    guard let answer = question.answer else { return }
    let text = answer.text.filter { !$0.isWhitespace }
    let columns: [(String, Concealable)] = [
      ("N(", .visits), ("Q(", .value), ("U(", .bonus), ("P(", .prior), ("score(", .score),
    ]
    let isAtom = LessonScanner.endOfAtom(Array(text)) == text.count
    if question.kind == .number, isAtom,
      let (_, column) = columns.first(where: { text.hasPrefix($0.0) }),
      !run.concealed.contains(column)
    {
      warn(
        question.line,
        "the answer stands on the screen: the column \(column.rawValue) is not hidden; expected "
          + ":hide \(column.rawValue)")
    }
    if question.kind == .node, isAtom, text.hasPrefix("pick(") {
      for part in [Concealable.score, .selection] where !run.concealed.contains(part) {
        warn(
          question.line,
          "the answer stands on the screen: \(part.rawValue) is not hidden; expected :hide "
            + part.rawValue)
      }
    }
  }
}
