import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// What a slice says of a tree.
struct SliceTests {
  private func plan(_ problem: String, _ preset: Preset = .uct) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 7
    plan.preset = preset
    return plan
  }

  private func slice(_ session: any SearchSession, _ request: SliceRequest) -> TreeSlice {
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  /// Whether two values look alike; terms that have no value are equal to nothing.
  private func same<Value>(_ one: Value, _ other: Value) -> Bool { "\(one)" == "\(other)" }

  /// A request as wild as a person could make one.
  private func request(_ random: inout TestRandom, nodes: Int) -> SliceRequest {
    var request = SliceRequest()
    func node() -> NodeID { NodeID(Int.random(in: 0..<nodes + 20, using: &random)) }
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      request.open.insert(NodeID(Int.random(in: 0..<min(nodes, 200), using: &random)))
    }
    if Int.random(in: 0..<4, using: &random) == 0 { request.root = node() }
    request.sort =
      SliceRequest.SortKey.all(statisticCount: 0).randomElement(using: &random) ?? .visits
    request.isAscending = Bool.random(using: &random)
    request.rowCount = Int.random(in: 1...50, using: &random)
    request.rowsAbove = Int.random(in: 0..<request.rowCount, using: &random)
    request.cursor =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: .node(node())
      case 1: .more(node())
      default: .row(Int.random(in: -5...300, using: &random))
      }
    request.shownChildren = [node(): 10]
    request.wantsTables = Bool.random(using: &random)
    request.wantsState = Bool.random(using: &random)
    request.wantsHistory = Bool.random(using: &random)
    request.followsBestLine = Int.random(in: 0..<8, using: &random) == 0
    request.orderVersion = Int.random(in: 0...1_000_000, using: &random)
    return request
  }

  @Test(arguments: [
    ("connect-four", Preset.uct), ("connect-four", .puct), ("blocksworld", .uct),
    ("tic-tac-toe", .puct), ("bandit:0.1,0.9,0.5", .uct),
  ])
  func `a slice of a live tree is the slice of a frozen one`(problem: String, preset: Preset) throws
  {
    var random = TestRandom(seed: 11)
    let live = try plan(problem, preset).makeSession(undoBytes: 1 << 20)
    for round in 1...12 {
      // The live one was looked at, stepped and taken back in between; the frozen one only ran.
      live.run(40)
      for _ in 0..<7 { live.stepPhase() }
      _ = slice(live, request(&random, nodes: 300))
      for _ in 0..<5 { _ = live.stepBack() }
      live.run(round * 50 - live.iterations)
      let frozen = try plan(problem, preset).makeSession(undoBytes: 1 << 20)
      frozen.run(round * 50)
      #expect(live.report(.mostVisits).fingerprint == frozen.report(.mostVisits).fingerprint)
      for _ in 0..<12 {
        let request = request(&random, nodes: 400)
        var (ours, theirs) = (slice(live, request), slice(frozen, request))
        // How much can be taken back is not a property of the tree.
        ours.summary.undoDepth = 0
        theirs.summary.undoDepth = 0
        ours.detail.backups = nil
        theirs.detail.backups = nil
        for index in ours.rows.indices { ours.rows[index].isOnPath = false }
        for index in theirs.rows.indices { theirs.rows[index].isOnPath = false }
        #expect(same(ours, theirs))
      }
    }
  }

  @Test func `every slice holds together`() throws {
    var random = TestRandom(seed: 12)
    let session = try plan("connect-four").makeSession(undoBytes: 1 << 20)
    session.run(1500)
    for _ in 0..<300 {
      let request = request(&random, nodes: 3500)
      let slice = slice(session, request)
      #expect(slice.rows.count <= 3 * request.rowCount)
      #expect(slice.rows.count <= slice.rowTotal)
      #expect((0..<slice.rowTotal).contains(slice.cursorRow))
      #expect(slice.topRow <= slice.cursorRow)
      #expect(slice.cursorRow < slice.topRow + request.rowCount)
      #expect(slice.topRow + request.rowCount <= max(slice.rowTotal, request.rowCount))
      let cursor = try #require(slice.row(at: slice.cursorRow))
      #expect(cursor.id == slice.cursor)
      #expect(slice.detail.node == slice.cursor)
      #expect(slice.cursorAncestors.last == slice.cursor)
      #expect(slice.cursorAncestors.count == slice.cursorPath.count + 1)
      // On the screen, and a screen above and below where there is one.
      let last = min(slice.rowTotal, slice.topRow + 2 * request.rowCount)
      #expect(slice.row(at: max(0, slice.topRow - request.rowCount)) != nil)
      #expect(slice.row(at: last - 1) != nil)
      try expectNested(slice)
    }
  }

  /// Checks parents, depths and guides against the order of the rows.
  private func expectNested(_ slice: TreeSlice) throws {
    var chain: [SliceRow] = []
    for row in slice.rows {
      if chain.isEmpty, slice.firstRow > 0 {
        chain = [row]
        continue
      }
      while let last = chain.last, last.depth >= row.depth { chain.removeLast() }
      if let parent = chain.last, parent.depth == row.depth - 1 { #expect(row.parent == parent.id) }
      #expect(row.continues.count == row.depth)
      if row.kind == .node { chain.append(row) }
    }
    for (row, next) in zip(slice.rows, slice.rows.dropFirst()) {
      #expect(row.isOpen == (next.depth == row.depth + 1))
      #expect(next.depth <= row.depth + 1)
    }
  }

  @Test func `a window shows what the whole list shows there`() throws {
    var random = TestRandom(seed: 13)
    let session = try plan("connect-four").makeSession(undoBytes: 1 << 20)
    session.run(2000)
    var whole = SliceRequest()
    whole.rowCount = 100_000
    for index in 0..<150 { whole.open.insert(NodeID(index)) }
    let all = slice(session, whole)
    #expect(all.rows.count == all.rowTotal)
    #expect(all.rowTotal > 600)
    for _ in 0..<200 {
      var request = whole
      // As many rows as leave the number of children that are shown as it is.
      request.rowCount = Int.random(in: 40...60, using: &random)
      request.rowsAbove = Int.random(in: 0..<40, using: &random)
      request.cursor = .row(Int.random(in: 0..<all.rowTotal, using: &random))
      let window = slice(session, request)
      #expect(window.rowTotal == all.rowTotal)
      for (offset, row) in window.rows.enumerated() {
        let other = try #require(all.row(at: window.firstRow + offset))
        #expect(same(row, other))
      }
    }
  }

  @Test(arguments: SliceRequest.SortKey.all(statisticCount: 0))
  func `siblings are ordered by what was asked`(key: SliceRequest.SortKey) throws {
    for preset in [Preset.uct, .puct] {
      let session = try plan("connect-four", preset).makeSession(undoBytes: 0)
      session.run(700)
      for isAscending in [false, true] {
        var request = SliceRequest()
        request.sort = key
        request.isAscending = isAscending
        request.orderVersion = isAscending ? 2 : 1
        request.rowCount = 40
        let rows = slice(session, request).rows.dropFirst()
        let keys: [Double] = rows.map { row in
          switch key {
          case .visits: row.visits ?? -1
          case .value: row.value ?? -.infinity
          case .score: row.score ?? 0
          case .prior: row.prior ?? 0
          case .statistic(let place): row.statistics[place] ?? -.infinity
          // By creation the oldest come first.
          case .creation: -Double(row.id.index)
          }
        }
        #expect(keys == (isAscending ? keys.sorted() : keys.sorted(by: >)))
        #expect(rows.count == 7)
      }
    }
  }

  @Test func `an order is held while its number stays, newcomers at the end`() throws {
    var plan = try plan("connect-four")
    plan.widening = .one
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(4)
    var request = SliceRequest()
    request.rowCount = 40
    let first = slice(session, request).rows.map(\.id)
    session.run(3)
    let second = slice(session, request).rows.map(\.id)
    #expect(Array(second.prefix(first.count)) == first)
    #expect(second.count == first.count + 3)
    session.run(100)
    request.orderVersion += 1
    let visits = slice(session, request).rows.dropFirst().compactMap(\.visits)
    #expect(visits == visits.sorted(by: >))
  }

  @Test func `an order forgets children that were taken back and became another's`() throws {
    let session = try plan("connect-four").makeSession(undoBytes: 1 << 20)
    session.run(300)
    var request = SliceRequest()
    request.rowCount = 100_000
    for index in 0..<300 { request.open.insert(NodeID(index)) }
    _ = slice(session, request)
    for _ in 0..<250 { _ = session.stepBack() }
    // From here the tree grows otherwise than before, and nobody has looked meanwhile.
    let twin = try plan("connect-four").makeSession(undoBytes: 0)
    twin.run(50)
    let best = slice(twin, SliceRequest()).rows[1].id
    _ = try session.edit(.ban(best), by: .user)
    session.run(400)
    let after = slice(session, request)
    try expectNested(after)
    let ids = after.rows.filter { $0.kind == .node }.map(\.id)
    #expect(Set(ids).count == ids.count)
    let fresh = session.branch(at: .root, undoBytes: 0)
    #expect(Set(slice(fresh, request).rows.map(\.id)) == Set(after.rows.map(\.id)))
  }

  @Test func `the best line is marked from the root to its end`() throws {
    let session = try plan("connect-four").makeSession(undoBytes: 0)
    session.run(1500)
    var request = SliceRequest()
    request.rowCount = 200
    request.followsBestLine = true
    let slice = slice(session, request)
    let marked = slice.rows.filter(\.isOnBestLine)
    #expect(marked.map(\.label).dropFirst() == slice.summary.bestLine[...])
    #expect(marked.map(\.id) == slice.cursorAncestors)
    #expect(marked.map(\.depth) == Array(0..<marked.count))
    #expect(marked.dropFirst().first?.value == slice.summary.bestValue)
  }

  @Test(arguments: [Preset.uct, .puct])
  func `the terms of rows are those of the selection table`(preset: Preset) throws {
    let session = try plan("connect-four", preset).makeSession(undoBytes: 1 << 16)
    session.run(900)
    let child = slice(session, SliceRequest()).rows[1].id
    _ = try session.edit(.pin(slice(session, SliceRequest()).rows[2].id, value: 0.25), by: .user)
    var request = SliceRequest()
    request.rowCount = 100
    request.open = [.root, child]
    request.wantsTables = true
    request.cursor = .node(child)
    let slice = slice(session, request)
    let tables = [slice.detail.siblings, slice.detail.children].compactMap { $0 }
    #expect(tables.count == 2)
    for candidate in tables.flatMap(\.candidates) {
      let row = try #require(slice.rows.first { $0.id == candidate.node })
      #expect(row.terms == candidate.terms.map(\.value))
      #expect(row.score == candidate.score)
      #expect(row.visits == candidate.visits)
      #expect(row.label == candidate.label)
      #expect(row.prior == candidate.prior)
      #expect(row.flags == candidate.flags)
      // The terms add up to the score where it is a sum.
      if candidate.score.isFinite {
        #expect(abs(row.terms.reduce(0, +) - candidate.score) < 1e-5)
      }
    }
    #expect(slice.rows[0].terms.isEmpty && slice.rows[0].score == nil)
    request.wantsTerms = false
    let bare = self.slice(session, request)
    #expect(bare.rows.allSatisfy { $0.terms.isEmpty && $0.score == nil })
  }

  @Test func `what is not shown adds up`() throws {
    let arms = (1...50).map { "0.\($0 + 10)" }.joined(separator: ",")
    let session = try plan("bandit:" + arms).makeSession(undoBytes: 0)
    session.run(800)
    var request = SliceRequest()
    for extra in [0, 10, 20, 29, 30, 40] {
      request.shownChildren = extra > 0 ? [.root: extra] : [:]
      request.rowCount = 30
      let slice = slice(session, request)
      let children = slice.rows.dropFirst()
      let shown = children.filter { $0.kind == .node }
      let all = try #require(slice.rows.first?.visits) - 1
      #expect(children.reduce(0) { $0 + ($1.visits ?? 0) } == all)
      // Each is shown rounded; together they are everything.
      #expect(abs(children.reduce(0) { $0 + ($1.share ?? 0) } - 1) < 1e-9)
      guard let last = children.last, case .more(let count, let visits, let best) = last.kind else {
        #expect(shown.count == 50)
        continue
      }
      #expect(shown.count == max(28, extra))
      #expect(count == 50 - shown.count)
      #expect(visits == all - shown.reduce(0) { $0 + ($1.visits ?? 0) })
      #expect(last.parent == .root && last.id == .root)
      var whole = request
      whole.shownChildren = [.root: 99]
      let hidden = self.slice(session, whole).rows.dropFirst().filter { row in
        !shown.contains { $0.id == row.id }
      }
      #expect(best == hidden.compactMap(\.value).max())
    }
  }

  @Test func `one child too many is shown and not counted`() throws {
    let arms = (1...6).map { "0.\($0)" }.joined(separator: ",")
    let session = try plan("bandit:" + arms).makeSession(undoBytes: 0)
    session.run(100)
    var request = SliceRequest()
    request.rowCount = 10
    #expect(slice(session, request).rows.count == 7)
  }

  @Test func `details are of the cursor's node and only what was asked`() throws {
    let session = try plan("blocksworld").makeSession(undoBytes: 1 << 20)
    session.run(300)
    var request = SliceRequest()
    request.followsBestLine = true
    let plain = slice(session, request)
    #expect(plain.detail.siblings == nil && plain.detail.picture == nil)
    #expect(plain.detail.backups == nil && plain.trace == nil)
    request.wantsState = true
    request.wantsHistory = true
    request.wantsTrace = true
    let rich = slice(session, request)
    #expect(rich.detail.picture?.isEmpty == false)
    #expect(rich.detail.backups?.count == min(256, Int(rich.detail.statistics.visits)))
    #expect(rich.trace?.phases.count == 4)
    #expect(rich.trace?.iteration == 300)
    #expect(rich.detail.label == rich.cursorPath.last)
    #expect(rich.rows.filter(\.isOnPath).isEmpty == false)
  }

  @Test func `looking changes nothing`() throws {
    var random = TestRandom(seed: 14)
    let session = try plan("connect-four").makeSession(undoBytes: 1 << 20)
    session.run(200)
    for _ in 0..<3 { session.stepPhase() }
    let before = session.report(.mostVisits).fingerprint
    for _ in 0..<50 {
      var request = request(&random, nodes: 500)
      request.wantsTrace = true
      _ = slice(session, request)
    }
    #expect(session.report(.mostVisits).fingerprint == before)
    #expect(session.phase == .backUp)
  }
}
