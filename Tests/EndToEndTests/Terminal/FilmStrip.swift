import Glibc
import Testing

/// The screens of a story, one after the other, compared with those that somebody has looked at.
///
/// With `TREETOP_RECORD` set the screens are recorded instead; look at them before keeping them.
struct FilmStrip {
  private let path: String
  private let isRecording = getenv("TREETOP_RECORD") != nil
  private var known: [String: String] = [:]
  private var shots: [(title: String, screen: String)] = []

  private static let mark = "#### "

  init(_ name: String) {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    path = "/\(folder)/Goldens/\(name).txt"
    for part in ("\n" + TextFile.read(path)).split(separator: "\n" + FilmStrip.mark) {
      let lines = part.split(separator: "\n", maxSplits: 1)
      guard lines.count == 2 else { continue }
      known[String(lines[0])] = String(lines[1].reversed().drop { $0 == "\n" }.reversed())
    }
  }

  /// Waits until the terminal shows the known screen of this title.
  mutating func expect(
    _ title: String, on tmux: Tmux, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if isRecording {
      shots.append((title, try tmux.calmScreen()))
      return
    }
    let golden = known[title] ?? ""
    let (screen, fits) = try tmux.watch(within: 15) { $0 == golden }
    try #require(fits, "\(difference(title, golden, screen))", sourceLocation: sourceLocation)
  }

  /// Compares a screen that is there already with the known one of this title.
  mutating func expect(
    _ title: String, _ screen: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if isRecording {
      shots.append((title, screen))
      return
    }
    let golden = known[title] ?? ""
    #expect(
      golden == screen, "\(difference(title, golden, screen))", sourceLocation: sourceLocation)
  }

  /// Keeps what was recorded.
  func finish() {
    guard isRecording else { return }
    let text = shots.map { "\(FilmStrip.mark)\($0.title)\n\($0.screen)\n" }.joined(separator: "\n")
    #expect(TextFile.write(text, to: path))
  }

  /// Says where two screens differ, the first line first.
  private func difference(_ title: String, _ golden: String, _ screen: String) -> String {
    let old: [Substring] = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new: [Substring] = screen.split(separator: "\n", omittingEmptySubsequences: false)
    func line(_ row: Int, of lines: [Substring]) -> Substring {
      row < lines.count ? lines[row] : ""
    }
    let rows = 0..<max(old.count, new.count)
    let row = rows.first { line($0, of: old) != line($0, of: new) } ?? 0
    return """
      \(title): row \(row) differs
      expected: \(line(row, of: old))
      shown:    \(line(row, of: new))
      \(screen)
      """
  }
}
