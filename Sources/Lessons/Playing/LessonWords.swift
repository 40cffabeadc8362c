public import Drawing

/// The words of a lesson as lines: paragraphs wrapped, lists indented, marks of emphasis taken out.
public enum LessonWords {
  /// Returns a paragraph as safe lines of a width.
  public static func lines(
    _ paragraph: String, width: Int, repertoire: Repertoire = .unicode
  ) -> [SafeText] {
    let isPoint = paragraph.hasPrefix("- ")
    let text = plain(isPoint ? String(paragraph.dropFirst(2)) : paragraph)
    let indent = isPoint ? 2 : 0
    let safe = SafeText(text, repertoire: repertoire, limit: longest)
    return safe.wrapped(to: max(8, width - indent)).enumerated().map { place, line in
      isPoint ? SafeText(place == 0 ? "- " : "  ") + line : line
    }
  }

  /// As many scalars of a paragraph are shown.
  static let longest = 4_000

  /// Returns a paragraph without its marks: `*word*` and `` `code` `` stand for what is between them.
  public static func plain(_ paragraph: String) -> String {
    var text = ""
    let characters = Array(paragraph)
    var place = 0
    while place < characters.count {
      let sign = characters[place]
      if sign == "`" || sign == "*", let end = close(sign, characters, place) {
        text.append(contentsOf: characters[place + 1..<end])
        place = end + 1
      } else {
        text.append(sign)
        place += 1
      }
    }
    return text
  }

  /// Where what a mark opens ends; nil where it opens nothing, as the sign of a product.
  private static func close(_ sign: Character, _ characters: [Character], _ start: Int) -> Int? {
    let next = start + 1
    guard next < characters.count, !characters[next].isWhitespace, characters[next] != sign else {
      return nil
    }
    if sign == "*", start > 0,
      characters[start - 1].isLetter || characters[start - 1].isNumber
        || characters[start - 1] == ")"
    {
      return nil
    }
    var place = next
    while place < characters.count {
      let isEnd =
        characters[place] == sign
        && (sign == "`"
          || !characters[place - 1].isWhitespace
            && (place + 1 == characters.count
              || !(characters[place + 1].isLetter || characters[place + 1].isNumber)))
      if isEnd { return place }
      place += 1
    }
    return nil
  }

  /// How many rows a text takes; a value that does not exist takes the room of its expression.
  static func rows(of text: LessonText, in run: LessonRun, width: Int) -> Int {
    let paragraphs = (try? run.words(text)) ?? text.paragraphs.map { _ in "" }
    return paragraphs.reduce(0) { $0 + lines($1, width: width).count }
  }
}
