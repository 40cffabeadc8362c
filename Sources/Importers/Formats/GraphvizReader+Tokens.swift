import Groundwork

/// The tokens of the language of Graphviz.
extension GraphvizReader {
  /// Goes on to the next token.
  mutating func advance() throws(ReadingFault) {
    let bytes = source.bytes
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    while at < bytes.count {
      if bytes[at] <= 0x20 {
        at += 1
      } else if bytes[at] == UInt8(ascii: "/"), byte(at + 1) == UInt8(ascii: "/") {
        at = source.endOfLine(from: at)
      } else if bytes[at] == UInt8(ascii: "#") {
        at = source.endOfLine(from: at)
      } else if bytes[at] == UInt8(ascii: "/"), byte(at + 1) == UInt8(ascii: "*") {
        at += 2
        while at < bytes.count,
          !(bytes[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/"))
        { at += 1 }
        at = min(bytes.count, at + 2)
      } else {
        break
      }
    }
    start = at
    guard at < bytes.count else {
      token = .end
      return
    }
    let first = bytes[at]
    if first == UInt8(ascii: "\"") {
      token = .word(try quoted())
    } else if first == UInt8(ascii: "<") {
      token = .word(try markup())
    } else if first == UInt8(ascii: "-"), byte(at + 1) == UInt8(ascii: ">") || byte(at + 1) == first
    {
      at += 2
      token = .arrow
    } else if Self.isWordByte(first) {
      while at < bytes.count, Self.isWordByte(bytes[at]) {
        if bytes[at] == UInt8(ascii: "-"),
          byte(at + 1) == UInt8(ascii: ">") || byte(at + 1) == UInt8(ascii: "-")
        {
          break
        }
        at += 1
      }
      token = .word(source.text(start..<at))
    } else {
      at += 1
      token = .sign(first)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private mutating func quoted() throws(ReadingFault) -> String {
    let bytes = source.bytes
    at += 1
    var text: [UInt8] = []
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
        at += 1
        switch bytes[at] {
        case UInt8(ascii: "n"), UInt8(ascii: "l"), UInt8(ascii: "r"): text.append(0x0a)
        case 0x0a: break
        default: text.append(bytes[at])
        }
      } else {
        text.append(bytes[at])
      }
      at += 1
    }
    guard at < bytes.count else {
      throw ReadingFault(offset: start, reason: "a text in quotes has no end")
    }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func markup() throws(ReadingFault) -> String {
    let bytes = source.bytes
    var open = 0
    repeat {
      if bytes[at] == UInt8(ascii: "<") { open += 1 }
      if bytes[at] == UInt8(ascii: ">") { open -= 1 }
      at += 1
    } while open > 0 && at < bytes.count
    guard open == 0 else {
      throw ReadingFault(offset: start, reason: "a label of HTML has no \">\" at its end")
    }
    let text = source.text(start + 1..<at - 1)
    return MarkupText.plain(
      text.replacing(/<br[^>]*>|<\/tr>|<\/td>/.ignoresCase(), with: "\n").replacing(
        /<[^>]*>/, with: ""))
  }
}
