import Drawing
import Exploring
import Foundation
import Lessons
import Sessions
import Testing

@testable import Teaching

/// Every screen of every lesson, as it was looked at.
///
/// With `TREETOP_RECORD=1` in the environment the screens are written instead. Look at what was written
/// before committing it.
@Suite struct ScreenGoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  private func expect(_ frames: [String], named name: String) throws {
    let path = Self.folder.appendingPathComponent(name + ".txt")
    let text = frames.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["TREETOP_RECORD"] != nil {
      try text.write(to: path, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: path, encoding: .utf8)
    guard text != expected else { return }
    let pairs = zip(
      text.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false))
    let place = Array(pairs).firstIndex { $0 != $1 }
    Issue.record("\(name).txt differs from line \(place.map { $0 + 1 } ?? 0) on\n\(text)")
  }

  /// A frame with the keys that led to it.
  private func frame(_ canvas: Canvas, after keys: String) -> String {
    let rule = "=== \(keys.replacing("\n", with: " Enter")) "
    return rule + String(repeating: "=", count: max(0, canvas.size.width - rule.count)) + "\n"
      + canvas.text
  }

  @Test(
    arguments: Course.lessons.map(\.name),
    [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `every screen of a lesson is as it was looked at`(name: String, size: Size) throws {
    let file = try #require(Course.lessons.first { $0.name == name })
    let stage = Stages.stage()
    let player = LessonPlayer(LessonParser.parse(file.bytes).lesson, on: stage, now: { 0 })
    player.start()
    let loop = LessonLoop(
      player, number: Course.lessons.firstIndex { $0.name == name }.map { $0 + 1 },
      terminal: StillTerminal(size), glyphs: .unicode,
      slice: { stage.slice(for: $0, isRunning: $1) }, keep: { _ in })
    loop.refresh()
    var frames = [frame(ExplorerScreen.draw(loop.state), after: "begin")]
    func press(_ keys: String) {
      for scalar in keys.unicodeScalars {
        _ = loop.handle(.key(scalar == "\n" ? Key(.enter) : Key(.character(scalar))))
        loop.refresh()
      }
      frames.append(frame(ExplorerScreen.draw(loop.state), after: keys))
    }
    while !player.isOver {
      guard let open = player.openQuestion else {
        press("n")
        continue
      }
      let options = player.votingOptions()
      let end = open.question.kind == .number ? "\n" : ""
      func key(_ option: VotingOption) -> String {
        open.question.kind == .number ? option.text + end : String(option.letter)
      }
      // A wrong answer first where two are taken, then the right one, so that both are seen.
      if open.mostTries > 1, let wrong = options.first(where: { !$0.isRight }) { press(key(wrong)) }
      if let right = options.first(where: \.isRight) { press(key(right)) }
      if player.openQuestion?.number == open.number { press("w") }
    }
    try expect(frames, named: "\(name.dropLast(3))-\(size.width)x\(size.height)")
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 60, height: 18)])
  func `every slide of a lesson before a class is as it was looked at`(size: Size) throws {
    let file = try #require(Course.lesson(named: "constant"))
    let player = LessonPlayer(
      LessonParser.parse(file.bytes).lesson, on: Stages.stage(), now: { 0 })
    player.start()
    let loop = PresentLoop(player, terminal: StillTerminal(size), glyphs: .unicode)
    var frames = [frame(loop.draw(), after: "begin")]
    func press(_ keys: String) {
      for scalar in keys.unicodeScalars {
        _ = loop.handle(.key(scalar == "\n" ? Key(.enter) : Key(.character(scalar))))
      }
      frames.append(frame(loop.draw(), after: keys))
    }
    while !player.isOver {
      let slide = loop.slide
      press("n")
      guard player.openQuestion != nil, loop.slide == slide else { continue }
      let count = player.votingOptions().count
      if count > 0 {
        press("v" + ["3", "18", "7", "2", "1", "4"].prefix(count).joined(separator: " ") + "\n")
      }
      press("r")
    }
    try expect(frames, named: "present-\(size.width)x\(size.height)")
  }
}
