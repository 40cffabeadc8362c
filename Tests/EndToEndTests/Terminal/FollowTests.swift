import Foundation
import Testing

extension TerminalTests {
  /// Searches that are followed while another program writes them down.
  @Suite(.enabled(if: Tmux.isInstalled)) struct FollowTests {
    private let program = PythonProgram()

    private func append(_ text: String, to path: String) throws {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data(text.utf8))
      try file.close()
    }

    @Test func `a file grows on the screen, and half a line is not an event yet`() throws {
      let path = program.file("growing.jsonl")
      let plain = try PythonSearch([PythonSearch.tiny, "30"], isAttached: false)
      #expect(try plain.end() == 0)
      let lines = plain.lines.map { $0 + "\n" }
      let backups = lines.indices.filter { lines[$0].hasPrefix("{\"type\":\"backup\"") }
      let torn = lines[backups[10]]
      let text = lines[..<backups[10]].joined() + torn.prefix(25)
      #expect(TextFile.write(text, to: path))
      let tmux = try program.window("'\(Treetop.path)' follow '\(path)'")
      try tmux.expect("10 sims")
      try append(String(torn.dropFirst(25)), to: path)
      try tmux.expect("11 sims")
      try tmux.press("Space")
      try tmux.expect("held here")
      try append(lines[(backups[10] + 1)...backups[19]].joined(), to: path)
      try tmux.expect("11 sims", "behind by")
      try tmux.press("Space")
      try tmux.expect("20 sims")
      try append(lines[(backups[19] + 1)...].joined(), to: path)
      try tmux.expect("30 sims")
      try tmux.press("S")
      try tmux.expect("29 sims")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `keys work while the events come through a pipe`() throws {
      let tmux = try program.piped(program.tiny(50))
      try tmux.expect("50 sims", "├─▸ left")
      try tmux.press("l")
      try tmux.expect(">├─")
      try tmux.press("S")
      try tmux.expect("49 sims")
      try tmux.press("gs")
      try tmux.expect("sim 49")
      try tmux.press("gt")
      try tmux.press("xb")
      try tmux.expect("a recording is not changed")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `a pipe that goes on is held and let go on`() throws {
      // The writer waits for files, so that nothing depends on how fast it is.
      let (go, end) = (program.file("go"), program.file("end"))
      let command = program.script(
        """
        import os, time
        print('{"type":"search","version":1,"engine":"slow","root":{"id":0},'
              '"statistics":["visits","mean"],"value":{"perspective":"root"}}')
        print('{"type":"expand","node":0,"children":[{"id":1,"action":"left"}]}', flush=True)
        for number in range(1, 6):
            while number > 1 and not os.path.exists('\(go)'):
                time.sleep(0.01)
            print('{"type":"backup","iteration":%d,"path":[0,1],"value":1,'
                  '"stats":[[0,%d,1],[1,%d,1]]}' % (number, number, number), flush=True)
        while not os.path.exists('\(end)'):
            time.sleep(0.01)

        """)
      let tmux = try program.piped(command)
      try tmux.expect("1 sims", "live")
      try tmux.press("Space")
      try tmux.expect("held here")
      #expect(TextFile.write("", to: go))
      try tmux.expect("1 sims", "behind by 4 events")
      try tmux.press("Space")
      try tmux.expect("5 sims", "LIVE")
      #expect(TextFile.write("", to: end))
      try tmux.expect("the pipe was closed", "5 sims")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
