import Foundation
import Testing

extension TerminalTests {
  /// A tour through views and commands: a real terminal shows what a script of the same keys prints.
  @Suite(.enabled(if: Tmux.isInstalled)) struct TourTests {
    /// What is done, a screen after each line; `:` begins a command, all else are keys of tmux.
    static let steps = [
      ":simulate 300", "j", "l", "j", "d", "d", "d", "g s", "g t", "g p", "Tab", "Escape", "v",
      "Escape",
      "g o", "Escape",
      "E", "> I", "I <", ":filter N > 5", "!", "Escape", ":group depth", "Escape", "m a", "j", "j",
      "' a",
      "' '",
      "X y", "u", "C-r u", "x b", "x b", "y", "Escape", "M", "Escape", "|", "Escape", "?", "Escape",
      "O", "O", "i",
      "i", "t", ":simulate 40", "g c", "Escape", "H", "L", ":yank-print", "p", ":set ids", "b", "B",
      "Escape",
      ":set signs=ascii", ":rs 5",
    ]

    @Test(arguments: [(80, 24, "dark"), (120, 40, "light"), (200, 60, "dark")])
    func `a terminal shows what the script prints`(width: Int, height: Int, theme: String) throws {
      let screens = try Self.printed(width, height, theme)
      #expect(screens.count == Self.steps.count)
      let tmux = try Tmux(
        "search connect-four --seed 1 --paused --theme \(theme)", width: width, height: height)
      try tmux.expect("connect-four")
      for (step, screen) in zip(Self.steps, screens) {
        if step.hasPrefix(":") {
          try tmux.run(["send-keys", "-l", step])
          try tmux.press("Enter")
        } else {
          for key in step.split(separator: " ") {
            try tmux.press(String(key))
          }
        }
        let isShown = try Deadline(seconds: 60).poll(every: 30) { try tmux.screen() == screen }
        if !isShown {
          Issue.record("after \(step) the terminal shows\n\(try tmux.screen())\nnot\n\(screen)")
          return
        }
      }
    }

    /// The screens of the script.
    private static func printed(_ width: Int, _ height: Int, _ theme: String) throws -> [String] {
      let lines = steps.flatMap { step in
        [step.hasPrefix(":") ? step : "keys " + notation(step), "wait", "dump"]
      }
      let script = (["size \(width)x\(height)", "theme \(theme)"] + lines).joined(separator: "\n")
      let file = try TemporaryFile(script, named: "tour.txt")
      let ending = try Program.run(
        "search", "connect-four", "--seed", "1", "--paused", "--script", file.path)
      #expect(ending.status == 0, "\(ending.error)")
      return ending.output.components(separatedBy: "== screen ").dropFirst().map { part in
        part.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()

          .prefix(height).reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
      }
    }

    /// The keys as the help page writes them.
    private static func notation(_ keys: String) -> String {
      keys.replacingOccurrences(of: "Escape", with: "Esc").replacingOccurrences(
        of: "C-r", with: "^R")
    }
  }
}
