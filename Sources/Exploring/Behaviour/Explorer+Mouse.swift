import Drawing
import SearchTrees

extension Explorer {
  /// Lines that one notch of the wheel scrolls.
  private static let wheelLines = 3

  /// Handles the mouse by what the last screen had under it.
  static func handle(_ mouse: MouseEvent, _ state: inout ExplorerState, _ time: Double) -> [Effect]
  {
    if case .wheelDown = mouse.kind { return turnWheel(wheelLines, at: mouse.point, &state, time) }
    if case .wheelUp = mouse.kind { return turnWheel(-wheelLines, at: mouse.point, &state, time) }
    guard state.prompt == nil, state.overlay == nil else { return [] }
    if mouse.kind != .release { state.message = nil }
    switch mouse.kind {
    case .press(let button) where button == 1:
      return click(mouse.point, &state, time)
    case .doublePress:
      switch ExplorerScreen.draw(state).hit(at: mouse.point)?.action {
      case "row": return perform(.toggleFold, &state, time)
      case "call": return perform(.inspect, &state, time)
      case "group": return perform(.open, &state, time)
      default: return []
      }
    default: break
    }
    return []
  }

  /// Scrolls what is under the pointer, whatever has the focus; nothing is selected by that.
  private static func turnWheel(
    _ step: Int, at point: Point, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    if case .help = state.overlay {
      return scrollHelp(step, &state)
    }
    guard state.prompt == nil, state.overlay == nil else { return [] }
    state.message = nil
    let layout = state.layout
    if state.view == .compare {
      _ = lookAtComparison(step > 0 ? .scrollDown : .scrollUp, &state, count: abs(step))
    } else if state.view == .groups {
      if layout.body.contains(point) { moveGroup(by: step, &state) }
    } else if state.view == .calls {
      if layout.body.contains(point) {
        _ = look(atCalls: step > 0 ? .scrollDown : .scrollUp, &state, count: abs(step))
      }
    } else if state.view != .tree {
      if layout.body.contains(point) {
        _ = move(step > 0 ? .scrollDown : .scrollUp, &state, time, abs(step))
      }
    } else if layout.inspector?.contains(point) == true {
      scrollInspector(step, &state)
    } else if layout.tree.contains(point) {
      scrollAway(step, &state)
      leaveLines(&state)
      state.lastMove = time
    }
    return []
  }

  /// Hands the mouse to the terminal, which selects text with it, or takes it back.
  static func takeOrLeaveMouse(_ state: inout ExplorerState) -> [Effect] {
    state.hasMouse.toggle()
    remark(
      state.hasMouse ? "the mouse selects, folds and scrolls here" : "the mouse is the terminal's",
      &state)
    return [.mouse(state.hasMouse)]
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
      leaveLines(&state)
      keepFolds(&state)
      state.lastMove = time
      goTo(row: hit.argument, &state)
    case "compared": moveInComparison(to: hit.argument, &state)
    case "compared A": moveInComparison(to: hit.argument, on: .a, &state)
    case "compared B": moveInComparison(to: hit.argument, on: .b, &state)
    case "node": state.request.cursor = .node(NodeID(hit.argument))
    case "tab":
      state.tab = ExplorerState.Tab.allCases[hit.argument]
      turnToTop(&state)
    case "sort":
      guard state.sortKeys.indices.contains(hit.argument) else { return [] }
      let key = state.sortKeys[hit.argument]
      if state.request.sort == key {
        state.request.isAscending.toggle()
      } else {
        state.request.sort = key
      }
      state.request.orderVersion += 1
    case "group": chooseGroup(hit.argument, &state)
    case "call": state.calls = CallsView.Place(chosen: hit.argument)
    case "group order": sortGroups(by: GroupOrder.allCases[hit.argument], &state)
    case "event": return goTo(event: hit.argument, &state)
    case "command":
      return perform(CommandName.allCases[hit.argument], &state, time)
    default: break
    }
    return []
  }
}
