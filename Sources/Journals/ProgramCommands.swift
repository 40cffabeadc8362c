public import SearchTrees

/// Commands for another program as lines of JSON, and what its replies say.
public struct ProgramCommands: Sendable {
  private var lastID = 0
  private var given: [Int: String] = [:]

  /// Begins; the first command gets the id 1.
  public init() {}

  /// How many commands have not been answered yet.
  public var unansweredCount: Int { given.count }

  /// Returns the line that gives a command, without its newline; nil where the protocol has no such
  /// command, or a node of it is not in the journal.
  ///
  /// - Parameter journalID: tells the id that the journal gave to a node.
  public mutating func line(
    for command: SearchCommand, journalID: (NodeID) -> UInt64?
  ) -> String? {
    guard let (name, keys) = ProgramCommands.parts(of: command, journalID) else { return nil }
    lastID += 1
    given[lastID] = name
    let all = [("command", CommandText.quoted(name)), ("id", "\(lastID)")] + keys
    return CommandText.object(all)
  }

  /// Returns the name of the command that a `reply` answers, until its notice was taken.
  public func name(of reply: JournalValue) -> String? {
    reply["to"]?.integer.flatMap { given[$0] }
  }

  /// Returns what a `reply` has to say to a person; nil where all is well.
  ///
  /// The text may hold untrusted text.
  public mutating func notice(for reply: JournalValue) -> String? {
    guard let id = reply["to"]?.integer, let name = given.removeValue(forKey: id) else {
      let id = reply["to"]?.integer.map { "\($0)" } ?? "no number"
      return "the program answered a command that it was not given (\(id))"
    }
    if reply["ok"]?.bool == true { return nil }
    let reason = reply["error"]?.string ?? "it gave no reason"
    let field = reply["field"]?.string.map { " (\($0))" } ?? ""
    return "the program refused \"\(name)\": \(reason)\(field)"
  }

  // MARK: - The table of commands

  private typealias Keys = [(String, String)]

  private static func parts(
    of command: SearchCommand, _ journalID: (NodeID) -> UInt64?
  ) -> (name: String, keys: Keys)? {
    switch command {
    case .run: ("run", [])
    case .runUntil(.iterations(let count)): ("run", [("count", "\(count)")])
    case .pause: ("pause", [])
    case .step(let count): ("step", steps(count, by: "iteration"))
    case .stepPhase(let count): ("step", steps(count, by: "phase"))
    case .back(let count): ("back", steps(count, by: "iteration"))
    case .backPhase(let count): ("back", steps(count, by: "phase"))
    case .branch(let node, let name):
      journalID(node).map { id in
        ("branch", [("node", "\(id)")] + (name.map { [("name", CommandText.quoted($0))] } ?? []))
      }
    case .edit(let edit): parts(of: edit, journalID)
    case .runUntil, .pace, .switchBranch, .undoEdit, .restart, .goTo, .goToIteration,
      .goToChange, .mark, .save:
      nil
    }
  }

  private static func steps(_ count: Int, by unit: String) -> Keys {
    [("count", "\(count)"), ("by", CommandText.quoted(unit))]
  }

  private static func parts(
    of edit: TreeEdit, _ journalID: (NodeID) -> UInt64?
  ) -> (name: String, keys: Keys)? {
    switch edit {
    case .parameter(let name, let value):
      return CommandText.number(value).map { number in
        ("parameters", [("parameters", CommandText.object([(name, number)]))])
      }
    case .boost(let node, let visits):
      return journalID(node).map { id in
        ("boost", [("node", "\(id)"), ("visits", "\(visits)")])
      }
    case .ban(let node): return setting(journalID(node), [("banned", "true")])
    case .allow(let node): return setting(journalID(node), [("banned", "false")])
    case .pin(let node, nil): return setting(journalID(node), [("pinned", "null")])
    case .pin(let node, let value?):
      return CommandText.number(value).flatMap { setting(journalID(node), [("pinned", $0)]) }
    case .prior(let node, let value):
      return CommandText.number(value).flatMap { setting(journalID(node), [("prior", $0)]) }
    case .note(let node, let text):
      return setting(journalID(node), [("note", CommandText.quoted(text))])
    }
  }

  private static func setting(_ id: UInt64?, _ set: Keys) -> (name: String, keys: Keys)? {
    id.map { ("set", [("node", "\($0)"), ("set", CommandText.object(set))]) }
  }
}
