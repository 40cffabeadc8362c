/// The events of a recording that stand in no file: they are taken in one after the other, and written down only
/// where somebody wants to see the text of one.
///
/// One thread at a time.
public protocol UnwrittenEvents: AnyObject {
  /// Gives a recording all events in their order, by ``Recording/take(_:texts:)`` and
  /// ``Recording/take(text:)``.
  ///
  /// O(events).
  func replay(into recording: Recording)

  /// Returns the line that one of the events is written as, from 1, the newline left out; nil where that can only be
  /// had by writing all.
  ///
  /// O(bytes of the event). The recording has them by then.
  func text(of event: Int) -> [UInt8]?

  /// Writes the same events into a file, a line each, and returns the path at which it is read.
  ///
  /// O(bytes). It is called once at most.
  /// - Throws: a problem whose reason says why they cannot be written, or are no longer those that the recording was given.
  func write() throws(JournalProblem) -> String

  /// Finds out whether what the events are made of is still what it was.
  ///
  /// - Throws: a problem whose reason says what became of it.
  func check() throws(JournalProblem)
}
