import Drawing
import Glibc
import Groundwork
import SearchTrees

/// The columns of the page of tokens.
struct TokenTable {
  private let glyphs: Glyphs
  private let label: Int
  private let barWidth: Int
  private let scale: Double

  /// Lays out the columns; bars are drawn to the largest divergence among all siblings' tokens.
  init(_ state: ExplorerState, _ verdict: Verdict, width: Int) {
    glyphs = state.glyphs
    let repertoire = glyphs.repertoire
    let tokens = verdict.tokens
    let texts =
      tokens.map { SafeText($0.text, repertoire: repertoire).width }
      + tokens.flatMap { $0.top.map { SafeText($0.text, repertoire: repertoire).width + 2 } }
    let fixed = 2 + 8 + 8 + 8 + 7
    label = max(9, min(texts.max() ?? 0, 20, width - fixed))
    let left = width - fixed - label
    let all = state.slice.detail.siblingVerdicts.flatMap(\.verdict.tokens) + tokens
    scale = all.compactMap(\.divergence).filter(\.isFinite).max() ?? 0
    barWidth = scale > 0 && left >= 6 ? min(left, 26) : 0
  }

  /// The heads, with the end of the scale of the bars.
  var heads: StyledLine {
    let text =
      "  " + "TOKEN".left(label) + "EXPERT".right(8) + "AMATEUR".right(8) + "LN E/A".right(8)
      + "JSD".right(7)
    let line = StyledLine(SafeText(text), .heading)
    let end = NumberText.fixed(scale)
    guard barWidth >= end.count + 3 else { return line }
    return line.then(SafeText("  0" + end.right(barWidth - 3)), .muted)
  }

  /// Returns the row of a token that stands in the action or the judgement.
  func row(of token: TokenEvidence, isChosen: Bool) -> StyledLine {
    let share = scale > 0 ? (token.divergence ?? 0) / scale : 0
    var line = StyledLine(token.isSame ? "=" : token.isShared ? "/" : " ", .muted)
      .then(isChosen ? ">" : " ", .accent)
      .then(text(token.text, label))
    line = numbers(line, token.expert, token.amateur)
    let divergence = token.divergence.map { NumberText.fixed($0) } ?? "-"
    line = line.then(SafeText(divergence.right(7)), .term)
    guard barWidth > 0, token.divergence != nil else { return line }
    let bar = glyphs.bar(share: share, width: barWidth - 2)
    return line.then("  ").then(SafeText(bar), .bar)
  }

  /// Returns the row of a token that could have stood there.
  func row(of alternative: TokenEvidence.Alternative, isTaken: Bool) -> StyledLine {
    numbers(
      StyledLine("   ").then(isTaken ? glyphs.next : " ", .best)
        .then(text(alternative.text, label - 2), isTaken ? .best : .muted),
      alternative.expert, alternative.amateur)
  }

  private func text(_ token: String, _ cells: Int) -> SafeText {
    SafeText(token, repertoire: glyphs.repertoire).ellipsized(to: cells).padded(to: cells)
  }

  private func numbers(
    _ line: StyledLine, _ expert: Double, _ amateur: Double?
  ) -> StyledLine {
    let ratio = amateur.map { expert > 0 && $0 > 0 ? log(expert / $0) : .nan } ?? .nan
    return line.then(SafeText(CellText.probability(expert).right(8)), .value)
      .then(SafeText((amateur.map(CellText.probability) ?? "-").right(8)), .prior)
      .then(SafeText(CellText.signed(ratio, within: 7).right(8)), .plain)
  }

  /// Returns the sums and the means over the tokens of an action: of the logarithms of their
  /// probabilities, and of the divergences.
  func sums(of tokens: [TokenEvidence]) -> [StyledLine] {
    guard !tokens.isEmpty else { return [] }
    let expert = tokens.reduce(0) { $0 + log($1.expert) }
    let amateurs = tokens.compactMap(\.amateur)
    let amateur =
      amateurs.count == tokens.count ? amateurs.reduce(0) { $0 + log($1) } : Double.nan
    let divergences = tokens.compactMap(\.divergence)
    let divergence =
      divergences.count == tokens.count ? divergences.reduce(0, +) : Double.nan
    return [("ln p sum", 1.0), ("ln p mean", Double(tokens.count))].map { name, count in
      StyledLine(SafeText("  " + name.left(label)), .muted)
        .then(SafeText(CellText.fixed(expert / count, within: 7).right(8)), .value)
        .then(SafeText(CellText.fixed(amateur / count, within: 7).right(8)), .prior)
        .then(SafeText(CellText.signed((expert - amateur) / count, within: 7).right(8)), .plain)
        .then(SafeText(CellText.fixed(divergence / count, within: 6).right(7)), .term)
    }
  }
}
