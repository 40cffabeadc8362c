import Groundwork
import SearchTrees

/// Simulations that are not the usual ones: those that are led, and those of another walk.
///
/// They stand beside the hot path, which tests one flag a simulation for all of them.
extension Search {
  /// Follows the forced path, and walks to the leaf where another walk is plugged in; returns whether the
  /// leaf is reached.
  @inline(never)
  mutating func takeDetours() -> Bool {
    forgetTrials()
    if !forcedPath.isEmpty { followForcedPath() }
    guard let walk else { return false }
    walking { walk.select(&$0) }
    return true
  }

  private mutating func followForcedPath() {
    for node in forcedPath {
      if path.isTerminal { return }
      if let walk { walking { walk.go(to: node, &$0) } } else { descend(to: node) }
    }
  }

  /// Lets another walk expand its leaf.
  @inline(never)
  mutating func walkOn() {
    if let walk { walking { walk.expand(&$0) } }
  }

  /// Hands a walker of this search out.
  ///
  /// The operations are made here, where the recipe is known, so that each is compiled for it.
  @inline(__always)
  private mutating func walking(_ body: (inout Walker) -> Void) {
    unsafe withUnsafeMutablePointer(to: &self) { search in
      let operations = unsafe Walker.Operations(
        place: { unsafe Self.at($0).pointee.place },
        family: { unsafe Self.at($0).pointee.currentFamily },
        isAtLeaf: { unsafe Self.at($0).pointee.isAtLeaf },
        choose: { unsafe Self.at($0).pointee.chooseChild() },
        chooseOpen: { unsafe Self.at($0).pointee.chooseOpenNode() },
        enter: { unsafe Self.at($0).pointee.descend(to: $1) },
        end: { unsafe Self.at($0).pointee.end(at: $1, reward: $2) },
        grow: { unsafe Self.at($0).pointee.growWanted() },
        judge: { unsafe Self.at($0).pointee.addTrial($1) },
        draw: { unsafe Self.at($0).pointee.random.below($1) },
        read: { unsafe $1(Self.at($0).pointee.tree) },
        actions: { unsafe Self.at($0).pointee.actionsToTake },
        look: { unsafe Self.at($0).pointee.look(at: $1) },
        take: { unsafe Self.at($0).pointee.take($1) },
        finish: { unsafe Self.at($0).pointee.isExhausted = true })
      var walker = unsafe Walker(UnsafeMutableRawPointer(search), operations)
      body(&walker)
    }
  }

  @inline(__always)
  private static func at(_ search: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Search> {
    unsafe search.assumingMemoryBound(to: Search.self)
  }

  private var place: WalkPlace {
    let node = path.nodes[path.nodes.count - 1]
    return WalkPlace(
      node: node, numbers: tree.nodes[node.index], length: path.nodes.count,
      isTerminal: path.isTerminal)
  }

  private var currentFamily: Family {
    family(of: path.nodes[path.nodes.count - 1], reward: path.rewards[path.rewards.count - 1])
  }

  /// Returns the open node that the simulation begins at, below where it has been led to; nil without one.
  private mutating func chooseOpenNode() -> NodeID? {
    let base = path.nodes[path.nodes.count - 1]
    if openNodes?.isStale == true { openNodes?.set(recipe.selection.parameters) }
    openNodes?.update(from: tree, below: base, iterations: iterations)
    let node = openNodes?.take()
    if node == nil, openNodes != nil { isExhausted = base == focus }
    return node
  }

  /// Returns how many open nodes the simulation under way was chosen from, or the next one will be, and the
  /// best of them; nil where the walk does not choose among open nodes.
  ///
  /// Of a tree that is lent for a look O(nodes * log nodes).
  mutating func lookAtOpenNodes(isLent: Bool) -> (count: Int, best: [NodeID])? {
    openNodes?.set(recipe.selection.parameters)
    if isLent {
      return openNodes?.looking(at: tree).look
    }
    if phase == .select {
      openNodes?.update(from: tree, below: forcedPath.last ?? .root, iterations: iterations)
    }
    return openNodes?.look
  }

  private mutating func growWanted() -> NodeID? {
    let node = path.nodes[path.nodes.count - 1]
    let numbers = tree.nodes[node.index]
    if chosenSource >= 0 { return growChosen(below: node) }
    guard !numbers.flags.contains(.complete) else { return nil }
    let wanted = recipe.widening.childrenWanted(numbers)
    return wanted > 0 ? grow(node, by: wanted) : nil
  }

  /// The legal actions of the place but those of barred children, as the problem lists them.
  private var actionsToTake: [ActionCode] {
    let world = recipe.world
    let node = path.nodes[path.nodes.count - 1]
    var barred: [ActionCode] = []
    for child in tree.children(of: node)
    where !tree.nodes[child.index].flags.isDisjoint(with: .barred) {
      barred.append(tree.nodes[child.index].action)
    }
    return (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
      .filter { !barred.contains($0) }
  }

  private mutating func look(at action: ActionCode) -> Float {
    var next = state
    let step = recipe.world.apply(action, to: &next, using: &random)
    if step.isTerminal { return step.reward }
    return step.reward + recipe.evaluator.evaluate(next, of: recipe.world, using: &random)
  }

  private mutating func take(_ action: ActionCode) {
    assert(!recipe.selection.usesPriors, "a child that is made for its action has no prior")
    let node = path.nodes[path.nodes.count - 1]
    let known = tree.children(of: node).first { tree.nodes[$0.index].action == action }
    if let known { return descend(to: known) }
    undo.keepFlags(of: node, in: tree)
    let child = tree.appendChildren(of: node, count: 1)
    tree.setAction(action, of: child)
    if Int(tree.nodes[node.index].childCount) >= recipe.world.actionCount(in: state) {
      tree.nodes[node.index].flags.insert(.complete)
    }
    descend(to: child)
  }

  /// Ends the path at a child that is not entered.
  private mutating func end(at child: NodeID, reward: Float) {
    path.nodes.append(child)
    path.rewards.append(reward)
    if !tree.nodes[child.index].flags.contains(.unentered) {
      undo.keepFlags(of: child, in: tree)
      tree.nodes[child.index].flags.insert(.unentered)
    }
  }
}
