import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// The view of steps: the walk as a table of whole decisions, and what each phase changed.
struct StepsTests {
  /// A simulation down three steps with rewards 1, -0.5 and 2.
  private static let trace = SimulationTrace(
    iteration: 12,
    path: [
      .init(node: .root, label: "", visits: 11, value: 0.5),
      .init(node: NodeID(1), label: "unstack blue red", visits: 4, value: 1.25),
      .init(node: NodeID(7), label: "put down blue", visits: 1, value: -1),
      .init(node: NodeID(9), label: "pick up red", visits: 0, value: nil, isNew: true),
    ])

  /// The sums of the rewards from each node on: 2.5, 2.5, 1.5 and 2.
  private static let sums = [
    BackupEffect(node: .root, value: 2.5, visits: 12, meanBefore: 0.5, meanAfter: 8.0 / 12),
    BackupEffect(
      node: NodeID(1), value: 2.5, visits: 5, meanBefore: 1.25, meanAfter: 1.5, reward: 1),
    BackupEffect(
      node: NodeID(7), value: 1.5, visits: 2, meanBefore: -1, meanAfter: 0.25, reward: -0.5),
    BackupEffect(node: NodeID(9), value: 2, visits: 1, meanBefore: nil, meanAfter: 2, reward: 2),
  ]

  /// Equation 3 on a path of values 0, .5, 0 and .75: V = .5 - .05 + .75 - .1 * 4 = .8.
  private static let terms: [BackupEffect] = {
    let rows = [
      (0.0, 0.0, 0.0, 0.8), (0.5, 0.5, 0.5, 0.8), (0.0, -0.5, -0.05, 0.8), (0.75, 0.75, 0.75, 0.8),
    ]
    return zip(sums, rows).map { effect, row in
      var effect = effect
      effect.reward = nil
      effect.value = row.3
      effect.terms = [
        NamedNumber("p", row.0), NamedNumber("delta", row.1), NamedNumber("clipped", row.2),
        NamedNumber("lambda*n", 0.4), NamedNumber("V", row.3),
      ]
      return effect
    }
  }()

  private func terms(_ effects: [BackupEffect], _ width: Int) -> [String] {
    var state = ExplorerState(size: Size(width: 80, height: 24), glyphs: .ascii)
    state.slice.summary.edge = .estimatedReward
    return plain(
      BackupTerms(effects: effects, trace: Self.trace, state: state, width: width).lines)
  }

  private func plain(_ lines: [StyledLine]) -> [String] {
    lines.map { $0.pieces.map(\.text.plain).joined() }
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// The rows of a table without the blanks between its columns.
  private func cells(_ trace: SimulationTrace, _ width: Int) -> [[String]] {
    let state = ExplorerState(size: Size(width: width, height: 24), glyphs: .ascii)
    let table = StepsTable(trace, state, width: width)
    for line in [table.head] + table.rows {
      #expect(line.pieces.reduce(0) { $0 + $1.text.width } <= width)
    }
    return plain([table.head] + table.rows).map { line in
      line.split(separator: " ").map(String.init)
    }
  }

  /// The trace after a backup that changed the means.
  private static func backedUp(_ effects: [BackupEffect]) -> SimulationTrace {
    var trace = trace
    trace.phases = [
      .init(
        phase: .backUp, changes: [.backedUp(path: trace.path.map(\.node), effects: effects)],
        nodes: 10...10)
    ]
    return trace
  }

  /// A decision between children with these visits, values and scores; the first child is 10 * node + 1.
  private static func table(
    _ node: Int, _ children: [(label: String, visits: Int, value: Double, score: Double)]
  ) -> SelectionTable {
    SelectionTable(
      node: NodeID(node), rule: "UCT", formula: "", parentVisits: 12,
      exploration: NamedNumber("c", 1),
      candidates: children.enumerated().map { index, child in
        .init(
          node: NodeID(node * 10 + 1 + index), label: child.label, visits: Double(child.visits),
          value: child.value, terms: [], score: child.score)
      })
  }

  /// A walk of so many decisions, each taken by 1/8192, that is too little for three digits.
  private static func deep(_ levels: Int) -> SimulationTrace {
    var trace = SimulationTrace(iteration: 7)
    for level in 0...levels {
      let node = level == 0 ? 0 : (level - 1) * 10 + 1
      var step = SimulationTrace.Step(
        node: NodeID(node), label: "step \(level)", visits: 9, value: 0.5)
      if level < levels {
        step.table = table(
          level,
          [
            ("step \(level + 1)", 5, 0.5, 1 + 1.0 / 8192), ("other \(level + 1)", 4, 0.5, 1),
            ("third", 1, 0, 0),
          ])
      }
      trace.path.append(step)
    }
    return trace
  }

  @Test func `a row holds a node's number, its sum, its visits and by how much its value changed`()
  {
    #expect(
      cells(Self.backedUp(Self.sums), 80) == [
        ["#", "TOOK", "SCORE", "OVER", "BY", "SUM", "N", "CHANGE"],
        ["#0", "root", "-", "-", "+2.500", "12", "+.1667"],
        ["#1", "unstack", "blue", "red", "-", "-", "+2.500", "5", "+.2500"],
        ["#7", "put", "down", "blue", "-", "-", "+1.500", "2", "+1.2500"],
        ["+", "#9", "pick", "up", "red", "-", "-", "+2.000", "1", "new"],
      ])
    #expect(
      cells(Self.backedUp(Self.sums), 120)[2] == [
        "#1", "unstack", "blue", "red", "-", "-", "-", "+1.000", "+2.500", "4", ">", "5",
        "1.250", ">", "1.500", "+.2500",
      ])
  }

  @Test(arguments: [
    (1e-6, "+.000001"), (-0.00025, "-.00025"), (0.007, "+.0070"), (12.5, "+12.5000"),
  ])
  func `a change is written with the digits that it takes to see it`(
    change: Double, text: String
  ) {
    var effects = Self.sums
    effects[0].meanBefore = 0.25
    effects[0].meanAfter = 0.25 + change
    #expect(cells(Self.backedUp(effects), 80)[1].last == text)
  }

  @Test func `a decision names the runner-up, its score and how narrow it was`() {
    let rows = cells(Self.deep(2), 120)
    #expect(
      rows[2].prefix(9) == ["#1", "step", "1", "1.000", "other", "1", "+1", "1.000", ".00012"])
    #expect(
      cells(Self.deep(2), 80)[3].prefix(8) == [
        ">", "#11", "step", "2", "1.000", "other", "2", "+1",
      ])
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 20), (200, 60), (80, 14)])
  func `every decision of a deep walk comes on the screen, whole and in order`(
    width: Int, height: Int
  ) throws {
    var harness = try ExplorerHarness(simulations: 30, width: width, height: height)
    harness.press("g s")
    harness.state.slice.trace = Self.deep(40)
    harness.state.stepsTop = StepsView.startTop(harness.state)
    // What was done last is in sight at once.
    #expect(harness.screen.text.contains("#391"))
    var seen: Set<Int> = []
    _ = Explorer.reduce(&harness.state, .input(.key(try #require(Key(notation: "Home")))), at: 2000)
    _ = Explorer.reduce(&harness.state, .input(.key(Key("g"))), at: 2000)
    _ = Explorer.reduce(&harness.state, .input(.key(Key("g"))), at: 2000)
    for _ in 0..<200 {
      let lines = harness.screen.text.split(separator: "\n").map(String.init)
      for level in 1...40 {
        let row = lines.firstIndex { $0.contains("#\((level - 1) * 10 + 1) ") }
        guard let row, lines[row].contains("step \(level) ") else { continue }
        // The decision stands in the row of the node it led to.
        #expect(lines[row].contains("1.000"))
        seen.insert(level)
      }
      let before = harness.state.stepsTop
      _ = Explorer.reduce(&harness.state, .input(.key(Key("j"))), at: 2000)
      if harness.state.stepsTop == before { break }
    }
    #expect(seen == Set(1...40))
  }

  @Test func `what a rule made a value of stands below, in columns where they fit`() {
    #expect(
      terms(Self.terms, 60) == [
        "what the value is made of",
        "NODE                        p  delta clipped lambda*n      V",
        "root                     .000   .000    .000     .400   .800",
        "unstack blue red         .500   .500    .500     .400   .800",
        "put down blue            .000  -.500   -.050     .400   .800",
        "pick up red              .750   .750    .750     .400   .800",
      ])
    #expect(
      terms(Self.terms, 34).suffix(3) == [
        "pick up red", "  p .750  delta .750  clipped .750", "  lambda*n .400  V .800",
      ])
  }

  @Test func `the steps view tells of rewards that go up the path, and how they were judged`()
    throws
  {
    var harness = try ExplorerHarness("blocksworld", simulations: 30, width: 120, height: 40)
    harness.press("g s")
    var trace = Self.trace
    trace.phases = [
      .init(phase: .evaluate, changes: [.evaluated(NodeID(9), Judged.usual[1])], nodes: 9...9)
    ]
    harness.state.slice.trace = trace
    expectGolden(harness.screen, named: "steps-judged-120x40")
    trace.phases = [
      .init(
        phase: .backUp, changes: [.backedUp(path: trace.path.map(\.node), effects: Self.sums)],
        nodes: 10...10)
    ]
    harness.state.slice.trace = trace
    expectGolden(harness.screen, named: "steps-rewards-120x40")
    harness.state.size = Size(width: 80, height: 24)
    expectGolden(harness.screen, named: "steps-rewards-80x24")
    trace.phases[0].changes = [.backedUp(path: trace.path.map(\.node), effects: Self.terms)]
    harness.state.slice.trace = trace
    expectGolden(harness.screen, named: "steps-terms-80x24")
  }
}
