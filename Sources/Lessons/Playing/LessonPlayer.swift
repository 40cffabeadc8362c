import Groundwork

/// Plays a lesson with a student: what was typed comes in, what is to be seen goes out.
///
/// It knows no terminal and no clock but the one that is passed in. Plain mode, the screen and the
/// grading of a file play with the same player, so that the same answers have the same points.
public final class LessonPlayer {
  /// How the lesson is given.
  public struct Manner: Hashable, Sendable {
    /// No hints, one try, options in an order of the seed, explanations at the end.
    public var isExam = false
    /// Free play waits for the student; from a pipe it does not.
    public var hasFreePlay = true

    /// The usual manner.
    public init() {}
  }

  /// What the lesson waits for.
  public enum Situation: Hashable, Sendable {
    /// That the student goes on; what will happen then.
    case waiting(String)
    /// An answer.
    case question(OpenQuestion)
    /// A task to be done.
    case task(OpenQuestion)
    /// That the student goes on, an answer having been given.
    case answered(QuestionOutcome)
    /// That the student goes on, doing what comes to mind; nil is everything.
    case free(Set<TaskKey>?)
    /// Nothing: it is over.
    case over
    /// Nothing: it cannot go on.
    case failed(LessonFault)
  }

  /// A piece of what is to be read; untrusted text.
  public enum Block: Hashable, Sendable {
    case words(String)
    case figure([String])
  }

  /// The lesson.
  public let lesson: Lesson
  /// The search, what is concealed and pointed at.
  public let run: LessonRun
  let manner: Manner
  let now: () -> Double
  /// What the lesson waits for.
  public internal(set) var situation = Situation.waiting("")
  /// The step that is played, from 0.
  public internal(set) var step = 0
  /// What is to be read since the student last went on.
  public internal(set) var page: [Block] = []
  /// The outcomes of questions, by their place in the lesson from 0.
  public internal(set) var outcomes: [Int: LessonAnswer] = [:]
  /// The outcomes whose explanations wait for the end of an exam.
  public internal(set) var withheld: [QuestionOutcome] = []
  /// Answers that nobody has kept yet.
  public var answers: [LessonAnswer] = []
  /// What happened and was not told yet.
  public var events: [LessonEvent] = []

  /// The place in the step of what comes next.
  var item = 0
  private var hasWords = false
  var askedAt = 0.0
  var worked: WorkedQuestion?
  /// Whether the student wanders on a copy of the search.
  public private(set) var isWandering = false
  /// What was done in the task so far, as it would be typed.
  var taskLog: [String] = []
  /// Whether a task's copy of the search is on the stage.
  var hasTaskBranch = false

  /// Makes a player of a lesson that has not begun; `now` are seconds.
  public init(
    _ lesson: Lesson, on stage: any LessonStage, seed: UInt64? = nil, manner: Manner = Manner(),
    now: @escaping () -> Double
  ) {
    self.lesson = lesson
    self.manner = manner
    self.now = now
    run = LessonRun(lesson, on: stage, seed: seed)
  }

  /// What the answers so far are worth.
  public var points: Double { outcomes.values.reduce(0) { $0 + ($1.points ?? 0) } }

  /// What is concealed at this moment.
  public var concealed: Set<Concealable> {
    switch situation {
    case .answered: return run.concealed.intersection(concealedNext)
    case .over: return []
    default: return run.concealed
    }
  }

  /// Whether nothing but the first words of the step was shown yet.
  public var isAtBeginning: Bool { questionPlace.inStep == 0 && openQuestion == nil }

  /// Whether nothing more is to come.
  public var isOver: Bool {
    switch situation {
    case .over, .failed: true
    default: false
    }
  }

  // MARK: - Going on

  /// Begins at a step, from 0.
  public func start(at step: Int = 0) {
    begin(step: min(max(0, step), lesson.steps.count - 1), item: 0)
  }

  /// Goes on, where the lesson waits for that.
  public func next() {
    endWandering()
    switch situation {
    case .waiting: break
    case .answered(let outcome):
      if outcome.open.question.kind == .task { leaveTask(outcome.open.question) }
      if isOver { return }
      item += 1
    case .free: item += 1
    case .question, .task:
      note("this waits for an answer; w shows it")
      return
    case .over, .failed: return
    }
    page = []
    advance()
  }

  /// Goes back to the beginning of the step, or to the step before where that is where it stands.
  public func back() {
    begin(step: max(0, step - 1), item: 0)
  }

  /// Goes to the first question that no answer is kept of; everything before is done without the student.
  public func resume(_ kept: [LessonAnswer]) {
    for answer in kept {
      guard let place = place(step: answer.step - 1, question: answer.question - 1) else {
        continue
      }
      if answer.points != nil { outcomes[place] = answer }
    }
    var place = 0
    for (stepPlace, step) in lesson.steps.enumerated() {
      for case .question in step.items {
        if outcomes[place] == nil { return begin(step: stepPlace, item: 0, skipping: true) }
        place += 1
      }
    }
    begin(step: max(0, lesson.steps.count - 1), item: lesson.steps.last?.items.count ?? 0)
  }

  /// The place in the lesson of a question of a step.
  func place(step: Int, question: Int) -> Int? {
    guard lesson.steps.indices.contains(step),
      lesson.steps[step].questions.indices.contains(question)
    else { return nil }
    return lesson.steps[..<step].reduce(0) { $0 + $1.questions.count } + question
  }

  /// The place in its step, and in the lesson, of the question that comes next.
  var questionPlace: (inStep: Int, inLesson: Int) {
    let before = lesson.steps[..<step].reduce(0) { $0 + $1.questions.count }
    var inStep = 0
    for case .question in lesson.steps[step].items.prefix(item) { inStep += 1 }
    return (inStep, before + inStep)
  }

  /// Brings everything to where it is at an item of a step, and goes on from there.
  ///
  /// - Parameter skipping: whether questions of the step that have their points are passed over.
  private func begin(step: Int, item: Int, skipping: Bool = false) {
    endWandering()
    while run.stage.branchCount > 0, run.stage.goBack() {}
    hasTaskBranch = false
    page = []
    hasWords = false
    do throws(LessonFault) {
      try run.replay(upTo: step)
    } catch {
      return fail(error)
    }
    self.step = step
    self.item = 0
    events.append(.step(step))
    if skipping {
      do throws(LessonFault) {
        try skipAnswered()
      } catch {
        return fail(error)
      }
    }
    if item > 0 { self.item = item }
    events.append(.moved)
    advance()
  }

  private func skipAnswered() throws(LessonFault) {
    let items = lesson.steps[step].items
    var last = 0
    var place = questionPlace.inLesson
    for (index, item) in items.enumerated() {
      guard case .question = item else { continue }
      if outcomes[place] == nil { break }
      place += 1
      last = index + 1
    }
    for item in items.prefix(last) { try run.replay(item) }
    item = last
  }

  func fail(_ fault: LessonFault) {
    situation = .failed(fault)
    events.append(.failed(fault))
  }

  /// Plays on until something is waited for.
  func advance() {
    hasWords = false
    while true {
      guard lesson.steps.indices.contains(step) else { return end() }
      let items = lesson.steps[step].items
      guard item < items.count else {
        if hasWords {
          return pause(step + 1 < lesson.steps.count ? lesson.steps[step + 1].title : "the end")
        }
        run.endStep()
        step += 1
        item = 0
        guard step < lesson.steps.count else {
          step = lesson.steps.count - 1
          item = lesson.steps[step].items.count
          return end()
        }
        events.append(.step(step))
        continue
      }
      do throws(LessonFault) {
        if try !play(items[item]) { return }
      } catch {
        return fail(error)
      }
    }
  }

  private func end() {
    situation = .over
    events.append(.over)
  }

  private func pause(_ what: String) {
    situation = .waiting(what)
    events.append(.pause(what))
  }

  /// Plays an item; returns whether the next one follows at once.
  private func play(_ item: Lesson.Item) throws(LessonFault) -> Bool {
    switch item {
    case .text(let text): read(try run.words(text))
    case .figure(let lines, _):
      page.append(.figure(lines))
      events.append(.figure(lines))
      hasWords = true
    case .directive(let directive):
      if directive.movesSearch {
        if hasWords {
          pause(directive.announcement)
          return false
        }
        events.append(.moved)
      }
      try run.carryOut(directive)
      if case .view(.mark(let marked)) = directive.action {
        events.append(.pointed(marked.map { run.words($0) }.joined(separator: ", ")))
      }
    case .question(let question):
      try pose(question)
      return false
    case .free(let keys, let text, _):
      read(try run.words(text))
      guard manner.hasFreePlay else { break }
      situation = .free(keys)
      events.append(.free(keys))
      return false
    }
    self.item += 1
    return true
  }

  private func read(_ paragraphs: [String]) {
    guard !paragraphs.isEmpty else { return }
    page += paragraphs.map { .words($0) }
    events.append(.words(paragraphs))
    hasWords = true
  }

  func note(_ text: String) { events.append(.note(text)) }

  // MARK: - Wandering

  /// Puts the search aside, so that the student may do with a copy of it what comes to mind.
  public func wander() {
    guard !isWandering, !isOver else { return }
    if case .task = situation { return }
    isWandering = (try? run.stage.branch()) != nil
  }

  /// Throws away what the student did to a copy of the search.
  public func endWandering() {
    guard isWandering else { return }
    isWandering = false
    _ = run.stage.goBack()
    events.append(.moved)
  }
}

extension Directive {
  /// What the student is told before it happens.
  var announcement: String {
    switch action {
    case .search: "begins a new search"
    case .open: "opens a recording"
    case .motion(let motion):
      switch motion {
      case .run(let count, _): "runs \(count == 1 ? "one simulation" : "\(count) simulations")"
      case .to(let iteration): "runs on to simulation \(iteration)"
      case .until: "runs on until something happens"
      case .phase(let count): "runs \(count == 1 ? "one phase" : "\(count) phases")"
      case .back(let count): "takes \(count == 1 ? "one simulation" : "\(count) simulations") back"
      case .restart: "begins the search again"
      case .ban, .allow, .pin, .prior, .set: "changes the search: \(text)"
      case .visits(_, let count): "sends \(count) simulations through a node"
      case .branch: "puts the search aside"
      case .goBack: "takes the search out again"
      }
    default: "goes on"
    }
  }
}
