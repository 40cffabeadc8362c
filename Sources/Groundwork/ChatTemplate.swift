/// What an instruct model's chat template puts around the message of a user, up to where the model's own
/// answer begins.
///
/// Untrusted text: a server said it.
public struct ChatTemplate: Hashable, Sendable {
  /// What stands before the message.
  public var before: String
  /// What stands behind it, before the answer.
  public var after: String

  /// States what stands around a message.
  public init(before: String, after: String) {
    self.before = before
    self.after = after
  }

  /// A message as the model reads it.
  ///
  /// White space at both ends of the message is dropped, as most templates do.
  public func text(of message: String) -> String {
    var letters = Substring(message)
    while letters.first?.isWhitespace == true { letters.removeFirst() }
    while letters.last?.isWhitespace == true { letters.removeLast() }
    return before + letters + after
  }
}
