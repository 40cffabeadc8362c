extension SafeText {
  /// The number of characters, combining marks not counted.
  public var count: Int { glyphs.count }

  /// Returns some of the characters.
  ///
  /// - Precondition: `range` lies within the text.
  public subscript(range: Range<Int>) -> SafeText {
    SafeText(glyphs: Array(glyphs[range]), repertoire: repertoire)
  }

  /// Returns where `needle` occurs, from the left; occurrences do not overlap.
  ///
  /// Capital letters count only if `matchesCase`. The empty text occurs nowhere.
  ///
  /// - Complexity: O(length of the text * length of `needle`) at worst, linear in the usual case.
  public func ranges(of needle: SafeText, matchesCase: Bool) -> [Range<Int>] {
    let wanted = needle.glyphs.map { $0.folded(matchesCase: matchesCase) }
    guard let first = wanted.first, wanted.count <= glyphs.count else { return [] }
    let text = glyphs.map { $0.folded(matchesCase: matchesCase) }
    var result: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= text.count {
      if text[start] == first, text[start..<start + wanted.count].elementsEqual(wanted) {
        result.append(start..<start + wanted.count)
        start += wanted.count
      } else {
        start += 1
      }
    }
    return result
  }

  /// Returns the parts of this text that stand in lines of at most `width` columns: broken at blanks,
  /// and in a word only if that is wider than a line.
  ///
  /// The blanks at a break belong to no line. A wide character gets a line of one column to itself.
  public func lineRanges(width: Int) -> [Range<Int>] {
    let columns = max(width, 1)
    var ranges: [Range<Int>] = []
    var start = 0
    while true {
      let end = SafeText.lineEnd(from: start, in: glyphs, columns: columns)
      ranges.append(start..<end.text)
      guard end.next < glyphs.count else { return ranges }
      start = end.next
    }
  }
}

extension Glyph {
  /// What is compared in a search: the character without its look.
  fileprivate func folded(matchesCase: Bool) -> Glyph {
    var glyph = self
    glyph.isEscape = false
    guard !matchesCase else { return glyph }
    let lower = glyph.base.properties.lowercaseMapping.unicodeScalars
    if lower.count == 1, let scalar = lower.first { glyph.base = scalar }
    return glyph
  }
}
