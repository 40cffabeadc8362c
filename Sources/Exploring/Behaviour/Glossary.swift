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
    if ["vN", "vQ", "vP", "vr", "vSCORE"].contains(bare) { bare = bare.dropFirst() }
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
      Entry(words: [glyphs.cursor.plain], sentence: "The row under the cursor."),
      Entry(
        words: [glyphs.folded.plain], sentence: "A node whose children are hidden; l opens it."),
      Entry(words: ["!"], sentence: "Something out of the ordinary, which the page says in words."),
      Entry(words: ["-"], sentence: "Not known. Zero is written 0 or .000."),
      Entry(words: ["inf"], sentence: "Before all others: a child that was never tried."),
    ]
  }

  // MARK: - Everything else

  static let general: [Entry] = [
    Entry(
      words: ["END"],
      sentence: "Beside a node: the episode ends there. In the header: the recording is at its end."
    ),
    Entry(
      words: ["PROVEN", "proven"],
      sentence: "The value is certain: it follows from ends below, whatever else is tried."),
    Entry(words: ["PINNED", "pinned"], sentence: "A person has fixed the value of this node."),
    Entry(
      words: ["BANNED", "banned"], sentence: "Selection must not take the edge into this node."),
    Entry(
      words: ["ROOT"],
      sentence: "The search went on from this node: what lies outside of it stays as it was, grey."),
    Entry(
      words: ["RETIRED", "retired"],
      sentence: "The search gave the node up: it stays in the tree and is not searched any more."),
    Entry(
      words: ["CHANCE", "chance"],
      sentence: "Chance decides among the children of this node, not the search."),
    Entry(
      words: ["OBSERVATION", "observation"],
      sentence: "What the world lets the search see after an action: nobody chooses it."),
    Entry(
      words: ["unexpanded", "never expanded"],
      sentence: "Children that the node can have and that were never added to the tree."),
    Entry(
      words: ["source"],
      sentence: "Who proposed the node, as the program that wrote the file says."),
    Entry(
      words: ["probability", "PROB"],
      sentence: "With what probability the node was to be drawn, where the choice was drawn."),
    Entry(
      words: ["confidence"],
      sentence: "How sure the evaluator says it is of its value, in its own measure."),
    Entry(words: ["VOICES"], sentence: "What each of several judges said of the node."),
    Entry(words: ["path"], sentence: "On the path of the simulation that is shown."),
    Entry(words: ["terminal"], sentence: "The episode ends at this node."),
    Entry(
      words: ["prior edited"], sentence: "A person has set the prior of the edge into this node."),
    Entry(
      words: ["SELECT"],
      sentence: "The walk from the root down, at each node to the child with the highest score."),
    Entry(words: ["EXPAND"], sentence: "The node at the end of the walk gets children."),
    Entry(
      words: ["EVALUATE"],
      sentence: "The node at the end gets a value, by a rollout or by a reward model."),
    Entry(
      words: ["BACKUP", "BACK UP", "backup"],
      sentence: "The value goes up the path: each node counts a visit and takes it into its mean.",
      formula: "N' = N + 1, Q' = Q + (v - Q) / N'"),
    Entry(words: ["VALUE"], sentence: "What this simulation backs up at the node."),
    Entry(words: ["SUM"], sentence: "The rewards from the node to the end of the path."),
    Entry(words: ["added"], sentence: "What the node's sum of values grew by."),
    Entry(
      words: ["BACKED UP"], sentence: "The value that one simulation brought up to this node."),
    Entry(words: ["Q AFTER"], sentence: "The node's mean after that simulation."),
    Entry(
      words: ["SIMULATION", "simulation", "sims"],
      sentence: "One walk: select, expand, evaluate, back up."),
    Entry(
      words: ["rollout"], sentence: "Random actions to the end of the episode, to value a leaf."),
    Entry(
      words: ["flips"],
      sentence: "The value of the constant from which on another candidate would be chosen.",
      formula: "c* = (Q1 - Q2) / (e2 - e1), where e is the bonus for c = 1"),
    Entry(words: ["chosen"], sentence: "The candidate that the walk goes on with, and its margin."),
    Entry(
      words: ["REWARD"], sentence: "What the evaluator gave this node, before anything else came."),
    Entry(words: ["PART"], sentence: "A part of the reward: one thing that was measured."),
    Entry(words: ["RAW"], sentence: "The part as it was measured."),
    Entry(
      words: ["REGION"],
      sentence:
        "Which region of its distribution the raw value lies in; each has a scale of its own."),
    Entry(words: ["MEAN"], sentence: "The mean of the part in its region, so far."),
    Entry(words: ["DEV"], sentence: "The standard deviation of the part in its region, so far."),
    Entry(
      words: ["Z"], sentence: "By how many standard deviations the part is out of the ordinary.",
      formula: "Z = (RAW - MEAN) / DEV"),
    Entry(words: ["W"], sentence: "The weight of the part in the reward."),
    Entry(words: ["ADDS"], sentence: "What the part adds to the reward.", formula: "ADDS = W * Z"),
    Entry(words: ["TOTAL"], sentence: "The reward of the step: the sum of what its parts add."),
    Entry(
      words: ["separates"],
      sentence: "How often a best step scores above another one; .5 is chance.",
      formula: "the area under the ROC curve"),
    Entry(
      words: ["R_LL"], sentence: "How likely the expert holds the action.",
      formula: "sum of ln p_expert(token)"),
    Entry(
      words: ["R_LL/n"], sentence: "The same, a token.",
      formula: "sum of ln p_expert(token) / tokens"),
    Entry(
      words: ["R_SE"], sentence: "How sure the expert is that the step is good.",
      formula: "ln p_expert(good)"),
    Entry(
      words: ["R_JSD"], sentence: "How far expert and amateur are apart over the action's tokens.",
      formula: "mean of JSD(expert, amateur), 0 to ln 2"),
    Entry(
      words: ["R_sJSD"],
      sentence: "R_JSD with a sign: plus where the expert holds the token for likelier.",
      formula: "mean of JSD * sign(ln p_expert - ln p_amateur)"),
    Entry(
      words: ["R_LR"],
      sentence: "How much likelier the expert holds the action than the amateur does.",
      formula: "sum of ln p_expert(token) - ln p_amateur(token)"),
    Entry(
      words: ["R_VC"], sentence: "How much surer the expert is that the step is good.",
      formula: "ln p_expert(good) - ln p_amateur(good)"),
    Entry(
      words: ["R_LL'"], sentence: "The log-likelihood of the public code: the prompt is in it too."),
    Entry(
      words: ["R_JSD'"], sentence: "The divergence of the public code: summed, without a bound."),
    Entry(words: ["R_RND"], sentence: "A random number: a part that knows nothing."),
    Entry(words: ["TOKEN"], sentence: "A piece of the action's text, as the models read it."),
    Entry(words: ["EXPERT"], sentence: "The expert's probability of the token, 0 to 1."),
    Entry(words: ["AMATEUR"], sentence: "The amateur's probability of the token, 0 to 1."),
    Entry(
      words: ["LN E/A"], sentence: "How much likelier the expert holds the token.",
      formula: "ln(EXPERT / AMATEUR)"),
    Entry(
      words: ["JSD"],
      sentence: "How far the two models' distributions are apart at this place; 0 to .693.",
      formula: "(KL(e, m) + KL(a, m)) / 2, m = (e + a) / 2"),
    Entry(
      words: ["JUDGEMENT"], sentence: "What the models answer when asked whether the step is good."),
    Entry(
      words: ["="],
      sentence: "On the page of tokens: a sibling has this token too, after the same ones."),
    Entry(
      words: ["/"],
      sentence:
        "On the page of tokens: the first token that differs from a sibling's; only its JSD "
        + "is the same for both."),
    Entry(
      words: ["alarm", "alarms", "ALARMS"],
      sentence: "Something about the rewards that should not be overlooked; g o lists them."),
    Entry(
      words: ["finding", "findings"],
      sentence: "Recorded numbers that contradict each other; g o lists them."),
    Entry(words: ["undo"], sentence: "How many simulations can be taken back."),
    Entry(words: ["best"], sentence: "The line of most visits from the root."),
    Entry(words: ["depth"], sentence: "The most actions from the root to a node."),
    Entry(words: ["branch"], sentence: "A copy of the search that goes its own way from a node."),
    Entry(
      words: ["seed"], sentence: "The number that all random draws come from: one seed, one tree."),
    Entry(words: ["REC"], sentence: "The search is being recorded to a file."),
  ]

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
