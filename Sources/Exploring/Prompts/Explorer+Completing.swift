import SearchTrees

/// Completing what is typed: commands, settings, names of expressions, things to copy, paths.
extension Explorer {
  /// Completes the line, where that is possible at once; else asks for what it needs.
  static func complete(
    _ prompt: inout ExplorerState.Prompt, _ state: ExplorerState
  ) -> [Effect] {
    if let begun = begunPath(prompt) { return [.completePath(begun)] }
    if let completed = completed(prompt, state) {
      prompt.text = completed
      prompt.selected = 0
    }
    return []
  }

  /// Puts what the paths have in common into the line that asked for them, and lists them where they part.
  static func take(paths: [String], begun: String, _ state: inout ExplorerState) {
    guard let prompt = state.prompt, begunPath(prompt) == begun else { return }
    if paths.isEmpty { remark("no file begins so", &state) }
    complete(begun, by: paths, &state)
  }

  /// Completes a path of actions once it is known how it may go on.
  static func takeContinuations(_ slice: TreeSlice, _ state: inout ExplorerState) {
    guard let asked = state.request.begunPath, let found = slice.continuations,
      found.begun == asked
    else { return }
    state.request.begunPath = nil
    guard let prompt = state.prompt, begunActions(prompt) == asked else { return }
    if found.paths.isEmpty { remark("no action here begins so", &state) }
    complete(asked, by: found.paths, &state)
  }

  /// Puts what some paths have in common in the place of the one that was typed.
  private static func complete(
    _ begun: String, by paths: [String], _ state: inout ExplorerState
  ) {
    guard var prompt = state.prompt else { return }
    prompt.paths = []
    defer { state.prompt = prompt }
    guard var common = paths.first else { return }
    for path in paths.dropFirst() {
      while !path.hasPrefix(common) { common.removeLast() }
    }
    // Where the case was typed wrongly it is put right.
    if common.count > begun.count || (paths.count == 1 && common.count == begun.count) {
      prompt.text = String(prompt.text.dropLast(begun.count)) + common
    }
    if paths.count > 1 { prompt.paths = paths }
  }

  /// The path at the end of a line; nil where none is typed.
  static func begunPath(_ prompt: ExplorerState.Prompt) -> String? {
    switch prompt.purpose {
    case .argument(let name): return begunPath(prompt.text, of: name)
    case .palette:
      guard let command = match(prompt), let typed = argument(of: prompt) else { return nil }
      return begunPath(typed, of: command.name)
    }
  }

  /// The path of actions that is typed; nil where none is.
  static func begunActions(_ prompt: ExplorerState.Prompt) -> String? {
    switch prompt.purpose {
    case .argument(.goTo): return prompt.text
    case .palette:
      guard match(prompt)?.name == .goTo else { return nil }
      return argument(of: prompt)
    case .argument: return nil
    }
  }

  private static func begunPath(_ text: String, of command: CommandName) -> String? {
    if CommandTable.command(command)?.argument?.kind == .path { return text }
    guard [.yank, .export].contains(command), let blank = text.firstIndex(of: " ") else {
      return nil
    }
    return String(text[text.index(after: blank)...])
  }

  /// The line with its last word completed, where names begin with it.
  private static func completed(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState
  ) -> String? {
    switch prompt.purpose {
    case .argument(let name): return completed(prompt.text, of: name, state)
    case .palette:
      guard let match = match(prompt) else { return nil }
      guard let begun = argument(of: prompt) else { return match.name.rawValue + " " }
      return completed(begun, of: match.name, state).map { match.name.rawValue + " " + $0 }
    }
  }

  /// The argument of a command with its last word completed, where names begin with it.
  private static func completed(
    _ text: String, of command: CommandName, _ state: ExplorerState
  ) -> String? {
    switch command {
    case .set: return settingCompletions(of: text).first
    case .yank:
      return CopiedThing.allCases.map(\.rawValue).first { $0.hasPrefix(text) && $0 != text }
        .map { $0 + " " }
    case .export:
      return state.slice.summary.abilities.exportForms.map(\.name)
        .first { $0.hasPrefix(text) && $0 != text }.map { $0 + " " }
    default:
      guard let first = completions(of: text, for: command, state).first else { return nil }
      let word = ExpressionNames.lastWord(of: text)
      return String(text.dropLast(word.count)) + first.name
    }
  }
}
