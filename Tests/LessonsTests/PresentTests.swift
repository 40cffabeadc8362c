import Drawing
import Exploring
import Lessons
import Sessions
import Testing

@testable import Teaching

/// A lesson before a class.
@Suite struct PresentTests {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 60, height: 18), Size(width: 120, height: 40),
    Size(width: 20, height: 6),
  ]

  private func loop(_ text: String, _ size: Size = sizes[0]) -> PresentLoop {
    let player = LessonPlayer(LessonParser.parse(text).lesson, on: Stages.stage(), now: { 0 })
    player.start()
    return PresentLoop(player, terminal: StillTerminal(size), glyphs: .unicode)
  }

  private func press(_ keys: String, _ loop: PresentLoop) {
    for scalar in keys.unicodeScalars {
      _ = loop.handle(.key(scalar == "\n" ? Key(.enter) : Key(.character(scalar))))
    }
  }

  private func frame(_ loop: PresentLoop) -> String { loop.draw().text }

  /// Goes on to the next question, or to the end.
  private func goToQuestion(_ loop: PresentLoop) {
    while loop.player.openQuestion == nil, !loop.player.isOver { press("n", loop) }
    while frame(loop).contains(" more"), loop.player.openQuestion != nil {
      let before = loop.slide
      press("n", loop)
      if loop.slide == before { break }
    }
  }

  @Test(arguments: Course.lessons.map(\.name), sizes)
  func `every lesson is presented to its end by the keys of a clicker and r`(
    name: String, size: Size
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let loop = loop(file.text, size)
    var asked = 0
    for _ in 0..<2_000 where !loop.player.isOver {
      let step = loop.player.step
      if loop.player.openQuestion != nil {
        asked += 1
        let before = loop.slide
        _ = loop.handle(.key(Key(.pageDown)))
        if loop.slide == before {
          #expect(loop.player.openQuestion != nil, "the answer waits for r")
          press("r", loop)
          #expect(loop.player.openQuestion == nil)
        }
      } else {
        _ = loop.handle(.key(Key(.pageDown)))
      }
      _ = frame(loop)
      #expect(loop.player.step >= step)
    }
    #expect(loop.player.isOver && asked >= loop.player.lesson.questions.count)
    #expect(loop.player.answers.isEmpty)
  }

  @Test(arguments: Course.lessons.map(\.name), sizes.prefix(2))
  func `a question is whole on its slide, with all its options, at 80x24 and 60x18`(
    name: String, size: Size
  ) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let loop = loop(file.text, size)
    while true {
      goToQuestion(loop)
      guard let open = loop.player.openQuestion else { break }
      let words = frame(loop).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for text in open.prompt + open.options.map(\.text) {
        let last = LessonWords.plain(text).split(separator: " ").suffix(2).joined(separator: " ")
        #expect(words.contains(last), "\(name): \(last)\n\(frame(loop))")
      }
      press("r", loop)
    }
  }

  @Test func `a number becomes a choice of its answer and its wrong answers, smallest first`() {
    let loop = loop(Course.lesson(named: "by-hand")?.text ?? "")
    goToQuestion(loop)
    let options = loop.player.votingOptions()
    #expect(options.map(\.text) == ["0.385", "0.522", "0.660", "0.738"])
    #expect(options.map(\.letter) == ["a", "b", "c", "d"])
    #expect(options.map(\.isRight) == [false, false, false, true])
    #expect(!frame(loop).contains("right"))
    press("r", loop)
    #expect(frame(loop).contains("0.738  <- right"))
  }

  @Test func `hands are counted, drawn, and counted again after a discussion`() {
    let loop = loop(Course.lesson(named: "by-hand")?.text ?? "")
    goToQuestion(loop)
    press("va 3 b 18 c7\n", loop)
    #expect(frame(loop).contains("28 votes"))
    #expect(frame(loop).contains("\u{2588} 18"))
    press("v", loop)
    press("a=0, d=28\n", loop)
    #expect(frame(loop).contains("28 (before 0)") && frame(loop).contains("0 (before 3)"))
    press("ve 3\n", loop)
    #expect(frame(loop).contains("\"e\" is no option here; expected how many were for each"))
    #expect(frame(loop).contains("votes: e 3"))
  }

  @Test(arguments: [
    ("a 3 b 18 c 7", ["a": 3, "b": 18, "c": 7]), ("a3b18c7", ["a": 3, "b": 18, "c": 7]),
    ("3 18 7", ["a": 3, "b": 18, "c": 7]), ("c: 7; A=3", ["a": 3, "c": 7]), ("0", ["a": 0]),
  ])
  func `a show of hands reads as it is said`(text: String, counts: [String: Int]) throws {
    let votes = try Votes(text, for: ["a", "b", "c"])
    #expect(Dictionary(uniqueKeysWithValues: votes.counts.map { (String($0), $1) }) == counts)
  }

  @Test(arguments: [
    "", "a", "d 3", "a 3 a 4", "1 2 3 4", "a -3", "a 3 4", "99999999999999999999", "é",
  ])
  func `what is no show of hands is refused with what is expected`(text: String) {
    #expect {
      try Votes(text, for: ["a", "b", "c"])
    } throws: {
      ($0 as? Votes.Unreadable)?.reason.contains("expected how many were for each") == true
    }
  }

  @Test func `what the lesson points at has a column of its own, and a sign`() {
    let loop = loop(
      Stages.lesson(
        ":search bandit:0.4,0.6 --seed 14 --blind\n:to 20\n:mark \"arm 2\" column U\nLook."))
    let frame = frame(loop)
    #expect(frame.contains("arm 2  <-"))
    #expect(frame.contains("->U"))
    #expect(frame.contains(".865"))
    #expect(!frame.contains("score"))
  }

  @Test func `what is hidden is not before the class until the answer is revealed`() {
    let loop = loop(
      Stages.lesson(
        ":search bandit:0.4,0.6 --seed 14 --blind\n:hide N\n:to 20\n:ask number N?\n"
          + ":answer N(\"arm 1\")\n:why It is.\n"))
    #expect(!frame(loop).contains("11") && !frame(loop).contains("N  "))
    press("r", loop)
    #expect(frame(loop).contains("The answer is 11."))
  }

  @Test func `the last key stands in a box, and a key without meaning says what there is`() {
    let loop = loop(Stages.lesson("Words."))
    press("z", loop)
    #expect(frame(loop).contains("\u{2502} z \u{2502}"))
    #expect(frame(loop).contains("n goes on"))
  }
}

/// A terminal that shows nothing.
final class StillTerminal: Terminal {
  let size: Size
  var repertoire: Repertoire { .unicode }
  var colourDepth: ColourDepth { .mono }
  var hasMouse = false
  init(_ size: Size) { self.size = size }
  func present(_ canvas: Canvas) {}
  func invalidate() {}
  func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] { [] }
  func suspend() {}
  func close() {}
}
