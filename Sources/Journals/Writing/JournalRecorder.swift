import Groundwork
public import SearchTrees

/// Writes a journal of a search while it goes on.
///
/// One call of the system a simulation, with all its lines: a program that is killed loses the last
/// one at most. If the file cannot take more the search goes on without, and `failure` says why.
///
/// The file only grows. Taking back moves a cursor; what the search then does again is there already,
/// and the first thing that differs begins a branch of the journal.
public final class JournalRecorder: SearchRecorder {
  /// The file that is written.
  public let file: JournalFile
  var output = JournalOutput()
  /// The lines that the file has.
  var lineCount = 0
  /// The id of the next node that is recorded.
  var nextID: UInt64 = 1
  /// The number of the next branch.
  var nextBranch = 1
  /// The branches of the search by the explorer's numbers.
  var lines: [Int: RecordedLine] = [:]
  /// The line that goes on.
  ///
  /// It is taken out of `lines`, so that it is changed where it stands.
  var line = RecordedLine()
  var current = 0
  /// What the file held before this program opened it, while the search is run again; nil once it is
  /// written on, and where it is new.
  public internal(set) var past: RecordedPast?
  /// What models on servers are asked, and how many of these calls are in the file.
  var calls: KeptCalls?
  var callsWritten = 0
  var callLines = CallLines()

  /// Begins a journal in a new file.
  ///
  /// - Parameter calls: what models on servers are asked; nil where they run in the program.
  public init(_ file: JournalFile, header: JournalHeader, calls: KeptCalls? = nil) {
    self.file = file
    self.calls = calls
    header.write(to: &output)
    output.endLine()
    for server in header.servers {
      output.value(server.value)
      output.endLine()
    }
    line.ids = JournalIDs(root: header.rootID)
    nextID = header.rootID + 1
    writeCalls()
    flush()
  }

  /// Goes on with a journal, once the search has done again what it tells.
  init(_ file: JournalFile, continuing past: RecordedPast) {
    self.file = file
    self.past = past
    lineCount = past.lineCount
    nextID = past.nextID
    nextBranch = past.nextBranch
    line.ids = JournalIDs(root: past.header.rootID)
  }

  /// The file that is written.
  public var place: String { file.path }
  /// Why nothing is written any more; nil while all is well.
  public var failure: String? { past?.mismatch?.words ?? file.failure }

  // MARK: - What the search tells

  /// Records a completed simulation.
  public func simulated(_ simulation: borrowing SimulationRecord) {
    if past != nil { return retrace(simulation) }
    // What a simulation rests on stands before it.
    recordCalls()
    if line.advance(over: .simulation) { return }
    forkIfTakenBack()
    write(simulation)
    line.append(
      .simulation, event: lineCount + output.lines, nodes: simulation.nodesAfter)
    flush()
  }

  /// Records what models were asked since the last time.
  public func recordCalls() {
    guard past == nil, let calls, calls.count > callsWritten else { return }
    writeCalls()
    flush()
  }

  /// Writes the calls that the file does not have.
  func writeCalls() {
    guard let calls else { return }
    for call in calls.calls(callsWritten..<calls.count) {
      callLines.write(call, to: &output)
      callsWritten += 1
    }
  }

  /// Records an edit; a note is no step of the search and stays when that is taken back.
  public func edited(_ edit: TreeEdit, by author: Author) {
    if past != nil { return retrace(edit) }
    if case .note(let node, let text) = edit {
      write(edit, by: author)
      line.notes[node] = (text, lineCount + output.lines)
      return flush()
    }
    if line.advance(over: .edit, edit: edit) { return }
    forkIfTakenBack()
    write(edit, by: author)
    line.append(.edit, event: lineCount + output.lines, nodes: line.nodes, edit: edit)
    flush()
  }

  /// Goes back to before the newest simulation.
  public func tookBackSimulation() { line.takeBackSimulation() }
  /// Goes back to before the newest edit.
  public func tookBackEdit() { line.takeBackEdit() }

  /// Begins a branch and goes on with it.
  public func branched(_ id: Int, at focus: NodeID, name: String) {
    if past != nil { return retraceBranch(at: focus) }
    lines[current] = line
    current = id
    line.cut()
    line.focus = focus
    let fork = (event: line.event, nodes: line.nodes)
    begin(branchAt: focus, name: name)
    line.append(.focus, event: lineCount + output.lines, nodes: line.nodes)
    repeatNotes(after: fork)
    flush()
  }

  /// Goes on with another branch.
  public func goOn(with branch: Int) {
    guard branch != current, let next = lines[branch] else { return }
    lines[current] = line
    lines[branch] = nil
    line = next
    current = branch
  }

  /// Goes back to the beginning of the main line.
  public func restarted() {
    goOn(with: 0)
    lines.removeAll()
    line.rewind()
    line.notes = [:]
  }

  /// Records a mark on this moment.
  public func marked(_ name: String, at node: NodeID, note: String) {
    forkIfTakenBack()
    output.raw("{\"type\":\"mark\",\"name\":")
    output.string(name)
    output.raw(",\"node\":")
    output.integer(line.ids(node))
    if !note.isEmpty {
      output.raw(",\"note\":")
      output.string(note)
    }
    endEvent()
    flush()
  }

  /// Records that the search stopped, unless it only did again what is recorded.
  public func stopped(_ stop: RecordedStop) {
    recordCalls()
    guard line.isAtEnd else { return }
    output.raw("{\"type\":\"stop\",\"reason\":")
    output.string(stop.reason.rawValue)
    output.raw(",\"message\":")
    output.string(stop.message)
    write(stop.seconds, as: ",\"seconds\":")
    if let seconds = stop.processorSeconds { write(seconds, as: ",\"cpu_seconds\":") }
    if let calls = stop.calls {
      output.raw(",\"calls\":")
      output.integer(calls)
    }
    if let use = stop.modelUse { write(use) }
    if !stop.alarms.isEmpty { write(stop.alarms) }
    endEvent()
    flush()
  }

  /// Records what the search has found.
  public func answered(_ path: [NodeID], value: Double?, text: String, why: String) {
    answered(path, value: value, text: text, why: why, instead: nil)
  }

  /// Records what the search has found, and which rule was used instead of the one it asked for.
  public func answered(
    _ path: [NodeID], value: Double?, text: String, why: String, instead: String?
  ) {
    forkIfTakenBack()
    output.raw("{\"type\":\"answer\",\"path\":[")
    for (index, node) in path.enumerated() {
      output.comma(before: index)
      output.integer(line.ids(node))
    }
    output.raw("]")
    if let value { write(value, as: ",\"value\":") }
    output.raw(",\"text\":")
    output.string(text)
    output.raw(",\"why\":")
    output.string(why)
    if let instead {
      output.raw(",\"instead\":")
      output.string(instead)
    }
    endEvent()
    flush()
  }

  /// Closes the file.
  public func finish() { file.close() }
  /// Closes the file, and drops one that is being saved.
  public func abandon() { file.abandon() }

  // MARK: - Branches

  /// Where the search was taken back and now does something else, another branch of the journal goes
  /// on.
  private func forkIfTakenBack() {
    guard !line.isAtEnd else { return }
    let fork = (event: line.event, nodes: line.nodes)
    line.cut()
    begin(branchAt: line.focus, name: "taken back to iteration \(line.iterations)")
    repeatNotes(after: fork)
  }

  /// Writes the notes again that a new branch has not got from its origin: notes stay when a search is
  /// taken back.
  private func repeatNotes(after fork: (event: Int, nodes: Int)) {
    line.notes = line.notes.filter { $0.key.index < fork.nodes }
    for (node, note) in line.notes.sorted(by: { $0.key < $1.key }) where note.event > fork.event {
      write(.note(node, text: note.text), by: .user)
      line.notes[node] = (note.text, lineCount + output.lines)
    }
  }

  /// Writes that the line goes on in a branch of its own from the cursor on.
  private func begin(branchAt node: NodeID, name: String) {
    output.raw("{\"type\":\"branch\",\"branch\":")
    output.integer(nextBranch)
    output.raw(",\"of\":")
    output.integer(line.owner)
    output.raw(",\"at\":")
    output.integer(line.event)
    output.raw(",\"node\":")
    output.integer(line.ids(node))
    output.raw(",\"name\":")
    output.string(name)
    output.raw("}")
    output.endLine()
    line.branch = nextBranch
    nextBranch += 1
  }

  /// Gives the file what was written since the last time.
  func flush() {
    file.write(output.bytes)
    lineCount += output.lines
    output.removeAll()
  }
}
