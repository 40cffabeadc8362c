import Groundwork
import SearchTrees

/// What stops the playing at the very iteration at which something happened.
extension RecordedWorker {
  /// What the breakpoints may ask about the recording at the event that is shown.
  private func moment(firstNew: Int) -> Breakpoints.Moment {
    let recording = recording
    return Breakpoints.Moment(
      AnnotatedFacts(recording, notes: recording.notes),
      path: recording.lastSimulation?.path ?? [], firstNew: firstNew,
      iteration: recording.fold.iterationNumber, isByVisits: recording.answersByVisits
    ) { recording.answerNodes }
  }

  /// Changes the list of breakpoints.
  func editBreakpoints(_ edit: BreakpointEdit) {
    let last = breakpoints.list.last?.number
    do throws(ExpressionError) {
      try breakpoints.edit(edit, in: moment(firstNew: recording.nodeCount))
    } catch {
      return notify("break: \(error.words)", isError: true, refused: error)
    }
    hasChanged = true
    guard let newest = breakpoints.list.last, newest.number != last else { return }
    let lack = newest.lack.map { ": waits, \($0)" } ?? ""
    notify("break \(newest.number): \(newest.words), \(newest.place)\(lack); W lists all")
  }

  /// Makes the breakpoints ready before the recording plays, where it was not led here by playing alone.
  func watch() {
    breakpoints.hit = nil
    prepareToWatch()
  }

  private func prepareToWatch() {
    watchedCount = recording.nodeCount
    guard breakpoints.isArmed, watchedEvent != recording.position else { return }
    breakpoints.rearm(in: moment(firstNew: recording.nodeCount))
    watchedEvent = recording.position
  }

  /// Whether iterations are shown as they come, of a search that goes on elsewhere.
  private var isFollowing: Bool {
    options.origin != .file && ending == nil && recording.isAtEnd && target == nil
  }

  /// Reads on until a time, and shows nothing after an iteration that hits a breakpoint; returns whether
  /// there is more to read.
  func readWatched(until deadline: Double) -> Bool {
    guard breakpoints.isArmed, isFollowing else { return recording.read(until: deadline) }
    prepareToWatch()
    recording.holds = { [unowned self] in
      let isHit = isAtBreakpoint(firstNew: watchedCount)
      watchedCount = recording.nodeCount
      // A program that can be paused waits; what it does until it hears that lies behind this place.
      if isHit { _ = steer(.pause) }
      return isHit
    }
    let hasMore = recording.read(until: deadline)
    recording.holds = nil
    if breakpoints.hit == nil { watchedEvent = recording.position }
    return hasMore
  }

  /// Ends the playing where the iteration that was shown last hit a breakpoint; returns whether it did.
  func isAtBreakpoint(firstNew: Int) -> Bool {
    guard breakpoints.isArmed else { return false }
    let hit = breakpoints.check(moment(firstNew: firstNew))
    watchedEvent = recording.position
    guard let hit else { return false }
    isPlaying = false
    goal = nil
    notify(hit.words)
    return true
  }
}

extension Recording {
  /// Returns whether another action is answered than when a watch looked last.
  func hasAnswerChanged(_ watch: inout AnswerWatch) -> Bool {
    let isByVisits = answersByVisits
    if isByVisits, !watch.mayHaveChanged(in: fold.tree) { return false }
    return watch.hasChanged(to: answerNodes, isByVisits: isByVisits, in: fold.tree)
  }
}
