import Groundwork
import SearchTrees

/// The `endpoint` event: how a server of language models was made to say the numbers of a recording.
extension ModelServer {
  /// Reads an event; what it does not say is unknown.
  init(_ event: JSONValue) {
    self.init(
      event["name"]?.string ?? "", at: event["url"]?.string ?? "",
      server: event["server"]?.string ?? "", model: event["model"]?.string,
      way: event["way"]?.string ?? "", alternatives: event["k"]?.integer ?? 0,
      vocabulary: event["vocabulary"]?.integer, parameters: event["parameters"]?.integer)
    if let template = event["template"] {
      self.template = ChatTemplate(
        before: template["before"]?.string ?? "", after: template["after"]?.string ?? "")
    }
    isEmbedded = event["embedded"]?.bool ?? false
    if let input = Self.amount(event["price_in"]), let output = Self.amount(event["price_out"]) {
      price = TokenPrice(input: input, output: output)
    }
    if let said = event["handshake"], said.members != nil { handshake = Work(said) }
  }

  private static func amount(_ value: JSONValue?) -> Double? {
    value?.number.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  /// The event.
  var value: JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", .string("endpoint")), .init("name", .string(name)),
      .init("server", .string(server)),
    ]
    if let model { members.append(.init("model", .string(model))) }
    members += [
      .init("way", .string(way)), .init("k", .number(Double(alternatives))),
    ]
    if let vocabulary { members.append(.init("vocabulary", .number(Double(vocabulary)))) }
    if let parameters { members.append(.init("parameters", .number(Double(parameters)))) }
    if let template {
      members.append(
        .init(
          "template",
          JSONValue([("before", .string(template.before)), ("after", .string(template.after))])))
    }
    if isEmbedded { members.append(.init("embedded", .bool(true))) }
    if let price {
      members += [
        .init("price_in", .number(price.input)), .init("price_out", .number(price.output)),
      ]
    }
    if let handshake { members.append(.init("handshake", handshake.value)) }
    members.append(.init("url", .string(address)))
    return .object(members)
  }
}

extension ModelServer.Work {
  /// Reads `requests`, `usage` and `seconds`, as a call and a handshake have them; what is not there, or not
  /// a count, is not known.
  init(_ event: JSONValue) {
    self.init()
    func count(_ value: JSONValue?) -> Int? { value?.integer.flatMap { $0 >= 0 ? $0 : nil } }
    let usage = event["usage"]?.elements ?? []
    requests = count(event["requests"])
    tokensIn = count(usage.first)
    tokensOut = count(usage.dropFirst().first)
    seconds = event["seconds"]?.number.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  /// The same as a value.
  fileprivate var value: JSONValue {
    JSONValue([
      ("usage", .array([.optional(tokensIn), .optional(tokensOut)])),
      ("seconds", .optional(seconds.map { ($0 * 1e6).rounded() / 1e6 })),
      ("requests", .optional(requests)),
    ])
  }
}
