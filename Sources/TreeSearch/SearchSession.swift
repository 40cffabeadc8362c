import Groundwork
public import SearchTrees

/// A search of some recipe, behind one call for many simulations: where types are erased.
public protocol SearchSession: AnyObject {
  /// Simulations completed.
  var iterations: Int { get }
  /// The phase that comes next.
  var phase: SearchPhase { get }
  /// Simulations that can be taken back.
  var undoDepth: Int { get }
  /// The node that every simulation is led through.
  var focus: NodeID { get }

  /// Completes at most `count` simulations, and none after the one that settles the root.
  func run(_ count: Int)
  /// Runs one phase, explained.
  func stepPhase()
  /// Takes one simulation back.
  func stepBack() -> Bool
  /// Takes one phase back.
  func stepBackPhase() -> Bool
  /// Makes an edit and returns the change that it is.
  func edit(_ edit: TreeEdit, by author: Author) throws(EditError) -> TreeChange
  /// Takes the newest edit back.
  func undoEdit() -> Bool
  /// Returns an independent copy that goes on from here, led through a node.
  func branch(at focus: NodeID, undoBytes: Int) -> any SearchSession
  /// Returns the first reason to stop.
  func reason(in rules: inout [any StoppingRule], seconds: Double) -> StopReason?
  /// Returns how many simulations may run before the rules must be asked again.
  func patience(of rules: [any StoppingRule], seconds: Double) -> Int
  /// Fills in what the search says of itself.
  func fill(_ summary: inout SearchSummary)
  /// Fills in everything that a request asks for.
  func fill(_ slice: inout TreeSlice, for request: SliceRequest)
  /// Returns what the search has found.
  func report(_ rule: AnswerRule) -> SearchReport
}

/// The session of one recipe.
///
/// The methods of a generic class are compiled once for all recipes, every call of a plug-in a call
/// through a table. The loop of simulations must not be: whoever makes a session, and knows the recipe,
/// hands the loop over as a closure that is compiled there for that recipe alone.
public final class Session<Recipe: SearchRecipe>: SearchSession {
  /// Completes a number of simulations of a search.
  public typealias Loop = (inout Search<Recipe>, Int) -> Void

  private var search: Search<Recipe>
  private let loop: Loop
  private var slicer = TreeSlicer()
  private var trace: SimulationTrace?
  private let preset: String

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

  /// Fills in what the search says of itself.
  public func fill(_ summary: inout SearchSummary) {
    let selection = search.recipe.selection
    summary.problem = search.recipe.world.name
    summary.preset = preset
    summary.seed = search.seed
    summary.iterations = search.iterations
    summary.nodes = search.tree.count
    summary.depth = search.deepest
    summary.bytes = search.tree.count * search.tree.bytesPerNode
    summary.phase = search.phase
    summary.undoDepth = search.undoDepth
    summary.rule = selection.name
    summary.formula = selection.formula
    summary.termNames = selection.termNames
    summary.parameters = selection.parameters.map { NamedNumber($0.name, $0.value) }
    summary.hasPriors = search.tree.hasPriors
    summary.valueMeaning = search.recipe.backup.meaning.words
    summary.valueRange = search.range.map { Double($0.lowerBound)...Double($0.upperBound) }
    let line = search.tree.principalVariation(range: search.range)
    summary.bestLine = line.dropFirst().map { slicer.label(of: $0, in: search.tree, search) }
    summary.bestValue = line.count > 1 ? search.tree.value(of: line[1]) : nil
  }

  /// Fills in everything that a request asks for.
  public func fill(_ slice: inout TreeSlice, for request: SliceRequest) {
    if request.wantsTrace {
      if trace == nil { trace = search.retrace() }
      slice.trace = trace
    }
    fill(&slice.summary)
    let path = Set(trace.map { $0.path.map(\.node) } ?? [])
    slicer.cutRows(
      request, of: search.tree, search, range: search.range, path: path, into: &slice)
    fill(&slice.detail, of: slice.cursor, slice.cursorPath, for: request)
  }

  private func fill(
    _ detail: inout NodeDetail, of node: NodeID, _ labels: [String], for request: SliceRequest
  ) {
    detail.node = node
    detail.label = labels.last ?? ""
    detail.depth = labels.count
    detail.statistics = search.tree.nodes[node.index]
    detail.exactValue = search.tree.exactValue(of: node).map(Double.init)
    detail.prior = search.tree.hasPriors ? Double(search.tree.priors[node.index]) : nil
    if request.wantsTables {
      detail.siblings = search.tree.parent(of: node).flatMap { search.selectionTable(at: $0) }
      detail.children = search.selectionTable(at: node)
    }
    if request.wantsState {
      let state = search.state(at: node).state
      detail.actionCount = search.recipe.world.actionCount(in: state)
      detail.stateLine = search.recipe.world.line(for: state)
      detail.picture = search.recipe.world.picture(of: state)
    }
    if request.wantsHistory { detail.backups = search.backups(through: node, limit: 256) }
  }

  /// Returns what the search has found.
  public func report(_ rule: AnswerRule) -> SearchReport {
    var summary = SearchSummary()
    fill(&summary)
    let table = search.selectionTable(at: .root)
    let children = (table?.candidates ?? [])
      .sorted { ($1.visits, $0.node) < ($0.visits, $1.node) }
      .map {
        SearchReport.Child(
          action: $0.label, visits: $0.visits, value: $0.value, prior: $0.prior, terms: $0.terms,
          score: $0.score, flags: $0.flags)
      }
    let nodes = search.answer(rule)
    let end = search.state(at: nodes[nodes.count - 1])
    let answer = SearchReport.Answer(
      rule: rule.words,
      path: nodes.dropFirst().map { slicer.label(of: $0, in: search.tree, search) },
      value: nodes.count > 1 ? search.tree.value(of: nodes[1]) : nil,
      state: search.recipe.world.line(for: end.state), isTerminal: end.isTerminal)
    let proven =
      search.tree.nodes[0].flags.contains(.proven)
      ? Double(search.recipe.backup.valueBelow(search.tree.exactValues[0], reward: 0)) : nil
    return SearchReport(
      summary: summary, children: children, principalVariation: summary.bestLine, answer: answer,
      provenValue: proven, bytesPerNode: search.tree.bytesPerNode,
      fingerprint: search.tree.fingerprint)
  }
}
