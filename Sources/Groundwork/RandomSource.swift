import Glibc

/// A seeded xoroshiro128+ generator whose whole state is a value, so that a copy repeats its future.
///
/// Blackman and Vigna, *Scrambled linear pseudorandom number generators* (2018). The low bits are
/// weak; ``below(_:)`` and ``unit()`` use the high ones.
public struct RandomSource: RandomNumberGenerator, Hashable, Sendable {
  /// The two words of state; never both zero.
  public var state: (UInt64, UInt64) { (first, second) }
  // Two fields, and inlinable code on them, so that a loop in another module keeps them in registers.
  @usableFromInline var first: UInt64
  @usableFromInline var second: UInt64

  /// Makes the generator that `seed` names: the same seed, the same numbers on every machine.
  public init(seed: UInt64) {
    first = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    second = first ^ 0xdead_beef_cafe_f00d
    for _ in 0..<20 { _ = next() }
  }

  /// Makes the generator that had `state`, to go on from there.
  public init(state: (UInt64, UInt64)) {
    first = state.0
    second = state.1
  }

  /// Returns 64 random bits.
  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    let old = first
    let mixed = second ^ old
    let result = old &+ second
    first = ((old &<< 24) | (old &>> 40)) ^ mixed ^ (mixed &<< 16)
    second = (mixed &<< 37) | (mixed &>> 27)
    return result
  }

  /// Returns a number in `0..<bound`, by Lemire's multiplication (bias below 2^-32 times `bound`).
  @inlinable @inline(__always)
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
}
