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
    members.append(.init("url", .string(address)))
    return .object(members)
  }
}
