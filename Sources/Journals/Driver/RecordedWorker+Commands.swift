import Groundwork
import SearchTrees

extension RecordedWorker {
  /// Carries out a command.
  func carryOut(_ command: SearchCommand) {
    if let reason = disabledReasons[command.kind] { return notify(reason, isError: true) }
    if steer(command) { return }
    switch command {
    case .run: play()
    case .runUntil(let goal): play(until: goal)
    case .pause: pause()
    case .step(let count): go(to: recording.iterationForward(count), orElse: endWords)
    case .stepPhase(let count): go(to: recording.phaseForward(count), orElse: endWords)
    case .back(let count): go(to: recording.iterationBack(count), orElse: startWords)
    case .backPhase(let count): go(to: recording.phaseBack(count), orElse: startWords)
    case .pace(let newPace):
      guard newPace ?? 1 > 0 else { return notify("a pace is above 0", isError: true) }
      choose(pace: newPace)
    case .switchBranch(let place):
      guard recording.branches.indices.contains(place) else {
        return notify("no branch \(place)", isError: true)
      }
      go(to: recording.branches[place].lastEvent, orElse: "")
      notify("branch \(place): \(recording.branches[place].name)")
    case .restart: go(to: recording.firstEvent, orElse: "")
    case .goTo(let event): go(to: max(1, event), orElse: "")
    case .goToIteration(let number): go(toIteration: number)
    case .goToChange(let node, let isForward):
      guard node.index < recording.fold.tree.count else {
        return notify("\(node) is not there yet", isError: true)
      }
      go(
        to: recording.change(of: node, isForward: isForward),
        orElse: isForward ? "no later event changes \(node)" : "no earlier event changed \(node)")
    case .mark(let name, let node): mark(name, on: node)
    case .edit(.note(let node, let text)): note(text, on: node)
    case .breakpoints(let edit): editBreakpoints(edit)
    case .save(let path, let replaces): save(to: path, replaces: replaces)
    case .cancelSave: cancelSave()
    case .export(let order): export(order)
    // It is refused above, with why.
    case .ask: break
    case .restartWith:
      notify("what is recorded cannot be searched again from here", isError: true)
    case .branch, .edit, .undoEdit, .redoEdit:
      notify("only the newest moment can be changed; g$ goes there", isError: true)
    }
  }

  private var endWords: String {
    if ending == nil && options.origin != .file { return "nothing has happened since" }
    return isLoaded
      ? "this is where the recording ends" : "the file is still being read: nothing further yet"
  }

  private var startWords: String { "this is where the recording begins" }

  private func go(to event: Int?, orElse words: String) {
    isPlaying = false
    breakpoints.hit = nil
    goal = nil
    wantedIteration = nil
    guard let event else { return notify(words) }
    recording.isAtEnd = false
    target = event
  }

  /// Goes to an iteration, once it is read if the file has not come to it.
  private func go(toIteration number: Int) {
    go(to: recording.event(ofIteration: number), orElse: "")
    if !isLoaded, options.origin == .file, number > recording.iterationTotal {
      wantedIteration = number
    }
  }

  private func play() {
    if options.origin != .file, ending == nil {
      guard breakpoints.isArmed, !recording.isAtEnd else { return go(to: .max, orElse: "") }
      // What has come meanwhile is looked at on the way to the end, as if it came now.
      goal = { _ in false }
      wantedIteration = nil
      return startPlaying()
    }
    // Nobody who presses a key once too often means to restart: the end stays on the screen.
    guard !isAtBranchEnd else {
      return notify(endWords + (isLoaded ? "; g^ goes to its start" : ""))
    }
    goal = nil
    wantedIteration = nil
    recording.isAtEnd = false
    startPlaying()
  }

  /// Whether nothing that is read and shown comes after this place.
  private var isAtBranchEnd: Bool { target == nil && recording.position >= recording.branchEnd }

  private func play(until wanted: SearchCommand.Goal) {
    guard !isAtBranchEnd else { return notify(endWords) }
    startPlaying()
    wantedIteration = nil
    recording.isAtEnd = false
    switch wanted {
    case .iterations(let count):
      let (sum, isBeyond) = recording.fold.iterationNumber.addingReportingOverflow(count)
      let end = isBeyond ? .max : sum
      goal = { $0.fold.iterationNumber >= end }
    case .visits(let node, let visits):
      goal = {
        node.index < $0.fold.tree.count && Int($0.fold.tree.nodes[node.index].visits) >= visits
      }
    case .bestActionChange(let limit):
      var watch = AnswerWatch()
      _ = recording.hasAnswerChanged(&watch)
      let (sum, isBeyond) = recording.fold.iterationNumber.addingReportingOverflow(limit)
      let end = isBeyond ? .max : sum
      goal = { $0.hasAnswerChanged(&watch) || $0.fold.iterationNumber >= end }
    }
  }

  private func pause() {
    isPlaying = false
    goal = nil
    if recording.isAtEnd, options.origin != .file, ending == nil {
      recording.isAtEnd = false
      notify("held here; Space shows what is new")
    }
  }

  /// Fills in what the recording says of itself.
  func fill(_ summary: inout SearchSummary) {
    summary.activity = activity
    summary.phase = phase
    summary.pace = pace
    summary.undoDepth =
      recording.position <= recording.firstEvent
      ? 0 : recording.hasIterations ? recording.fold.iterations.count : recording.position
    summary.notice = notice
    summary.save = saving.map { SearchSummary.Save(path: $0.path, done: $0.done) }
    summary.savedCount = savedCount
    summary.servers = recording.servers
    summary.findings = findings
    summary.disabledReasons = disabledReasons
    summary.marks = (recording.marks + ownMarks.map(\.mark)).sorted { $0.event < $1.event }
    recording.logRemarks()
    summary.log = Array(recording.log.suffix(500))
    summary.logCount = recording.logCount
    summary.breakpoints = breakpoints.list
    summary.breakpointHit = breakpoints.hit
    summary.events = recording.fold.happenings.suffix(32).map(\.change)
    summary.branch = recording.shownBranch
    summary.branches = recording.branches.enumerated().map { place, branch in
      let isShown = place == recording.shownBranch
      var shown = SearchSummary.Branch(
        id: place, name: branch.name, origin: branch.origin, start: branch.startIteration,
        focus: recording.fold.names.node(branch.node) ?? .root,
        iterations: isShown ? summary.iterations : recording.iterationsSoFar(onBranch: place),
        bestAction: isShown ? summary.bestLine.first ?? "" : "",
        bestValue: isShown ? summary.bestValue : nil)
      shown.hasBegun = isShown || branch.firstEvent <= recording.position
      return shown
    }
    var timeline = Timeline()
    timeline.name = options.name
    timeline.origin = options.origin
    timeline.event = recording.position
    timeline.target = destination
    timeline.eventCount = recording.eventCount
    timeline.iterationCount = recording.iterationCount
    timeline.loaded = isLoaded || options.origin != .file ? nil : recording.loaded
    timeline.isBeginning = options.isBeginning
    timeline.isAtEnd = recording.position == recording.eventCount
    timeline.ending = ending
    timeline.lacks = lacks
    timeline.problemCount = recording.problemCount
    timeline.problems = recording.problems.map(\.words)
    summary.timeline = timeline
    summary.abilities = .recording(from: options.origin)
    summary.abilities.canMap = options.canMap
    summary.abilities.opensNodes = options.opensNodes
    summary.abilities.exportForms = exporter?.forms ?? []
    summary.keepsNotes = sideNotes.map { $0.failure == nil } ?? false
  }

  private var activity: SearchSummary.Activity {
    if isPlaying { return .running }
    if isOutOfMemory, recording.position == recording.eventCount {
      return .stopped(.memory(bytes: memory?.bytes ?? 0))
    }
    if options.origin == .program, ending == nil, isProgramRunning { return .running }
    // What is followed goes on by itself until it is held.
    if options.origin == .followed, ending == nil, recording.isAtEnd { return .running }
    if let stop = recording.lastStop, stop.event <= recording.position, isLoaded,
      recording.position == recording.eventCount
    {
      return .stopped(.said(Recording.words(ofStop: stop.value)))
    }
    return .paused
  }

  private var phase: SearchPhase {
    guard recording.position > 0, recording.position <= recording.eventCount else { return .select }
    switch recording.index.kind(of: recording.position) {
    case .select: return .expand
    case .expand: return .evaluate
    case .evaluate: return .backUp
    default: return .select
    }
  }

  private var lacks: [String] {
    guard isLoaded || options.origin != .file else { return [] }
    var lacks: [String] = []
    if !recording.hasIterations { lacks.append("single iterations") }
    if recording.interpreter == nil {
      if !recording.kindsSeen.contains(.select) { lacks.append("selection scores") }
      if !recording.hasTexts { lacks.append("states") }
    }
    if !recording.kindsSeen.contains(.evaluate) { lacks.append("evaluations") }
    return lacks
  }
}
