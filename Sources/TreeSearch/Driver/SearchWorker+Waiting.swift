import SearchTrees

/// Simulations that wait for an answer, and commands that wait with them.
extension SearchWorker {
  /// Seconds between two looks whether an answer is there, where those that are asked do not say.
  private static let answerInterval = 0.01

  /// Waits until more has arrived than when the simulation ran that now waits.
  func awaitAnswer(after heard: Int) -> OwnerTurn {
    guard let arrivals = options.arrivals else { return .wait(seconds: Self.answerInterval) }
    arrivals.wake(after: heard) { [channel] in channel.nudge() }
    return .wait(seconds: nil)
  }

  /// Stops the search where what a simulation waits for will not come, which is no answer, or may not be
  /// asked for: the tree is as it was before that simulation.
  ///
  /// The next time the search runs it asks again.
  func stop(_ reason: StopReason) {
    held = nil
    goals = []
    activity = .stopped(reason)
    note(.stopped(reason))
    recordStop(reason.recorded, reason.words)
    notify(reason.words, isError: true)
    publish()
  }

  func stepPhases(_ count: Int) {
    var left = count
    take(count) {
      // A simulation that must wait is taken back to its start: what it had done is done once more.
      let done = session.phase.rawValue
      stepPhase()
      left += session.waiting == nil ? -1 : done
    }
    endStepping(leaving: .stepPhase(left))
  }

  /// Holds what is left of a step if a simulation waits for an answer.
  func endStepping(leaving rest: SearchCommand) {
    if session.waiting != nil {
      held = rest
      activity = .running
    } else if case .running = activity {
      activity = .paused
    }
  }
}
