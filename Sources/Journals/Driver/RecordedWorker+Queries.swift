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
  var isMoving: Bool { isPlaying || target != nil }

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
    comparisons.take(request)
    goOnWithQueries(until: time.now + Self.firstQueryBurst)
  }

  /// Looks and compares on until a time; returns whether there is more to look at.
  @discardableResult
  func goOnWithQueries(until deadline: Double) -> Bool {
    let isComparing = comparisons.hasWork && goOnComparing(until: deadline)
    return goOnLooking(until: deadline) || isComparing
  }

  private func goOnComparing(until deadline: Double) -> Bool {
    hasChanged = true
    let branch = recording.branches[recording.shownBranch].name
    let title = "\(options.name), \(branch), event \(NumberText.grouped(recording.position))"
    return comparisons.advance(
      over: recording, in: queryMoment, title: title,
      { [recording] in
        if let interpreter = recording.interpreter {
          var slice = TreeSlice()
          interpreter.fill(
            &slice, for: SliceRequest(), from: &recording.fold.tree, at: recording.answeringMoment)
          return slice.summary
        }
        return recording.report.summary
      }, isDue: { [time] in time.now >= deadline })
  }

  /// How the moment and a node of it are named where the file is opened again.
  func place(of node: NodeID) -> SearchPlace {
    guard options.origin != .program else {
      return SearchPlace(problem: "what a program writes is in no file; w saves it")
    }
    let position = recording.position
    var moment: String? = "\(position)"
    if position == recording.eventCount, isLoaded {
      moment = nil
    } else if recording.index.kind(of: position) == .backup, recording.shownBranch == 0,
      recording.branches.count == 1
    {
      moment = "i\(recording.fold.iterationNumber)"
    }
    return SearchPlace(
      file: options.name, moment: moment, node: SearchPlace.name(of: node, in: recording))
  }

  private func goOnLooking(until deadline: Double) -> Bool {
    guard queries.hasWork(at: time.now, in: queryMoment, isBusy: isMoving) else { return false }
    hasChanged = true
    return queries.advance(
      over: facts, in: queryMoment, time: time, isBusy: isMoving
    ) { [time] in time.now >= deadline }
  }
}
