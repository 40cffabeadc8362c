import Groundwork
public import SearchTrees

/// What is right about a question, and what is said to its answers, as it is after its `:then`.
struct WorkedQuestion {
  /// The right answer.
  enum Right {
    case number(Double, tolerance: Double)
    case node(NodeID)
    case option(Character)
    case truth(Bool)
  }

  var right: Right
  /// The right answer in words; untrusted text.
  var answer: String
  var why: [String]
  /// Wrong answers, each with what is said to it.
  var misses: [(value: LessonRun.Value, reason: String)]
}

/// What comes of an answer.
public enum AnswerReply: Hashable, Sendable {
  /// It was judged; what follows stands in the situation.
  case judged
  /// It is no answer to the question; why.
  case unreadable(String)
}

extension LessonPlayer {
  // MARK: - Asking

  func pose(_ question: Question) throws(LessonFault) {
    let (inStep, inLesson) = questionPlace
    var hints: [String] = []
    if !manner.isExam {
      for hint in question.hints { hints.append(try run.words(hint).joined(separator: "\n")) }
    }
    var open = OpenQuestion(
      question: question, number: inLesson + 1, total: lesson.questions.count,
      prompt: try run.words(question.prompt), hints: hints,
      mostTries: manner.isExam ? 1 : QuestionTries.most(of: question, in: run))
    open.isRepeated = outcomes[inLesson] != nil
    worked = nil
    askedAt = now()
    if question.kind == .task {
      open.simulationsLeft = question.budget?.simulations
      situation = .task(open)
      enterTask()
    } else {
      open.options = try options(of: question, inStep)
      if question.kind == .node {
        open.nodes = QuestionJudge.candidates(of: question, in: run).enumerated().map {
          place, node in
          LetteredNode(
            letter: place < QuestionJudge.mostLetters ? Self.letters[place] : nil, node: node,
            label: run.label(of: node))
        }
      }
      situation = .question(open)
    }
    events.append(.asked(open))
  }

  static let letters = Array("abcdef")

  private func options(
    of question: Question, _ inStep: Int
  ) throws(LessonFault) -> [OpenQuestion.Option] {
    var order = Array(question.options.indices)
    if manner.isExam {
      var random = RandomSource(
        seed: (run.seed ?? 0) &* 1_000_003 &+ UInt64(questionPlace.inLesson))
      for place in order.indices.dropFirst().reversed() {
        order.swapAt(place, Int(random.next() % UInt64(place + 1)))
      }
    }
    var options: [OpenQuestion.Option] = []
    for (place, index) in order.prefix(Self.letters.count).enumerated() {
      let option = question.options[index]
      options.append(
        OpenQuestion.Option(
          letter: Self.letters[place], text: try run.words(option.text).joined(separator: " "),
          isRight: option.isRight))
    }
    return options
  }

  /// Shows the next hint.
  public func hint() {
    endWandering()
    guard var open = openQuestion else { return note("hints belong to questions") }
    guard open.hintsShown < open.hints.count else {
      return note(
        manner.isExam
          ? "there are no hints in an exam"
          : open.hints.isEmpty
            ? "this question has no hints" : "that was the last hint")
    }
    open.hintsShown += 1
    set(open)
    events.append(.hint(open.hints[open.hintsShown - 1]))
  }

  /// The question or task that is open.
  public var openQuestion: OpenQuestion? {
    switch situation {
    case .question(let open), .task(let open): open
    default: nil
    }
  }

  func set(_ open: OpenQuestion) {
    situation = open.question.kind == .task ? .task(open) : .question(open)
  }

  // MARK: - Answering

  /// Judges an answer: a letter, a name, a number, yes or no.
  @discardableResult
  public func answer(_ text: String) -> AnswerReply {
    endWandering()
    guard case .question(var open) = situation else { return .unreadable("no question is open") }
    let given: GivenAnswer
    switch GivenAnswer.read(text, for: open, in: run) {
    case .success(let read): given = read
    case .failure(let fault): return .unreadable(fault.reason)
    }
    do throws(LessonFault) {
      let worked = try workedOnce(open)
      self.worked = worked
      let isRight = given.isRight(worked.right)
      let reason = isRight ? nil : given.reason(among: worked)
      open.tries += 1
      let hasMore = !isRight && open.tries < open.mostTries
      // What this try is worth: the one before it halves the points.
      var before = open
      before.tries = open.tries - 1
      let points = isRight ? before.worth : 0
      keep(open, given.text, isRight, points: hasMore ? nil : points)
      if hasMore {
        let wrong = OpenQuestion.Wrong(given: given.text, reason: reason)
        open.wrong.append(wrong)
        set(open)
        events.append(.wrong(wrong))
      } else {
        try settle(open, worked, given: given.text, isRight: isRight, points, reason)
      }
    } catch {
      fail(error)
    }
    return .judged
  }

  /// Judges the answer that a node is.
  @discardableResult
  public func answer(node: NodeID) -> AnswerReply { answer("#\(node.index)") }

  /// Shows the answer, for no points.
  public func show() {
    endWandering()
    switch situation {
    case .question(let open):
      do throws(LessonFault) {
        let worked = try workedOnce(open)
        keep(open, "", false, points: 0)
        try settle(open, worked, given: nil, isRight: false, 0, nil)
      } catch {
        fail(error)
      }
    case .task(let open): showTask(open)
    default: note("there is no answer to show here")
    }
  }

  func keep(_ open: OpenQuestion, _ given: String, _ isRight: Bool, points: Double?) {
    let (inStep, inLesson) = questionPlace
    guard outcomes[inLesson] == nil else { return }
    let answer = LessonAnswer(
      step: step + 1, question: inStep + 1, kind: open.question.kind.rawValue, given: given,
      isRight: isRight, attempt: max(1, open.tries), hints: open.hintsShown, points: points,
      seconds: max(0, now() - askedAt))
    answers.append(answer)
    if points != nil { outcomes[inLesson] = answer }
  }

  func workedOnce(_ open: OpenQuestion) throws(LessonFault) -> WorkedQuestion {
    if let worked { return worked }
    return try workOut(open)
  }

  /// Works out what is right, on a copy of the search where something happens first.
  private func workOut(_ open: OpenQuestion) throws(LessonFault) -> WorkedQuestion {
    guard !open.question.then.isEmpty else { return try workedOut(open) }
    let result = run.onBranch { () -> Result<WorkedQuestion, LessonFault> in
      do throws(LessonFault) {
        for directive in open.question.then { try run.carryOut(directive) }
        return .success(try workedOut(open))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let worked): return worked
    case .failure(let fault): throw fault
    }
  }

  private func workedOut(_ open: OpenQuestion) throws(LessonFault) -> WorkedQuestion {
    let question = open.question
    let right: WorkedQuestion.Right
    let answer: String
    switch question.kind {
    case .number:
      let number = try run.number(wanted(question))
      right = .number(number, tolerance: QuestionJudge.tolerance(of: question, at: number))
      answer = run.words(.number(number))
    case .node:
      let node = try run.node(wanted(question))
      right = .node(node)
      answer = run.name(of: node)
    case .yesno:
      let truth = try run.condition(wanted(question))
      right = .truth(truth)
      answer = truth ? "yes" : "no"
    case .choice, .task:
      let option = open.options.first { $0.isRight }
      right = .option(option?.letter ?? "a")
      answer = option.map { "\($0.letter): \($0.text)" } ?? ""
    }
    var misses: [(value: LessonRun.Value, reason: String)] = []
    for miss in question.misses {
      misses.append(
        (try run.value(miss.answer), try run.words(miss.text).joined(separator: "\n")))
    }
    return WorkedQuestion(
      right: right, answer: answer, why: try run.words(ifAny: question.why),
      misses: misses)
  }

  private func wanted(_ question: Question) throws(LessonFault) -> LessonExpression {
    guard let answer = question.answer else {
      throw LessonFault(question.line, "this question has no :answer")
    }
    return answer
  }

  private func settle(
    _ open: OpenQuestion, _ worked: WorkedQuestion, given: String?, isRight: Bool,
    _ points: Double, _ reason: String?
  ) throws(LessonFault) {
    for directive in open.question.then { try run.carryOut(directive) }
    var outcome = QuestionOutcome(
      open: open, given: given, isRight: isRight, points: points, reason: reason,
      answer: worked.answer, why: worked.why)
    if case .node(let node) = worked.right { outcome.node = node }
    if !open.question.then.isEmpty { events.append(.moved) }
    conclude(outcome)
  }

  /// Ends a question; in an exam what there is to say waits for the end.
  func conclude(_ outcome: QuestionOutcome) {
    situation = .answered(outcome)
    if manner.isExam {
      withheld.append(outcome)
      next()
    } else {
      events.append(.settled(outcome))
    }
  }
}
