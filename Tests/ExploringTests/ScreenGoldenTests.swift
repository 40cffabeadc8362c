import Drawing
import Environments
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The screens as text.
struct ScreenGoldenTests {
  /// Connect Four after a thousand simulations with a few nodes open.
  private func connectFour(
    _ width: Int, _ height: Int, keys: String = "P"
  ) throws
    -> ExplorerHarness
  {
    var harness = try ExplorerHarness(simulations: 1000, width: width, height: height)
    harness.press(keys)
    return harness
  }

  @Test(arguments: [
    (80, 24), (120, 40), (200, 60), (40, 12), (20, 5), (19, 4), (1, 1), (79, 1), (60, 20),
    (109, 30), (110, 30), (159, 30), (160, 30),
  ])
  func `the tree at every step of the ladder`(width: Int, height: Int) throws {
    let harness = try connectFour(width, height)
    expectGolden(harness.screen, named: "tree-\(width)x\(height)", styles: width == 80)
  }

  @Test(arguments: ["stats", "selection", "state", "history"])
  func `every page of the inspector`(page: String) throws {
    let turns = ["stats": "", "selection": "d", "state": "d d", "history": "D"]
    for (width, height) in [(80, 24), (120, 40)] {
      var harness = try connectFour(width, height, keys: "j l j")
      harness.press(turns[page] ?? "")
      expectGolden(harness.screen, named: "inspector-\(page)-\(width)x\(height)")
      guard width == 80 else { continue }
      harness.press("Enter")
      expectGolden(harness.screen, named: "inspector-\(page)-focus")
    }
  }

  @Test func `the simulation after each phase`() throws {
    for (index, phase) in SearchPhase.allCases.enumerated() {
      var harness = try connectFour(80, 24, keys: "g s")
      harness.press(Array(repeating: ".", count: index + 1).joined(separator: " "))
      expectGolden(harness.screen, named: "steps-\(phase.name)", styles: phase == .expand)
      harness.perform(.resize(Size(width: 120, height: 40)))
      expectGolden(harness.screen, named: "steps-\(phase.name)-120x40")
      harness.perform(.resize(Size(width: 50, height: 30)))
      expectGolden(harness.screen, named: "steps-\(phase.name)-50x30")
    }
  }

  @Test func `steps before and while a search runs`() throws {
    var harness = try ExplorerHarness()
    harness.press("g s")
    expectGolden(harness.screen, named: "steps-none")
    harness.press("Space")
    harness.run(500)
    expectGolden(harness.screen, named: "steps-running")
  }

  @Test func `what lies over the view`() throws {
    var harness = try connectFour(80, 24, keys: "?")
    expectGolden(harness.screen, named: "help", styles: true)
    harness.press("PgDn")
    expectGolden(harness.screen, named: "help-2")
    harness.press("End")
    expectGolden(harness.screen, named: "help-3")
    harness.press("Esc :")
    expectGolden(harness.screen, named: "palette")
    harness.type("run")
    expectGolden(harness.screen, named: "palette-exact")
    harness.press("Esc :")
    harness.type("sib")
    harness.press("Down")
    expectGolden(harness.screen, named: "palette-typed")
    harness.press("Esc x")
    expectGolden(harness.screen, named: "which-key-x")
    harness.press("Esc z")
    expectGolden(harness.screen, named: "which-key-z")
    harness.press("Esc R")
    expectGolden(harness.screen, named: "confirm-restart")
    harness.press("n r v")
    harness.type("2500")
    expectGolden(harness.screen, named: "prompt-visits")
    harness.press("Esc 1 2")
    expectGolden(harness.screen, named: "pending-count")
  }

  @Test func `the list of branches`() throws {
    var harness = try connectFour(80, 24, keys: "j b")
    harness.run(300)
    harness.press("j j b")
    harness.run(200)
    harness.press("B k")
    expectGolden(harness.screen, named: "branches")
    harness.press("Enter")
    expectGolden(harness.screen, named: "branch-switched")
    harness.perform(.resize(Size(width: 200, height: 60)))
    expectGolden(harness.screen, named: "branch-switched-200x60")
  }

  @Test func `the marks of nodes`() throws {
    var plan = SearchPlan(try Problem.named("tic-tac-toe:XOX.O...."))
    plan.solves = true
    plan.seed = 1
    var harness = ExplorerHarness(plan)
    harness.run(40)
    harness.press("P")
    #expect(harness.screen.text.contains("PROVEN"))
    expectGolden(harness.screen, named: "marks", styles: true)
    harness.press("Enter")
    expectGolden(harness.screen, named: "marks-stats")
  }

  @Test func `a ban and a pin`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j x b j x p")
    harness.type("0.75")
    harness.press("Enter 1 0 0 s")
    #expect(harness.screen.text.contains("BANNED") && harness.screen.text.contains("PINNED"))
    expectGolden(harness.screen, named: "marks-edits")
    harness.press("d Enter")
    expectGolden(harness.screen, named: "marks-edits-selection")
    harness.press("d d Esc")
    expectGolden(harness.screen, named: "marks-edits-history")
  }

  @Test func `a running search`() throws {
    var harness = try connectFour(80, 24, keys: "Space")
    for _ in 0..<8 {
      harness.time += 0.25
      harness.run(500)
    }
    harness.press("j j")
    harness.run(500)
    expectGolden(harness.screen, named: "running")
    harness.press("[ [")
    harness.run(500)
    expectGolden(harness.screen, named: "running-paced")
  }

  @Test func `priors under PUCT on a tree from a file`() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let path = folder + "/sample-trees/deceptive-first-move.json"
    let text = try #require(Golden.read(path))
    var plan = SearchPlan(Problem(try ExplicitTree(json: text, path: "deceptive-first-move.json")))
    plan.preset = .puct
    plan.seed = 1
    var harness = ExplorerHarness(plan, size: Size(width: 120, height: 40))
    harness.run(300)
    harness.press("E d")
    expectGolden(harness.screen, named: "puct-120x40")
    harness.perform(.resize(Size(width: 80, height: 24)))
    harness.press("P")
    expectGolden(harness.screen, named: "puct-80x24")
    harness.press("d")
    expectGolden(harness.screen, named: "puct-state")
  }

  @Test func `a blocksworld`() throws {
    var harness = try ExplorerHarness("blocksworld", simulations: 800, width: 120, height: 40)
    harness.press("P d d")
    expectGolden(harness.screen, named: "blocksworld-120x40")
    harness.perform(.resize(Size(width: 80, height: 24)))
    harness.press("g s s")
    expectGolden(harness.screen, named: "blocksworld-steps")
  }

  @Test func `a bandit`() throws {
    var harness = try ExplorerHarness("bandit:0.2,0.5,0.7", simulations: 300)
    harness.press("j d")
    expectGolden(harness.screen, named: "bandit-selection")
  }

  @Test func `the sets of signs`() throws {
    var harness = try connectFour(80, 24, keys: "P ~")
    expectGolden(harness.screen, named: "signs-without-blocks")
    harness.press("~ j k")
    expectGolden(harness.screen, named: "signs-ascii")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.press("g s")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.press("F1")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }

  @Test func `zoomed, sorted, with numbers of nodes`() throws {
    var harness = try connectFour(80, 24, keys: "j = l # < I")
    harness.press("j")
    expectGolden(harness.screen, named: "zoomed")
  }

  @Test func `before the first slice`() {
    let state = ExplorerState(size: Size(width: 80, height: 24))
    expectGolden(ExplorerScreen.draw(state), named: "start-up")
  }
}
