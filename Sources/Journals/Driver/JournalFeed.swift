public import SearchTrees

/// Where a journal that is still being written comes from: a growing file, a pipe, a program.
///
/// A feed waits on a thread of its own; everything but ``start(_:)``'s callback happens on the thread
/// that owns the journal.
public protocol JournalFeed: AnyObject, Sendable {
  /// Whether lines that are no events are to be expected, since a program may print anything.
  var holdsLogText: Bool { get }
  /// Begins; `notifications` is called on any thread whenever there is something to take: bytes, log lines, the
  /// end.
  func start(_ notifications: @escaping @Sendable () -> Void)
  /// Brings `bytes` up to date.
  ///
  /// Never blocks.
  /// - Throws: a problem where what was read before is no longer there.
  func update(_ bytes: JournalBytes) throws(JournalProblem)
  /// Returns the lines for the log that have come since the last call.
  func takeLog() -> [LogLine]
  /// How the source came to its end, once it has and all its bytes were taken; nil before.
  ///
  /// Untrusted text.
  var ending: String? { get }
  /// Gives the program a line, a newline is added; false where nobody reads it any more.
  func send(_ line: String) -> Bool
  /// Lets go of the source; a program gets end-of-file on its input and is not waited for.
  func close()
}
