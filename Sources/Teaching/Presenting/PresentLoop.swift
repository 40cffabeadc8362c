public import Drawing
import Exploring
import Groundwork
public import Lessons

/// A lesson before a class: one thing at a time, answers hidden until they are asked for, a show of hands.
///
/// Nothing is kept, and nothing has points. The keys that go on and back are those of a presenter's clicker as
/// well.
public final class PresentLoop {
  let player: LessonPlayer
  private let terminal: any Terminal
  private let glyphs: Glyphs
  private var size: Size
  /// The slide that is shown of where the lesson stands, from 0.
  private(set) var slide = 0
  /// What each question asks, and the hands that were shown, by its number in the lesson.
  private var polls: [Int: Slides.Poll] = [:]
  private var typed: TypedLine?
  private var message: String?
  private var lastKey: Key?

  /// What is being typed.
  private struct TypedLine {
    enum Kind {
      /// A show of hands.
      case votes
      /// Something for the search to do.
      case command
    }

    var kind: Kind
    /// Untrusted text.
    var text = ""
  }

  /// Makes the loop of a player that stands where it shall begin.
  public init(_ player: LessonPlayer, terminal: any Terminal, glyphs: Glyphs) {
    self.player = player
    self.terminal = terminal
    self.glyphs = glyphs
    size = terminal.size
    settle()
  }

  /// Runs until the presenter leaves, or `ending` says that an event ends the program.
  public func run<Ending>(
    _ ending: (InputEvent) -> Ending?, left: (LessonLoop.Exit) -> Ending
  ) -> Ending {
    terminal.present(draw())
    while true {
      for event in terminal.waitForEvents(timeout: nil) {
        if let ending = ending(event) { return ending }
        if let exit = handle(event) { return left(exit) }
      }
      terminal.present(draw())
    }
  }

  // MARK: - Keys

  /// Handles an event; returns how the lesson is left, if it is.
  func handle(_ event: InputEvent) -> LessonLoop.Exit? {
    switch event {
    case .resize(let size): self.size = size
    case .signal(.resumed): terminal.invalidate()
    case .paste(let text):
      for scalar in text.unicodeScalars.prefix(Self.longestLine) where typed != nil {
        if scalar.value >= 0x20, typed?.text.unicodeScalars.count ?? 0 < Self.longestLine {
          typed?.text.unicodeScalars.append(scalar)
        }
      }
    case .key(let key):
      message = nil
      if typed != nil {
        type(key)
        return nil
      }
      lastKey = key
      return press(key)
    default: break
    }
    return nil
  }

  private static let longestLine = 200

  private func press(_ key: Key) -> LessonLoop.Exit? {
    if key == Key.control("z") { terminal.suspend() }
    if key == Key.control("l") { terminal.invalidate() }
    if key == Key.control("c") { return .program }
    guard key.modifiers.isEmpty else { return nil }
    switch key.code {
    case .pageDown, .right, .enter, .character("n"), .character(" "): goOn()
    case .pageUp, .left, .backspace, .character(","), .character("N"): goBack()
    case .character("r"): reveal()
    case .character("v"): vote()
    case .character(":"): typed = TypedLine(kind: .command)
    case .character("q"): return .back
    case .character("?"):
      message = "n Space PgDn on, , PgUp back, r reveal, v votes, : something to do, q quit"
    default: message = "n goes on, , back, r reveals, v takes votes, q leaves"
    }
    return nil
  }

  private func goOn() {
    if slide + 1 < slides().count {
      slide += 1
      return
    }
    switch player.situation {
    case .question, .task: message = "r reveals the answer"
    case .over, .failed: message = "this is the end; , goes back, q leaves"
    default:
      player.next()
      slide = 0
      settle()
    }
  }

  private func goBack() {
    if slide > 0 {
      slide -= 1
      return
    }
    player.back()
    slide = 0
    settle()
  }

  private func reveal() {
    guard player.openQuestion != nil else {
      message = "nothing is hidden here"
      return
    }
    player.show()
    slide = 0
    settle()
  }

  private func vote() {
    guard case .question(let open) = player.situation, let poll = polls[open.number],
      !poll.options.isEmpty
    else {
      message = "there is nothing to vote on here"
      return
    }
    slide = slides().count - 1
    typed = TypedLine(kind: .votes)
  }

  private func type(_ key: Key) {
    switch key.code {
    case .escape: typed = nil
    case .backspace:
      if typed?.text.isEmpty == true { typed = nil } else { typed?.text.removeLast() }
    case .enter:
      let line = typed
      typed = nil
      if let line, !line.text.allSatisfy(\.isWhitespace) { take(line) }
    case .character(let scalar) where key.modifiers.isEmpty:
      if typed?.text.unicodeScalars.count ?? 0 < Self.longestLine {
        typed?.text.unicodeScalars.append(scalar)
      }
    default: break
    }
  }

  private func take(_ line: TypedLine) {
    switch line.kind {
    case .command:
      player.act(line.text)
      slide = 0
      settle()
    case .votes:
      guard case .question(let open) = player.situation, var poll = polls[open.number] else {
        return
      }
      do throws(Votes.Unreadable) {
        poll.votes.append(try Votes(line.text, for: poll.options.map(\.letter)))
        polls[open.number] = poll
      } catch {
        message = error.reason
        typed = line
      }
    }
  }

  /// Takes in what the player says, and what it asks.
  private func settle() {
    for case .note(let text) in player.events {
      message = text.prefix(1).uppercased() + text.dropFirst()
    }
    player.events = []
    player.answers = []
    if case .question(let open) = player.situation, polls[open.number] == nil {
      polls[open.number] = Slides.Poll(options: player.votingOptions())
    }
  }

  // MARK: - The picture

  private var poll: Slides.Poll {
    switch player.situation {
    case .question(let open): polls[open.number] ?? Slides.Poll()
    case .answered(let outcome): polls[outcome.open.number] ?? Slides.Poll()
    default: Slides.Poll()
    }
  }

  private var margin: Int { size.width >= 40 ? 3 : 0 }
  /// The rows above the slide: a free one, the title, a free one; fewer on low screens.
  private var above: Int { size.height >= 20 ? 3 : 2 }
  private static let below = 3
  private static let widest = 84

  private func slides() -> [[Slides.Line]] {
    Slides(
      player, poll, width: min(size.width - 2 * margin, Self.widest),
      room: size.height - above - Self.below, glyphs: glyphs
    ).slides
  }

  /// Returns the picture.
  func draw() -> Canvas {
    var canvas = Canvas(size: size, glyphs: glyphs)
    let slides = slides()
    let shown = min(slide, slides.count - 1)
    drawTitle(on: &canvas)
    for (row, line) in slides[shown].enumerated() {
      var column = margin
      for piece in line {
        column += canvas.put(
          piece.text, row: above + row, column: column, style: piece.style,
          width: max(0, size.width - column))
      }
    }
    drawFoot(more: slides.count - 1 - shown, on: &canvas)
    return canvas
  }

  private func drawTitle(on canvas: inout Canvas) {
    let lesson = player.lesson
    let row = above - 2
    let place = SafeText("\(player.step + 1) / \(lesson.steps.count)")
    canvas.put(
      SafeText(lesson.title, repertoire: glyphs.repertoire), row: row, column: margin,
      style: .title,
      width: max(0, size.width - 2 * margin - place.width - 2))
    canvas.put(place, row: row, column: size.width - margin - place.width, style: .muted)
  }

  private func drawFoot(more: Int, on canvas: inout Canvas) {
    let row = size.height - 1
    var right = size.width - 1
    if let lastKey, size.width >= 40, size.height >= 10 {
      let name = SafeText(lastKey.notation, repertoire: glyphs.repertoire).ellipsized(to: 9)
      let left = size.width - name.width - 7
      canvas.box(rows: row - 2..<row + 1, columns: left..<left + name.width + 4)
      canvas.put(name, row: row - 1, column: left + 2, style: .key)
      right = left
    }
    let room = max(0, right - margin - 1)
    if let message {
      canvas.put(
        SafeText(message, repertoire: glyphs.repertoire).ellipsized(to: room),
        row: typed == nil ? row - 1 : row - 2, column: margin, style: .warning)
    }
    if let typed {
      let words: SafeText = typed.kind == .votes ? "votes: " : ": "
      let text = SafeText(typed.text, repertoire: glyphs.repertoire)
      let tail =
        text.width > room - words.width - 1
        ? text[max(0, text.count - room + words.width + 1)..<text.count] : text
      var column = margin + canvas.put(words, row: row - 1, column: margin, style: .accent)
      column += canvas.put(tail, row: row - 1, column: column, width: max(0, right - column - 1))
      canvas.cursor = Point(row: row - 1, column: min(column, size.width - 1))
      canvas.showsCursor = true
    } else if more > 0, message == nil {
      canvas.put(SafeText("n: \(more) more"), row: row - 1, column: margin, style: .muted)
    }
    var column = margin
    for (key, words) in hints {
      let length = key.count + 1 + words.count + 2
      guard column + length <= right else { continue }
      column += canvas.put(SafeText(key + " "), row: row, column: column, style: .key)
      column += canvas.put(SafeText(words), row: row, column: column, style: .muted) + 2
    }
  }

  private var hints: [(key: String, words: String)] {
    if let typed {
      let letters = poll.options.map(\.letter)
      return [
        ("Enter", typed.kind == .votes ? "as in \(Votes.example(letters))" : "as in set c 2"),
        ("Esc", "leaves"),
      ]
    }
    switch player.situation {
    case .question:
      return (poll.options.isEmpty ? [] : [("v", "votes")])
        + [("r", "reveal"), ("n", "next"), (",", "back"), ("q", "quit")]
    case .task:
      return [(":", "try something"), ("r", "reveal"), (",", "back"), ("q", "quit")]
    case .free:
      return [(":", "try something"), ("n", "next"), (",", "back"), ("q", "quit")]
    default: return [("n", "next"), (",", "back"), ("q", "quit")]
    }
  }
}
