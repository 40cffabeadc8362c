import Groundwork

/// What follows from what came back.
enum ReplyOutcome: Hashable, Sendable {
  /// A reply that can be used.
  case answered(EndpointReply)
  /// The same request is worth another try.
  case again(EndpointFailure, after: Double?)
  /// The server is loading its model: it is asked again, and that is no try.
  case loading(EndpointFailure)
  /// It cannot be used; one more try is worth it.
  case unusable(EndpointFailure)
  /// It would fail again.
  case failed(EndpointFailure)

  /// The longest that a server may ask to be left alone, in seconds.
  static let longestWait = 600.0

  /// Judges what came back.
  ///
  /// What can pass is tried again, what cannot is not, and a redirect is never followed: a key must not
  /// travel to another server.
  init(_ reply: HTTPReply, expecting expectation: EndpointRequest.Expectation) {
    guard reply.result == .done else {
      self = Self.ofTransfer(reply)
      return
    }
    guard reply.status == 200 else {
      self = Self.ofStatus(reply)
      return
    }
    do throws(ReplyError) {
      self = .answered(try EndpointReply(reply, expecting: expectation))
    } catch {
      self = .unusable(Self.unreadable(error, reply))
    }
  }

  /// What is said of a reply that cannot be used.
  static func unreadable(_ error: ReplyError, _ reply: HTTPReply) -> EndpointFailure {
    let quote =
      error == .otherTokens ? "" : "; the reply begins \"\(ServerMessage.excerpt(reply.body))\""
    return EndpointFailure(.malformed, error.words + quote, status: reply.status)
  }

  private static func ofTransfer(_ reply: HTTPReply) -> ReplyOutcome {
    let words = reply.message.map { " (\($0))" } ?? ""
    switch reply.result {
    case .done: return .failed(EndpointFailure(.malformed, "an unknown end of a request"))
    case .noAddress:
      return .failed(
        EndpointFailure(.unreachable, "the server's name has no address" + words))
    case .refused:
      return .again(
        EndpointFailure(
          .unreachable, "no connection" + words + "; is the server running there?"), after: nil)
    case .untrusted:
      return .failed(
        EndpointFailure(
          .untrusted,
          "the server's certificate is not trusted" + words
            + "; a file with its authority can be named"))
    case .timedOut:
      return .again(
        EndpointFailure(.interrupted, "the server was silent for too long" + words), after: nil)
    case .cut:
      return .again(
        EndpointFailure(.interrupted, "the connection was cut" + words), after: nil)
    case .tooLarge:
      return .failed(
        EndpointFailure(
          .malformed, "the reply is larger than \(HTTPClient.largestReply >> 20) MiB"))
    case .unusable:
      return .failed(
        EndpointFailure(.refused, "the address or the file of certificates cannot be used" + words))
    case .other:
      return .again(EndpointFailure(.interrupted, "the request failed" + words), after: nil)
    }
  }

  private static func ofStatus(_ reply: HTTPReply) -> ReplyOutcome {
    let status = reply.status
    if (300..<400).contains(status) {
      return .failed(
        EndpointFailure(
          .redirected,
          "the server sends on to another address (\(status)), which is never followed: a key must "
            + "not travel there; name the address itself", status: status))
    }
    let message = ServerMessage(reply.body)
    func failure(_ kind: EndpointFailure.Kind, _ words: String) -> EndpointFailure {
      var failure = EndpointFailure(kind, "\(words) (\(status)): \(message.text)", status: status)
      failure.mostAlternatives = message.mostAlternatives
      failure.vocabulary = message.vocabulary
      return failure
    }
    switch status {
    case 429 where message.isQuota:
      return .failed(failure(.quota, "nothing is left of what was paid for"))
    case 503 where message.isLoading:
      return .loading(failure(.busy, "the server is loading its model"))
    case 429, 500, 502, 503, 504, 529:
      if let wait = reply.retryAfter, wait > longestWait {
        return .failed(
          failure(.busy, "the server asks to be left alone for \(Int(wait)) s"))
      }
      return .again(
        failure(.busy, status == 429 ? "the server has too much to do" : "the server failed"),
        after: reply.retryAfter)
    case 401, 403:
      return .failed(
        failure(.unauthorized, "the server wants a key, or another one"))
    case 402: return .failed(failure(.quota, "the server wants to be paid"))
    case 400, 413, 422:
      if message.isTooLong {
        let numbers = message.tokens.map { ": \($0.prompt) tokens, \($0.limit) at most" } ?? ""
        return .failed(failure(.tooLong, "the prompt is longer than the model reads" + numbers))
      }
      return .failed(failure(.refused, "the server refuses the question"))
    case 404: return .failed(failure(.refused, "the server has no such thing"))
    default: return .failed(failure(.refused, "the server answers with a status of no use"))
    }
  }
}

extension EndpointReply {
  /// Reads a reply of status 200.
  ///
  /// - Throws: ``ReplyError``.
  init(_ reply: HTTPReply, expecting expectation: EndpointRequest.Expectation) throws(ReplyError) {
    if let kind = reply.contentType, !kind.contains("json") {
      throw .malformed("the reply is \(kind), not JSON")
    }
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(reading: reply.body, depthLimit: 64)
    } catch {
      throw .malformed("the reply is no JSON (byte \(error.offset): \(error.reason))")
    }
    let root = document.root
    // Some proxies put what went wrong into a reply that says that all is well.
    if root["choices"] == nil, root["error"] != nil {
      throw .malformed("the reply is an error: \(ServerMessage(reply.body).text)")
    }
    switch expectation {
    case .completion: self = .completion(try CompletionReply(root))
    case .tokens:
      guard let list = root["tokens"], list.content == .array else {
        throw .malformed("the reply has no tokens")
      }
      var numbers: [Int] = []
      for token in list.children {
        guard let number = token.count ?? token["id"]?.count else {
          throw .malformed("a token is no number")
        }
        numbers.append(number)
      }
      self = .tokens(numbers, longest: root["max_model_len"]?.count)
    case .json: self = .json(JSONValue(root))
    }
  }
}

extension JSONValue {
  /// The same value without its places.
  fileprivate init(_ node: JSONNode) {
    switch node.content {
    case .null: self = .null
    case .bool(let truth): self = .bool(truth)
    case .number(let number): self = .number(number)
    case .string(let text): self = .string(text)
    case .array: self = .array(node.children.map { JSONValue($0) })
    case .object:
      self = .object(node.children.map { Member($0.key ?? "", JSONValue($0)) })
    }
  }
}
