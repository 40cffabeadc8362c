public import Groundwork
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
  /// - Parameters:
  ///   - branch: the number of the branch that the command is meant for, so that a program which is on
  ///     another one can refuse it; nil where it is for the program as a whole.
  ///   - journalID: tells the id that the journal gave to a node.
  public mutating func line(
    for command: SearchCommand, branch: Int? = nil, journalID: (NodeID) -> UInt64?
  ) -> String? {
    guard let (name, keys) = ProgramCommands.parts(of: command, journalID) else { return nil }
    lastID += 1
    given[lastID] = name
    var text = JournalOutput()
    text.value(
      .object(
        [.init("command", .string(name)), .init("id", Self.number(lastID))] + keys
          + (branch.map { [.init("branch", Self.number($0))] } ?? [])))
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Returns the name of the command that a `reply` answers, until its notice was taken.
  public func name(of reply: JSONValue) -> String? {
    reply["to"]?.integer.flatMap { given[$0] }
  }

  /// Returns what a `reply` has to say to a person; nil where all is well.
  ///
  /// The text may hold untrusted text.
  public mutating func notice(for reply: JSONValue) -> String? {
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

  private typealias Keys = [JSONValue.Member]

  private static func parts(
    of command: SearchCommand, _ journalID: (NodeID) -> UInt64?
  ) -> (name: String, keys: Keys)? {
    switch command {
    case .run: ("run", [])
    case .runUntil(.iterations(let count)): ("run", [.init("count", number(count))])
    case .pause: ("pause", [])
    case .step(let count): ("step", steps(count, by: "iteration"))
    case .stepPhase(let count): ("step", steps(count, by: "phase"))
    case .back(let count): ("back", steps(count, by: "iteration"))
    case .backPhase(let count): ("back", steps(count, by: "phase"))
    case .branch(let target, let name):
      journalID(target).map { id in
        ("branch", [node(id)] + (name.map { [.init("name", .string($0))] } ?? []))
      }
    case .edit(let edit): parts(of: edit, journalID)
    case .runUntil, .pace, .switchBranch, .undoEdit, .redoEdit, .restart, .restartWith, .goTo,
      .goToIteration, .goToChange, .mark, .save, .cancelSave, .export,
      .breakpoints, .ask:
      nil
    }
  }

  private static func steps(_ count: Int, by unit: String) -> Keys {
    [.init("count", number(count)), .init("by", .string(unit))]
  }

  private static func parts(
    of edit: TreeEdit, _ journalID: (NodeID) -> UInt64?
  ) -> (name: String, keys: Keys)? {
    switch edit {
    case .parameter(let name, let value):
      return finite(value).map { number in
        ("parameters", [.init("parameters", .object([.init(name, number)]))])
      }
    case .boost(let target, let visits):
      return journalID(target).map { id in
        ("boost", [node(id), .init("visits", number(visits))])
      }
    case .ban(let node): return setting(journalID(node), "banned", .bool(true))
    case .allow(let node): return setting(journalID(node), "banned", .bool(false))
    case .banGrowth(let node): return setting(journalID(node), "growth_banned", .bool(true))
    case .allowGrowth(let node): return setting(journalID(node), "growth_banned", .bool(false))
    case .pin(let node, nil): return setting(journalID(node), "pinned", .null)
    case .pin(let node, let value?):
      return finite(value).flatMap { setting(journalID(node), "pinned", $0) }
    case .prior(let node, let value):
      return finite(value).flatMap { setting(journalID(node), "prior", $0) }
    case .note(let node, let text): return setting(journalID(node), "note", .string(text))
    }
  }

  private static func setting(
    _ id: UInt64?, _ key: String, _ value: JSONValue
  ) -> (name: String, keys: Keys)? {
    id.map { ("set", [node($0), .init("set", .object([.init(key, value)]))]) }
  }

  private static func node(_ id: UInt64) -> JSONValue.Member {
    .init("node", .id(id))
  }

  private static func number(_ count: Int) -> JSONValue { .number(Double(count)) }

  private static func finite(_ value: Double) -> JSONValue? {
    value.isFinite ? .number(value) : nil
  }
}
