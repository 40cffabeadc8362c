import Environments
import Glibc
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// UCB1-Tuned (Auer, Cesa-Bianchi, Fischer 2002): `Q + sqrt(ln N / n * min(1/4, V))`, with V the variance of
/// the child's own values and what it may be beyond that.
///
/// The house has the rule too; this is how somebody would write it who has only what the engine offers.
struct VarianceBound: ScoringPolicy {
  struct Context {
    var logarithm: Double
  }

  private var squares = 0
  let name = "UCB1-Tuned"
  let formula = "Q + sqrt(ln N / n * min(1/4, V)), V = S/n - Q^2 + sqrt(2 ln N / n)"
  let parameters: [Parameter] = []
  var statistics: [Statistic] { [SquareSumBackup.squares] }

  mutating func locate(in layout: StatisticLayout) {
    squares = layout.place(of: SquareSumBackup.squares.name)
  }

  func context(of family: borrowing Family) -> Context {
    Context(logarithm: log(Double(family.visits)))
  }

  func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float {
    guard child.visits > 0, let squares = family.statistic(squares, of: child.node) else {
      _ = terms.term("Q", .nan)
      return terms.term("U", .infinity)
    }
    let visits = Double(child.visits)
    let mean = child.valueSum / visits
    let bound = squares / visits - mean * mean + (2 * context.logarithm / visits).squareRoot()
    let bonus = (context.logarithm / visits * min(0.25, bound)).squareRoot()
    return terms.term("Q", Float(mean)) + terms.term("U", Float(bonus))
  }
}

/// The mean return of every simulation, and the sum of their squares.
struct SquareSumBackup: Backup {
  static let squares = Statistic(
    "squares", head: "S", "sum of the squares of the values", kind: .sum, range: 0...1e300)
  private var place = 0

  var meaning: ValueMeaning { MeanBackup().meaning }
  var statistics: [Statistic] { [Self.squares] }
  mutating func locate(in layout: StatisticLayout) { place = layout.place(of: Self.squares.name) }

  func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let value = Double(path.totalReward + path.leafValue)
    for index in 0..<path.nodes.count {
      let node = path.nodes[index]
      tree.add(value, to: node)
      tree.statistics[place, node] = (tree.statistics[place, node] ?? 0) + value * value
    }
  }

  var childLevel: ChildLevel { .same }
  func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
}

@Suite struct VarianceBoundTests {
  private func recipe(_ arms: String = "0.2,0.5,0.7") throws -> PluggedRecipe<Bandit> {
    let world = try Bandit(arms: arms)
    return PluggedRecipe(
      plugging: world, proposer: LegalActions<Bandit>(order: .listed),
      widening: ActionWidening.all(atFirstVisit: false), selection: VarianceBound(),
      evaluator: RandomRollouts<Bandit>(), backup: SquareSumBackup())
  }

  /// Of an arm that pays 1 or 0 the squares add up to what the values do.
  @Test func `its column holds the squares of what was backed up, and is unknown before that`()
    throws
  {
    var search = Search(try recipe(), seed: 1, undoBytes: 1 << 16)
    search.run(2)
    let first = (1...3).map { search.tree.statistics[0, NodeID($0)] }
    #expect(first.compactMap { $0 }.count == 1)
    search.run(300)
    for index in 0..<search.tree.count {
      let (cell, sum) = (
        search.tree.statistics[0, NodeID(index)], search.tree.nodes[index].valueSum
      )
      #expect(cell == sum)
    }
  }

  /// By hand.
  ///
  /// N = 10, n = 4, sum 3, squares 2.5: Q .75, V = .625 - .5625 + sqrt(2 * 2.302585 / 4) = 1.135481,
  /// more than 1/4: U = sqrt(.575646 * .25) = .379357. With n = 400, sum 200,
  /// squares 100 and N = 1000: V = .25 - .25 + sqrt(2 * 6.907755 / 400) = .185846, less than 1/4:
  /// U = sqrt(.0172694 * .185846) = .056652.
  @Test func `it scores what the formula says`() throws {
    func scores(
      _ parent: UInt32, _ visits: UInt32, _ sum: Double, _ squares: Double
    ) throws -> [Double] {
      var search = Search(try recipe(), seed: 1)
      search.run(4)
      var tree = search.tree.copy()
      tree.nodes[0].visits = parent
      tree.nodes[1].visits = visits
      tree.nodes[1].valueSum = sum
      tree.statistics[0, NodeID(1)] = squares
      let session = session(try recipe())
      let table = session.selectionTable(
        at: .root, in: &tree, at: RecordedMoment(iterations: 4, deepest: 1))
      return table.map { $0.candidates[0].terms.map(\.value) } ?? []
    }
    let few = try scores(10, 4, 3, 2.5)
    #expect(abs(few[0] - 0.75) < 1e-6 && abs(few[1] - 0.379357) < 1e-5)
    let many = try scores(1000, 400, 200, 100)
    #expect(abs(many[0] - 0.5) < 1e-6 && abs(many[1] - 0.056652) < 1e-5, "\(many)")
  }

  @Test func `the rule of the house grows the same tree`() throws {
    let world = try Bandit(arms: "0.2,0.5,0.7")
    var own = Search(try recipe(), seed: 4)
    var house = Search(
      PluggedRecipe(
        plugging: world, proposer: LegalActions<Bandit>(order: .listed),
        widening: ActionWidening.all(atFirstVisit: false), selection: UCB1Tuned(),
        evaluator: RandomRollouts<Bandit>(), backup: SquaresBackup()), seed: 4)
    own.run(2_000)
    house.run(2_000)
    let (one, other) = (own.tree.fingerprint, house.tree.fingerprint)
    #expect(one == other)
  }

  private func session(_ recipe: PluggedRecipe<Bandit>) -> Session<PluggedRecipe<Bandit>> {
    Session(recipe, preset: "ucb1-tuned", seed: 5, undoBytes: 1 << 18)
  }

  @Test func `it is undone to the last bit, column and all`() throws {
    var search = Search(try recipe(), seed: 2, undoBytes: 1 << 18)
    var before: [UInt64] = []
    for _ in 0..<300 {
      before.append(search.tree.fingerprint)
      search.run(1)
    }
    for fingerprint in before.reversed() {
      let isBack = search.stepBack()
      let there = search.tree.fingerprint
      #expect(isBack)
      #expect(there == fingerprint)
    }
  }

  @Test func `a branch goes on as the search would have`() throws {
    var search = Search(try recipe(), seed: 3, undoBytes: 1 << 18)
    search.run(50)
    var branch = search.branch(at: .root, undoBytes: 0)
    search.run(100)
    branch.run(100)
    let same = search.tree.fingerprint == branch.tree.fingerprint
    #expect(same)
  }

  @Test func `it is shown and sorted by its declaration`() throws {
    let session = session(try recipe())
    session.run(200)
    var request = SliceRequest()
    request.sort = .statistic(0)
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    #expect(slice.summary.statistics == [SquareSumBackup.squares])
    let cells = slice.rows.dropFirst().map { $0.statistics[0] ?? -1 }
    #expect(cells.count == 3 && cells == cells.sorted(by: >))
    #expect(
      session.report(.mostVisits).children.allSatisfy { $0.statistics.map(\.name) == ["squares"] })
  }

  @Test func `it is recorded and resumed`() throws {
    let recipe = try recipe()
    try expectRecordedAndResumed { self.session(recipe) }
  }
}
