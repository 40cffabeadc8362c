import Drawing
import Groundwork
import SearchTrees

/// The list of calls: who was asked, what it took and what came of it.
struct CallTable {
  private let glyphs: Glyphs
  private let width: Int
  private let number: Int
  private let name: Int
  private let text: Int

  /// The cells of the columns of numbers.
  private static let tokens = 7
  private static let seconds = 8
  private static let answer = 10

  /// Lays the columns out for the calls in sight.
  init(_ list: CallWindow, width: Int, _ state: ExplorerState) {
    glyphs = state.glyphs
    self.width = width
    number = max(5, NumberText.grouped(list.count).count + 1)
    let repertoire = glyphs.repertoire
    name = max(
      6,
      min(16, list.calls.map { SafeText($0.name, repertoire: repertoire).width }.max() ?? 0)
        + 1)
    text = max(6, width - 3 - number - name - 6 - 2 * Self.tokens - Self.seconds - Self.answer - 2)
  }

  /// The heads of the columns.
  var heads: StyledLine {
    StyledLine(
      SafeText(
        "   " + "CALL".left(number) + "MODEL".left(name) + "FOR".left(6) + "IN".right(Self.tokens)
          + "OUT".right(Self.tokens) + "SEC".right(Self.seconds) + "LN P".right(Self.answer)
          + "  TEXT"),
      .heading)
  }

  /// A call; one that failed says why in the place of what it says.
  func line(of call: ModelCall, number: Int, isChosen: Bool) -> StyledLine {
    let repertoire = glyphs.repertoire
    let cursor: SafeText = isChosen ? " " + glyphs.cursor + " " : "   "
    let line = StyledLine(cursor, .accent)
      .then(SafeText(NumberText.grouped(number).left(self.number)), isChosen ? .accent : .plain)
    let effort = call.effort
    let seconds =
      call.isCached
      ? "cached" : NumberText.fixed(effort.seconds, places: effort.seconds < 10 ? 2 : 1)
    let known =
      line
      .then(SafeText(call.name, repertoire: repertoire).ellipsized(to: name - 1).padded(to: name))
      .then(SafeText(call.ability, repertoire: repertoire).ellipsized(to: 5).padded(to: 6), .muted)
      .then(SafeText(NumberText.grouped(effort.tokensIn).right(Self.tokens)), .muted)
      .then(SafeText(NumberText.grouped(effort.tokensOut).right(Self.tokens)), .muted)
      .then(SafeText(seconds.right(Self.seconds)), .muted)
    let room = max(0, text)
    if let failure = call.failure {
      let words = SafeText("failed: " + failure, repertoire: repertoire)
      return known.then("  ").then(words.ellipsized(to: room + Self.answer - 1), .bad)
    }
    return
      known
      .then(
        SafeText(
          (call.score.map { NumberText.fixed($0.log, places: 3) } ?? "-").right(Self.answer)),
        .value
      )
      .then("  ")
      .then(
        SafeText((call.edited.map { "edited \($0): " } ?? "") + call.text, repertoire: repertoire)
          .ellipsized(to: room))
  }
}
