import Environments
import Groundwork
public import TreeSearch

/// Draws random Blocksworld problems of one optimal length, one after the other, no two the same.
///
/// Their goals were kept from the training of the embedded models, and each problem is one that
/// `blocksworld:blocks=N,steps=L,seed=S` names. The same seed draws the same problems.
public struct BlocksworldDraw: ProblemDraw {
  private let length: Int
  private let blocks: [Int]
  private let horizon: HorizonRule
  private var random: RandomSource
  private var known: Set<String> = []

  /// The numbers of blocks that the embedded models know.
  public static let knownBlocks = 3...6
  /// How many draws in a row may bring nothing new before there is taken to be nothing more.
  ///
  /// One goal in sixteen is kept, so that is a few hundred problems.
  private static let mostFruitlessDraws = 4_096

  /// Begins to draw.
  ///
  /// - Parameters:
  ///   - length: the optimal length, in actions; even, at least 2.
  ///   - blocks: the numbers of blocks to draw from; those too few for the length are left out.
  ///   - seed: of the whole set; each length has a sequence of its own.
  /// - Throws: an error that says which lengths there are.
  public init(
    length: Int, blocks: [Int], horizon: HorizonRule, seed: UInt64
  ) throws(ProblemError) {
    let most = blocks.max() ?? 0
    guard !blocks.isEmpty, blocks.allSatisfy({ Self.knownBlocks.contains($0) }) else {
      throw ProblemError(source: "--blocks", reason: "accepted are 3 to 6")
    }
    let longest = 4 * (most - 1)
    guard length.isMultiple(of: 2), 2...longest ~= length else {
      throw ProblemError(
        source: "--steps",
        reason: "there are no problems of \(length) steps; with at most \(most) blocks there are"
          + " even numbers from 2 to \(longest)")
    }
    self.length = length
    self.blocks = Set(blocks).sorted().filter { 4 * ($0 - 1) >= length }
    self.horizon = horizon
    var seeds = RandomSource(seed: seed)
    for _ in 0..<length { _ = seeds.next() }
    random = RandomSource(seed: seeds.next())
  }

  /// Returns the next problem.
  ///
  /// - Throws: an error that says how many there are where no more were found.
  public mutating func next() throws(ProblemError) -> ProblemSet.Item {
    for _ in 0..<Self.mostFruitlessDraws {
      let count = blocks[Int(random.below(UInt32(blocks.count)))]
      let seed = random.next() >> 32
      guard Blocksworld.isHeldOut(blocks: count, steps: length, seed: seed) else { continue }
      let world = try Blocksworld(
        blocks: count, steps: length, seed: seed, horizon: length + horizon.slack)
      let text = world.line(for: world.initialState) + " " + world.goalSentence
      guard known.insert("\(count) \(text)").inserted else { continue }
      return ProblemSet.Item(world: world, length: length, seed: seed)
    }
    throw ProblemError(
      source: "--count",
      reason:
        "only \(known.count) problems of \(length) steps were found whose goals were kept from"
        + " training; give a smaller --count, or more --blocks")
  }
}
