/// The JSON documents of a text that may hold other lines too: log lines, progress bars, prefixes.
struct JSONDocuments {
  let source: SourceText
  /// Where each document begins and what follows it; a document is one value.
  private(set) var at = 0
  /// Where the newest document begins.
  private(set) var begin = 0
  /// Whether each document stands on a line of its own.
  let areLines: Bool
  /// Documents that begin behind this byte are not looked for.
  var last = Int.max
  /// How many lines were skipped.
  private(set) var noise = 0
  /// The first document that could not be read to its end.
  private(set) var fault: ReadingFault?
  /// How many could not.
  private(set) var broken = 0

  /// A first line of more bytes is not looked through.
  private static let longestLooked = 1 << 20

  /// As many brackets of a line are tried.
  private static let mostTries = 8

  init(_ source: SourceText) {
    self.source = source
    areLines = Self.areLines(source)
  }

  /// Whether a line before the last one is a whole object: then each document is a line.
  private static func areLines(_ source: SourceText) -> Bool {
    // A very long line is a document, and is not looked through for its end.
    let beginning = source.bytes[..<min(source.bytes.count, Self.longestLooked)]
    if beginning.count < source.bytes.count, !beginning.contains(0x0a) { return false }
    var start = 0
    for _ in 0..<40 where start < source.bytes.count {
      let end = source.endOfLine(from: start)
      defer { start = end + 1 }
      // A document on one line is a document.
      if start == 0,
        !source.bytes[min(end + 1, source.bytes.count)...].contains(where: { $0 > 0x20 })
      {
        return false
      }
      guard let place = source.bytes[start..<end].firstIndex(of: UInt8(ascii: "{")) else {
        continue
      }
      var cursor = JSONCursor(source.bytes, at: place, end: end)
      do throws(ReadingFault) {
        try cursor.skipValue()
        // One of several in a list is no document.
        if cursor.next() == UInt8(ascii: ","), cursor.at + 1 < end {
          cursor.at += 1
          if cursor.next() == UInt8(ascii: "{") { return false }
        }
        var rest = end
        while rest < source.bytes.count, source.bytes[rest] <= 0x20 { rest += 1 }
        return rest < source.bytes.count || start > 0
      } catch {
        // A bracket in a log line says nothing; the first object that stands at the start decides.
        if place == start { return false }
      }
    }
    return false
  }

  /// Returns a cursor at the next document; nil at the end.
  ///
  /// The caller says how it went with ``accept(_:)`` or ``refuse(_:_:)``.
  mutating func next() -> JSONCursor? {
    let bytes = source.bytes
    while at < bytes.count, at <= last {
      // Most documents are objects; one may be a very long line.
      if !areLines, bytes[at] == UInt8(ascii: "{") {
        begin = at
        return JSONCursor(bytes, at: at)
      }
      let end = source.endOfLine(from: at)
      if areLines {
        if let cursor = payload(at..<end) { return cursor }
      } else if let place = bytes[at..<end].firstIndex(where: { $0 > 0x20 }) {
        // What follows a document may be a comma of a list without brackets.
        if bytes[place] == UInt8(ascii: "{") || bytes[place] == UInt8(ascii: "[") {
          if bytes[place] == UInt8(ascii: "{") || isList(at: place, end) {
            begin = place
            return JSONCursor(bytes, at: place)
          }
        }
        if let cursor = embedded(in: place..<end) { return cursor }
        noise += 1
      }
      at = end + 1
    }
    return nil
  }

  /// The least size of a document that stands behind other words: what is shorter are the facts of a log line.
  private static let leastEmbedded = 100

  /// Returns a cursor at a document that stands behind other words of a line: a log's, or those of a script.
  private mutating func embedded(in line: Range<Int>) -> JSONCursor? {
    var place = line.lowerBound
    for _ in 0..<Self.mostTries {
      guard
        let start = source.bytes[place..<line.upperBound].firstIndex(where: {
          $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[")
        })
      else { return nil }
      place = start + 1
      guard source.bytes[start] == UInt8(ascii: "{") || isList(at: start, line.upperBound) else {
        continue
      }
      var cursor = JSONCursor(source.bytes, at: start + 1)
      let first = cursor.next()
      guard first == UInt8(ascii: "{") || first == UInt8(ascii: "\"") else { continue }
      cursor.at = start
      do throws(ReadingFault) {
        try cursor.skipValue()
        guard cursor.at - start >= Self.leastEmbedded else { continue }
        begin = start
        return JSONCursor(source.bytes, at: start)
      } catch {
        // What stands behind the bracket may be a document.
      }
    }
    return nil
  }

  /// Whether a bracket begins a list, and not the time of a log line.
  private func isList(at place: Int, _ end: Int) -> Bool {
    var cursor = JSONCursor(source.bytes, at: place + 1)
    let first = cursor.next()
    guard first != UInt8(ascii: "{"), first != UInt8(ascii: "["), first != UInt8(ascii: "]"),
      first != UInt8(ascii: "\"")
    else { return true }
    var whole = JSONCursor(source.bytes, at: place)
    do throws(ReadingFault) { try whole.skipValue() } catch { return false }
    return whole.at >= end
  }

  private mutating func payload(_ line: Range<Int>) -> JSONCursor? {
    var place = line.lowerBound
    // What is broken is found while it is read.
    if !line.isEmpty, source.bytes[place] == UInt8(ascii: "{") {
      begin = place
      return JSONCursor(source.bytes, at: place, end: line.upperBound)
    }
    for _ in 0..<Self.mostTries {
      guard
        let start = source.bytes[place..<line.upperBound].firstIndex(of: UInt8(ascii: "{"))
      else { break }
      var cursor = JSONCursor(source.bytes, at: start, end: line.upperBound)
      do throws(ReadingFault) {
        try cursor.skipValue()
        begin = start
        return JSONCursor(source.bytes, at: start, end: line.upperBound)
      } catch {
        // What stands behind the bracket may be a document.
      }
      place = start + 1
    }
    if source.bytes[line].contains(where: { $0 > 0x20 }) { noise += 1 }
    return nil
  }

  /// Goes on behind a document.
  mutating func accept(_ cursor: JSONCursor) {
    at = areLines ? source.endOfLine(from: cursor.at) + 1 : cursor.at
    // What stands behind it on its line: a comma, a semicolon.
    while at < source.bytes.count,
      source.bytes[at] <= 0x20 || source.bytes[at] == UInt8(ascii: ",")
        || source.bytes[at] == UInt8(ascii: ";")
    {
      at += 1
    }
  }

  /// Notes that a document cannot be read.
  mutating func refuse(_ fault: ReadingFault) {
    self.fault = self.fault ?? fault
    broken += 1
    at = areLines ? source.endOfLine(from: min(at, source.bytes.count)) + 1 : source.bytes.count
  }
}
