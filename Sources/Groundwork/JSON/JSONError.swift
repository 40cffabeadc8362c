/// Why a text is not the JSON that was expected, and where.
///
/// The caller adds which file or argument the text came from.
public struct JSONError: Error, Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column in the line, from 1, in Unicode scalars; a byte order mark has none.
  public var column: Int
  /// The distance from the start of the text, in bytes.
  public var offset: Int
  /// What is wrong and what is accepted, in one line.
  ///
  /// Untrusted text: it may quote the key or the word that stands there.
  public var reason: String

  /// Makes an error at a distance from the start of a text, in bytes.
  ///
  /// - Complexity: O(offset).
  init(in bytes: [UInt8], at offset: Int, reason: String) {
    let before = bytes[..<min(offset, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var row = before[start...]
    if start == 0, row.starts(with: JSONReader.byteOrderMark) { row = row.dropFirst(3) }
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    column = 1 + row.count { $0 & 0xc0 != 0x80 }
    self.offset = offset
    self.reason = reason
  }
}
