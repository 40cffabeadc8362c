import Groundwork

/// What the steps of a Moatless node say in few words.
enum MoatlessSteps {
  static func derive(_ table: RecordTable) {
    for row in 0..<table.count {
      let steps = value("action_steps", table, row)?.elements ?? []
      let action = steps.last?["action"] ?? value("action", table, row)
      if let action, let label = label(of: action) { table.set(label, under: "@label", row) }
      let observation = steps.last?["observation"] ?? value("observation", table, row)
      var texts = ["user_message", "message", "assistant_message"]
        .map { value($0, table, row)?.string }
      if steps.isEmpty {
        texts += Self.texts(of: action, observation)
      } else {
        for step in steps { texts += Self.texts(of: step["action"], step["observation"]) }
      }
      texts.append(value("error", table, row)?.string.map { "error: " + $0 })
      let told = texts.compactMap { $0 }.filter { !$0.isEmpty }
      if !told.isEmpty { table.set(told.joined(separator: "\n"), under: "@text", row) }
      let why = [
        value("reward.explanation", table, row)?.string,
        value("reward.feedback", table, row)?.string ?? value("feedback", table, row)?.string,
      ].compactMap { $0 }
      if !why.isEmpty { table.set(why.joined(separator: "\n"), under: "@why", row) }
      let isTerminal =
        value("terminal", table, row)?.bool ?? false || observation?["terminal"]?.bool ?? false
      table.set(word: isTerminal ? "true" : "false", under: "@terminal", row)
      let costs = steps.compactMap { $0["completion"]?["usage"]?["completion_cost"]?.number }
      if !costs.isEmpty { table.set(costs.reduce(0, +), under: "@cost", row) }
    }
  }

  private static func value(_ name: String, _ table: RecordTable, _ row: Int) -> JSONValue? {
    guard let column = table.existing(name) else { return nil }
    let value = table.value(table.cell(column, row))
    return value == .null ? nil : value
  }

  /// Where an action says why it was chosen; text that is read, and no argument.
  private static let reasons = ["thoughts", "scratch_pad"]

  /// Returns what a step says, in the order in which it happened: the thoughts, the action with its
  /// arguments by name, and what was observed.
  private static func texts(of action: JSONValue?, _ observation: JSONValue?) -> [String?] {
    let thoughts = reasons.map { name in action?[name]?.string.map { "thoughts: " + $0 } }
    let name = action.flatMap { self.name(of: $0) }
    let arguments = (action?.members ?? [])
      .filter { !names.contains($0.key) && !reasons.contains($0.key) }
      .compactMap { member in
        FieldReader.text(of: member.value).map { "  \(member.key): \($0)" }
      }
    let call = ([name.map { "action: " + $0 }].compactMap { $0 } + arguments)
    let seen = observation?["message"]?.string ?? observation?.string
    return thoughts + [
      call.isEmpty ? nil : call.joined(separator: "\n"), seen.map { "observation: " + $0 },
    ]
  }

  /// Where an action says what it is.
  private static let names = ["action_args_class", "action_class", "action_name", "name"]

  /// Returns the class of an action in short, such as `View`; nil where it has none.
  private static func name(of action: JSONValue) -> String? {
    let type = names.lazy.compactMap { action[$0]?.string }.first
    guard var name = type?.split(separator: ".").last.map({ String($0) }) ?? action.string else {
      return nil
    }
    for ending in ["Args", "Action"] where name.hasSuffix(ending) && name != ending {
      name = String(name.dropLast(ending.count))
    }
    return name
  }

  /// Returns the class of an action and its arguments; its thoughts come last, for they are long.
  private static func label(of action: JSONValue) -> String? {
    let members = (action.members ?? []).filter { !names.contains($0.key) }
    let arguments =
      (members.filter { !reasons.contains($0.key) } + members.filter { reasons.contains($0.key) })
      .compactMap { FieldReader.text(of: $0.value) }
    let words = ([name(of: action) ?? ""] + arguments).filter { !$0.isEmpty }
      .joined(separator: " ")
    return words.isEmpty ? nil : words
  }
}

/// What the messages of a coding agent's session say.
enum SessionMessages {
  static func derive(_ table: RecordTable) {
    let columns = ["message", "type", "content", "summary"].map { table.existing($0) }
    func value(_ place: Int, _ row: Int) -> JSONValue {
      columns[place].map { table.value(table.cell($0, row)) } ?? .null
    }
    for row in 0..<table.count {
      let message = value(0, row)
      if value(1, row).string == "session" { table.dropped.insert(row) }
      let role = message["role"]?.string ?? value(1, row).string ?? ""
      let content = message["content"] ?? value(2, row)
      let text = words(content) ?? value(3, row).string ?? ""
      table.set(text, under: "@text", row)
      let first = text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
      table.set(
        [role, first].filter { !$0.isEmpty }.joined(separator: ": "), under: "@label", row)
    }
  }

  private static func words(_ content: JSONValue) -> String? {
    if let text = content.string { return text }
    let parts = (content.elements ?? []).compactMap { part -> String? in
      part["text"]?.string ?? part["thinking"]?.string
        ?? part["name"]?.string.map {
          "\($0) \(FieldReader.text(of: part["input"] ?? .null) ?? "")"
        }
        ?? part["content"].flatMap { words($0) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }
}
