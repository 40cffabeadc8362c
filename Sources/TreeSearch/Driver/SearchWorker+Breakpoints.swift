import Groundwork
import SearchTrees

/// What stops the search at the very simulation at which something happens.
extension SearchWorker {
  /// Where a search is: only from one simulation to the next is it looked at without beginning anew.
  struct WatchedMoment: Equatable {
    var branch: Int
    var session: ObjectIdentifier
    var iterations: Int
    var generation: Int
    var changes: Int
  }

  private var moment: WatchedMoment {
    var generation = 0
    session.read { generation = $0.generation }
    return WatchedMoment(
      branch: current, session: ObjectIdentifier(session), iterations: session.iterations,
      generation: generation, changes: branches[current].events.count)
  }

  /// What the breakpoints may ask about the search as it is.
  private func moment(firstNew: Int) -> Breakpoints.Moment {
    var path: [NodeID] = []
    session.readLast { tree, nodes in
      for index in 0..<nodes.count where nodes[index].index < tree.count {
        path.append(nodes[index])
      }
    }
    let session = session
    return Breakpoints.Moment(
      AnnotatedFacts(session, notes: branches[current].notes), path: path, firstNew: firstNew,
      iteration: session.iterations, isByVisits: session.shownAnswer == .mostVisits
    ) { session.answerNodes(session.shownAnswer) }
  }

  /// Changes the list of breakpoints.
  func editBreakpoints(_ edit: BreakpointEdit) {
    let last = breakpoints.list.last?.number
    do throws(ExpressionError) {
      try breakpoints.edit(edit, in: moment(firstNew: session.nodeCount))
    } catch {
      return notify("break: \(error.words)", isError: true, refused: error)
    }
    guard let newest = breakpoints.list.last, newest.number != last else { return }
    let lack = newest.lack.map { ": waits, \($0)" } ?? ""
    notify("break \(newest.number): \(newest.words), \(newest.place)\(lack); W lists all")
  }

  /// Makes the breakpoints ready before the search goes on, where it was not led here by simulations alone.
  func watch() {
    guard breakpoints.isArmed, moment != watched else { return }
    breakpoints.rearm(in: moment(firstNew: session.nodeCount))
    watched = moment
  }

  /// Completes at most `count` simulations, and none after one that hits a breakpoint; returns whether one
  /// did, and has stopped the search.
  func runWatched(_ count: Int) -> Bool {
    guard breakpoints.isArmed else {
      run(count)
      return false
    }
    let isByVisits = session.shownAnswer == .mostVisits
    var left = count
    while left > 0 {
      let before = session.iterations
      var firstNew = session.nodeCount
      let isSuspect: Bool
      if let recorder, recorder.failure == nil {
        session.run(1, recordedBy: recorder)
        isSuspect = screen(firstNew, isByVisits)
      } else {
        isSuspect = session.run(left) { tree, path, first in
          firstNew = first
          return breakpoints.screen(tree, path, firstNew: first, isByVisits: isByVisits)
        }
      }
      left -= max(1, session.iterations - before)
      if session.waiting != nil { break }
      if isSuspect, stop(firstNew: firstNew) { return true }
      if !isSuspect, recorder == nil { break }
    }
    watched = moment
    return false
  }

  private func screen(_ firstNew: Int, _ isByVisits: Bool) -> Bool {
    var isSuspect = false
    session.readLast { tree, path in
      isSuspect = breakpoints.screen(tree, path, firstNew: firstNew, isByVisits: isByVisits)
    }
    return isSuspect
  }

  /// Stops the search where the simulation that was completed last hit a breakpoint; returns whether it did.
  func stopAtBreakpoint(firstNew: Int) -> Bool {
    defer { watched = moment }
    guard screen(firstNew, session.shownAnswer == .mostVisits) else { return false }
    return stop(firstNew: firstNew)
  }

  private func stop(firstNew: Int) -> Bool {
    guard let hit = breakpoints.check(moment(firstNew: firstNew)) else { return false }
    watched = moment
    let reason = StopReason.breakpoint(hit.words)
    goals = []
    activity = .stopped(reason)
    note(.stopped(reason))
    watched = moment
    recordStop(reason.recorded, reason.words)
    publish()
    return true
  }
}
