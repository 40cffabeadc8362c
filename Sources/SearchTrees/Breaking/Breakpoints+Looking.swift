public import Groundwork

/// What is done after every simulation.
extension Breakpoints {
  /// Returns whether a simulation may have hit one of them, looking at the tree alone; `path` holds the nodes
  /// of the simulation, and `isByVisits` says whether the answer goes by visits.
  ///
  /// O(nodes that are looked at), without allocation.
  public mutating func screen(
    _ tree: borrowing SearchTree, _ path: borrowing Column<NodeID>, firstNew: Int, isByVisits: Bool
  ) -> Bool {
    for place in entries.indices where entries[place].breakpoint.isArmed {
      switch entries[place].state {
      case .unprepared: if tree.count > firstNew { return true }
      case .answer:
        if !isByVisits || entries[place].answer.mayHaveChanged(in: tree) { return true }
      case .visit(let node): if tree.visits(of: node) != entries[place].base { return true }
      case .facts: return true
      case .tree(let program, let node):
        if screen(place, program, node, tree, path, firstNew) { return true }
      }
    }
    return false
  }

  private mutating func screen(
    _ place: Int, _ program: TreeProgram, _ node: NodeID?, _ tree: borrowing SearchTree,
    _ path: borrowing Column<NodeID>, _ firstNew: Int
  ) -> Bool {
    if case .change(_, let step) = entries[place].breakpoint.trigger {
      let number = program.number(tree, at: node ?? .root)
      return Self.hasMoved(number, from: entries[place].base, by: step)
    }
    guard entries[place].breakpoint.scope == .anyNode else {
      let here = node ?? .root
      let holds = program.condition(tree, at: here) == true
      if holds { return !entries[place].holding.contains(here) }
      if entries[place].holding.count > 0 { entries[place].holding.remove(here) }
      return false
    }
    // What looks at more is for ``check(_:_:)``.
    guard entries[place].breakpoint.cost == .path else { return true }
    for index in 0..<path.count where screen(place, program, path[index], tree) { return true }
    for index in min(firstNew, tree.count)..<tree.count
    where screen(place, program, NodeID(index), tree) {
      return true
    }
    return false
  }

  @inline(__always)
  private mutating func screen(
    _ place: Int, _ program: TreeProgram, _ node: NodeID, _ tree: borrowing SearchTree
  ) -> Bool {
    if program.condition(tree, at: node) == true { return !entries[place].holding.contains(node) }
    entries[place].holding.remove(node)
    return false
  }

  private static func hasMoved(_ number: Double?, from base: Double?, by step: Double?) -> Bool {
    guard let number, let base else { return number != nil && base == nil }
    return step.map { abs(number - base) >= $0 } ?? (number != base)
  }

  /// Works out which breakpoint was hit by the simulation that came to a moment, and counts it; nil where
  /// none was.
  public mutating func check(_ moment: Moment) -> BreakpointHit? {
    var first: BreakpointHit?
    for place in entries.indices where entries[place].breakpoint.isArmed {
      if case .unprepared = entries[place].state {
        Self.prepare(&entries[place], moment)
        // A node that has just come may meet the condition at once.
        entries[place].holding = NodeSet()
      }
      guard let (words, node) = Self.event(&entries[place], moment) else { continue }
      entries[place].breakpoint.hits += 1
      let hit = BreakpointHit(
        number: entries[place].breakpoint.number,
        words: "break \(entries[place].breakpoint.number): \(words), at sim "
          + NumberText.grouped(moment.iteration), node: node)
      first = first ?? hit
    }
    hit = first ?? hit
    return first
  }

  private static func event(
    _ entry: inout Entry, _ moment: Moment
  ) -> (words: String, node: NodeID?)? {
    let facts = moment.facts
    func name(_ node: NodeID) -> String {
      let path = path(to: node, facts)
      return path.isEmpty ? "root" : path.joined(separator: "/")
    }
    switch (entry.state, entry.breakpoint.trigger) {
    case (.answer, _):
      let before = entry.answer.knownAction
      let nodes = moment.answer()
      var hasChanged = false
      facts.read {
        hasChanged = entry.answer.hasChanged(to: nodes, isByVisits: moment.isByVisits, in: $0)
      }
      guard hasChanged, nodes.count > 1 else { return nil }
      let from = before.map { "from \(name($0)) " } ?? ""
      return ("the answer changed, \(from)to \(name(nodes[1]))", nodes[1])
    case (.visit(let node), _):
      let visits = facts.number(.visits, of: node)
      guard visits != entry.base else { return nil }
      entry.base = visits
      return ("\(name(node)) was visited, N \(NumberText.count(visits))", node)
    case (_, .change(let text, let step)):
      let number = number(entry, facts)
      guard hasMoved(number, from: entry.base, by: step) else { return nil }
      let before = entry.base
      entry.base = number
      // What was not known before has not moved.
      guard let before, let number else { return nil }
      let (from, to) = TreeComparison.parted(before, number)
      return ("\(text) at \(entry.breakpoint.place) went from \(from) to \(to)", place(entry))
    case (_, .condition(let text)):
      var fresh: NodeID?
      for node in candidates(entry, moment) {
        if condition(entry, facts, at: node) == true {
          if entry.holding.insert(node) { fresh = fresh ?? node }
        } else {
          entry.holding.remove(node)
        }
      }
      guard let fresh else { return nil }
      guard entry.breakpoint.scope != .search else { return (text, nil) }
      let value = facts.number(.value, of: fresh).map { ", Q \(NumberText.fixed($0))" } ?? ""
      let visits = NumberText.count(facts.number(.visits, of: fresh))
      return ("\(text) at \(name(fresh)): N \(visits)\(value)", fresh)
    case (.unprepared, _), (.tree, _), (.facts, _): return nil
    }
  }

  private static func place(_ entry: Entry) -> NodeID? {
    switch entry.state {
    case .tree(_, let node), .facts(_, let node): node
    case .visit(let node): node
    case .unprepared, .answer: nil
    }
  }

  /// The nodes for which a condition may hold since a simulation, and did not before.
  private static func candidates(_ entry: Entry, _ moment: Moment) -> [NodeID] {
    guard entry.breakpoint.scope == .anyNode else { return [place(entry) ?? .root] }
    let facts = moment.facts
    if entry.breakpoint.cost == .all || moment.path.isEmpty {
      return (0..<facts.nodeCount).map { NodeID($0) }
    }
    let new = (min(moment.firstNew, facts.nodeCount)..<facts.nodeCount).map { NodeID($0) }
    guard entry.breakpoint.cost == .families else { return moment.path + new }
    return [.root] + moment.path.flatMap { facts.children(of: $0) } + new
  }
}
