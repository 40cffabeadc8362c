/// Reads lines of a journal.
public struct JournalReader {
  /// How many numbers follow the id in a row of `stats`; the header says it.
  public var statisticCount = 0

  /// The longest line that is read.
  public static let longestLine = 16 << 20

  /// Makes a reader that has not seen the header.
  public init() {}

  /// Takes one line apart; `bytes` is the line without its newline, `offset` where it begins in the
  /// journal.
  ///
  /// - Throws: a problem without its line number.
  public func read(
    _ bytes: Span<UInt8>, at offset: Int, into line: inout JournalLine
  ) throws(JournalProblem) {
    line.clear()
  }

  /// Returns one line as a value.
  ///
  /// - Throws: a problem without its line number.
  public static func value(of bytes: Span<UInt8>) throws(JournalProblem) -> JournalValue {
    .null
  }

  /// Returns a text with its escapes resolved and bytes that are not UTF-8 replaced.
  public static func text(_ bytes: Span<UInt8>) -> String { "" }
}
