import Drawing
import Groundwork
import SearchTrees

/// What language models said at each token of an action and of its judgement.
enum TokensPage {
  /// The lines of the page, and which of them belong to the token whose alternatives are shown.
  struct Page {
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
        lines: MissingDataText.lines(
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
      page.lines += judgement(
        judgements.map { verdict.tokens[$0] }, table.models, state, width)
    }
    page.lines += GenerationRemarks.lines(verdict, width: width, state.glyphs.repertoire)
    page.lines += legend(verdict, table, state, width)
    return page
  }

  /// What stands in the columns that compare models.
  private static func divergence(_ table: TokenTable) -> String {
    guard let ratio = table.ratioHead else {
      return "JSD: Jensen-Shannon divergence of the models"
    }
    let models = table.models.joined(separator: " / ")
    return "\(ratio): ln(\(models)). JSD: Jensen-Shannon divergence of the two, .693 at most"
  }

  /// The odds of the judgement: by how much each model holds the word to be likelier than the other.
  private static func judgement(
    _ tokens: [TokenEvidence], _ models: [String], _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    guard let said = tokens.first else { return [] }
    let others =
      tokens.dropFirst().map { ($0.text, $0.likelihoods) }
      + said.top.map { ($0.text, $0.likelihoods) }
    guard let (other, likelihoods) = others.first(where: { $0.0 != said.text }) else { return [] }
    func odds(_ one: Double, _ other: Double) -> String {
      other > 0 ? CellText.fixed(one / other, within: 6, most: 2) : one > 0 ? "inf" : "-"
    }
    var text = "p(\(said.text))/p(\(other))"
    for model in models {
      guard let one = said.likelihoods.probability(model),
        let two = likelihoods.probability(model)
      else { continue }
      text += "  \(model) \(odds(one, two))"
    }
    return SafeText.lines(of: text, width: max(10, width), repertoire: state.glyphs.repertoire)
      .map { StyledLine("  ").then($0, .value) }
  }

  private static func legend(
    _ verdict: Verdict, _ table: TokenTable, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    var texts: [String] = []
    if verdict.tokens.contains(where: \.isSame) {
      texts.append("= a sibling has this token too: nothing here tells the two apart")
    }
    if verdict.tokens.contains(where: { $0.isShared && !$0.isSame }) {
      texts.append("/ the first token that differs from a sibling's: only its JSD is the same")
    }
    if verdict.tokens.contains(where: { $0.divergence != nil }) {
      texts.append(divergence(table))
    }
    if !table.hiddenModels.isEmpty {
      texts.append("not shown, for want of width: " + table.hiddenModels.joined(separator: ", "))
    }
    if verdict.tokens.contains(where: { !$0.top.isEmpty }) {
      texts.append("\(state.glyphs.next.plain) what was written, among the likeliest")
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
