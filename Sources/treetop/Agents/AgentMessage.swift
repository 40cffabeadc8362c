import Groundwork

/// A message of JSON-RPC 2.0, as a client of the Model Context Protocol sends one on a line of its own.
struct AgentMessage {
  /// The number or text by which an answer is told apart; nil for a notification, which has no answer.
  var id: JSONValue?
  /// What is asked for (`tools/call`).
  ///
  /// Untrusted text.
  var method: String
  /// What is said with it, an object or an array; nil where nothing is.
  var parameters: JSONNode?

  /// Why a message is not carried out, by the codes of JSON-RPC.
  struct Refusal: Error {
    var code: Int
    /// One line; may quote what was sent: untrusted text.
    var reason: String

    static func unreadable(_ reason: String) -> Refusal { Refusal(code: -32700, reason: reason) }
    static func invalid(_ reason: String) -> Refusal { Refusal(code: -32600, reason: reason) }
    static func noMethod(_ name: String) -> Refusal {
      Refusal(code: -32601, reason: "there is no method \(name)")
    }
    static func parameters(_ reason: String) -> Refusal { Refusal(code: -32602, reason: reason) }
  }

  /// What a line holds.
  enum Reading {
    case call(AgentMessage)
    /// An answer to something that nobody here asked.
    case answer
    case refused(Refusal, id: JSONValue)
  }

  /// Reads a line.
  ///
  /// O(bytes).
  static func reading(_ line: some Sequence<UInt8>) -> Reading {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONDocument(reading: line, depthLimit: 64).root
    } catch {
      return .refused(.unreadable("column \(error.column): \(error.reason)"), id: .null)
    }
    guard case .object = root.content else {
      return .refused(.invalid("a message is one object on a line"), id: .null)
    }
    let id: JSONValue?
    switch root["id"]?.content {
    case .number(let number): id = .number(number)
    case .string(let text): id = .string(text)
    case nil: id = nil
    default: return .refused(.invalid("an id is a number or a text"), id: .null)
    }
    guard let method = root["method"] else {
      let isAnswer = root["result"] != nil || root["error"] != nil
      return isAnswer ? .answer : .refused(.invalid("method is missing"), id: id ?? .null)
    }
    guard root["jsonrpc"]?.string == "2.0" else {
      return .refused(.invalid("jsonrpc must be \"2.0\""), id: id ?? .null)
    }
    guard let name = method.string else {
      return .refused(.invalid("method must be a text"), id: id ?? .null)
    }
    return .call(AgentMessage(id: id, method: name, parameters: root["params"]))
  }

  /// The line of an answer.
  static func answer(_ result: JSONValue, to id: JSONValue) -> JSONValue {
    JSONValue([("jsonrpc", .string("2.0")), ("id", id), ("result", result)])
  }

  /// The line that says why there is none.
  static func refusal(_ refusal: Refusal, to id: JSONValue) -> JSONValue {
    JSONValue([
      ("jsonrpc", .string("2.0")), ("id", id),
      (
        "error",
        JSONValue([("code", .integer(refusal.code)), ("message", .string(refusal.reason))])
      ),
    ])
  }
}
