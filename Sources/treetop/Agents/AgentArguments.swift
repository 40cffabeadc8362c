import Groundwork

/// The arguments of a call, checked against what the tool takes.
struct AgentArguments {
  private var values: [String: JSONNode.Content] = [:]
  private var lists: [String: [String]] = [:]

  /// Reads arguments.
  ///
  /// - Throws: a failure that names the argument, what it is, and what is accepted.
  init(_ given: JSONNode?, of tool: AgentTool) throws(AgentFailure) {
    switch given?.content {
    case nil, .null, .object: break
    default: throw AgentFailure("arguments must be an object")
    }
    for member in given?.children ?? [] {
      let key = member.key ?? ""
      guard let argument = tool.arguments.first(where: { $0.name == key }) else {
        let names = tool.arguments.map(\.name)
        let accepted = names.isEmpty ? "none" : names.joined(separator: ", ")
        throw AgentFailure("\(tool.name) has no argument \(key); accepted are: \(accepted)")
      }
      if member.content == .null { continue }
      try check(member, as: argument)
      values[key] = member.content
    }
    for argument in tool.arguments
    where argument.isNeeded && values[argument.name] == nil && lists[argument.name] == nil {
      throw AgentFailure("\(argument.name) is missing: \(argument.meaning)")
    }
  }

  private mutating func check(
    _ node: JSONNode, as argument: AgentTool.Argument
  ) throws(AgentFailure) {
    func refuse(_ expected: String) throws(AgentFailure) {
      throw AgentFailure("\(argument.name) is \(node.kind); expected is \(expected)")
    }
    switch argument.kind {
    case .text: if node.string == nil { try refuse("a text") }
    case .number: if node.number == nil { try refuse("a number") }
    case .truth: if node.bool == nil { try refuse("true or false") }
    case .count(let range):
      guard let number = node.number, let whole = Int(exactly: number), range ~= whole else {
        return try refuse("a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
    case .choice(let words):
      guard let text = node.string else {
        return try refuse("one of \(words.joined(separator: ", "))")
      }
      guard words.contains(text) else {
        let near = EditDistance.nearest(to: text, among: words)
        throw AgentFailure(
          "\(argument.name) is \"\(text)\"; accepted are: \(words.joined(separator: ", "))"
            + (near.map { "; did you mean \($0)?" } ?? ""))
      }
    case .texts:
      let texts = node.children.map(\.string)
      guard node.content == .array, texts.allSatisfy({ $0 != nil }) else {
        return try refuse("a list of texts")
      }
      lists[argument.name] = texts.compactMap(\.self)
    }
  }

  /// A text; nil where none was given.
  func text(_ name: String) -> String? {
    if case .string(let text) = values[name] { text } else { nil }
  }

  /// A number; nil where none was given.
  func number(_ name: String) -> Double? {
    if case .number(let number) = values[name] { number } else { nil }
  }

  /// A whole number; nil where none was given.
  func count(_ name: String) -> Int? { number(name).map { Int($0) } }

  /// A truth value; false where none was given.
  func isTrue(_ name: String) -> Bool { values[name] == .bool(true) }

  /// Texts; none where none were given.
  func texts(_ name: String) -> [String] { lists[name] ?? [] }

  /// How many are to be listed.
  var limit: Int { count("limit") ?? 20 }
}
