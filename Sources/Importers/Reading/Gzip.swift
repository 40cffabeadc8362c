/// Unpacks what programs pack into their files.
enum Gzip {
  /// Returns what gzip packed; nil where it is damaged or larger than `limit` bytes.
  static func inflated(_ bytes: [UInt8], limit: Int = 64 << 20) -> [UInt8]? {
    guard bytes.count > 18, bytes[0] == 0x1f, bytes[1] == 0x8b, bytes[2] == 8 else { return nil }
    let flags = bytes[3]
    var start = 10
    if flags & 4 != 0 { start += 2 + Int(bytes[start]) + Int(bytes[start + 1]) << 8 }
    // A name and a comment end with a zero.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      while start < bytes.count, bytes[start] != 0 { start += 1 }
      start += 1
    }
    if flags & 2 != 0 { start += 2 }
    guard start < bytes.count else { return nil }
    var reader = Inflater(bytes, at: start, limit: limit)
    return reader.inflated()
  }
}

/// The blocks of DEFLATE (RFC 1951).
private struct Inflater {
  private let bytes: [UInt8]
  private var at: Int
  private let limit: Int
  private var held: UInt32 = 0
  private var heldBits = 0
  private var output: [UInt8] = []

  /// How many codes there are of each length, and what they stand for in the order of the codes.
  private struct Codes {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
      }
    }
  }

  init(_ bytes: [UInt8], at start: Int, limit: Int) {
    (self.bytes, at, self.limit) = (bytes, start, limit)
  }

  /// Unpacks all blocks; nil where they are damaged.
  mutating func inflated() -> [UInt8]? {
    while true {
      guard let isLast = bits(1), let kind = bits(2) else { return nil }
      let isRead: Bool
      switch kind {
      case 0: isRead = stored()
      case 1: isRead = block(Codes(Self.fixedLengths), Codes([Int](repeating: 5, count: 30)))
      case 2: isRead = dynamic()
      default: isRead = false
      }
      guard isRead else { return nil }
      if isLast == 1 { return output }
    }
  }

  private static let fixedLengths =
    [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
    + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8)

  private mutating func bits(_ count: Int) -> Int? {
    while heldBits < count {
      guard at < bytes.count else { return nil }
      held |= UInt32(bytes[at]) << heldBits
      heldBits += 8
      at += 1
    }
    let value = held & (1 << count - 1)
    held >>= count
    heldBits -= count
    return Int(value)
  }

  private mutating func symbol(_ codes: Codes) -> Int? {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      guard let bit = bits(1) else { return nil }
      code |= bit
      let count = codes.counts[length]
      if code - count < first { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  private mutating func stored() -> Bool {
    (held, heldBits) = (0, 0)
    guard at + 4 <= bytes.count else { return false }
    let size = Int(bytes[at]) | Int(bytes[at + 1]) << 8
    at += 4
    guard at + size <= bytes.count, output.count + size <= limit else { return false }
    output += bytes[at..<at + size]
    at += size
    return true
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537,
    2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private mutating func block(_ lengths: Codes, _ distances: Codes) -> Bool {
    while true {
      guard let symbol = symbol(lengths) else { return false }
      if symbol == 256 { return true }
      if symbol < 256 {
        guard output.count < limit else { return false }
        output.append(UInt8(symbol))
        continue
      }
      let place = symbol - 257
      guard place < Self.lengthBases.count, let more = bits(Self.lengthBits[place]),
        let code = self.symbol(distances), code < Self.distanceBases.count,
        let further = bits(max(0, code / 2 - 1))
      else { return false }
      let length = Self.lengthBases[place] + more
      let distance = Self.distanceBases[code] + further
      guard distance <= output.count, output.count + length <= limit else { return false }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func dynamic() -> Bool {
    guard let literals = bits(5), let distances = bits(5), let used = bits(4) else { return false }
    var lengths = [Int](repeating: 0, count: 19)
    for place in Self.order.prefix(used + 4) {
      guard let length = bits(3) else { return false }
      lengths[place] = length
    }
    let codes = Codes(lengths)
    let count = literals + 257 + distances + 1
    var all: [Int] = []
    while all.count < count {
      guard let symbol = symbol(codes) else { return false }
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last, let more = bits(2) else { return false }
        all += [Int](repeating: last, count: 3 + more)
      case 17:
        guard let more = bits(3) else { return false }
        all += [Int](repeating: 0, count: 3 + more)
      default:
        guard let more = bits(7) else { return false }
        all += [Int](repeating: 0, count: 11 + more)
      }
    }
    guard all.count == count else { return false }
    return block(Codes(Array(all[..<(literals + 257)])), Codes(Array(all[(literals + 257)...])))
  }
}

/// Bytes as printable characters (RFC 4648).
enum Base64 {
  /// Returns the bytes; nil where a character is none of the 64.
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (held, count) = (UInt32(0), 0)
    for byte in text.utf8 where byte > 0x20 && byte != UInt8(ascii: "=") {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): digit = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): digit = 63
      default: return nil
      }
      held = held << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(count)))
      }
    }
    return bytes
  }
}
