import Drawing
import Exploring
import Lessons
import SearchTrees
import Sessions
import Testing

@testable import Teaching

/// Lessons whose texts try to get at the terminal.
@Suite struct HostileLessonTests {
  /// Texts that no terminal may be given as they are.
  private static let texts = [
    "\u{1B}[31mred\u{1B}[0m and \u{1B}]0;title\u{7}", "\u{9B}2J\u{90}q\u{9C}",
    "a\u{0}b\u{8}\u{7F}c",
    "\u{202E}backwards\u{2066} \u{200F}", "漢字かな交じり文🙂🙂", "e\u{301}\u{302}\u{303}\u{200D}x",
    String(repeating: "long ", count: 2_000), String(repeating: "W", count: 10_000),
    String(repeating: "漢", count: 10_000),
  ]

  private static func lesson(_ text: String) -> String {
    // Quotes and backslashes mean something in JSON and in expressions; controls are written out there.
    let action = text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F
        ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        : String(scalar)
    }.joined()
    return """
      # T \(text)
      :lesson x
      :minutes 1
      :about y \(text)
      ```tree t
      { "name": "\(action)", "root": { "text": "\(action)", "children": [
        { "action": "1 \(action)", "reward": 0.2 }, { "action": "2 \(action)", "reward": 0.7 } ] } }
      ```
      ## S \(text)
      :search tree:t
      :to 9
      Words \(text) {iteration}.

      - a point \(text)

      ```text
      \(text)
      ```
      :ask choice Which \(text)?
      - [x] this \(text) :: true
      - [ ] that \(text) :: false
      :hint A hint \(text)
      :why Because \(text)
      ## Nodes
      :ask node Which?
      :answer best
      :why So \(text)
      """
  }

  private func isClean(_ line: some StringProtocol) -> Bool {
    line.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value)
        && !(0x202A...0x202E ~= scalar.value) && !(0x2066...0x2069 ~= scalar.value)
        && scalar.value != 0x200E && scalar.value != 0x200F
    }
  }

  @Test(arguments: texts.indices, ScreenTests.sizes)
  func `no text of a lesson reaches a screen as it is`(place: Int, size: Size) {
    let outcome = LessonParser.parse(Self.lesson(Self.texts[place]))
    #expect(outcome.faults.filter { $0.severity == .error } == [])
    let stage = Stages.stage()
    let player = LessonPlayer(outcome.lesson, on: stage, now: { 0 })
    player.start()
    let loop = LessonLoop(
      player, number: 1, following: Self.texts[place], notice: Self.texts[place],
      terminal: StillTerminal(size), glyphs: .unicode,
      slice: { stage.slice(for: $0, isRunning: $1) }, keep: { _ in })
    loop.refresh()
    var seen = 0
    for key in "nhbanhtxiddivnbann" {
      let frame = ExplorerScreen.draw(loop.state).text
      for line in frame.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(isClean(line))
      }
      seen += 1
      _ = loop.handle(.key(Key(.character(key.unicodeScalars.first ?? " "))))
      loop.refresh()
    }
    #expect(seen == 18)
    #expect(player.step == 1 || player.isOver)
  }

  @Test(arguments: texts.indices)
  func `no text of a lesson reaches a pipe as it is`(place: Int) {
    let lesson = LessonParser.parse(Self.lesson(Self.texts[place])).lesson
    var manner = LessonPlayer.Manner()
    manner.hasFreePlay = false
    let player = LessonPlayer(lesson, on: Stages.stage(), manner: manner, now: { 0 })
    player.start()
    var typed = ["h", "b", Self.texts[place], "a", "h", "t", "w"][...]
    var lines: [String] = []
    var face = PlainLesson(
      player, isInteractive: false, read: { typed.popFirst() }, write: { lines.append($0) })
    #expect(face.play() == .done)
    #expect(lines.allSatisfy { isClean($0) })
    #expect(lines.allSatisfy { SafeText($0, limit: 100_000).width <= PlainLesson.width })
    let record = LessonRecord(lesson: "x", text: "", seed: nil, student: Self.texts[place])
    #expect(isClean(record.beginning.dropLast()))
    #expect(isClean(ExamSeed.fileName(Self.texts[place], lesson)))
    #expect(!ExamSeed.fileName(Self.texts[place], lesson).contains("/"))
  }
}
