import Drawing
import Groundwork
import SearchTrees

/// The text of a settings file, and what is wrong with it.
///
/// A line is `NAME = VALUE`, `key KEYS = COMMAND` (`none` for a key that is to do nothing), `columns PRESET =
/// LIST`, empty, or a comment after `#`. A line that cannot be read changes nothing; the others hold.
public struct SettingsFile: Hashable, Sendable {
  /// A line that cannot be read.
  public struct Problem: Hashable, Sendable {
    /// Its number, from 1.
    public let line: Int
    /// What is wrong with it, and what is accepted.
    ///
    /// May hold untrusted text.
    public let reason: String
  }

  /// The text.
  public private(set) var text: String
  /// What it sets.
  public private(set) var settings = Settings()
  /// The lines that cannot be read, in order.
  public private(set) var problems: [Problem] = []

  /// Reads a text; O(its length).
  public init(_ text: String = "") {
    self.text = text
    for (index, line) in Self.lines(of: text).enumerated() {
      if let reason = read(line) { problems.append(Problem(line: index + 1, reason: reason)) }
    }
  }

  /// Puts a setting into the text: in its last line where it stands already, else in a new one at the end;
  /// all other lines stay as they are.
  public mutating func keep(_ name: Setting.Name, _ word: String) {
    keep(word) {
      Self.parts(of: $0)?.name == name.rawValue
    } orNew: {
      name.rawValue
    }
  }

  /// Puts the columns of a search into the text, in the same way; nil takes its lines out.
  mutating func keep(_ choices: [ColumnSettings.Choice]?, columnsOf key: String) {
    keep(choices.map { ColumnSettings.text($0) }) {
      Self.columns(of: $0)?.key == key
    } orNew: {
      "\(Self.columnsWord) \(key)"
    }
  }

  /// Puts a value into the last line of some, else into a new one at the end; nil takes all of them out.
  private mutating func keep(
    _ value: String?, _ isMeant: (String) -> Bool, orNew name: () -> String
  ) {
    var lines = Self.lines(of: text).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if let value {
      let new = "\(name()) = \(value)"
      if let index = lines.lastIndex(where: isMeant) {
        lines[index] = new
      } else {
        lines.append(new)
      }
    } else {
      lines.removeAll(where: isMeant)
    }
    self = SettingsFile(lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n")
  }

  /// Puts what differs from what the file says into it; returns what that was, in a word each.
  public mutating func keep(_ settings: Settings) -> [String] {
    var kept: [String] = []
    for name in Setting.Name.allCases {
      guard let value = settings.given[name], value != self.settings[name] else { continue }
      keep(name, value)
      kept.append(name.rawValue)
    }
    let (old, new) = (self.settings.columns.choices, settings.columns.choices)
    for key in Set(old.keys).union(new.keys).sorted()
    where old[key] != new[key] && ColumnSettings.isNamed(key) {
      keep(new[key], columnsOf: key)
      kept.append("\(Self.columnsWord) of \(key)")
    }
    return kept
  }

  /// Returns a file with every setting and the key of every command, as they are now.
  public static func listing(_ settings: Settings) -> String {
    var lines = ["# Settings of treetop. A line sets one thing; # begins a comment.", ""]
    for setting in Setting.all {
      lines.append("# \(setting.help)")
      lines.append("# accepted: \(setting.accepted)")
      if let value = settings[setting.name] {
        lines.append("\(setting.name.rawValue) = \(value)")
      } else {
        lines.append("# \(setting.name.rawValue) =")
      }
      lines.append("")
    }
    lines.append("# Keys: key KEYS = COMMAND, or none. These are in force:")
    let map = KeyMap(settings.bindings)
    for command in CommandTable.commands {
      for keys in map.keys(of: command.name) where !isFixed(keys) {
        lines.append("key \(keys) = \(command.name.rawValue)")
      }
    }
    lines.append("")
    lines.append(
      "# Columns of the tree by preset, as in: columns uct = N, Q:+2, score:shade, Q - P")
    for (key, choices) in settings.columns.choices.sorted(by: { $0.key < $1.key })
    where ColumnSettings.isNamed(key) {
      lines.append("\(columnsWord) \(key) = \(ColumnSettings.text(choices))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Lines

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The two sides of a line; nil where it has none.
  private static func parts(of line: some StringProtocol) -> (name: String, value: String)? {
    let line = trimmed(line)
    // A key may be the sign itself, and no command's name holds it: the last one parts.
    guard !line.hasPrefix("#"), let sign = line.lastIndex(of: "=") else { return nil }
    return (trimmed(line[..<sign]), trimmed(line[line.index(after: sign)...]))
  }

  /// The word before the preset whose columns a line has.
  private static let columnsWord = "columns"

  /// The preset and the columns of a line; nil where it is about something else.
  private static func columns(of line: some StringProtocol) -> (key: String, value: String)? {
    let line = trimmed(line)
    guard line.hasPrefix(columnsWord + " "), let sign = line.firstIndex(of: "=") else { return nil }
    let key = trimmed(line[..<sign].dropFirst(columnsWord.count))
    return key.isEmpty ? nil : (key, trimmed(line[line.index(after: sign)...]))
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let rest = text.drop(while: \.isWhitespace)
    return String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Reads a line; returns why it cannot be read, if it cannot.
  private mutating func read(_ line: Substring) -> String? {
    let whole = Self.trimmed(line)
    if whole.isEmpty || whole.hasPrefix("#") { return nil }
    if let (key, list) = Self.columns(of: line) {
      do throws(ExpressionError) {
        settings.columns.choices[key] = try ColumnSettings.choices(list)
      } catch {
        return "columns: \(error.words)"
      }
      return nil
    }
    guard let (name, value) = Self.parts(of: line), !name.isEmpty else {
      return "expected NAME = VALUE, key KEYS = COMMAND or columns PRESET = LIST"
    }
    if name == "key" || name.hasPrefix("key ") {
      return bind(Self.trimmed(name.dropFirst(3)), to: value)
    }
    guard let name = Setting.Name(rawValue: name) else { return Settings.unknown(name) }
    return settings.set(name, to: value)
  }

  /// Whether keys mean the same always, whatever is bound.
  private static func isFixed(_ keys: String) -> Bool {
    let names = keys.split(separator: " ")
    return names.contains("^C") || names == ["Esc"]
  }

  private mutating func bind(_ keys: String, to word: String) -> String? {
    let names = keys.split(separator: " ").map(String.init)
    guard !names.isEmpty else { return "key takes keys, as in key g x = goto-note" }
    for name in names where Key(notation: name) == nil {
      return "\"\(name)\" is no key: a character, or as in ^D, Space, Enter, F5, S-Tab, Alt-x"
    }
    if let first = names.first, ("1"..."9").contains(first) {
      return "\(keys) begins with a digit, which is a count"
    }
    if Self.isFixed(names.joined(separator: " ")) {
      return "\(keys) always means the same and cannot be bound"
    }
    guard word != "none" else {
      settings.bind(KeyBinding(names.joined(separator: " "), to: nil))
      return nil
    }
    guard let command = CommandName(rawValue: word) else {
      let all = CommandName.allCases.map(\.rawValue)
      let near = EditDistance.nearest(to: word, among: all).map { "did you mean \($0)?" }
      return "no command is called \"\(word)\"; " + (near ?? "? lists them")
    }
    settings.bind(KeyBinding(names.joined(separator: " "), to: command))
    return nil
  }
}
