import Groundwork

/// Walks over the tags of XML.
struct MarkupScanner {
  /// One tag.
  struct Tag {
    /// Its name without a prefix.
    var name: String
    var attributes: [String: String] = [:]
    /// The names of its attributes, as they stand.
    var order: [String] = []
    var isClosing = false
    /// Whether it closes itself.
    var isEmpty = false
    var range: Range<Int>
  }

  private let source: SourceText
  private var at = 0

  init(_ source: SourceText) { self.source = source }

  /// Returns the next tag; nil at the end.
  ///
  /// Comments, instructions and declarations are passed over.
  mutating func next() throws(ReadingFault) -> Tag? {
    let bytes = source.bytes
    while let start = bytes[min(at, bytes.count)...].firstIndex(of: UInt8(ascii: "<")) {
      if bytes[start...].starts(with: "<!--".utf8) {
        at = end(of: "-->", from: start) ?? bytes.count
        continue
      }
      if bytes[start...].starts(with: "<![CDATA[".utf8) {
        at = end(of: "]]>", from: start) ?? bytes.count
        continue
      }
      guard let close = closing(from: start) else {
        throw ReadingFault(offset: start, reason: "a tag has no \">\" at its end")
      }
      at = close + 1
      if start + 1 < close, bytes[start + 1] != UInt8(ascii: "?"),
        bytes[start + 1] != UInt8(ascii: "!")
      {
        return tag(start..<close + 1)
      }
    }
    return nil
  }

  private func closing(from start: Int) -> Int? {
    var quote: UInt8 = 0
    for index in start..<source.bytes.count {
      let byte = source.bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
    }
    return nil
  }

  private func end(of word: String, from start: Int) -> Int? {
    let pattern = Array(word.utf8)
    var index = start
    while index + pattern.count <= source.bytes.count {
      if source.bytes[index..<index + pattern.count].elementsEqual(pattern) {
        return index + pattern.count
      }
      index += 1
    }
    return nil
  }

  private func tag(_ range: Range<Int>) -> Tag {
    let text = source.text(range.lowerBound + 1..<range.upperBound - 1)
    var tag = Tag(name: "", range: range)
    tag.isClosing = text.hasPrefix("/")
    tag.isEmpty = text.hasSuffix("/")
    let name = text.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" }
    tag.name = String(name.split(separator: ":").last ?? "")
    for match in text.matches(of: /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/) {
      let key = match.1.split(separator: ":").last.map { String($0) } ?? ""
      if tag.attributes[key] == nil { tag.order.append(key) }
      tag.attributes[key] = MarkupText.plain(String(match.2 ?? match.3 ?? ""))
    }
    return tag
  }
}

/// Text of XML and HTML.
enum MarkupText {
  /// Returns a text with the characters that its references stand for.
  static func plain(_ text: String) -> String {
    guard text.contains("&") || text.contains("<![CDATA[") else { return text }
    let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "nbsp": " "]
    let bare = text.replacing("<![CDATA[", with: "").replacing("]]>", with: "")
    return bare.replacing(/&(#x?[0-9A-Fa-f]+|\w+);/) { match in
      let name = String(match.1)
      if let character = known[name] { return character }
      guard name.hasPrefix("#") else { return String(match.0) }
      let digits = name.dropFirst(name.lowercased().hasPrefix("#x") ? 2 : 1)
      let code = UInt32(digits, radix: name.lowercased().hasPrefix("#x") ? 16 : 10)
      return code.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) } ?? "\u{fffd}"
    }
  }
}
