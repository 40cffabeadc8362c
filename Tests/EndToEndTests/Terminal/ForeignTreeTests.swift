import Foundation
import Testing

extension TerminalTests {
  /// Trees of other programs on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct ForeignTreeTests {
    private let folder = TemporaryFolder()

    private static func file(_ name: String) -> String {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("ImportersTests/Files/\(name)").path
    }

    /// Opens a file of the folder, by a name that is the same wherever the folder is.
    private func open(_ name: String, width: Int, height: Int) throws -> Tmux {
      try Tmux(
        width: width, height: height,
        command:
          "cd '\(folder.path)' && '\(Treetop.path)' open \(name); echo \"code $?\"; read line")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `who opens a Moatless trajectory reads reward and reasons whole`(
      width: Int, height: Int
    ) throws {
      let path = folder.path + "/moatless-trajectory.json"
      try FileManager.default.copyItem(atPath: Self.file("moatless-trajectory.json"), toPath: path)
      let tmux = try open("moatless-trajectory.json", width: width, height: height)
      var strip = FilmStrip("foreign-moatless-\(width)x\(height)")
      try tmux.expect("value: sum, one view (known)")
      try strip.expect("opened", on: tmux)
      try tmux.press("j", "gr")
      try tmux.expect("[Rationale]")
      try strip.expect("why", on: tmux)
      try tmux.press("Q")
      try tmux.expect("code 0")
      strip.finish()
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `who opens what llm-reasoners wrote reads states and rewards`(
      width: Int, height: Int
    ) throws {
      let path = folder.path + "/llm-reasoners-5iter.json"
      try FileManager.default.copyItem(atPath: Self.file("llm-reasoners-5iter.json"), toPath: path)
      let tmux = try open("llm-reasoners-5iter.json", width: width, height: height)
      var strip = FilmStrip("foreign-reasoners-\(width)x\(height)")
      try tmux.expect("value: mean, one view (known)")
      try strip.expect("opened", on: tmux)
      try tmux.press("j")
      try strip.expect("a state", on: tmux)
      try tmux.press("Q")
      try tmux.expect("code 0")
      strip.finish()
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `a file of several trees is a list; one is opened and left again`(
      width: Int, height: Int
    ) throws {
      let lines = (1...12).map { number in
        let isRight = number % 3 != 0
        return """
          {"question": "What is \(number) + \(number)?", "answer": "\(isRight ? 2 * number : 1)", \
          "correct": \(isRight), "tree": {"visits": \(number * 10), "mean": 0.\(10 + number), \
          "children": [{"action": "add", "visits": \(number), "mean": 0.5}]}}
          """
      }
      try #require(TextFile.write(lines.joined(separator: "\n"), to: folder.path + "/sums.jsonl"))
      let tmux = try open("sums.jsonl", width: width, height: height)
      var strip = FilmStrip("tree-list-\(width)x\(height)")
      try tmux.expect("12 trees; Enter opens one, q comes back")
      try strip.expect("the list", on: tmux)
      try tmux.press("f")
      try tmux.press("right = 0", "Enter")
      try tmux.expect("What is 3 + 3?")
      try strip.expect("the wrong ones", on: tmux)
      try tmux.press("j", "Enter")
      try tmux.expect("value: mean, one view", "add")
      try tmux.press("q")
      try tmux.expect("What is 12 + 12?", "What is 3 + 3?")
      try tmux.press("Q")
      try tmux.expect("code 0")
      strip.finish()
    }

    @Test func `a large file shows its beginning until all is read`() throws {
      // Few nodes with long texts: much to read, and little to do.
      let state = String(repeating: "a long state, ", count: 160)
      var text = #"{"visits": 2000, "mean": 0.5, "children": ["#
      for number in 0..<2_000 {
        text +=
          #"{"action": "move \#(number)", "visits": 1, "mean": 0.5, "state": "\#(state)"}, "#
      }
      text += "]}"
      try #require(TextFile.write(text, to: folder.path + "/large.json"))
      let tmux = try open("large.json", width: 80, height: 24)
      let (_, isBegun) = try tmux.watch(within: 120) { $0.contains("move 0") }
      #expect(isBegun)
      // However fast it is read: in the end it is all there.
      let (_, isWhole) = try tmux.watch(within: 120) {
        $0.contains("END") && $0.contains("2,001 nodes")
      }
      #expect(isWhole)
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
