/// Why a problem could not be made from what a person wrote: what was wrong, where, and what is
/// accepted.
public struct ProblemError: Error, Hashable, Sendable {
  /// The argument or file that is wrong (`connect-four:99`, `blocks.pddl`).
  public var source: String
  /// The line in a file, from 1, if there is one.
  public var line: Int?
  /// The column in that line, from 1, if it is known.
  public var column: Int?
  /// What is wrong and what is accepted, in one line.
  public var reason: String

  /// Makes an error.
  public init(source: String, line: Int? = nil, column: Int? = nil, reason: String) {
    self.source = source
    self.line = line
    self.column = column
    self.reason = reason
  }
}
