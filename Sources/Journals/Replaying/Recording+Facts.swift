import Groundwork
public import SearchTrees

/// What an expression may ask of a recording, at the moment that is shown.
extension Recording: TreeFacts {
  /// The nodes.
  public var nodeCount: Int { fold.tree.count }

  /// The names that an expression may use.
  public var expressionNames: ExpressionNames {
    var unknown: [String: String] = [:]
    if !hasIterations { unknown["age"] = "the recording holds no single simulations" }
    if !kindsSeen.contains(.select) {
      unknown["scored"] = "the recording holds no choices; score is that of the next one"
    }
    return ExpressionNames(
      statistics: fold.tree.statistics.layout.cellNames, terms: termNames, parts: partNames,
      unknown: unknown)
  }

  /// The parts of rewards, as the first evaluations have them.
  private var partNames: [String] {
    guard fold.verdictAt.count > 0 else { return [] }
    var looked = 0
    for index in 0..<fold.tree.count where fold.verdictAt[index] > 0 {
      let parts = verdict(of: NodeID(index))?.parts ?? []
      if !parts.isEmpty { return parts.map(\.name) }
      looked += 1
      if looked == Self.verdictsWithParts { break }
    }
    return []
  }

  /// As many evaluations are looked at for the names of parts.
  private static var verdictsWithParts: Int { 64 }

  /// The search as a whole.
  public var searchFacts: SearchFacts {
    var facts = SearchFacts()
    let visits = hasIterations ? Double(fold.iterationNumber) : fold.tree.visits(of: .root)
    facts.iterations = visits.flatMap { Int(exactly: $0) }
    facts.depth = fold.deepest
    let constant = header?.selectionParameters.first
    facts.constant =
      fold.parameters.last { $0.number.name == constant?.name }?.number.value ?? constant?.value
    facts.bestLine = fold.tree.principalVariation(from: fold.root, range: floatRange)
    facts.best = facts.bestLine.dropFirst().first
    return facts
  }

  /// The simulation that was completed last; nil where the recording holds no single ones.
  public var lastSimulation: LastSimulation? {
    guard fold.iterations.count > 0 else { return nil }
    let event = Int(fold.iterations[fold.iterations.count - 1].event)
    load(event, into: &other)
    otherEvent = event
    let path = (0..<other.path.count).compactMap { fold.names.node(other.path[$0]) }
    return path.isEmpty ? nil : LastSimulation(path: path, value: other.value)
  }

  /// Nothing here carries an answer out.
  public var isPlanValid: Bool? { nil }

  /// What persons and programs wrote on nodes up to the event that is shown; untrusted text.
  public var notes: [NodeID: String] {
    var notes: [NodeID: String] = [:]
    for note in fold.notes { notes[note.node] = note.text }
    return notes
  }

  /// Lends the tree, to be read only.
  public func read(_ body: (borrowing SearchTree) -> Void) { body(fold.tree) }

  /// Returns the parent of a node.
  public func parent(of node: NodeID) -> NodeID? { fold.tree.parent(of: node) }

  /// Returns the children of a node, oldest first.
  public func children(of node: NodeID) -> [NodeID] { fold.tree.children(of: node) }

  /// Returns the actions of the children of a node, oldest first.
  public func childLabels(of node: NodeID) -> [String] { explanation.childLabels(of: node) }

  /// Returns a number of a node.
  public func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    switch number {
    case .depth: return Double(fold.depths[node.index])
    case .age:
      let event = Int(fold.statisticsAt[node.index])
      guard event > 0, let visit = iteration(of: event) else { return nil }
      return Double(fold.iterationNumber - min(visit, fold.iterationNumber))
    default: return fold.tree.number(number, of: node)
    }
  }

  /// Returns whether something is so of a node.
  public func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    fold.tree.condition(condition, of: node)
  }

  /// Returns what can be read of a node; the rules of the search know its state where the file does not.
  public func text(_ text: NodeText, of node: NodeID) -> String? {
    switch text {
    case .action: keptAction(of: node) ?? birth(of: node).map { self.text($0.action) } ?? ""
    case .text:
      self.text(of: node)
        ?? interpreter?.stateLine(at: node, in: &fold.tree, at: moment)
    case .rationale: keptRationale(of: node)
    case .note: fold.notes.last { $0.node == node }?.text ?? ""
    case .kind: explanation.kind(of: node)
    }
  }

  /// Returns the choice among the children of a node: as the file holds it, or the next one where the rules
  /// of the search are known.
  public func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable? {
    guard !isRecorded, let interpreter else { return decision(at: node) }
    return interpreter.selectionTable(at: node, in: &fold.tree, at: moment)
  }

  /// Returns what an evaluator said of a node.
  public func verdict(on node: NodeID) -> Verdict? { verdict(of: node) }

  /// Returns what the file says of a node beside its numbers and texts.
  public func extras(of node: NodeID) -> NodeExtras {
    var extras = NodeExtras()
    extras.source = source(of: node)
    extras.unexpanded = explanation.unexpanded(below: node)
    let kept = layout.kept.cellNames
    // What the tree keeps is read there; only for the rest an event is read once more.
    if layout.others.count > kept.count {
      extras.statistics = otherStatistics(of: node).filter { !kept.contains($0.name) }
    }
    return extras
  }
}
