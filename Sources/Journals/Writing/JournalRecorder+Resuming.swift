import Groundwork
public import SearchTrees

/// What a search must do again to be where its journal ends.
public enum RecordedStep: Hashable, Sendable {
  /// Completes a number of simulations, one or more.
  case simulations(Int)
  /// Makes an edit.
  case edit(TreeEdit)
  /// Branches at a node and goes on in the branch.
  case branch(NodeID)
}

extension JournalRecorder {
  /// Opens a journal to go on with: first the search is run again, step by step as ``nextStep()``
  /// says, and told to this recorder, which compares it with the file.
  ///
  /// The file is left as it is until the search is where it ends.
  /// - Throws: a problem where a line cannot be read, or the file cannot be written.
  public convenience init(resuming path: String) throws(JournalProblem) {
    let file = try JournalFile(continuing: path)
    self.init(file, continuing: try RecordedPast(path: path))
  }

  /// The header of the journal that is gone on with; nil once it is.
  public var recordedHeader: JournalHeader? { past?.header }

  /// The simulations that are to be run again in all.
  public var recordedSimulations: Int { past?.simulations ?? 0 }

  /// Returns what the search has to do next; nil once it is where the file ends, which then goes on.
  ///
  /// - Throws: a problem where the search and the file part, or where the file says what no search
  ///   can do.
  public func nextStep() throws(JournalProblem) -> RecordedStep? {
    while let past {
      guard let task = try past.next() else {
        line.branch = past.branch
        self.past = nil
        try past.bytes.check()
        try file.cut(to: past.size)
        return nil
      }
      switch task {
      case .simulations(let count): return .simulations(count)
      case .edit(let event, let number): return .edit(try edit(event, number))
      case .focus(let id, let number):
        let node = try node(id, number)
        // Where the search was taken back it was led as before.
        if node != line.focus { return .branch(node) }
        line.branch = past.pass().owner
      }
    }
    return nil
  }

  private func node(_ id: UInt64, _ number: Int) throws(JournalProblem) -> NodeID {
    guard let node = line.ids.node(of: id, among: line.nodes) else {
      throw JournalProblem(line: number, reason: "there is no node \(id) here")
    }
    return node
  }

  private func edit(_ event: JSONValue, _ number: Int) throws(JournalProblem) -> TreeEdit {
    guard let change = event["set"]?.members?.first else {
      throw JournalProblem(line: number, reason: "expected \"set\" with what is edited")
    }
    if change.key == "parameters", let parameter = change.value.members?.first,
      let value = parameter.value.number
    {
      return .parameter(name: parameter.key, value: value)
    }
    guard let id = event["node"]?.id else {
      throw JournalProblem(line: number, reason: "expected \"node\"")
    }
    let node = try node(id, number)
    switch (change.key, change.value) {
    case ("banned", .bool(let isBanned)): return isBanned ? .ban(node) : .allow(node)
    case ("pinned", .null): return .pin(node, value: nil)
    case ("pinned", .number(let value)): return .pin(node, value: value)
    case ("prior", .number(let value)): return .prior(node, value: value)
    case ("boost", .number(let visits)) where Int(exactly: visits) != nil:
      return .boost(node, visits: Int(visits))
    case ("note", .string(let text)): return .note(node, text: text)
    default:
      throw JournalProblem(
        line: number, reason: "\"\(change.key)\" is nothing that a search can be told again")
    }
  }

  // MARK: - Told again

  /// Hears of a simulation that was run again.
  func retrace(_ simulation: borrowing SimulationRecord) {
    guard let past, past.check(simulation, ids: &line.ids) else { return }
    let place = past.pass()
    line.branch = place.owner
    line.append(.simulation, event: place.event, nodes: simulation.nodesAfter)
  }

  /// Hears of an edit that was made again.
  func retrace(_ edit: TreeEdit) {
    guard let past else { return }
    let place = past.pass()
    line.branch = place.owner
    if case .note(let node, let text) = edit {
      line.notes[node] = (text, place.event)
    } else {
      line.append(.edit, event: place.event, nodes: line.nodes, edit: edit)
    }
  }

  /// Hears of a branch that was begun again.
  func retraceBranch(at focus: NodeID) {
    guard let past else { return }
    let place = past.pass()
    line.branch = place.owner
    line.focus = focus
    line.append(.focus, event: place.event, nodes: line.nodes)
  }
}
