import Groundwork

/// What stands outermost in some JSON: the keys of an object or the number of elements of a list, and nothing
/// of what is within them.
struct JSONOutline {
  /// Whether it is an object.
  private(set) var isObject = false
  /// The keys of the object, in their order.
  private(set) var keys: [String] = []
  /// How many elements the list has; nil where it is none.
  private(set) var elements: Int?
  /// The text under the key `type`, the last one where there are several.
  private(set) var type: String?
  /// Whether an object stands under the key `root`.
  private(set) var hasRoot = false

  /// As many keys are kept.
  private static let mostKeys = 10_000

  /// Looks at bytes that are one value and nothing else.
  ///
  /// O(n) in the bytes; no value is kept.
  /// - Throws: a problem without its line number.
  init(_ bytes: Span<UInt8>) throws(JournalProblem) {
    do throws(JournalFault) {
      guard bytes.count <= JournalReader.longestLine else {
        throw JournalFault(.lineWithinLimit, at: 0)
      }
      var outline = JSONOutline()
      try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        scanner.passByteOrderMark()
        try outline.read(&scanner)
        try scanner.expectEnd()
      }
      self = outline
    } catch {
      throw error.problem(in: bytes)
    }
  }

  /// Looks at the beginning of a value that goes on behind the bytes.
  ///
  /// - Throws: a problem without its line number where it is broken before they end.
  init(beginning bytes: Span<UInt8>) throws(JournalProblem) {
    self.init()
    do throws(JournalFault) {
      try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        scanner.passByteOrderMark()
        try read(&scanner)
      }
    } catch {
      // Where a word or a text is cut, what was met until there counts.
      let isCut =
        error.expectation == .endOfText || error.position + Self.longestWord >= bytes.count
      if !isCut { throw error.problem(in: bytes) }
    }
  }

  /// The most bytes of a number, a word or an escape that a cut may leave half of.
  private static let longestWord = 64

  private init() {}

  private mutating func read(_ scanner: inout ByteScanner) throws(JournalFault) {
    switch scanner.next() {
    case UInt8(ascii: "{"):
      isObject = true
      var more = try scanner.beginObject(or: .value)
      while more {
        let name = try scanner.passText()
        let key = scanner.text(name.start..<name.start + name.length)
        if keys.count < Self.mostKeys { keys.append(key) }
        try scanner.passColon()
        let first = scanner.next()
        if key == "root", first == UInt8(ascii: "{") { hasRoot = true }
        if key == "type", first == UInt8(ascii: "\"") {
          let text = try scanner.passText()
          type = scanner.text(text.start..<text.start + text.length)
        } else {
          try scanner.skipValue()
        }
        more = try scanner.continuesObject()
      }
    case UInt8(ascii: "["):
      var count = 0
      var more = try scanner.beginArray(or: .value)
      while more {
        try scanner.skipValue()
        count += 1
        more = try scanner.continuesArray()
      }
      elements = count
    default: try scanner.skipValue()
    }
  }
}
