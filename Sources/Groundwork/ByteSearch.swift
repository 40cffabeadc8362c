/// Looks for a few bytes in many, such as a plain word in the bytes of a file.
///
/// Sixteen places are looked at in one step: a place is one where two of the bytes, those that are rarest
/// in texts, stand where they must; the others are compared there alone.
public struct ByteSearch: Hashable, Sendable {
  /// What is looked for; in lower case where case does not count.
  public let bytes: [UInt8]
  /// Whether ASCII letters are the same in both cases.
  public let ignoresCase: Bool
  /// Whether all of them are ASCII.
  public let isASCII: Bool
  /// The places of the two rarest bytes, the earlier one first.
  private let places: (first: Int, second: Int)

  /// Looks for some bytes.
  ///
  /// - Precondition: there is one at least.
  public init(_ bytes: [UInt8], ignoresCase: Bool) {
    precondition(!bytes.isEmpty, "nothing is found everywhere")
    self.bytes = ignoresCase ? bytes.map(Self.lowered) : bytes
    self.ignoresCase = ignoresCase
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    let ranked = bytes.indices.sorted { Self.frequency(bytes[$0]) < Self.frequency(bytes[$1]) }
    let second = ranked.count > 1 ? ranked[1] : ranked[0]
    places = (min(ranked[0], second), max(ranked[0], second))
  }

  /// Whether both look for the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.bytes == right.bytes && left.ignoresCase == right.ignoresCase
  }

  /// Hashes what is looked for.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes)
    hasher.combine(ignoresCase)
  }

  /// How often a byte stands in texts and in JSON, roughly: the rarest letters first.
  private static func frequency(_ byte: UInt8) -> Int {
    order.firstIndex(of: lowered(byte)) ?? (byte < 0x80 ? 12 : 20)
  }

  private static let order = Array(
    "~^@#%&;!?<>$*+'|`=zqxjkvbywgp_()/fmduhl-rc.sno{}[]iat:,e0123456789 \"".utf8)

  private static func lowered(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  /// Returns the first place at or after `start` where it stands; nil where there is none.
  ///
  /// O(bytes).
  public func first(in text: Span<UInt8>, from start: Int = 0) -> Int? {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe first(in: UnsafeRawPointer(base), count: buffer.count, from: start)
    }
  }

  private typealias Block = SIMD16<UInt8>

  private func first(in text: UnsafeRawPointer, count: Int, from start: Int) -> Int? {
    let last = count - bytes.count
    guard start <= last else { return nil }
    let (one, other) = (bytes[places.first], bytes[places.second])
    // A letter in either case has one more bit at most; what else that lets through is compared.
    let folding = Block(repeating: ignoresCase ? 0x20 : 0)
    let wantedOne = Block(repeating: one) | folding
    let wantedOther = Block(repeating: other) | folding
    var place = start
    // Each step reads sixteen bytes behind the second of the two places; the last one looks at some places
    // for the second time.
    let lastBlock = count - places.second - 16
    while place <= last, lastBlock >= start {
      place = min(place, lastBlock)
      let blockOne = unsafe text.loadUnaligned(
        fromByteOffset: place + places.first, as: Block.self)
      let blockOther = unsafe text.loadUnaligned(
        fromByteOffset: place + places.second, as: Block.self)
      let hits =
        ((blockOne | folding) .== wantedOne) .& ((blockOther | folding) .== wantedOther)
      let bits = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
      if bits[0] | bits[1] != 0 {
        for offset in 0..<16 where hits[offset] {
          if place + offset > last { return nil }
          if unsafe stands(at: place + offset, in: text) { return place + offset }
        }
      }
      place += 16
    }
    while place <= last {
      if unsafe stands(at: place, in: text) { return place }
      place += 1
    }
    return nil
  }

  @inline(__always)
  private func stands(at place: Int, in text: UnsafeRawPointer) -> Bool {
    for offset in bytes.indices {
      let byte = unsafe text.load(fromByteOffset: place + offset, as: UInt8.self)
      if (ignoresCase ? Self.lowered(byte) : byte) != bytes[offset] { return false }
    }
    return true
  }
}
