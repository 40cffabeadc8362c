import Groundwork
import SearchTrees

/// Tasks: the student acts on a copy of the search until the goal is reached.
extension LessonPlayer {
  func enterTask() {
    taskLog = []
    hasTaskBranch = (try? run.stage.branch()) != nil
  }

  /// Leaves the copy, and brings the search itself to where the task's solution leads.
  func leaveTask(_ question: Question) {
    if hasTaskBranch { _ = run.stage.goBack() }
    hasTaskBranch = false
    do throws(LessonFault) {
      for directive in question.solution {
        guard case .motion(let motion) = directive.action else { continue }
        try run.move(motion, directive.line)
      }
      events.append(.moved)
    } catch {
      fail(error)
    }
  }

  /// Goes back to where the task began.
  private func beginTaskAgain(_ open: inout OpenQuestion) {
    if hasTaskBranch { _ = run.stage.goBack() }
    enterTask()
    open.simulationsLeft = open.question.budget?.simulations
    events.append(.moved)
  }

  /// Does what was typed, as in `set c 2`; `done` ends a task.
  public func act(_ text: String) {
    let words = text[...].trimmingBlanks
    switch situation {
    case .task(let open):
      if words.lowercased() == "done" {
        let isReached = open.question.goal.map { (try? run.condition($0)) == true } ?? false
        return isReached ? reach(open, text) : giveUp(open)
      }
      do throws(LessonFault) {
        let directive = try DirectiveReader.motion(words, line: open.question.line, column: 1, [])
        guard case .motion(let motion) = directive.action else { return }
        act(motion, open)
      } catch {
        note(error.message)
      }
    case .free(let keys):
      do throws(LessonFault) {
        let directive = try DirectiveReader.motion(words, line: 0, column: 1, [])
        guard case .motion(let motion) = directive.action else { return }
        if let reason = Self.refusal(motion, keys) { return note(reason) }
        wander()
        try run.move(motion, 0)
        events.append(.moved)
      } catch {
        note(error.message)
      }
    default: note("nothing is to be done here; answer, or n to go on")
    }
  }

  /// Does something in free play.
  public func act(free motion: Motion, _ keys: Set<TaskKey>?) {
    guard case .free = situation else { return }
    if let reason = Self.refusal(motion, keys) { return note(reason) }
    wander()
    do throws(LessonFault) {
      try run.move(motion, 0)
      events.append(.moved)
    } catch {
      note(error.message)
    }
  }

  /// Why a student may not do something; nil where it is allowed.
  public func refusal(_ motion: Motion, _ keys: Set<TaskKey>?) -> String? {
    Self.refusal(motion, keys)
  }

  /// Why a student may not do something; nil where it is allowed.
  static func refusal(_ motion: Motion, _ keys: Set<TaskKey>?) -> String? {
    guard let keys, !keys.contains(motion.key) else { return nil }
    let allowed = TaskKey.allCases.filter(keys.contains).map(\.rawValue).joined(separator: ", ")
    return "\(motion.key.rawValue) waits until this is done; allowed here: \(allowed)"
  }

  /// Does something in a task, and looks whether its goal is reached.
  public func act(_ motion: Motion, _ open: OpenQuestion) {
    var open = open
    if let reason = Self.refusal(motion, open.question.keys) { return note(reason) }
    do throws(LessonFault) {
      let before = run.stage.iterations
      let written = motion.written(run)
      let isReached = try carryOut(motion, &open)
      log(motion, written, ran: run.stage.iterations - before)
      events.append(.moved)
      set(open)
      if isReached { return reach(open, "") }
      if let left = open.simulationsLeft, left <= 0 {
        beginTaskAgain(&open)
        set(open)
        note("the simulations are used up: the task begins again")
      }
    } catch {
      set(open)
      note(error.message)
    }
  }

  /// Remembers what was done, runs after each other as one.
  private func log(_ motion: Motion, _ written: String, ran count: Int) {
    guard case .run = motion else {
      taskLog.append(written)
      return
    }
    if let last = taskLog.last, last.hasPrefix("run "), let before = Int(last.dropFirst(4)) {
      taskLog[taskLog.count - 1] = "run \(before + count)"
    } else {
      taskLog.append("run \(count)")
    }
  }

  /// Carries a motion out, one simulation after the other where it runs, until the goal is reached or
  /// the simulations are used up; returns whether it is.
  private func carryOut(_ motion: Motion, _ open: inout OpenQuestion) throws(LessonFault) -> Bool {
    let line = open.question.line
    let goal = open.question.goal
    func isReached() -> Bool { goal.map { (try? run.condition($0)) == true } ?? false }
    var count: Int?
    switch motion {
    case .run(let more, _): count = more
    case .to(let iteration): count = iteration - run.stage.iterations
    case .visits(let place, let more):
      try run.send(more, through: place, line)
      count = more
    default: break
    }
    guard let count else {
      var limited = motion
      if case .until(let goal, let most) = motion {
        limited = .until(goal, most: min(most, open.simulationsLeft ?? most))
      }
      let before = run.simulations
      defer { open.simulationsLeft? -= run.simulations - before }
      try run.move(limited, line)
      return isReached()
    }
    guard count > 0 else { throw LessonFault(line, "this moment has passed") }
    for _ in 0..<count {
      if let left = open.simulationsLeft, left <= 0 { return false }
      try run.move(.run(1, pace: nil), line)
      open.simulationsLeft? -= 1
      if isReached() { return true }
    }
    return false
  }

  private func reach(_ open: OpenQuestion, _ given: String) {
    do throws(LessonFault) {
      let points = open.worth
      keep(open, taskLog.joined(separator: "; "), true, points: points)
      conclude(
        QuestionOutcome(
          open: open, given: given, isRight: true, points: points, reason: nil, answer: "",
          why: try run.words(ifAny: open.question.why)))
    } catch {
      fail(error)
    }
  }

  /// Ends a task that is not reached, with the way there.
  private func giveUp(_ open: OpenQuestion) { showTask(open, given: "done") }

  /// Shows the way to the goal, for no points.
  func showTask(_ open: OpenQuestion, given: String? = nil) {
    var open = open
    beginTaskAgain(&open)
    do throws(LessonFault) {
      for directive in open.question.solution {
        guard case .motion(let motion) = directive.action else { continue }
        try run.move(motion, directive.line)
      }
      keep(open, given ?? "", false, points: 0)
      events.append(.moved)
      conclude(
        QuestionOutcome(
          open: open, given: given, isRight: false, points: 0, reason: nil,
          answer: open.question.solution.map(\.text).joined(separator: ", then "),
          why: try run.words(ifAny: open.question.why)))
    } catch {
      fail(error)
    }
  }
}
