import Testing

extension TerminalTests {
  /// The recordings that come with the program, on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct SampleScreenTests {
    @Test(arguments: [
      ("connect-four-late-win", 800), ("blocksworld-goes-wrong", 800), ("puct-bad-prior", 1),
    ])
    func `a search goes on live from the first mark of its recording`(
      name: String, iteration: Int
    ) throws {
      let tmux = try Tmux(
        "open '\(Samples.path(name))' --at START", width: 120, height: 40)
      try tmux.expect("AT 1 ", "M marks")
      try tmux.press("}")
      try tmux.expect(" \(iteration) sims", "─ mark ")
      try tmux.press("b")
      try tmux.expect("PAUSE", "  \(iteration) sims", "live from event")
      try tmux.press("9s")
      try tmux.expect("PAUSE", "  \(iteration + 9) sims")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test(arguments: [(80, 24), (120, 40)])
    func `a sample waits at its beginning, its story on full lines, until somebody runs it`(
      width: Int, height: Int
    ) throws {
      let tmux = try Tmux(
        "search '\(Samples.tree("noisy-bandit"))' --paused --pace 5", width: width, height: height)
      try tmux.expect("PAUSE", "  0 sims", "Every arm pays a Gaussian reward", "on the pasta.")
      try tmux.press("Space")
      try tmux.expect("RUN 5/s")
      try tmux.press("Space")
      try tmux.expect("PAUSE")
      #expect(!(try tmux.screen()).contains("on the pasta."))
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `the start screen opens what is typed, and lists all keys`() throws {
      let tmux = try Tmux("", width: 80, height: 24)
      try tmux.expect("Live searches to try")
      try tmux.press("?")
      try tmux.expect("treetop  keys")
      try tmux.press("q")
      try tmux.expect("Live searches to try")
      try tmux.press(":search nonsense", "Enter")
      try tmux.expect("nonsense", "Live searches to try")
      try tmux.press(":open '\(Samples.path("puct-bad-prior"))' --at 5", "Enter")
      try tmux.expect("X wins at once in column 4. Here its prior is set")
      try tmux.press("q")
      try tmux.expect("Live searches to try")
      try tmux.press(":search tic-tac-toe --paused", "Enter")
      try tmux.expect("tic-tac-toe", "PAUSE", "  0 sims")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `a mark leads to its node, from wherever it is read`() throws {
      let tmux = try Tmux(
        "open '\(Samples.path("puct-bad-prior"))' --at START", width: 120, height: 40)
      try tmux.expect("AT 1 ", "M marks")
      try tmux.press("M")
      try tmux.expect("The turn", "#4")
      try tmux.press("j", "j", "j", "Enter")
      try tmux.expect("1,287 sims", ">├── 4 END")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
