import Foundation
import Testing

extension TerminalTests {
  /// Files and pipes that are opened without the name of a command.
  @Suite(.enabled(if: Tmux.isInstalled)) struct FileTests {
    private let program = PythonProgram()

    private static let journal = """
      {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"],\
      "value":{"low":0,"high":1}}
      {"type":"expand","node":0,"children":[{"id":1,"action":"leftmost"},{"id":2,"action":"other"}]}
      {"type":"stats","stats":[[0,3,0.5],[1,2,1.5],[2,1,0.5]]}

      """

    private func write(_ text: String, _ name: String) -> String {
      let path = program.file(name)
      #expect(TextFile.write(text, to: path))
      return path
    }

    @Test func `a recording opens by its name alone, and says what contradicts itself`() throws {
      let path = write(Self.journal, "alone.jsonl")
      let tmux = try program.window("'\(Treetop.path)' '\(path)'")
      try tmux.expect("leftmost", "! 1 finding")
      try tmux.press("g", "o")
      try tmux.expect("values outside of the declared range", "#1 leftmost has 1.500")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `a tree in a file is searched, by its name alone`() throws {
      let tree = "{\n \"root\": {\"children\": [{\"action\": \"leftmost\", \"reward\": 1}]}\n}\n"
      let path = write(tree, "tree.json")
      let tmux = try program.window("'\(Treetop.path)' --theme light '\(path)'")
      try tmux.expect("leftmost", "sims")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test(arguments: ["open -", "-"])
    func `what comes through a pipe is opened at its end`(arguments: String) throws {
      let path = write(Self.journal, "piped.jsonl")
      let tmux = try program.window(
        "gzip -c '\(path)' | zcat | '\(Treetop.path)' \(arguments)")
      try tmux.expect("leftmost", "END")
      try tmux.press("g", "^")
      try tmux.expect("AT 1")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
