import Groundwork
import SearchTrees

/// What is looked for in the tree of a recording, between other things.
extension RecordedWorker {
  /// Seconds of looking before the first answer to a key, which most trees are done in.
  private static let firstQueryBurst = 0.002

  /// Where the recording is: what is shown and what was written on nodes change what is found.
  private var queryMoment: TreeQueries.Moment {
    let change = recording.position << 24 | recording.shownBranch << 16 | notesWritten
    return TreeQueries.Moment(of: recording, change: change)
  }

  /// Whether the tree changes by itself all the time.
  private var isMoving: Bool { isPlaying || target != nil }

  /// What expressions may ask, the notes of a person included.
  var facts: AnnotatedFacts {
    var notes = recording.notes
    for (id, note) in ownNotes {
      if let node = recording.fold.names.node(id) { notes[node] = note.text }
    }
    return AnnotatedFacts(recording, notes: notes)
  }

  /// Looks on before a request is answered.
  func beginQueries(_ request: SliceRequest) {
    queries.take(request)
    goOnWithQueries(until: time.now + Self.firstQueryBurst)
  }

  /// Looks on until a time; returns whether there is more to look at.
  @discardableResult
  func goOnWithQueries(until deadline: Double) -> Bool {
    guard queries.hasWork(at: time.now, in: queryMoment, isBusy: isMoving) else { return false }
    hasChanged = true
    return queries.advance(
      over: facts, in: queryMoment, time: time, isBusy: isMoving
    ) { [time] in time.now >= deadline }
  }
}
