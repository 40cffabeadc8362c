import Environments
import Groundwork
import TreeSearch

/// Draws random designs of one ruggedness, one landscape after the other, no two the same.
struct DesignDraw: ProblemDraw {
  private let ruggedness: Int
  private var random: RandomSource
  private var known: Set<UInt64> = []

  /// Begins to draw; `seed` is that of the whole set.
  ///
  /// - Throws: an error that says how rugged a landscape may be.
  init(ruggedness: Int, seed: UInt64) throws(ProblemError) {
    do {
      _ = try Design(ruggedness: ruggedness)
    } catch {
      throw ProblemError(source: "--ruggedness", reason: error.reason)
    }
    self.ruggedness = ruggedness
    var seeds = RandomSource(seed: seed)
    for _ in 0..<ruggedness { _ = seeds.next() }
    random = RandomSource(seed: seeds.next())
  }

  mutating func next() throws(ProblemError) -> ProblemSet.Item {
    var seed = random.next() >> 32
    while !known.insert(seed).inserted { seed = random.next() >> 32 }
    return ProblemSet.Item(
      world: try Design(ruggedness: ruggedness, seed: seed), length: ruggedness, seed: seed)
  }
}
