import Drawing
import SearchTrees

/// Lines that take an expression: the names that are offered while one is typed, and the line that comes
/// back where one is refused.
extension Explorer {
  // MARK: - Completion

  /// What was typed behind the name of a command; nil where that is still being typed.
  static func argument(of prompt: ExplorerState.Prompt) -> String? {
    prompt.text.firstIndex(of: " ").map { String(prompt.text[prompt.text.index(after: $0)...]) }
  }

  /// The names that the word at the end of a line may become, where it is an expression.
  static func completions(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState
  ) -> [ExpressionNames.Entry] {
    switch prompt.purpose {
    case .argument(let name): return completions(of: prompt.text, for: name, state)
    case .palette:
      guard let typed = argument(of: prompt), let command = match(prompt) else { return [] }
      return completions(of: typed, for: command.name, state)
    }
  }

  static func completions(
    of text: String, for name: CommandName, _ state: ExplorerState
  ) -> [ExpressionNames.Entry] {
    guard CommandTable.command(name)?.argument?.kind == .expression else { return [] }
    let word = ExpressionNames.lastWord(of: text)
    // What else a breakpoint may be stands for itself, or before all else.
    let own =
      name == .breakAt && word == trimmed(text) && !word.isEmpty ? breakpointWords : []
    return own.filter { $0.name.hasPrefix(word) && $0.name != word }
      + state.expressionNames.completions(of: text)
  }

  private static let breakpointWords = [
    ExpressionNames.Entry(name: "answer", meaning: "the search answers another action"),
    ExpressionNames.Entry(name: "visit", meaning: "this node is visited"),
    ExpressionNames.Entry(name: "here:", meaning: "look at this node alone"),
    ExpressionNames.Entry(name: "any:", meaning: "look at every node"),
  ]

  // MARK: - Refusal

  /// Remembers the line of a command that takes an expression, in case that is refused.
  static func noteEntered(
    _ text: String, of name: CommandName, at node: NodeID?, _ state: inout ExplorerState
  ) {
    guard CommandTable.command(name)?.argument?.kind == .expression else { return }
    state.entered = prompt(.argument(name), state, text: text)
    if let node { state.entered?.node = node }
  }

  /// Says what is wrong with an expression, and brings the line back in which it was entered, unless
  /// something else was done since.
  static func refuse(
    _ error: ExpressionError, of name: CommandName, _ state: inout ExplorerState
  ) {
    complain("\(name.rawValue): \(error.words)", &state)
    guard state.prompt == nil, var entered = state.entered, entered.purpose == .argument(name)
    else { return }
    entered.refusal = error
    state.prompt = entered
    state.entered = nil
  }
}
