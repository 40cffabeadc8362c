/// What is wrong with a lesson, and where.
public struct LessonFault: Error, Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable {
    /// The lesson cannot be given so.
    case error
    /// It can, but a student may be misled or overburdened.
    case warning
  }

  /// The line of the file, from 1.
  public var line: Int
  /// The character of the line, from 1; nil where the whole line is meant.
  public var column: Int?
  /// How much it matters.
  public var severity: Severity
  /// What is wrong and what was expected, in one line without full stop.
  ///
  /// May quote the file: untrusted text.
  public var message: String

  /// States what is wrong.
  public init(
    _ line: Int, _ message: String, column: Int? = nil, severity: Severity = .error
  ) {
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
  }

  /// The line for a person: `FILE:LINE: error: what; what was expected`.
  ///
  /// Untrusted text.
  public func text(in file: String) -> String {
    let place = column.map { "column \($0): " } ?? ""
    return "\(file):\(line): \(severity.rawValue): \(place)\(message)"
  }
}
