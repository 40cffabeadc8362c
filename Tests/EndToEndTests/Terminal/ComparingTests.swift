import Testing

extension TerminalTests {
  /// Breakpoints, comparisons and places on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct ComparingTests {
    @Test(arguments: [(80, 24), (120, 40), (200, 60)])
    func `a search is stopped, kept, gone on with and compared`(width: Int, height: Int) throws {
      let tmux = try Tmux(
        "search connect-four --seed 1 --paused", width: width, height: height)
      var strip = FilmStrip("comparing-\(width)x\(height)")
      try tmux.expect("PAUSE", "  0 sims")
      try tmux.press("re")
      try tmux.expect("break when?")
      try tmux.press("answer", "Enter")
      try tmux.expect("break 1: the answer changes")
      try tmux.press("Space")
      try tmux.expect("STOP", "the answer changed, from 4 to 1, at sim 13")
      try tmux.press("<", ">")
      try strip.expect("the answer changed", on: tmux)
      try tmux.press("t")
      try tmux.expect("kept: main, sim 13")
      try tmux.press("Space")
      try tmux.expect("from 1 to 2, at sim 125")
      try tmux.press("gc")
      try strip.expect("two moments", on: tmux)
      try tmux.press("}")
      try strip.expect("the next difference", on: tmux)
      try tmux.press("W")
      try strip.expect("the breakpoints", on: tmux)
      try tmux.press("W", "q")
      try tmux.expect("[Stats]")
      try tmux.press("<", ">", "gj")
      try strip.expect("letters on the rows", on: tmux)
      try tmux.press("ad")
      try tmux.press("Q")
      try tmux.expect("code 0")
      strip.finish()
    }

    @Test func `the command of a place opens it again`() throws {
      let path = Samples.path("puct-bad-prior")
      let tmux = try Tmux("open '\(path)' --at 5", width: 120, height: 40)
      try tmux.expect("AT 5 ")
      try tmux.press("l", "d", "yo")
      try tmux.expect("This place", "--at", "--page selection")
      try tmux.press("x", "Q")
      try tmux.expect("code 0", "treetop open")
      let again = try Tmux(
        "open '\(path)' --at 5 --node '#2' --page selection", width: 120, height: 40)
      try again.expect("AT 5 ", "[Selection]", ">├── 2")
      try again.press("Q")
      try again.expect("code 0")
    }

    @Test func `a file is compared with what is on the screen`() throws {
      let path = Samples.path("puct-bad-prior")
      let tmux = try Tmux("open '\(path)' --at END", width: 120, height: 40)
      try tmux.expect("END")
      try tmux.press("gC")
      try tmux.expect("compare with which FILE")
      try tmux.press(path + "@i50", "Enter")
      try tmux.expect("[Compare]", "@i50")
      try tmux.press("Escape")
      try tmux.expect("[Stats]")
      try tmux.press("gC")
      try tmux.expect("compare with which FILE")
      try tmux.press("nowhere.jsonl", "Enter")
      try tmux.expect("compare-with:", "nowhere.jsonl")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
