import Drawing
import Glibc
import Groundwork
import SearchTrees

/// The columns of the page of tokens: one for each model, then how far two of them are apart.
struct TokenTable {
  /// The models that have columns, in the order in which the verdict names them.
  let models: [String]
  /// The models for whose columns there is no place.
  let hiddenModels: [String]
  private let glyphs: Glyphs
  private let label: Int
  private let barWidth: Int
  private let scale: Double

  /// The cells of a model's column, and of the one for the ratio of two.
  private static let numberWidth = 8
  private static let divergenceWidth = 7

  /// Lays out the columns; bars are drawn to the largest divergence among all siblings' tokens.
  init(_ state: ExplorerState, _ verdict: Verdict, width: Int) {
    glyphs = state.glyphs
    let repertoire = glyphs.repertoire
    let tokens = verdict.tokens
    let named = Self.models(of: verdict)
    let most = max(2, (width - 2 - 9 - Self.divergenceWidth) / Self.numberWidth)
    models = Array(named.prefix(most))
    hiddenModels = Array(named.dropFirst(most))
    let texts =
      tokens.map { SafeText($0.text, repertoire: repertoire).width }
      + tokens.flatMap { $0.top.map { SafeText($0.text, repertoire: repertoire).width + 2 } }
    let columns = models.count + (models.count == 2 ? 1 : 0)
    let fixed = 2 + columns * Self.numberWidth + Self.divergenceWidth
    label = max(9, min(texts.max() ?? 0, 20, width - fixed))
    let left = width - fixed - label
    let all = state.slice.detail.siblingVerdicts.flatMap(\.verdict.tokens) + tokens
    scale = all.compactMap(\.divergence).filter(\.isFinite).max() ?? 0
    barWidth = scale > 0 && left >= 6 ? min(left, 26) : 0
  }

  /// Returns the models that a verdict names, in the order of their first appearance.
  static func models(of verdict: Verdict) -> [String] {
    var models: [String] = []
    for token in verdict.tokens {
      let named = token.likelihoods.models + token.top.flatMap(\.likelihoods.models)
      for model in named where !models.contains(model) { models.append(model) }
    }
    return models
  }

  /// The head of the column in which two models are compared, by their initials where those are plain
  /// letters and differ (`LN E/A`); nil unless there are two.
  var ratioHead: String? {
    guard models.count == 2 else { return nil }
    let initials = models.map { $0.prefix(1).uppercased() }
    let isClear = initials[0] != initials[1] && initials.allSatisfy { "A"..."Z" ~= $0 }
    return isClear ? "LN \(initials[0])/\(initials[1])" : "LN 1/2"
  }

  /// The heads, with the end of the scale of the bars.
  var heads: StyledLine {
    var heads = SafeText("  " + "TOKEN".left(label))
    for model in models {
      heads += SafeText(model.uppercased(), repertoire: glyphs.repertoire)
        .ellipsized(to: Self.numberWidth - 1).leftPadded(to: Self.numberWidth)
    }
    if let ratioHead { heads += SafeText(ratioHead.right(Self.numberWidth)) }
    heads += SafeText("JSD".right(Self.divergenceWidth))
    let line = StyledLine(heads, .heading)
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
    line = numbers(line, token.likelihoods)
    let divergence = token.divergence.map { NumberText.fixed($0) } ?? "-"
    line = line.then(SafeText(divergence.right(Self.divergenceWidth)), .term)
    guard barWidth > 0, token.divergence != nil else { return line }
    let bar = glyphs.bar(share: share, width: barWidth - 2)
    return line.then("  ").then(SafeText(bar), .bar)
  }

  /// Returns the row of a token that could have stood there.
  func row(of alternative: TokenEvidence.Alternative, isTaken: Bool) -> StyledLine {
    numbers(
      StyledLine("   ").then(isTaken ? glyphs.next : " ", .best)
        .then(text(alternative.text, label - 2), isTaken ? .best : .muted),
      alternative.likelihoods)
  }

  private func text(_ token: String, _ cells: Int) -> SafeText {
    SafeText(token, repertoire: glyphs.repertoire).ellipsized(to: cells).padded(to: cells)
  }

  private func numbers(_ line: StyledLine, _ likelihoods: TokenLikelihoods) -> StyledLine {
    row(
      line, models.map { likelihoods.probability($0).map(CellText.probability) ?? "-" },
      logarithms: models.map { likelihoods[$0] ?? .nan })
  }

  /// Adds a text for each model and, of two, the difference of their logarithms.
  private func row(
    _ line: StyledLine, _ texts: [String], logarithms: [Double]
  ) -> StyledLine {
    var line = line
    for (index, text) in texts.enumerated() {
      line = line.then(SafeText(text.right(Self.numberWidth)), Self.style(of: index))
    }
    guard models.count == 2 else { return line }
    let difference = logarithms[0] - logarithms[1]
    let ratio = difference.isFinite ? difference : .nan
    return line.then(
      SafeText(CellText.signed(ratio, within: 7).right(Self.numberWidth)), .plain)
  }

  private static func style(of column: Int) -> Style {
    column == 0 ? .value : column == 1 ? .prior : .plain
  }

  /// Returns the sums and the means over the tokens of an action: of the logarithms of their
  /// probabilities, and of the divergences; of what is not known of every token there is none.
  func sums(of tokens: [TokenEvidence]) -> [StyledLine] {
    guard !tokens.isEmpty else { return [] }
    let logarithms = models.map { model in
      tokens.reduce(0) { $0 + ($1.likelihoods[model] ?? .nan) }
    }
    let divergences = tokens.compactMap(\.divergence)
    let divergence =
      divergences.count == tokens.count ? divergences.reduce(0, +) : Double.nan
    return [("ln p sum", 1.0), ("ln p mean", Double(tokens.count))].map { name, count in
      row(
        StyledLine(SafeText("  " + name.left(label)), .muted),
        logarithms.map { CellText.fixed($0 / count, within: 7) },
        logarithms: logarithms.map { $0 / count }
      ).then(
        SafeText(CellText.fixed(divergence / count, within: 6).right(Self.divergenceWidth)), .term)
    }
  }
}
