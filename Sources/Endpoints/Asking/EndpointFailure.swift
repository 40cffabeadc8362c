/// Why a server gave no answer.
public struct EndpointFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Kind: Hashable, Sendable {
    /// The program cannot ask anybody: libcurl is missing.
    case noClient
    /// No such machine, or nobody listens there.
    case unreachable
    /// Its certificate is not trusted.
    case untrusted
    /// It took too long, or the connection was cut.
    case interrupted
    /// It is too busy, or broken.
    case busy
    /// It asks for a key, or for another one.
    case unauthorized
    /// What was paid for is used up.
    case quota
    /// It refuses the question.
    case refused
    /// The prompt is longer than the model can read.
    case tooLong
    /// It sends on to another address.
    case redirected
    /// What it says cannot be read.
    case malformed
    /// It lacks what is needed.
    case unable
    /// It was dropped.
    case cancelled
  }

  /// Which kind it is.
  public var kind: Kind
  /// What is wrong and what to do about it, in one line.
  ///
  /// Untrusted text: it may quote the server.
  public var reason: String
  /// The status of HTTP, if one came.
  public var status: Int?
  /// How often it was tried.
  public var tries: Int
  /// The highest number of alternatives that the server allows, where it refused more.
  public var mostAlternatives: Int?
  /// The size of the vocabulary, where the server said it in its refusal.
  public var vocabulary: Int?

  /// States a failure.
  public init(_ kind: Kind, _ reason: String, status: Int? = nil, tries: Int = 1) {
    self.kind = kind
    self.reason = reason
    self.status = status
    self.tries = tries
  }

  /// What is wrong, with how often it was tried.
  public var description: String { tries > 1 ? "\(reason) (tried \(tries) times)" : reason }
}
