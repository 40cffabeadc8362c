import Drawing
import Exploring
import Groundwork
import Lessons

/// What the pane of a lesson says, as a value that can be laid out at any width.
struct LessonPage: Sendable {
  /// A paragraph, with how far it is indented.
  struct Paragraph: Sendable {
    var text: String
    var style = Style.plain
    var indent = 0
    /// What stands before its first line, in the indent.
    var lead = ""
    /// Whether its lines stand as they are.
    var isFixed = false
    /// Whether no blank line stands before it.
    var isClose = false
  }

  var paragraphs: [Paragraph] = []
  /// The paragraph with which what is asked begins.
  var focus: Int?
  var repertoire: Repertoire

  /// Lays the page out.
  func lines(_ width: Int) -> [[Guide.Piece]] { layOut(width).lines }

  /// The line with which what is asked begins.
  func focusLine(_ width: Int) -> Int? { layOut(width).focus }

  private func layOut(_ width: Int) -> (lines: [[Guide.Piece]], focus: Int?) {
    var lines: [[Guide.Piece]] = []
    var focusLine: Int?
    for (place, paragraph) in paragraphs.enumerated() {
      if place > 0, !paragraph.isClose { lines.append([]) }
      if place == focus { focusLine = lines.count }
      let room = max(8, width - paragraph.indent)
      let words: [SafeText] =
        paragraph.isFixed
        ? SafeText.lines(of: paragraph.text, width: room, repertoire: repertoire)
        : paragraph.text.split(separator: "\n", omittingEmptySubsequences: false)
          .flatMap { LessonWords.lines(String($0), width: room, repertoire: repertoire) }
      for (row, line) in words.enumerated() {
        let lead = row == 0 ? paragraph.lead : ""
        lines.append([
          Guide.Piece(
            SafeText(lead.padded(to: paragraph.indent), repertoire: repertoire), .key),
          Guide.Piece(line, paragraph.style),
        ])
      }
    }
    return (lines, focusLine)
  }

  mutating func add(
    _ text: String, _ style: Style = .plain, indent: Int = 0, lead: String = "",
    isFixed: Bool = false, isClose: Bool = false
  ) {
    paragraphs.append(
      Paragraph(
        text: text, style: style, indent: indent, lead: lead, isFixed: isFixed, isClose: isClose))
  }
}

extension LessonPage {
  /// Makes the page of what a player shows now.
  ///
  /// - Parameters:
  ///   - following: the number and title of the lesson that follows; untrusted text.
  ///   - typed: what was typed of a number.
  ///   - selected: the option that is marked.
  init(
    _ player: LessonPlayer, following: String?, typed: String, selected: Int,
    repertoire: Repertoire
  ) {
    self.repertoire = repertoire
    for block in player.page {
      switch block {
      case .words(let text): add(text, isClose: text.hasPrefix("- ") && !paragraphs.isEmpty)
      case .figure(let lines):
        add(lines.joined(separator: "\n"), .accent, indent: 2, isFixed: true)
      }
    }
    switch player.situation {
    case .waiting, .free: break
    case .question(let open):
      focus = paragraphs.count
      ask(open, typed: typed, selected: selected)
    case .task(let open):
      focus = paragraphs.count
      task(open, player)
    case .answered(let outcome):
      for paragraph in outcome.open.prompt { add(paragraph, .muted) }
      focus = paragraphs.count
      tell(outcome)
    case .over:
      paragraphs = []
      add("The end of the lesson.", .heading)
      add(
        "\(PlainLesson.points(player.points)) of \(PlainLesson.points(player.lesson.points)) points."
      )
      for outcome in player.withheld {
        add(
          "Question \(outcome.open.number): \(outcome.isRight ? "right" : "not so"). "
            + (outcome.answer.isEmpty ? "" : "The answer is \(outcome.answer). ")
            + outcome.why.joined(separator: " "))
      }
      if let following { add("n begins the next lesson: \(following).") }
      add("N goes back a step, q leaves.", .muted)
    case .failed(let fault): add(fault.text(in: player.lesson.id), .bad)
    }
  }

  private mutating func ask(_ open: OpenQuestion, typed: String, selected: Int) {
    for paragraph in open.prompt { add(paragraph, .heading) }
    switch open.question.kind {
    case .choice:
      for (place, option) in open.options.enumerated() {
        add(
          option.text, indent: 6,
          lead: (place == selected ? " > " : "   ") + "\(option.letter)", isClose: place > 0)
      }
    case .node:
      var isFirst = true
      for node in open.nodes {
        guard let letter = node.letter else { continue }
        add(node.label, indent: 6, lead: "   \(letter)", isClose: !isFirst)
        isFirst = false
      }
    case .yesno:
      for (place, letter) in open.letters.enumerated() {
        add(
          place == 0 ? "yes" : "no", indent: 6,
          lead: (place == selected ? " > " : "   ") + "\(letter)", isClose: place > 0)
      }
    case .number, .task: break
    }
    for wrong in open.wrong {
      add("\(wrong.given)   not yet", .warning, indent: 3)
      if let reason = wrong.reason { add(reason, isClose: true) }
    }
    hints(open)
    if open.question.kind == .number {
      let within = PlainLesson.tolerance(open.question).map { "   within \($0)" } ?? ""
      add("> \(typed)_\(within)", .accent)
    }
  }

  private mutating func hints(_ open: OpenQuestion) {
    for (place, hint) in open.shownHints.enumerated() {
      add("hint \(place + 1) of \(open.hintCount)   \(hint)", .muted)
    }
  }

  private mutating func task(_ open: OpenQuestion, _ player: LessonPlayer) {
    for paragraph in open.prompt { add(paragraph, .heading) }
    if let goal = open.question.goal {
      let now = player.run.findings(goal).joined(separator: ", ")
      add(goal.text, indent: 7, lead: "goal", isFixed: true)
      if !now.isEmpty { add(now, .muted, indent: 7, lead: "now", isFixed: true, isClose: true) }
    }
    if let left = open.simulationsLeft {
      add(
        "\(left) simulation\(left == 1 ? "" : "s")", indent: 7, lead: "left", isFixed: true,
        isClose: true)
    }
    if open.question.keys?.contains(.set) == true,
      let c = try? player.run.number(LessonExpression("c", line: 0, column: 1))
    {
      add(NumberText.short(c), indent: 7, lead: "c", isFixed: true, isClose: true)
    }
    hints(open)
  }

  private mutating func tell(_ outcome: QuestionOutcome) {
    let isTask = outcome.open.question.kind == .task
    let points = PlainLesson.points(outcome.points)
    if outcome.isRight {
      let worth = "\(points) point\(outcome.points == 1 ? "" : "s")."
      add("\(isTask ? "Done." : "Right.") \(outcome.open.isRepeated ? "" : worth)", .good)
    } else if let given = outcome.given, !isTask {
      add("Not so: \(given).", .warning)
      if let reason = outcome.reason { add(reason) }
    }
    if !outcome.isRight {
      add(isTask ? "A way there: \(outcome.answer)" : "The answer is \(outcome.answer).", .accent)
    } else if !outcome.answer.isEmpty, !isTask {
      // What was given is right within the tolerance; the search says it exactly.
      let given = outcome.given.flatMap(Double.init)
      let exact = Double(outcome.answer.replacing(",", with: ""))
      let isNear =
        outcome.open.question.kind == .number
        && (given.flatMap { given in exact.map { abs(given - $0) > 0.000_05 } } ?? true)
      add((isNear ? "exactly " : "") + outcome.answer, .accent, isClose: true)
    }
    for paragraph in outcome.why { add(paragraph) }
  }
}
