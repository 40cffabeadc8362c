import Drawing
import Groundwork
import SearchTrees

/// Keeping a moment and comparing with it.
extension Explorer {
  /// Asks for the moment that is shown, to keep it.
  static func keepMoment(_ state: inout ExplorerState) {
    ask(for: nil, &state)
    remark("keeping this moment", &state)
  }

  /// Asks for the moment that is shown, compared with the one that was kept.
  static func compareWithTag(_ state: inout ExplorerState) {
    guard let tag = state.tag else { return complain("compare: t keeps a moment first", &state) }
    ask(for: tag, &state)
    remark("comparing", &state)
  }

  private static func ask(for other: TreeSnapshot?, _ state: inout ExplorerState) {
    state.comparisonSerial += 1
    state.request.comparison = ComparisonRequest(
      serial: state.comparisonSerial, root: state.request.root, node: state.slice.cursor,
      with: other)
  }

  /// Takes in how far a request for a moment is.
  static func takeComparison(_ slice: TreeSlice, _ state: inout ExplorerState) {
    guard let request = state.request.comparison, let report = slice.comparison,
      report.serial == request.serial
    else { return }
    guard report.isDone else {
      let share = NumberText.plain(100 * report.done, places: 0)
      return remark(
        (request.other == nil ? "keeping this moment, " : "comparing, ") + "\(share) %", &state)
    }
    state.request.comparison = nil
    if let problem = report.problem {
      complain("not comparable: \(problem)", &state)
    } else if let comparison = report.comparison {
      state.compared = ComparedView(comparison)
      state.view = .compare
      state.message = nil
    } else if let snapshot = report.snapshot {
      state.tag = snapshot
      let node = snapshot.node == .root ? "" : " at \(snapshot.node)"
      remark("kept: \(snapshot.title)\(node); gc compares with it", &state)
    }
  }

  /// Takes in a moment of a file, and compares with it.
  static func take(_ opening: TreeOpening, _ state: inout ExplorerState) {
    switch opening {
    case .failed(let reason): complain("compare-with: \(reason)", &state)
    case .tree(let snapshot):
      state.tag = snapshot
      compareWithTag(&state)
    }
  }

  // MARK: - The view

  /// Puts the cursor of the comparison on a row.
  static func moveInComparison(
    to row: Int, on side: TreeComparison.Side? = nil, _ state: inout ExplorerState
  ) {
    guard var view = state.compared else { return }
    if let side { view.choose(side) }
    view.active.move(by: row - view.active.cursor)
    view.keepInSight(CompareView.treeRows(state))
    state.compared = view
  }

  /// Carries out a command in the comparison; false where it is none of its business.
  static func lookAtComparison(
    _ name: CommandName, _ state: inout ExplorerState, count: Int?
  ) -> Bool {
    guard var view = state.compared else { return false }
    defer {
      view.keepInSight(CompareView.treeRows(state))
      state.compared = view
    }
    let number = min(max(1, count ?? 1), 1_000_000)
    let page = max(1, CompareView.treeRows(state))
    if let step = scroll(for: name, page: page, end: view.active.rows.count) {
      view.active.move(by: name == .top || name == .bottom ? step : step * number)
      return true
    }
    let place = view.comparison.pairs[view.active.pair]
    switch name {
    case .open: view.active.openOrDescend()
    case .close: view.active.closeOrAscend()
    case .toggleFold, .openFold, .closeFold: view.active.toggle()
    case .openAll: view.active.openAll()
    case .closeAll: view.active.closeAll()
    case .parent: view.active.reveal(max(0, Int(place.parent)))
    case .nextSibling, .previousSibling:
      if !view.active.moveToSibling(name == .nextSibling ? 1 : -1) {
        remark("no sibling there", &state)
      }
    case .nextMark, .previousMark:
      if !view.active.moveToDifference(isForward: name == .nextMark) {
        remark(name == .nextMark ? "no difference further on" : "no difference before this", &state)
      }
    case .answer:
      if let decision = view.comparison.decision {
        view.active.reveal(
          !view.isLocked && view.side == .b ? decision.choiceB : decision.choiceA)
      } else {
        remark("no decision differs", &state)
      }
    case .invertFilter: view.active.toggleEqual()
    case .nextSort, .previousSort: view.active.turnOrder(by: name == .nextSort ? 1 : -1)
    case .lock: view.toggleLock()
    case .nextPane:
      if view.isLocked {
        remark("one cursor for both; \\ gives each side its own", &state)
      } else {
        view.changeSide()
      }
    case .inspect:
      guard place.b != .none else {
        complain("only A has this; B is what is here", &state)
        break
      }
      state.view = .tree
      remember(&state)
      leaveLines(&state)
      goTo(node: place.b, &state)
    default:
      let elsewhere: Set<Command.Category> = [.move, .fold, .find, .order, .edit]
      let isFree = [.jump, .cancel].contains(name)
      guard let command = CommandTable.command(name), elsewhere.contains(command.category), !isFree
      else { return false }
      complain("\(name.rawValue) is about the tree; Esc leaves the comparison", &state)
    }
    return true
  }
}
