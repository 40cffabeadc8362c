import Foundation
import Testing

extension TerminalTests {
  /// The searches of other programs, watched and steered on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct AttachTests {
    private let program = PythonProgram()

    /// The number before `sims` in the title.
    private func simulations(_ screen: String) -> Int? {
      let title = screen.prefix { $0 != "\n" }.split(separator: " ")
      return title.firstIndex(of: "sims").flatMap { place in
        Int(title[place - 1].replacingOccurrences(of: ",", with: ""))
      }
    }

    /// Saves what is there to `saved.jsonl` and leaves.
    private func saveAndQuit(_ tmux: Tmux) throws {
      try tmux.press("w")
      try tmux.expect("save to which file?")
      try tmux.press("C-u")
      try tmux.press(program.file("saved.jsonl"), "Enter")
      try tmux.expect("saved to")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `a program is stepped and branched, and its main line is that of one left alone`()
      throws
    {
      let tmux = try program.attached(to: program.tiny(40, program.file("end")))
      try tmux.expect("PAUSE", "  40 sims", "├─▸ left", "live")
      try tmux.press("3s")
      try tmux.expect("PAUSE", "  43 sims")
      try tmux.press("l")
      try tmux.expect(">├─")
      try tmux.press("b")
      try tmux.expect("PAUSE", "  43 sims", "branch 1 has run; B shows it")
      try tmux.press("10s")
      try tmux.expect("PAUSE", "  53 sims", "branch main (1 of 2)")
      try saveAndQuit(tmux)

      let plain = try PythonSearch([PythonSearch.tiny, "53"], isAttached: false)
      #expect(try plain.end() == 0)
      let alone = plain.lines.joined(separator: "\n")
      #expect(try PythonProgram.difference(program.text(of: "saved.jsonl"), alone) == nil)
      // At the end of its budget it goes no further.
      #expect(try program.text(of: "end") == "53\n")
    }

    @Test func `a program pauses, steps and goes on; left alone it runs to its budget`() throws {
      let tmux = try program.attached(to: program.tiny(30_000, program.file("end")))
      try tmux.expect("RUN")
      try tmux.press("Space")
      try tmux.expect("PAUSE")
      let reached = try #require(try simulations(tmux.screen()))
      try #require(reached < 29_000, "the program was too fast for this test")
      try tmux.press("3s")
      try tmux.expect("PAUSE", SafeCount.words(reached + 3))
      try tmux.press("Space")
      let further = try tmux.watch { (simulations($0) ?? 0) > reached + 3 }
      #expect(further.fits, "it does not go on:\n\(further.screen)")
      try tmux.press("Space")
      try tmux.expect("PAUSE")
      try tmux.press("Q")
      try tmux.expect("code 0")
      #expect(try program.text(of: "end") == "30000\n")
    }

    @Test func `a program that is told to run at the end of its budget goes on without one`() throws
    {
      let tmux = try program.attached(to: program.tiny(40))
      try tmux.expect("PAUSE", "  40 sims")
      try tmux.press("Space")
      let further = try tmux.watch { (simulations($0) ?? 0) > 60 }
      #expect(further.fits, "it does not go on:\n\(further.screen)")
      #expect(!further.screen.contains("refused"))
      try tmux.press("Space")
      try tmux.expect("PAUSE")
    }

    /// Events of level 0, a line that is none, one for the error stream, and then whatever `ending` is.
    private func brief(_ ending: String) -> String {
      program.script(
        """
        import sys
        print('{"type":"search","version":1,"engine":"brief","root":{"id":0},'
              '"statistics":["visits","mean"],"value":{"perspective":"root"}}')
        print('loading the \\x1b[31mmodel')
        print('{"type":"expand","node":0,"children":[{"id":1,"action":"left"},'
              '{"id":2,"action":"right"}]}')
        print('{"type":"stats","stats":[[0,3,0.5],[1,2,0.75],[2,1,0]]}', flush=True)
        print('low on memory', file=sys.stderr, flush=True)
        \(ending)

        """)
    }

    @Test func `a program that dies leaves its tree and its last words`() throws {
      let tmux = try program.attached(to: brief("sys.exit(3)"))
      try tmux.expect("python3 ended with exit code 3", "├── left", "3 sims")
      try tmux.press("go")
      let log = try tmux.expect("low on memory", "loading the")
      #expect(log.contains("error") && log.contains("output"))
      try tmux.press("gt")
      try tmux.expect("├── left")
      try tmux.press("xb")
      try tmux.expect("the program has ended")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `a program killed by a signal is said to be`() throws {
      let tmux = try program.attached(to: brief("import os; os.kill(os.getpid(), 9)"))
      try tmux.expect("├── left", "python3 was killed")
    }

    @Test func `what a program does not offer is greyed, with the reason`() throws {
      let tmux = try program.attached(to: brief("sys.stdin.read()"))
      try tmux.expect("├── left", "live")
      try tmux.press("l")
      try tmux.expect(">├── left")
      try tmux.press("x")
      try tmux.expect("set the exploration constant", "it does not offer \"parameters\"")
      try tmux.press("b")
      try tmux.expect("this program cannot ban an edge: it does not offer \"ban\"")
      try tmux.press("b")
      try tmux.expect("it does not offer \"branch\"")
      try tmux.press("s")
      try tmux.expect("it does not offer \"step\"")
      try tmux.press("Q")
      try tmux.expect("code 0")
    }

    @Test func `an edit does not reach the main line while a branch is on the screen`() throws {
      // A branch runs until it is told to end, so that it is on the screen when the key is pressed.
      let script = program.script(
        """
        import os, sys, time
        sys.path.insert(0, os.environ["TREETOP_PYTHON"])
        from treetop import Journal
        banned = []
        journal = Journal("slow", budget={"iterations": 5}, handlers={
            "banned": lambda node, value: banned.append(node), "branch": lambda node: None})
        first, second = journal.expand(0, ["left", "right"])
        while journal.gate():
            while journal.branch and not os.path.exists("\(program.file("go"))"):
                journal.emit("log", text="waiting")
                time.sleep(0.05)
            journal.emit("backup", path=[0, first], stats=[[0, 9, 0.5], [first, 5, 0.6]])
        with open("\(program.file("banned"))", "w") as file:
            print(banned, file=file)

        """)
      let tmux = try program.attached(to: script)
      try tmux.expect("PAUSE", "├── left")
      try tmux.press("l")
      try tmux.expect(">├── left")
      try tmux.press("b")
      try tmux.expect("branch 1 (2 of 2)")
      try tmux.press("x", "b")
      try tmux.expect("branch 1 is run by the program itself")
      #expect(TextFile.write("now\n", to: program.file("go")))
      // The status line still says why the ban was refused; the header names the branch.
      try tmux.expect("PAUSE", "  5 sims", "96 B  main")
      try tmux.press("Q")
      try tmux.expect("code 0")
      #expect(try program.text(of: "banned") == "[]\n")
    }

    @Test(
      .enabled(
        if: PythonSearch.packaged != nil,
        "TREETOP_TEST_PYTHON names no Python that has open_spiel and treequest"),
      arguments: [("open_spiel_mcts", "--simulations"), ("treequest_abmcts", "--trials")])
    func `the searches of other packages are attached to and followed`(
      name: String, budget: String
    ) throws {
      let python = try #require(PythonSearch.packaged)
      let file = PythonSearch.sources.appendingPathComponent("examples/\(name).py").path
      let command = "'\(python)' '\(file)' \(budget)"
      let tmux = try program.attached(to: "\(command) 30")
      try tmux.expect("PAUSE", "  30 sims")
      try tmux.press("3s")
      try tmux.expect("PAUSE", "  33 sims")
      try tmux.press("l")
      try tmux.press("b")
      try tmux.expect("PAUSE", "  33 sims", "branch 1 has run; B shows it")
      try tmux.press("7s")
      try tmux.expect("PAUSE", "  40 sims")
      try saveAndQuit(tmux)

      let pipe = try program.piped("\(command) 40 | tee '\(program.file("plain.jsonl"))'")
      try pipe.expect("40 sims")
      try pipe.press("S")
      try pipe.expect("39 sims")
      try pipe.press("Q")
      try pipe.expect("code 0")
      let difference = try PythonProgram.difference(
        program.text(of: "saved.jsonl"), program.text(of: "plain.jsonl"))
      #expect(difference == nil)
    }
  }
}

/// Numbers as the title has them.
private enum SafeCount {
  static func words(_ count: Int) -> String {
    count < 1_000
      ? "\(count) sims" : "\(count / 1_000),\("\(count % 1_000 + 1_000)".dropFirst()) sims"
  }
}
