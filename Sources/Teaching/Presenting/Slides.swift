import Drawing
import Exploring
import Groundwork
import Lessons
import SearchTrees

/// Where a lesson stands, as slides: each whole on its screen, the tree above and one thing below it.
struct Slides {
  typealias Line = [Guide.Piece]

  /// What a class is asked, with the hands that were shown.
  struct Poll: Hashable {
    var options: [VotingOption] = []
    /// The shows of hands, oldest first.
    var votes: [Votes] = []
  }

  /// The slides; there is one at least.
  private(set) var slides: [[Line]] = []
  private let width: Int
  private let room: Int
  private let glyphs: Glyphs
  private let tree: PresentedTree
  private let poll: Poll

  /// Lays out where a player stands.
  ///
  /// - Parameters:
  ///   - width: the cells of a line.
  ///   - room: the lines of a slide.
  init(_ player: LessonPlayer, _ poll: Poll, width: Int, room: Int, glyphs: Glyphs) {
    self.width = max(12, width)
    self.room = max(2, room)
    self.glyphs = glyphs
    self.poll = poll
    var letters: [NodeID: Character] = [:]
    var revealed: NodeID?
    switch player.situation {
    case .question:
      for option in poll.options { if let node = option.node { letters[node] = option.letter } }
    case .answered(let outcome): revealed = outcome.node
    default: break
    }
    tree = PresentedTree(player, letters: letters, revealed: revealed, glyphs: glyphs)
    switch player.situation {
    case .waiting, .free: add(words: player.page.map { words($0) })
    case .question(let open):
      add(words: player.page.map { words($0) })
      add(question(open, isRevealed: false), [])
    case .task(let open):
      add(words: player.page.map { words($0) })
      add(task(open), [])
    case .answered(let outcome):
      let answer =
        outcome.open.question.kind == .task
        ? task(outcome.open)
        : question(outcome.open, isRevealed: true)
      let shown = outcome.answer.isEmpty || !poll.options.isEmpty ? [] : [result(outcome)]
      add(answer, shown + outcome.why.map { text($0) })
    case .over: add(words: [text("The end of the lesson.", .heading)])
    case .failed(let fault): add(words: [text(fault.text(in: player.lesson.id), .bad)])
    }
    if slides.isEmpty { slides = [treeLines(atMost: self.room)] }
  }

  // MARK: - Blocks

  private func text(_ words: String, _ style: Style = .plain) -> [Line] {
    words.split(separator: "\n", omittingEmptySubsequences: false).flatMap { piece in
      LessonWords.lines(String(piece), width: width, repertoire: glyphs.repertoire)
        .map { [Guide.Piece($0, style)] }
    }
  }

  private func words(_ block: LessonPlayer.Block) -> [Line] {
    switch block {
    case .words(let words): text(words)
    case .figure(let lines):
      lines.flatMap { line in
        SafeText.lines(of: line, width: width, repertoire: glyphs.repertoire)
          .map { [Guide.Piece($0, .accent)] }
      }
    }
  }

  private func result(_ outcome: QuestionOutcome) -> [Line] {
    text(
      outcome.open.question.kind == .task
        ? "A way there: \(outcome.answer)" : "The answer is \(outcome.answer).", .good)
  }

  /// Parts of a slide, a blank line between two of them where there is room.
  private typealias Parts = [[Line]]

  private func task(_ open: OpenQuestion) -> Parts {
    var parts = open.prompt.map { text($0, .heading) }
    if let goal = open.question.goal { parts.append(text("goal: \(goal.text)", .muted)) }
    return parts
  }

  private func question(_ open: OpenQuestion, isRevealed: Bool) -> Parts {
    var parts = open.prompt.map { text($0, .heading) }
    let isShort = poll.options.allSatisfy { $0.text.count <= 14 }
    for option in poll.options {
      parts.append(lines(of: option, isShort: isShort, isRevealed: isRevealed))
    }
    if poll.options.isEmpty, !isRevealed, open.question.kind == .number {
      let within = PlainLesson.tolerance(open.question).map { ", within \($0)" } ?? ""
      parts.append(text("A number\(within)", .muted))
    }
    if let last = poll.votes.last {
      let words = SafeText("\(last.total) vote\(last.total == 1 ? "" : "s")")
      parts.append([[Guide.Piece(words.leftPadded(to: width), .muted)]])
    }
    return parts
  }

  private func lines(of option: VotingOption, isShort: Bool, isRevealed: Bool) -> [Line] {
    let isRight = isRevealed && option.isRight
    let lead = SafeText("   \(option.letter)   ")
    let style: Style = isRight ? .good : .plain
    let mark: Line = isRight ? [Guide.Piece("  <- right", .good)] : []
    let room = width - lead.width - (isRight ? 10 : 0)
    let words = LessonWords.lines(option.text, width: max(8, room), repertoire: glyphs.repertoire)
    var lines = words.enumerated().map { place, line in
      [
        Guide.Piece(place == 0 ? lead : SafeText.blanks(lead.width), .key),
        Guide.Piece(line, style),
      ]
    }
    if lines.isEmpty { lines = [[Guide.Piece(lead, .key)]] }
    let bar = bar(for: option, width: isShort ? width - lead.width - 26 : width - lead.width - 16)
    if isShort {
      let used = lines[0].reduce(0) { $0 + $1.text.width }
      if !bar.isEmpty {
        lines[0].append(Guide.Piece(SafeText.blanks(max(1, lead.width + 14 - used))))
        lines[0] += bar
      }
      lines[0] += mark
    } else {
      lines[lines.count - 1] += mark
      if !bar.isEmpty { lines.append([Guide.Piece(SafeText.blanks(lead.width))] + bar) }
    }
    return lines
  }

  /// How many are for an option: a bar, the number, and what it was before.
  private func bar(for option: VotingOption, width: Int) -> Line {
    guard let last = poll.votes.last else { return [] }
    let most = last.counts.values.max() ?? 0
    let count = last.counts[option.letter] ?? 0
    let cells = most > 0 ? (max(4, min(24, width)) * count + most / 2) / most : 0
    let sign = SafeText(
      glyphs.bar(share: 1, width: max(cells, count > 0 ? 1 : 0)), repertoire: glyphs.repertoire)
    var line = [Guide.Piece(sign, .bar), Guide.Piece(SafeText(" \(count)"))]
    if poll.votes.count > 1 {
      let before = poll.votes[poll.votes.count - 2].counts[option.letter] ?? 0
      line.append(Guide.Piece(SafeText(" (before \(before))"), .muted))
    }
    return line
  }

  // MARK: - Slides

  /// The tree in at most so many lines, a free line between two rows where that fits.
  private func treeLines(atMost most: Int) -> [Line] {
    let spaced = tree.lines(rows: tree.count, isSpaced: true, width: width)
    if spaced.count <= most { return spaced }
    let close = tree.lines(rows: tree.count, isSpaced: false, width: width)
    if close.count <= most { return close }
    let fewer = tree.lines(rows: max(0, most - 1), isSpaced: false, width: width)
    return fewer.count <= most && most >= 4 ? fewer : []
  }

  /// Adds paragraphs, as many to a slide as fit below the tree.
  private mutating func add(words paragraphs: Parts) {
    guard !paragraphs.isEmpty else { return }
    add([], paragraphs)
  }

  /// Adds a slide of parts that belong together, then paragraphs, as many to a slide as fit.
  private mutating func add(_ whole: Parts, _ paragraphs: Parts) {
    var slide: [Line] = []
    if !whole.isEmpty {
      let loose = Self.joined(whole)
      let tight = Self.tight(whole)
      let isLoose = loose.count + 1 + treeLines(atMost: room - loose.count - 1).count <= room
      let body =
        isLoose && (treeLines(atMost: room - loose.count - 1).count > 0 || tree.count == 0)
        ? loose : tight.count < loose.count ? tight : loose
      let above = treeLines(atMost: room - body.count - 1)
      slide = above.isEmpty ? body : above + [[]] + body
      while slide.count > room {
        slides.append(Array(slide.prefix(room)))
        slide = Array(slide.dropFirst(room))
      }
    }
    for paragraph in paragraphs {
      if slide.isEmpty { slide = heading() }
      let isBare = slide.count == heading().count
      let gap = isBare ? 0 : 1
      if slide.count + gap + paragraph.count > room, !isBare {
        slides.append(slide)
        slide = heading() + paragraph
      } else {
        slide += Array(repeating: [], count: gap) + paragraph
      }
      while slide.count > room {
        slides.append(Array(slide.prefix(room)))
        slide = Array(slide.dropFirst(room))
      }
    }
    if !slide.isEmpty { slides.append(slide) }
  }

  /// The tree above paragraphs.
  private func heading() -> [Line] {
    let lines = treeLines(atMost: room / 2)
    return lines.isEmpty ? [] : lines + [[]]
  }

  private static func joined(_ parts: Parts) -> [Line] {
    Array(parts.joined(separator: [[]]))
  }

  /// The prompt, a free line, and all else without one.
  private static func tight(_ parts: Parts) -> [Line] {
    guard let first = parts.first else { return [] }
    return first + [[]] + parts.dropFirst().joined()
  }
}
