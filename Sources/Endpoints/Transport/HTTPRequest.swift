/// What is sent to a server.
struct HTTPRequest: Sendable {
  /// Where to, with what must be shown to nobody: user info and query.
  var url: String
  /// Lines as `Name: value`; one may hold a key.
  var headers: [String] = []
  /// What is posted; nil where something is only read.
  var body: [UInt8]?
  /// A file with the certificates that are trusted; nil for the system's.
  var certificates: String?
  /// How long is waited.
  var timeLimits = TimeLimits()
}

/// How long a server may take.
public struct TimeLimits: Hashable, Sendable {
  /// Until a connection stands, in seconds.
  public var connection: Double
  /// Until a reply begins, in seconds; a large model's first may take minutes.
  public var first: Double
  /// Between two pieces of a reply, in seconds.
  public var silence: Double

  /// States limits; each above 0.
  public init(connection: Double = 20, first: Double = 600, silence: Double = 60) {
    self.connection = connection
    self.first = first
    self.silence = silence
  }
}

/// How a transfer ended.
enum TransferResult: Hashable, Sendable {
  /// A whole reply came, with whatever status.
  case done
  /// The name of the server, or of a proxy, has no address.
  case noAddress
  /// Nobody listens there.
  case refused
  /// The certificate is not trusted, or there is no way to encrypt that both sides know.
  case untrusted
  /// Nothing came for too long.
  case timedOut
  /// The connection ended before the reply was whole.
  case cut
  /// The reply is larger than ``HTTPClient/largestReply``.
  case tooLarge
  /// The address, or the file of certificates, cannot be used.
  case unusable
  /// Anything else.
  case other
}

/// What came back.
struct HTTPReply: Sendable {
  /// How it ended.
  var result = TransferResult.done
  /// The status; 0 where none came.
  var status = 0
  /// The kind of content (`application/json`), without its parameters.
  ///
  /// Untrusted text.
  var contentType: String?
  /// How long the server asks to be left alone, in seconds.
  var retryAfter: Double?
  /// What it said.
  var body: [UInt8] = []
  /// Why the transfer failed, in the words of the library.
  ///
  /// Untrusted text.
  var message: String?

  /// Puts stars in the place of a secret wherever it stands.
  ///
  /// A server may quote the key that it refuses. What is shorter than ``shortestSecret`` is no secret but
  /// a word that stands in for one, and may well stand in a reply. O(n).
  mutating func hide(_ secret: String) {
    let bytes = Array(secret.utf8)
    guard bytes.count >= Self.shortestSecret else { return }
    body = Self.hidden(bytes, in: body)
    message = message.map {
      String(decoding: Self.hidden(bytes, in: Array($0.utf8)), as: UTF8.self)
    }
    contentType = contentType.map {
      String(decoding: Self.hidden(bytes, in: Array($0.utf8)), as: UTF8.self)
    }
  }

  /// The fewest bytes of a key that is kept out of texts.
  static let shortestSecret = 8

  private static func hidden(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= secret.count else { return bytes }
    var result = bytes
    var place = 0
    while place + secret.count <= result.count {
      if result[place] == secret[0], result[place...].starts(with: secret) {
        for index in place..<place + secret.count { result[index] = UInt8(ascii: "*") }
        place += secret.count
      } else {
        place += 1
      }
    }
    return result
  }
}
