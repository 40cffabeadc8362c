import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// `:doctor` lists what is wrong with the search, leads to it, and says what was looked for in vain.
struct DoctorViewTests {
  private static let report: DiagnosisReport = {
    var report = DiagnosisReport()
    report.findings = [
      TreeFinding(
        .pickNotHighest, count: 1, checked: 212, node: NodeID(3), event: 44,
        expected: .words("right"), found: .words("left"),
        example: "event 44, root: took left with .300, right has .400"),
      TreeFinding(
        .oneChain, count: 60, checked: 60, node: .root, expected: .words("a node with two"),
        found: .words("none"), example: "none of 60 visited nodes has two \u{1B}[2J children"),
    ]
    report.undeclared = ["nobody says whose view values are"]
    (report.events, report.nodes, report.seconds) = (1500, 700, 0.002)
    (report.isDone, report.done) = (true, 1)
    return report
  }()

  private func harness(
    _ width: Int, _ height: Int, _ report: DiagnosisReport? = DoctorViewTests.report
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 1000, width: width, height: height)
    harness.recording = .marked
    harness.recording?.diagnosis = report
    harness.run(0)
    harness.press(":")
    harness.type("doctor")
    harness.press("Enter")
    return harness
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `findings stand with their numbers and what they usually mean`(
    width: Int, height: Int
  )
    throws
  {
    let harness = try harness(width, height)
    expectGolden(harness.screen, named: "doctor-\(width)x\(height)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    let text = harness.screen.text
    #expect(text.contains("1 fault, 1 remark"))
    #expect(text.contains("took left with .300, right has .400"))
    #expect(text.contains("looked for and not found"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `Enter goes to the node and the event of the chosen finding`() throws {
    var harness = try harness(80, 24)
    harness.press("Enter")
    #expect(harness.state.view == .tree)
    #expect(harness.state.slice.cursor == NodeID(3))
    #expect(harness.state.slice.summary.event == 44)
    var other = try self.harness(80, 24)
    other.press("j Enter")
    #expect(other.state.slice.cursor == .root)
    #expect(other.state.slice.summary.event == 231)
  }

  @Test func `the last line can be reached on a small screen, and Esc leads back`() throws {
    for (width, height) in [(80, 10), (40, 12), (20, 5)] {
      var harness = try harness(width, height)
      for _ in 0..<80 { harness.press("j") }
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      if height > 5 { #expect(harness.screen.text.contains("same for all"), "\(width)x\(height)") }
      harness.press("G g g Esc")
      #expect(harness.state.view == .tree)
    }
  }

  @Test func `until all is looked at it says how far it is, and nothing is said to be sound`()
    throws
  {
    var report = DiagnosisReport()
    report.done = 0.42
    let text = try harness(80, 24, report).screen.text
    #expect(text.contains("42 %"))
    #expect(!text.contains("no fault") && !text.contains("not found"))
  }
}
