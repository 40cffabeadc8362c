import Drawing

/// Why no terminal could be opened.
public enum TerminalError: Error, Hashable, Sendable {
  /// There is no terminal: a job without one, or all descriptors lead elsewhere.
  case noTerminal
  /// The terminal database does not know the name in `TERM`, or it is not set.
  case unknownTerminal(name: String)
  /// The terminal cannot place the cursor.
  case dumbTerminal(name: String)
  /// Something else failed.
  case cannotOpen(reason: String)
}

extension TerminalError: CustomStringConvertible {
  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .noTerminal:
      "no terminal to draw on; use --batch for plain text"
    case .unknownTerminal(""):
      "TERM is not set; try TERM=xterm-256color, or use --batch for plain text"
    case .unknownTerminal(let name):
      "unknown terminal \(quoted(name)); try TERM=xterm-256color, or use --batch for plain text"
    case .dumbTerminal(let name):
      "the terminal \(quoted(name)) cannot place the cursor; try TERM=xterm-256color, "
        + "or use --batch for plain text"
    case .cannotOpen(let reason):
      "cannot open the terminal (\(reason)); use --batch for plain text"
    }
  }

  /// Returns a name from the environment in a form that is safe to print.
  private func quoted(_ name: String) -> String {
    "\"\(SafeText(name, repertoire: .ascii, limit: 40).plain)\""
  }
}
