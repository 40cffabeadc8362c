import Drawing
import Groundwork
import SearchTrees

/// Copying to the clipboard, to a file, and to what is printed on leaving.
extension Explorer {
  /// The most texts that are kept to be printed on leaving.
  private static let mostPrinted = 100

  /// Carries out a command that copies; nil if it is none.
  static func copy(_ name: CommandName, _ state: inout ExplorerState) -> [Effect]? {
    if name == .printYank {
      state.printsCopy = true
      state.prefix = copyPrefix(state)
      return []
    }
    guard let thing = CopiedThing(name) else { return nil }
    let target = state.printsCopy ? CopyTarget.exit : .clipboard
    state.printsCopy = false
    return copy(thing, to: target, &state)
  }

  /// The keys that the commands for copying begin with.
  private static func copyPrefix(_ state: ExplorerState) -> [Key] {
    let keys = CopiedThing.allCases.lazy.compactMap { state.keys.keys(of: $0.command).first }.first
    return (keys ?? "").split(separator: " ").dropLast().compactMap { Key(notation: String($0)) }
  }

  /// Copies what was typed after `:yank`: a thing, and the file that it goes into.
  static func copy(typed text: String, _ state: inout ExplorerState) -> [Effect] {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = words.first else {
      remark("not done", &state)
      return []
    }
    guard let thing = CopiedThing(rawValue: word) else {
      let all = CopiedThing.allCases.map(\.rawValue)
      let near = EditDistance.nearest(to: word, among: all).map { "did you mean \($0)? " } ?? ""
      complain(
        "yank: there is no \"\(word)\"; \(near)accepted are " + all.joined(separator: ", "), &state)
      return []
    }
    if let reason = CommandTable.command(thing.command)?.disabledReason(in: state) {
      complain("yank: \(reason)", &state)
      return []
    }
    let file = words.count > 1 ? trimmed(words[1]) : ""
    return copy(thing, to: file.isEmpty ? .clipboard : .file(file), &state)
  }

  private static func copy(
    _ thing: CopiedThing, to target: CopyTarget, _ state: inout ExplorerState
  ) -> [Effect] {
    let copy = PendingCopy(thing: thing, target: target, node: state.slice.cursor)
    state.pendingCopy = copy
    var request = state.request
    copy.ask(&request, plot: state.plot)
    // Whatever else it needs comes with the next slice.
    guard request == state.request, state.slice.detail.node == state.slice.cursor else { return [] }
    return finishCopy(&state)
  }

  /// Copies what was asked for, once it is here.
  static func finishCopy(_ state: inout ExplorerState) -> [Effect] {
    guard let copy = state.pendingCopy else { return [] }
    state.pendingCopy = nil
    guard copy.node == state.slice.cursor else {
      complain("not copied: the cursor went on before it was there", &state)
      return []
    }
    guard let text = CopyText.text(of: copy.thing, state), !text.isEmpty else {
      complain("\(copy.thing.rawValue): \(CopyText.lack(of: copy.thing, state))", &state)
      return []
    }
    return hand(text, of: copy, &state)
  }

  private static func hand(
    _ text: String, of copy: PendingCopy, _ state: inout ExplorerState
  ) -> [Effect] {
    let name = copy.thing.rawValue
    let size = NumberText.grouped(text.utf8.count)
    switch copy.target {
    case .clipboard:
      guard text.utf8.count <= Clipboard.most else {
        let most = NumberText.grouped(Clipboard.most)
        complain(
          "\(name): \(size) bytes, the clipboard takes \(most); :yank \(name) FILE writes it",
          &state)
        return []
      }
      let isLine = !text.contains("\n") && text.count <= 60
      remark("to the clipboard: \(isLine ? text : "\(name), \(size) bytes")", &state)
      return [.copy(text)]
    case .exit:
      guard state.exitTexts.count < mostPrinted else {
        complain("\(name): \(mostPrinted) texts wait to be printed already", &state)
        return []
      }
      state.exitTexts.append(text)
      remark("printed when you leave: \(name), \(size) bytes", &state)
      return []
    case .file(let path):
      // A text file ends with the end of a line.
      let whole = text.hasSuffix("\n") ? text : text + "\n"
      return [.write(whole, path: path, words: "written to \(path): \(name), \(size) bytes")]
    }
  }
}
