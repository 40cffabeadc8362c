import Environments
import Groundwork
import Testing
import TreeSearch

/// Positions read from the words of the embedded language models.
struct BlocksworldReadingTests {
  @Test(arguments: 3...6)
  func `every position is read from its own words`(blocks: Int) throws {
    for seed in 0..<6 as Range<UInt64> {
      let world = try Blocksworld(blocks: blocks, steps: 4, seed: seed, horizon: 1000)
      var random = RandomSource(seed: seed)
      var state = world.initialState
      for _ in 0..<120 where !world.isTerminal(state) {
        let count = UInt32(world.actionCount(in: state))
        let action = world.action(at: Int(random.below(count)), in: state)
        let text = world.outcome(of: action, in: state)
        let read = try #require(world.state(reading: text, after: state))
        let step = world.apply(action, to: &state, using: &random)
        #expect(read == state)
        #expect(world.arrival(in: read) == step)
      }
    }
  }

  /// A problem of the blocks red, blue and orange.
  private func world() throws -> Blocksworld { try Blocksworld(blocks: 3, steps: 4, seed: 1) }

  @Test(arguments: [
    "hand empty red on blue on orange on table",
    "hand empty red on table blue on table orange on table",
    "holding orange blue on red on table", "hand empty orange on red on table blue on table",
    "holding red blue on table orange on table",
  ])
  func `a position is read`(text: String) throws {
    let world = try world()
    let state = try #require(world.state(reading: text, after: world.initialState))
    #expect(state.steps == 1)
    #expect(world.prompt(for: state).hasPrefix("[STATE] " + text + " [GOAL] "))
  }

  @Test(arguments: [
    "", " ", "hand", "hand empty", "hand full red on blue on orange on table", "holding",
    "holding red", "holding table red on blue on orange on table",
    // A block is missing, comes twice, or is another problem's.
    "hand empty red on blue on table", "hand empty red on red on blue on orange on table",
    "hand empty red on table blue on table orange on table red on table",
    "holding red red on blue on orange on table",
    "hand empty red on blue on orange on yellow on table",
    "hand empty red on blue on yellow on table",
    // Two blocks on one, or one on a block that is held.
    "hand empty red on blue orange on blue on table",
    "hand empty red on blue on table orange on blue on table",
    "holding blue red on blue orange on table",
    "hand empty red on blue on red on table orange on table",
    // A tower without an end, or too many.
    "hand empty red on blue on orange", "hand empty red on blue on orange on",
    "hand empty red on blue on orange on table table", "hand empty on table",
    "hand empty red on blue on orange on table on", "hand empty red blue orange on table",
    // The right position in other words.
    "hand empty blue on table red on table orange on table",
    "hand empty  red on blue on orange on table",
    " hand empty red on blue on orange on table", "hand empty red on blue on orange on table ",
    "hand empty red on blue on orange on table [END]", "Hand empty red on blue on orange on table",
    "hand empty\tred on blue on orange on table",
  ])
  func `a text that is not that of a position is none`(text: String) throws {
    let world = try world()
    #expect(world.state(reading: text, after: world.initialState) == nil)
  }

  @Test func `no text of a few words but that of a position is read as one`() throws {
    let world = try world()
    let words = ["hand", "empty", "holding", "red", "blue", "orange", "on", "table"]
    var random = RandomSource(seed: 3)
    let seed = "hand empty red on blue on table orange on table".split(separator: " ").map(
      String.init)
    var read = 0
    for _ in 0..<20_000 {
      var text = seed
      for _ in 0...random.below(3) {
        let place = Int(random.below(UInt32(text.count)))
        switch random.below(3) {
        case 0 where text.count > 1: text.remove(at: place)
        case 1: text.insert(words[Int(random.below(8))], at: place)
        default: text[place] = words[Int(random.below(8))]
        }
      }
      let line = text.joined(separator: " ")
      guard let state = world.state(reading: line, after: world.initialState) else { continue }
      read += 1
      #expect(world.prompt(for: state).hasPrefix("[STATE] " + line + " [GOAL] "))
    }
    #expect(read > 100)
  }

  @Test func `a step is written in PDDL whether it is allowed or not`() throws {
    let world = try world()
    #expect(world.pddl(reading: "stack red on blue") == "(stack a b)")
    #expect(world.pddl(reading: "pick up orange") == "(pick-up c)")
    #expect(world.pddl(reading: "fetch orange") == nil)
  }
}
