import Foundation
import Testing

/// The README's pictures are what the program shows.
///
/// Before each picture a comment holds the command line and the script that made it:
///
///     <!-- screen of treetop search connect-four --seed 7 --paused
///     size 80x24
///     :simulate 500
///     wait
///     -->
///
/// With `TREETOP_RECORD` set the pictures are made anew; look at them before keeping them.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let start = "<!-- screen of treetop "
  private static let fence = "```"

  /// One picture: what makes it, and the lines of the file between its fences.
  struct Picture {
    var words: [String]
    var script: String
    var lines: Range<Int>
  }

  static func pictures(in lines: [String]) -> [Picture] {
    lines.indices.filter { lines[$0].hasPrefix(start) }.compactMap { first in
      guard let end = lines[first...].firstIndex(of: "-->"),
        let open = lines[end...].firstIndex(of: fence),
        let close = lines[(open + 1)...].firstIndex(of: fence)
      else { return nil }
      return Picture(
        words: lines[first].dropFirst(start.count).split(separator: " ").map(String.init),
        script: lines[(first + 1)..<end].joined(separator: "\n") + "\ndump\n",
        lines: open + 1..<close)
    }
  }

  private func screen(_ picture: Picture) throws -> [String] {
    let script = try TemporaryFile(picture.script, named: "readme.txt")
    let ending = try Program.start(picture.words + ["--script", script.path]).end()
    #expect(ending.status == 0, "\(ending.error)")
    let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    return Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  @Test func `the pictures of the README are what the program shows`() throws {
    let file = Self.root.appendingPathComponent("README.md")
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    let pictures = Self.pictures(in: lines)
    #expect(pictures.count >= 3)
    let isRecording = ProcessInfo.processInfo.environment["TREETOP_RECORD"] != nil
    // From the last one, so that the places of those before it stay.
    for picture in pictures.reversed() {
      let shown = try screen(picture)
      if isRecording {
        lines.replaceSubrange(picture.lines, with: shown)
      } else {
        let kept = Array(lines[picture.lines])
        #expect(
          kept == shown,
          "\(picture.words.joined(separator: " ")):\n\(shown.joined(separator: "\n"))")
      }
    }
    if isRecording {
      try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }
  }
}
