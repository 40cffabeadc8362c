import Drawing
import SearchTrees

/// A state in full, with the places marked that an evaluator points at.
enum PictureLines {
  /// Returns the lines of a node's picture; nil where it has none.
  ///
  /// A line is marked that begins with the place, as a number, and what the evaluator says stands there: so
  /// pictures list what a thing is made of. Where no line does, the evaluator's page says it alone.
  static func lines(_ detail: NodeDetail, _ glyphs: Glyphs) -> [StyledLine]? {
    guard let picture = detail.picture else { return nil }
    let repertoire = glyphs.repertoire
    let texts = picture.map { SafeText($0, repertoire: repertoire) }
    let evidence = detail.verdict?.evidence ?? []
    let marked = picture.indices.filter { index in
      evidence.contains { isNamed(picture[index], by: $0) }
    }
    guard let verdict = detail.verdict, !marked.isEmpty else { return texts.map { StyledLine($0) } }
    let mark = glyphs.next
    var lines = texts.enumerated().map { index, text in
      marked.contains(index)
        ? StyledLine(mark, .value).then(" ").then(text)
        : StyledLine(.blanks(mark.width + 1)).then(text)
    }
    let who = verdict.isStandIn ? "the stand-in critic names it" : "the evaluator points at it"
    lines.append(StyledLine(mark, .value).then(SafeText(" " + who, repertoire: repertoire), .muted))
    return lines
  }

  private static func isNamed(_ line: String, by evidence: VerdictEvidence) -> Bool {
    guard let place = evidence.place, let text = evidence.text else { return false }
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
    return words.count > 1 && words[0] == "\(place)" && words[1] == text
  }
}
