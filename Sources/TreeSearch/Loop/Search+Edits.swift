import Groundwork
public import SearchTrees

/// Why an edit could not be made.
public struct EditError: Error, Hashable, Sendable {
  /// The reason, in one line.
  public var reason: String
}

extension Search {
  /// Makes an edit between two simulations and returns the change that it is; the simulation under way
  /// is taken back first.
  ///
  /// - Throws: an `EditError` that says why the edit means nothing here; nothing has changed then.
  @discardableResult
  public mutating func edit(
    _ edit: TreeEdit, by author: Author = .user
  ) throws(EditError)
    -> TreeChange
  {
    if let node = edit.node, node.index >= tree.count || node == .root && edit.isOfEdge {
      throw EditError(reason: node == .root ? "the root has no edge to edit" : "no node \(node)")
    }
    if let node = edit.node, let before = undo.nodesBeforeOpenRecord, node.index >= before {
      throw EditError(reason: "\(node) is new in the simulation under way; finish it first")
    }
    try check(edit)
    rewindSimulation()
    undo.open(
      .edit,
      UndoLog.Start(
        random: random, nodes: tree.count, deepest: deepest, isExhausted: isExhausted,
        forced: forced))
    // What was forbidden may be allowed now: the next simulation finds out.
    isExhausted = false
    tree.reconsiderEnds()
    openNodes?.isStale = true
    switch edit {
    case .ban(let node):
      undo.keepFlags(of: node, in: tree)
      tree.nodes[node.index].flags.insert(.banned)
    case .allow(let node):
      undo.keepFlags(of: node, in: tree)
      tree.nodes[node.index].flags.remove(.banned)
    case .banGrowth(let node):
      undo.keepFlags(of: node, in: tree)
      tree.nodes[node.index].flags.insert(.growthBanned)
    case .allowGrowth(let node):
      undo.keepFlags(of: node, in: tree)
      tree.nodes[node.index].flags.remove(.growthBanned)
    case .pin(let node, let value): pin(node, to: value)
    case .prior(let node, let value):
      undo.keepFlags(of: node, in: tree)
      undo.keepPrior(of: node, in: tree)
      tree.nodes[node.index].flags.insert(.priorEdited)
      tree.priors[node.index] = Float(value)
    case .boost(let node, let visits):
      forced = ForcedPath(target: node, remaining: visits)
      findForcedPath()
    case .parameter(let name, let value):
      if let index = recipe.selection.parameters.firstIndex(where: { $0.name == name }) {
        undo.keepParameter(at: index, recipe.selection.parameters[index].value)
      }
      _ = recipe.selection.set(name, to: value)
    case .note: break
    }
    undo.close()
    return .edited(edit, by: author)
  }

  private func check(_ edit: TreeEdit) throws(EditError) {
    switch edit {
    case .allow, .note: return
    case .banGrowth, .allowGrowth:
      guard recipe.selection.weighsNewChild else {
        throw EditError(reason: "\(recipe.selection.name) does not choose when nodes grow")
      }
    case .ban(let node):
      if tree.isOnPath(node, to: focus) {
        throw EditError(
          reason: "this branch leads all through \(node): ban below it, or branch at its parent")
      }
    case .pin(let node, let value):
      if let value, !Float(value).isFinite {
        throw EditError(reason: "a pinned value must be a number")
      }
      if tree.nodes[node.index].flags.contains(.proven) {
        throw EditError(reason: "\(node) is proven; its value cannot be pinned")
      }
    case .prior(_, let value):
      guard tree.hasPriors else {
        throw EditError(reason: "\(recipe.selection.name) uses no priors; try --preset puct")
      }
      let floor = recipe.proposer.edge.range?.lowerBound
      guard value >= floor ?? -.infinity, Float(value).isFinite else {
        let words = floor.map { " of at least \(NumberText.short($0))" } ?? ""
        throw EditError(reason: "a prior must be a number\(words)")
      }
    case .boost(let node, let visits):
      guard (1...Int(UInt32.max)).contains(visits) else {
        throw EditError(reason: "the number of visits must be at least 1")
      }
      guard tree.isOnPath(focus, to: node) else {
        throw EditError(reason: "\(node) is not below \(focus), where this branch begins")
      }
    case .parameter(let name, let value):
      var trial = recipe.selection
      guard !trial.set(name, to: value) else { return }
      let accepted = recipe.selection.parameters
        .map {
          "\($0.name) in \(NumberText.short($0.range.lowerBound))..."
            + NumberText.short($0.range.upperBound)
        }
      throw EditError(
        reason: "\(name) = \(NumberText.short(value)) is not accepted: "
          + accepted.joined(separator: ", "))
    }
  }

  private mutating func pin(_ node: NodeID, to value: Double?) {
    undo.keepFlags(of: node, in: tree)
    undo.keepExactValue(of: node, in: tree)
    if let value {
      tree.nodes[node.index].flags.insert(.pinned)
      tree.setExactValue(Float(value), of: node)
    } else {
      tree.nodes[node.index].flags.remove(.pinned)
    }
  }

  mutating func countForcedSimulation() {
    forced.remaining -= 1
    if forced.remaining == 0 { findForcedPath() }
  }

  mutating func findForcedPath() {
    let target = forced.remaining > 0 ? forced.target : focus
    assert(tree.isOnPath(focus, to: target), "a boost leads through where the branch begins")
    forcedPath = Array(tree.path(to: target).dropFirst())
  }
}
