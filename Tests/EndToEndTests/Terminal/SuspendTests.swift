import Glibc
import Testing

extension TerminalTests {
  /// Suspended in a shell and brought back, as only a shell can do it.
  @Suite(.enabled(if: Tmux.isInstalled)) struct SuspendTests {
    /// Starts the program in a shell with job control, paused at a known screen.
    private func start() throws -> (tmux: Tmux, screen: String) {
      let tmux = try Tmux(
        width: 80, height: 24, command: "PS1='ready> ' exec bash --norc --noprofile -i")
      try tmux.expect("ready>")
      try tmux.press("'\(Treetop.path)' search connect-four", "Enter")
      try tmux.beginAgain()
      try tmux.simulate(from: 0, to: 50)
      return (tmux, try tmux.expect("TREE", "undo 50"))
    }

    /// The program in the foreground of the shell.
    private func program(in tmux: Tmux) throws -> pid_t {
      let shell = try tmux.facts("#{pane_pid}")
      let children = TextFile.read("/proc/\(shell)/task/\(shell)/children").split(separator: " ")
      return try #require(children.first.flatMap { pid_t($0) })
    }

    private func isBack(_ tmux: Tmux, _ screen: String) throws {
      let (shown, fits) = try tmux.watch { $0 == screen }
      #expect(fits, "\(shown)")
      #expect(try tmux.facts("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "1 0 1")
      try tmux.press("Q")
      try tmux.expect("connect-four: 50 simulations")
      #expect(try tmux.facts("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
    }

    @Test(arguments: ["the key", "a signal"])
    func `suspended it leaves the screen, and brought back it is as it was`(way: String) throws {
      let (tmux, screen) = try start()
      if way == "the key" {
        try tmux.press("C-z")
      } else {
        kill(try program(in: tmux), SIGTSTP)
      }
      try tmux.expect("Stopped")
      #expect(try tmux.facts("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
      try tmux.press("stty -a | grep -c ' echo ' && fg", "Enter")
      try isBack(tmux, screen)
    }

    @Test func `stopped without being asked, it comes back as it was`() throws {
      let (tmux, screen) = try start()
      kill(try program(in: tmux), SIGSTOP)
      try tmux.expect("Stopped")
      try tmux.press("fg", "Enter")
      try isBack(tmux, screen)
    }

    @Test func `resized while it is away, it comes back at the new size`() throws {
      let (tmux, screen) = try start()
      try tmux.press("C-z")
      try tmux.expect("Stopped")
      try tmux.resize(width: 120, height: 40)
      try tmux.press("fg", "Enter")
      try tmux.expect("│─[Stats] Selection", "PAUSE", "  50 sims")
      try tmux.resize(width: 80, height: 24)
      try isBack(tmux, screen)
    }
  }
}
