import Drawing
import SearchTrees

extension Explorer {
  /// Handles a key press, wherever the focus is.
  static func press(_ key: Key, _ state: inout ExplorerState, _ time: Double) -> [Effect] {
    if state.prompt != nil { return type(key, &state, time) }
    if let effects = pressInOverlay(key, &state, time) { return effects }
    state.message = nil
    state.entered = nil
    stopLooking(&state)
    if state.prefix.isEmpty, let digit = digit(key), digit != "0" || !state.count.isEmpty {
      if state.count.count < 9 { state.count.append(digit) }
      return []
    }
    let sequence = state.prefix + [key]
    if state.keys.prefixes.contains(sequence) {
      state.prefix = sequence
      return []
    }
    // ^C is never the end of something else.
    if !state.prefix.isEmpty, state.keys.bindings[[key]]?.name == .interrupt {
      clearPending(&state)
      return perform(.interrupt, &state, time)
    }
    guard let command = state.keys.bindings[sequence] else {
      let names = sequence.map(\.notation).joined(separator: " ")
      let wasCancelled = !state.prefix.isEmpty && key.code == .escape
      clearPending(&state)
      if !wasCancelled { complain("\(names) means nothing here; ? shows all keys", &state) }
      return []
    }
    let count = Int(state.count)
    let hadPending = !state.count.isEmpty
    let printsCopy = state.printsCopy
    clearPending(&state)
    state.printsCopy = printsCopy
    defer { if command.name != .printYank { state.printsCopy = false } }
    // Esc leaves one layer, and a pending count is one.
    if command.name == .cancel, hadPending { return [] }
    return perform(command.name, &state, time, count: count)
  }

  private static func digit(_ key: Key) -> Character? {
    guard case .character(let scalar) = key.code, key.modifiers.isEmpty,
      ("0"..."9").contains(scalar)
    else { return nil }
    return Character(scalar)
  }

  static func clearPending(_ state: inout ExplorerState) {
    state.count = ""
    state.prefix = []
    state.printsCopy = false
  }

  /// Handles a key while something lies over the view; nil if it is none of the overlay's business.
  private static func pressInOverlay(
    _ key: Key, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect]? {
    guard let overlay = state.overlay else { return nil }
    if case .letter(let command) = overlay { return take(letter: key, for: command, &state, time) }
    let name = state.keys.bindings[[key]]?.name
    if name == .interrupt || name == .quitAll || name == .redraw || name == .suspend { return nil }
    switch overlay {
    case .breakpoints(let selected):
      return pressInBreakpoints(key, name, selected, &state, time)
    case .letter: break
    case .jump(let typed): jump(key, after: typed, &state, time)
    case .place: state.overlay = nil
    case .confirm(_, let command):
      state.overlay = nil
      guard case .character("y") = key.code else {
        remark("not done", &state)
        return []
      }
      return confirmed(command, &state)
    case .help:
      switch name {
      case .cancel, .quit, .help: state.overlay = nil
      default:
        let page = max(1, state.size.height - 3)
        // Nothing else needs the page to be laid out; its end is far enough.
        guard let step = scroll(for: name, page: page, end: Self.farDown) else { break }
        return scrollHelp(step, &state)
      }
    case .explanation: state.overlay = nil
    case .columns(let selected): return pressInColumns(key, selected, &state, time)
    case .branches(let selected):
      let count = state.slice.summary.branches.count
      switch name {
      case .cancel, .quit, .branches: state.overlay = nil
      case .inspect, .open:
        state.overlay = nil
        return [.send(.switchBranch(selected))]
      default:
        let moved = selected + (scroll(for: name, page: count, end: count) ?? 0)
        state.overlay = .branches(selected: max(0, min(moved, count - 1)))
      }
    case .marks(let selected):
      let count = state.slice.summary.marks.count
      switch name {
      case .cancel, .quit, .marks: state.overlay = nil
      case .inspect, .open:
        state.overlay = nil
        return goTo(mark: selected, &state, time)
      default:
        let moved = selected + (scroll(for: name, page: 10, end: count) ?? 0)
        state.overlay = .marks(selected: max(0, min(moved, count - 1)))
      }
    }
    return []
  }

  /// More lines than any page has.
  private static let farDown = 1 << 20

  /// Scrolls the help page.
  static func scrollHelp(_ step: Int, _ state: inout ExplorerState) -> [Effect] {
    guard case .help(let top) = state.overlay else { return [] }
    let page = max(1, state.size.height - 3)
    state.overlay = .help(top: max(0, min(top + step, HelpPage.lineCount(state) - page)))
    return []
  }

  /// How far a movement command scrolls a list; nil for other commands.
  static func scroll(for name: CommandName?, page: Int, end: Int) -> Int? {
    switch name {
    case .down, .scrollDown: 1
    case .up, .scrollUp: -1
    case .halfDown: max(1, page / 2)
    case .halfUp: -max(1, page / 2)
    case .pageDown: page
    case .pageUp: -page
    case .bottom: end
    case .top: -end
    default: nil
    }
  }
}
