import Testing

extension TerminalTests {
  /// What a person does in the first minutes, on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct ScenarioTests {
    @Test(arguments: [(80, 24), (120, 40), (200, 60)])
    func `a first visit: run, pause, step, take back, branch, ban, switch`(
      width: Int, height: Int
    ) throws {
      let tmux = try Tmux(width: width, height: height)
      var strip = FilmStrip("first-visit-\(width)x\(height)")
      try strip.expect("the start screen", on: tmux)
      #expect(try tmux.facts("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "1 0 1")

      try run(tmux, &strip)
      try step(tmux, &strip)
      try branch(tmux, &strip)

      try tmux.press("Q")
      try tmux.expect("code 0")
      try strip.expect("the normal screen again", on: tmux)
      #expect(try tmux.facts("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
      strip.finish()
    }

    /// Down, up again and into Connect Four, which runs at once; then paused and begun again.
    private func run(_ tmux: Tmux, _ strip: inout FilmStrip) throws {
      try tmux.press("j", "j", "j", "k", "k", "Enter")
      try tmux.expect("connect-four")
      try tmux.beginAgain()
      try strip.expect("begun again, nothing simulated", on: tmux)
    }

    /// Ten simulations forward, back and forward again; then one phase by phase.
    private func step(_ tmux: Tmux, _ strip: inout FilmStrip) throws {
      try tmux.simulate(from: 0, to: 190)
      try press("s", 191...200, tmux)
      try strip.expect("two hundred simulations", on: tmux)
      try press("S", (190...199).reversed(), tmux)
      try strip.expect("ten of them taken back", on: tmux)
      try press("s", 191...200, tmux)
      try strip.expect("two hundred simulations", on: tmux)

      try tmux.press("gs")
      try tmux.expect("sim 200")
      for phase in ["select", "expand", "evaluate", "backup"] {
        try tmux.press(".")
        try strip.expect("simulation 201: \(phase)", on: tmux)
      }
      try tmux.press(",")
      try strip.expect("simulation 201: evaluate", on: tmux)
      try tmux.press(",")
      try strip.expect("simulation 201: expand", on: tmux)
      try tmux.press("s")
      try strip.expect("simulation 201: backup", on: tmux)
      try tmux.press("gt")
      try strip.expect("two hundred and one simulations", on: tmux)
    }

    /// Presses a key once for each of the iterations that it leads to, as a person does.
    private func press(_ key: String, _ iterations: some Sequence<Int>, _ tmux: Tmux) throws {
      for iteration in iterations {
        try tmux.press(key)
        try tmux.expect("PAUSE", "  \(iteration) sims")
      }
    }

    /// A branch below the best move, in which a reply is banned; and back to main.
    private func branch(_ tmux: Tmux, _ strip: inout FilmStrip) throws {
      try tmux.press("l")
      try tmux.expect(">├─")
      try tmux.press("b")
      try tmux.expect("branch 1 begins here")
      try tmux.press("z", "o")
      try tmux.expect(">├─▾ 2")
      try tmux.press("l")
      try strip.expect("a branch at the best move, on the first reply", on: tmux)
      try tmux.press("x")
      try strip.expect("the edits that there are", on: tmux)
      try tmux.press("b")
      try strip.expect("the reply is banned", on: tmux)
      try tmux.simulate(from: 201, to: 501)
      // To and fro, so that the rows are in order whenever the last move was.
      try tmux.press("<", ">")
      try strip.expect("three hundred simulations without it", on: tmux)
      try tmux.press("B")
      try strip.expect("the branches", on: tmux)
      try tmux.press("k", "Enter")
      try tmux.expect("branch 0: main")
      try tmux.press("Escape")
      try strip.expect("main, where nothing is banned", on: tmux)
      #expect(try !tmux.screen().contains("BANNED"))
    }
  }
}
