import Glibc

/// Resolves the escapes of a text.
enum JournalText {
  /// Returns the value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// Returns whether no escape stands among the bytes.
  static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBytes { memory in
      unsafe memory.baseAddress.flatMap { unsafe memchr($0, 0x5c, memory.count) } == nil
    }
  }

  /// Returns the bytes of a text as they stand between quotes.
  static func escaped(_ text: String) -> [UInt8] {
    text.utf8.flatMap { byte -> [UInt8] in
      byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"")
        ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }

  /// Returns the text that the bytes between two quotes stand for.
  static func string(_ bytes: Span<UInt8>) -> String {
    if !isPlain(bytes) { return String(decoding: resolved(bytes), as: UTF8.self) }
    return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Returns the bytes with escapes resolved; one that is no escape of JSON stays as it is.
  ///
  /// Half of a character becomes U+FFFD.
  private static func resolved(_ bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index = append(escape: bytes, at: index, to: &result)
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  /// Adds what the escape at `index` stands for; returns where the text goes on.
  private static func append(
    escape bytes: Span<UInt8>, at index: Int, to result: inout [UInt8]
  ) -> Int {
    if let first = codeUnit(bytes, at: index) {
      var scalar = Unicode.Scalar(first) ?? "\u{fffd}"
      var end = index + 6
      if 0xd800...0xdbff ~= first, let second = codeUnit(bytes, at: end),
        0xdc00...0xdfff ~= second,
        let whole = Unicode.Scalar(
          0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
      {
        scalar = whole
        end += 6
      }
      result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      return end
    }
    switch bytes[index + 1] {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(bytes[index + 1])
    default:
      result.append(bytes[index])
      return index + 1
    }
    return index + 2
  }

  /// Returns the number in an escape of the form `\u00e9`, if one begins at `index`.
  private static func codeUnit(_ bytes: Span<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for offset in 2..<6 {
      guard let digit = digit(bytes[index + offset]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }
}
