import SearchTrees

/// Recalling lines that were typed earlier.
extension Explorer {
  /// The commands whose arguments are not kept: what is written there is about one node, or one file.
  private static let unkept: Set<CommandName> = [.note, .mark, .save]

  /// Goes through the lines typed earlier; false where there is none in that direction.
  static func recall(
    _ step: Int, _ prompt: inout ExplorerState.Prompt, _ state: ExplorerState
  ) -> Bool {
    let lines = state.history.recallable(for: prompt.command)
    let place = (prompt.recalled ?? lines.count) + step
    if place == lines.count, prompt.recalled != nil {
      prompt.text = prompt.begun
      prompt.recalled = nil
      return true
    }
    guard lines.indices.contains(place) else { return prompt.recalled != nil }
    if prompt.recalled == nil { prompt.begun = prompt.text }
    prompt.recalled = place
    prompt.text = lines[place]
    prompt.selected = 0
    return true
  }

  /// Keeps a line that was entered; returns what is to be done for that.
  static func keep(line prompt: ExplorerState.Prompt, _ state: inout ExplorerState) -> [Effect] {
    let text = trimmed(prompt.text)
    guard !text.isEmpty else { return [] }
    var line = text
    if prompt.command == nil, let command = match(prompt), unkept.contains(command.name) {
      return []
    }
    if case .argument(let name) = prompt.purpose {
      guard !unkept.contains(name), CommandTable.command(name)?.argument?.isText == true else {
        return []
      }
      line = "\(name.rawValue) \(text)"
    }
    return state.history.add(line) ? [.remember(line)] : []
  }
}

extension ExplorerState.Prompt {
  /// The command whose argument is typed; nil in the palette.
  var command: CommandName? {
    if case .argument(let name) = purpose { name } else { nil }
  }
}
