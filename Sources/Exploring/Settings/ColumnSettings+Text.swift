import SearchTrees

/// Columns as a line of the settings file has them: `N, Q:+2, score:shade, Q - P`.
///
/// Expressions with commas between them; behind one `:+2` widens its column by two cells, `:shade` shades it.
/// `id`, `probability` and `history` are the columns that no expression names.
extension ColumnSettings {
  /// The columns that have a name of their own in the file.
  private static let names: [(name: String, column: Standard)] = [
    ("id", .identity), ("N", .visits), ("share", .share), ("Q", .value), ("P", .edge),
    ("probability", .probability), ("score", .score), ("history", .history),
  ]

  /// Reads the columns of a search.
  ///
  /// - Throws: an error where one of them cannot be read, whatever tree it is about.
  static func choices(_ text: String) throws(ExpressionError) -> [Choice] {
    var choices: [Choice] = []
    guard !text.isEmpty else { return choices }
    for part in ColumnList.parts(of: text) {
      var words = part.text
      var (extraWidth, isShaded) = (0, false)
      while let colon = words.lastIndex(of: ":") {
        let mark = words[words.index(after: colon)...]
        if mark == "shade" {
          isShaded = true
        } else if mark.hasPrefix("+"), let cells = Int(mark), (0...Explorer.mostExtra) ~= cells {
          extraWidth = cells
        } else {
          break
        }
        words = words[..<colon]
      }
      let name = try name(String(words), at: part.start)
      guard !choices.contains(where: { $0.name == name }) else {
        throw ExpressionError(column: part.start + 1, reason: "\(words) stands there twice")
      }
      var choice = Choice(name)
      (choice.extraWidth, choice.isShaded) = (extraWidth, isShaded)
      choices.append(choice)
    }
    guard choices.count <= ColumnList.most else {
      throw ExpressionError(column: 1, reason: "at most \(ColumnList.most) columns are accepted")
    }
    return choices
  }

  private static func name(_ text: String, at start: Int) throws(ExpressionError) -> Name {
    if let known = names.first(where: { $0.name == text }) { return .standard(known.column) }
    if let inner = quoted(text, in: "term") { return .term(inner) }
    if let inner = quoted(text, in: "stat") { return .statistic(inner) }
    do {
      try TreeExpression.checkSyntax(of: text)
    } catch {
      throw ExpressionError(column: start + error.column, reason: error.reason)
    }
    return .expression(text)
  }

  /// The name in the brackets of a function that takes nothing else.
  private static func quoted(_ text: String, in function: String) -> String? {
    guard text.hasPrefix(function + "(\""), text.hasSuffix("\")") else { return nil }
    let inner = text.dropFirst(function.count + 2).dropLast(2)
    return inner.contains { "\"\\,".contains($0) } ? nil : String(inner)
  }

  /// Writes the columns of a search, so that ``choices(_:)`` reads them again.
  static func text(_ choices: [Choice]) -> String {
    choices.map { choice in
      var text =
        switch choice.name {
        case .standard(let column):
          names.first { $0.column == column }?.name ?? column.rawValue
        case .term(let name): "term(\"\(name)\")"
        case .statistic(let name): "stat(\"\(name)\")"
        case .expression(let text): String(text.map { $0.isNewline ? " " : $0 })
        }
      if choice.extraWidth > 0 { text += ":+\(choice.extraWidth)" }
      if choice.isShaded { text += ":shade" }
      return text
    }.joined(separator: ", ")
  }

  /// Whether a line can name the search whose columns these are: a preset, or a rule, of which a recording may
  /// say anything.
  static func isNamed(_ key: String) -> Bool {
    !key.isEmpty && key.first != " " && key.last != " "
      && key.unicodeScalars.allSatisfy { $0 != "=" && $0.value >= 0x20 && $0.value != 0x7F }
  }
}
