import Foundation
import Testing

extension TerminalTests {
  /// A tour through views and commands: a real terminal shows what a script of the same keys prints, in the
  /// same colours, and it is what somebody has looked at.
  @Suite(.enabled(if: Tmux.isInstalled), .serialized) struct TourTests {
    /// What is done, and what the screen after it is called where it is kept; `:` begins a command, all else are
    /// keys of tmux.
    private static let steps: [(keys: String, title: String?)] = [
      (":simulate 300", "tree"), ("j", nil), ("l", nil), ("j", "a node"), ("d", "selection"),
      ("d", "state"), ("d", "history"), ("g s", "steps"), (".", nil), (".", "steps, expand"),
      ("g t", nil), ("g p", "plots"), ("Tab", nil), ("h", "a cursor in a plot"), ("Escape", nil),
      ("v", "the whole text"), ("Escape", nil), ("g o", "log"), ("Escape", nil),
      ("g i", "shape"), ("j", nil), ("Escape", nil), ("h h h E", "open below"), ("> I", nil),
      ("I <", nil), (":filter N > 5", "filter"), ("!", nil), ("Escape", nil),
      (":group depth", "groups"), ("Escape", nil), ("m a", nil), ("a", nil), ("y Enter", "a note"),
      ("j", nil), ("j", nil), ("' a", nil), ("' '", nil), ("m", "letters of marks"),
      ("Escape", nil), ("X y", "a retired subtree"), ("u", nil), ("C-r", nil), ("u", nil),
      ("x b", nil),
      ("x b", nil), ("y", "what can be copied"), ("Escape", nil), ("M", "marks"), ("Escape", nil),
      ("|", "columns"), ("Escape", nil), ("?", "help"), ("Escape", nil), ("O", "one pane"),
      ("O", nil), ("i", nil), ("i", nil), ("t", nil), (":simulate 40", nil), ("g c", "compare"),
      ("}", nil), ("Escape", nil), ("H", nil), ("L", nil), (":yank-print", nil), ("p", nil),
      (":set ids", nil), ("b", nil), ("B", "branches"), ("Escape", nil),
      (":set signs=ascii", "ascii"), (":rs 5", nil),
    ]

    @Test(arguments: [(80, 24), (120, 40), (200, 60)], ["dark", "light"])
    func `a terminal shows what the script prints`(
      size: (width: Int, height: Int), theme: String
    )
      throws
    {
      let screens = try Self.printed(size.width, size.height, theme)
      #expect(screens.count == Self.steps.count)
      // What a step shows is waited for: it must be told from what was there before it.
      for (index, pair) in zip(screens, screens.dropFirst()).enumerated() {
        #expect(pair.0 != pair.1, "\(Self.steps[index + 1].keys) changes nothing")
      }
      let tmux = try Tmux(
        "search connect-four --seed 1 --paused --theme \(theme)", width: size.width,
        height: size.height)
      try tmux.expect("connect-four")
      var strip = FilmStrip("tour-\(size.width)x\(size.height)")
      for (step, screen) in zip(Self.steps, screens) {
        if step.keys.hasPrefix(":") {
          try tmux.run(["send-keys", "-l", step.keys])
          try tmux.press("Enter")
        } else {
          for key in step.keys.split(separator: " ") { try tmux.press(String(key)) }
        }
        var shown = ColouredText("")
        let isShown = try Deadline(seconds: 60).poll(every: 30) {
          shown = ColouredText(try tmux.run(["capture-pane", "-p", "-e", "-N"]))
          return shown == screen
        }
        if !isShown {
          Issue.record(
            """
            after \(step.keys): \(ColouredText.difference(screen, shown))
            the terminal shows
            \(shown.text)
            not
            \(screen.text)
            """)
          return
        }
        if let title = step.title { strip.expect(title, screen.text) }
      }
      strip.finish()
    }

    /// The screens of the script.
    private static func printed(
      _ width: Int, _ height: Int, _ theme: String
    ) throws -> [ColouredText] {
      let lines = steps.flatMap { step in
        [
          step.keys.hasPrefix(":") ? step.keys : "keys " + notation(step.keys), "wait", "dump ansi",
        ]
      }
      let script = (["size \(width)x\(height)", "theme \(theme)"] + lines).joined(separator: "\n")
      let file = try TemporaryFile(script, named: "tour.txt")
      let ending = try Program.run(
        "search", "connect-four", "--seed", "1", "--paused", "--script", file.path)
      #expect(ending.status == 0, "\(ending.error)")
      return ending.output.components(separatedBy: "== screen ").dropFirst().map { part in
        ColouredText(
          part.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix(height)
            .joined(separator: "\n"))
      }
    }

    /// The keys as the help page writes them.
    private static func notation(_ keys: String) -> String {
      keys.replacingOccurrences(of: "Escape", with: "Esc").replacingOccurrences(
        of: "C-r", with: "^R")
    }
  }
}
