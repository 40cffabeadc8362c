/// The lines that were typed, the newest last: commands with what was typed behind them.
///
/// One list serves the palette and every prompt, which sees the lines of its own command.
struct TypedHistory: Hashable, Sendable {
  /// So many are kept.
  static let most = 500

  /// The lines.
  ///
  /// Untrusted text: they come from a file.
  private(set) var lines: [String] = []

  /// Takes lines that were kept; control characters and what is too long for a prompt are left out.
  init(_ kept: [String] = []) {
    for line in kept { add(line) }
  }

  /// Adds a line, unless it says what the newest one says.
  @discardableResult
  mutating func add(_ line: String) -> Bool {
    let isPlain = line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard isPlain, !line.isEmpty, line.unicodeScalars.count <= 240, lines.last != line else {
      return false
    }
    // A line that is typed again is the newest.
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.most { lines.removeFirst() }
    return true
  }

  /// Returns what can be recalled where a prompt asks for the argument of a command, or for a command where
  /// that is nil; the oldest first.
  func recallable(for command: CommandName?) -> [String] {
    guard let command else { return lines }
    let beginning = command.rawValue + " "
    return lines.filter { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
  }
}
