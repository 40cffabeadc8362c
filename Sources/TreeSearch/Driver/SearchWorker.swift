public import Groundwork
public import SearchTrees

/// The search thread's own state: the branches, what they are doing, and the loop.
public final class SearchWorker {
  struct Branch {
    var name: String
    var origin: Int?
    var start: Int
    var focus: NodeID
    var session: any SearchSession
    var seconds = 0.0
    /// What leads to its beginning from that of the search.
    var before = SearchScript()
    var events: [SearchSummary.Event] = []
    var notes: [NodeID: String] = [:]
    /// The edits of a person that were taken back last, the newest at the end, and the simulations completed
    /// then: what was searched since is another search.
    var undone: (edits: [TreeEdit], iteration: Int) = ([], 0)
  }

  let options: LiveSearch.Options
  let channel: LiveSearch.Channel
  let wake: @Sendable () -> Void
  let makeSession: @Sendable (Int) -> any SearchSession

  var branches: [Branch]
  var current = 0
  var activity: SearchSummary.Activity
  var rules: [any StoppingRule]
  var goals: [any StoppingRule] = []
  var pace: Double? { didSet { nextDue = 0 } }
  var notice: SearchSummary.Notice?
  /// What shall be found again of what was told.
  var log: [LogLine] = []
  var marks: [Mark] = []
  let recorder: (any SearchRecorder)?
  /// Holds the recording against the tree where the search stops, and whether it was found wrong.
  var recordingCheck: ShadowCheck
  var isRecordingWrong = false
  var isFailureTold = false
  /// The save that is under way.
  var saving: Saving?
  var savedCount = 0
  let time: any TimeSource
  let launch: Launch
  /// What is looked for in the tree, and when it was last told how far that is.
  var queries = TreeQueries()
  /// What is wrong with the tree, once somebody asked.
  var diagnosis: TreeDiagnosis?
  /// What the header says of it unasked.
  var faultWatch = FaultWatch()
  var queriesShown = 0.0
  var comparisons = TreeComparisons()
  /// What stops the search, and where the search was when that was last looked at.
  var breakpoints = Breakpoints()
  var watched: WatchedMoment?
  var request: SliceRequest?
  /// The command that stands still because a simulation waits for an answer: it is carried out again, for
  /// what is left of it, until the answer is there.
  var held: SearchCommand?
  /// How many questions that a person asked beside the search are open.
  var openByHand = 0
  private var serial = 0
  private var nextDue = 0.0
  /// Whether the explorer knows that the command that is being carried out takes long.
  private var isLongShown = false

  /// Makes the owner of a search that is read and steered through a channel; `launch` begins a save, and
  /// `wake` is called whenever a new slice is ready.
  public init(
    _ options: LiveSearch.Options, channel: LiveSearch.Channel,
    time: any TimeSource = SystemTime(), launch: @escaping Launch = SearchWorker.onOwnThread,
    wake: @escaping @Sendable () -> Void,
    makeSession: @escaping @Sendable (Int) -> any SearchSession
  ) {
    self.options = options
    self.time = time
    self.launch = launch
    self.channel = channel
    self.wake = wake
    self.makeSession = makeSession
    rules = options.rules
    pace = options.pace
    activity = options.startsRunning ? .running : .paused
    recorder = options.makeRecorder?()
    recordingCheck = ShadowCheck(period: options.checkPeriod)
    let resumed = options.makeResumed?()
    let session = resumed?.session ?? makeSession(options.undoBytes)
    session.keepHistories()
    session.checkPeriod = options.checkPeriod
    branches = [
      Branch(
        name: "main", origin: nil, start: 0, focus: session.focus, session: session,
        before: resumed?.past.unnoticed ?? SearchScript(), notes: resumed?.past.notes ?? [:])
    ]
  }

  var session: any SearchSession { branches[current].session }

  // MARK: - The loop

  func work() { channel.run { turn() } }

  /// Looks at the channel once, and runs a burst of simulations if the search runs.
  public func turn() -> OwnerTurn {
    // Whatever was answered is in the file before it is shown.
    recorder?.recordCalls()
    if channel.hasMessages {
      guard drain() else {
        end()
        return .over
      }
    }
    reportAnswersByHand()
    let hasMore = goOnWithQueries()
    guard activity == .running, !comparisons.holds else {
      return hasMore ? .goOn : .wait(seconds: nil)
    }
    var turn = OwnerTurn.goOn
    let heard = options.arrivals?.count ?? 0
    if let command = held {
      held = nil
      carryOut(command)
    } else if let pace {
      turn = runPaced(pace)
    } else {
      runBurst()
    }
    guard let trial = session.waiting else { return turn }
    if let reason = trial.failure.map({ StopReason.failed($0) }) ?? trial.limit { stop(reason) }
    return activity == .running ? awaitAnswer(after: heard) : .wait(seconds: nil)
  }

  /// Ends the recording, and drops a save that is not complete.
  private func end() {
    saving?.cancellation.cancel()
    if activity == .running { recordStop(.quit, "ended by the person") }
    checkRecording()
    recorder?.finish()
    saving?.thread?.join()
  }

  /// Carries out what is in the channel; false once the search is to end.
  func drain() -> Bool {
    let messages = channel.take()
    if messages.isClosing { return false }
    if messages.isOnlyNudged { return true }
    if let newest = messages.request { request = newest }
    serial = messages.serial
    for notification in messages.notifications { handle(notification) }
    for order in messages.orders {
      isLongShown = false
      let reason = order.command.disabledReason(seenOn: order.branch, shown: current) {
        branches.indices.contains($0) ? branches[$0].name : nil
      }
      if let reason {
        notify(reason, isError: true)
      } else {
        carryOut(order.command)
      }
    }
    if let request { beginQueries(request) }
    publish()
    return true
  }

  /// How many events a slice carries.
  private static let newestEvents = 32

  /// Simulations between two looks at the channel: few enough that a key is answered at once.
  private static let burst = 32

  private func runBurst() {
    let began = time.now
    defer { branches[current].seconds += time.now - began }
    let seconds = branches[current].seconds
    // A rule that asks to be heard after every simulation is; the others bound the burst.
    for _ in 0..<8 {
      if stopIfDue(seconds) { return }
      let interval = min(
        session.checkInterval(of: rules, seconds: seconds),
        session.checkInterval(of: goals, seconds: seconds))
      if runWatched(min(Self.burst, interval)) { return }
      if channel.hasMessages || session.waiting != nil { break }
    }
    _ = stopIfDue(seconds)
  }

  private func runPaced(_ pace: Double) -> OwnerTurn {
    let now = time.now
    if now < nextDue { return .wait(seconds: nextDue - now) }
    nextDue = max(nextDue, now - 0.05) + 1 / pace
    if stopIfDue(branches[current].seconds) { return .goOn }
    var isHit = false
    if request?.wantsTrace == true {
      let firstNew = session.nodeCount
      repeat { stepPhase() } while session.phase != .select
      isHit = breakpoints.isArmed && stopAtBreakpoint(firstNew: firstNew)
    } else {
      isHit = runWatched(1)
    }
    branches[current].seconds += time.now - now
    if isHit { return .goOn }
    if stopIfDue(branches[current].seconds) { return .goOn }
    if pace <= 30 { publish() }
    return .goOn
  }

  /// Answers what is asked in the middle of a long command, and tells whether it may go on.
  ///
  /// A pause and the end of the search break it off, everything else waits its turn. That it takes
  /// long the explorer is told unasked, or it would not ask how far it is.
  func mayGoOn(since began: Double) -> Bool {
    if !isLongShown, time.now - began > 0.05 {
      isLongShown = true
      publish()
    }
    guard channel.hasMessages else { return true }
    let (asked, newest, isBrokenOff) = channel.peek { messages in
      defer { messages.request = nil }
      return (
        messages.request, messages.serial,
        messages.isClosing || messages.orders.contains { $0.command == .pause }
      )
    }
    if let asked, !isBrokenOff {
      request = asked
      serial = newest
      publish()
    }
    return !isBrokenOff
  }

  /// What the branches take that are not shown.
  var otherBytes: Int {
    branches.indices.reduce(0) { $0 + ($1 == current ? 0 : branches[$1].session.bytes) }
  }

  /// Stops the search if a rule says so, and tells the explorer without being asked.
  private func stopIfDue(_ seconds: Double) -> Bool {
    var due = session.reason(in: &rules, seconds: seconds, besides: otherBytes)
    if due == nil { due = session.reason(in: &goals, seconds: seconds) }
    guard let due else { return false }
    goals = []
    activity = .stopped(due)
    note(.stopped(due))
    recordStop(due.recorded, due.words)
    publish()
    return true
  }

  // MARK: - Telling

  /// Tells the person something; an error, and what shall be found again, stands in the log as well.
  func notify(
    _ text: String, isError: Bool = false, isLogged: Bool = false, replaceable: String? = nil,
    refused: ExpressionError? = nil
  ) {
    if isError || isLogged { log.append(LogLine(.treetop, text)) }
    notice = SearchSummary.Notice(
      serial: (notice?.serial ?? 0) + 1, isError: isError, text: text, replaceable: replaceable)
    notice?.refused = refused
  }

  /// Records what was done to the search that is shown.
  func note(_ change: TreeChange) {
    assert(
      branches[current].events.last.map { $0.iteration <= session.iterations } ?? true,
      "what was done after a later simulation is forgotten")
    branches[current].events.append(
      SearchSummary.Event(iteration: session.iterations, change: change))
  }

  /// Forgets what was done after the simulation that the search was taken back to.
  func forgetUndoneEvents() {
    let now = session.iterations
    branches[current].events.removeAll { $0.iteration > now }
    // One that was begun earlier can be taken back to before it was gone on with.
    branches[current].before.cut(after: now)
  }

  /// Forgets the newest edit, which was taken back, and returns it where a person made it.
  func forgetLastEdit() -> TreeEdit? {
    let index = branches[current].events.lastIndex {
      if case .edited(let edit, _) = $0.change { edit.kind != .note } else { false }
    }
    guard let index else { return nil }
    let event = branches[current].events.remove(at: index)
    if case .edited(let edit, by: .user) = event.change { return edit }
    return nil
  }

  /// Cuts the slice that the explorer asked for last and leaves it in the channel.
  func publish() {
    reportFailure()
    guard var request else { return }
    assert(branches.indices.contains(current), "the branch that is shown is there")
    // While it runs flat out there is no one simulation to show.
    if activity == .running && pace == nil { request.wantsTrace = false }
    var slice = TreeSlice()
    slice.serial = serial
    request.found = queries.found
    request.isMoving = activity == .running
    session.fill(&slice, for: request)
    queries.fill(&slice, for: request, from: facts)
    comparisons.fill(&slice)
    if request.wantsDiagnosis { slice.diagnosis = diagnosis?.report ?? DiagnosisReport() }
    if request.wantsPlace { slice.place = place(of: slice.cursor) }
    assert(slice.cursor.index < slice.summary.nodes, "the cursor is on a node of the tree")
    for difference in session.takeDifferences() { notify(difference) }
    let notes = branches[current].notes
    slice.detail.note = notes[slice.cursor]
    slice.markNotes { notes[$0] != nil }
    fill(&slice.summary)
    channel.leave(slice)
    wake()
  }

  func fill(_ summary: inout SearchSummary) {
    summary.abilities = .search
    summary.abilities.exportForms = options.exporter?.forms ?? []
    summary.findings = faults
    summary.activity = activity
    summary.seconds = branches[current].seconds
    summary.pace = pace
    summary.story = options.story
    summary.branch = current
    summary.notice = notice
    summary.save = saving.map { SearchSummary.Save(path: $0.path, done: $0.done) }
    summary.savedCount = savedCount
    summary.disabledReasons = disabledReasons
    summary.marks = marks
    summary.breakpoints = breakpoints.list
    summary.breakpointHit = breakpoints.hit
    // Of a sequence the end is found by walking through all of it.
    summary.log = Array(log.suffix(500))
    summary.logCount = log.count
    if let recorder, recorder.failure == nil { summary.recording = recorder.place }
    summary.events = Array(branches[current].events.suffix(Self.newestEvents))
    summary.branches = branches.enumerated().map { id, branch in
      var own = SearchSummary()
      if branches.count > 1 { branch.session.fill(&own) }
      return SearchSummary.Branch(
        id: id, name: branch.name, origin: branch.origin, start: branch.start, focus: branch.focus,
        iterations: branch.session.iterations, bestAction: own.bestLine.first ?? "",
        bestValue: own.bestValue)
    }
  }
}
