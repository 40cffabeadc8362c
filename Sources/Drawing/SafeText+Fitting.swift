extension SafeText {
  /// The mark of a cut in this text's repertoire.
  private var ellipsis: Glyph { Glyph(base: repertoire == .unicode ? "\u{2026}" : "~") }

  /// Returns the first characters that fit into `columns`, without a sign of the cut.
  ///
  /// - Complexity: linear in the number of columns.
  public func clipped(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    return SafeText(glyphs: Array(glyphs[..<end(within: columns)]), repertoire: repertoire)
  }

  /// Returns the text in at most `columns`, with an ellipsis at the end where it was cut.
  public func ellipsized(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    guard columns > 0 else { return SafeText(glyphs: [], repertoire: repertoire) }
    return SafeText(
      glyphs: Array(glyphs[..<end(within: columns - 1)]) + [ellipsis], repertoire: repertoire)
  }

  /// Returns the text in at most `columns`, keeping head and tail around an ellipsis.
  ///
  /// Labels often differ at their end, so both ends are worth more than the middle.
  public func middleEllipsized(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    guard columns > 4 else { return ellipsized(to: columns) }
    let tailColumns = (columns - 1) / 2
    let head = glyphs[..<end(within: columns - 1 - tailColumns)]
    let tail = glyphs[start(within: tailColumns)...]
    return SafeText(glyphs: Array(head) + [ellipsis] + Array(tail), repertoire: repertoire)
  }

  /// Returns the text in at most `columns`, cut behind a word with an ellipsis.
  ///
  /// One column stays free behind the ellipsis, and a comma, semicolon or colon before it goes. Only
  /// where not even the first word fits is that one cut.
  ///
  /// - Complexity: linear in the number of columns.
  public func ellipsizedAtWord(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    var used = 0
    var end = 0
    for (index, glyph) in glyphs.enumerated() {
      used += Int(glyph.width)
      if used > columns - 1 { break }
      if glyph.isBlank, index > 0, !glyphs[index - 1].isBlank { end = index }
    }
    while end > 0, glyphs[end - 1].isBlank || [",", ";", ":"].contains(glyphs[end - 1].base) {
      end -= 1
    }
    guard end > 0 else { return ellipsized(to: columns) }
    return SafeText(glyphs: Array(glyphs[..<end]) + [ellipsis], repertoire: repertoire)
  }

  /// Returns the text followed by blanks up to `columns`; a longer text is cut with an ellipsis.
  public func padded(to columns: Int) -> SafeText {
    let shown = ellipsized(to: columns)
    return shown + .blanks(columns - shown.width)
  }

  /// Returns the text with blanks before it up to `columns`; a longer text is cut with an ellipsis.
  public func leftPadded(to columns: Int) -> SafeText {
    let shown = ellipsized(to: columns)
    return .blanks(columns - shown.width) + shown
  }

  /// The blanks that the text begins with, and the rest.
  public var partedFromBlanks: (blanks: SafeText, rest: SafeText) {
    let count = glyphs.prefix { $0 == .space }.count
    guard count > 0 else { return (SafeText(glyphs: [], repertoire: .ascii), self) }
    return (
      .blanks(count), SafeText(glyphs: Array(glyphs.dropFirst(count)), repertoire: repertoire)
    )
  }

  /// Returns so many blanks; none for a number below 1, which is what a text that is too wide leaves.
  ///
  /// All padding of untrusted text comes from here: widths of such texts are whatever somebody made
  /// them, so a difference of two must never be taken for a count.
  public static func blanks(_ columns: Int) -> SafeText {
    SafeText(
      glyphs: Array(repeating: Glyph.space, count: max(0, columns)), repertoire: .ascii)
  }

  /// Returns the index after the last glyph that fits into `columns` from the left.
  func end(within columns: Int) -> Int {
    var used = 0
    for (index, glyph) in glyphs.enumerated() {
      used += Int(glyph.width)
      if used > columns { return index }
    }
    return glyphs.count
  }

  /// Returns the index of the first glyph that fits into `columns` from the right.
  private func start(within columns: Int) -> Int {
    var used = 0
    for index in glyphs.indices.reversed() {
      used += Int(glyphs[index].width)
      if used > columns { return index + 1 }
    }
    return 0
  }
}
