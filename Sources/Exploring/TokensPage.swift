import Drawing
import Glibc
import Groundwork
import SearchTrees

/// What expert and amateur said at each token of an action and of its judgement.
enum TokensPage {
  /// The lines of the page, and which of them belong to the token whose alternatives are shown.
  struct Page {
    /// All lines.
    var lines: [StyledLine] = []
    /// The line of the chosen token and those of its alternatives.
    var chosen: Range<Int>?
  }

  /// As many alternatives are shown.
  private static let mostAlternatives = 8

  /// Returns the places of the tokens in the verdict, in the order in which they are shown.
  static func places(_ state: ExplorerState) -> [Int] {
    let tokens = RationalePage.verdict(on: state.slice.detail)?.tokens ?? []
    return tokens.indices.filter { tokens[$0].role == .action }
      + tokens.indices.filter { tokens[$0].role == .judgement }
  }

  /// Returns the place of the token whose alternatives are shown: the chosen one, else the one at which
  /// the models disagree most.
  static func chosen(_ state: ExplorerState) -> Int? {
    let tokens = RationalePage.verdict(on: state.slice.detail)?.tokens ?? []
    if let place = state.chosenToken, tokens.indices.contains(place) { return place }
    var best: Int?
    for place in places(state) {
      if let known = best, (tokens[place].divergence ?? -1) <= (tokens[known].divergence ?? -1) {
        continue
      }
      best = place
    }
    return best
  }

  /// Returns the page.
  static func page(_ state: ExplorerState, _ width: Int) -> Page {
    guard let verdict = RationalePage.verdict(on: state.slice.detail), !verdict.tokens.isEmpty
    else {
      return Page(
        lines: LackText.lines(
          state, live: "No language model was asked about this step.",
          recorded: "Up to this event no tokens of this step were recorded.", width))
    }
    let table = TokenTable(state, verdict, width: width)
    let chosen = chosen(state)
    var page = Page(lines: [table.heads])
    let actions = places(state).filter { verdict.tokens[$0].role == .action }
    let judgements = places(state).filter { verdict.tokens[$0].role == .judgement }
    func add(_ places: [Int]) {
      for place in places {
        let start = page.lines.count
        let token = verdict.tokens[place]
        page.lines.append(table.row(of: token, isChosen: place == chosen))
        guard place == chosen else { continue }
        page.lines += token.top.prefix(mostAlternatives)
          .map { table.row(of: $0, isTaken: $0.text == token.text) }
        page.chosen = start..<page.lines.count
      }
    }
    add(actions)
    page.lines += table.sums(of: actions.map { verdict.tokens[$0] })
    if !judgements.isEmpty {
      page.lines.append(StyledLine("JUDGEMENT", .heading))
      add(judgements)
      page.lines += judgement(judgements.map { verdict.tokens[$0] }, state, width)
    }
    page.lines += legend(verdict, state, width)
    return page
  }

  /// The odds of the judgement: by how much either model holds the word to be likelier than the other.
  private static func judgement(
    _ tokens: [TokenEvidence], _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    guard let said = tokens.first else { return [] }
    let others =
      tokens.dropFirst().map { ($0.text, $0.expert, $0.amateur) }
      + said.top.map { ($0.text, $0.expert, $0.amateur) }
    guard let other = others.first(where: { $0.0 != said.text }) else { return [] }
    func odds(_ one: Double, _ other: Double) -> String {
      other > 0 ? CellText.fixed(one / other, within: 6, most: 2) : one > 0 ? "inf" : "-"
    }
    var text = "p(\(said.text))/p(\(other.0))  expert \(odds(said.expert, other.1))"
    if let one = said.amateur, let two = other.2 { text += "  amateur \(odds(one, two))" }
    return SafeText.lines(of: text, width: max(10, width), repertoire: state.glyphs.repertoire)
      .map { StyledLine("  ").then($0, .value) }
  }

  private static func legend(
    _ verdict: Verdict, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    var texts: [String] = []
    if verdict.tokens.contains(where: \.isShared) {
      texts.append(
        "= a sibling has the same tokens up to here: nothing here tells the two apart")
    }
    if verdict.tokens.contains(where: { $0.divergence != nil }) {
      texts.append(
        "LN E/A: ln(expert / amateur). JSD: Jensen-Shannon divergence of the two, .693 at most")
    }
    if state.pane != .inspector, verdict.tokens.count > 1 {
      texts.append("Enter, then j and k: the alternatives to another token")
    }
    return texts.flatMap {
      SafeText.lines(of: $0, width: max(10, width), repertoire: state.glyphs.repertoire)
        .map { StyledLine($0, .muted) }
    }
  }
}

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
    var line = StyledLine(token.isShared ? "=" : " ", .muted)
      .then(isChosen ? ">" : " ", .accent)
      .then(
        text(token.text, label), token.divergence == nil || scale == 0 ? .plain : .heat(share))
    line = numbers(line, token.expert, token.amateur)
    let divergence = token.divergence.map { NumberText.fixed($0) } ?? "-"
    line = line.then(SafeText(divergence.right(7)), .term)
    guard barWidth > 0, token.divergence != nil else { return line }
    let bar = glyphs.bar(share: share, width: barWidth - 2)
    return line.then("  ").then(SafeText(bar), .heat(share))
  }

  /// Returns the row of a token that could have stood there.
  func row(of alternative: TokenEvidence.Alternative, isTaken: Bool) -> StyledLine {
    numbers(
      StyledLine(SafeText(isTaken ? "   *" : "    "), .best)
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
