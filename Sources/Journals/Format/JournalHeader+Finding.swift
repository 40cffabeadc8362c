import Groundwork
import SearchTrees

extension JournalHeader {
  /// How far into a file its header is looked for, in lines: what is in the way is reported later.
  private static let linesBeforeHeader = 100
  /// How far into a file without a header any event is looked for, in lines.
  private static let linesBeforeEvent = 10_000
  /// A line that is longer must say at its beginning that it is an event: it is not looked through for that.
  private static let (longestLooked, beginningOfLine) = (1 << 20, 64 << 10)

  /// Returns what the beginning of a file says of its search: its header, an empty one where events
  /// come without, and nil where not one event of a journal is among its first lines.
  ///
  /// Lines of JSON with types of their own are no events: chat sessions and logs of other programs have
  /// them too.
  /// - Throws: a problem with its line, where a header is there that cannot be read.
  public static func found(in bytes: JournalBytes) throws(JournalProblem) -> JournalHeader? {
    var start = 0
    var hasEvents = false
    var reader = JournalReader()
    reader.statisticCount = StatisticsLayout.usual.names.count
    var line = JournalLine()
    for number in 1...linesBeforeEvent where start < bytes.count {
      guard let end = endOfEvent(from: start, in: bytes) else { break }
      let range = start..<end
      start = end + 1
      if number > linesBeforeHeader, hasEvents { break }
      guard let kind = kind(of: range, in: bytes, reader, &line) else { continue }
      if kind == .search, number <= linesBeforeHeader {
        do throws(JournalProblem) {
          var header = try JournalHeader(value(of: range, in: bytes))
          header.servers = servers(from: start, in: bytes, reader, &line)
          return header
        } catch {
          throw JournalProblem(line: number, column: error.column, reason: error.reason)
        }
      }
      hasEvents = hasEvents || [.expand, .select, .evaluate, .backup, .stats].contains(kind)
    }
    return hasEvents ? JournalHeader() : nil
  }

  /// Returns the servers that the lines from a place on name, up to the first that is about none.
  private static func servers(
    from start: Int, in bytes: JournalBytes, _ reader: JournalReader, _ line: inout JournalLine
  ) -> [ModelServer] {
    var servers: [ModelServer] = []
    var start = start
    while start < bytes.count, let end = endOfEvent(from: start, in: bytes),
      kind(of: start..<end, in: bytes, reader, &line) == .endpoint
    {
      servers.append(ModelServer(value(of: start..<end, in: bytes)))
      start = end + 1
    }
    return servers
  }

  /// Returns where a line ends that may be an event; nil where it is a long one of anything else, such as a
  /// document of JSON.
  private static func endOfEvent(from start: Int, in bytes: JournalBytes) -> Int? {
    let limit = min(bytes.count, start + longestLooked)
    if let end = bytes.endOfLine(in: start..<limit) { return end }
    if limit == bytes.count { return limit }
    let type = bytes.withBytes(start..<start + beginningOfLine) { span in
      do throws(JournalProblem) {
        return try JSONOutline(beginning: span).type
      } catch {
        return nil
      }
    }
    guard let type, JournalLine.Kind(ShortName(type)) != .unknown else { return nil }
    return bytes.endOfLine(from: start) ?? bytes.count
  }

  /// Returns the type of a line that is an event of a journal.
  private static func kind(
    of range: Range<Int>, in bytes: JournalBytes, _ reader: JournalReader,
    _ line: inout JournalLine
  ) -> JournalLine.Kind? {
    do throws(JournalProblem) {
      try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try reader.read(span, at: range.lowerBound, into: &line)
      }
    } catch {
      return nil
    }
    guard line.kind == .search else { return line.kind == .unknown ? nil : line.kind }
    // Others search too: a header has at least one of the keys that only a journal has.
    let value = value(of: range, in: bytes)
    let keys = ["version", "engine", "root", "statistics"]
    return keys.contains { value[$0] != nil } ? .search : nil
  }

  private static func value(of range: Range<Int>, in bytes: JournalBytes) -> JSONValue {
    do throws(JournalProblem) {
      return try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try JournalReader.value(of: span)
      }
    } catch {
      return .null
    }
  }
}
