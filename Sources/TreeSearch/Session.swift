public import SearchTrees

/// The session of one recipe.
///
/// The methods of a generic class are compiled once for all recipes, every call of a plug-in a call
/// through a table. The loop of simulations must not be: whoever makes a session, and knows the recipe,
/// hands the loop over as a closure that is compiled there for that recipe alone.
public final class Session<Recipe: SearchRecipe>: SearchSession {
  /// Completes a number of simulations of a search.
  public typealias Loop = (inout Search<Recipe>, Int) -> Void

  var search: Search<Recipe>
  private let loop: Loop
  var slicer = TreeSlicer()
  var trace: SimulationTrace?
  let preset: String

  /// Makes the session of a new search; `loop` calls
  /// ``Search/runUntilSettled(atMost:)``.
  public init(
    _ recipe: Recipe, preset: String, seed: UInt64, undoBytes: Int,
    loop: @escaping Loop = { $0.runUntilSettled(atMost: $1) }
  ) {
    search = Search(recipe, seed: seed, undoBytes: undoBytes)
    self.preset = preset
    self.loop = loop
  }

  private init(branching other: Session, at focus: NodeID, undoBytes: Int) {
    search = other.search.branch(at: focus, undoBytes: undoBytes)
    preset = other.preset
    loop = other.loop
  }

  /// Simulations completed.
  public var iterations: Int { search.iterations }
  /// The phase that comes next.
  public var phase: SearchPhase { search.phase }
  /// Simulations that can be taken back.
  public var undoDepth: Int { search.undoDepth }
  /// The node that every simulation is led through.
  public var focus: NodeID { search.focus }

  /// Completes at most `count` simulations, and none after the one that settles the root.
  public func run(_ count: Int) {
    trace = nil
    loop(&search, count)
  }

  /// Runs one phase, explained.
  public func stepPhase() {
    if search.phase != .select, trace == nil { trace = search.retrace() }
    var current = trace ?? SimulationTrace(iteration: search.iterations + 1)
    search.stepPhase(into: &current)
    trace = current
  }

  /// Takes one simulation back.
  public func stepBack() -> Bool {
    trace = nil
    return search.stepBack()
  }

  /// Takes one phase back.
  public func stepBackPhase() -> Bool {
    trace = nil
    return search.stepBackPhase()
  }

  /// Makes an edit and returns the change that it is.
  public func edit(_ edit: TreeEdit, by author: Author) throws(EditError) -> TreeChange {
    let change = try search.edit(edit, by: author)
    trace = nil
    return change
  }

  /// Takes the newest edit back.
  public func undoEdit() -> Bool {
    trace = nil
    return search.undoEdit()
  }

  /// Returns an independent copy that goes on from here, led through a node.
  public func branch(at focus: NodeID, undoBytes: Int) -> any SearchSession {
    // Nodes of the simulation under way go with it; the nearest one above that stays is meant.
    let path = focus.index < search.tree.count ? search.tree.path(to: focus) : []
    search.rewindSimulation()
    trace = nil
    let start = path.last { $0.index < search.tree.count } ?? .root
    return Session(branching: self, at: start, undoBytes: undoBytes)
  }

  /// Returns the first reason to stop.
  public func reason(in rules: inout [any StoppingRule], seconds: Double) -> StopReason? {
    let progress = search.progress(seconds: seconds)
    for index in rules.indices {
      if let reason = rules[index].reason(progress, tree: search.tree) { return reason }
    }
    return nil
  }

  /// Returns how many simulations may run before the rules must be asked again.
  public func patience(of rules: [any StoppingRule], seconds: Double) -> Int {
    let progress = search.progress(seconds: seconds)
    return rules.reduce(.max) { min($0, $1.patience(progress)) }
  }
}
