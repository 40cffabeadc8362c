import Glibc
import Testing

extension TerminalTests {
  /// Plots on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct PlotScreenTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/a.jsonl" }

    /// The rows of every plot but the one of speed, which no recording knows; waits until they are those that
    /// are expected, or where none are, until nothing changes any more.
    private func plots(_ tmux: Tmux, like expected: [[Substring]]? = nil) throws -> [[Substring]] {
      try tmux.press("g", "p")
      return try (1...8).map { place in
        try tmux.expect("plot \(place) of 8")
        let deadline = Deadline(seconds: 20)
        var rows = try self.rows(of: tmux)
        while !deadline.hasPassed {
          usleep(200_000)
          let before = rows
          rows = try self.rows(of: tmux)
          if place == 7 || rows == expected?[place - 1] ?? before { break }
        }
        try tmux.press("Tab")
        return place == 7 ? [] : rows
      }
    }

    /// The rows below the header, and above the time line of a recording and the two last ones.
    private func rows(of tmux: Tmux) throws -> [Substring] {
      Array(
        try tmux.screen().split(separator: "\n", omittingEmptySubsequences: false)
          .dropFirst().prefix(37))
    }

    @Test(arguments: [
      ("connect-four", 700), ("tic-tac-toe --preset puct", 90),
      ("blocksworld:blocks=5,steps=8,seed=1 --preset sc-mcts", 20),
    ])
    func `the plots of a search and those of its recording are equal, cell for cell`(
      search: String, simulations: Int
    ) throws {
      let live = try Tmux(
        "search \(search) --seed 3 --iterations \(simulations) --record '\(path)'", width: 120,
        height: 40)
      try live.expect("STOP", "  \(simulations) sims")
      let drawn = try plots(live)
      try live.press("Q")
      try live.expect("code 0")

      let recorded = try Tmux("open '\(path)'", width: 120, height: 41)
      try recorded.expect("END", "  \(simulations) sims")
      let again = try plots(recorded, like: drawn)
      for (one, other) in zip(drawn, again) { #expect(one == other) }
      let text = drawn.joined().joined(separator: "\n")
      #expect(text.contains("sims \(simulations)"))
      try recorded.press("Q")
      try recorded.expect("code 0")
    }
  }
}
