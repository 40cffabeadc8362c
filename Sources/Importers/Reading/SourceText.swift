import Glibc
public import Groundwork

/// The text of a file: UTF-8, without its byte order mark.
public struct SourceText: Sendable {
  /// How the bytes of a file are to be read.
  public enum Encoding: String, Hashable, Sendable, CaseIterable {
    /// UTF-8; or UTF-16, where a byte order mark or the zeros of its first characters say so.
    case utf8 = "utf-8"
    /// ISO 8859-1: a byte is a character.
    case latin1 = "latin-1"
    /// UTF-16, low byte first.
    case utf16 = "utf-16"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
  }

  /// The bytes in UTF-8.
  let bytes: SourceBytes
  private let memory: SourceMemory
  /// Whether it is the beginning of a text alone, which may end anywhere.
  var isCut = false
  /// What the file has that JSON does not, and of which JSON was made here.
  var liberties: [String] = []
  /// Where bytes stand that are not in the file, ascending.
  var added: [Int] = []
  /// The way to the object that is read, where it stands in another one.
  var base: [String] = []

  /// Takes the bytes of a file.
  ///
  /// - Complexity: O(n).
  public init(_ file: [UInt8], encoding: Encoding = .utf8) {
    self.init(SourceMemory(file), encoding)
  }

  /// Maps a file; where its text is UTF-8 nothing of it is copied.
  ///
  /// - Throws: a failure where the file cannot be read.
  public init(mapping path: String, encoding: Encoding = .utf8) throws(MappedFile.Failure) {
    self.init(SourceMemory(try MappedFile(path)), encoding)
  }

  /// Reads the beginning of a file: JSON as far as the bytes go, of all else whole lines.
  ///
  /// - Throws: a failure where the file cannot be read.
  public init(
    beginningOf path: String, bytes size: Int, encoding: Encoding = .utf8
  ) throws(MappedFile.Failure) {
    let file = try MappedFile(path)
    let length = min(size, file.count)
    var start = file.withSpan(0..<length) { span in
      unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
    let isCut = length < file.count
    let first = start.first { $0 > 0x20 }
    if isCut, first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      let end = start.lastIndex(of: 0x0a)
    {
      start.removeLast(max(0, start.count - end - 1))
    }
    self.init(start, encoding: encoding)
    self.isCut = isCut
  }

  /// Puts texts one behind the other, each one from the beginning of a line on.
  ///
  /// - Complexity: O(n).
  public init(joining parts: [SourceText]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count + 1 })
    for part in parts {
      bytes.append(contentsOf: part.bytes)
      if bytes.last != 0x0a { bytes.append(0x0a) }
    }
    self.init(bytes)
  }

  /// Finds out whether the file is still what it was when it was mapped.
  ///
  /// - Throws: a failure where it became shorter or was written anew: what was read may be wrong.
  public func check() throws(MappedFile.Failure) { try memory.check() }

  private init(_ memory: SourceMemory, _ encoding: Encoding) {
    self.memory = memory
    let file = SourceBytes(memory)
    switch encoding {
    case .latin1:
      var text: [UInt8] = []
      text.reserveCapacity(file.count + file.count / 8)
      for byte in file {
        if byte < 0x80 {
          text.append(byte)
        } else {
          text += [0xc0 | byte >> 6, 0x80 | byte & 0x3f]
        }
      }
      bytes = SourceBytes(text)
    case .utf16, .utf16BigEndian:
      bytes = SourceBytes(Self.decoded(file[...], isBigEndian: encoding == .utf16BigEndian))
    case .utf8:
      if file.starts(with: [0xef, 0xbb, 0xbf]) {
        bytes = SourceBytes(memory, from: 3)
      } else if file.starts(with: [0xff, 0xfe]) {
        bytes = SourceBytes(Self.decoded(file.dropFirst(2), isBigEndian: false))
      } else if file.starts(with: [0xfe, 0xff]) {
        bytes = SourceBytes(Self.decoded(file.dropFirst(2), isBigEndian: true))
      } else if let isBigEndian = Self.isHalfZero(file) {
        bytes = SourceBytes(Self.decoded(file[...], isBigEndian: isBigEndian))
      } else if Self.hasReturnsAlone(file) {
        bytes = SourceBytes(file.map { $0 == 0x0d ? 0x0a : $0 })
      } else {
        bytes = file
      }
    }
  }

  /// Whether every second of the first bytes is zero, and which: what begins so is UTF-16 without its mark.
  private static func isHalfZero(_ file: SourceBytes) -> Bool? {
    guard file.count >= 8 else { return nil }
    let isZero = (0..<8).map { file[$0] == 0 }
    if isZero == [false, true, false, true, false, true, false, true] { return false }
    if isZero == [true, false, true, false, true, false, true, false] { return true }
    return nil
  }

  /// Whether lines end with carriage returns alone, as those of old programs do.
  private static func hasReturnsAlone(_ file: SourceBytes) -> Bool {
    let beginning = file[..<min(file.count, 64 << 10)]
    return beginning.contains(0x0d) && !beginning.contains(0x0a)
  }

  /// As many bytes are looked at for such that are no UTF-8.
  private static let mostChecked = 4 << 20

  /// Where the first byte stands that is no UTF-8, within the first megabytes; nil where there is none.
  var firstInvalid: Int? {
    let size = min(bytes.count, Self.mostChecked)
    if String(validating: bytes[..<size], as: UTF8.self) != nil { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var place = 0
    var rest = bytes[..<size].makeIterator()
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar): place += scalar.count
      // A character may be cut where the part that is looked at ends.
      case .error: return place + 4 > size ? nil : place
      case .emptyInput: return nil
      }
    }
  }

  private static func decoded(_ bytes: Slice<SourceBytes>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    if units.first == 0xfeff { units.removeFirst() }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Whether its first character that is no blank is one.
  func begins(with character: Unicode.Scalar) -> Bool {
    bytes.first { $0 > 0x20 } == UInt8(truncatingIfNeeded: character.value)
  }

  /// Returns a part of the text; bytes that are no UTF-8 are shown as U+FFFD.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Returns the line and the column of a byte, both from 1, columns in Unicode scalars.
  ///
  /// - Complexity: O(offset).
  func place(of offset: Int) -> (line: Int, column: Int) {
    let end = min(offset, bytes.count)
    var line = 1
    var start = 0
    for index in 0..<end where bytes[index] == 0x0a {
      line += 1
      start = index + 1
    }
    let own = added.isEmpty ? 0 : added.count { start <= $0 && $0 < end }
    return (line, 1 + bytes[start..<end].count { $0 & 0xc0 != 0x80 } - own)
  }

  /// Returns where the line of a byte ends: the place of its newline, or the end of the text.
  func endOfLine(from offset: Int) -> Int {
    guard offset < bytes.count else { return bytes.count }
    let found = unsafe memchr(bytes.start + offset, 0x0a, bytes.count - offset)
    guard let found = unsafe found else { return bytes.count }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(bytes.start)
  }
}

extension SourceText {
  /// Whether it is one record of JSON: an object with an id that names its parent or its children, and no
  /// tree.
  ///
  /// O(1): only the beginning is looked at.
  public var isRecord: Bool {
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), bytes.count < 16 << 20 else {
      return false
    }
    let outline = FileOutline(self)
    return outline.lines.count == 1 && outline.tree == nil
      && JSONShape.isRecord(outline.document)
  }

  /// The same JSON on one line, in memory.
  public var onOneLine: SourceText {
    SourceText(bytes.map { $0 == 0x0a || $0 == 0x0d ? 0x20 : $0 })
  }
}
