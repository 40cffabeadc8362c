import Groundwork

/// What the steps of a Moatless node say in few words.
enum MoatlessSteps {
  static func derive(_ table: RecordTable) {
    for row in 0..<table.count {
      let steps = value("action_steps", table, row)?.elements ?? []
      let action = steps.last?["action"] ?? value("action", table, row)
      if let action, let label = label(of: action) { table.set(label, under: "@label", row) }
      let observation = steps.last?["observation"] ?? value("observation", table, row)
      let texts = [
        value("user_message", table, row)?.string, value("message", table, row)?.string,
        value("assistant_message", table, row)?.string,
        observation?["message"]?.string ?? observation?.string,
        value("error", table, row)?.string,
      ].compactMap { $0 }
      if !texts.isEmpty { table.set(texts.joined(separator: "\n"), under: "@text", row) }
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

  /// Returns the class of an action and its arguments.
  private static func label(of action: JSONValue) -> String? {
    let type =
      action["action_args_class"]?.string ?? action["action_class"]?.string
      ?? action["action_name"]?.string ?? action["name"]?.string
    let last = type?.split(separator: ".").last.map { String($0) }
    var name = last ?? action.string ?? ""
    for ending in ["Args", "Action"] where name.hasSuffix(ending) && name != ending {
      name = String(name.dropLast(ending.count))
    }
    let hidden = ["action_args_class", "action_class", "action_name", "name"]
    let arguments = (action.members ?? []).filter { !hidden.contains($0.key) }
      .compactMap { FieldReader.text(of: $0.value) }
    let words = ([name] + arguments).filter { !$0.isEmpty }.joined(separator: " ")
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
