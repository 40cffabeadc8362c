import Groundwork

/// The one source of chance of a schedule: everything that is not decided by the program is decided
/// here, so that a seed stands for the whole of what happens.
struct Dice {
  private var random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  /// Returns a number from 0 up to but not including `bound`.
  mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(random.below(UInt32(bound))) }

  /// Returns true once in so many times, on average.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }

  /// Returns one of some things.
  mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[below(things.count)] }
}
