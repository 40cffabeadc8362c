/// The bytes of a journal: a mapped file, or what has come through a pipe so far.
///
/// One owner, one thread.
public final class JournalBytes {
  /// How many bytes there are.
  public private(set) var count = 0

  /// Makes an empty journal that grows by ``append(_:)``.
  public init() {}

  /// Maps a file.
  ///
  /// - Throws: a problem whose reason says why the file cannot be read.
  public init(mapping path: String) throws(JournalProblem) {}

  /// Adds what has come through a pipe.
  public func append(_ bytes: Span<UInt8>) {}

  /// Looks whether a mapped file has grown, and maps what is new.
  ///
  /// - Throws: a problem where the file became shorter: what was read is no longer there.
  public func refresh() throws(JournalProblem) {}

  /// Returns where the line that begins at `start` ends, the place of its newline; nil if there is
  /// none yet.
  public func endOfLine(from start: Int) -> Int? { nil }

  /// Calls `body` with some of the bytes.
  public func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(Span())
  }
}
