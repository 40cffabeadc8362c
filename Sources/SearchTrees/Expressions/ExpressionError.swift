/// What is wrong with an expression, and where.
public struct ExpressionError: Error, Hashable, Sendable {
  /// The character that is at fault, from 1; one more than there are where something is missing at the end.
  public var column: Int
  /// What is wrong and what would fit, in one line without full stop.
  ///
  /// May quote what was typed: untrusted text.
  public var reason: String

  /// States what is wrong.
  public init(column: Int, reason: String) {
    self.column = column
    self.reason = reason
  }

  /// The place and the reason in one line.
  ///
  /// May quote what was typed: untrusted text.
  public var words: String { "column \(column): \(reason)" }
}
