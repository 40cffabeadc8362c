import Environments
import Groundwork
import LanguageModels
import SearchTrees
import Testing
import TreeSearch

@testable import RewardModels

/// Next states that an expert writes.
struct StateWriterTests {
  private static let start = "hand empty red on table blue on table orange on table"

  /// A problem whose three blocks lie on the table, and that state.
  private func world() throws -> (world: Blocksworld, state: Blocksworld.State) {
    let world = try Blocksworld(blocks: 3, steps: 4, seed: 1)
    return (
      world, try #require(world.state(reading: Self.start, after: world.initialState))
    )
  }

  /// A writer that says `texts` of where actions lead, by their words, and amateurs that know as much or
  /// nothing.
  private func writer(
    _ texts: [String: String], after prompt: String, amateurKnows: Bool = true
  ) throws -> StateWriter {
    var table: [String: [String: Double]] = [:]
    for (wording, text) in texts {
      var sequence = prompt + " [ACTION] " + wording + " [NEXT]"
      for word in text.split(separator: " ").map(String.init) + ["[END]"] {
        table[sequence] = [word: 0.9]
        sequence += " " + word
      }
    }
    return StateWriter(
      try ModelPair(
        expert: TableModel(name: "expert", vocabulary: HashedModel.words, table: table),
        amateur: TableModel(
          name: "amateur", vocabulary: HashedModel.words, table: amateurKnows ? table : [:])))
  }

  private func actions(_ world: Blocksworld, _ state: Blocksworld.State) -> [String: ActionCode] {
    var actions: [String: ActionCode] = [:]
    for index in 0..<world.actionCount(in: state) {
      let action = world.action(at: index, in: state)
      actions[world.wording(of: action, in: state)] = action
    }
    return actions
  }

  private func prompt(_ imagined: ImaginedWorld<Blocksworld>, _ state: Blocksworld.State) -> String
  {
    let prompt = imagined.prompt(for: state)
    return String(prompt.dropFirst("[STATE] ".count).prefix { $0 != "[" }.dropLast())
  }

  private static let right = "holding red blue on table orange on table"
  private static let wrong = "holding blue orange on table red on blue on table"
  private static let otherwise = "holding orange red on table blue on table"

  @Test func `what is written is the next state, wrong or not, unless it is none`() throws {
    let (world, state) = try world()
    let writer = try writer(
      [
        "pick up red": Self.right, "pick up blue": Self.otherwise, "pick up orange": Self.wrong,
      ], after: world.prompt(for: state))
    let imagined = ImaginedWorld(world, writer: writer)
    let actions = actions(world, state)
    var random = RandomSource(seed: 1)
    let before = random
    let expected = [
      "pick up red": Self.right, "pick up blue": Self.otherwise,
      "pick up orange": "holding orange red on table blue on table",
    ]
    for (wording, text) in expected {
      // Again and again, and by copies, the same.
      for copy in [imagined, ImaginedWorld(world, writer: writer)] {
        var next = state
        let step = copy.apply(try #require(actions[wording]), to: &next, using: &random)
        #expect(prompt(copy, next) == text)
        #expect(next.steps == state.steps + 1 && !step.isTerminal && step.reward == 0)
      }
    }
    #expect(random == before)
    let use = writer.modelUse
    #expect(use.generations == 3 && use.disagreements == 2)
    #expect(
      writer.alarms.map(\.text) == ["2 of 3 generated states differ from the rules"])
  }

  @Test func `a state that is imagined to be the goal ends the episode`() throws {
    let world = try Blocksworld(blocks: 3, steps: 2, seed: 1)
    // The goal is a state two steps away; the expert takes the first of them for it.
    var random = RandomSource(seed: 1)
    let first = try #require(world.optimalActions(in: world.initialState).first)
    var there = world.initialState
    _ = world.apply(first, to: &there, using: &random)
    let second = try #require(world.optimalActions(in: there).first)
    let writer = try writer(
      [world.wording(of: first, in: world.initialState): world.outcome(of: second, in: there)],
      after: world.prompt(for: world.initialState))
    let imagined = ImaginedWorld(world, writer: writer)
    var next = world.initialState
    #expect(
      imagined.apply(first, to: &next, using: &random) == Transition(reward: 1, isTerminal: true))
    #expect(imagined.isTerminal(next) && imagined.actionCount(in: next) == 0)
    #expect(imagined.progress(in: next) == 1 && next.steps == 1)
  }

  @Test(arguments: [true, false])
  func `a verdict says what was written, and what the rules say`(amateurKnows: Bool) throws {
    let (world, state) = try world()
    let writer = try writer(
      [
        "pick up red": Self.right, "pick up blue": Self.otherwise, "pick up orange": Self.wrong,
      ], after: world.prompt(for: state), amateurKnows: amateurKnows)
    let imagined = ImaginedWorld(world, writer: writer)
    let steps = WrittenSteps(
      RandomRewards<ImaginedWorld<Blocksworld>>(seed: 1), states: writer, actions: nil)
    let actions = actions(world, state)
    let names = ["pick up red", "pick up blue", "pick up orange"]
    let verdicts = steps.verdicts(
      on: try names.map { try #require(actions[$0]) }, in: state, of: imagined)
    let written = try verdicts.map { try #require($0.generation) }
    #expect(written.map(\.text) == [Self.right, Self.otherwise, Self.wrong])
    #expect(written.map(\.disagrees) == [false, true, true])
    let rationales = verdicts.map { $0.rationale ?? "" }
    #expect(rationales[0] == "The number is random and knows nothing.")
    #expect(
      rationales[1].hasSuffix(
        "The expert wrote another next state than the rules: \"holding orange red on table blue on "
          + "table\" where they have \"holding blue red on table orange on table\"."))
    #expect(
      rationales[2].hasSuffix(
        "The expert wrote no state, \"holding blue orange on table red on blue on table\", where the "
          + "rules have \"holding orange red on table blue on table\", which is taken."))
    // Eight words and an end: four drafted, one of the expert's, and four drafted, the last of them the
    // end. An amateur that knows nothing is right by chance only.
    if amateurKnows {
      #expect(written[0].accepted == 8 && written[0].rejected == 0)
      #expect(written[0].calls == [ModelCalls("expert", 2), ModelCalls("amateur", 8)])
    } else {
      #expect(written[0].rejected > 0 && written[0].calls[0].count > 2)
    }
    // Nobody took a step.
    #expect(writer.modelUse == ModelUse() && writer.alarms.isEmpty)
    var random = RandomSource(seed: 1)
    for name in names {
      var next = state
      _ = imagined.apply(try #require(actions[name]), to: &next, using: &random)
    }
    #expect(writer.modelUse.accepted == written.reduce(0) { $0 + $1.accepted })
    #expect(writer.modelUse.rejected == written.reduce(0) { $0 + $1.rejected })
    #expect(
      writer.modelUse.calls == written.reduce(0) { $1.calls.reduce($0) { $0 + $1.count } })
    #expect(steps.modelUse == writer.modelUse && steps.alarms == writer.alarms)
  }

  @Test func `long texts are quoted from where they part, and not to their ends`() {
    let (one, other) = WrittenState.shortened("a b c d", "a b x")
    #expect(one == "... b c d" && other == "... b x")
    let long = (0..<20).map { "\($0)" }.joined(separator: " ")
    #expect(WrittenState.shortened(long, "z").0 == "0 1 2 3 4 5 6 7 8 9 10 11 ...")
    #expect(WrittenState.shortened("", "z") == ("", "z"))
  }

  @Test func `where nothing can be written the rules hold`() throws {
    let (world, state) = try world()
    let small = try HashedModel.pair(longest: 5)
    let writer = StateWriter(small)
    let imagined = ImaginedWorld(world, writer: writer)
    let action = world.action(at: 0, in: state)
    var random = RandomSource(seed: 1)
    var (one, other) = (state, state)
    #expect(
      imagined.apply(action, to: &one, using: &random)
        == world.apply(action, to: &other, using: &random))
    #expect(one == other)
    #expect(writer.alarms.first?.text.hasPrefix("a next state could not be written: ") == true)
    #expect(writer.modelUse.generations == 0)
  }

  @Test func `without a writer a world is the problem itself`() throws {
    let (world, state) = try world()
    let imagined = ImaginedWorld(world, writer: nil)
    var random = RandomSource(seed: 1)
    for action in actions(world, state).values {
      var (one, other) = (state, state)
      #expect(
        imagined.apply(action, to: &one, using: &random)
          == world.apply(action, to: &other, using: &random))
      #expect(
        one == other && imagined.label(of: action, in: state) == world.label(of: action, in: state))
    }
  }

  @Test
  func `the embedded expert writes most states of problems that it never saw as the rules do`()
    throws
  {
    let writer = StateWriter(.embedded)
    let most = 100
    // As often as in the training.
    let sizes = [3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6]
    var seen: Set<String> = []
    var right = 0
    var seed: UInt64 = 0
    while seen.count < most {
      seed += 1
      let blocks = sizes[Int(seed % 12)]
      let steps = 2 + 2 * Int(seed / 12 % UInt64(2 * blocks - 2))
      guard Blocksworld.isHeldOut(blocks: blocks, steps: steps, seed: seed) else { continue }
      let world = try Blocksworld(blocks: blocks, steps: steps, seed: seed)
      var random = RandomSource(seed: seed)
      var state = world.initialState
      // On the way to the goal and beside it.
      while seen.count < most, !world.isTerminal(state) {
        let count = UInt32(world.actionCount(in: state))
        let asked = world.action(at: Int(random.below(count)), in: state)
        if seen.insert(world.prompt(for: state)).inserted {
          let written = try #require(writer.next(asked, in: state, of: world, isTaken: true))
          if !written.disagrees { right += 1 }
          #expect(written.disagrees || written.isState && written.written.text == written.rules)
        }
        let best = world.optimalActions(in: state)
        let step = random.below(2) == 0 ? best[0] : asked
        _ = world.apply(step, to: &state, using: &random)
      }
    }
    let use = writer.modelUse
    #expect(right >= 80)
    #expect(use.generations == most && use.disagreements == most - right)
  }

  @Test
  func `scoring and writing share what they read, which changes no text and no count`() throws {
    var pairs = [ModelPair.embedded, .embedded.sharingReadings(), .embedded.sharingReadings()]
    pairs[2].draftLength = 0
    var written: [[WrittenState]] = [[], [], []]
    var drawn: [[GeneratedProposal?]] = [[], [], []]
    var tokens = [0, 0, 0]
    for (index, pair) in pairs.enumerated() {
      let states = StateWriter(pair)
      let proposals = ActionWriter(pair, samples: 3, seed: 1)
      for seed in 1...3 as ClosedRange<UInt64> {
        let world = try Blocksworld(blocks: 5, steps: 8, seed: seed)
        var state = world.initialState
        var random = RandomSource(seed: seed)
        // More states than are kept, and the first one again.
        for step in 0..<20 where !world.isTerminal(state) {
          let actions = world.actions(in: state)
          drawn[index] += actions.map { proposals.proposal(of: $0, in: state, of: world) }
          if step % 3 > 0 {
            _ = try pair.read(
              actions.map { world.wording(of: $0, in: state) }, after: world.prompt(for: state))
          }
          for action in actions {
            written[index].append(
              try #require(states.next(action, in: state, of: world, isTaken: true)))
          }
          _ = world.apply(actions[0], to: &state, using: &random)
        }
        let action = world.action(at: 0, in: world.initialState)
        written[index].append(
          try #require(states.next(action, in: world.initialState, of: world, isTaken: true)))
      }
      tokens[index] = states.modelUse.tokens
      #expect(proposals.modelUse.proposals == 0)
    }
    #expect(written[0].count > 30)
    #expect(written[0].map(\.generation) == written[1].map(\.generation))
    #expect(written[0].map(\.written.text) == written[2].map(\.written.text))
    #expect(written[2].allSatisfy { $0.written.cost.amateurCalls == 0 })
    #expect(drawn[0] == drawn[1])
    #expect(tokens[1] < tokens[0] / 2)
  }

  @Test func `what is written is what the expert writes alone, whatever the amateur drafts`() throws
  {
    let writer = StateWriter(.embedded)
    let expert = EmbeddedPair.expert
    let stop = try #require(expert.vocabulary["[END]"])
    var rejected = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      let world = try Blocksworld(blocks: 6, steps: 10, seed: seed)
      var random = RandomSource(seed: seed)
      var state = world.initialState
      for _ in 0..<5 {
        let count = UInt32(world.actionCount(in: state))
        let action = world.action(at: Int(random.below(count)), in: state)
        let written = try #require(writer.next(action, in: state, of: world, isTaken: true))
        let prompt = try expert.vocabulary.tokens(
          of: world.prompt(for: state) + " [ACTION] " + world.wording(of: action, in: state)
            + " [NEXT]")
        let alone = expert.generate(
          after: prompt, choosing: .likeliest, stop: stop, limit: 60, random: &random)
        #expect(
          expert.vocabulary.text(of: alone)
            .hasPrefix(written.written.text + (written.written.isComplete ? " [END]" : "")))
        rejected += written.written.cost.rejected
        _ = world.apply(action, to: &state, using: &random)
        if world.isTerminal(state) { break }
      }
    }
    #expect(rejected > 0)
  }
}
