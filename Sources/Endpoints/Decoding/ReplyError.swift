/// Why a reply of status 200 is of no use.
public enum ReplyError: Error, Hashable, Sendable {
  /// It is not JSON, or not the JSON that was expected.
  ///
  /// Untrusted text.
  case malformed(String)
  /// It holds no log-probabilities.
  case noLogProbabilities
  /// The server wrote other tokens than those it was made to write.
  case otherTokens

  /// What is wrong, in one line.
  ///
  /// Untrusted text.
  public var words: String {
    switch self {
    case .malformed(let reason): reason
    case .noLogProbabilities: "the reply has no log-probabilities"
    case .otherTokens: "the server wrote other tokens than those it was told to"
    }
  }
}
