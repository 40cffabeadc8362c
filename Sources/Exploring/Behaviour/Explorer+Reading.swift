import Drawing
import SearchTrees

extension Explorer {
  /// Carries out a command in the view of a whole text; nil where it is none of the view's business.
  static func read(
    _ name: CommandName, _ state: inout ExplorerState, count: Int?
  ) -> [Effect]? {
    guard let page = state.textPage else { return nil }
    let number = min(max(1, count ?? 1), 1_000_000)
    if let step = scroll(for: name, page: TextView.visibleRows(state), end: page.lines.count) {
      let times = name == .top || name == .bottom ? 1 : number
      scrollText(to: (state.textTop ?? 0) + step * times, &state)
      return []
    }
    switch name {
    case .nextMark, .previousMark:
      let top = state.textTop ?? 0
      let target =
        name == .nextMark
        ? page.heads.first { $0 > top } : page.heads.last { $0 < top }
      guard let target else {
        remark(name == .nextMark ? "this is the last part" : "this is the first part", &state)
        return []
      }
      scrollText(to: target, &state)
    case .nextHit, .previousHit: goToHit(name == .nextHit ? number : -number, &state)
    default: return nil
    }
    return []
  }

  /// Opens the whole text of the node under the cursor, or closes it.
  static func toggleText(_ state: inout ExplorerState) {
    if state.view == .text {
      state.view = .tree
    } else {
      state.view = .text
      state.textPage = nil
      state.textTop = nil
      find("", &state)
    }
  }

  private static func scrollText(to line: Int, _ state: inout ExplorerState) {
    let highest = (state.textPage?.lines.count ?? 0) - TextView.visibleRows(state)
    state.textTop = max(0, min(line, highest))
  }

  /// Looks for a text and goes to the first place at or below the top line where it stands.
  static func find(_ text: String, _ state: inout ExplorerState) {
    state.textSought = text
    state.textHits = text.isEmpty ? [] : state.textPage?.hits(of: text) ?? []
    state.textHit = nil
    guard !text.isEmpty else { return }
    guard !state.textHits.isEmpty else {
      return complain("\"\(text)\" does not stand in this text", &state)
    }
    let top = state.textTop ?? 0
    show(hit: state.textHits.firstIndex { $0.line >= top } ?? 0, &state)
  }

  private static func goToHit(_ step: Int, _ state: inout ExplorerState) {
    guard !state.textSought.isEmpty else {
      return remark("/ looks for something first", &state)
    }
    let count = state.textHits.count
    guard count > 0 else {
      return complain("\"\(state.textSought)\" does not stand in this text", &state)
    }
    let next = (state.textHit ?? (step > 0 ? -1 : 0)) + step
    if next < 0 || next >= count { remark("round the end of the text", &state) }
    show(hit: ((next % count) + count) % count, &state)
  }

  private static func show(hit: Int, _ state: inout ExplorerState) {
    state.textHit = hit
    let line = state.textHits[hit].line
    let rows = TextView.visibleRows(state)
    let top = state.textTop ?? 0
    // A hit in sight moves nothing.
    if line < top || line >= top + rows { scrollText(to: line - rows / 3, &state) }
  }

  /// Lays the page of the node under the cursor out, where that has changed.
  static func layOutText(_ state: inout ExplorerState) {
    guard state.view == .text else {
      state.textPage = nil
      return
    }
    // The slice of the moment before the view was opened holds no texts.
    guard !state.slice.detail.steps.isEmpty else { return }
    let source = TextPage.Source(state, width: TextView.width(state))
    if state.textPage?.source != source {
      state.textPage = TextPage(source)
      if !state.textSought.isEmpty, let page = state.textPage {
        state.textHits = page.hits(of: state.textSought)
        state.textHit = nil
      }
    }
    scrollText(to: state.textTop ?? state.textPage?.own ?? 0, &state)
  }
}
