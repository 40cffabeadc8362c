import Groundwork
import SearchTrees

/// What the explorer is told and shown.
extension RecordedWorker {
  /// Tells the person something; an error, and what shall be found again, stands in the log as well.
  func notify(
    _ text: String, isError: Bool = false, isLogged: Bool = false, replaceable: String? = nil,
    refused: ExpressionError? = nil
  ) {
    if isError || isLogged { recording.add(LogLine(.treetop, text)) }
    notice = SearchSummary.Notice(
      serial: (notice?.serial ?? 0) + 1, isError: isError, text: text, replaceable: replaceable)
    notice?.refused = refused
    hasChanged = true
  }

  /// Cuts a slice of the moment, without what is looked for in it.
  func slice(for request: SliceRequest) -> TreeSlice {
    var slice = TreeSlice()
    if let interpreter = recording.interpreter {
      interpreter.fill(
        &slice, for: request, from: &recording.fold.tree, at: recording.answeringMoment)
    } else {
      fill(&slice, for: request, [])
    }
    recording.fillAccount(in: &slice.summary)
    fill(&slice.summary)
    return slice
  }

  /// Cuts the slice that the explorer asked for last and leaves it in the channel.
  func publish() {
    hasChanged = false
    published = time.now
    guard var request else { return }
    request.found = queries.found
    request.isMoving = isMoving || !isLoaded
    var slice = TreeSlice()
    slice.serial = serial
    // A trace takes the tree back and forth: not while it is on its way elsewhere.
    if request.wantsTrace, target == nil, !isPlaying || (pace ?? 1000) <= 30 {
      slice.trace = recording.trace()
    }
    let path = Set(slice.trace?.path.map(\.node) ?? [])
    if let interpreter = recording.interpreter {
      interpreter.fill(
        &slice, for: request, from: &recording.fold.tree, at: recording.answeringMoment)
      for row in slice.rows.indices where path.contains(slice.rows[row].id) {
        slice.rows[row].isOnPath = true
      }
      for difference in interpreter.takeDifferences() { notify(difference) }
    } else {
      fill(&slice, for: request, path)
    }
    assert(slice.cursor.index < slice.summary.nodes, "the cursor is on a node of the tree")
    // What was found wrong stands in this very slice.
    hasChanged = false
    queries.fill(&slice, for: request, from: facts)
    comparisons.fill(&slice)
    if request.wantsDiagnosis { slice.diagnosis = diagnosis?.report ?? DiagnosisReport() }
    if request.wantsPlace { slice.place = place(of: slice.cursor) }
    recording.fillAccount(in: &slice.summary)
    recording.fill(&slice.detail, for: request)
    if let calls = request.calls { slice.calls = recording.window(calls, chosen: request.call) }
    recording.fold.fillHistories(in: &slice, isMoving: request.isMoving)
    if let note = journalID(of: slice.cursor).flatMap({ ownNotes[$0] })?.text {
      slice.detail.note = note.isEmpty ? nil : note
    }
    fillNotes(in: &slice)
    fill(&slice.summary)
    if options.opensNodes { slice.leaveOutSearch() }
    // Nothing that may be read from the wrong bytes is ever shown; the loss is a change to be told.
    if isLost() { return }
    channel.leave(slice)
    wake()
  }
}
