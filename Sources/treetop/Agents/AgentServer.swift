import Groundwork

/// The Model Context Protocol over a search: what a client sends in, what it gets out.
///
/// It knows neither descriptors nor threads: a line comes in, lines go out.
struct AgentServer {
  private let tools: [AgentTool]
  private let search: AgentSearch
  private let send: (JSONValue) -> Void

  /// The versions of the protocol that are spoken, the newest first: what is used of them is the same.
  static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
  /// A longer line is refused, in bytes.
  static let longestLine = 1 << 20

  /// Makes a server; `send` takes each message to the client.
  ///
  /// Tools that change the search are there only where that is allowed.
  init(_ search: AgentSearch, maySteer: Bool, send: @escaping (JSONValue) -> Void) {
    self.search = search
    self.send = send
    tools = AgentTool.all.filter { maySteer || !$0.isSteering }
  }

  /// Takes a line from the client.
  func take(_ line: some Collection<UInt8>) {
    guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) else { return }
    switch AgentMessage.reading(line) {
    case .answer: return
    case .refused(let refusal, let id): send(AgentMessage.refusal(refusal, to: id))
    case .call(let message): carryOut(message)
    }
  }

  /// Says that a line was too long to be read.
  func refuseLongLine() {
    let reason = "a message is at most \(Self.longestLine >> 10) KiB"
    send(AgentMessage.refusal(.invalid(reason), to: .null))
  }

  private func carryOut(_ message: AgentMessage) {
    // A notification has no answer, whether it is known or not.
    guard let id = message.id else { return }
    do throws(AgentMessage.Refusal) {
      send(AgentMessage.answer(try result(of: message), to: id))
    } catch {
      send(AgentMessage.refusal(error, to: id))
    }
  }

  private func result(of message: AgentMessage) throws(AgentMessage.Refusal) -> JSONValue {
    switch message.method {
    case "initialize": greeting(message.parameters)
    case "ping": JSONValue([])
    case "tools/list": JSONValue([("tools", .array(tools.map(\.declaration)))])
    case "tools/call": try call(message.parameters)
    default: throw .noMethod(message.method)
    }
  }

  private func greeting(_ parameters: JSONNode?) -> JSONValue {
    let asked = parameters?["protocolVersion"]?.string
    let version = Self.versions.first { $0 == asked } ?? Self.versions[0]
    return JSONValue([
      ("protocolVersion", .string(version)),
      ("capabilities", JSONValue([("tools", JSONValue([("listChanged", .bool(false))]))])),
      (
        "serverInfo",
        JSONValue([
          ("name", .string("treetop")), ("title", .string("treetop: a tree search")),
          ("version", .string(TreetopCommand.number)),
        ])
      ),
      ("instructions", .string(instructions)),
    ])
  }

  /// Which tool answers which question, for the model that is to use them.
  private var instructions: String {
    let head = """
      A Monte Carlo tree search: its nodes with visits N, values Q, priors P and every term of their \
      scores. A node is named by the actions that lead to it, as left/key, or by # and its number, as #12; \
      without one the root is meant. What is not known is null, never 0.
      """
    let questions = tools.map { "- \($0.question) \($0.name)" }.joined(separator: "\n")
    let steering =
      tools.contains(where: \.isSteering)
      ? "The search may be steered; nothing is written to a file."
      : "The search can be looked at and not changed (treetop mcp --allow-steer allows it)."
    return "\(head)\n\(questions)\n\(steering)"
  }

  // MARK: - Tools

  private func call(_ parameters: JSONNode?) throws(AgentMessage.Refusal) -> JSONValue {
    guard let name = parameters?["name"]?.string else { throw .parameters("name is missing") }
    guard let tool = tools.first(where: { $0.name == name }) else {
      if AgentTool.all.contains(where: { $0.name == name }) {
        return Self.failure(
          "\(name) changes the search, which was not allowed: treetop mcp --allow-steer allows it")
      }
      let near = EditDistance.nearest(to: name, among: tools.map(\.name))
      throw .parameters(
        "there is no tool \(name)" + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    let token = parameters?["_meta"]?["progressToken"]
    search.tellProgress = progress(token)
    defer { search.tellProgress = nil }
    do throws(AgentFailure) {
      let arguments = try AgentArguments(parameters?["arguments"], of: tool)
      let answer = try tool.answer(search, arguments)
      let text = answer.text()
      guard text.utf8.count <= Self.longestLine else {
        throw AgentFailure(
          "the answer would be \(text.utf8.count >> 10) KiB, more than \(Self.longestLine >> 10); "
            + "ask for less, as by limit")
      }
      return JSONValue([
        ("content", .array([Self.text(text)])), ("structuredContent", answer),
        ("isError", .bool(false)),
      ])
    } catch {
      return Self.failure(error.reason)
    }
  }

  private func progress(_ token: JSONNode?) -> ((Double, String) -> Void)? {
    let value: JSONValue
    switch token?.content {
    case .string(let text): value = .string(text)
    case .number(let number): value = .number(number)
    default: return nil
    }
    return { [send] seconds, words in
      send(
        JSONValue([
          ("jsonrpc", .string("2.0")), ("method", .string("notifications/progress")),
          (
            "params",
            JSONValue([
              ("progressToken", value), ("progress", .number(seconds)),
              ("message", .string(words)),
            ])
          ),
        ]))
    }
  }

  private static func failure(_ reason: String) -> JSONValue {
    JSONValue([("content", .array([text(reason)])), ("isError", .bool(true))])
  }

  private static func text(_ text: String) -> JSONValue {
    JSONValue([("type", .string("text")), ("text", .string(text))])
  }
}
