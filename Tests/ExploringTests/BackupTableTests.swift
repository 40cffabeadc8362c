import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// What a backup did, as the view of steps shows it.
struct BackupTableTests {
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

  private func lines(_ effects: [BackupEffect], _ width: Int) -> [String] {
    var state = ExplorerState(size: Size(width: 80, height: 24), glyphs: .ascii)
    state.slice.summary.priorName = "r"
    return BackupTable(effects: effects, trace: Self.trace, state: state, width: width).lines
      .map { $0.pieces.map(\.text.plain).joined() }
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  @Test func `rewards stand beside the sums that were backed up, N and Q before and after`() {
    #expect(
      lines(Self.sums, 60) == [
        "NODE                      r     SUM     N>after     Q>after",
        "root                      -   +2.50    11>12      .50>.67",
        "unstack blue red      +1.00   +2.50     4>5      1.25>1.50",
        "put down blue          -.50   +1.50     1>2     -1.00>.25",
        "pick up red           +2.00   +2.00     0>1         ->2.00",
      ])
    #expect(
      lines(Self.sums, 34) == [
        "NODE        r     SUM     Q>after",
        "root        -   +2.50   .50>.67",
        "unsta~  +1.00   +2.50  1.25>1.50",
        "put d~   -.50   +1.50 -1.00>.25",
        "pick ~  +2.00   +2.00     ->2.00",
      ])
  }

  @Test func `what a rule made a value of stands below, in columns where they fit`() {
    #expect(
      lines(Self.terms, 60).suffix(6) == [
        "what the value is made of",
        "NODE                        p  delta clipped lambda*n      V",
        "root                     .000   .000    .000     .400   .800",
        "unstack blue red         .500   .500    .500     .400   .800",
        "put down blue            .000  -.500   -.050     .400   .800",
        "pick up red              .750   .750    .750     .400   .800",
      ])
    #expect(
      lines(Self.terms, 34).suffix(3) == [
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
