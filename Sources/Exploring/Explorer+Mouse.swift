import Drawing
import SearchTrees

extension Explorer {
  /// Lines that one notch of the wheel scrolls.
  private static let wheelLines = 3

  /// Handles the mouse by what the last screen had under it.
  static func handle(_ mouse: MouseEvent, _ state: inout ExplorerState, _ time: Double) -> [Effect]
  {
    guard state.prompt == nil, state.overlay == nil else { return [] }
    if mouse.kind != .release { state.message = nil }
    switch mouse.kind {
    case .wheelDown, .wheelUp:
      let step = mouse.kind == .wheelDown ? wheelLines : -wheelLines
      if state.view != .tree {
        _ = move(step > 0 ? .scrollDown : .scrollUp, &state, time, wheelLines)
        return []
      }
      scrollView(step, &state)
      state.request.followsBestLine = false
      state.lastMove = time
    case .press(let button) where button == 1:
      return click(mouse.point, &state, time)
    case .doublePress:
      guard let hit = ExplorerScreen.draw(state).hit(at: mouse.point), hit.action == "row" else {
        return []
      }
      return perform(.toggleFold, &state, time)
    default: break
    }
    return []
  }

  private static func click(
    _ point: Point, _ state: inout ExplorerState, _ time: Double
  )
    -> [Effect]
  {
    guard let hit = ExplorerScreen.draw(state).hit(at: point) else { return [] }
    switch hit.action {
    case "row":
      state.pane = .tree
      state.request.followsBestLine = false
      state.lastMove = time
      goTo(row: hit.argument, &state)
    case "tab":
      state.tab = ExplorerState.Tab.allCases[hit.argument]
      turnToTop(&state)
    case "sort":
      let key = SliceRequest.SortKey.allCases[hit.argument]
      if state.request.sort == key {
        state.request.isAscending.toggle()
      } else {
        state.request.sort = key
      }
      state.request.orderVersion += 1
    case "event": return goTo(event: hit.argument, &state)
    case "command":
      return perform(CommandName.allCases[hit.argument], &state, time)
    default: break
    }
    return []
  }
}
