import Groundwork

/// JSON as people write it by hand and as JavaScript and Python print it: with comments, with names that stand
/// without quotes, with texts in single quotes, with `.5`, and with a comma behind the last item.
///
/// What is made of it is JSON whose bytes stand on the lines where they stood.
struct LooseJSON {
  /// What was met that JSON does not have.
  enum Liberty: Int, CaseIterable {
    case comments, bareNames, singleQuotes, bareFractions, lastCommas

    /// The liberty in words.
    var words: String {
      switch self {
      case .comments: "comments"
      case .bareNames: "names without quotes"
      case .singleQuotes: "texts in single quotes"
      case .bareFractions: "numbers like .5 or +1"
      case .lastCommas: "commas behind the last item"
      }
    }
  }

  private let bytes: SourceBytes
  private var at = 0
  private(set) var json: [UInt8] = []
  /// Where bytes were put in, in the order of the text that was made.
  private(set) var added: [Int] = []
  private(set) var liberties: Set<Liberty> = []
  /// The last byte that is no blank.
  private var last: UInt8 = 0

  /// Goes through a text once.
  ///
  /// O(n).
  init(_ bytes: SourceBytes) {
    self.bytes = bytes
    json.reserveCapacity(bytes.count + bytes.count / 8)
    while at < bytes.count { step() }
  }

  /// Whether a text begins like JSON, behind comments.
  static func mayBegin(_ bytes: SourceBytes) -> Bool {
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "/")
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func add(_ byte: UInt8) {
    added.append(json.count)
    json.append(byte)
  }

  private mutating func step() {
    let next = bytes[at]
    switch next {
    case UInt8(ascii: "\""):
      copyString()
      last = next
    case UInt8(ascii: "'"):
      takeSingleQuotes()
      last = UInt8(ascii: "\"")
    case UInt8(ascii: "/")
    where byte(at + 1) == UInt8(ascii: "/") || byte(at + 1) == UInt8(ascii: "*"):
      blankComment()
    default:
      if Self.isNameByte(next) || next == UInt8(ascii: "+") || next == UInt8(ascii: ".") {
        takeWord()
        last = UInt8(ascii: "a")
        return
      }
      if next == UInt8(ascii: "}") || next == UInt8(ascii: "]"), last == UInt8(ascii: ",") {
        liberties.insert(.lastCommas)
      }
      if next > 0x20 { last = next }
      json.append(next)
      at += 1
    }
  }

  private mutating func copyString() {
    json.append(bytes[at])
    at += 1
    while at < bytes.count {
      let next = bytes[at]
      json.append(next)
      at += 1
      if next == UInt8(ascii: "\"") { return }
      if next == UInt8(ascii: "\\"), at < bytes.count {
        json.append(bytes[at])
        at += 1
      }
    }
  }

  /// Takes a text in single quotes, which ends on its line; else it is no text.
  private mutating func takeSingleQuotes() {
    var end = at + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "'"), bytes[end] != 0x0a {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard byte(end) == UInt8(ascii: "'") else {
      json.append(bytes[at])
      at += 1
      return
    }
    liberties.insert(.singleQuotes)
    json.append(UInt8(ascii: "\""))
    at += 1
    while at < end {
      let next = bytes[at]
      if next == UInt8(ascii: "\"") {
        add(UInt8(ascii: "\\"))
      } else if next == UInt8(ascii: "\\") {
        json.append(next)
        at += 1
        // What Python writes as `\x41` is `\u0041`.
        if byte(at) == UInt8(ascii: "x") {
          json.append(UInt8(ascii: "u"))
          add(UInt8(ascii: "0"))
          add(UInt8(ascii: "0"))
          at += 1
          continue
        }
      }
      json.append(bytes[at])
      at += 1
    }
    json.append(UInt8(ascii: "\""))
    at = end + 1
  }

  /// Puts blanks in the place of a comment; one that does not end is none.
  private mutating func blankComment() {
    var end = at
    if bytes[at + 1] == UInt8(ascii: "/") {
      while end < bytes.count, bytes[end] != 0x0a { end += 1 }
    } else {
      end = at + 2
      while end + 1 < bytes.count,
        !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/"))
      { end += 1 }
      guard end + 1 < bytes.count else {
        json.append(bytes[at])
        at += 1
        return
      }
      end += 2
    }
    liberties.insert(.comments)
    while at < end {
      // A column is a character, and not a byte.
      if bytes[at] & 0xc0 == 0x80 { added.append(json.count) }
      json.append(bytes[at] == 0x0a ? 0x0a : 0x20)
      at += 1
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "-")
  }

  /// Takes a number, a word of JSON or a name: what stands before a colon is a name.
  private mutating func takeWord() {
    let start = at
    while at < bytes.count,
      Self.isNameByte(bytes[at]) || bytes[at] == UInt8(ascii: ".")
        || bytes[at] == UInt8(ascii: "+")
    { at += 1 }
    var next = at
    while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
    let isName =
      byte(next) == UInt8(ascii: ":") && (last == UInt8(ascii: "{") || last == UInt8(ascii: ","))
    if isName {
      liberties.insert(.bareNames)
      add(UInt8(ascii: "\""))
      json.append(contentsOf: bytes[start..<at])
      add(UInt8(ascii: "\""))
      return
    }
    var place = start
    if bytes[place] == UInt8(ascii: "+") {
      liberties.insert(.bareFractions)
      json.append(0x20)
      place += 1
    } else if bytes[place] == UInt8(ascii: "-") {
      json.append(bytes[place])
      place += 1
    }
    if place < at, bytes[place] == UInt8(ascii: "."), 0x30...0x39 ~= byte(place + 1) {
      liberties.insert(.bareFractions)
      add(UInt8(ascii: "0"))
    }
    json.append(contentsOf: bytes[place..<at])
  }
}

extension SourceText {
  /// The same text as JSON has it; nil where nothing in it is written in another way.
  ///
  /// O(n).
  var strictJSON: SourceText? {
    guard LooseJSON.mayBegin(bytes) else { return nil }
    let loose = LooseJSON(bytes)
    guard !loose.liberties.subtracting([.lastCommas]).isEmpty else { return nil }
    var text = SourceText(loose.json)
    text.added = loose.added
    text.liberties = LooseJSON.Liberty.allCases.filter { loose.liberties.contains($0) }
      .map(\.words)
    (text.isCut, text.base) = (isCut, base)
    return text
  }
}
