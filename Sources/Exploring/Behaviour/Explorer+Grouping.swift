import Drawing
import Groundwork
import SearchTrees

/// The nodes in groups: what they are grouped by, their order, and the way to the nodes of one.
extension Explorer {
  /// Groups the nodes that are shown by an expression that was typed; an empty one does nothing.
  static func group(by text: String, _ state: inout ExplorerState) {
    guard !text.isEmpty else { return remark("not done", &state) }
    state.grouping.typed = text
    do throws(ExpressionError) {
      try TreeExpression.checkSyntax(of: text)
    } catch {
      return refuse(error, of: .group, &state)
    }
    if state.grouping.text != text {
      let before = state.grouping
      state.grouping = ExplorerState.Grouping()
      state.grouping.typed = text
      state.grouping.opened = before.opened
    }
    state.grouping.text = text
    state.view = .groups
  }

  /// Takes in how far the groups are.
  static func takeGroups(_ slice: TreeSlice, _ state: inout ExplorerState) {
    guard state.view == .groups, let report = slice.groups, report.text == state.grouping.text
    else { return }
    if let error = report.error {
      state.grouping.text = nil
      state.view = .tree
      return refuse(error, of: .group, &state)
    }
    guard report.groups != state.grouping.groups else { return }
    state.grouping.groups = report.groups
    state.grouping.sort()
    moveGroup(by: 0, &state)
  }

  /// Carries out a command in the view of groups; false where it is none of the view's business.
  static func look(
    atGroups name: CommandName, _ state: inout ExplorerState, count: Int?
  ) -> Bool {
    let number = min(max(1, count ?? 1), 1_000_000)
    let rows = state.grouping.rows.count
    if let step = scroll(for: name, page: GroupView.visibleRows(state), end: rows) {
      moveGroup(by: name == .top || name == .bottom ? step : step * number, &state)
      return true
    }
    switch name {
    case .inspect, .open: openGroup(&state)
    case .close: state.view = .tree
    case .nextSort, .previousSort:
      let orders = GroupOrder.allCases
      let place = state.grouping.order.flatMap { orders.firstIndex(of: $0) }
      let step = name == .nextSort ? 1 : orders.count - 1
      state.grouping.order = orders[place.map { ($0 + step) % orders.count } ?? 1]
      state.grouping.sort()
      moveGroup(by: 0, &state)
    case .invertSort:
      state.grouping.order = state.grouping.order ?? GroupView.order(state)
      state.grouping.isReversed.toggle()
      state.grouping.sort()
      moveGroup(by: 0, &state)
    default: return false
    }
    return true
  }

  /// Sorts by a column whose head was clicked; again turns it round.
  static func sortGroups(by order: GroupOrder, _ state: inout ExplorerState) {
    if GroupView.order(state) == order { state.grouping.isReversed.toggle() }
    state.grouping.order = order
    state.grouping.sort()
    moveGroup(by: 0, &state)
  }

  /// Moves the cursor, and the rows so far that it is on the screen.
  static func moveGroup(by step: Int, _ state: inout ExplorerState) {
    chooseGroup(state.grouping.selected + step, &state)
  }

  /// Puts the cursor on a row.
  static func chooseGroup(_ row: Int, _ state: inout ExplorerState) {
    let (last, visible) = (state.grouping.rows.count - 1, GroupView.visibleRows(state))
    state.grouping.selected = max(0, min(row, last))
    let lowest = max(0, state.grouping.selected - visible + 1)
    state.grouping.top = max(lowest, min(state.grouping.top, state.grouping.selected))
    state.grouping.top = max(0, min(state.grouping.top, last + 1 - visible))
  }

  /// Shows the nodes of the group under the cursor.
  private static func openGroup(_ state: inout ExplorerState) {
    let grouping = state.grouping
    guard grouping.rows.indices.contains(grouping.selected) else { return }
    let group = grouping.rows[grouping.selected]
    guard let condition = grouping.groups.condition(of: group) else {
      return complain(
        "\(NumberText.grouped(group.count)) nodes with other texts have no group of their own; "
          + "f filters them", &state)
    }
    let before = state.request.filter
    let filter = before.map { TreeExpression.bracketed(condition: $0) + " and " + condition }
    state.grouping.opened = (filter ?? condition, before)
    state.view = .tree
    begin(filter: filter ?? condition, &state)
  }

  /// Goes back from the nodes of a group to the groups; false where none was opened.
  static func returnToGroups(_ state: inout ExplorerState) -> Bool {
    guard let opened = state.grouping.opened, opened.filter == state.request.filter,
      state.grouping.text != nil
    else { return false }
    state.grouping.opened = nil
    if let before = opened.before { begin(filter: before, &state) } else { leaveFilter(&state) }
    state.view = .groups
    return true
  }
}
