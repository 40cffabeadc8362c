import Drawing
import Exploring
import Groundwork
import Lessons
import SearchTrees

/// The pane, header and keys of a lesson, made from where its player stands.
enum LessonGuide {
  /// What the pane shows in the place of the page.
  enum Cover: Hashable {
    case none
    /// The tree in words.
    case tree([String])
    /// The keys.
    case keys
  }

  static func make(
    _ player: LessonPlayer, number: Int?, following: String? = nil, typed: String, selected: Int,
    cover: Cover, givesWay: Bool, top: Int?, repertoire: Repertoire
  ) -> Guide {
    var guide = Guide()
    head(&guide, player, number, repertoire)
    var page = LessonPage(
      player, following: following, typed: typed, selected: selected, repertoire: repertoire)
    switch cover {
    case .none: break
    case .tree(let lines):
      page.paragraphs = lines.enumerated().map {
        LessonPage.Paragraph(text: $1, isClose: $0 > 0)
      }
      page.focus = nil
    case .keys:
      page.paragraphs = keys.enumerated().map {
        LessonPage.Paragraph(text: $1.words, indent: 12, lead: $1.key, isClose: $0 > 0)
      }
      page.focus = nil
    }
    let shown = page
    guide.lines = { shown.lines($0) }
    guide.focusLine = { shown.focusLine($0) }
    guide.givesWay = givesWay
    guide.top = top
    conceal(&guide, player)
    status(&guide, player, cover, hasNext: following != nil)
    if player.step == 0, player.isAtBeginning {
      guide.hints.removeAll { $0.key == "N" }
    }
    return guide
  }

  /// The keys of a lesson.
  static let keys: [(key: String, words: String)] = [
    ("a to f", "answer by a letter; y is yes where that is asked"),
    ("j k Enter", "choose an option, or the row under the cursor"),
    ("0-9 Enter", "type a number; . , - / and Backspace belong to it"),
    ("n", "go on"), ("N", "back a step"), ("h", "a hint (half the points)"),
    ("w", "show the answer (no points)"), ("t", "the tree in words"),
    ("PgDn PgUp", "more of this pane, where it holds more than fits"),
    ("i", "this pane, or the inspector"), ("q", "leave; your answers are kept"),
    ("?", "once more: all keys of the explorer"),
  ]

  private static func head(
    _ guide: inout Guide, _ player: LessonPlayer, _ number: Int?, _ repertoire: Repertoire
  ) {
    let lesson = player.lesson
    let name = (number.map { "\($0) " } ?? "") + lesson.title
    guide.header = [
      Guide.Piece(" learn  ", .title),
      Guide.Piece(SafeText(name, repertoire: repertoire).ellipsized(to: 32)),
    ]
    let signs = repertoire == .ascii ? ["#", ">", "."] : ["\u{25A0}", "\u{25A3}", "\u{25A1}"]
    let isOver = player.situation == .over
    let squares = lesson.steps.indices.map { place in
      place < player.step || isOver ? signs[0] : place == player.step ? signs[1] : signs[2]
    }.joined()
    let points = PlainLesson.points(player.points)
    guide.headerEnd = SafeText(
      "step \(player.step + 1) of \(lesson.steps.count)  \(squares)   "
        + "sim \(NumberText.grouped(player.run.stage.iterations))   "
        + "\(points) point\(player.points == 1 ? "" : "s")", repertoire: repertoire)
    guide.title = SafeText(
      lesson.steps.indices.contains(player.step) ? lesson.steps[player.step].title : "",
      repertoire: repertoire
    ).ellipsized(to: 40)
    switch player.situation {
    case .question(let open), .task(let open):
      guide.titleEnd =
        open.question.kind == .task
        ? "do it" : SafeText("question \(open.number) of \(open.total)")
    case .answered(let outcome):
      guide.titleEnd = SafeText("question \(outcome.open.number) of \(outcome.open.total)")
    default: break
    }
  }

  private static func conceal(_ guide: inout Guide, _ player: LessonPlayer) {
    let columns: [(Concealable, Guide.Column)] = [
      (.visits, .visits), (.value, .value), (.prior, .prior), (.bonus, .bonus), (.score, .score),
      (.depth, .depth),
    ]
    let hidden = player.concealed
    guide.concealed = Set(columns.filter { hidden.contains($0.0) }.map(\.1))
    guide.concealedTabs = Set(
      Concealable.pages.filter { hidden.contains($0) }
        .compactMap { page in
          ExplorerState.Tab.allCases.first { $0.rawValue.lowercased() == page.rawValue }
        })
    // The answer of the search stands on several places; a question may ask for nothing else.
    switch player.situation {
    case .question: guide.concealsAnswer = true
    case .answered:
      guide.concealsAnswer = player.asksForNodeNext
      guide.concealedWords = "hidden until the next question is answered"
    default: break
    }
    if let open = player.openQuestion {
      for node in open.nodes { if let letter = node.letter { guide.letters[node.node] = letter } }
    }
    if case .answered(let outcome) = player.situation, let node = outcome.node {
      guide.marked.insert(node)
    }
    for mark in player.run.marks {
      switch mark {
      case .node(let place): if let node = try? player.run.node(place) { guide.marked.insert(node) }
      case .column(let marked):
        for (part, column) in columns where part == marked { guide.markedColumns.insert(column) }
      case .term(let name): guide.markedTerms.insert(name)
      }
    }
  }

  /// The keys of the explorer that a task can allow.
  private static let taskHints: [(TaskKey, String, String)] = [
    (.set, "xc", "set c"), (.ban, "xb", "ban"), (.pin, "xp", "pin"), (.prior, "xr", "prior"),
    (.visits, "xv", "visits"), (.run, "s", "simulate"), (.run, "100s", "a hundred"),
    (.back, "S", "back"), (.until, "rv", "until visits"),
  ]

  /// The keys that answer a question, with what they do.
  private static func answer(_ open: OpenQuestion) -> (key: String, words: String) {
    guard open.question.kind != .number else { return ("0-9", "type a number, Enter") }
    let letters = open.letters.map { String($0) }
    guard let first = letters.first, let last = letters.last else { return ("j k Enter", "answer") }
    return (
      letters.count > 3 ? "\(first)-\(last)" : letters.joined(separator: " "),
      "or j k Enter answer"
    )
  }

  private static func status(
    _ guide: inout Guide, _ player: LessonPlayer, _ cover: Cover, hasNext: Bool
  ) {
    switch player.situation {
    case .waiting(let what):
      guide.status = SafeText("n goes on: \(what)")
      guide.hints = [("n", "next"), ("N", "back a step"), ("t", "in words"), ("q", "quit")]
    case .question(let open):
      let names = Concealable.allCases.filter { player.concealed.contains($0) }.map(\.rawValue)
      if open.tries > 0 {
        guide.status = "second try: half the points"
      } else if open.hintsShown > 0 {
        guide.status = "with a hint: half the points"
      } else if !names.isEmpty {
        guide.status = SafeText("Hidden until you have answered: \(names.joined(separator: " ")).")
      }
      guide.hints = [answer(open)]
      if open.hintsShown < open.hintCount {
        guide.hints.append(("h", open.hintsShown > 0 ? "next hint" : "hint (half points)"))
      }
      guide.hints += [("w", "show me"), ("t", "in words"), ("i", "pages"), ("q", "quit")]
    case .task(let open):
      guide.status = "these keys are for the task; the others wait until it is done"
      let keys = open.question.keys ?? Set(TaskKey.allCases)
      guide.hints =
        (keys.isDisjoint(with: [.ban, .pin, .prior, .visits]) ? [] : [("j k", "move")])
        + taskHints.filter { keys.contains($0.0) }.map { ($0.1, $0.2) }
        + (open.hintsShown < open.hintCount ? [("h", "hint")] : [])
        + [("w", "show me"), ("i", "pages")]
    case .answered:
      guide.status = "answered; n goes on"
      guide.hints = [
        ("n", "next"), ("N", "back a step"), ("gs", "this simulation"), ("l", "opens a row"),
        ("i", "pages"), ("d", "turns the page"), ("t", "in words"),
      ]
    case .free:
      guide.status = "try what you like; n goes on, and takes everything back"
      guide.hints = [
        ("n", "next"), ("s", "simulate"), (".", "phase"), ("S", "back"), ("t", "in words"),
      ]
    case .over, .failed:
      guide.hints =
        (hasNext && player.situation == .over ? [("n", "next lesson")] : [])
        + [("N", "back a step"), ("q", "quit")]
    }
    if guide.givesWay {
      guide.status = "i goes back to the lesson"
      guide.hints = [("i", "the lesson"), ("d", "turns the page"), ("j k", "move"), ("q", "quit")]
    }
    if cover != .none { guide.status = "any key goes back to the lesson" }
  }
}
