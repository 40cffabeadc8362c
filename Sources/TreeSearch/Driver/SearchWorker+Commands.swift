import Groundwork
import SearchTrees

extension SearchWorker {
  /// Carries out a command between two simulations.
  func carryOut(_ command: SearchCommand) {
    switch command {
    case .run:
      goals = []
      start()
    case .runUntil(let goal): run(until: goal)
    case .pause:
      guard activity == .running else { return }
      held = nil
      activity = .paused
      recordStop(.paused, "paused after \(session.iterations) iterations")
    case .step(let count):
      // Steps that are asked for while one waits come behind it.
      if case .step(let rest) = held { step(rest + count) } else { step(count) }
    case .stepPhase(let count):
      // Half a simulation could not be taken back, and an edit or a branch must do that.
      guard options.undoBytes >= UndoLog.leastBytes else {
        return notify("no undo record is kept; s steps whole simulations", isError: true)
      }
      if case .stepPhase(let rest) = held {
        stepPhases(rest + count)
      } else {
        stepPhases(count)
      }
    case .back(let count): takeBack(count, "simulation") { takeBack { session.stepBack() } }
    case .backPhase(let count): takeBack(count, "phase") { takeBack { session.stepBackPhase() } }
    case .pace(let newPace):
      guard newPace ?? 1 > 0 else { return notify("a pace is above 0", isError: true) }
      pace = newPace
    case .branch(let node, let name): branch(at: node, name)
    case .switchBranch(let id):
      guard branches.indices.contains(id) else { return notify("no branch \(id)", isError: true) }
      pauseForStepping()
      current = id
      recorder?.goOn(with: id)
      notify("branch \(id): \(branches[id].name)")
    case .edit(let edit): make(edit)
    case .undoEdit: undoEdit()
    case .redoEdit: redoEdit()
    case .restart: restart()
    case .restartWith(let parameter): restart(with: parameter)
    case .mark(let name, let node): mark(name, node)
    case .breakpoints(let edit): editBreakpoints(edit)
    case .save(let path, let replaces): save(to: path, replaces: replaces)
    case .cancelSave: cancelSave()
    case .export(let order): export(order)
    case .ask(let number, let prompt): ask(number, prompt)
    case .goTo, .goToIteration, .goToChange:
      notify(disabledReasons[command.kind] ?? "", isError: true)
    }
  }

  /// What a live search cannot do.
  var disabledReasons: [SearchCommand.Kind: String] {
    var reasons: [SearchCommand.Kind: String] = [
      .goTo: "only a recording has a time line; S takes simulations back"
    ]
    if session.keptCalls == nil {
      reasons[.ask] = "no language model on a server is asked in this search"
    }
    return reasons
  }

  private func mark(_ name: String, _ node: NodeID) {
    marks.append(
      Mark(
        event: 0, iteration: session.iterations, branch: current, node: node, name: name))
    recorder?.marked(name, at: node, note: "")
    checkRecording()
    notify("marked: \(name)")
  }

  private func start() {
    breakpoints.hit = nil
    let seconds = branches[current].seconds
    if let reason = session.reason(in: &rules, seconds: seconds, besides: otherBytes) {
      if case .iterations = reason { return outgrow() }
      notify("cannot run: \(reason.words)", isError: true)
      activity = .stopped(reason)
    } else {
      activity = .running
      watch()
    }
  }

  /// A person who lets a search go on at its limit means that the limit has done its work.
  private func outgrow() {
    rules.removeAll { $0 is IterationLimit }
    notify("the limit of iterations is lifted")
    start()
  }

  private func run(until goal: SearchCommand.Goal) {
    switch goal {
    case .iterations(let count): goals = [IterationLimit(session.iterations + count)]
    case .visits(let node, let visits): goals = [VisitTarget(node, visits: visits)]
    case .bestActionChange(let limit): goals = [BestActionChange(within: limit)]
    }
    if session.reason(in: &goals, seconds: branches[current].seconds) != nil {
      goals = []
      return notify("it is so already")
    }
    start()
  }

  private func step(_ count: Int) {
    let target = session.iterations + count
    watch()
    // The last one is explained; those before it only run.
    if take(count - 1, { _ = runWatched(1) }), count > 0, !isOver() {
      let firstNew = session.nodeCount
      repeat { stepPhase() } while session.phase != .select
      if breakpoints.isArmed, session.waiting == nil { _ = stopAtBreakpoint(firstNew: firstNew) }
    }
    endStepping(leaving: .step(target - session.iterations))
  }

  /// Takes a number of steps, showing how far it is when asked; false if something broke it off.
  ///
  /// The search counts as running meanwhile, so that a key can pause it.
  @discardableResult
  func take(_ count: Int, _ step: () -> Void) -> Bool {
    pauseForStepping()
    var left = count
    let began = time.now
    while left > 0 {
      if isOver() { return false }
      step()
      if session.waiting != nil { return false }
      if case .stopped(.breakpoint) = activity { return false }
      left -= 1
      guard left % 16 == 0, left > 0 else { continue }
      activity = .running
      guard mayGoOn(since: began) else { return false }
    }
    return true
  }

  /// Whether the search is settled, so that a step would do nothing, or has taken the memory that there
  /// is; other limits do not stop a person.
  private func isOver() -> Bool {
    var lasting: [any StoppingRule] = rules.filter { $0 is Settled || $0 is MemoryLimit }
    let seconds = branches[current].seconds
    guard session.phase == .select,
      let reason = session.reason(in: &lasting, seconds: seconds, besides: otherBytes)
    else { return false }
    activity = .stopped(reason)
    return true
  }

  private func pauseForStepping() {
    breakpoints.hit = nil
    goals = []
    held = nil
    activity = .paused
  }

  private func takeBack(_ count: Int, _ unit: String, _ back: () -> Bool) {
    pauseForStepping()
    defer {
      if case .running = activity { activity = .paused }
      forgetUndoneEvents()
    }
    let began = time.now
    for done in 0..<count {
      if done % 16 == 15 {
        // As with steps: it counts as running meanwhile, so that a key can pause it.
        activity = .running
        guard mayGoOn(since: began) else { return }
      }
      if back() { continue }
      let start = branches[current].start
      let why =
        session.iterations == start
        ? "this is where \(current == 0 ? "the search" : "the branch") begins"
        : "the undo record reaches no further"
      return notify(
        "\(done) \(unit)\(done == 1 ? "" : "s") taken back: \(why)", isError: done == 0)
    }
  }

  private func branch(at node: NodeID, _ name: String?) {
    pauseForStepping()
    var summary = SearchSummary()
    session.fill(&summary)
    guard node.index < summary.nodes else {
      return notify("\(node) is no longer there to branch at", isError: true)
    }
    guard allowsMemory(session.bytes) else {
      let size = NumberText.grouped(session.bytes >> 20)
      return notify("memory: a branch is a copy, \(size) MB, and there is no room", isError: true)
    }
    let id = branches.count
    let copy = session.branch(at: node, undoBytes: options.undoBytes)
    branches.append(
      Branch(
        name: name ?? "branch \(id)", origin: current, start: session.iterations, focus: copy.focus,
        session: copy, before: branches[current].scriptBefore(branch: current),
        notes: branches[current].notes))
    recorder?.branched(id, at: copy.focus, name: branches[id].name)
    let change = TreeChange.branched(
      id: id, from: current, node: copy.focus, iteration: session.iterations)
    note(change)
    current = id
    note(change)
    notify("\(branches[id].name) begins here; B lists the branches")
  }

  /// Whether the limits leave room for so many bytes more.
  private func allowsMemory(_ more: Int) -> Bool {
    let taken = session.bytes + otherBytes
    return rules.allSatisfy {
      ($0 as? MemoryLimit)?.allowance.allows(more, counted: taken) ?? true
    }
  }

  private func undoEdit() {
    guard session.undoEdit() else {
      return notify("no edit since the last simulation; S takes simulations back", isError: true)
    }
    recorder?.tookBackEdit()
    let iteration = session.iterations
    if let edit = forgetLastEdit() {
      if branches[current].undone.iteration != iteration { branches[current].undone.edits = [] }
      branches[current].undone.edits.append(edit)
      branches[current].undone.iteration = iteration
    }
    notify("the last edit is taken back; ^R makes it again")
  }

  private func redoEdit() {
    var undone = branches[current].undone
    guard undone.iteration == session.iterations, let edit = undone.edits.popLast() else {
      return notify("nothing was taken back here that could be made again", isError: true)
    }
    make(edit)
    branches[current].undone = undone
  }

  private func make(_ edit: TreeEdit) {
    if case .note(let node, let text) = edit {
      branches[current].notes[node] = text.isEmpty ? nil : text
      note(.edited(edit, by: .user))
      recorder?.edited(edit, by: .user)
      return notify(words(for: edit))
    }
    do {
      note(try session.edit(edit, by: .user))
      branches[current].undone.edits = []
      recorder?.edited(edit, by: .user)
      notify(words(for: edit))
      if case .boost(_, let visits) = edit {
        run(until: .iterations(visits))
      }
    } catch {
      notify(error.reason, isError: true)
    }
  }

  private func words(for edit: TreeEdit) -> String {
    switch edit {
    case .ban(let node): "\(node) is banned: selection will not enter it"
    case .allow(let node): "\(node) is allowed again"
    case .banGrowth(let node): "\(node) gets no more children"
    case .allowGrowth(let node): "\(node) may get children again"
    case .pin(let node, let value?): "\(node) is pinned to \(NumberText.short(value))"
    case .pin(let node, nil): "\(node) is no longer pinned"
    case .prior(let node, let value): "the prior of \(node) is \(NumberText.short(value))"
    case .boost(let node, let visits): "\(visits) simulations through \(node)"
    case .parameter(let name, let value): "\(name) = \(NumberText.short(value))"
    case .note(let node, let text): text.isEmpty ? "\(node) has no note" : "\(node) has a note"
    }
  }

  private func restart() {
    restart(beginAgain()(options.undoBytes))
    notify("begun again from the same seed")
  }

  private func restart(_ session: any SearchSession) {
    let name = branches[0].name
    session.keepHistories()
    session.checkPeriod = options.checkPeriod
    branches = [Branch(name: name, origin: nil, start: 0, focus: .root, session: session)]
    current = 0
    recorder?.restarted()
    marks = []
    rules = options.rules
    pauseForStepping()
  }

  /// Begins again with another value of a parameter; the search that is there stays where the value is
  /// refused.
  private func restart(with parameter: NamedNumber) {
    let wasRunning = activity == .running
    let session = beginAgain()(options.undoBytes)
    let edit = TreeEdit.parameter(name: parameter.name, value: parameter.value)
    do {
      let change = try session.edit(edit, by: .user)
      restart(session)
      note(change)
      recorder?.edited(edit, by: .user)
      notify("begun again from the same seed with \(words(for: edit))")
      if wasRunning || options.startsRunning { start() }
    } catch {
      notify(error.reason, isError: true)
    }
  }
}
