/// The cyclic redundancy check of ISO 3309, as zlib computes it.
enum CRC32 {
  /// Returns the checksum of bytes.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xedb8_8320 : 0)
      }
    }
    return ~remainder
  }
}
