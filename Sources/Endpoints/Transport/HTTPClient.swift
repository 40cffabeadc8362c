import CHTTP
import Glibc

/// Requests over HTTP, many at once, by libcurl.
///
/// It belongs to the thread that made it; ``wake()`` alone may be called from others.
@safe
final class HTTPClient: @unchecked Sendable {
  // Sendable: all but `wake` is called by the thread that made it.
  private let client: OpaquePointer

  /// The most bytes of a reply.
  static let largestReply = 32 << 20

  /// Why there can be no client, and what to do; nil where there can.
  ///
  /// The first call opens libcurl: some ten milliseconds.
  static var problem: String? { unsafe treetop_http_problem().map { unsafe String(cString: $0) } }

  /// Makes a client for this thread; nil where there is no libcurl.
  init?() {
    guard let client = unsafe treetop_http_open() else { return nil }
    unsafe self.client = client
  }

  deinit { unsafe treetop_http_close(client) }

  /// Starts a request and returns its number; nil where its address or its certificates cannot be used.
  func start(_ request: HTTPRequest) -> UInt64? {
    var lines = unsafe request.headers.map { unsafe UnsafePointer(strdup($0)) }
    let count = request.headers.count
    defer {
      for index in 0..<count { unsafe free(UnsafeMutablePointer(mutating: lines[index])) }
    }
    let limits = request.timeLimits
    let id = unsafe request.url.withCString { url in
      unsafe withText(request.certificates) { certificates in
        unsafe lines.withUnsafeMutableBufferPointer { headers in
          unsafe (request.body ?? []).withUnsafeBufferPointer { body in
            // An empty body is one too.
            var empty: UInt8 = 0
            return unsafe withUnsafePointer(to: &empty) { nothing in
              var asked = unsafe treetop_http_request()
              unsafe asked.url = url
              unsafe asked.body = request.body == nil ? nil : body.baseAddress ?? nothing
              unsafe asked.body_count = body.count
              unsafe asked.headers = UnsafePointer(headers.baseAddress)
              unsafe asked.header_count = count
              unsafe asked.ca_file = certificates
              unsafe asked.connect_ms = Self.milliseconds(limits.connection)
              unsafe asked.first_ms = Self.milliseconds(limits.first)
              unsafe asked.silence_ms = Self.milliseconds(limits.silence)
              unsafe asked.largest = Self.largestReply
              return unsafe treetop_http_start(client, &asked)
            }
          }
        }
      }
    }
    return id == 0 ? nil : id
  }

  /// Drops a request and closes its connection.
  func cancel(_ id: UInt64) { unsafe treetop_http_cancel(client, id) }

  /// Waits for at most some seconds until something comes or ``wake()`` is called.
  func wait(seconds: Double) {
    unsafe treetop_http_wait(client, Int32(Self.milliseconds(min(seconds, 3600))))
  }

  /// Ends the wait; from any thread.
  func wake() { unsafe treetop_http_wake(client) }

  /// Takes a reply that has come; nil where there is none.
  func next() -> (id: UInt64, reply: HTTPReply)? {
    var raw = unsafe treetop_http_reply()
    guard unsafe treetop_http_next(client, &raw) else { return nil }
    defer { unsafe treetop_http_release(&raw) }
    var reply = HTTPReply()
    reply.result = Self.result(unsafe raw.result)
    reply.status = unsafe Int(raw.status)
    reply.contentType = unsafe raw.content_type.map { unsafe Self.kind(String(cString: $0)) }
    reply.retryAfter = unsafe raw.retry_after < 0 ? nil : Double(raw.retry_after)
    reply.message = unsafe raw.message.map { unsafe String(cString: $0) }
    if let body = unsafe raw.body {
      reply.body = unsafe Array(UnsafeBufferPointer(start: body, count: raw.body_count))
    }
    return unsafe (raw.id, reply)
  }

  /// How long a running request has been silent, in seconds; nil where it does not run.
  func silence(of id: UInt64) -> Double? {
    let milliseconds = unsafe treetop_http_silence(client, id)
    return milliseconds < 0 ? nil : Double(milliseconds) / 1000
  }

  private static func milliseconds(_ seconds: Double) -> Int {
    Int((max(0, min(seconds, 1e6)) * 1000).rounded(.up))
  }

  /// The kind of content without `; charset=utf-8`, in small letters.
  private static func kind(_ text: String) -> String {
    String(text.prefix { $0 != ";" && $0 != " " }).lowercased()
  }

  private static func result(_ code: Int32) -> TransferResult {
    switch UInt32(bitPattern: code) {
    case TREETOP_HTTP_DONE.rawValue: .done
    case TREETOP_HTTP_NO_ADDRESS.rawValue: .noAddress
    case TREETOP_HTTP_REFUSED.rawValue: .refused
    case TREETOP_HTTP_UNTRUSTED.rawValue: .untrusted
    case TREETOP_HTTP_TIMED_OUT.rawValue: .timedOut
    case TREETOP_HTTP_CUT.rawValue: .cut
    case TREETOP_HTTP_TOO_LARGE.rawValue: .tooLarge
    case TREETOP_HTTP_UNUSABLE.rawValue: .unusable
    default: .other
    }
  }
}

/// Runs `body` with a text as C has it, or with nothing.
private func withText<Result>(
  _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
  guard let text else { return body(nil) }
  return unsafe text.withCString { unsafe body($0) }
}
