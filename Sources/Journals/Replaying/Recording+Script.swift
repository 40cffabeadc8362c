import Groundwork
public import SearchTrees

extension Recording {
  /// Goes back to between two simulations, where the event that is shown lies in the middle of one.
  public func settle() {
    let last = fold.iterations.count - 1
    let start = last < 0 ? firstEvent : Int(fold.iterations[last].event)
    if hasPhase(after: start) { show(event: start) }
  }

  /// Returns what must be done again to come to where the search was after an event of the branch that
  /// is shown, with the simulations that are complete then.
  ///
  /// The tree is not looked at. O(events); what is read again are edits between two simulations, and the
  /// expansions before them.
  /// - Throws: a problem with its line, where the journal says what no search can do again.
  public func script(upTo last: Int) throws(JournalProblem) -> SearchScript {
    var script = SearchScript()
    var names = ScriptNames(root: header?.rootID ?? 0)
    var focus = header?.rootID ?? 0
    var iterations = 0
    var isInside = false
    for event in stride(from: 1, through: last, by: 1) where includes(event) {
      switch index.kind(of: event) {
      case .select, .expand, .evaluate: isInside = true
      case .backup:
        isInside = false
        iterations += 1
      case .edit where !isInside:
        guard let change = ownChange(in: event) else { continue }
        names.read(self, upTo: event)
        let edit = try edit(change.change, of: change.node, event, names)
        script.steps += [.advance(to: iterations), .edit(edit, by: .user)]
      case .branch:
        let branch = branches[index.branch(of: event)]
        // Where the search was taken back it is led as before.
        guard branch.node != focus else { continue }
        names.read(self, upTo: event)
        let node = try names.node(branch.node, event)
        script.steps += [
          .advance(to: iterations), .branch(branch.number, at: node, name: branch.name),
        ]
        focus = branch.node
      default: break
      }
    }
    script.steps.append(.advance(to: iterations))
    return script
  }

  /// Returns what a person changed by an `edit` event, and the id of the node; nil where a rule did.
  func ownChange(in event: Int) -> (change: JSONValue.Member?, node: UInt64?)? {
    let value = value(of: event)
    guard value["by"]?.string ?? "user" == "user" else { return nil }
    return (value["set"]?.members?.first, value["node"]?.id)
  }

  private func edit(
    _ change: JSONValue.Member?, of id: UInt64?, _ event: Int, _ names: borrowing ScriptNames
  ) throws(JournalProblem) -> TreeEdit {
    guard let change else {
      throw JournalProblem(line: event, reason: "expected \"set\" with what is edited")
    }
    if change.key == "parameters", let parameter = change.value.members?.first,
      let value = parameter.value.number
    {
      return .parameter(name: parameter.key, value: value)
    }
    guard let id else { throw JournalProblem(line: event, reason: "expected \"node\"") }
    guard let edit = TreeEdit(change, of: try names.node(id, event)) else {
      throw JournalProblem(
        line: event, reason: "\"\(change.key)\" is nothing that a search can be told again")
    }
    return edit
  }
}

/// What ids mean at an event, without the tree.
private struct ScriptNames: ~Copyable {
  private var names: NodeNames
  private var event = 1

  init(root: UInt64) { names = NodeNames(root: root) }

  /// Reads the expansions up to an event that were not read yet.
  mutating func read(_ recording: Recording, upTo last: Int) {
    while event < last {
      event += 1
      guard recording.includes(event), recording.index.kind(of: event) == .expand else { continue }
      recording.load(event, into: &recording.other)
      recording.otherEvent = event
      for place in 0..<recording.other.children.count {
        _ = names.add(recording.other.children[place].id)
      }
    }
  }

  /// Returns the node that has an id.
  func node(_ id: UInt64, _ event: Int) throws(JournalProblem) -> NodeID {
    guard let node = names.node(id) else {
      throw JournalProblem(line: event, reason: "there is no node \(id) here")
    }
    return node
  }
}

extension TreeEdit {
  /// Makes the edit that a member of the `set` of an event is; nil where it is none that a person makes.
  init?(_ change: JSONValue.Member, of node: NodeID) {
    switch (change.key, change.value) {
    case ("banned", .bool(let isBanned)): self = isBanned ? .ban(node) : .allow(node)
    case ("growth_banned", .bool(let isBanned)):
      self = isBanned ? .banGrowth(node) : .allowGrowth(node)
    case ("pinned", .null), ("pinned", .bool(false)): self = .pin(node, value: nil)
    case ("pinned", .number(let value)): self = .pin(node, value: value)
    case ("prior", .number(let value)): self = .prior(node, value: value)
    case ("boost", .number(let visits)):
      self = .boost(node, visits: Int(exactly: visits.rounded()) ?? 0)
    case ("note", .string(let text)): self = .note(node, text: text)
    default: return nil
    }
  }
}
