/// Walks over one line of Mermaid.
struct MermaidScanner {
  private let characters: [Character]
  /// The next character.
  private(set) var at = 0

  init(_ line: String) { characters = Array(line) }

  var isAtEnd: Bool { at >= characters.count }

  /// How many bytes stand before a character.
  func bytes(before place: Int) -> Int { String(characters[..<place]).utf8.count }

  func isAt(_ word: String, _ place: Int? = nil) -> Bool {
    characters[min(place ?? at, characters.count)...].starts(with: word)
  }

  mutating func takes(_ word: String) -> Bool {
    guard isAt(word) else { return false }
    at += word.count
    return true
  }

  mutating func skipBlanks() {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
  }

  mutating func skipStatement() {
    while at < characters.count, characters[at] != ";" { at += 1 }
  }

  /// The word that begins here.
  func peekWord() -> String? {
    let word = characters[at...].prefix { !$0.isWhitespace && $0 != ";" }
    return word.isEmpty ? nil : String(word)
  }

  /// Where a label begins and ends, the longer ones first.
  private static let shapes: [(open: String, close: [String])] = [
    ("(((", [")))"]), ("((", ["))"]), ("([", ["])"]), ("[[", ["]]"]), ("[(", [")]"]),
    ("{{", ["}}"]),
    ("[/", ["/]", "\\]"]), ("[\\", ["\\]", "/]"]), ("[", ["]"]), ("(", [")"]), ("{", ["}"]),
    (">", ["]"]),
  ]

  /// Reads a node: its id, and its label where one stands behind it.
  mutating func node() -> (id: String, label: String?)? {
    let start = at
    while at < characters.count, isID(characters[at]), !isLink(at) { at += 1 }
    guard at > start else { return nil }
    let id = String(characters[start..<at])
    var label: String?
    if isAt("@{") {
      guard let end = characters[at...].firstIndex(of: "}") else { return nil }
      let facts = String(characters[at..<end])
      label = facts.firstMatch(of: /label:\s*"([^"]*)"/).map { String($0.1) }
      at = end + 1
    } else if let shape = Self.shapes.first(where: { isAt($0.open) }) {
      at += shape.open.count
      guard let found = text(upTo: shape.close) else { return nil }
      label = found
    }
    if takes(":::") { while at < characters.count, isID(characters[at]) { at += 1 } }
    return (id, label)
  }

  private func isID(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_.#/*+!?'\\$-".contains(character)
  }

  /// Whether an edge begins at a place.
  private func isLink(_ place: Int) -> Bool {
    ["--", "-.", "==", "~~~", "<--", "<-.", "<=="].contains { isAt($0, place) }
  }

  /// Reads a text up to one of some signs, which may stand in quotes.
  private mutating func text(upTo ends: [String]) -> String? {
    let start = at
    var isQuoted = false
    while at < characters.count {
      if characters[at] == "\"" { isQuoted.toggle() }
      if !isQuoted, let end = ends.first(where: { isAt($0) }) {
        let text = String(characters[start..<at]).trimmingBlanks
        at += end.count
        return Self.unquoted(text)
      }
      at += 1
    }
    return nil
  }

  private static func unquoted(_ text: String) -> String {
    var text = text
    for mark in ["\"", "`"] where text.count > 1 && text.hasPrefix(mark) && text.hasSuffix(mark) {
      text = String(text.dropFirst().dropLast())
    }
    return text
  }

  /// Reads what leads from one node to the next; returns its label, empty where it has none.
  mutating func link() -> String? {
    let start = at
    if takes("<") || isAt("o--") || isAt("x--") { if at == start { at += 1 } }
    guard isLink(at) else {
      at = start
      return nil
    }
    let first = at
    takeLine()
    // Two signs alone begin a line with a text in it.
    let isOpen = at - first == 2
    var label = ""
    if at < characters.count, ">ox".contains(characters[at]), isHead {
      at += 1
    } else if isOpen, let end = closingLine() {
      label = Self.unquoted(String(characters[at..<end]).trimmingBlanks)
      at = end
      takeLine()
      if at < characters.count, ">ox".contains(characters[at]), isHead { at += 1 }
    }
    skipBlanks()
    if takes("|") {
      guard let text = text(upTo: ["|"]) else { return nil }
      label = text
    }
    return label
  }

  /// Whether the sign here ends an arrow: a letter does where no name goes on behind it.
  private var isHead: Bool {
    characters[at] == ">" || at + 1 < characters.count && characters[at + 1].isWhitespace
  }

  private mutating func takeLine() {
    while at < characters.count, "-.=~".contains(characters[at]) { at += 1 }
  }

  /// Where the second part of a line with a text in it begins; nil where there is none.
  private func closingLine() -> Int? {
    var place = at
    var isQuoted = false
    while place + 1 < characters.count {
      if characters[place] == "\"" { isQuoted.toggle() }
      if !isQuoted {
        if "|[({;".contains(characters[place]) { return nil }
        let next = characters[place + 1]
        let begins =
          characters[place] == "-" && next == "-" || characters[place] == "=" && next == "="
          || characters[place] == "." && next == "-"
        if begins {
          // It ends with an arrow, or with a third sign.
          var end = place
          while end < characters.count, "-.=".contains(characters[end]) { end += 1 }
          let isArrow = end < characters.count && ">ox".contains(characters[end])
          return isArrow || end - place > 2 ? place : nil
        }
      }
      place += 1
    }
    return nil
  }
}
