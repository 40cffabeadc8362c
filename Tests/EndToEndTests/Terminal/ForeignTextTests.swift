import Testing

extension TerminalTests {
  /// The words of other programs, read on a real screen.
  @Suite(.enabled(if: Tmux.isInstalled)) struct ForeignTextTests {
    private let folder = TemporaryFolder()

    private static let journal = """
      {"type":"search","version":1,"engine":"words","root":{"id":0,"text":"How many bags?"},"statistics":["visits","mean"]}
      {"type":"expand","node":0,"children":[{"id":1,"action":"First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 432 pencils.","text":"432 pencils\\nare there"},{"id":2,"action":"First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 422 pencils."}]}
      {"type":"stats","stats":[[0,3,0.5],[1,2,0.6],[2,1,0.3]]}

      """

    @Test(arguments: ["open '%'", "follow '%'", "attach -- sh -c 'cat \"%\"; sleep 60'"])
    func `actions and states are read to the end`(command: String) throws {
      let path = folder.path + "/words.jsonl"
      try #require(TextFile.write(Self.journal, to: path))
      let tmux = try Tmux(command.replacing("%", with: path), width: 80, height: 24)
      try tmux.expect("= 432 pencils.", "= 422 pencils.")
      try tmux.press("j")
      try tmux.expect("#1  First find how many", "make 18 * 24")
      // Backwards, since pages of reasons may stand before it.
      try tmux.press("D", "D", "D")
      try tmux.expect("[State]", "432 pencils", "are there")
      try tmux.press("v")
      try tmux.expect(
        "ROOT", "How many bags?", "STEP 1", "* 24 = 432 pencils.", "are there", "Esc back")
      try tmux.press("/")
      try tmux.press("THERE")
      try tmux.press("C-u")
      try tmux.press("are there", "Enter")
      try tmux.expect("n next place")
      try tmux.press("J")
      try tmux.expect("422 pencils")
      try tmux.press("Q")
      try tmux.expect("code")
    }

    @Test func `the start of a recorded game is shown as its program wrote it`() throws {
      let tmux = try Tmux(
        "open '\(Samples.path("open-spiel-tic-tac-toe"))'", width: 120, height: 40)
      try tmux.expect("END", "240 sims")
      // Backwards, since pages of reasons may stand before it.
      try tmux.press("D", "D", "D")
      let screen = try tmux.expect("[State]", "...")
      #expect(!screen.contains("no states"))
      try tmux.press("Q")
      try tmux.expect("code 0")
    }
  }
}
