import Groundwork

/// Single events as values, and their texts.
extension Recording {
  /// Returns an event as a value; null where the line is none.
  func value(of event: Int) -> JSONValue {
    if let newest = replay.value, newest.event == event { return newest.value }
    let range = place(of: event)
    do throws(JournalProblem) {
      return try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try JournalReader.value(of: span)
      }
    } catch {
      return .null
    }
  }

  /// Returns a text of the journal.
  func text(_ range: TextRange) -> String {
    guard range.offset >= 0 else { return "" }
    if replay.isUnderWay {
      return replay.texts.withSpan(range.offset..<range.offset + range.length) {
        JournalReader.text($0)
      }
    }
    return bytes.withBytes(range.offset..<range.offset + range.length) { JournalReader.text($0) }
  }

  func text(_ range: Range<Int>, limit: Int) -> String {
    bytes.withBytes(range.prefix(limit)) { JournalReader.text($0) }
  }
}
