import Groundwork

/// What a label of Graphviz holds: numbers with their names, and text.
enum GraphvizLabel {
  static func take(_ label: String, into table: RecordTable, _ row: Int) {
    var texts: [String] = []
    // What stands in angle brackets before a field of a record is where edges come to it.
    let label =
      label.utf8.contains(UInt8(ascii: "<"))
      ? label.replacing(/(^|[|{])\s*<\w+>\s*/) { String($0.1) } : label
    for line in label.split(whereSeparator: \.isNewline) {
      let line = line.trimmingBlanks
      if let match = line.wholeMatch(of: /([A-Za-z][\w ]*?)\s*[:=]\s*(\S+)/),
        let cell = WordText.cell(of: String(match.2)), let column = table.column(String(match.1))
      {
        table.set(cell, column, row)
        continue
      }
      let rest = LabelText.take(line, into: table, row)
      let text = (rest.before.trimmingPairs + " " + rest.after.trimmingPairs).trimmingBlanks
      if !text.isEmpty { texts.append(text) }
    }
    guard !texts.isEmpty else { return }
    table.set(texts[0], under: "@label", row)
    table.set(texts.joined(separator: "\n"), under: "@text", row)
  }
}

extension StringProtocol {
  /// The text without blanks at both ends.
  var trimmingBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }

  /// The text without what marks words in Markdown, and dashes behind it.
  var trimmingMarks: String {
    let signs: Set<Character> = ["*", "`", "—", "–", " "]
    var text = Substring(self)
    while let last = text.last, signs.contains(last) { text.removeLast() }
    while let first = text.first, signs.contains(first) { text.removeFirst() }
    return String(text)
  }

  /// The text without blanks and without what leads over to a pair: brackets, commas, colons.
  var trimmingPairs: String {
    let signs: Set<Character> = ["(", ")", "[", "]", "{", "}", ",", ";", ":", "|", " ", "\t", "="]
    var text = Substring(self)
    while let last = text.last, signs.contains(last) {
      if last == "]" || last == ")", text.contains(last == "]" ? "[" : "(") { break }
      text.removeLast()
    }
    while let first = text.first, signs.contains(first) {
      if first == "[" || first == "(", text.contains(first == "[" ? "]" : ")") { break }
      text.removeFirst()
    }
    return String(text)
  }
}
