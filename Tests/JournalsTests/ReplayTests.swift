import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// A recording is the search that it was made of.
struct ReplayTests {
  struct Kind: CustomTestStringConvertible, Sendable {
    var problem: String
    var preset = Preset.uct
    var solves = false
    var widening: ActionWidening?
    var testDescription: String { "\(problem) \(preset) \(solves) \(widening.debugDescription)" }

    func plan(seed: UInt64) throws -> SearchPlan {
      var plan = SearchPlan(try Problem.named(problem))
      plan.preset = preset
      plan.solves = solves
      plan.widening = widening
      plan.seed = seed
      plan.stepRewards = preset.stepRewards
      // What the search rules do by themselves.
      plan.stepRewards?.rewards = .random
      return plan
    }
  }

  static let kinds: [Kind] =
    [
      Kind(problem: "tic-tac-toe"), Kind(problem: "tic-tac-toe", preset: .puct, solves: true),
      Kind(problem: "tic-tac-toe:XOXO.....", solves: true),
      Kind(problem: "tic-tac-toe", widening: .progressive(factor: 1, exponent: 0.5)),
      Kind(problem: "connect-four", widening: .one), Kind(problem: "connect-four", preset: .puct),
      Kind(problem: "connect-four:444444", preset: .puct, widening: .all(atFirstVisit: true)),
      Kind(problem: "blocksworld:blocks=4,steps=6,seed=2"),
      Kind(problem: "blocksworld:blocks=3,steps=4,seed=1", preset: .puct, solves: true),
      Kind(problem: "bandit:0.2,0.5,0.9"), Kind(problem: "bandit:0.2,0.5,0.9", preset: .puct),
      Kind(problem: "design:places=4,letters=3,noise=0.1", preset: .bestFirst),
      Kind(problem: "design:places=4,letters=3", preset: .repeated),
      Kind(problem: "blocksworld:blocks=4,steps=6,seed=2", preset: .bestFirst),
      Kind(problem: "blocksworld:blocks=3,steps=4,seed=2", preset: .rewardBalance),
    ]
    + [
      Preset.refinement, .refinementCode, .refinementZero, .introspection, .introspectionCode,
      .agents, .beam,
    ].map { Kind(problem: "design:places=4,letters=3,noise=0.1", preset: $0) }
    + Preset.all.filter { $0.stepRewards != nil }.map {
      Kind(problem: "blocksworld:blocks=3,steps=4,seed=2", preset: $0)
    }

  /// What a search tells in batch, without what a recording cannot hold.
  ///
  /// As text: the terms of what was never visited are no numbers, which are unequal to themselves.
  private func plain(_ report: SearchReport) -> String {
    var report = report
    report.summary.undoDepth = 0
    report.summary.seconds = 0
    // What was judged so far only the search that judged it knows.
    report.summary.partDiscriminations = []
    return "\(report)"
  }

  /// What a search tells by each of these rules.
  private func told(_ session: any SearchSession) -> String {
    Self.rules.map { plain(session.report($0)) }.joined(separator: "\n")
  }

  private func report(_ recording: Recording, _ session: any SearchSession) -> String {
    recording.withTree { tree, moment in
      Self.rules.map { plain(session.report($0, from: &tree, at: moment)) }
        .joined(separator: "\n")
    }
  }

  private static let rules = [
    AnswerRule.mostVisits, .meanReward, .bestEnd, .followReward, .bestIteration, .lastIteration,
    .lastTerminal, .bestJudgement,
  ]

  @Test(arguments: kinds) func `at the end of any iteration the tree is the one that was searched`(
    _ kind: Kind
  ) throws {
    let plan = try kind.plan(seed: 3)
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    let session = plan.makeSession(undoBytes: 0)
    var reports = [0: told(session)]
    var fingerprints = [0: session.report(.mostVisits).fingerprint]
    for length in [1, 1, 1, 2, 3, 5, 17, 40, 90, 1, 140] {
      let before = session.iterations
      session.run(length, recordedBy: recorder)
      if session.iterations == before { break }
      reports[session.iterations] = told(session)
      fingerprints[session.iterations] = session.report(.mostVisits).fingerprint
    }
    recorder.finish()
    let rules = plan.makeSession(undoBytes: 0)
    let recording = Recording.whole(journal.text) { _ in rules }
    #expect(recording.problems == [])
    #expect(report(recording, rules) == reports[session.iterations])
    #expect(
      recording.fold.tree.brokenInvariants(
        edge: kind.preset.stepRewards == nil ? .prior : .estimatedReward) == [])
    #expect(recording.iterationTotal == session.iterations)
    // Backwards, forwards, and without rules, where the tree alone is compared.
    let ascending = reports.keys.sorted()
    let alone = Recording.whole(journal.text)
    for number in ascending.reversed() + ascending {
      recording.show(event: recording.event(ofIteration: number))
      try #require(report(recording, rules) == reports[number], "iteration \(number)")
      alone.show(event: alone.event(ofIteration: number))
      // Without rules nobody knows of priors before the first one.
      if kind.preset == .uct || number > 1 {
        try #require(alone.report.fingerprint == fingerprints[number])
      }
    }
    let fresh = plan.makeSession(undoBytes: 0)
    fresh.run(min(60, session.iterations))
    recording.show(event: recording.event(ofIteration: fresh.iterations))
    #expect(report(recording, rules) == told(fresh))
  }

  @Test(arguments: 0..<16) func `any way to an event gives the tree of that event`(
    seed: Int
  ) throws {
    let plan = try Played.plan(seed)
    let journal = try JournalInFolder()
    let played = Played(plan, try journal.recorder(of: plan))
    var random = RandomSource(seed: UInt64(100 + seed))
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(max(1, bound)))) }
    for round in 0..<(seed % 2 == 0 ? 150 : 40) { played.act(round, &random) }
    played.recorder.finish()
    let text = journal.text
    let rules: (JournalHeader) -> (any TreeInterpreter)? = { _ in
      seed % 2 == 0 ? plan.makeSession(undoBytes: 0) : nil
    }
    let recording = Recording.whole(text, rules: rules)
    #expect(recording.problems == [])
    var known: [Int: Moments] = [:]
    func check(_ words: String) throws {
      let event = recording.position
      if known[event] == nil {
        let fresh = Recording(text: text, rules: rules)
        fresh.isAtEnd = false
        fresh.readWhole()
        fresh.show(event: event)
        known[event] = Moments(fresh)
      }
      let now = Moments(recording)
      let expected = try #require(known[event])
      try #require(now == expected, "\(words): \(now.differences(from: expected).first ?? "")")
      try #require(now.broken == [])
    }
    try check("end")
    for _ in 0..<120 {
      let before = recording.position
      var next: Int?
      switch below(8) {
      case 0, 1: next = 1 + below(recording.eventCount)
      case 2: next = recording.phaseBack(1 + below(5))
      case 3: next = recording.phaseForward(1 + below(5))
      case 4: next = recording.iterationBack(1 + below(3))
      case 5: next = recording.iterationForward(1 + below(3))
      case 6: next = recording.event(ofIteration: below(recording.iterationTotal + 2))
      default: _ = recording.trace()
      }
      if let next { recording.show(event: next) }
      try check("from \(before) to \(next ?? before)")
    }
  }

  @Test(arguments: 0..<6) func `a fold in the fewest words agrees at any event`(seed: Int) throws {
    let plan = try Played.plan(seed)
    let journal = try JournalInFolder()
    let played = Played(plan, try journal.recorder(of: plan))
    var random = RandomSource(seed: UInt64(200 + seed))
    for round in 0..<120 { played.act(round, &random) }
    played.recorder.finish()
    let lines = journal.text.split(separator: "\n", omittingEmptySubsequences: false)
    let recording = Recording.whole(journal.text)
    for _ in 0..<40 {
      let event = 1 + Int(random.below(UInt32(recording.eventCount)))
      recording.show(event: event)
      var fold = try Fold(lines.prefix(event).joined(separator: "\n"))
      fold.fold(fold.lines[event - 1]["branch"]?.integer ?? 0)
      try #require(fold.nodes.count == recording.fold.tree.count)
      try #require(fold.iterations == recording.fold.iterationNumber)
      for index in 0..<recording.fold.tree.count {
        let node = NodeID(index)
        let known = try #require(fold.nodes[recording.fold.names.id(of: node)])
        let numbers = recording.fold.tree.nodes[index]
        // Foundation's parser, which reads the fold's numbers, rounds long ones twice.
        try #require(known.visits == Double(numbers.visits))
        try #require(abs(known.sum - numbers.valueSum) <= 1e-14 * abs(known.sum))
        try #require(known.isBanned == numbers.flags.contains(.banned))
        try #require(known.isTerminal == numbers.flags.contains(.terminal))
        try #require((known.proven != nil) == numbers.flags.contains(.proven))
        try #require((known.pinned != nil) == numbers.flags.contains(.pinned))
        try #require(known.note == recording.fold.notes.last { $0.node == node }?.text)
        let children = recording.fold.tree.children(of: node)
        try #require(known.children == children.map { recording.fold.names.id(of: $0) })
        try #require(index == 0 || known.action == recording.label(of: node))
      }
    }
  }

  @Test(arguments: 0..<6) func `histories and changes of a node are those that a scan finds`(
    seed: Int
  ) throws {
    let plan = try Played.plan(seed)
    let journal = try JournalInFolder()
    let played = Played(plan, try journal.recorder(of: plan))
    var random = RandomSource(seed: UInt64(300 + seed))
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(max(1, bound)))) }
    for round in 0..<100 { played.act(round, &random) }
    played.recorder.finish()
    let recording = Recording.whole(journal.text)
    let fold = try Fold(journal.text)
    for _ in 0..<60 {
      recording.show(event: 1 + below(recording.eventCount))
      let here = recording.position
      let scan = Scan(fold, recording.branches[recording.shownBranch].number)
      let node = NodeID(below(recording.fold.tree.count))
      let id = recording.fold.names.id(of: node)
      let rows = scan.events { $0 <= here && scan.hasRow($0, id) }
      try #require(recording.statisticsEvents(of: node, atMost: .max) == rows.reversed())
      var detail = NodeDetail()
      detail.node = node
      var request = SliceRequest()
      request.wantsHistory = true
      recording.fill(&detail, for: request)
      let backups = try #require(detail.backups)
      try #require(backups.count == min(256, rows.count))
      for (place, event) in rows.reversed().prefix(256).enumerated() {
        let (visits, sum) = scan.row(event, id)
        let mean = visits == 0 ? 0 : sum / visits
        try #require(abs(backups[place].mean - mean) <= 1e-14 * abs(mean))
      }
      let own = scan.events { $0 <= here && (scan.touches($0, id) || scan.makes($0, id)) }
      let last = own.last { !scan.isExpansion($0, of: id) }
      try #require(detail.lastChange?.event == last)
      let before = own.last { $0 < here }
      try #require(recording.change(of: node, isForward: false) == before)
      let after = scan.events { $0 > here && scan.touches($0, id) }.first
      try #require(recording.change(of: node, isForward: true) == after)
    }
  }
}

/// Looks at every event of a branch for what one node has to do with it.
private struct Scan {
  let lines: [JSONValue]
  let lineage: [Int]

  init(_ fold: Fold, _ branch: Int) {
    lines = fold.lines
    var bounds: [Int: Int] = [branch: .max]
    var current = branch
    var bound = Int.max
    while let begin = lines.first(where: {
      $0["type"]?.string == "branch" && $0["branch"]?.integer == current
    }) {
      bound = min(bound, begin["at"]?.integer ?? 0)
      current = begin["of"]?.integer ?? 0
      bounds[current] = bound
    }
    lineage = fold.lines.indices.compactMap { place in
      guard let bound = bounds[fold.lines[place]["branch"]?.integer ?? 0] else { return nil }
      return place + 1 <= bound ? place + 1 : nil
    }
  }

  func events(_ fits: (Int) -> Bool) -> [Int] { lineage.filter(fits) }

  func row(_ event: Int, _ id: UInt64) -> (visits: Double, sum: Double) {
    let row = lines[event - 1]["stats"]?.elements?.last { $0.elements?.first?.number == Double(id) }
    return (row?.elements?[1].number ?? 0, row?.elements?[2].number ?? 0)
  }

  func hasRow(_ event: Int, _ id: UInt64) -> Bool {
    let rows = lines[event - 1]["stats"]?.elements ?? []
    return rows.contains { $0.elements?.first?.number == Double(id) }
  }

  func isExpansion(_ event: Int, of id: UInt64) -> Bool {
    let line = lines[event - 1]
    return line["type"]?.string == "expand" && line["node"]?.number == Double(id)
  }

  func makes(_ event: Int, _ id: UInt64) -> Bool {
    let children = lines[event - 1]["children"]?.elements ?? []
    return children.contains { $0["id"]?.number == Double(id) }
  }

  func touches(_ event: Int, _ id: UInt64) -> Bool {
    let kinds = ["expand", "evaluate", "edit"]
    let line = lines[event - 1]
    if kinds.contains(line["type"]?.string ?? "") { return line["node"]?.number == Double(id) }
    return hasRow(event, id)
  }
}
