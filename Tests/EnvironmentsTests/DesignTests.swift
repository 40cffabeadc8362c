import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// A landscape drawn and looked at by code of its own: what the documentation says, and no more.
private struct Landscape {
  let places: Int
  let letters: Int
  var partners: [[Int]] = []
  var tables: [[Int]] = []

  init(places: Int, letters: Int, ruggedness: Int, seed: UInt64) {
    self.places = places
    self.letters = letters
    var random = RandomSource(seed: seed)
    for place in 0..<places {
      var others = Array(0..<places).filter { $0 != place }
      var drawn: [Int] = []
      for _ in 0..<ruggedness {
        let index = Int(random.below(UInt32(others.count)))
        drawn.append(others[index])
        // The first takes the place of the drawn one.
        others[index] = others[0]
        others.removeFirst()
      }
      partners.append(drawn)
      var rows = letters
      for _ in 0..<ruggedness { rows *= letters }
      tables.append((0..<rows).map { _ in Int(random.below(10_001)) })
    }
  }

  /// All strings, the last place running fastest.
  var strings: [[Int]] {
    (0..<places).reduce([[]]) { strings, _ in
      strings.flatMap { string in (0..<letters).map { string + [$0] } }
    }
  }

  func score(of string: [Int]) -> Double {
    var sum = 0.0
    for place in 0..<places {
      var row = string[place]
      for partner in partners[place] { row = row * letters + string[partner] }
      sum += Double(tables[place][row]) / 10_000
    }
    return sum / Double(places)
  }
}

@Suite struct DesignTests {
  private func state(_ actions: [ActionCode], in world: Design) -> Design.State {
    var state = world.initialState
    var random = RandomSource(seed: 0)
    for action in actions { _ = world.apply(action, to: &state, using: &random) }
    return state
  }

  private func fresh(_ number: Int, in world: Design) -> ActionCode {
    world.action(at: number, in: world.initialState)
  }

  @Test(arguments: [0, 1, 2])
  func `all strings of three places have the scores and ranks of another program's`(
    ruggedness: Int
  ) throws {
    let world = try Design(places: 3, letters: 3, ruggedness: ruggedness, seed: 5)
    let other = Landscape(places: 3, letters: 3, ruggedness: ruggedness, seed: 5)
    let scores = other.strings.map { other.score(of: $0) }
    let critic = DesignCritic(seed: 1)
    #expect(world.actionCount(in: world.initialState) == 27)
    for (number, string) in other.strings.enumerated() {
      let action = fresh(number, in: world)
      let state = state([action], in: world)
      #expect(world.key(of: state) == String(string.map { ["a", "b", "c"][$0] }))
      let verdict = try #require(critic.judge(JudgeQuestion(state), in: world))
      #expect(abs(verdict.value - scores[number]) < 1e-12)
      let rank = scores.count { $0 > scores[number] + 1e-9 } + 1
      let verified = world.verify([action])
      #expect(verified.rank == rank)
      #expect((verified.fault == nil) == (rank == 1))
    }
  }

  @Test func `without ruggedness the best string has the best letter at each place`() throws {
    let world = try Design(places: 4, letters: 4, ruggedness: 0, seed: 8)
    let other = Landscape(places: 4, letters: 4, ruggedness: 0, seed: 8)
    let best = other.tables.map { table in
      table.indices.reduce(0) { table[$1] > table[$0] ? $1 : $0 }
    }
    let number = best.reduce(0) { $0 * 4 + $1 }
    #expect(world.verify([fresh(number, in: world)]).rank == 1)
  }

  @Test func `a change leads to the string with another letter at one place, and back`() throws {
    let world = try Design(places: 5, letters: 3, ruggedness: 2, seed: 3)
    let start = state([fresh(100, in: world)], in: world)
    #expect(world.actionCount(in: start) == 10)
    var keys: Set<String> = []
    for index in 0..<10 {
      let action = world.action(at: index, in: start)
      let next = state([fresh(100, in: world), action], in: world)
      let pairs = zip(world.key(of: start), world.key(of: next))
      #expect(pairs.count { $0 != $1 } == 1)
      #expect(next.revision == 2 && !world.isTerminal(next))
      let origin = try #require(world.origin(of: next))
      #expect(origin.key == world.key(of: start) && origin.edit == action)
      keys.insert(world.key(of: next))
      let back = (0..<10).first {
        world.isSamePlace(
          start,
          state(
            [
              fresh(100, in: world), action, world.action(at: $0, in: next),
            ], in: world))
      }
      #expect(back != nil)
    }
    #expect(keys.count == 10)
  }

  @Test func `a place depends on itself and on as many others as there is ruggedness`() throws {
    let world = try Design(places: 5, letters: 2, ruggedness: 2, seed: 4)
    let critic = DesignCritic(seed: 1)
    func scores(_ number: Int) throws -> [Double] {
      let verdict = critic.judge(
        JudgeQuestion(state([fresh(number, in: world)], in: world)), in: world)
      return try #require(verdict).parts.map(\.raw)
    }
    var influence = Array(repeating: Set<Int>(), count: 5)
    for number in 0..<32 {
      for changed in 0..<5 {
        let (before, after) = (try scores(number), try scores(number ^ 1 << (4 - changed)))
        for place in 0..<5 where before[place] != after[place] { influence[place].insert(changed) }
      }
    }
    for place in 0..<5 {
      #expect(influence[place].contains(place) && influence[place].count == 3)
    }
  }

  @Test func `a critic of full skill names the weakest place, one of none any place`() throws {
    let world = try Design(places: 6, letters: 3, ruggedness: 2, seed: 9)
    func hits(_ skill: Double) throws -> Int {
      try (0..<200).reduce(0) { hits, number in
        let thing = state([fresh(number, in: world)], in: world)
        let verdict = try #require(
          DesignCritic(skill: skill, seed: 2).judge(JudgeQuestion(thing), in: world))
        let raw = verdict.parts.map(\.raw)
        let place = try #require(verdict.evidence.first?.place)
        #expect(verdict.isStandIn && verdict.rationale?.hasPrefix("stand-in critic: ") == true)
        return hits + (raw[place - 1] == raw.min() ? 1 : 0)
      }
    }
    #expect(try hits(1) == 200)
    // A sixth of 200 and three deviations.
    #expect((17...50).contains(try hits(0)))
  }

  @Test func `noise is a function of seed, string and attempt`() throws {
    let world = try Design(places: 6, letters: 3, ruggedness: 2, noise: 0.2, seed: 9)
    let quiet = try Design(places: 6, letters: 3, ruggedness: 2, seed: 9)
    func value(_ number: Int, _ attempt: Int, _ seed: UInt64 = 2, in world: Design) throws -> Double
    {
      let thing = state([fresh(number, in: world)], in: world)
      let critic = DesignCritic(seed: seed)
      return try #require(critic.judge(JudgeQuestion(thing, attempt: attempt), in: world)).value
    }
    let one = try value(7, 0, in: world)
    #expect(try one == value(7, 0, in: world))
    #expect(try one != value(7, 1, in: world))
    #expect(try one != value(7, 0, 3, in: world))
    let truth = try value(7, 0, in: quiet)
    let errors = try (0..<400).map { try value(7, $0, in: world) - truth }
    let mean = errors.reduce(0, +) / 400
    let deviation = (errors.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 399).squareRoot()
    // Three standard errors: .2 / 20, and .2 / sqrt(800).
    #expect(abs(mean) < 0.03 && abs(deviation - 0.2) < 0.022)
  }

  @Test func `a writer changes what it names, never writes what is there, and comes to an end`()
    throws
  {
    let world = try Design(places: 3, letters: 3, ruggedness: 1, seed: 5)
    let writer = DesignWriter(seed: 4)
    #expect(writer.sources == ["careful", "quick"])
    let thing = state([fresh(13, in: world)], in: world)
    var siblings: [ActionCode] = []
    while true {
      let question = WriterQuestion<Design>(
        thing, siblings: siblings, source: siblings.count % 2)
      let writing = writer.write(question, in: world)
      #expect(writing == writer.write(question, in: world), "a function of its question")
      guard let writing else { break }
      #expect(!siblings.contains(writing.action))
      #expect(writing.critique?.hasPrefix("stand-in writer: place ") == true && writing.isStandIn)
      siblings.append(writing.action)
    }
    let all = (0..<6).map { world.action(at: $0, in: thing) }
    #expect(Set(siblings) == Set(all) && siblings.count == 6)
    let written = (0..<27).reduce(into: [ActionCode]()) { known, _ in
      let question = WriterQuestion<Design>(world.initialState, siblings: known)
      known += writer.write(question, in: world).map { [$0.action] } ?? []
    }
    #expect(Set(written).count == 27)
    #expect(
      writer.write(WriterQuestion(world.initialState, siblings: written), in: world) == nil)
  }

  @Test func `the more skilled writer changes the weakest place more often`() throws {
    let world = try Design(places: 9, letters: 4, ruggedness: 2, seed: 6)
    let writer = DesignWriter(seed: 4)
    func share(_ source: Int) throws -> Double {
      let hits = try (0..<300).count { number in
        let thing = state([fresh(number * 800, in: world)], in: world)
        let parts = DesignCritic(seed: 1).judge(JudgeQuestion(thing), in: world)?.parts ?? []
        let writing = writer.write(WriterQuestion(thing, source: source), in: world)
        let place = try #require(writing?.evidence.first?.place)
        return parts[place - 1].raw == parts.map(\.raw).min()
      }
      return Double(hits) / 300
    }
    // A ninth by chance beside the skill, and three standard errors.
    #expect(abs(try share(0) - (0.9 + 0.1 / 9)) < 0.05)
    #expect(abs(try share(1) - (0.4 + 0.6 / 9)) < 0.09)
  }

  @Test(
    arguments: [
      ("design:places=9,places=8", 17, "places is given twice"),
      ("design:hue=3", 8, "\"hue=3\" is not an option"),
      ("design:seed=1,noise=2", 15, "noise=2: accepted is a number from 0 to 1"),
      ("design:letters=x", 8, "letters=x: accepted is a whole number from 0 to 1000"),
      ("design:places=10", nil, "places: accepted are 1 to 9 with 4 letters"),
      ("design:letters=1", nil, "letters: accepted are 2 to 26"),
      ("design:places=3,ruggedness=3", nil, "ruggedness: accepted are 0 to 2 with 3 places"),
    ] as [(String, Int?, String)])
  func `what is no design is refused`(text: String, column: Int?, reason: String) {
    let error = #expect(throws: ProblemError.self) { try Problem.named(text) }
    #expect(error?.column == column && error?.reason.hasPrefix(reason) == true, "\(error as Any)")
  }

  @Test func `a string is shown with what was changed, the scores and its rank`() throws {
    let world = try Design(places: 3, letters: 3, ruggedness: 1, seed: 5)
    let other = Landscape(places: 3, letters: 3, ruggedness: 1, seed: 5)
    let start = state([fresh(13, in: world)], in: world)
    let change = world.action(at: 3, in: start)
    #expect(world.label(of: change, in: start) == "2: b to c")
    let picture = world.picture(of: state([fresh(13, in: world), change], in: world))
    #expect(picture[2] == "bcb  revision 2" && picture[3] == " ^ place 2, was b")
    #expect(picture[4] == "bbb  revision 1")
    let score = NumberText.fixed(other.score(of: [1, 2, 1]), places: 4)
    let rank = other.strings.count { other.score(of: $0) > other.score(of: [1, 2, 1]) + 1e-9 } + 1
    #expect(picture.last?.hasPrefix("score \(score), rank \(rank) of 27; the best is ") == true)
    #expect(picture[0].hasPrefix("synthetic design"))
  }
}
