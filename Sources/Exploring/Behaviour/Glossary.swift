import Drawing
import Groundwork
import SearchTrees

/// What the words and signs of the screen mean, a sentence each, and a formula where there is one.
struct Glossary {
  /// A word with what it means.
  struct Entry: Hashable {
    /// The ways in which the screen writes it, the usual one first.
    var words: [String]
    /// What it is, in one sentence.
    var sentence: String
    /// How it is worked out; empty where it is not.
    var formula = ""
  }

  /// The words, in the order in which help lists them.
  let entries: [Entry]

  /// Makes the glossary of a search: its own formula, meaning of Q and terms stand in it.
  init(_ state: ExplorerState) {
    let shown = state.view == .groups ? Self.groups : Self.comparing(state)
    let known = shown + Self.columns(state) + Self.signs(state) + Self.always
    let names = Set(known.flatMap(\.words))
    entries = known + Self.foreign(state).filter { names.isDisjoint(with: $0.words) }
  }

  /// Returns what a word means; the case of its letters counts only where it tells two words apart.
  func entry(for word: String) -> Entry? {
    entries.first { $0.words.contains(word) }
      ?? entries.first { $0.words.contains { $0.lowercased() == word.lowercased() } }
  }

  /// Returns the word nearest to one that is not in the glossary, if one is near.
  func nearest(to word: String) -> String? {
    EditDistance.nearest(to: word, among: entries.flatMap(\.words).filter { $0.count > 2 })
  }

  // MARK: - The words on the screen

  /// Returns the entries of what a screen shows, from the top.
  ///
  /// Labels and texts of others are not looked at: only what the screen names in a style of its own.
  /// Linear in the cells.
  func entries(on canvas: Canvas, rows: Range<Int>) -> [Entry] {
    var found: [Entry] = []
    for row in rows where row >= 0 && row < canvas.size.height {
      for word in Self.words(inRow: row, of: canvas) {
        guard let entry = entries.first(where: { $0.words.contains(word) }) else { continue }
        if !found.contains(entry) { found.append(entry) }
      }
    }
    return found
  }

  /// The words of a row that stand in a style of their own, and those of two next to each other.
  private static func words(inRow row: Int, of canvas: Canvas) -> [String] {
    var words: [(text: String, isNamed: Bool)] = [("", false)]
    for cell in canvas.cells(inRow: row) where cell.width > 0 {
      // Lines between panes part words as blanks do.
      if cell.base == " " || (0x2500...0x257F).contains(cell.base.value) {
        if words.last?.text.isEmpty == false { words.append(("", false)) }
      } else {
        if words[words.count - 1].text.isEmpty {
          words[words.count - 1].isNamed = names.contains(cell.style.role)
        }
        words[words.count - 1].text.unicodeScalars.append(cell.base)
      }
    }
    let named = words.map { $0.isNamed ? bare($0.text) : "" }
    let pairs = zip(named, named.dropFirst()).map { $0.isEmpty || $1.isEmpty ? "" : $0 + " " + $1 }
    return zip(named, pairs + [""]).flatMap { [$1, $0] }.filter { !$0.isEmpty }
  }

  /// The styles that heads, marks and names of panes are drawn in; labels and numbers have others.
  private static let names: Set<Role> = [
    .heading, .muted, .warning, .good, .bad, .best, .accent, .title,
  ]

  /// The word without the sign of the column that sorts, and without the brackets of a chosen page.
  private static func bare(_ word: String) -> String {
    let signs: Set<Character> = ["\u{25B4}", "\u{25BE}", "^", "[", "]", ",", ":"]
    var bare = Substring(word)
    while bare.count > 1, let first = bare.first, signs.contains(first) { bare = bare.dropFirst() }
    while bare.count > 1, let last = bare.last, signs.contains(last) { bare = bare.dropLast() }
    if ["vN", "vVISITS", "vQ", "vP", "vr", "vSCORE"].contains(bare) { bare = bare.dropFirst() }
    return String(bare)
  }

  // MARK: - Columns

  private static func columns(_ state: ExplorerState) -> [Entry] {
    let summary = state.slice.summary
    let meaning = summary.valueMeaning
    let constants = summary.parameters.map { "\($0.name) = \(NumberText.short($0.value))" }
    let rule = summary.formula.isEmpty ? "" : "SCORE = \(summary.formula)"
    let isReward = !summary.edge.isPrior
    return [
      Entry(
        words: ["N", "n"],
        sentence: "The visits: how many simulations went through the node. In a formula N is the "
          + "parent's and n the child's."),
      Entry(words: ["VISITS"], sentence: "N: how many simulations went through the node."),
      Entry(words: ["SHARE"], sentence: "The share of the visits of its family, as a bar."),
      Entry(
        words: ["%"],
        sentence: "The node's share of the visits of itself and its siblings: a family adds up to "
          + "100.",
        formula: "100 * N / sum of N over the siblings"),
      Entry(
        words: ["Q"],
        sentence: "The value of the node: "
          + (meaning.isEmpty ? "the mean of what was backed up through it." : meaning + "."),
        formula: "sum of the values backed up / N"),
      isReward
        ? Entry(
          words: [summary.edge.head, "r"],
          sentence: "The reward that the models gave the step into the node; it guides the search "
            + "before there are visits.")
        : Entry(
          words: ["P"],
          sentence: "The prior: how likely the action is, before it was tried, in 0 to 1."),
      Entry(
        words: ["U"],
        sentence:
          "What the rule adds to Q for trying a node that has few visits beside its parent's.",
        formula: ([rule] + constants).filter { !$0.isEmpty }.joined(separator: ", ")),
      Entry(
        words: ["SCORE", "score"],
        sentence: "What selection compares: the child with the highest score is next.",
        formula: rule.isEmpty ? "the sum of the terms" : rule),
      Entry(words: ["SPARK"], sentence: "How Q went, the newest value at the right."),
      Entry(words: ["DRIFT"], sentence: "Q less Q at half its visits; blank under 8 visits."),
      Entry(words: ["#"], sentence: "The number of the node: older nodes have lower ones."),
    ]
  }

  // MARK: - Signs

  private static func signs(_ state: ExplorerState) -> [Entry] {
    let glyphs = state.glyphs
    return [
      Entry(
        words: [glyphs.answer.plain],
        sentence: "On the path of the answer: what the search would do now. Where the line of most "
          + "visits is the answer too, only this sign stands there."),
      Entry(
        words: [glyphs.best.plain],
        sentence: "On the line of most visits: from the root always the best child, mostly the one "
          + "with the most visits."),
      Entry(
        words: [glyphs.next.plain],
        sentence: state.request.filter == nil
          ? "What is next: the candidate with the highest score; in a recorded decision the one "
            + "that was taken."
          : "A match of the filter; the rows without the sign lie above one."),
      Entry(
        words: [glyphs.note.plain],
        sentence:
          "A node that has a note: the inspector shows it, a changes it, ga goes to the next."),
      Entry(words: [glyphs.cursor.plain], sentence: "The row under the cursor."),
      Entry(
        words: [glyphs.folded.plain], sentence: "A node whose children are hidden; l opens it."),
      Entry(words: ["!"], sentence: "Something out of the ordinary, which the page says in words."),
      Entry(words: ["-"], sentence: "Not known. Zero is written 0 or .000."),
      Entry(words: ["inf"], sentence: "Before all others: a child that was never tried."),
    ]
  }

  // MARK: - Everything else

  /// The words of this search that only its file knows.
  private static func foreign(_ state: ExplorerState) -> [Entry] {
    let summary = state.slice.summary
    var entries = summary.parameters.map { parameter in
      Entry(
        words: [parameter.name],
        sentence:
          "A constant of the rule \(summary.rule), now \(NumberText.short(parameter.value)).",
        formula: summary.formula)
    }
    entries += Set(state.slice.rows.compactMap(\.nodeKind)).sorted().map {
      Entry(
        words: [$0.uppercased(), $0],
        sentence: "A kind of node, as the program that wrote the file names it.")
    }
    entries += summary.termNames.map {
      Entry(
        words: [$0], sentence: "A term of the score, as the program that wrote the file names it.",
        formula: summary.formula.isEmpty ? "" : "SCORE = \(summary.formula)")
    }
    let parts =
      state.slice.detail.siblingVerdicts.flatMap(\.verdict.parts)
      + (state.slice.detail.verdict?.parts ?? [])
    entries += parts.map {
      Entry(words: [$0.name], sentence: "A part of the reward, as its evaluator names it.")
    }
    let declared = summary.statistics.filter { !$0.meaning.isEmpty }
    entries += declared.map {
      Entry(words: [$0.head, $0.name], sentence: "A statistic of the node: \($0.meaning).")
    }
    let known = Set(declared.flatMap(\.cellNames))
    entries += state.slice.detail.otherStatistics.filter { !known.contains($0.name) }.map {
      Entry(
        words: [$0.name],
        sentence: "A statistic of the node, as the program that wrote the file names it.")
    }
    return entries
  }
}
