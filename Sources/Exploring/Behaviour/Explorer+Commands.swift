import Drawing
import Groundwork
import SearchTrees

extension Explorer {
  /// The simulations that are waited for another best action unless somebody says how many.
  static let longestWait = 100_000

  /// Carries out a command; `count` is the number typed before its key.
  static func perform(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double, count: Int? = nil
  ) -> [Effect] {
    guard let command = CommandTable.command(name) else { return [] }
    if state.view == .text, let effects = read(name, &state, count: count) { return effects }
    if state.view == .compare, lookAtComparison(name, &state, count: count) { return [] }
    if state.view == .calls, look(atCalls: name, &state, count: count) { return [] }
    if state.view == .groups, look(atGroups: name, &state, count: count) { return [] }
    if state.view == .plots, let effects = plot(name, &state, count: count) { return effects }
    if state.view == .doctor, let effects = diagnose(name, &state, time, count: count) {
      return effects
    }
    if let reason = command.disabledReason(in: state) {
      complain("\(name.rawValue): \(reason)", &state)
      return []
    }
    if state.view == .icicle, let effects = walkIcicle(name, &state) { return effects }
    // The wheel may have scrolled the row of the cursor away; whatever is done to it is seen.
    if name != .mouse { state.isScrolledAway = false }
    if let argument = command.argument {
      if argument.takesCount, let count {
        return argument.kind == .event
          ? goTo(moment: String(count), &state) : give(Double(count), to: name, &state)
      }
      if name == .mark || name == .goToMark {
        state.overlay = .letter(name)
        return []
      }
      return ask(for: name, &state)
    }
    if let effects = copy(name, &state) { return effects }
    if [.move, .fold, .find].contains(command.category) { keepFolds(&state) }
    if let effects = travel(name, &state, time) { return effects }
    if look(name, &state) { return [] }
    if move(name, &state, time, count) { return [] }
    if fold(name, &state, time, count) { return [] }
    return runOrShow(name, &state, time, count)
  }

  private static func runOrShow(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double, _ count: Int?
  ) -> [Effect] {
    let number = max(1, count ?? 1)
    switch name {
    case .run: return [.send(state.isRunning ? .pause : .run)]
    // Whatever was not answered is asked for once more where the search goes on.
    case .askAgain: return [.send(.run)]
    case .phaseForward: return [.send(.stepPhase(number))]
    case .phaseBack: return [.send(.backPhase(number))]
    case .simulation: return [.send(.step(number))]
    case .simulationBack: return [.send(.back(number))]
    case .slower, .faster: return [.send(.pace(pace(after: name, state.slice.summary.pace)))]
    case .runBest:
      return [.send(.runUntil(.bestActionChange(within: count.map { max(1, $0) } ?? longestWait)))]
    case .restart:
      if state.slice.summary.abilities.keepsBranches { return [.send(.restart)] }
      state.overlay = .confirm(
        question: "Restart from the same seed? Branches and edits are lost.", command: .restart)
    case .branch: return [.send(.branch(at: state.slice.cursor, name: nil))]
    case .breakpoints: state.overlay = .breakpoints(selected: 0)
    case .branches: state.overlay = .branches(selected: state.slice.summary.branch)
    case .ban:
      let isBanned = state.cursorRow?.flags.contains(.banned) ?? false
      let node = state.slice.cursor
      if case .newChild? = state.cursorRow?.kind {
        return [.send(.edit(isBanned ? .allowGrowth(node) : .banGrowth(node)))]
      }
      return [.send(.edit(isBanned ? .allow(node) : .ban(node)))]
    case .retire:
      leaveLines(&state)
      state.overlay = .confirm(
        question: "Retire \(state.slice.cursor) and all below it? No simulation enters it again.",
        command: .retire)
    case .askEdited:
      guard let chosen = state.calls.call(in: state.slice.calls) else { return [] }
      return [.edit(chosen.call.prompt, .prompt(ofCall: chosen.number))]
    case .editNote:
      return [.edit(suggestion(for: .note, state), .note(state.slice.cursor))]
    case .undoEdit: return [.send(.undoEdit)]
    case .redoEdit: return [.send(.redoEdit)]
    case .keepSettings: return keepSettings(&state)
    case .redraw: return [.redraw]
    case .mouse: return takeOrLeaveMouse(&state)
    case .suspend: return [.suspend]
    case .quit: return quit(&state)
    case .quitAll: return [.quitAll]
    case .inspect where state.slice.summary.abilities.opensNodes && state.slice.cursor != .root:
      return [.openNode(state.slice.cursor)]
    case .interrupt: return interrupt(&state, time)
    default: show(name, &state)
    }
    return []
  }

  /// Commands that change only what is shown.
  private static func show(_ name: CommandName, _ state: inout ExplorerState) {
    switch name {
    case .follow:
      state.request.followsBestLine = state.bestLineOnce || !state.request.followsBestLine
      state.bestLineOnce = false
      if state.request.followsBestLine { state.request.rowsAbove = lowestRow(state) }
      remark(
        state.request.followsBestLine ? "following the best line" : "no longer following", &state)
    case .nextSort, .previousSort: sort(name, &state)
    case .invertFilter: invertFilter(&state)
    case .invertSort: state.request.isAscending.toggle()
    case .toggleShare: toggle(.share, &state)
    case .toggleIDs: toggle(.identity, &state)
    case .columns: state.overlay = .columns(selected: 0)
    case .inspect:
      state.showsInspector = true
      state.pane = .inspector
    case .nextPane:
      state.pane = state.pane == .tree && state.layout.inspector != nil ? .inspector : .tree
    case .nextTab, .previousTab: turnPage(name == .nextTab ? 1 : -1, &state)
    case .rationalePage, .tokensPage:
      state.view = .tree
      turn(to: name == .rationalePage ? .rationale : .tokens, &state)
      // Where there is room for one pane only, the page is seen with the focus.
      if state.layout.inspector == nil { state.pane = .inspector }
    case .toggleInspector:
      state.showsInspector.toggle()
      if !state.showsInspector { state.pane = .tree }
    case .maximize: state.isMaximized.toggle()
    case .tag: keepMoment(&state)
    case .clearTag:
      state.tag = nil
      remark("no moment is kept any more", &state)
    case .compare: compareWithTag(&state)
    case .jump: state.overlay = .jump(typed: "")
    case .place: state.request.wantsPlace = true
    case .treeView: state.view = .tree
    case .stepsView: state.view = .steps
    case .textView: toggleText(&state)
    case .plotsView: openPlots(&state)
    case .icicleView: state.view = .icicle
    case .doctor:
      state.view = .doctor
      state.doctor = 0
    case .callsView: openCalls(&state)
    case .logView:
      state.view = .log
      // What could not be read and what should not be overlooked stand at the top.
      let summary = state.slice.summary
      let isWarned =
        summary.unreadCount > 0 || !summary.alarms.isEmpty || !summary.findings.isEmpty
      state.logBack = isWarned ? LogView.highestBack(state) : 0
    case .palette: state.prompt = prompt(.palette, state)
    case .help: state.overlay = .help(top: 0)
    case .glyphs:
      let sets = Setting.Signs.allCases.filter { !state.isAccessible || !$0.hasBraille }
      let next = ((sets.firstIndex { $0.glyphs == state.glyphs } ?? 0) + 1) % sets.count
      state.glyphs = sets[next].glyphs
      remark("signs: \(sets[next].rawValue)", &state)
    case .cancel: cancel(&state)
    default: break
    }
  }

  private static func turnPage(_ step: Int, _ state: inout ExplorerState) {
    let tabs = state.tabs
    let index = (tabs.firstIndex(of: state.tab) ?? 0) + step + tabs.count
    turn(to: tabs[index % tabs.count], &state)
  }

  private static func turn(to page: ExplorerState.Tab, _ state: inout ExplorerState) {
    state.tab = page
    turnToTop(&state)
    state.showsInspector = true
  }

  private static func sort(_ name: CommandName, _ state: inout ExplorerState) {
    var keys = state.sortKeys
    if !state.slice.summary.hasPriors { keys.removeAll { $0 == .prior } }
    let step = name == .nextSort ? 1 : keys.count - 1
    let index = (keys.firstIndex(of: state.request.sort) ?? 0) + step
    state.request.sort = keys[index % keys.count]
    state.request.orderVersion += 1
  }

  /// The paces that `[` and `]` go through, in simulations a second; nil above them.
  static let paces: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

  private static func pace(after name: CommandName, _ current: Double?) -> Double? {
    if name == .faster { return current.flatMap { known in paces.first { $0 > known } } }
    guard let current else { return paces.last }
    return paces.last { $0 < current } ?? paces[0]
  }

  /// Esc leaves exactly one layer and never quits.
  private static func cancel(_ state: inout ExplorerState) {
    if state.view != .tree {
      state.view = .tree
    } else if state.pane == .inspector {
      state.pane = .tree
    } else if state.isMaximized {
      state.isMaximized = false
    } else if state.request.filter != nil {
      if !returnToGroups(&state) { leaveFilter(&state) }
    } else if state.request.followsBestLine {
      state.request.followsBestLine = false
    }
  }

  private static func quit(_ state: inout ExplorerState) -> [Effect] {
    if state.view != .tree {
      state.view = .tree
      return []
    }
    if state.pane == .inspector {
      state.pane = .tree
      return []
    }
    if let save = state.slice.summary.save {
      state.overlay = .confirm(
        question: "Quit? \(save.path) is not written yet and would be dropped.", command: .quit)
      return []
    }
    guard let unsaved = unsaved(state) else { return [.quit] }
    let way = state.slice.summary.disabledReasons[.save] == nil ? "; w saves" : " anywhere"
    state.overlay = .confirm(question: "Quit? \(unsaved) not saved\(way).", command: .quit)
    return []
  }

  /// What would be lost, as the subject of a sentence with its verb; nil if nothing would be.
  private static func unsaved(_ state: ExplorerState) -> String? {
    let summary = state.slice.summary
    if summary.recording != nil { return nil }
    let branches =
      summary.abilities.keepsBranches ? 0 : summary.branches.count - 1 - state.saved.branches
    let words = summary.keepsNotes ? 0 : state.words - state.saved.words
    var parts: [String] = []
    if branches > 0 { parts.append("\(branches) branch\(branches == 1 ? "" : "es")") }
    if words > 0 {
      parts.append("\(words) mark\(words == 1 ? "" : "s") or note\(words == 1 ? "" : "s")")
    }
    guard !parts.isEmpty else { return nil }
    return parts.joined(separator: " and ")
      + (parts.count == 1 && max(branches, 0) + max(words, 0) == 1 ? " is" : " are")
  }

  /// Seconds within which a second ^C quits.
  private static let quitWindow = 2.0

  /// ^C stops what is going on: a line that is typed, what lies over the view, a running search.
  ///
  /// A second one soon after it quits, whatever the first one found to stop.
  static func interrupt(_ state: inout ExplorerState, _ time: Double) -> [Effect] {
    if time - state.lastInterrupt < quitWindow { return [.quitAll] }
    state.lastInterrupt = time
    state.prompt = nil
    state.overlay = nil
    clearPending(&state)
    remark("\(state.isRunning ? "paused; " : "")^C again within two seconds quits", &state)
    return state.isRunning ? [.send(.pause)] : []
  }

  static func confirmed(_ name: CommandName, _ state: inout ExplorerState) -> [Effect] {
    switch name {
    case .restart:
      forgetPlaces(&state)
      return [.send(.restart)]
    case .quit: return [.quit]
    case .retire: return [.send(.edit(.ban(state.slice.cursor)))]
    case .save:
      guard let path = state.replaceable else { return [.send(.cancelSave)] }
      return save(to: path, replaces: true, &state)
    default: return []
    }
  }

  /// Forgets what was open, and where: it means nothing in a tree of one node.
  private static func forgetPlaces(_ state: inout ExplorerState) {
    state.request.root = .root
    state.request.open = [.root]
    state.foldsByHand = false
    state.request.shownChildren = [:]
    state.request.cursor = .node(.root)
    state.places = ViewHistory()
    state.folds = [:]
    state.parents = [:]
    state.visitedMark = nil
  }

  /// Gives a command the value that it asked for; nil where nothing was typed.
  static func give(
    _ value: Double?, to name: CommandName, at place: NodeID? = nil, _ state: inout ExplorerState
  ) -> [Effect] {
    let node = place ?? state.slice.cursor
    switch (name, value) {
    case (.pin, let value): return [.send(.edit(.pin(node, value: value)))]
    case (_, nil): remark("not done", &state)
    case (.runSimulations, let value?) where value >= 1:
      return [.send(.runUntil(.iterations(whole(value))))]
    case (.runVisits, let value?) where value >= 1:
      return [.send(.runUntil(.visits(node, whole(value))))]
    case (.visits, let value?) where value >= 1:
      return [.send(.edit(.boost(node, visits: whole(value))))]
    case (.prior, let value?): return [.send(.edit(.prior(node, value: value)))]
    case (.restartWith, let value?):
      guard let constant = state.slice.summary.parameters.first?.name else {
        complain("restart-with: \(state.slice.summary.rule) has no constant", &state)
        return []
      }
      forgetPlaces(&state)
      return [.send(.restartWith(NamedNumber(constant, value)))]
    case (.constant, let value?):
      let constant = state.slice.summary.parameters.first?.name ?? "c"
      return [.send(.edit(.parameter(name: constant, value: value)))]
    case (_, let value?):
      complain("\(name.rawValue): \(NumberText.short(value)) is not a number of at least 1", &state)
    }
    return []
  }

  private static func whole(_ value: Double) -> Int { Int(min(value, 1e12)) }
}
