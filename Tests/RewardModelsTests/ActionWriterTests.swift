import Environments
import Groundwork
import LanguageModels
import SearchTrees
import Testing
import TreeSearch

@testable import RewardModels

/// Actions that an expert proposes by writing them.
struct ActionWriterTests {
  /// A problem and a state in which three blocks lie on the table.
  private func world() throws -> (world: Blocksworld, state: Blocksworld.State) {
    let world = try Blocksworld(blocks: 3, steps: 4, seed: 1)
    let text = "hand empty red on table blue on table orange on table"
    return (world, try #require(world.state(reading: text, after: world.initialState)))
  }

  /// A pair whose expert picks up blocks with some probabilities, and whose amateur picks up orange.
  private func pair(_ blocks: [String: Double], after prompt: String) throws -> ModelPair {
    func model(_ name: String, _ blocks: [String: Double]) -> TableModel {
      let start = prompt + " [ACTION]"
      var table = [
        start: ["pick": 1.0], start + " pick": ["up": 1.0], start + " pick up": blocks,
      ]
      for block in blocks.keys { table[start + " pick up " + block] = ["[EVAL]": 1] }
      return TableModel(name: name, vocabulary: HashedModel.words, table: table)
    }
    return try ModelPair(
      expert: model("expert", blocks), amateur: model("amateur", ["orange": 0.75, "red": 0.25]))
  }

  private func wordings(
    _ writer: ActionWriter, _ world: Blocksworld, _ state: Blocksworld.State
  ) -> [String] {
    writer.actions(in: state, of: world).map { world.wording(of: $0, in: state) }
  }

  @Test func `equal samples are merged, illegal ones dropped, and all are counted`() throws {
    let (world, state) = try world()
    let pair = try pair(
      ["red": 0.5, "blue": 0.25, "white": 0.25], after: world.prompt(for: state))
    let writer = ActionWriter(pair, samples: 40, seed: 1)
    #expect(wordings(writer, world, state) == ["pick up blue", "pick up red"])
    let proposals = try writer.actions(in: state, of: world).map {
      try #require(writer.proposal(of: $0, in: state, of: world))
    }
    let drawn = proposals.map(\.drawn)
    let illegal = try #require(proposals.first?.illegal)
    #expect(drawn.reduce(illegal, +) == 40 && illegal > 0)
    #expect(proposals.allSatisfy { $0.samples == 40 && $0.illegal == illegal })
    // Twenty are expected, with a deviation of three.
    #expect(8...32 ~= drawn[1])
    let use = writer.modelUse
    #expect(use.proposals == 40 && use.illegalProposals == illegal)
    #expect(use.accepted == proposals[0].accepted && use.rejected == proposals[0].rejected)
    #expect(use.calls == proposals[0].calls.reduce(0) { $0 + $1.count })
    // The amateur draws orange, which the expert never says, or red.
    #expect(use.rejected > 0 && use.accepted > 0)
    #expect(
      writer.alarms.map(\.text) == ["\(illegal) of 40 generated actions are not legal"])
    // Of an action that was not drawn there is nothing to say.
    let other = try #require(
      (0..<3).map { world.action(at: $0, in: state) }.first {
        world.wording(of: $0, in: state) == "pick up orange"
      })
    #expect(writer.proposal(of: other, in: state, of: world) == nil)
  }

  @Test func `looking and asking again count for nothing and change nothing`() throws {
    let (world, state) = try world()
    let pair = try pair(["red": 0.5, "blue": 0.5], after: world.prompt(for: state))
    let writer = ActionWriter(pair, samples: 8, seed: 3)
    let action = world.action(at: 0, in: state)
    let seen = writer.proposal(of: action, in: state, of: world)
    #expect(writer.modelUse == ModelUse())
    let first = writer.actions(in: state, of: world)
    let use = writer.modelUse
    #expect(use.proposals == 8)
    let later = try #require(
      world.state(
        reading: "hand empty red on table blue on table orange on table", after: state))
    #expect(later.steps == state.steps + 1)
    #expect(writer.actions(in: later, of: world) == first)
    #expect(writer.modelUse == use && writer.alarms.isEmpty)
    #expect(writer.proposal(of: action, in: state, of: world) == seen)
    let again = ActionWriter(pair, samples: 8, seed: 3)
    #expect(again.actions(in: state, of: world) == first)
    #expect(again.proposal(of: action, in: state, of: world) == seen)
  }

  @Test func `samples follow the expert, whatever the amateur drafts`() throws {
    let (world, state) = try world()
    let pair = try pair(["red": 0.8, "blue": 0.2], after: world.prompt(for: state))
    var counts: [String: Int] = [:]
    for seed in 0..<200 as Range<UInt64> {
      let writer = ActionWriter(pair, samples: 10, seed: seed)
      for action in writer.actions(in: state, of: world) {
        counts[world.wording(of: action, in: state), default: 0] +=
          writer.proposal(of: action, in: state, of: world)?.drawn ?? 0
      }
    }
    // 2,000 draws with a deviation of 18.
    #expect(counts["pick up red", default: 0] + counts["pick up blue", default: 0] == 2_000)
    #expect(1_528...1_672 ~= counts["pick up red", default: 0])
  }

  @Test func `where no sample is legal the likeliest legal action is proposed`() throws {
    let (world, state) = try world()
    let pair = try pair(["white": 0.999, "orange": 0.0006], after: world.prompt(for: state))
    let writer = ActionWriter(pair, samples: 4, seed: 1)
    #expect(wordings(writer, world, state) == ["pick up orange"])
    let proposal = try #require(
      writer.proposal(of: writer.actions(in: state, of: world)[0], in: state, of: world))
    #expect(proposal.drawn == 0 && proposal.illegal == 4)
    #expect(
      writer.alarms.map(\.text) == [
        "4 of 4 generated actions are not legal",
        "at 1 of 1 places no generated action was legal: the likeliest legal one was taken",
      ])
  }

  @Test func `where nothing can be read all legal actions are proposed`() throws {
    let (world, state) = try world()
    let writer = ActionWriter(try HashedModel.pair(longest: 5), samples: 4, seed: 1)
    #expect(writer.actions(in: state, of: world).count == world.actionCount(in: state))
    #expect(writer.alarms.first?.text.hasPrefix("actions could not be proposed") == true)
  }

  @Test func `the embedded expert proposes legal actions, the best of them most often`() throws {
    var (drawn, best, legal, good, places) = (0, 0, 0, 0, 0)
    var seed: UInt64 = 0
    let writer = ActionWriter(.embedded, samples: 8, seed: 1)
    while places < 60 {
      seed += 1
      let blocks = 4 + Int(seed % 3)
      guard Blocksworld.isHeldOut(blocks: blocks, steps: 8, seed: seed) else { continue }
      let world = try Blocksworld(blocks: blocks, steps: 8, seed: seed)
      var state = world.initialState
      var random = RandomSource(seed: seed)
      while !world.isTerminal(state) {
        let optimal = world.optimalActions(in: state)
        for action in writer.actions(in: state, of: world) {
          let proposal = try #require(writer.proposal(of: action, in: state, of: world))
          drawn += proposal.drawn
          if optimal.contains(action) { best += proposal.drawn }
        }
        legal += world.actionCount(in: state)
        good += optimal.count
        places += 1
        _ = world.apply(optimal[0], to: &state, using: &random)
      }
    }
    let use = writer.modelUse
    #expect(drawn + use.illegalProposals == use.proposals)
    #expect(use.illegalProposals * 5 < use.proposals)
    // More often than an action drawn from the legal ones.
    #expect(best * legal > drawn * good)
  }
}
