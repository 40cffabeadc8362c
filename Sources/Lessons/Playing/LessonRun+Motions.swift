import SearchTrees

/// How the search of a lesson moves and is edited.
extension LessonRun {
  /// Moves or edits the search; returns how many simulations it took.
  @discardableResult
  public func move(_ motion: Motion, _ line: Int) throws(LessonFault) -> Int {
    guard stage.facts != nil else {
      throw LessonFault(line, "there is no search yet; :search or :open begins one")
    }
    let before = simulations
    switch motion {
    case .run(let count, _): try run(count, line)
    case .to(let iteration):
      let now = stage.iterations
      guard iteration >= now else {
        throw LessonFault(
          line, "iteration \(iteration) has passed: the search is at \(now); :restart goes to 0")
      }
      try run(iteration - now, line)
    case .until(let goal, let most): try run(until: goal, most, line)
    case .phase(let count):
      guard stage.stepPhases(count) == count else { throw endFault(line, "phase") }
    case .back(let count):
      let done = stage.back(count)
      guard done == count else {
        throw LessonFault(line, "only \(done) of \(count) simulations can be taken back")
      }
    case .restart: stage.restart()
    case .ban(let place): try edit(.ban(try node(place)), line)
    case .allow(let place): try edit(.allow(try node(place)), line)
    case .pin(let place, let value):
      try edit(.pin(try node(place), value: try number(value)), line)
    case .prior(let place, let value):
      try edit(.prior(try node(place), value: try number(value)), line)
    case .visits(let place, let count):
      try send(count, through: place, line)
      try run(count, line)
    case .set(let name, let value):
      try edit(.parameter(name: name, value: try number(value)), line)
    case .branch:
      do throws(StageError) {
        try stage.branch()
      } catch {
        throw fault(error, line)
      }
      ownBranches += 1
    case .goBack:
      guard ownBranches > 0, stage.goBack() else {
        throw LessonFault(line, ":return without :branch; there is no search to take out again")
      }
      ownBranches -= 1
    }
    return simulations - before
  }

  /// Leads so many of the next simulations through a node.
  func send(_ count: Int, through place: LessonExpression, _ line: Int) throws(LessonFault) {
    try edit(.boost(try node(place), visits: count), line)
  }

  private func edit(_ edit: TreeEdit, _ line: Int) throws(LessonFault) {
    do throws(StageError) {
      try stage.edit(edit)
    } catch {
      throw fault(error, line)
    }
  }

  private func endFault(_ line: Int, _ unit: String) -> LessonFault {
    LessonFault(
      line,
      "no \(unit) is left: \(stage.ending ?? "the search has ended") (iteration \(stage.iterations))"
    )
  }

  private func run(_ count: Int, _ line: Int) throws(LessonFault) {
    let done = count > 0 ? stage.run(count) : 0
    simulations += done
    guard done == count else { throw endFault(line, "simulation") }
  }

  private func run(until goal: Motion.Goal, _ most: Int, _ line: Int) throws(LessonFault) {
    var known: NodeID?
    if case .bestChanges = goal { known = leader }
    if case .condition(let condition) = goal {
      var names = stage.facts?.expressionNames ?? ExpressionNames()
      names.remembered = remembered
      do throws(ExpressionError) {
        _ = try TreeExpression(condition.text, names, .lesson)
      } catch {
        throw LessonFault(
          condition.line, error.reason, column: condition.column + error.column - 1)
      }
    }
    var watch = ConditionWatch()
    for count in 0...most {
      switch goal {
      case .stops: if stage.ending != nil { return }
      case .bestChanges:
        if let known, isOvertaken(known) { return } else { known = known ?? leader }
      case .condition(let condition):
        if watch.holds(condition, in: self) { return }
      }
      if count == most { break }
      guard stage.run(1) == 1 else {
        if case .stops = goal { return }
        throw LessonFault(
          line,
          "not so before the search ends: \(stage.ending ?? "it has ended") (iteration \(stage.iterations))"
        )
      }
      simulations += 1
    }
    var detail = ""
    if case .condition(let condition) = goal { detail = numbers(condition) }
    throw LessonFault(line, "not so within \(most) simulations\(detail)")
  }

  private var leader: NodeID? {
    var child: NodeID?
    stage.facts?.read { child = $0.mostVisitedChild(of: .root) }
    return child
  }

  private func isOvertaken(_ child: NodeID) -> Bool {
    var isOvertaken = false
    stage.facts?.read { isOvertaken = $0.isOvertaken(child) }
    return isOvertaken
  }

  /// A condition that is asked after every simulation: read once, as soon as its nodes are there.
  private struct ConditionWatch {
    var evaluator: ExpressionEvaluator?

    mutating func holds(_ condition: LessonExpression, in run: LessonRun) -> Bool {
      if let evaluator {
        evaluator.forget()
      } else {
        // A path that does not exist yet makes the condition false.
        evaluator = try? run.evaluator(condition)
      }
      return evaluator?.condition(at: .root) == true
    }
  }
}
