import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// Recordings of searches that depart from published rules.
@Suite struct ResumedVariantTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private static let file = """
    {"root": {"estimate": 0.1, "children": [
      {"prior": 1, "reward": 0.5, "estimate": 0.2, "discount": 0, "children": [
        {"prior": 2, "reward": -1}, {"prior": 1, "reward": 0.25}]},
      {"prior": 3, "reward": -0.25, "estimate": 0.6, "children": [
        {"prior": 1, "reward": 1, "estimate": 0.3, "children": [{}, {"reward": 2}]},
        {"prior": 1, "reward": 0.125, "discount": 0.5}]}]}}
    """

  @Test(
    arguments: [
      (
        "puct", "connect-four",
        [
          ("pb-c-init", "1.1"), ("min-max", "tree"), ("fpu-root", "0.5"), ("discount", "0.9"),
          ("dirichlet-alpha", "0.3"), ("answer-temperature", "1"),
        ]
      ),
      ("puct", "file", [("evaluator", "estimate"), ("min-max", "siblings"), ("discount", "0.8")]),
      ("uct", "blocksworld:blocks=3,steps=4,seed=2", [("backup", "max"), ("min-max", "tree")]),
      ("uct", "tic-tac-toe", [("fpu", "0.3"), ("ends", "explore")]),
      ("ucb1-tuned", "bandit:0.2,0.5,0.7", []),
    ] as [(String, String, [(String, String)])])
  func `a recording is gone on with to the tree and the file of an uninterrupted search`(
    preset: String, problem: String, options: [(String, String)]
  ) throws {
    var name = problem
    if problem == "file" {
      try folder.write(Self.file, "t.json")
      name = "tree:" + folder.path("t.json")
    }
    var plan = SearchPlan(try Problem.named(name), try #require(Preset.named(preset)))
    plan.seed = 7
    try plan.set(options.map { GivenOption($0, $1, spelling: "--set") })
    let whole = try folder.record(plan, 60)
    let expected = try folder.text()
    let place = try #require(expected.firstRange(of: "\"iteration\":31,")?.lowerBound)
    try folder.write(String(expected[..<place]))
    let request = try {
      var request = SearchRequest(exploring: plan)
      request.recorder = try JournalRecorder(resuming: folder.path())
      return request
    }()
    let session = try request.makeSession { _ in }
    #expect(session.iterations == 30)
    let recorder = try #require(request.recorder)
    session.run(30, recordedBy: recorder)
    recorder.finish()
    #expect(session.fingerprint == whole.fingerprint)
    let isSame = try folder.text() == expected
    #expect(isSame)
  }
}
