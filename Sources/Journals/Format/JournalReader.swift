public import Groundwork

/// Reads lines of a journal.
///
/// A line is an object of JSON (RFC 8259). Beyond that, blanks around it and a byte order mark before
/// it are accepted; keys that are not known may hold any value.
public struct JournalReader {
  /// How many numbers follow the id in a row of `stats`; the header says it.
  public var statisticCount = 0

  /// The longest line that is read, in bytes.
  public static let longestLine = 16 << 20
  /// The longest line of an event that has a row for every node it is about: a million children of a node
  /// with their actions and priors take some 60 MiB.
  public static let longestRowsLine = 128 << 20

  /// Makes a reader that has not seen the header.
  public init() {}

  /// Parses one line; `bytes` is the line without its newline, `offset` where it begins in the
  /// journal.
  ///
  /// Nothing is allocated once the buffers of `line` are large enough. After a problem the content of
  /// `line` is of no use. O(n) in the bytes.
  /// - Throws: a problem without its line number.
  public func read(
    _ bytes: Span<UInt8>, at offset: Int, into line: inout JournalLine
  ) throws(JournalProblem) {
    line.clear()
    do throws(JournalFault) {
      guard bytes.count <= Self.longestRowsLine else {
        throw JournalFault(.lineWithinLimit, at: 0)
      }
      try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        try scanner.readLine(at: offset, statisticCount: statisticCount, into: &line)
      }
      guard bytes.count <= Self.longestLine || line.kind.hasRows else {
        throw JournalFault(.lineWithinLimit, at: 0)
      }
    } catch {
      throw error.problem(in: bytes, statisticCount: statisticCount)
    }
  }

  /// Returns one line as a value.
  ///
  /// Every value of JSON is accepted, not only an object; a number is the double nearest to it, a
  /// whole one up to 2^64 - 1 exact; NaN, infinities and what is beyond the range of doubles are null. O(n) in the bytes.
  /// - Throws: a problem without its line number.
  public static func value(of bytes: Span<UInt8>) throws(JournalProblem) -> JSONValue {
    do throws(JournalFault) {
      guard bytes.count <= longestLine else { throw JournalFault(.lineWithinLimit, at: 0) }
      return try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        scanner.passByteOrderMark()
        let value = try scanner.readValue()
        try scanner.expectEnd()
        return value
      }
    } catch {
      throw error.problem(in: bytes)
    }
  }

  /// Returns the value that some bytes begin with, whatever follows it.
  ///
  /// O(n) in the bytes of the value.
  /// - Throws: a problem without its line number.
  static func firstValue(of bytes: Span<UInt8>) throws(JournalProblem) -> JSONValue {
    do throws(JournalFault) {
      return try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        try scanner.readValue()
      }
    } catch {
      throw error.problem(in: bytes)
    }
  }

  /// Returns a text with its escapes resolved and bytes that are not UTF-8 replaced.
  ///
  /// Half of a character in an escape becomes U+FFFD, and what is no escape of JSON stays as it is.
  public static func text(_ bytes: Span<UInt8>) -> String {
    JournalText.string(bytes)
  }
}
