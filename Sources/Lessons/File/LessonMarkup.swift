/// What other texts in Markdown have and lessons do not: links, images, HTML.
///
/// A student would read its signs as words.
enum LessonMarkup {
  /// Returns what stands in a line of words that lessons do not have, and at which character, from 0; nil
  /// where nothing does.
  ///
  /// What stands between backquotes or braces is passed over.
  static func fault(in line: String) -> (reason: String, offset: Int)? {
    let characters = Array(line)
    var place = 0
    while place < characters.count {
      switch characters[place] {
      case "\\": place += 1
      case "`":
        if let end = characters[(place + 1)...].firstIndex(of: "`") { place = end }
      case "{":
        if let end = LessonScanner.end(of: characters, from: place + 1, "}") { place = end }
      case "[":
        if let reason = link(characters, at: place) {
          let isImage = place > 0 && characters[place - 1] == "!"
          return isImage
            ? ("lessons have no images; describe what it shows", place - 1) : (reason, place)
        }
      case "<":
        if let reason = tag(characters[(place + 1)...]) { return (reason, place) }
      default: break
      }
      place += 1
    }
    return nil
  }

  private static let link =
    "lessons have no links: nothing can be opened from a terminal; write the address as words"

  /// What is wrong with `[words](address)`, `[words][name]`, or a line `[name]: address`.
  private static func link(_ characters: [Character], at place: Int) -> String? {
    guard let end = characters[place...].firstIndex(of: "]"), end > place + 1,
      end + 1 < characters.count
    else { return nil }
    let rest = characters[(end + 1)...]
    switch rest.first {
    case "(":
      guard let close = rest.firstIndex(of: ")") else { return nil }
      let address = String(rest[(end + 2)..<close])
      // `f[i](x)` is no link.
      let isWord =
        place == 0 || characters[place - 1].isWhitespace || "!(*".contains(characters[place - 1])
      return isWord && !address.isEmpty || isAddress(address) ? link : nil
    case ":":
      let address = rest.dropFirst().drop(while: \.isWhitespace)
      return place == 0 && isAddress(String(address.prefix { !$0.isWhitespace })) ? link : nil
    default: return nil
    }
  }

  /// Whether words in brackets are an address: without blanks, or with a title in quotes behind it.
  private static func isAddress(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, words.count == 1 || words[1].hasPrefix("\"") else {
      return false
    }
    return first.contains("/") || first.contains(".") || first.contains("#")
      || first.contains(":") || words.count > 1
  }

  /// The elements of HTML that texts in Markdown have.
  private static let elements: Set<String> = [
    "a", "abbr", "b", "big", "blockquote", "br", "center", "code", "dd", "del", "details", "div",
    "dl",
    "dt", "em", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img",
    "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "s", "samp", "script", "section", "small", "span",
    "strike",
    "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "th", "thead", "tr",
    "tt",
    "u", "ul", "var", "video",
  ]

  /// What is wrong with what stands behind `<`: an element, a comment, or an address.
  private static func tag(_ rest: ArraySlice<Character>) -> String? {
    let html = "lessons have no HTML; *words* and `code` are marked so"
    if rest.starts(with: "!--") { return html }
    guard let end = rest.firstIndex(of: ">") else { return nil }
    var inside = rest[..<end]
    let isAddress = ["http://", "https://", "mailto:"].contains { inside.starts(with: $0) }
    if isAddress, !inside.contains(where: \.isWhitespace) { return link }
    if inside.first == "/" { inside = inside.dropFirst() }
    let name = String(inside.prefix { $0.isLetter || $0.isNumber }).lowercased()
    guard elements.contains(name) else { return nil }
    let behind = inside.dropFirst(name.count)
    // An attribute has a value; `a < b and c > d` has none.
    let isTag =
      behind.isEmpty || behind.allSatisfy { $0.isWhitespace || $0 == "/" }
      || behind.first?.isWhitespace == true && behind.contains("=")
    return isTag ? html : nil
  }
}
