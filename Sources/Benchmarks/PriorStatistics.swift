import Environments
import Foundation
import Groundwork
import LanguageModels
import RewardModels
import SearchTrees

/// Measures the parts of rewards of the embedded pair on problems of the training side, and prints the
/// statistics as the source of `PriorStatistics+Embedded.swift`.
struct PriorStatistics {
  private let states: Int
  private let seed: UInt64
  private let regions: Int

  init(_ arguments: inout Arguments) throws {
    states = try arguments.number("states", default: 1_000)
    seed = try arguments.number("seed", default: 1)
    regions = try arguments.number("regions", default: 3)
    try arguments.finish()
  }

  func run() throws {
    let pair = try ModelPair(expert: EmbeddedPair.expert, amateur: EmbeddedPair.amateur)
    let (sample, measured) = try Measurement.of { try self.sample(pair) }
    for part in sample.discriminations {
      var line = Line()
      line.add("part", part.name)
      line.add("separation", part.auc, places: 3)
      line.add("states", part.states)
      line.print()
    }
    var line = Line()
    line.add("states", sample.states)
    line.add("ms_state", measured.seconds * 1e3 / Double(max(sample.states, 1)), places: 3)
    line.print()
    let whole = RewardStatistics(of: sample, regions: Regions.Search(most: 1))
    let cut = RewardStatistics(of: sample, regions: Regions.Search(most: regions))
    print("\npublic static let embedded = \(whole.source)")
    print("\npublic static let embeddedRegions = \(cut.source)")
  }

  /// Walks through problems of 3 to 6 blocks and all lengths that they can have, in turns.
  private func sample(_ pair: ModelPair) throws -> PriorSample {
    var sample = PriorSample()
    var random = RandomSource(seed: seed)
    var number = seed
    while sample.states < states {
      let blocks = 3 + Int(random.below(4))
      let steps = 2 + 2 * Int(random.below(UInt32(min(6, 2 * (blocks - 1)))))
      let world = try Blocksworld(blocks: blocks, steps: steps, seed: number)
      number += 1
      // What models are tested on says nothing about the scale of their rewards here.
      if world.isHeldOut { continue }
      try sample.walk(through: world, asking: pair, most: states, using: &random)
    }
    return sample
  }
}
