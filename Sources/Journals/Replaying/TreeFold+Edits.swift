import Groundwork
import SearchTrees

extension TreeFold {
  /// Applies an `edit` event, the one that was looked at last.
  ///
  /// - Throws: a problem without line number, if the edit says something impossible; nothing has
  ///   changed then.
  mutating func applyEdit(_ value: JSONValue, of id: UInt64?) throws(JournalProblem) {
    do throws(JournalProblem) {
      try makeEdit(value, of: id)
    } catch {
      takeBackEdits()
      throw error
    }
  }

  private mutating func makeEdit(_ value: JSONValue, of id: UInt64?) throws(JournalProblem) {
    let event = position
    let author = value["by"]?.string ?? "user"
    guard let changes = value["set"]?.members else {
      throw JournalProblem(reason: "an edit needs \"set\": {...}")
    }
    var node: NodeID?
    if let id {
      node = names.node(id)
      guard node != nil else { throw JournalProblem(reason: "no node \(id)") }
    }
    for change in changes {
      var change = change
      if change.key == "pinned", change.value.bool == true, let given = value["set"]?["value"] {
        change.value = given
      }
      guard let edit = try apply(change, to: node, event) else { continue }
      happenings.append(
        (
          event,
          SearchSummary.Event(
            iteration: iterationNumber,
            change: .edited(edit, by: author == "user" ? .user : .rule(author)))
        ))
    }
  }

  private mutating func apply(
    _ change: JSONValue.Member, to node: NodeID?, _ event: Int
  ) throws(JournalProblem) -> TreeEdit? {
    if change.key == "parameters" {
      for member in change.value.members ?? [] {
        guard let number = member.value.number else { continue }
        parameters.append((event, NamedNumber(member.key, number)))
        happenings.append(
          (
            event,
            SearchSummary.Event(
              iteration: iterationNumber,
              change: .edited(.parameter(name: member.key, value: number), by: .user))
          ))
      }
      return nil
    }
    guard let node else { return nil }
    if let edit = TreeEdit(change, of: node) {
      try make(edit, of: node, event)
      return edit
    }
    switch (change.key, change.value) {
    case ("proven", .number(let number)):
      keep(node, event)
      turn(.proven, of: node, to: true)
      setExactValue(try Self.float(number), of: node)
    case ("closed", .bool(let isClosed)):
      keep(node, event)
      turn(.closed, of: node, to: isClosed)
    case ("retired", .bool(let isRetired)):
      keep(node, event)
      turn(.retired, of: node, to: isRetired)
    case ("unentered", .bool(let isUnentered)):
      keep(node, event)
      turn(.unentered, of: node, to: isUnentered)
    case ("terminal", .bool(let isTerminal)):
      keep(node, event)
      turn(.terminal, of: node, to: isTerminal)
      noteEnd(node)
    default: break
    }
    return nil
  }

  /// Makes an edit of the kinds that a person makes.
  private mutating func make(
    _ edit: TreeEdit, of node: NodeID, _ event: Int
  ) throws(JournalProblem) {
    switch edit {
    case .ban, .allow:
      keep(node, event)
      turn(.banned, of: node, to: edit == .ban(node))
      tree.reconsiderEnds()
    case .banGrowth, .allowGrowth:
      keep(node, event)
      turn(.growthBanned, of: node, to: edit == .banGrowth(node))
    case .pin(_, let number?):
      keep(node, event)
      turn(.pinned, of: node, to: true)
      setExactValue(try Self.float(number), of: node)
    case .pin(_, nil):
      keep(node, event)
      turn(.pinned, of: node, to: false)
    case .prior(_, let number):
      guard number >= edge.least ?? -.infinity else {
        throw JournalProblem(reason: "prior \(number): a number of at least 0 is accepted")
      }
      keepPriors()
      keep(node, event)
      turn(.priorEdited, of: node, to: true)
      tree.priors[node.index] = try Self.float(number)
      tree.reconsiderEnds()
    case .note(_, let text): notes.append((event, node, text))
    case .boost, .parameter: break
    }
  }

  private mutating func turn(_ flag: NodeFlags, of node: NodeID, to isOn: Bool) {
    if isOn {
      tree.nodes[node.index].flags.insert(flag)
    } else {
      tree.nodes[node.index].flags.remove(flag)
    }
  }

  private static func float(_ number: Double) throws(JournalProblem) -> Float {
    let value = Float(number)
    guard value.isFinite else { throw JournalProblem(reason: "\(number) is beyond all values") }
    return value
  }
}
