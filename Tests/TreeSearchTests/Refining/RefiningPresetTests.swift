import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// What the searches that refine answers are for, seen on small problems.
@Suite struct RefiningPresetTests {
  private static let refining = [
    "mctsr", "mctsr-code", "mctsr-zero", "i-mcts", "i-mcts-code", "master",
  ]
  private static let layers = ["rebase", "beam"]

  private func session(
    _ name: String, _ problem: String = "design:places=6,letters=3,noise=0.1,seed=2",
    _ options: [(String, String)] = [], calls: CallTally = CallTally()
  ) throws -> any SearchSession {
    let preset = try #require(Preset.named(name))
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 5
    try plan.set(options.map { GivenOption($0.0, $0.1, spelling: "--set \($0.0)=\($0.1)") })
    #expect(plan.validationError == nil)
    return plan.makeSession(SessionOptions(undoBytes: 1 << 20, calls: calls))
  }

  private func value(_ name: String, of node: Int, in session: any SearchSession) -> Double? {
    var value: Double?
    session.read { tree in
      value = tree.statistics.layout.placeIfDeclared(of: name)
        .flatMap { tree.statistics[$0, NodeID(node)] }
    }
    return value
  }

  private func count(_ session: any SearchSession) -> Int {
    var count = 0
    session.read { count = $0.count }
    return count
  }

  @Test(arguments: refining + layers)
  func `every text that a stand-in wrote says so`(name: String) throws {
    let session = try session(name)
    session.run(30)
    var texts = 0
    for index in 1..<count(session) {
      guard let verdict = session.verdict(on: NodeID(index)) else { continue }
      #expect(verdict.isStandIn)
      for text in [verdict.rationale].compactMap({ $0 }) + verdict.voices.compactMap(\.text) {
        #expect(text.hasPrefix("stand-in"), "\(text)")
        texts += 1
      }
    }
    #expect(texts > 10)
  }

  @Test
  func `parts of a judgement on another scale add up to it, and none is the same for all`() throws {
    let session = try session("mctsr")
    session.run(30)
    var parts: [String: Set<Double>] = [:]
    for index in 1..<count(session) {
      let verdict = try #require(session.verdict(on: NodeID(index)))
      let sum = verdict.parts.reduce(0) { $0 + ($1.contribution ?? 0) }
      #expect(abs(sum - verdict.value) < 1e-9)
      for part in verdict.parts {
        parts[part.name, default: []].insert(part.raw)
        // Nothing is measured in deviations, and what a part adds is its weight in it.
        #expect(part.normalized == nil)
        #expect(abs((part.weight ?? 1) * part.raw - (part.contribution ?? 0)) < 1e-9)
      }
    }
    #expect(parts["offset"] == nil && parts["noise", default: []].count > 10)
  }

  @Test func `an agent that passes is the answer, whatever others were judged to be`() throws {
    var (passed, praised) = (0, 0)
    for seed in 1...8 {
      let options = [("final-depth", "4"), ("recruits", "3"), ("agent-noise", "0.3")]
      let session = try session("master", "design:places=6,letters=3,seed=\(seed)", options)
      session.run(200)
      let nodes = Array(1..<count(session))
      guard let passing = nodes.first(where: { value("outcome", of: $0, in: session) == 1 }) else {
        continue
      }
      passed += 1
      let answer = session.report(.bestJudgement).answer
      #expect(answer.nodes.last == NodeID(passing))
      let own = try #require(value("judged", of: passing, in: session))
      #expect(answer.value == own)
      if nodes.contains(where: { (value("judged", of: $0, in: session) ?? 0) > own }) {
        praised += 1
      }
    }
    #expect(passed > 2 && praised > 0)
  }

  @Test func `the first answer has no score once the search has begun`() throws {
    let session = try session("i-mcts")
    session.run(5)
    let first = try #require(session.report(.bestJudgement).children.first)
    let numbers: [Double?] = first.terms.map { $0.value } + [first.score]
    #expect(numbers.allSatisfy { $0?.isInfinite != true })
  }

  @Test func `an answer is judged again each time it is rewritten, and that is two calls`() throws {
    let tally = CallTally()
    let session = try session("mctsr", calls: tally)
    session.run(11)
    #expect(tally.count == 22)
    var judgements = 0.0
    for index in 1..<count(session) {
      judgements += value("judgements", of: index, in: session) ?? 0
    }
    #expect(judgements == 22)
  }

  @Test func `a prompt that wrote a better answer is in force from then on`() throws {
    var changes = 0
    for seed in 1...6 {
      let session = try session("mctsr-zero", "design:places=9,letters=4,seed=\(seed)")
      var numbers: [Double] = []
      for _ in 0..<60 {
        session.run(1)
        if let prompt = value("prompt", of: 0, in: session), prompt != numbers.last {
          numbers.append(prompt)
        }
      }
      #expect(numbers.first == 1 && numbers == numbers.sorted())
      changes += numbers.count - 1
      while session.stepBack() {}
      #expect(value("prompt", of: 0, in: session) == nil)
    }
    #expect(changes > 0, "no prompt ever changed its name")
  }

  @Test func `virtual values are there before a node is run, and in the code never`() throws {
    for (name, isSet) in [("i-mcts", true), ("i-mcts-code", false)] {
      let session = try session(name)
      session.run(20)
      var (unrun, values) = (0, Set<Double>())
      session.read { tree in
        let place = tree.statistics.layout.place(of: "virtual")
        for index in 2..<tree.count {
          if tree.nodes[index].visits == 0 { unrun += 1 }
          if let value = tree.statistics[place, NodeID(index)] { values.insert(value) }
        }
      }
      #expect(unrun > 0)
      #expect(isSet ? values.count > 5 : values == [0])
    }
  }

  @Test func `a search by agents ends with the first final one that passes`() throws {
    let session = try session("master", "design:places=4,letters=3,seed=2", [("skill", "1")])
    session.run(500)
    var summary = SearchSummary()
    session.fill(&summary)
    var outcomes: [Double] = []
    session.read { tree in
      let place = tree.statistics.layout.place(of: "outcome")
      for index in 1..<tree.count {
        guard let outcome = tree.statistics[place, NodeID(index)] else { continue }
        outcomes.append(outcome)
        #expect(tree.depth(of: NodeID(index)) == 4)
      }
    }
    #expect(!outcomes.isEmpty && outcomes.dropLast().allSatisfy { $0 == 0 })
    #expect(summary.iterations < 500)
  }

  @Test func `an agent's reward changes only where a final one below it fails`() throws {
    let session = try session("master", "design:places=9,letters=4,ruggedness=8,seed=2")
    session.run(3)
    let before = (value("rewards", of: 1, in: session), count(session))
    #expect(before.0 == 1)
    session.run(100)
    var (failed, heard) = (0.0, 0.0)
    session.read { tree in
      let place = tree.statistics.layout.place(of: "outcome")
      for index in 1..<tree.count where tree.statistics[place, NodeID(index)] == 0 { failed += 1 }
      heard = tree.statistics[tree.statistics.layout.place(of: "rewards"), NodeID(1)] ?? 0
    }
    #expect(heard == 1 + failed)
  }

  @Test(arguments: ["blocksworld:blocks=3,steps=4,seed=2", "tic-tac-toe", "connect-four"])
  func `layers are made of any problem`(problem: String) throws {
    for name in Self.layers {
      let session = try session(name, problem, [("width", "3")])
      session.run(60)
      #expect(count(session) > 5)
      let end = session.report(.mostVisits).fingerprint
      let done = session.iterations
      for _ in 0..<done { #expect(session.stepBack()) }
      session.run(done)
      #expect(session.report(.mostVisits).fingerprint == end)
    }
  }
}
