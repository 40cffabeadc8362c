import Groundwork
public import SearchTrees

extension JournalRecorder {
  /// Opens a journal to go on with: first the search is run again by the script of ``past``, and this
  /// recorder is notified and compares it with the file.
  ///
  /// The file is left as it is until ``goOnWriting()``.
  /// - Throws: a problem where a line cannot be read, or the file cannot be written.
  public convenience init(resuming path: String) throws(JournalProblem) {
    let file = try JournalFile(continuing: path)
    self.init(file, continuing: try RecordedPast(path: path))
  }

  /// Writes from now on, behind what the search has done again.
  ///
  /// - Throws: a problem where the search and the file part, where the search is not where the file
  ///   ends, and where the file cannot be written.
  public func goOnWriting() throws(JournalProblem) {
    guard let past else { return }
    if let mismatch = past.mismatch { throw mismatch }
    guard past.isAtEnd else {
      throw JournalProblem(
        line: past.event + 1, reason: "the search that is run again ends here, the file goes on")
    }
    try past.recording.check()
    try file.cut(to: past.size)
    line.branch = past.branch
    self.past = nil
    recordCalls()
  }

  /// Gives what the file says of calls back to where the search looks for them, and goes on to write what is
  /// asked from then on.
  ///
  /// - Parameter isCompared: whether the models are asked anew all the same, and the answers compared.
  /// - Throws: a problem where a call cannot be read, or where the same question has two answers.
  public func restore(_ calls: KeptCalls, isCompared: Bool) throws(JournalProblem) {
    guard let past else { return }
    try past.recording.restore(calls, upTo: past.lineCount, isCompared: isCompared)
    for call in calls.calls(0..<calls.count) { callLines.know(call.prompt) }
    callsWritten = calls.count
    self.calls = calls
  }

  // MARK: - Done again

  /// Compares a simulation that was run again.
  func retrace(_ simulation: borrowing SimulationRecord) {
    guard let past, let event = past.check(simulation, ids: &line.ids) else { return }
    line.branch = past.owner
    line.append(.simulation, event: event, nodes: simulation.nodesAfter)
  }

  /// Passes an edit that was made again.
  func retrace(_ edit: TreeEdit) {
    guard let past, let event = past.pass(.edit) else { return }
    line.branch = past.owner
    if case .note(let node, let text) = edit {
      line.notes[node] = (text, event)
    } else {
      line.append(.edit, event: event, nodes: line.nodes, edit: edit)
    }
  }

  /// Passes a branch that was begun again.
  func retraceBranch(at focus: NodeID) {
    guard let past, let event = past.pass(.branch) else { return }
    line.branch = past.owner
    line.focus = focus
    line.append(.focus, event: event, nodes: line.nodes)
  }
}
