import Drawing
import SearchTrees

/// The list of what language models were asked.
extension Explorer {
  /// Shows the calls: those of the node under the cursor if it was judged by some, else the newest.
  static func openCalls(_ state: inout ExplorerState) {
    let asked = RationalePage.verdict(on: state.slice.detail)?.calls.first
    state.calls = CallsView.Place(chosen: asked?.number)
    state.view = .calls
  }

  /// Asks again what comes from an editor.
  static func take(
    edited: EditedText, ofCall number: Int, _ state: inout ExplorerState
  ) -> [Effect] {
    switch edited {
    case .failed(let reason):
      complain("prompt: \(reason)", &state)
      return []
    case .text(let text):
      let call = state.calls.call(in: state.slice.calls)
      // What failed may be asked again as it is.
      if let call, call.number == number, call.call.prompt == text, call.call.failure == nil {
        remark("the prompt is as it was; nothing is asked", &state)
        return []
      }
      // The answer will be the newest.
      state.calls.chosen = nil
      state.calls.top = 0
      return [.send(.ask(call: number, prompt: text))]
    }
  }

  /// Carries out a command in the list of calls; returns whether it was one of the view's.
  static func look(atCalls name: CommandName, _ state: inout ExplorerState, count: Int?) -> Bool {
    let number = min(max(1, count ?? 1), 1_000_000)
    let total = state.slice.calls?.count ?? 0
    if let step = scroll(
      for: name, page: max(1, state.layout.body.rows.count - 2), end: Int(Int32.max))
    {
      let steps = name == .top || name == .bottom ? step : step * number
      if state.calls.isWhole {
        state.calls.top = max(
          0, min(state.calls.top + steps, CallsView.highestTop(state)))
      } else if total > 0 {
        // The newest is on top, and it stays on top as others come: nothing else is the newest for long.
        let now = state.calls.chosen ?? total
        state.calls.chosen = name == .top ? nil : max(1, min(now - steps, total))
        state.calls.top = 0
      }
      return true
    }
    switch name {
    case .inspect, .open: state.calls.isWhole = total > 0
    case .close: state.calls.isWhole = false
    case .cancel where state.calls.isWhole: state.calls.isWhole = false
    case .nextTab, .previousTab:
      // The next call, whole too.
      guard total > 0 else { return true }
      let now = state.calls.chosen ?? total
      state.calls.chosen = max(1, min(now + (name == .nextTab ? -number : number), total))
    default: return false
    }
    state.calls.top = 0
    return true
  }
}
