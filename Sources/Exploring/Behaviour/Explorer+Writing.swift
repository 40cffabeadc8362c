import Drawing
import SearchTrees

extension Explorer {
  /// What a prompt begins with, to be changed or taken as it is.
  static func suggestion(for name: CommandName, _ state: ExplorerState) -> String {
    switch name {
    case .find: return state.view == .text ? state.textSought : ""
    case .filter: return state.request.filter ?? state.filterTyped
    case .group: return state.grouping.typed
    case .note:
      let detail = state.slice.detail
      return detail.node == state.slice.cursor ? detail.note ?? "" : ""
    case .save:
      return fileName(for: state.slice.summary.problem)
    default: return ""
    }
  }

  /// A name that any shell takes as it is: `connect-four.jsonl` for `connect-four:445566`.
  private static func fileName(for problem: String) -> String {
    let word = problem.split(separator: ":").first ?? ""
    let last = word.split(separator: "/").last ?? ""
    let stem = last.hasSuffix(".jsonl") ? last.dropLast(6) : last
    let plain = stem.lowercased().unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "0"..."9", ".", "_": Character(scalar)
      default: Character("-")
      }
    }
    let words = String(plain).split(separator: "-").joined(separator: "-").prefix(60)
    return (words.isEmpty || words.hasPrefix(".") ? "search" : words) + ".jsonl"
  }

  /// Gives a command the text that it asked for.
  static func write(
    _ text: String, for name: CommandName, at place: NodeID?, _ state: inout ExplorerState
  )
    -> [Effect]
  {
    let text = trimmed(text)
    noteEntered(text, of: name, at: place, &state)
    if name == .find {
      guard state.view == .text else { return find(words: text, &state) }
      find(text, &state)
      return []
    }
    switch name {
    case .set: return set(text, &state)
    case .yank: return copy(typed: text, &state)
    case .export: return export(typed: text, &state)
    case .filter:
      filter(by: text, &state)
      return []
    case .group:
      group(by: text, &state)
      return []
    case .addColumn:
      addColumn(text, &state)
      return []
    default: break
    }
    let node = place ?? state.slice.cursor
    if !text.isEmpty {
      switch name {
      case .breakAt, .watch:
        return [.send(.breakpoints(.add(text, isWatch: name == .watch, node: node)))]
      case .compareFile:
        remark("reading \(text)", &state)
        return [.openTree(text)]
      default: break
      }
    }
    if text.isEmpty, name != .note || suggestion(for: .note, state).isEmpty {
      remark("not done", &state)
      return []
    }
    switch name {
    case .explain:
      explain(text, &state)
      return []
    case .map: return [.map(text)]
    case .mark: return mark(text, at: node, &state)
    case .goToMark: return goTo(markNamed: text, &state, state.lastMove)
    case .note:
      state.words += 1
      return [.send(.edit(.note(node, text: text)))]
    default: return save(to: text, replaces: false, &state)
    }
  }

  /// Writes the note that comes from an editor.
  static func take(
    edited: EditedText, of node: NodeID, _ state: inout ExplorerState
  ) -> [Effect] {
    switch edited {
    case .failed(let reason):
      complain("note: \(reason)", &state)
      return []
    case .text(let text):
      guard text != suggestion(for: .note, state) else {
        remark("the note is as it was", &state)
        return []
      }
      state.words += 1
      return [.send(.edit(.note(node, text: text)))]
    }
  }

  /// Saves to a file.
  static func save(
    to path: String, replaces: Bool, _ state: inout ExplorerState
  )
    -> [Effect]
  {
    let summary = state.slice.summary
    state.askedSave = ExplorerState.AskedSave(
      work: ExplorerState.Saved(branches: summary.branches.count - 1, words: state.words),
      savedCount: summary.savedCount)
    return [.send(.save(path: path, replaces: replaces))]
  }

  /// Shows what a word means, or says that it is not known and which one is near.
  private static func explain(_ word: String, _ state: inout ExplorerState) {
    let glossary = Glossary(state)
    if glossary.entry(for: word) != nil {
      state.overlay = .explanation(word: word)
    } else {
      let hint = glossary.nearest(to: word).map { "; did you mean \($0)?" } ?? ""
      complain("nothing is known of \"\(word)\"\(hint)", &state)
    }
  }

  /// The text without the blanks around it.
  static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
