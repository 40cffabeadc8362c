import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

@testable import Journals

/// Branches of a search with the recorder that hears of everything done to them.
final class Played {
  let recorder: JournalRecorder
  var sessions: [any SearchSession]
  var notes: [[NodeID: String]] = [[:]]
  var current = 0

  init(_ plan: SearchPlan, _ recorder: JournalRecorder) {
    self.recorder = recorder
    sessions = [plan.makeSession(undoBytes: 1 << 18)]
  }

  var session: any SearchSession { sessions[current] }

  /// How many nodes the tree has.
  var nodes: Int {
    var summary = SearchSummary()
    session.fill(&summary)
    return summary.nodes
  }

  func edit(_ edit: TreeEdit) {
    guard (try? session.edit(edit, by: .user)) != nil else { return }
    recorder.edited(edit, by: .user)
  }

  func back() {
    let before = session.iterations
    if session.stepBack(), session.iterations < before { recorder.tookBackSimulation() }
    forgetNotes()
  }

  func backPhase() {
    let before = session.iterations
    if session.stepBackPhase(), session.iterations < before { recorder.tookBackSimulation() }
    forgetNotes()
  }

  private func forgetNotes() {
    let nodes = nodes
    notes[current] = notes[current].filter { $0.key.index < nodes }
  }

  func branch(at node: NodeID) {
    let copy = session.branch(at: node, undoBytes: 1 << 18)
    notes.append(notes[current].filter { $0.key.index < nodes })
    sessions.append(copy)
    current = sessions.count - 1
    recorder.branched(current, at: copy.focus, name: "b\(current)")
  }

  func note(_ node: NodeID, _ text: String) {
    notes[current][node] = text
    recorder.edited(.note(node, text: text), by: .user)
  }

  /// What the search itself knows of a node.
  func known(_ node: NodeID) -> NodeDetail {
    var request = SliceRequest()
    request.cursor = .node(node)
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice.detail
  }

  /// A small search of one kind or another.
  static func plan(_ seed: Int) throws -> SearchPlan {
    let judging = Preset.all.filter { $0.stepRewards != nil }
    if seed % 5 == 4 {
      var plan = SearchPlan(try Problem.named("blocksworld:blocks=4,steps=4,seed=1"))
      plan.preset = judging[seed / 5 % judging.count]
      plan.stepRewards = plan.preset.stepRewards
      plan.stepRewards?.rewards = .random
      plan.seed = UInt64(seed)
      return plan
    }
    if seed % 7 == 5 {
      var plan = SearchPlan(
        try Problem.named("design:places=4,letters=3,noise=0.1,seed=\(seed)"), .bestFirst)
      plan.seed = UInt64(seed)
      return plan
    }
    var plan = SearchPlan(
      try Problem.named(seed % 3 == 0 ? "blocksworld:blocks=4,steps=4,seed=1" : "tic-tac-toe"))
    plan.preset = seed % 2 == 0 ? .uct : .puct
    plan.solves = seed % 4 == 1
    plan.widening = seed % 4 == 2 ? .one : nil
    plan.seed = UInt64(seed)
    return plan
  }

  /// Does something, whatever a person may do.
  func act(_ round: Int, _ random: inout RandomSource) {
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }
    let node = NodeID(below(nodes))
    switch below(14) {
    case 0...3: session.run(1 + below(9), recordedBy: recorder)
    case 4: session.stepPhase(recordedBy: recorder)
    case 5, 6: for _ in 0...below(6) { back() }
    case 7: backPhase()
    case 8:
      if node != .root {
        edit([.ban(node), .allow(node), .pin(node, value: 0.25)][below(3)])
      }
    case 9: edit(.parameter(name: "c", value: [0.5, 1.5][below(2)]))
    case 10: if node != .root { edit(.boost(node, visits: 1 + below(5))) }
    case 11: if session.undoEdit() { recorder.tookBackEdit() }
    case 12: if sessions.count < 8, below(4) == 0 { branch(at: node) }
    default:
      if below(2) == 0 {
        current = below(sessions.count)
        recorder.goOn(with: current)
      } else if session.phase == .select {
        note(node, "note \(round)")
      }
    }
  }
}
