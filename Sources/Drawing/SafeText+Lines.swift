extension SafeText {
  /// Returns `raw` as safe lines of at most `width` columns: split at newlines, wrapped at spaces.
  ///
  /// At most `limit` scalars are read; a cut shows as an ellipsis. A word wider than a line is
  /// broken, a wide character that does not fit into a line of one column becomes `?`. The empty
  /// string has one empty line.
  ///
  /// - Complexity: linear in the smaller of the length and the limit.
  public static func lines(
    of raw: String, width: Int, repertoire: Repertoire = .unicode, limit: Int = 4_000
  ) -> [SafeText] {
    var lines: [SafeText] = []
    var sanitizer = Sanitizer(repertoire: repertoire)
    if sanitizer.readPlain(raw, limit: limit) {
      return wrapped(sanitizer.glyphs, to: width, repertoire: repertoire)
    }
    var remaining = max(limit, 0)
    var heldReturn = false
    for scalar in raw.unicodeScalars {
      guard remaining > 0 else {
        sanitizer.read(repertoire == .unicode ? "\u{2026}" : "~")
        break
      }
      remaining -= 1
      if heldReturn {
        heldReturn = false
        if scalar != "\n" { sanitizer.read("\r") }
      }
      if scalar == "\n" {
        lines += wrapped(sanitizer.glyphs, to: width, repertoire: repertoire)
        sanitizer = Sanitizer(repertoire: repertoire)
      } else if scalar == "\r" {
        heldReturn = true
      } else {
        sanitizer.read(scalar)
      }
    }
    if heldReturn { sanitizer.read("\r") }
    return lines + wrapped(sanitizer.glyphs, to: width, repertoire: repertoire)
  }

  /// Returns this text as lines of at most `width` columns, wrapped at spaces.
  public func wrapped(to width: Int) -> [SafeText] {
    SafeText.wrapped(glyphs, to: width, repertoire: repertoire)
  }

  /// Returns one paragraph of glyphs as lines.
  private static func wrapped(
    _ glyphs: [Glyph], to width: Int, repertoire: Repertoire
  ) -> [SafeText] {
    let columns = max(width, 1)
    return SafeText(glyphs: glyphs, repertoire: repertoire).lineRanges(width: columns).map {
      range in
      var line = Array(glyphs[range])
      // Nothing is wider than two columns.
      if columns > 1 { return SafeText(glyphs: line, repertoire: repertoire) }
      for index in line.indices where Int(line[index].width) > columns {
        line[index] = Glyph(base: "?")
      }
      return SafeText(glyphs: line, repertoire: repertoire)
    }
  }

  /// Returns where the line that begins at `start` ends, and where the next one begins.
  static func lineEnd(
    from start: Int, in glyphs: [Glyph], columns: Int
  ) -> (text: Int, next: Int) {
    var used = 0
    var breakAt: Int?
    var index = start
    while index < glyphs.count {
      let isSpace = glyphs[index].base == " " && !glyphs[index].isEscape
      if isSpace, index > start, glyphs[index - 1].base != " " { breakAt = index }
      used += min(Int(glyphs[index].width), columns)
      if used > columns {
        // A space that does not fit is the break itself.
        let text = breakAt ?? index
        var next = text
        while next < glyphs.count, glyphs[next].base == " ", !glyphs[next].isEscape { next += 1 }
        return (text, next)
      }
      index += 1
    }
    return (glyphs.count, glyphs.count)
  }
}
