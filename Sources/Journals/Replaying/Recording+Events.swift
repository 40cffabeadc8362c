import Groundwork
import SearchTrees

extension Recording {
  /// Takes from an event, the one in `line`, what can be had without the tree.
  func note(_ event: Int, _ place: Int) throws(JournalProblem) {
    kindsSeen.insert(line.kind)
    branches[place].lastEvent = event
    noteSimulation(event)
    switch line.kind {
    case .backup: noteBackup(event, place)
    case .select where termNames.isEmpty: noteTerms(value(of: event))
    case .expand where !hasTexts: noteTexts()
    case .evaluate: noteRationale(event)
    case .mark: noteMark(value(of: event), event, place)
    case .log:
      let value = value(of: event)
      let level = value["level"]?.string.map { $0 + ": " } ?? ""
      add(LogLine(.event, level + (value["text"]?.string ?? "")))
    case .stop:
      let value = value(of: event)
      lastStop = (event, place, value)
      if value["models"] != nil || value["alarms"] != nil { accounts.append(event) }
    case .answer:
      for step in value(of: event)["path"]?.elements ?? [] where step.id == nil {
        throw JournalProblem(
          reason: "the path of an answer: a node id is a whole number from 0 to \(UInt64.max)")
      }
      answers.append(event)
    case .keyframe where firstKeyframe == 0: firstKeyframe = event
    case .reply: replies.append(value(of: event))
    case .call:
      callEvents.append(event)
      bytes.withBytes(index.bytes(of: event)) { callAccounts.add($0, event: event) }
    case .text: textEvents.append(event)
    case .endpoint: header?.servers.append(ModelServer(value(of: event)))
    default: break
    }
  }

  /// Keeps where a simulation began that is not complete, and the ids that were given.
  private func noteSimulation(_ event: Int) {
    switch line.kind {
    case .select, .expand, .evaluate:
      if unfinished == nil { unfinished = (event, nextID) }
      for index in 0..<line.children.count { nextID = max(nextID, line.children[index].id &+ 1) }
    case .backup: unfinished = nil
    default: break
    }
  }

  private func noteBackup(_ event: Int, _ place: Int) {
    let before = branches[place].lastIteration
    let number = min(
      line.iteration ?? max(before, branches[place].startIteration) + 1, Int(UInt32.max))
    branches[place].lastIteration = number
    if runs.last?.branch != place { runs.append((backups.count, place)) }
    backups.append(
      TreeFold.Iteration(
        event: UInt32(event), number: UInt32(number), deepest: 0))
    if includes(event) { iterationCount = number }
  }

  private func noteTerms(_ value: JSONValue) {
    for candidate in value["candidates"]?.elements ?? [] {
      for term in candidate["terms"]?.members ?? [] where !termNames.contains(term.key) {
        termNames.append(term.key)
      }
    }
  }

  /// Begins the branch that an event names.
  func begin(branch value: JSONValue, _ event: Int) throws(JournalProblem) {
    guard let number = value["branch"]?.integer, number > 0 else {
      throw JournalProblem(reason: "a branch needs \"branch\": a whole number of at least 1")
    }
    guard let origin = branchPlaces[value["of"]?.integer ?? 0] else {
      throw JournalProblem(reason: "a branch of a branch that has not begun")
    }
    let start = value["at"]?.integer ?? event - 1
    guard (0..<event).contains(start) else {
      throw JournalProblem(reason: "a branch at event \(start), which is not before it")
    }
    guard branchPlaces[number] == nil else {
      throw JournalProblem(reason: "branch \(number) has begun already")
    }
    let startIteration = iterations(before: start, on: origin)
    addBranch(
      RecordedBranch(
        number: number, name: value["name"]?.string ?? "branch \(number)", origin: origin,
        start: start, startIteration: startIteration,
        node: value["node"]?.id ?? 0, firstEvent: event, lastEvent: event,
        lastIteration: startIteration))
  }

  /// Returns the number of the last iteration of a branch that was completed by an event.
  func iterations(before event: Int, on place: Int) -> Int {
    var position = backupsUp(to: event) - 1
    while position >= 0 {
      let backup = backups[position]
      let isSound = index.kind(of: Int(backup.event)) != nil
      if isSound, index.branch(of: Int(backup.event)) == place { return Int(backup.number) }
      position -= 1
    }
    return branches[place].startIteration
  }

  /// Returns how many iterations a branch had at the event that is shown.
  ///
  /// O(changes of branch in the file).
  func iterationsSoFar(onBranch place: Int) -> Int {
    let end = backupsUp(to: position)
    var bound = end
    for run in runs.reversed() where run.first < end {
      if run.branch == place { return Int(backups[bound - 1].number) }
      bound = run.first
    }
    return branches[place].startIteration
  }

  /// Returns how many backups, of all branches, there are up to an event.
  func backupsUp(to event: Int) -> Int {
    var low = 0
    var high = backups.count
    while low < high {
      let middle = (low + high) / 2
      if Int(backups[middle].event) <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func noteMark(_ value: JSONValue, _ event: Int, _ place: Int) {
    let at = value["at"]?.integer.flatMap { (1...event).contains($0) ? $0 : nil } ?? event
    // A mark that names an earlier event is about that one's branch.
    let branch = at == event ? place : index.branch(of: at)
    marks.append(
      Mark(
        event: at, iteration: iterations(before: at, on: branch), branch: branch,
        node: fold.names.expectedNode(line.node ?? fold.names.id(of: .root)),
        name: value["name"]?.string ?? "mark",
        note: value["note"]?.string ?? ""))
  }

  // MARK: - The tree, forwards and backwards

  /// Applies the event in `line`, the next one of the fold, if the shown tree holds it.
  func apply(_ event: Int) {
    guard let kind = index.kind(of: event), includes(event) else { return fold.skip() }
    do throws(JournalProblem) {
      switch kind {
      case .edit:
        fold.skip()
        try fold.applyEdit(value(of: event), of: line.node)
        examination?.led(by: line.node == nil ? nil : value(of: event))
      case .branch, .stop:
        fold.skip()
        if kind == .branch { examination?.led() }
        remember(kind, event)
      case .expand:
        checkActions(event)
        let before = fold.tree.count
        try fold.apply(line, layout)
        noteChildTexts(event, from: before)
        for index in 0..<line.children.count where line.children[index].kind.offset >= 0 {
          let kind = text(line.children[index].kind)
          fold.setKind(kind, of: NodeID(before + index))
        }
        if let parent = line.node.flatMap({ fold.names.node($0) }), line.codes.count == 0 {
          examination?.expanded(parent, from: before, event: event, value(of: event))
        }
      case .select:
        try fold.apply(line, layout)
        checkDecision(event)
        examination?.decided()
      case .reroot:
        try fold.apply(line, layout)
        fold.happenings.append(
          (
            event,
            SearchSummary.Event(
              iteration: fold.iterationNumber, change: .rerooted(fold.root))
          ))
      case .evaluate:
        try fold.apply(line, layout)
        if let node = line.node.flatMap({ fold.names.node($0) }) {
          examination?.evaluated(node, line, value(of: event))
        }
      case .backup:
        examination?.willBackUp(line, event: event, constant: currentConstant, in: fold)
        try fold.apply(line, layout)
        examination?.didBackUp(line, event: event, in: fold)
      default: try fold.apply(line, layout)
      }
    } catch {
      refuse(event, error)
    }
  }

  /// Sees to it that the rules of a known problem are asked only about what they can make sense of.
  private func checkActions(_ event: Int) {
    guard let interpreter, let parent = line.node.flatMap({ fold.names.node($0) }) else { return }
    let actions = (0..<line.codes.count).map { line.codes[$0] }
    if actions.count == line.children.count,
      interpreter.allows(actions, at: parent, in: &fold.tree, at: moment)
    {
      return
    }
    // From here on the recording speaks for itself.
    self.interpreter = nil
    let problem = header?.problem ?? "this problem"
    leavesOut = true
    report(
      JournalProblem(
        line: event,
        reason: "node \(line.node ?? 0) has no such actions in \(problem); states and scores are "
          + "not worked out"))
  }

  private func remember(_ kind: JournalLine.Kind, _ event: Int) {
    let value = value(of: event)
    var change = TreeChange.stopped(.said(Self.words(ofStop: value)))
    if kind == .branch {
      let place = index.branch(of: event)
      let branch = branches[place]
      change = .branched(
        id: place, from: branch.origin ?? 0, node: fold.names.node(branch.node) ?? .root,
        iteration: branch.startIteration)
    }
    fold.happenings.append(
      (event, SearchSummary.Event(iteration: fold.iterationNumber, change: change)))
  }

  /// Returns why a search stopped, in the words of its `stop` event or else in words for its reason.
  static func words(ofStop value: JSONValue) -> String {
    if let message = value["message"]?.string { return message }
    guard let reason = value["reason"]?.string else { return "stopped" }
    let words = [
      "budget": "the budget is used up", "memory": "memory: what was allowed is taken",
      "step": "stepped", "quit": "ended",
      "solved": "solved: the root is proven", "exhausted": "exhausted: nothing is left to select",
      "breakpoint": "stopped at a breakpoint", "error": "stopped by an error",
    ]
    return words[reason] ?? reason
  }

  /// Goes on towards an event until a time of the monotonic clock; returns whether there is nothing more
  /// to do: it is reached, or the file is no longer the one that was read.
  func approach(_ target: Int, until deadline: Double) -> Bool {
    let target = max(0, min(target, eventCount))
    let place = target == 0 ? 0 : index.branch(of: target)
    if place != shownBranch { show(branch: place) }
    return move(to: target, until: deadline)
  }

  /// Goes on towards an event, on the branch that is shown, until a time of the monotonic clock;
  /// returns whether it is reached.
  func move(to target: Int, until deadline: Double) -> Bool {
    if target < fold.position, isFarBack(target) || losesHistories(target) {
      show(branch: shownBranch)
    }
    var count = 0
    while fold.position != target, !isBroken {
      fold.position < target ? advance() : retreat()
      count += 1
      assert(fold.position <= eventCount, "no event is shown that was not read")
      if count & 63 == 0, time.now > deadline {
        return fold.position == target || isBroken
      }
    }
    return true
  }

  /// Whether it is quicker to begin anew than to go back: that reads each event and, for every number
  /// in it, the event before.
  private func isFarBack(_ target: Int) -> Bool {
    guard target > 0 else { return true }
    writeDown()
    let back = place(of: fold.position).upperBound - place(of: target).upperBound
    return back > 1 << 16 && back * 8 > place(of: target).upperBound
  }

  /// Whether what nodes were worth up to an event can only be had by beginning anew.
  private func losesHistories(_ target: Int) -> Bool {
    fold.histories?.isTooCoarse(at: iterations(before: target, on: shownBranch)) ?? false
  }

  private func advance() {
    let event = fold.position + 1
    if index.kind(of: event) != nil, includes(event), !load(event, into: &line) { return }
    apply(event)
  }

  private func retreat() {
    let event = fold.position
    guard index.kind(of: event) != nil, includes(event) else { return fold.unskip() }
    guard load(event, into: &line) else { return }
    fold.takeBack(
      line, layout, numbers: { statistics(of: $1, in: $0) }, kept: { kept(of: $1, in: $0) })
  }

  /// Returns the statistics that an event gave a node; the last ones if it gave several.
  func statistics(of id: UInt64, in event: Int) -> Statistics {
    row(of: id, in: event).map { Statistics(other, row: $0, layout) } ?? .none(layout)
  }

  /// Returns the declared statistics that an event gave a node; the last ones if it gave several.
  private func kept(of id: UInt64, in event: Int) -> [Double?] {
    guard let row = row(of: id, in: event) else { return [] }
    let start = row * layout.names.count + layout.firstKept
    return (0..<layout.kept.width).map {
      let number = other.statNumbers[start + $0]
      return number.isNaN ? nil : number
    }
  }

  /// Loads an event into `other`, and returns the last row of a node there.
  private func row(of id: UInt64, in event: Int) -> Int? {
    if otherEvent != event {
      load(event, into: &other)
      otherEvent = event
    }
    var row = other.statIDs.count - 1
    while row >= 0, other.statIDs[row] != id { row -= 1 }
    return row < 0 ? nil : row
  }
}
