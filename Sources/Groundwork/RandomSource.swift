import Glibc

/// A seeded xoroshiro128+ generator whose whole state is a value, so that a copy repeats its future.
///
/// Blackman and Vigna, *Scrambled linear pseudorandom number generators* (2018). The low bits are
/// weak; ``below(_:)`` and ``unit()`` use the high ones.
public struct RandomSource: RandomNumberGenerator, Hashable, Sendable {
  /// The two words of state; never both zero.
  public private(set) var state: (UInt64, UInt64)

  /// Makes the generator that `seed` names: the same seed, the same numbers on every machine.
  public init(seed: UInt64) {
    let first = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    state = (first, first ^ 0xdead_beef_cafe_f00d)
    for _ in 0..<20 { _ = next() }
  }

  /// Makes the generator that had `state`, to go on from there.
  public init(state: (UInt64, UInt64)) {
    self.state = state
  }

  /// Returns 64 random bits.
  @inline(__always)
  public mutating func next() -> UInt64 {
    let first = state.0
    let second = state.1 ^ first
    let result = first &+ state.1
    state.0 = ((first &<< 24) | (first &>> 40)) ^ second ^ (second &<< 16)
    state.1 = (second &<< 37) | (second &>> 27)
    return result
  }

  /// Returns a number in `0..<bound`, by Lemire's multiplication (bias below 2^-32 times `bound`).
  @inline(__always)
  public mutating func below(_ bound: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: ((next() &>> 32) &* UInt64(bound)) &>> 32)
  }

  /// Returns a number in `[0, 1)` with 53 random bits.
  public mutating func unit() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// Returns a number drawn from the standard normal distribution (Box and Muller).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * .pi * unit())
  }

  /// Tells whether two generators will give the same numbers.
  public static func == (left: RandomSource, right: RandomSource) -> Bool {
    left.state == right.state
  }

  /// Feeds the state to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(state.0)
    hasher.combine(state.1)
  }
}
