import Environments
import Testing
import TreeSearch

@Suite struct ProblemTests {
  @Test(arguments: [
    ("tic-tac-toe", "tic-tac-toe"), ("tic-tac-toe:xo.......", "tic-tac-toe:XO......."),
    ("connect-four", "connect-four"), ("connect-four:", "connect-four"),
    ("connect-four:4453", "connect-four:4453"),
    ("blocksworld", "blocksworld:blocks=4,steps=6,seed=1,horizon=8"),
    ("blocksworld:steps=4,blocks=3", "blocksworld:blocks=3,steps=4,seed=1,horizon=6"),
    ("bandit:0.2,0.5", "bandit:0.2,0.5"),
    ("design", "design:places=9,letters=4,ruggedness=2,noise=0,seed=1"),
    (
      "design:seed=7,noise=0.25,places=2",
      "design:places=2,letters=4,ruggedness=1,noise=0.25,seed=7"
    ),
  ])
  func `a problem is named in full and its name names it again`(text: String, name: String) throws {
    #expect(try Problem.named(text).name == name)
    #expect(try Problem.named(name).name == name)
  }

  @Test(arguments: [
    ("connect4", "did you mean connect-four? "), ("tictactoe", "did you mean tic-tac-toe? "),
    ("Blockworld:seed=1", "did you mean blocksworld? "), ("tre:x", "did you mean tree? "),
    ("", ""), ("go", ""),
  ])
  func `an unknown problem is answered with the nearest and all that are known`(
    text: String, hint: String
  ) {
    let error = problemError { () throws(ProblemError) in try Problem.named(text) }
    let kind = text.split(separator: ":").first ?? ""
    #expect(
      error
        == ProblemError(
          source: text,
          reason: "there is no problem \"\(kind)\"; \(hint)known are tic-tac-toe, connect-four, "
            + "blocksworld, bandit, tree, design"))
  }

  @Test(arguments: [
    ("tree:no/such.json", "no/such.json", "there is no such file"),
    ("blocksworld:no/such.PDDL", "no/such.PDDL", "there is no such file"),
    ("tree:/", "/", "this is a folder, not a file"),
    ("tree", "tree", "expected a file, as in tree:FILE.json"),
    ("tree:", "tree:", "expected a file, as in tree:FILE.json"),
  ])
  func `a file that cannot be read is told with its path`(
    text: String, source: String, reason: String
  ) {
    let error = problemError { () throws(ProblemError) in try Problem.named(text) }
    #expect(error == ProblemError(source: source, reason: reason))
  }

  @Test func `every kind of problem is explained`() {
    for kind in ["tic-tac-toe", "connect-four", "blocksworld", "bandit", "tree", "design"] {
      #expect(Problem.accepted.contains { $0.hasPrefix(kind) })
    }
    #expect(Problem.accepted.allSatisfy { $0.count <= 90 })
  }
}
