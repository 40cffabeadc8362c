/// The lines of a lesson as they stand in its file.
struct LessonLines {
  /// What a line is.
  enum Kind: Hashable {
    case blank
    case text
    /// `# ...`, with how many signs.
    case title(level: Int)
    /// `:name ...`.
    case directive(name: String)
    /// `- [x] ...` or `- [ ] ...`.
    case option(isRight: Bool)
    /// The beginning of a fence: its kind and what stands behind that.
    case fence(kind: String, name: String)
  }

  /// A line, numbered from 1.
  struct Line: Hashable {
    var number: Int
    /// The text, without what the kind is known by.
    var text: String
    /// The character at which that text begins, from 1.
    var column: Int
    var kind: Kind
    /// The whole line.
    var raw: String
    /// Why it is not written as it is meant; nil where it is.
    var slip: String?
  }

  var lines: [Line]

  /// Cuts a text into lines; CR before LF is no part of a line.
  init(_ text: String) {
    var pieces = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    lines = pieces.enumerated().map { Self.line(String($1), number: $0 + 1) }
    // What ends such a fence is no second mistake.
    var isInside = false
    for place in lines.indices where lines[place].raw.hasPrefix("~~~") {
      if isInside { lines[place].slip = nil }
      isInside.toggle()
    }
  }

  private static func line(_ raw: String, number: Int) -> Line {
    func line(_ kind: Kind, dropping count: Int) -> Line {
      var rest = raw.dropFirst(count)
      let blanks = rest.prefix { $0 == " " || $0 == "\t" }.count
      rest = rest.dropFirst(blanks)
      var text = String(rest)
      while text.last?.isWhitespace == true { text.removeLast() }
      return Line(
        number: number, text: text, column: count + blanks + 1, kind: kind, raw: raw)
    }
    if raw.allSatisfy(\.isWhitespace) { return line(.blank, dropping: 0) }
    if let slip = slipOfFence(raw) {
      var line = line(.text, dropping: 0)
      line.slip = slip
      return line
    }
    if raw.hasPrefix("```") {
      let words = raw.dropFirst(3).split(whereSeparator: \.isWhitespace).map { String($0) }
      return line(
        .fence(kind: words.first ?? "", name: words.dropFirst().joined(separator: " ")),
        dropping: 3)
    }
    if raw.hasPrefix(":") {
      let name = raw.dropFirst().prefix { !$0.isWhitespace }
      return line(.directive(name: String(name)), dropping: 1 + name.count)
    }
    if raw.hasPrefix("#") {
      let level = raw.prefix { $0 == "#" }.count
      return line(.title(level: level), dropping: level)
    }
    for (sign, isRight) in [("- [x]", true), ("- [X]", true), ("- [ ]", false)]
    where raw.hasPrefix(sign) {
      return line(.option(isRight: isRight), dropping: sign.count)
    }
    if let meant = meant(raw) {
      var line = Self.line(meant.text, number: number)
      line.slip = meant.slip
      return line
    }
    // A backslash before a sign that would mean something else stands for the sign.
    if raw.hasPrefix("\\:") || raw.hasPrefix("\\#") {
      return line(.text, dropping: 1)
    }
    return line(.text, dropping: 0)
  }

  /// What is wrong with a fence that would be read as words: other signs, or blanks before it.
  private static func slipOfFence(_ raw: String) -> String? {
    let text = raw.drop { $0 == " " || $0 == "\t" }
    if text.hasPrefix("~~~") { return "a fence begins and ends with ```, not with ~~~" }
    guard text.count < raw.count, text.hasPrefix("```") else { return nil }
    return "a fence begins its line; expected no blank before ```"
  }

  /// What a line is meant to be that would be read as words: an option with another bullet or brackets, or
  /// a directive that does not begin its line; nil where it is words.
  private static func meant(_ raw: String) -> (text: String, slip: String)? {
    let text = raw.drop { $0 == " " || $0 == "\t" }
    if text.count < raw.count, text.first == ":" {
      let name = text.dropFirst().prefix { !$0.isWhitespace }
      guard DirectiveName(rawValue: String(name)) != nil else { return nil }
      return (
        String(text),
        ":\(name) does not begin its line; expected no blank before it, or \\: where it is words"
      )
    }
    guard let bullet = text.first, "-*+".contains(bullet) else { return nil }
    let rest = text.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return nil }
    let sign = rest[..<end].dropFirst().filter { !$0.isWhitespace }
    // What stands behind a longer word in brackets is no option: `- [here] ...`.
    guard sign.count <= 1, sign.isEmpty || sign.first?.isLetter == false || "xX".contains(sign)
    else { return nil }
    return (
      "- [\(sign.isEmpty ? " " : "x")]" + rest[rest.index(after: end)...],
      "an option begins its line with \"- [ ]\", the right one with \"- [x]\""
    )
  }
}
