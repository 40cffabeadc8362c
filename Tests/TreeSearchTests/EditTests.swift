import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct EditTests {
  typealias Game = Search<Recipe<TicTacToe, UCT, NegamaxBackup>>

  func game(_ iterations: Int = 200, undoBytes: Int = 1 << 16) -> Game {
    var search = Search(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), seed: 3, undoBytes: undoBytes)
    search.run(iterations)
    return search
  }

  // MARK: - What edits mean

  @Test func `a banned node gets no more visits until it is allowed again`() throws {
    var search = game()
    let best = try found(search.tree.mostVisitedChild(of: .root))
    let visits = search.tree.nodes[best.index].visits
    try search.edit(.ban(best))
    search.run(200)
    #expect(search.tree.nodes[best.index].visits == visits)
    #expect(search.tree.nodes[0].visits == 400)
    try search.edit(.allow(best))
    search.run(200)
    #expect(search.tree.nodes[best.index].visits > visits)
    #expect(search.tree.brokenInvariants() == [])
  }

  @Test func `a node whose children are all banned is evaluated as a leaf`() throws {
    var search = game()
    let child = try found(search.tree.mostVisitedChild(of: .root))
    for grandchild in search.tree.children(of: child) { try search.edit(.ban(grandchild)) }
    let below = search.tree.childVisits(of: child)
    let visits = search.tree.nodes[child.index].visits
    search.run(100)
    #expect(search.tree.childVisits(of: child) == below)
    #expect(search.tree.nodes[child.index].visits > visits)
    try search.edit(.boost(child, visits: 1))
    search.run(1)
    #expect(search.tree.childVisits(of: child) == below)
    #expect(search.isExhausted == false)
    #expect(search.tree.brokenInvariants() == [])
  }

  @Test func `with every move at the root banned the search is exhausted until one is allowed`()
    throws
  {
    var search = game()
    let settled = Settled()
    for child in search.tree.children(of: .root) { try search.edit(.ban(child)) }
    #expect(search.isExhausted == false)
    let visits = search.tree.childVisits()
    search.run(1)
    #expect(search.isExhausted == true)
    #expect(settled.reason(search.progress(seconds: 0), tree: search.tree) == .exhausted)
    #expect(search.tree.childVisits() == visits)
    #expect(search.tree.nodes[0].visits == 201)
    try search.edit(.allow(NodeID(1)))
    // Now it may go on: nobody knows yet that it cannot.
    #expect(settled.reason(search.progress(seconds: 0), tree: search.tree) == nil)
    search.run(1)
    #expect(search.isExhausted == false)
    #expect(settled.reason(search.progress(seconds: 0), tree: search.tree) == nil)
    let isUndone = [search.stepBack(), search.stepBack()]
    #expect(isUndone == [true, true])
    search.run(1)
    #expect(search.isExhausted == true)
  }

  @Test func `taking back restores whether the search was exhausted`() throws {
    var search = game(5)
    for child in search.tree.children(of: .root) { try search.edit(.ban(child)) }
    search.run(2)
    #expect(search.isExhausted == true)
    var isBack = search.stepBack()
    #expect(isBack)
    #expect(search.isExhausted == true)
    isBack = search.stepBack()
    #expect(isBack)
    #expect(search.isExhausted == false)
  }

  @Test func `every visit of a pinned node gives its value and goes no deeper`() throws {
    var search = game()
    let child = try found(search.tree.mostVisitedChild(of: .root))
    try search.edit(.pin(child, value: 0.5))
    let before = search.tree.nodes[child.index]
    let below = search.tree.childVisits(of: child)
    search.run(100)
    let after = search.tree.nodes[child.index]
    let more = Double(after.visits - before.visits)
    #expect(more > 0)
    #expect(after.valueSum == before.valueSum + 0.5 * more)
    #expect(search.tree.childVisits(of: child) == below)
    #expect(search.tree.value(of: child) == 0.5)
    try search.edit(.pin(child, value: nil))
    #expect(search.tree.value(of: child) == after.mean)
    search.run(100)
    #expect(search.tree.childVisits(of: child).reduce(0, +) > below.reduce(0, +))
    #expect(search.tree.brokenInvariants() == [])
  }

  @Test func `a pinned value decides selection at once`() throws {
    var search = game()
    let worst = try found(
      search.tree.children(of: .root).min {
        search.tree.nodes[$0.index].visits < search.tree.nodes[$1.index].visits
      })
    try search.edit(.pin(worst, value: 5))
    let visits = search.tree.nodes[worst.index].visits
    search.run(50)
    #expect(search.tree.nodes[worst.index].visits == visits + 50)
  }

  @Test func `a pinned end scores its pinned value`() throws {
    // The first action ends with 1, the second with 0: unpinned the first is always taken.
    for backs in [false, true] {
      var search = Search(
        recipe(LiteralTree([1, 0]), UCT(c: 0), MeanBackup(), order: .listed), seed: 1,
        undoBytes: 1 << 12)
      search.run(10)
      let first = try found(search.tree.child(10))
      #expect(search.tree.childVisits() == [8, 1])
      try search.edit(.pin(first, value: -1))
      if backs { _ = search.undoEdit() }
      search.run(10)
      #expect(search.tree.childVisits() == (backs ? [18, 1] : [8, 11]))
    }
  }

  @Test func `a prior that is set changes where the walk goes`() throws {
    var search = Search(
      recipe(LiteralTree([[0, 0], [0, 0], [0, 0]]), PUCT(), MeanBackup(), order: .listed),
      seed: 1, undoBytes: 1 << 12)
    search.run(10)
    let last = try found(search.tree.children(of: .root).last)
    let others = search.tree.children(of: .root).dropLast().map { search.tree.priors[$0.index] }
    let visits = search.tree.nodes[last.index].visits
    try search.edit(.prior(last, value: 100))
    #expect(search.tree.nodes[last.index].flags.contains(.priorEdited))
    #expect(search.tree.priors[last.index] == 100)
    search.run(20)
    #expect(search.tree.nodes[last.index].visits == visits + 20)
    let same = search.tree.children(of: .root).dropLast().map { search.tree.priors[$0.index] }
    #expect(same == others)
    while search.iterations > 10 { _ = search.stepBack() }
    let isUndone = search.undoEdit()
    #expect(isUndone)
    #expect(search.tree.priors[last.index] == others[0])
    #expect(!search.tree.nodes[last.index].flags.contains(.priorEdited))
  }

  @Test(arguments: [1, 2, 7, 100])
  func `a boost leads exactly as many simulations as asked`(number: Int) throws {
    var search = game()
    let child = try found(
      search.tree.children(of: .root).min {
        search.tree.nodes[$0.index].visits < search.tree.nodes[$1.index].visits
      })
    let target = try found(search.tree.children(of: child).last)
    let start = search.tree.nodes[target.index].visits
    try search.edit(.boost(target, visits: number))
    search.run(number)
    #expect(Int(search.tree.nodes[target.index].visits) == Int(start) + number)
    #expect(search.forced.remaining == 0)
    #expect(search.forcedPath == [])
    // The next simulation is free again: it goes where the table says.
    let table = try found(search.selectionTable(at: .root))
    let winner = try #require(table.winner)
    let visits = table.candidates[winner].visits
    search.run(1)
    #expect(
      search.tree.visits(of: table.candidates[winner].node) == visits.map { $0 + 1 })
    #expect(search.tree.brokenInvariants() == [])
  }

  @Test func `a second boost replaces the first`() throws {
    var search = game()
    try search.edit(.boost(NodeID(1), visits: 50))
    search.run(3)
    let before = search.tree.childVisits()
    try search.edit(.boost(NodeID(2), visits: 4))
    search.run(4)
    #expect(search.tree.childVisits()[0] == before[0])
    #expect(search.tree.childVisits()[1] == before[1] + 4)
    #expect(search.forced.remaining == 0)
  }

  @Test func `a boost of an end visits it`() throws {
    var search = Search(
      recipe(LiteralTree([1, [0, 0.5]]), UCT(), MeanBackup(), order: .listed), seed: 1,
      undoBytes: 1 << 12)
    search.run(10)
    let end = try found(search.tree.child(10))
    let before = search.tree.nodes[end.index]
    try search.edit(.boost(end, visits: 3))
    search.run(3)
    #expect(search.tree.nodes[end.index].visits == before.visits + 3)
    #expect(search.tree.nodes[end.index].valueSum == before.valueSum + 3)
  }

  @Test func `a parameter that is set counts from the next simulation on`() throws {
    var search = game()
    try search.edit(.parameter(name: "c", value: 0))
    #expect(search.recipe.selection == UCT(c: 0))
    var fresh = game()
    fresh.recipe.selection = UCT(c: 0)
    search.run(100)
    fresh.run(100)
    #expect(search.tree.fingerprint == fresh.tree.fingerprint)
  }

  // MARK: - What is refused

  func reason(_ search: inout Game, _ edit: TreeEdit) -> String? {
    let before = Snapshot(search)
    do {
      try search.edit(edit)
      return nil
    } catch {
      #expect(Snapshot(search) == before)
      return error.reason
    }
  }

  @Test func `an edit that means nothing is refused with the reason and changes nothing`() {
    var search = game()
    let count = search.tree.count
    let node = NodeID(1)
    let expected: [(TreeEdit, String)] = [
      (.ban(.root), "the root has no edge to edit"),
      (.allow(.root), "the root has no edge to edit"),
      (.boost(.root, visits: 3), "the root has no edge to edit"),
      (.ban(NodeID(count)), "no node #\(count)"),
      (.pin(.none, value: 1), "no node #4294967295"),
      (.pin(node, value: .nan), "a pinned value must be a number"),
      (.pin(node, value: -.infinity), "a pinned value must be a number"),
      (.pin(node, value: 1e300), "a pinned value must be a number"),
      (.prior(node, value: 0.5), "UCT uses no priors; try --preset puct"),
      (.boost(node, visits: 0), "the number of visits must be at least 1"),
      (.boost(node, visits: -5), "the number of visits must be at least 1"),
      (.parameter(name: "c", value: -1), "c = -1 is not accepted: c in 0...1000"),
      (.parameter(name: "c", value: 1000.5), "c = 1000.5 is not accepted: c in 0...1000"),
      (.parameter(name: "fpu", value: 0), "fpu = 0 is not accepted: c in 0...1000"),
    ]
    for (edit, words) in expected { #expect(reason(&search, edit) == words) }
    let isUndone = search.undoEdit()
    #expect(!isUndone)
  }

  @Test func `priors and first-play urgency are refused outside their ranges`() {
    var search = Search(recipe(Nim(5), PUCT(), NegamaxBackup()), seed: 1, undoBytes: 1 << 12)
    search.run(10)
    func reason(_ edit: TreeEdit) -> String? {
      do {
        try search.edit(edit)
        return nil
      } catch {
        return error.reason
      }
    }
    for value in [-0.1, .nan, .infinity, 1e300] {
      #expect(reason(.prior(NodeID(1), value: value)) == "a prior must be a number of at least 0")
    }
    #expect(reason(.prior(NodeID(1), value: 0)) == nil)
    #expect(
      reason(.parameter(name: "fpu", value: 11))
        == "fpu = 11 is not accepted: c in 0...1000, fpu in -10...10")
    #expect(reason(.parameter(name: "fpu", value: -10)) == nil)
  }

  @Test func `a proven node cannot be pinned`() throws {
    var search = Search(
      recipe(LiteralTree([1, [0, 0.5]]), UCT(), MeanBackup(), order: .listed, solves: true),
      seed: 1)
    search.run(4)
    let end = try found(search.tree.child(10))
    #expect(throws: EditError(reason: "\(end) is proven; its value cannot be pinned")) {
      try search.edit(.pin(end, value: 0))
    }
  }

  @Test func `a branch refuses to boost what lies outside it`() throws {
    let search = game()
    var branch = search.branch(at: NodeID(2), undoBytes: 0)
    #expect(throws: EditError(reason: "#1 is not below #2, where this branch begins")) {
      try branch.edit(.boost(NodeID(1), visits: 3))
    }
    try branch.edit(.boost(NodeID(2), visits: 3))
  }

  // MARK: - In the middle of a simulation

  @Test func `a branch refuses to ban the way to where it begins`() {
    var search = game()
    search.run(100)
    let focus = search.tree.children(of: .root)[1]
    var branch = search.branch(at: focus, undoBytes: 1 << 20)
    #expect(
      reason(&branch, .ban(focus))
        == "this branch leads all through \(focus): ban below it, or branch at its parent")
    #expect(reason(&search, .ban(focus)) == nil)
  }
}
