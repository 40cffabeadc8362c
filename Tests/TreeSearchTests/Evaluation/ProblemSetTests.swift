import Environments
import Testing
import TreeSearch

@testable import Presets

@Suite struct ProblemSetTests {
  private func draw(
    _ count: Int, length: Int = 6, blocks: [Int] = [3, 4, 5, 6], slack: Int = 2, seed: UInt64 = 1
  ) throws -> [ProblemSet.Item] {
    var draw = try BlocksworldDraw(
      length: length, blocks: blocks, horizon: HorizonRule(slack: slack), seed: seed)
    var items: [ProblemSet.Item] = []
    for _ in 0..<count { items.append(try draw.next()) }
    return items
  }

  private func texts(_ items: [ProblemSet.Item]) -> [String] {
    items.map(\.world.identity)
  }

  @Test(arguments: [2, 8, 12])
  func `drawn problems have the length, a goal kept from training, and are all different`(
    length: Int
  ) throws {
    let items = try draw(12, length: length, slack: 0)
    for item in items {
      let world = try #require(item.world as? Blocksworld)
      #expect(item.length == length && world.optimalLength == length)
      #expect(world.horizon == length && world.isHeldOut)
    }
    #expect(Set(texts(items)).count == items.count)
  }

  @Test func `one seed draws the same problems, and another one others`() throws {
    let items = try draw(8)
    let again = try draw(8)
    #expect(texts(items) == texts(again) && items.map(\.seed) == again.map(\.seed))
    #expect(texts(items) != texts(try draw(8, seed: 2)))
    // More of them begin with the same.
    #expect(texts(items) == Array(texts(try draw(12)).prefix(8)))
  }

  @Test func `a drawn problem can be searched by its name`() throws {
    for item in try draw(4, slack: 5) {
      guard let world = try Problem.named(item.world.name).environment as? Blocksworld else {
        Issue.record("\(item.world.name)")
        continue
      }
      #expect(texts([ProblemSet.Item(world: world, length: 6, seed: 0)]) == texts([item]))
      #expect(world.horizon == 11)
    }
  }

  @Test func `whether a goal was kept is known without making the problem`() throws {
    var kept = 0
    for seed in 0..<150 as Range<UInt64> {
      let world = try Blocksworld(blocks: 4, steps: 6, seed: seed)
      #expect(Blocksworld.isHeldOut(blocks: 4, steps: 6, seed: seed) == world.isHeldOut)
      kept += world.isHeldOut ? 1 : 0
    }
    #expect(1..<40 ~= kept)
  }

  @Test(arguments: [(3, "3 steps"), (0, "0 steps"), (22, "from 2 to 20")])
  func `a length that no problem has is refused`(length: Int, words: String) throws {
    let error = try #require(throws: ProblemError.self) { try draw(1, length: length) }
    #expect(error.source == "--steps" && error.reason.contains(words))
  }

  @Test func `more problems than there are is told with their number`() throws {
    let error = try #require(throws: ProblemError.self) {
      try draw(10_000, length: 8, blocks: [3])
    }
    #expect(error.source == "--count" && error.reason.contains("problems of 8 steps"))
    // Blocks too few for the length are left out where others are there.
    #expect(try draw(3, length: 12, blocks: [3, 4]).count == 3)
  }

  @Test func `files get their horizon from their own lengths`() throws {
    let easy = try Blocksworld(blocks: 4, steps: 2, seed: 1)
    let hard = try Blocksworld(blocks: 4, steps: 8, seed: 1)
    let set = try ProblemSet(
      [easy, hard], horizon: HorizonRule(slack: 3), seed: .max, title: "two")
    #expect(set.items.map { ($0.world as? Blocksworld)?.horizon } == [5, 11])
    #expect(set.lengths == [2, 8])
    #expect(set.items.map(\.seed) == [.max, 0])
    let others = try ProblemSet([hard, easy], horizon: .usual, seed: .max, title: "two")
    #expect(set.fingerprint != others.fingerprint)
  }

  @Test(arguments: [("optimal", 0), ("optimal+0", 0), ("optimal+2", 2), ("optimal+100", 100)])
  func `a horizon is read as it is written`(text: String, slack: Int) {
    #expect(HorizonRule(text) == HorizonRule(slack: slack))
    #expect(HorizonRule(HorizonRule(slack: slack).argument)?.slack == slack)
  }

  @Test(arguments: ["", "optimal-1", "optimal+", "optimal+x", "optimal+101", "optimal++1", "12"])
  func `what is no horizon is refused`(text: String) {
    #expect(HorizonRule(text) == nil)
  }
}
