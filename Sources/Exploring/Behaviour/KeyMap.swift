public import Drawing

/// Which keys lead to which command: those of the table, and those that a person has bound.
public struct KeyMap: Hashable, Sendable {
  /// The keys of the table.
  public static let usual = KeyMap([])

  /// Every key sequence with the command that it leads to.
  public private(set) var bindings: [[Key]: Command] = [:]
  /// The keys that begin a longer sequence.
  public private(set) var prefixes: Set<[Key]> = []
  /// The commands with the key of each as the footer writes it, in the order of the table; without a key
  /// those that have none left.
  private(set) var footer: [(name: CommandName, key: String, hint: String?)] = []

  /// What a person has bound; all else follows from it.
  private let own: [KeyBinding]
  /// Every key sequence with the command that it leads to, in the order of the table.
  private var sequences: [(keys: [Key], command: Command)] = []
  private var notations: [CommandName: [String]] = [:]

  /// Makes the keys of the table and those that are bound beside them or in their place.
  ///
  /// A sequence that is the beginning of a longer one, or the other way round, cannot be typed beside it:
  /// what a person binds wins over what is in the table, a later one over an earlier.
  public init(_ own: [KeyBinding]) {
    self.own = own
    var rows = CommandTable.commands.flatMap { command in
      command.keys.map { (keys: Self.keys(of: $0), notation: $0, command: command) }
    }
    for binding in own {
      let keys = Self.keys(of: binding.keys)
      rows.removeAll { $0.keys.starts(with: keys) || keys.starts(with: $0.keys) }
      if let name = binding.command, let command = CommandTable.command(name) {
        // The key that somebody chose is the one that is shown first.
        let place = rows.firstIndex { $0.command.name == name } ?? rows.endIndex
        rows.insert((keys, binding.keys, command), at: place)
      }
    }
    sequences = rows.map { ($0.keys, $0.command) }
    bindings = Dictionary(rows.map { ($0.keys, $0.command) }, uniquingKeysWith: { $1 })
    prefixes = Set(
      rows.flatMap { row in (1..<max(1, row.keys.count)).map { Array(row.keys.prefix($0)) } })
    for row in rows { notations[row.command.name, default: []].append(row.notation) }
    footer = CommandTable.commands.compactMap { command in
      guard let key = notations[command.name]?.first else { return nil }
      return (command.name, key.replacing(" ", with: ""), command.hint)
    }
  }

  /// Returns whether the same keys were bound to the same commands.
  public static func == (first: KeyMap, second: KeyMap) -> Bool { first.own == second.own }
  /// Adds what was bound.
  public func hash(into hasher: inout Hasher) { hasher.combine(own) }

  /// Returns the keys of a command in the notation of the help page, the first one to be shown first.
  public func keys(of name: CommandName) -> [String] { notations[name] ?? [] }

  /// Returns the commands that a prefix leads to, in the order of the table.
  public func continuations(of prefix: [Key]) -> [(key: Key, command: Command)] {
    sequences.filter { $0.keys.count == prefix.count + 1 && $0.keys.starts(with: prefix) }
      .map { ($0.keys[prefix.count], $0.command) }
  }

  private static func keys(of notation: String) -> [Key] {
    notation.split(separator: " ").compactMap { Key(notation: String($0)) }
  }
}
