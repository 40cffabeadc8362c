import Groundwork
import SearchTrees

/// Playing a recording, event by event, as if it happened now.
extension RecordedWorker {
  /// The paces that a recording is played at unless somebody chose one.
  static let paces: [Double] = [
    20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
  ]

  /// Sets the pace that somebody chose.
  func choose(pace newPace: Double?) {
    pace = newPace
    isPaceChosen = true
    nextDue = time.now
  }

  /// Plays from here on.
  func startPlaying() {
    isPlaying = true
    settlePace()
    nextDue = time.now
    watch()
  }

  /// Unless somebody chose a pace, chooses the slowest at which the whole takes a minute at most.
  func settlePace() {
    guard !isPaceChosen else { return }
    let steps = recording.hasIterations ? recording.iterationCount : recording.eventCount
    pace = Self.paces.first { Double(steps) / $0 <= 60 } ?? Double(steps) / 60
  }

  /// Plays what is due by now; returns whether it should be called again at once.
  func play(until deadline: Double) -> Bool {
    let now = time.now
    guard goal == nil, let pace else {
      while time.now < deadline {
        guard playOne() else { return false }
      }
      return true
    }
    nextDue = max(nextDue, now - Self.longestCatchUp)
    while nextDue <= now {
      nextDue += 1 / pace
      guard playOne() else { return false }
      if time.now >= deadline { return nextDue <= now }
    }
    return false
  }

  /// Plays one iteration; returns whether it goes on.
  private func playOne() -> Bool {
    hasChanged = true
    guard let next = recording.iterationForward(1) else {
      // What is played has caught up with what is read.
      if !isLoaded, options.origin == .file { return false }
      isPlaying = false
      goal = nil
      // What is still being written goes on at its end, wherever that is by now.
      let isFollowed = options.origin != .file && ending == nil
      target = isFollowed ? .max : recording.branchEnd
      return false
    }
    let firstNew = recording.fold.tree.count
    _ = recording.approach(next, until: .infinity)
    recording.isAtEnd = next == recording.eventCount
    if isAtBreakpoint(firstNew: firstNew) { return false }
    if let goal, goal(recording) {
      isPlaying = false
      self.goal = nil
      return false
    }
    return true
  }
}
