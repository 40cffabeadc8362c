import Drawing
import SearchTrees

extension Explorer {
  /// The most scalars that a prompt takes.
  private static let longestLine = 200

  /// Types a key into the prompt.
  static func type(_ key: Key, _ state: inout ExplorerState, _ time: Double) -> [Effect] {
    guard var prompt = state.prompt else { return [] }
    if state.keys.bindings[[key]]?.name == .interrupt { return interrupt(&state, time) }
    let textBefore = prompt.text
    var wasEntered = false
    defer {
      if wasEntered {
        // The line is done; what stands there now is another one.
      } else if state.prompt != nil {
        if prompt.text != textBefore {
          prompt.refusal = nil
          prompt.paths = []
          lookWhileTyping(prompt, &state)
        }
        state.prompt = prompt
      } else if prompt.purpose == .argument(.find) {
        leaveFinding(&state)
      }
    }
    if key.modifiers.contains(.control) {
      switch key.code {
      case .character("u"): prompt.text = ""
      case .character("w"): prompt.text = withoutLastWord(prompt.text)
      case .character("n"): select(1, &prompt)
      case .character("p"): select(-1, &prompt)
      default: break
      }
      return []
    }
    switch key.code {
    case .escape:
      state.prompt = nil
      if prompt.refusal != nil { state.message = nil }
    case .enter:
      state.prompt = nil
      wasEntered = true
      let kept = keep(line: prompt, &state)
      return enter(prompt, &state, time) + kept
    case .backspace:
      if prompt.text.isEmpty { state.prompt = nil } else { prompt.text.removeLast() }
      prompt.selected = 0
    case .down: if prompt.recalled == nil || !recall(1, &prompt, state) { select(1, &prompt) }
    case .up: if prompt.selected > 0 || !recall(-1, &prompt, state) { select(-1, &prompt) }
    case .tab:
      // Which actions there are only the owner of the tree knows.
      state.request.begunPath = begunActions(prompt)
      return complete(&prompt, state)
    case .character(let scalar):
      if prompt.text.unicodeScalars.count < longestLine {
        prompt.text.unicodeScalars.append(scalar)
      }
      prompt.selected = 0
    default: break
    }
    return []
  }

  /// The line without its last word and the blanks behind it.
  private static func withoutLastWord(_ text: String) -> String {
    let rest = text.reversed().drop(while: \.isWhitespace).drop { !$0.isWhitespace }
    return String(rest.reversed())
  }

  private static func select(_ step: Int, _ prompt: inout ExplorerState.Prompt) {
    let count = CommandTable.matching(prompt.text).count
    prompt.selected = max(0, min(prompt.selected + step, count - 1))
  }

  /// A paste goes into a prompt; elsewhere it would be a storm of commands.
  static func paste(_ text: String, _ state: inout ExplorerState) {
    if let prompt = state.prompt {
      let room = max(0, longestLine - prompt.text.unicodeScalars.count)
      let line = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.prefix(room)
      state.prompt?.text.unicodeScalars.append(contentsOf: line)
      state.prompt?.selected = 0
      state.prompt?.refusal = nil
      if let pasted = state.prompt { lookWhileTyping(pasted, &state) }
    } else {
      remark("a paste of \(text.utf8.count) bytes was ignored; press : first", &state)
    }
  }

  /// The command that Enter would take.
  static func match(_ prompt: ExplorerState.Prompt) -> Command? {
    let matches = CommandTable.matching(prompt.text)
    return matches.isEmpty ? nil : matches[min(prompt.selected, matches.count - 1)]
  }

  private static func enter(
    _ prompt: ExplorerState.Prompt, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    switch prompt.purpose {
    case .argument(let name):
      // What was asked on one branch is not done on another that came on the screen meanwhile.
      if let reason = disabledReason(of: prompt, for: name, state) {
        complain("\(name.rawValue): \(reason)", &state)
        return []
      }
      return give(prompt.text, to: name, at: prompt.node, &state)
    case .palette:
      let digits = prompt.text.prefix { ("0"..."9").contains($0) }
      if digits.count == trimmed(prompt.text).count, let row = Int(digits) {
        return perform(.bottom, &state, time, count: row)
      }
      guard let command = match(prompt) else {
        complain("no command is called \"\(prompt.text)\"; ? lists them", &state)
        return []
      }
      // A text goes on to the end, all else is one word.
      let isText = command.argument?.isText == true
      let words = prompt.text.dropFirst(digits.count)
        .split(separator: " ", maxSplits: isText ? 1 : .max).dropFirst()
      guard let argument = words.first else {
        return perform(command.name, &state, time, count: Int(digits))
      }
      if command.argument != nil {
        if let reason = command.disabledReason(in: state) {
          complain("\(command.name.rawValue): \(reason)", &state)
          return []
        }
        if let reason = disabledReason(of: prompt, for: command.name, state) {
          complain("\(command.name.rawValue): \(reason)", &state)
          return []
        }
        return give(String(argument), to: command.name, at: nil, &state)
      }
      guard let count = Int(argument), count > 0 else {
        complain("\(command.name.rawValue) takes no \"\(argument)\"; a count is accepted", &state)
        return []
      }
      return perform(command.name, &state, time, count: count)
    }
  }

  /// Why what was typed is not done; nil where the branch is still on the screen that was when the line
  /// was begun.
  private static func disabledReason(
    of prompt: ExplorerState.Prompt, for command: CommandName, _ state: ExplorerState
  )
    -> String?
  {
    let summary = state.slice.summary
    // A file, a moment, a condition and words to look for have nothing to do with the branch.
    guard
      ![
        .save, .goTo, .find, .filter, .group, .addColumn, .set, .compareFile, .yank, .export,
        .goToMark,
      ]
      .contains(command),
      prompt.branch != summary.branch
    else { return nil }
    let branch = prompt.branch
    func name(_ branch: Int) -> String {
      summary.branches.indices.contains(branch) ? summary.branches[branch].name : "branch \(branch)"
    }
    return "not done: \(name(branch)) was on the screen when it was asked for, "
      + "\(name(summary.branch)) is now"
  }

  /// Begins a line for a purpose.
  static func prompt(
    _ purpose: ExplorerState.Prompt.Purpose, _ state: ExplorerState, text: String = ""
  ) -> ExplorerState.Prompt {
    var prompt = ExplorerState.Prompt(purpose: purpose, text: text)
    prompt.node = state.slice.cursor
    prompt.branch = state.seenBranch ?? state.slice.summary.branch
    return prompt
  }

  /// Asks for the argument of a command.
  static func ask(for name: CommandName, _ state: inout ExplorerState) -> [Effect] {
    guard name == .save else {
      state.prompt = prompt(.argument(name), state, text: suggestion(for: name, state))
      return []
    }
    if let save = state.slice.summary.save {
      state.replaceable = nil
      state.overlay = .confirm(
        question: "Stop saving to \(save.path)? What is written of it is dropped.", command: .save)
      return []
    }
    let name = suggestion(for: .save, state)
    state.prompt = prompt(.argument(.save), state, text: name)
    return [.nameFile(like: name)]
  }

  /// Puts the name of a file that is not there yet into the line that asks for one.
  static func propose(_ name: String, _ state: inout ExplorerState) {
    guard state.prompt?.purpose == .argument(.save) else { return }
    state.prompt?.text = name
  }

  private static func give(
    _ text: String, to name: CommandName, at node: NodeID?, _ state: inout ExplorerState
  )
    -> [Effect]
  {
    switch CommandTable.command(name)?.argument?.kind {
    case .text, .expression, .path: return write(text, for: name, at: node, &state)
    case .event: return goTo(moment: text, &state)
    default: break
    }
    let text = text.filter { $0 != " " && $0 != "," }
    guard !text.isEmpty else { return give(nil as Double?, to: name, at: node, &state) }
    guard let value = Double(text), value.isFinite else {
      complain("\(name.rawValue): \"\(text)\" is not a number", &state)
      return []
    }
    return give(value, to: name, at: node, &state)
  }
}
