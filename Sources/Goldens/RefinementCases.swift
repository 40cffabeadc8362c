import Groundwork
import SearchTrees
import TreeSearch

extension GoldenRule {
  /// `mctsr`: whole searches by MCTSr, as published and as coded, and what scores count.
  static let refinement = GoldenRule("mctsr", tolerance: 1e-9) { value throws(UnclaimedCase) in
    if value.has("log") { return try RefinementSearch(value).found() }
    return try each { question throws(UnclaimedCase) in
      try question.expect(["said", "counts"])
      let said = try question.at("said").number()
      return [("said", .golden(said)), ("counts", .golden(Refinement.counted(said)))].object
    }(value)
  }

  /// `mctsr-zero`: whole searches by MCTSr-Zero.
  static let refinementZero = GoldenRule("mctsr-zero", tolerance: 1e-9) {
    value throws(UnclaimedCase) in try RefinementSearch(zero: value).found()
  }
}

/// A search by MCTSr or MCTSr-Zero whose judgements are given.
struct RefinementSearch {
  private let value: GoldenValue
  private let rule: Refinement
  private let scores: [Double]
  private let prompts: [String]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    switch try value.at("variant").text() {
    case "paper":
      try value.expect(
        ["variant", "critic_scores_in_order", "iterations", "log"], optional: ["rule"])
      rule = Refinement(.published)
    case "code":
      try value.expect(
        ["variant", "critic_scores_in_order", "iterations", "log"],
        optional: ["source", "early_stop_at"])
      rule = Refinement(.coded)
    default: throw try value.at("variant").unclaimed("is not understood")
    }
    self.value = value
    scores = try value.at("critic_scores_in_order").numbers()
    prompts = []
  }

  init(zero value: GoldenValue) throws(UnclaimedCase) {
    try value.expect(
      ["C", "max_children", "iterations", "prompts_in_order", "judge_scores_in_order", "log"])
    self.value = value
    rule = Refinement(
      .zero, c: try value.at("C").number(), mostChildren: try value.at("max_children").integer())
    var (scores, prompts): ([Double], [String]) = ([], [])
    for pair in try value.at("judge_scores_in_order").list() {
      let parts = try pair.list()
      guard parts.count == 2 else { throw pair.unclaimed("a label and a score were expected") }
      scores.append(try parts[1].number())
    }
    for prompt in try value.at("prompts_in_order").list() { prompts.append(try prompt.text()) }
    (self.scores, self.prompts) = (scores, prompts)
  }

  /// A search, and what was judged in it.
  private struct Run: ~Copyable {
    var search: Search<Recipe>
    let judge: ScriptedJudge
    let rule: Refinement
    /// The judgements of each node, in their order, by its id.
    var samples: [[Double]] = [[]]
  }

  private typealias Recipe = Composition<
    ScriptedWorld, PromptedWay, ActionWidening, OpenNodeScores<Refinement>, ScriptedJudge,
    RefinementBackup
  >

  func found() throws(UnclaimedCase) -> JSONValue {
    let scores = scores
    let judge = ScriptedJudge { number, _ in number < scores.count ? scores[number] : .nan }
    let search = Search(
      Recipe(
        world: ScriptedWorld(ways: { _ in .max }),
        proposer: PromptedWay(isPrompted: rule.variant == .zero), widening: .one,
        selection: OpenNodeScores(rule), evaluator: judge, backup: RefinementBackup(rule),
        walk: RefinementWalk(rule)), seed: 0)
    var located = rule
    located.locate(in: search.tree.statistics.layout)
    var run = Run(search: search, judge: judge, rule: located)
    let isPublished = rule.variant == .published
    var steps = try value.at("iterations").integer()
    // An answer that is right ends the search with its iteration.
    if value.has("early_stop_at"), !(try value.at("early_stop_at").isNull) {
      steps = min(steps, try value.at("early_stop_at").integer())
    }
    guard 0...100_000 ~= steps else { throw value.unclaimed("too many iterations") }
    var log: [JSONValue] = []
    for step in 0...steps {
      let before = found(before: step, in: run)
      guard advance(&run) else {
        throw value.unclaimed("step \(step) made nothing, or no judgement is left for it")
      }
      if step == 0, isPublished { continue }
      log.append((before + found(after: step, in: run)).object)
    }
    var members = (value.value.members ?? []).map { ($0.key, $0.value) }
    for place in members.indices where members[place].0 == "log" { members[place].1 = .array(log) }
    return members.object
  }

  /// Runs a simulation and notes what was judged; false where it made no node.
  private func advance(_ run: inout Run) -> Bool {
    let (nodes, asked) = (run.search.tree.count, run.judge.count)
    run.search.run(1)
    guard run.search.tree.count > nodes, run.judge.count <= scores.count else { return false }
    while run.samples.count < run.search.tree.count { run.samples.append([]) }
    for number in asked..<run.judge.count {
      var node = NodeID.root
      for action in run.judge.path(of: number) {
        let child = run.search.tree.children(of: node).first {
          run.search.tree.nodes[$0.index].action == action
        }
        node = child ?? node
      }
      run.samples[node.index].append(scores[number])
    }
    // The root is judged by its children.
    let sum = run.search.tree.statistics[run.rule.columns.total, .root] ?? 0
    let known = run.samples[0].reduce(0, +)
    let count = Int(run.search.tree.statistics[run.rule.columns.judgements, .root] ?? 0)
    if count > run.samples[0].count { run.samples[0].append(sum - known) }
    return true
  }

  // MARK: - Describing

  private func label(_ node: NodeID, in run: borrowing Run) -> String {
    if rule.variant == .zero {
      guard node == .root else { return "d\(node.index)" }
      let prompt = run.rule.columns.prompt.flatMap { run.search.tree.statistics[$0, .root] }
      let place = Int(prompt ?? 1) - 1
      return place < prompts.count ? prompts[place] : "?"
    }
    switch node.index {
    case 1: return "a0"
    case 2: return "dont-know"
    default: return "a\(node.index - 2)"
    }
  }

  /// The nodes that are answers, or the prompt.
  private func nodes(in run: borrowing Run) -> [NodeID] {
    ((rule.variant == .zero ? 0 : 1)..<run.search.tree.count).map { NodeID($0) }
  }

  private func each(
    _ run: borrowing Run, _ body: (NodeID, borrowing Run) -> JSONValue
  ) -> JSONValue {
    var members: [(String, JSONValue)] = []
    for node in nodes(in: run) { members.append((label(node, in: run), body(node, run))) }
    return members.object
  }

  private func score(_ node: NodeID, _ run: borrowing Run) -> OpenScore? {
    Family.look(at: run.search.tree) { run.rule.score(of: node, in: $0) }
  }

  private func found(before step: Int, in run: borrowing Run) -> [(String, JSONValue)] {
    if rule.variant == .zero { return [("update", .integer(step)), ("iteration", .integer(step))] }
    let isCoded = rule.variant == .coded
    if step == 0 {
      return isCoded
        ? [("after", .integer(0)), ("frontier", .null), ("chosen", .null), ("ucb_compared", .null)]
        : []
    }
    var open: [NodeID] = []
    for node in nodes(in: run) where run.rule.priority(of: node, in: run.search.tree) != nil {
      open.append(node)
    }
    if isCoded {
      var labels: [JSONValue] = []
      for node in open { labels.append(.string(label(node, in: run))) }
      return [
        ("after", .integer(step)), ("frontier", .array(labels)),
        ("ucb_compared", each(run) { .golden(score($0, $1)?.total ?? .nan) }),
      ]
    }
    var frontier: [(String, JSONValue)] = []
    for node in open {
      let score = score(node, run)
      let parent = Family.look(at: run.search.tree) { run.rule.parentCount(of: node, in: $0) }
      frontier.append(
        (
          label(node, in: run),
          [
            ("Q", .golden(score?.value ?? .nan)), ("N_parent", .golden(parent)),
            ("n", .integer(run.samples[node.index].count)), ("ucb", .golden(score?.total ?? .nan)),
          ].object
        ))
    }
    return [("iteration", .integer(step)), ("frontier", frontier.object)]
  }

  private func found(after step: Int, in run: borrowing Run) -> [(String, JSONValue)] {
    let new = NodeID(run.search.tree.count - 1)
    let chosen = label(run.search.tree.parent(of: new) ?? .root, in: run)
    let samples = each(run) { .golden($1.samples[$0.index]) }
    if rule.variant == .published {
      return [
        ("chosen", .string(chosen)), ("new", .string(label(new, in: run))), ("samples", samples),
        ("Q", each(run) { .golden($1.search.tree.value(of: $0) ?? .nan) }),
      ]
    }
    let scores = each(run) { .golden(score($0, $1)?.total ?? .nan) }
    let isZero = rule.variant == .zero
    let fathers = each(run) { node, run in
      guard let parent = run.search.tree.parent(of: node), isZero || parent != .root else {
        return .null
      }
      return .string(label(parent, in: run))
    }
    if isZero {
      return [
        ("root", .string(label(.root, in: run))), ("samples", samples), ("ucb", scores),
        ("fathers", fathers),
      ]
    }
    return (step == 0 ? [] : [("chosen", .string(chosen))]) + [
      ("samples", samples),
      (
        "own_value",
        each(run) { .golden($1.search.tree.statistics[$1.rule.columns.own, $0] ?? .nan) }
      ), ("ucb", scores), ("father", fathers),
    ]
  }
}

/// One more way on, whatever there is; where there are prompts, from the root with the number of the one that
/// leads there.
private struct PromptedWay: Proposer {
  let isPrompted: Bool

  var statistics: [Statistic] { isPrompted ? [RefinementColumns.promptNumber] : [] }
  var writesStatistics: Bool { isPrompted }

  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: [ActionCode],
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: ScriptedWorld,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    NextWay().propose(
      wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
      using: &random)
    guard isPrompted else { return }
    for number in 0..<wanted {
      proposals.cells.append(
        state.isEmpty ? Double(tried.count + number + 1) : StatisticTable.unknown)
    }
  }
}
