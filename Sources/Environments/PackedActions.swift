/// A list of at most fifteen numbers below sixteen in one word: four bits each, their count on top.
///
/// A board game keeps its legal moves in one. How many there are and which is the k-th are then one
/// shift each, without a table, a loop over bits, or the `popcnt` that baseline x86-64 lacks.
@usableFromInline
struct PackedActions: Hashable, Sendable {
  /// The numbers from the low bits up; the top four bits count them.
  @usableFromInline var word: UInt64

  /// Makes the list of the numbers from 0 up to but not including `count`.
  init(below count: Int) {
    word = UInt64(count) << 60
    for number in 0..<count { word |= UInt64(number) << UInt64(4 * number) }
  }

  /// How many numbers are in the list.
  @inlinable @inline(__always)
  var count: Int { Int(truncatingIfNeeded: word &>> 60) }

  /// Whether the list is empty.
  @inlinable @inline(__always)
  var isEmpty: Bool { word == 0 }

  /// The number at `index`, from 0.
  @inlinable @inline(__always)
  subscript(index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: index &* 4)) & 15
  }

  /// Whether `number` is in the list.
  func contains(_ number: UInt32) -> Bool {
    (0..<count).contains { self[$0] == number }
  }

  /// Takes `number`, which must be in the list, out of it; the others keep their order.
  ///
  /// The place of the number is the lowest zero field of `word ^ (number in every field)`, found
  /// without a loop (Knuth, *The Art of Computer Programming* 4A, 7.1.3, "broadword" zero test).
  @inlinable @inline(__always)
  mutating func remove(_ number: UInt32) {
    let ones: UInt64 = 0x0111_1111_1111_1111
    let difference = word ^ (UInt64(number) &* ones)
    let zeros = (difference &- ones) & ~difference & 0x0888_8888_8888_8888
    let place = UInt64(truncatingIfNeeded: zeros.trailingZeroBitCount) & 0x3c
    let below = (1 &<< place) &- 1
    let count = (word &- (1 &<< 60)) & 0xf000_0000_0000_0000
    let list = word & 0x0fff_ffff_ffff_ffff
    word = (list & below) | ((list &>> 4) & ~below) | count
  }

  /// Empties the list.
  @inlinable @inline(__always)
  mutating func removeAll() { word = 0 }
}
