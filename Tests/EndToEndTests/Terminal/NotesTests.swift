import Foundation
import Testing

extension TerminalTests {
  /// Notes on files that cannot hold them.
  @Suite(.enabled(if: Tmux.isInstalled)) struct NotesTests {
    private let folder = TemporaryFolder()

    private func open(_ name: String) throws -> Tmux {
      try Tmux(
        width: 80, height: 24,
        command: "export XDG_STATE_HOME='\(folder.path)/state'; cd '\(folder.path)'; "
          + "'\(Treetop.path)' open \(name); echo \"code $?\"; read line")
    }

    private static let tree = """
      {"visits": 12, "value": 0.5, "children": [
        {"action": "left", "visits": 8, "value": 0.6}, {"action": "right", "visits": 4, "value": 0.3}]}
      """

    private static let journal = """
      {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"]}
      {"type":"expand","node":0,"children":[{"id":1,"action":"left"},{"id":2,"action":"right"}]}
      {"type":"stats","stats":[[0,12,0.5],[1,8,0.6],[2,4,0.3]]}

      """

    @Test(arguments: [("tree.json", tree), ("locked.jsonl", journal)])
    func `a note on a file that cannot hold it is on its row when the file is opened again`(
      name: String, text: String
    ) throws {
      let path = folder.path + "/" + name
      try #require(TextFile.write(text, to: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      let first = try open(name)
      try first.expect("left", "right")
      try first.press("j", "a")
      try first.expect("note on this node?")
      try first.run(["send-keys", "-l", "why so often?"])
      try first.press("Enter")
      try first.expect("has a note", "note  why so often?")
      // Nothing would be lost, so nothing is asked.
      try first.press("Q")
      try first.expect("code 0")

      let second = try open(name)
      try second.expect("left", "right")
      try second.press("g", "a")
      try second.expect("note  why so often?")
      let rows = try second.screen().split(separator: "\n").map(String.init)
      let left = try #require(rows.first { $0.contains("left") && $0.contains("├") })
      let right = try #require(rows.first { $0.contains("right") && $0.contains("└") })
      #expect(left.contains("\""), "\(left)")
      #expect(!right.contains("\""), "\(right)")
      try second.press("Q")
      try second.expect("code 0")
      #expect(TextFile.read(path) == text)
      #expect(folder.names(in: "state/treetop/notes").count == 1)
    }
  }
}
