import Glibc

/// Walks over the bytes of one line by the grammar of JSON (RFC 8259), piece by piece.
///
/// It looks into memory that it does not own, for as long as a call of ``scan(_:_:)``. Every load is
/// checked against the end of the line.
@safe
struct ByteScanner {
  /// How many arrays and objects may stand within each other.
  static let deepest = 512

  private let base: UnsafeRawPointer
  /// How many bytes there are.
  let count: Int
  /// The byte that comes next.
  var position = 0
  /// How many numbers were NaN or infinite so far.
  var unknownNumbers = 0
  /// How many arrays and objects are open.
  private var depth = 0

  private init(_ base: UnsafeRawPointer, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// Calls `body` with a scanner at the start of the bytes.
  @inline(__always)
  static func scan<Result>(
    _ bytes: Span<UInt8>, _ body: (inout ByteScanner) throws(JournalFault) -> Result
  ) throws(JournalFault) -> Result {
    try unsafe bytes.withUnsafeBytes { memory throws(JournalFault) in
      guard let base = memory.baseAddress else { throw JournalFault(.event, at: 0) }
      var scanner = unsafe ByteScanner(base, count: memory.count)
      return try body(&scanner)
    }
  }

  /// Returns the place of the first newline.
  static func newline(in bytes: Span<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBytes { memory in
      guard let base = memory.baseAddress else { return nil }
      let found = unsafe memchr(base, 0x0a, memory.count)
      return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
    }
  }

  /// The byte at the position; 0, which stands nowhere in JSON, beyond the end.
  @inline(__always)
  var current: UInt8 { byte(at: position) }

  /// Returns a byte; 0 beyond the end.
  @inline(__always)
  func byte(at index: Int) -> UInt8 {
    index < count ? unsafe base.load(fromByteOffset: index, as: UInt8.self) : 0
  }

  /// Returns eight bytes, the first one lowest; zeros beyond the end.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    if index + 8 <= count {
      return unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
    return lastWord(at: index)
  }

  @inline(never)
  private func lastWord(at index: Int) -> UInt64 {
    var word: UInt64 = 0
    for offset in 0..<8 { word |= UInt64(byte(at: index + offset)) << (8 * offset) }
    return word
  }

  /// Returns some of the bytes as they are, for what is rare.
  func text(_ range: Range<Int>) -> String {
    let memory = unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    return JournalReader.text(unsafe memory.assumingMemoryBound(to: UInt8.self).span)
  }

  /// Returns a fault at the position.
  @inline(never)
  func fault(_ expectation: JournalFault.Expectation) -> JournalFault {
    JournalFault(expectation, at: position)
  }
}

// MARK: - Structure

extension ByteScanner {
  /// Passes blanks and returns the byte after them.
  @inline(__always)
  mutating func next() -> UInt8 {
    var byte = current
    while byte <= 0x20, Self.isBlank(byte) {
      position += 1
      byte = current
    }
    return byte
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  /// Passes a bracket that opens an object; returns whether a member follows, and else has passed the
  /// closing bracket too.
  @inline(__always)
  mutating func beginObject(
    or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> Bool {
    guard next() == UInt8(ascii: "{") else { throw fault(expectation) }
    try descend()
    let byte = next()
    if byte == UInt8(ascii: "\"") { return true }
    guard byte == UInt8(ascii: "}") else { throw fault(.key) }
    ascend()
    return false
  }

  /// Passes what follows a member; returns whether another one does.
  @inline(__always)
  mutating func continuesObject() throws(JournalFault) -> Bool {
    let byte = next()
    if byte == UInt8(ascii: ",") {
      position += 1
      guard next() == UInt8(ascii: "\"") else { throw fault(.key) }
      return true
    }
    guard byte == UInt8(ascii: "}") else { throw fault(.memberEnd) }
    ascend()
    return false
  }

  /// Passes a bracket that opens an array; returns whether an element follows, and else has passed
  /// the closing bracket too.
  @inline(__always)
  mutating func beginArray(
    or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> Bool {
    guard next() == UInt8(ascii: "[") else { throw fault(expectation) }
    try descend()
    if next() != UInt8(ascii: "]") { return true }
    ascend()
    return false
  }

  /// Passes what follows an element; returns whether another one does.
  @inline(__always)
  mutating func continuesArray() throws(JournalFault) -> Bool {
    let byte = next()
    if byte == UInt8(ascii: ",") {
      position += 1
      return true
    }
    guard byte == UInt8(ascii: "]") else { throw fault(.elementEnd) }
    ascend()
    return false
  }

  @inline(__always)
  private mutating func descend() throws(JournalFault) {
    guard depth < Self.deepest else { throw fault(.shallowNesting) }
    depth += 1
    position += 1
  }

  @inline(__always)
  private mutating func ascend() {
    depth -= 1
    position += 1
  }

  /// Passes the colon after a key, and blanks.
  @inline(__always)
  mutating func passColon() throws(JournalFault) {
    guard next() == UInt8(ascii: ":") else { throw fault(.colon) }
    position += 1
  }

  /// Passes a word of lower-case letters.
  mutating func passWord(_ letters: StaticString) throws(JournalFault) {
    for offset in 0..<letters.utf8CodeUnitCount {
      let letter = unsafe letters.utf8Start[offset]
      guard byte(at: position + offset) == letter else { throw fault(.value) }
    }
    position += letters.utf8CodeUnitCount
  }

  /// Passes a byte order mark, which some editors put at the start of a file.
  mutating func passByteOrderMark() {
    if position == 0, word(at: 0) & 0xff_ffff == 0xbf_bbef { position = 3 }
  }

  /// Makes sure that nothing but blanks follows.
  @inline(__always)
  mutating func expectEnd() throws(JournalFault) {
    _ = next()
    guard position == count else { throw fault(.nothing) }
  }

  /// Returns the fault for a byte that no value begins with.
  @inline(never)
  func faultOfValue() -> JournalFault {
    fault(startsUnknownNumber ? .finiteWord : .value)
  }

  /// Passes a value of any kind.
  mutating func skipValue() throws(JournalFault) {
    switch next() {
    case UInt8(ascii: "\""): _ = try passText()
    case UInt8(ascii: "{"):
      var more = try beginObject(or: .value)
      while more {
        _ = try passText()
        try passColon()
        try skipValue()
        more = try continuesObject()
      }
    case UInt8(ascii: "["):
      var more = try beginArray(or: .value)
      while more {
        try skipValue()
        more = try continuesArray()
      }
    case UInt8(ascii: "t"): try passWord("true")
    case UInt8(ascii: "f"): try passWord("false")
    case UInt8(ascii: "n"): try passWord("null")
    default: _ = try readNumberOrUnknown(or: .value)
    }
  }

  /// Passes `null` and returns whether it stood there.
  @inline(__always)
  mutating func passNull() throws(JournalFault) -> Bool {
    guard next() == UInt8(ascii: "n") else { return false }
    try passWord("null")
    return true
  }
}
