/// Why a line of a journal could not be used: where, what, and what was expected.
public struct JournalProblem: Error, Hashable, Sendable {
  /// The line, from 1; 0 where the line itself does not know.
  public var line: Int
  /// The byte in the line, from 1.
  public var column: Int
  /// What is wrong and what is accepted.
  ///
  /// May quote the file: untrusted text.
  public var reason: String

  /// Describes a problem.
  public init(line: Int = 0, column: Int = 1, reason: String) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// `12:40: no node 7`.
  public var words: String { "\(line):\(column): \(reason)" }
}
