/// The fingerprint of bytes by SHA-256 (FIPS 180-4); they may come in pieces.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var words = [UInt32](repeating: 0, count: 64)
  /// What does not fill a block of 64 bytes yet.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  /// Begins without bytes.
  public init() {}

  /// Adds bytes; O(n).
  public mutating func append(_ bytes: Span<UInt8>) {
    count &+= UInt64(bytes.count)
    var place = 0
    if !rest.isEmpty {
      while place < bytes.count, rest.count < 64 {
        rest.append(bytes[place])
        place += 1
      }
      guard rest.count == 64 else { return }
      let block = rest
      compress(block.span, at: 0)
      rest.removeAll(keepingCapacity: true)
    }
    while place + 64 <= bytes.count {
      compress(bytes, at: place)
      place += 64
    }
    while place < bytes.count {
      rest.append(bytes[place])
      place += 1
    }
  }

  /// The 32 bytes of the fingerprint of all that was added.
  public var digest: [UInt8] {
    var whole = self
    var padding: [UInt8] = [0x80]
    while (rest.count + padding.count) % 64 != 56 { padding.append(0) }
    padding += Self.bytes(of: count &* 8)
    whole.append(padding.span)
    return whole.state.flatMap { Self.bytes(of: $0) }
  }

  /// The fingerprint as 64 hexadecimal digits.
  public var hex: String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// Returns the 32 bytes of the fingerprint; O(n).
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.append(bytes.span)
    return hash.digest
  }

  /// Returns the fingerprint as 64 hexadecimal digits; O(n).
  public static func hex(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.append(bytes.span)
    return hash.hex
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    stride(from: number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> $0)
    }
  }

  /// Takes in a block of 64 bytes.
  private mutating func compress(_ bytes: Span<UInt8>, at start: Int) {
    for place in 0..<16 {
      let first = start + 4 * place
      words[place] =
        UInt32(bytes[first]) << 24 | UInt32(bytes[first + 1]) << 16
        | UInt32(bytes[first + 2]) << 8 | UInt32(bytes[first + 3])
    }
    for place in 16..<64 {
      let (old, new) = (words[place - 15], words[place - 2])
      let low = Self.turned(old, 7) ^ Self.turned(old, 18) ^ (old >> 3)
      let high = Self.turned(new, 17) ^ Self.turned(new, 19) ^ (new >> 10)
      words[place] = words[place - 16] &+ low &+ words[place - 7] &+ high
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for place in 0..<64 {
      let sigma = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ sigma &+ choice &+ Self.constants[place] &+ words[place]
      let other = Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ other &+ majority)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
