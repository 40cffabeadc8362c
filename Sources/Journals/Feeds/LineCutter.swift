/// Cuts a stream of bytes into lines for the log.
struct LineCutter {
  /// Longer lines are cut in pieces.
  static let longest = 64 << 10

  private var rest: [UInt8] = []

  /// Returns the lines that are complete with these bytes.
  mutating func add(_ bytes: ArraySlice<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        lines.append(take())
      } else {
        rest.append(byte)
        if rest.count == LineCutter.longest { lines.append(take()) }
      }
    }
    return lines
  }

  /// Returns the last line, which nothing ended.
  mutating func finish() -> String? { rest.isEmpty ? nil : take() }

  private mutating func take() -> String {
    defer { rest.removeAll(keepingCapacity: true) }
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }
}
