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
      try tmux.expect("PAUSE  \(iteration) sims", "live from event")
      try tmux.press("9s")
      try tmux.expect("PAUSE  \(iteration + 9) sims")
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
