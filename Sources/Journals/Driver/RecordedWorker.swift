public import Groundwork
public import SearchTrees

/// The recording thread's own state: what is open, where it is shown, and the loop.
public final class RecordedWorker {
  let options: RecordedSearch.Options
  let feed: (any JournalFeed)?
  let channel: RecordedSearch.Channel
  let wake: @Sendable () -> Void
  /// The recording as far as it was read.
  public private(set) var recording: Recording
  let openingProblem: JournalProblem?

  /// The event that is on its way to be shown; beyond the last one it waits for the file.
  var target: Int?
  /// The iteration that is to be shown once the file is read.
  var wantedIteration: Int?
  /// Whether it plays, and until when.
  var isPlaying = false
  var goal: ((Recording) -> Bool)?
  /// What stops the playing, and the event at which that was last looked at.
  var breakpoints = Breakpoints()
  var watchedEvent = 0
  /// The nodes that there were when they last looked.
  var watchedCount = 0
  /// The pace in iterations a second; nil is as fast as it goes.
  var pace: Double?
  /// Whether somebody chose the pace; else it follows from the length of the recording.
  var isPaceChosen = false
  var nextDue = 0.0
  /// Whether all that there is has been read.
  var isLoaded = false
  var ending: String?
  /// The memory that may be taken, and whether it was.
  var memory: MemoryAllowance?
  var isOutOfMemory = false
  var notice: SearchSummary.Notice?
  /// What a person added here, with the ids that the journal gives the nodes: their numbers change
  /// from branch to branch.
  var ownMarks: [(mark: Mark, id: UInt64?)] = []
  var ownNotes: [UInt64: (text: String, branch: Int)] = [:]
  /// Where they are kept, if the file cannot hold them.
  var sideNotes: SideNotes?
  /// What the file itself says on nodes, and when that was looked at.
  var knownNotes: (moment: [Int], notes: [NodeID: String])?
  /// Whether the program runs, as far as its events say.
  var isProgramRunning = true
  /// Whether it ran when it was last told to: a refusal changes nothing.
  var wasProgramRunning = true
  var program = ProgramCommands()
  /// What the program offers, and what is refused because of it.
  var programKnown: (capabilities: Capabilities, disabledReasons: [SearchCommand.Kind: String])?
  var heardStop = 0
  /// The save that is under way.
  var saving: RecordedSave?
  var savedCount = 0
  let time: any TimeSource

  /// What earlier slices left for later ones.
  var slicer = TreeSlicer()
  /// Holds slices against ones that are cut anew, where no rules of the search are known.
  var sliceCheck: ShadowCheck
  /// What is looked for in the tree.
  var queries = TreeQueries()
  var comparisons = TreeComparisons()
  /// What is wrong with the recording, as far as it was looked at; nil before it was.
  var diagnosis: DiagnosisPass?
  /// How often a note was written here.
  var notesWritten = 0
  var request: SliceRequest?
  var serial = 0
  var published = 0.0
  var hasChanged = false

  /// Makes the owner of a recording that is read and steered through a channel; `wake` is called whenever
  /// a new slice is ready.
  public init(
    _ options: RecordedSearch.Options, feed: (any JournalFeed)?, channel: RecordedSearch.Channel,
    time: any TimeSource = SystemTime(), wake: @escaping @Sendable () -> Void,
    open: () throws(JournalProblem) -> JournalBytes
  ) {
    self.options = options
    self.time = time
    self.feed = feed
    self.channel = channel
    self.wake = wake
    pace = options.pace ?? Self.paces[0]
    isPaceChosen = options.pace != nil
    memory = options.memory
    sliceCheck = ShadowCheck(period: options.checkPeriod)
    do throws(JournalProblem) {
      recording = Recording(try open(), isLive: feed?.holdsLogText ?? false)
      openingProblem = nil
    } catch {
      recording = Recording(JournalBytes())
      openingProblem = error
      ending = error.reason
    }
    recording.time = time
    if let words = options.opening { notice = .init(serial: 1, isError: false, text: words) }
    recording.makeInterpreter = { header in
      let interpreter = options.makeInterpreter(header)
      interpreter?.checkPeriod = options.checkPeriod
      return interpreter
    }
    recording.keepsHistories = true
    recording.answerReader = options.makeReader?()
    recording.heedsAnswerRule = options.heedsAnswerRule
    sideNotes = options.notes.map { SideNotes($0) }
    switch options.start {
    case .event(let event): target = event
    case .iteration(let number): wantedIteration = number
    case .end: return
    }
    recording.isAtEnd = false
  }

  // MARK: - The loop

  /// Seconds of work between two looks at the channel: few enough that a key is answered at once.
  private static let burst = 0.0005
  /// The nodes that are looked at in a burst while the tree is counted.
  private static let looks = 1 << 14
  /// Seconds between two slices that are published without a request.
  private static let frame = 1.0 / 30
  /// The least seconds between two looks at what is due of a recording that plays quickly.
  private static let breath = 0.005
  /// Seconds of playing that are made up for where the machine was busy elsewhere.
  static let longestCatchUp = 0.25

  func work() { channel.run { turn() } }

  /// Looks at the channel once, and does a burst of whatever there is to do.
  public func turn() -> OwnerTurn {
    if channel.hasMessages {
      guard drain() else {
        saving?.abandon()
        finishNotes()
        return .over
      }
    }
    var isBusy = goOn()
    // After the work: what was read from a file that was cut short meanwhile is thrown away.
    if isLost() { isBusy = true }
    let isPaced = isPlaying && goal == nil && pace != nil
    let isQuiet = !isBusy && !isPaced
    if hasChanged, isQuiet || time.now - published >= Self.frame { publish() }
    if isBusy { return .goOn }
    if isPaced {
      let next = hasChanged ? min(nextDue, published + Self.frame) : nextDue
      return .wait(seconds: max(Self.breath, next - time.now))
    }
    return .wait(seconds: hasChanged ? Self.frame : nil)
  }

  /// Does a burst of whatever there is to do; returns whether there is more at once.
  private func goOn() -> Bool {
    let deadline = time.now + Self.burst
    var isBusy = goOnSaving(until: deadline)
    if isBusy { hasChanged = true }
    if !isLoaded, memory?.isUsedUp(counted: recording.memory) == true { endForMemory() }
    if !isLoaded {
      hasChanged = true
      let hasMore = readWatched(until: deadline)
      hearProgram()
      isBusy = isBusy || hasMore
      if !hasMore, feed == nil || feed?.ending != nil || ending != nil { finishLoading() }
      if !hasMore, feed != nil { followBranch() }
    }
    if let target {
      hasChanged = true
      if destination ?? target <= recording.eventCount {
        arrive(until: deadline)
        isBusy = isBusy || isPlaying || self.target != nil
      }
    } else if isPlaying, !comparisons.holds {
      isBusy = play(until: deadline) || isBusy
      // Where playing comes to its end, what stands behind the last iteration is still to be shown.
      if target != nil { isBusy = true }
    }
    if isMoving || !isLoaded { recording.fold.goOnCounting(looks: Self.looks) }
    if goOnWithQueries(until: deadline) { isBusy = true }
    if goOnWithNotes(until: deadline) { isBusy = true }
    if !isBusy, !isPlaying, target == nil { isBusy = lookForFindings(until: deadline) }
    return isBusy
  }

  /// Finds out whether the file was cut short or written anew; what it holds now is then read from the
  /// beginning, and nothing is followed any more.
  func isLost() -> Bool {
    do throws(JournalProblem) {
      try recording.check()
      return false
    } catch {
      // Half of one file and half of another are no copy.
      saving?.abandon()
      saving = nil
      recording = recording.restarted()
      diagnosis = nil
      // They are about what the file held before.
      finishNotes()
      sideNotes = nil
      (target, wantedIteration, goal) = (nil, nil, nil)
      (isPlaying, isLoaded, isOutOfMemory) = (false, false, false)
      ending = error.reason
      notify("\(error.reason); what it holds now is shown", isError: true)
      return true
    }
  }

  /// Takes no more events; what has come stays.
  private func endForMemory() {
    isOutOfMemory = true
    let megabytes = NumberText.grouped((memory?.bytes ?? 0) >> 20)
    let words =
      "memory: reached \(megabytes) MB; nothing after event "
      + "\(NumberText.grouped(recording.eventCount)) is taken"
    feed?.close()
    ending = words
    finishLoading()
    notify(words, isError: true)
  }

  /// Looks at the tree where there is nothing else to do; returns whether there is more to look at.
  private func lookForFindings(until deadline: Double) -> Bool {
    let before = recording.treeChecked
    if recording.checkTree(until: deadline) { return true }
    if recording.treeChecked != before { hasChanged = true }
    return goOnWithDiagnosis(until: deadline)
  }

  private func finishLoading() {
    isLoaded = true
    ending = ending ?? feed?.ending
    recording.reportTornLine()
    if target == nil, recording.isAtEnd { target = recording.eventCount }
    if let number = wantedIteration { target = recording.event(ofIteration: number) }
    wantedIteration = nil
    if isPlaying { settlePace() }
    if options.origin == .program {
      isProgramRunning = false
      // Of memory it is told apart, as an error.
      if !isOutOfMemory { notify(ending ?? "the program ended", isLogged: true) }
    } else if let ending {
      recording.add(LogLine(.treetop, ending))
    }
  }

  /// Where a program or file is followed, shows the branch that it works on.
  private func followBranch() {
    if recording.isAtEnd, target == nil, !recording.showsNewest { target = .max }
  }

  // MARK: - The channel

  /// Carries out what is in the channel; false once the recording is to be closed.
  private func drain() -> Bool {
    let messages = channel.take()
    if messages.isClosing { return false }
    if !messages.notifications.isEmpty { readFeed() }
    if let newest = messages.request { request = newest }
    serial = messages.serial
    for order in messages.orders {
      if order.command.isRelative { arrive(until: .infinity) }
      let reason = order.command.disabledReason(seenOn: order.branch, shown: recording.shownBranch)
      {
        recording.branches.indices.contains($0) ? recording.branches[$0].name : nil
      }
      if let reason {
        notify(reason, isError: true)
      } else {
        carryOut(order.command)
      }
    }
    // A place nearby is shown by the very answer to the key that asked for it.
    arrive(until: time.now + 0.002)
    if let request { beginQueries(request) }
    if messages.request != nil || !messages.orders.isEmpty { publish() }
    return true
  }

  /// Goes on towards the event that is on its way to be shown, if that is read.
  private func arrive(until deadline: Double) {
    guard let place = destination, place <= recording.eventCount || isLoaded else { return }
    if recording.approach(place, until: deadline) {
      self.target = nil
      recording.isAtEnd = place == recording.eventCount
    }
  }

  /// The event that is on its way to be shown; nil where none is.
  ///
  /// Of what is still being written the end is wherever it is by now: it may have gone further since
  /// somebody set out for it.
  var destination: Int? {
    guard let target else { return nil }
    let isEnd = target == .max && feed != nil
    return isEnd || isLoaded ? min(target, recording.eventCount) : target
  }

  private func readFeed() {
    // What has come to its end brings nothing more.
    guard let feed, ending == nil else { return }
    do throws(JournalProblem) {
      try feed.update(recording.bytes)
    } catch {
      // A mapped file has lost what is shown; of one that was read, all is still there.
      guard !isLost() else { return }
      ending = error.reason
      notify(error.reason, isError: true)
    }
    for line in feed.takeLog() { recording.add(line) }
    hasChanged = true
  }
}

extension SearchCommand {
  /// Whether it counts from the place that is shown: one that is on its way is reached first.
  fileprivate var isRelative: Bool {
    switch self {
    case .breakpoints(.add), .step, .stepPhase, .back, .backPhase, .run, .runUntil, .goToChange,
      .mark, .edit, .branch, .export:
      true
    case .pause, .pace, .switchBranch, .undoEdit, .redoEdit, .restart, .restartWith, .goTo,
      .goToIteration, .save, .cancelSave, .breakpoints, .ask:
      false
    }
  }
}
