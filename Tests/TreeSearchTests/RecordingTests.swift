import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// A recorder that keeps a tree of its own from what it is told, and nothing else.
private final class Listener: SearchRecorder {
  struct Known: Equatable {
    var parent: Int
    var action: UInt32
    var visits: UInt32 = 0
    var sum = 0.0
    var flags: NodeFlags = []
    var proven: Float?
  }

  var nodes = [Known(parent: -1, action: 0)]
  var labels = [""]
  var lines: [String] = []
  var verdicts: [Verdict] = []
  var leaves: [NodeID] = []
  var values: [Float] = []
  var led = 0

  var place: String { "" }
  var failure: String? { nil }

  func simulated(_ simulation: borrowing SimulationRecord) {
    #expect(simulation.nodesBefore == nodes.count)
    var child = 0
    for place in 0..<simulation.growths.count {
      let growth = simulation.growths[place]
      for index in child..<child + growth.count {
        nodes.append(Known(parent: growth.node.index, action: simulation.actions[index]))
        labels.append(simulation.labels[index])
      }
      child += growth.count
      if growth.unexpanded == 0 { nodes[growth.node.index].flags.insert(.complete) }
    }
    #expect(simulation.nodesAfter == nodes.count)
    for index in 0..<simulation.path.count {
      let node = simulation.path[index].index
      nodes[node].visits = simulation.visits[index]
      nodes[node].sum = simulation.sums[index]
    }
    let leaf = simulation.path[simulation.path.count - 1]
    if simulation.isTerminal { nodes[leaf.index].flags.insert(.terminal) }
    for index in 0..<simulation.edits.count {
      let edit = simulation.edits[index]
      guard case .proven(let value) = edit.change else { continue }
      #expect(simulation.authors[edit.rule] == "solver")
      #expect(nodes[edit.node.index].proven == nil)
      nodes[edit.node.index].proven = value
      nodes[edit.node.index].flags.insert(.proven)
    }
    leaves.append(leaf)
    values.append(simulation.value)
    verdicts.append(simulation.verdict)
    led += simulation.isLed ? 1 : 0
  }

  func edited(_ edit: TreeEdit, by author: Author) {}
  func tookBackSimulation() {}
  func tookBackEdit() {}
  func branched(_ id: Int, at focus: NodeID, name: String) {}
  func goOn(with branch: Int) {}
  func restarted() {}
  func marked(_ name: String, at node: NodeID, note: String) {}
  func stopped(_ stop: RecordedStop) {}
  func answered(_ path: [NodeID], value: Double?, text: String, why: String) {}
  func finish() {}
  func abandon() {}
}

extension SearchTree {
  fileprivate var known: [Listener.Known] {
    (0..<count).map { index in
      Listener.Known(
        parent: links[index].parent == .none ? -1 : links[index].parent.index,
        action: nodes[index].action, visits: nodes[index].visits, sum: nodes[index].valueSum,
        flags: nodes[index].flags.subtracting(.scattered),
        proven: nodes[index].flags.contains(.proven) ? exactValues[index] : nil)
    }
  }
}

struct RecordingTests {
  @Test func `a recorded search grows the tree of one that nobody records`() throws {
    for problem in ["blocksworld:blocks=4,steps=4,seed=1", "connect-four", "bandit:0.2,0.5"] {
      for preset in [Preset.uct, .puct] {
        for seed in UInt64(0)..<4 {
          var plan = SearchPlan(try Problem.named(problem))
          plan.preset = preset
          plan.seed = seed
          plan.solves = seed % 2 == 1
          plan.widening = seed == 2 ? .one : nil
          plan.rollouts = seed == 3 ? 2 : 1
          let plain = plan.makeSession(undoBytes: 0)
          let recorded = plan.makeSession(undoBytes: 0)
          plain.run(200)
          plain.run(300)
          recorded.run(200, recordedBy: Listener())
          recorded.run(300, recordedBy: Listener().hearing(recorded))
          #expect(plain.iterations == recorded.iterations)
          #expect(
            plain.report(.mostVisits).fingerprint == recorded.report(.mostVisits).fingerprint)
        }
      }
    }
  }

  @Test(arguments: allWidenings) func `what is told of every simulation is the whole tree`(
    widening: ActionWidening
  ) {
    let session = Session(
      recipe(TicTacToe(), UCT(), NegamaxBackup(), widening, solves: true), preset: "uct", seed: 3,
      undoBytes: 0)
    let listener = Listener()
    session.run(2000, recordedBy: listener)
    #expect(listener.nodes == session.search.tree.known)
    #expect(listener.nodes.contains { $0.proven != nil })
    let root = session.search.childLabels(of: .root)
    #expect(session.search.tree.children(of: .root).map { listener.labels[$0.index] } == root)
  }

  @Test func `a simulation told after its phases is the one told after a run`() throws {
    func session() -> Session<Recipe<TicTacToe, PUCT, NegamaxBackup>> {
      Session(
        recipe(TicTacToe(), PUCT(), NegamaxBackup(), .one, solves: true, rollouts: 2),
        preset: "puct", seed: 5, undoBytes: 1 << 16)
    }
    let run = session()
    let stepped = session()
    let first = Listener()
    let second = Listener()
    run.run(400, recordedBy: first)
    for _ in 0..<300 {
      repeat { stepped.stepPhase(recordedBy: second) } while stepped.phase != .select
    }
    // Begun by phases, completed by a run; and taken back by a phase before that.
    for phases in 1...3 {
      for _ in 0..<phases { stepped.stepPhase(recordedBy: second) }
      stepped.run(2, recordedBy: second)
    }
    stepped.run(400 - stepped.iterations, recordedBy: second)
    #expect(second.nodes == first.nodes && second.labels == first.labels)
    #expect(second.values == first.values && second.leaves == first.leaves)
    #expect(second.verdicts == first.verdicts)
    #expect(first.nodes == run.search.tree.known)
  }

  @Test func `the value backed up and what was said of the leaf are told`() throws {
    let plan = SearchPlan(try Problem.named("bandit:1"))
    let listener = Listener()
    plan.makeSession(undoBytes: 0).run(3, recordedBy: listener)
    // First the root by a rollout, then its only arm, which pays 1 and ends the episode.
    #expect(listener.values == [1, 1, 1])
    #expect(listener.verdicts == [Verdict(value: 1), Verdict(value: 1), Verdict(value: 1)])
    #expect(listener.nodes[1].flags.contains(.terminal) && listener.nodes[1].visits == 2)
    #expect(listener.led == 0)

    let session = Session(
      recipe(TicTacToe(), UCT(), NegamaxBackup(), rollouts: 2), preset: "uct", seed: 1,
      undoBytes: 1 << 16)
    let other = Listener()
    session.run(20, recordedBy: other)
    _ = try session.edit(.pin(NodeID(1), value: 0.5), by: .user)
    _ = try session.edit(.boost(NodeID(1), visits: 2), by: .user)
    session.run(3, recordedBy: other)
    #expect(other.verdicts[0].parts.map(\.name) == ["rollout 1", "rollout 2"])
    #expect(other.verdicts[20] == Verdict(value: 0.5) && other.values[20] == 0.5)
    #expect(other.led == 2)
  }
}

extension Listener {
  /// A listener that has heard everything that a session did before.
  fileprivate func hearing(_ session: any SearchSession) -> Listener {
    var summary = SearchSummary()
    session.fill(&summary)
    nodes = Array(repeating: Known(parent: -1, action: 0), count: summary.nodes)
    labels = Array(repeating: "", count: summary.nodes)
    return self
  }
}
