import Environments
import Foundation
import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// Small recordings of searches of many kinds.
struct SampleRecordings {
  /// Their bytes.
  let all: [[UInt8]]

  /// Records them.
  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var all: [[UInt8]] = [Array(Self.other.utf8)]
    for preset in Preset.all {
      let plans = try Self.plans(of: preset)
      guard !plans.isEmpty else {
        throw Arguments.Mistake(reason: "\(preset.name) is recorded on no problem")
      }
      for (index, plan) in plans.enumerated() {
        let path = folder.appendingPathComponent("\(index)-\(preset.name).jsonl").path
        try Self.record(plan, path)
        all.append(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      }
    }
    self.all = all
  }

  /// The searches of a preset: on every problem that it accepts, with the options that it accepts.
  private static func plans(of preset: Preset) throws -> [SearchPlan] {
    try problems.enumerated().compactMap { index, problem in
      let plan = SearchPlan(try Problem.named(problem), preset)
      guard plan.validationError == nil else { return nil }
      var richer = plan
      richer.solves = index % 2 == 0
      richer.widening = preset == .uct ? .one : nil
      return richer.validationError == nil ? richer : plan
    }
  }

  private static let problems = [
    "tic-tac-toe:XOXO.....", "connect-four", "blocksworld:blocks=4,steps=6,seed=1",
    "bandit:0.2,0.9", "design:places=4,letters=3,noise=0.1",
  ]

  private static func record(_ plan: SearchPlan, _ path: String) throws {
    var header = JournalHeader()
    header.problem = plan.recordedProblem
    header.algorithm = plan.preset.name
    header.seed = plan.seed
    let session = plan.makeSession(undoBytes: 1 << 20)
    var summary = SearchSummary()
    session.fill(&summary)
    header.statistics = JournalHeader(summary).statistics
    header.columns = JournalHeader(summary).columns
    let recorder = JournalRecorder(try JournalFile(creating: path), header: header)
    // A judged simulation asks language models.
    let count = plan.stepRewardSettings == nil ? 40 : 12
    session.run(count, recordedBy: recorder)
    for edit in [
      TreeEdit.ban(NodeID(1)), .parameter(name: "c", value: 1), .pin(NodeID(1), value: 0),
    ]
    where (try? session.edit(edit, by: .user)) != nil {
      recorder.edited(edit, by: .user)
    }
    for _ in 0..<10 {
      let before = session.iterations
      if session.stepBack(), session.iterations < before { recorder.tookBackSimulation() }
    }
    session.run(count / 3, recordedBy: recorder)
    let branch = session.branch(at: NodeID(1), undoBytes: 0)
    recorder.branched(1, at: NodeID(1), name: "other")
    branch.run(count / 3, recordedBy: recorder)
    recorder.marked("here", at: NodeID(1), note: "a note")
    recorder.finish()
  }

  /// Returns the rules of a search that a header describes.
  static func session(for header: JournalHeader) -> (any SearchSession)? {
    guard let problem = header.problem, let algorithm = header.algorithm, let seed = header.seed,
      let plan = try? SearchPlan(problem: problem, algorithm: algorithm, seed: seed, parameters: [])
    else { return nil }
    return plan.makeSession(undoBytes: 0)
  }

  /// A search of another program: sparse ids, decisions, evaluations, several kinds of edit.
  private static let other = """
    {"type":"search","version":1,"engine":"demo","root":{"id":5,"text":"start"},"statistics":["visits","mean","max"],"value":{"perspective":"root","low":0,"high":1}}
    {"type":"expand","node":5,"children":[{"id":9,"action":"left","prior":0.5},{"id":12,"action":"right"}],"unexpanded":1}
    {"type":"evaluate","node":9,"value":0.8,"parts":[{"name":"self","raw":-0.22}],"rationale":"one move"}
    {"type":"backup","iteration":1,"path":[5,9],"value":0.8,"stats":[[5,1,0.8,1],[9,1,0.8,1]]}
    {"type":"select","iteration":2,"node":5,"chosen":12,"candidates":[{"node":9,"score":0.8,"terms":{"Q":0.8}},{"node":12,"score":9,"terms":{"U":9}}]}
    {"type":"expand","node":12,"children":[{"id":7,"action":"down","terminal":true},{"id":3,"action":"up","text":"s"}],"unexpanded":0}
    {"type":"evaluate","node":7,"value":[0.1,0.2],"terminal":true}
    {"type":"backup","path":[5,12,7],"stats":[[5,2,0.5,1],[12,1,0.1,1],[7,1,0.1,1]]}
    {"type":"edit","by":"rule","node":9,"set":{"banned":true,"note":"no","prior":0.25}}
    {"type":"edit","by":"user","node":7,"set":{"pinned":true,"value":0.5}}
    {"type":"expand","node":5,"children":[{"id":40,"action":"again"}]}
    {"type":"stats","stats":[[5,7,0.25,1],[40,2,0.5,1],[40,3,0.5,1]]}
    {"type":"branch","branch":1,"of":0,"at":6,"node":12,"name":"other"}
    {"type":"evaluate","node":3,"value":1,"branch":1}
    {"type":"backup","path":[5,12,3],"stats":[[5,2,0.9,1],[12,1,1,1],[3,1,1,1]],"branch":1}
    {"type":"edit","node":3,"set":{"proven":1},"branch":1}
    {"type":"log","level":"info","text":"hello"}
    {"type":"backup","iteration":9,"path":[5,40],"stats":[[5,8,0.25,1],[40,4,0.5,1]]}
    {"type":"stop","reason":"budget"}
    {"type":"answer","path":[5,40],"value":0.5,"why":"most visits"}

    """
}
