import Drawing
import Exploring
import Groundwork
import Lessons
import SearchTrees
import Sessions
import Testing

@testable import Teaching

/// Lessons in the explorer, key by key.
@Suite struct ScreenTests {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 60, height: 18),
  ]

  private func loop(_ text: String, _ size: Size) -> LessonLoop {
    let stage = Stages.stage()
    let player = LessonPlayer(LessonParser.parse(text).lesson, on: stage, now: { 0 })
    player.start()
    let loop = LessonLoop(
      player, number: 1, terminal: StillTerminal(size), glyphs: .unicode,
      slice: { stage.slice(for: $0, isRunning: $1) }, keep: { _ in })
    loop.refresh()
    return loop
  }

  private func press(_ keys: String, _ loop: LessonLoop) {
    for scalar in keys.unicodeScalars {
      _ = loop.handle(.key(scalar == "\n" ? Key(.enter) : Key(.character(scalar))))
      loop.refresh()
    }
  }

  private func frame(_ loop: LessonLoop) -> String { ExplorerScreen.draw(loop.state).text }

  @Test(arguments: Course.lessons.map(\.name), sizes)
  func `no concealed number is on the screen while its question is open`(
    name: String, size: Size
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let loop = loop(file.text, size)
    var looked = 0
    while !loop.player.isOver {
      guard let open = loop.player.openQuestion else {
        press("n", loop)
        continue
      }
      if open.question.kind == .number, open.question.then.isEmpty,
        let answer = open.question.answer, let value = try? loop.player.run.number(answer),
        value != value.rounded()
      {
        let digits = NumberText.fixed(value)
        let told = loop.player.page.contains {
          if case .words(let words) = $0 { words.contains(digits) } else { false }
        }
        for key in ["d", "d", "d", "d", "d", "i"] where !told {
          #expect(!frame(loop).contains(digits), "\(name), \(digits): \(frame(loop))")
          press(key, loop)
          looked += 1
        }
        press("gs", loop)
        #expect(told || !frame(loop).contains(digits), "\(name), steps")
        press("gt", loop)
      }
      if open.question.kind != .task {
        let secret = concealedDigits(loop)
        // Where d answers, the pages cannot be turned.
        let answers = open.options.map(\.letter) + open.nodes.compactMap(\.letter)
        for key in ["d", "d", "d", "d", "d", "d", "i", "d", "d", "i"]
        where key == "i" || !answers.contains("d") {
          let shown = frame(loop)
          for digits in secret {
            // The end of another number is none.
            #expect(!shown.contains(" " + digits), "\(name), \(digits) is kept back: \(shown)")
          }
          press(key, loop)
        }
      }
      // The answer of the search is never told while somebody asks for it.
      if open.question.kind != .task { #expect(!frame(loop).contains("\u{25C6}"), "\(name)") }
      press("w", loop)
    }
  }

  /// The digits of all numbers of rows in sight that are kept back, as they would be written, but for those
  /// that stand there by right: in the words of the lesson, or as another number.
  private func concealedDigits(_ loop: LessonLoop) -> Set<String> {
    let hidden = loop.player.concealed
    var secret: Set<String> = []
    var open: Set<String> = []
    func add(_ number: Double?, _ part: Concealable) {
      guard let number, number.isFinite, number != number.rounded() else { return }
      if hidden.contains(part) {
        secret.insert(NumberText.fixed(number))
      } else {
        open.insert(NumberText.fixed(number))
      }
    }
    for row in loop.state.slice.rows {
      add(row.value, .value)
      add(row.prior, .prior)
      add(row.score, .score)
      for (name, term) in zip(loop.state.slice.summary.termNames, row.terms) {
        add(term, name == "Q" ? .value : .bonus)
      }
    }
    var told = ""
    for block in loop.player.page {
      switch block {
      case .words(let words): told += words + "\n"
      case .figure(let lines): told += lines.joined(separator: "\n") + "\n"
      }
    }
    if let question = loop.player.openQuestion {
      told += question.prompt.joined() + question.options.map(\.text).joined()
    }
    return secret.subtracting(open).filter { !told.contains($0) && $0.count >= 4 }
  }

  @Test(arguments: Course.lessons.map(\.name), sizes)
  func `every prompt and all its options are on the screen`(name: String, size: Size) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let loop = loop(file.text, size)
    while !loop.player.isOver {
      if let open = loop.player.openQuestion {
        let frame = frame(loop).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if size.width >= 80 {
          for text in open.prompt.prefix(1) {
            let first = LessonWords.plain(text).split(separator: " ").prefix(3)
              .joined(separator: " ")
            #expect(frame.contains(first), "\(name): \(first)")
          }
          for option in open.options {
            let first = LessonWords.plain(option.text).split(separator: " ").prefix(2)
              .joined(separator: " ")
            #expect(frame.contains(first), "\(name): \(first)")
          }
        }
        press("w", loop)
      } else {
        press("n", loop)
      }
    }
  }

  @Test func `keys answer, refuse with a reason, and reach a goal`() throws {
    let file = try #require(Course.lesson(named: "by-hand"))
    let loop = loop(file.text, Self.sizes[0])
    press("n", loop)
    press("s", loop)
    #expect(frame(loop).contains("waits until this question is answered"))
    press(".385\n", loop)
    #expect(frame(loop).contains("You left out the square root."))
    press(".738\n", loop)
    #expect(frame(loop).contains("Right. 0.5 points."))
    press("na", loop)
    #expect(loop.player.points == 1.5)
    press("nnw", loop)
    while loop.player.openQuestion?.question.kind != .task {
      press(loop.player.openQuestion == nil ? "n" : "w", loop)
    }
    press("s", loop)
    #expect(frame(loop).contains("un waits until this is done"))
    press("xc", loop)
    press("2\n", loop)
    #expect(frame(loop).contains("Done. 1 point."))
  }

  @Test func `the same answers give the same points on the screen and in plain mode`() throws {
    var random = RandomSource(seed: 5)
    for file in [Course.lessons[0], Course.lessons[1], Course.lessons[7]] {
      var typed: [String] = []
      let loop = loop(file.text, Self.sizes[0])
      while !loop.player.isOver {
        guard let open = loop.player.openQuestion else {
          press("n", loop)
          continue
        }
        let answer: String
        switch open.question.kind {
        case .choice:
          answer = String(open.options[Int(random.next() % UInt64(open.options.count))].letter)
        case .node: answer = String(Array("ab")[Int(random.next() % 2)])
        case .yesno: answer = random.next() % 2 == 0 ? "y" : "b"
        case .number: answer = ["0", "3", "12", ".333", "1"][Int(random.next() % 5)]
        case .task: answer = "w"
        }
        typed.append(answer)
        press(answer + (open.question.kind == .number ? "\n" : ""), loop)
      }
      var manner = LessonPlayer.Manner()
      manner.hasFreePlay = false
      let player = LessonPlayer(
        LessonParser.parse(file.bytes).lesson, on: Stages.stage(), manner: manner, now: { 0 })
      player.start()
      var rest = typed[...]
      var face = PlainLesson(
        player, isInteractive: false, read: { rest.popFirst() }, write: { _ in })
      #expect(face.play() == .done)
      #expect(player.points == loop.player.points, "\(file.name): \(typed)")
    }
  }

  @Test func `what a lesson points at has a sign and a look of its own, until the step ends`() {
    let text = Stages.lesson(
      ":search bandit:0.4,0.6 --seed 14 --blind\n:to 20\n:mark \"arm 2\" column N, term U\nLook.\n"
        + "## Next\nNo more.")
    for size in Self.sizes {
      let loop = loop(text, size)
      #expect(frame(loop).contains("<-"))
      #expect(frame(loop).contains("->VISITS"))
      #expect(size.width < 80 || frame(loop).contains("->U"))
      if size.height >= 40 {
        // In the tree, and on the page of the decision.
        #expect(frame(loop).ranges(of: "->U").count == 2)
      }
      press("n", loop)
      #expect(!frame(loop).contains("->") && !frame(loop).contains("<-"))
    }
  }

  @Test func `the order of the rows does not tell a number that is kept back`() throws {
    let loop = loop(
      Stages.lesson(
        ":search bandit:0.4,0.6 --seed 14 --blind\n:to 300\n:hide N\n:ask node Which?\n:answer best\n"
          + ":why This."), Self.sizes[0])
    #expect(loop.player.run.stage.iterations == 300)
    #expect(loop.state.request.sort == .creation)
    press("oo", loop)
    #expect(loop.state.request.sort != .visits)
    press("w", loop)
    #expect(loop.state.request.sort != .creation)
  }

  @Test(arguments: Course.lessons.map(\.name), sizes)
  func `every word of a lesson can be read, with PgDn where it does not fit`(
    name: String, size: Size
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let loop = loop(file.text, size)
    while !loop.player.isOver {
      var seen = frame(loop)
      for _ in 0..<6 {
        _ = loop.handle(.key(Key(.pageDown)))
        loop.refresh()
        seen += frame(loop)
      }
      let words = seen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for case .words(let text) in loop.player.page where !loop.player.isOver {
        guard case .waiting = loop.player.situation else { continue }
        // Beside the tree its rows stand between two lines of the pane.
        let count = size.width < 110 ? 2 : 1
        let last = LessonWords.plain(text).split(separator: " ").suffix(count)
          .joined(separator: " ")
        #expect(words.contains(last), "\(name): \(last)")
      }
      press(loop.player.openQuestion == nil ? "n" : "w", loop)
    }
  }
}
