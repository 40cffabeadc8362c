import Foundation
import Testing

@Suite struct PrintingTests {
  @Test func `the table of a search is calm and complete`() throws {
    let ending = try Program.run(
      "search", "connect-four", "--iterations", "3000", "--seed", "1", "--c", "2", "--batch")
    #expect(ending.status == 0 && ending.error.isEmpty)
    let timeless = ending.output
      .replacing(/[0-9.]+[kMG]? a second/) { _ in "[pace] a second" }
      .replacing(/[0-9.]+ s\b/) { _ in "[time] s" }
    #expect(timeless == Self.table)
  }

  static let table = """
    connect-four by uct, c 2, seed 1
    score = Q + c*sqrt(ln N / n)
    A visited end, and what is proven, scores its value alone.
    Of equal scores the oldest child is taken; children are made in random order.
    Q: mean return for the player who moved here

    ACTION      N     %      Q     U  SCORE
    4       1,671  55.7   .278  .138   .417
    3         282   9.4   .078  .337   .415
    6         280   9.3   .079  .338   .417
    2         272   9.1   .074  .343   .417
    5         209   7.0   .024  .391   .415
    7         202   6.7   .030  .398   .428
    1          83   2.8  -.205  .621   .416

    principal variation  4 4 6 6 6 1
    answer               4 4 6 6 6 1
                         by most visits; visits of its first action 1,671; Q .278
    leads to             X to move: 1=O 4=XO 6=XOX

    stopped              reached 3000 iterations
    iterations           3,000, [pace] a second
    nodes                5,944, 32 bytes each, 186 kB
    depth                6
    time                 [time] s, [time] s of processor time

    """

  @Test func `what is certain is marked`() throws {
    let solved = try Program.run("search", "connect-four:445566", "--solve", "--batch")
    #expect(solved.output.contains("PROVEN"))
    #expect(solved.output.contains("proven               worth 1.000 to the player to move\n"))
    #expect(solved.output.contains("stopped              solved: the root is proven\n"))
    let bandit = try Program.run("search", "bandit:0.2,0.7", "--iterations", "50", "--batch")
    #expect(bandit.output.contains("END\n"))
  }

  @Test func `a long principal variation is wrapped, never cut`() throws {
    let ending = try Program.run(
      "search", "blocksworld:blocks=7,steps=20,seed=2", "--iterations", "3000", "--batch",
      "--answer", "value")
    let lines = ending.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 } && !ending.output.contains("\u{2026}"))
  }

  @Test(arguments: ["C.UTF-8", "C"], ["--batch", "--json"])
  func `hostile labels do nothing to a terminal`(locale: String, format: String) throws {
    let file = try TemporaryFile(Hostile.tree, named: "hostile.json")
    for preset in ["uct", "puct"] {
      let ending = try Program.run(
        "search", "tree:" + file.path, "--preset", preset, "--iterations", "200", format,
        locale: locale)
      #expect(ending.status == 0)
      #expect(Hostile.dangers(in: ending.output) == [])
      if locale == "C" { #expect(ending.output.utf8.allSatisfy { $0 < 0x80 }) }
      guard format == "--json" else { continue }
      let actions = try Found.reading(ending.output).children.map(\.action)
      #expect(
        Set(actions) == [
          "a\u{1B}[31mred\u{1B}[0m", "b\u{202E}evil\u{2066}", "c\nd\re\tf\0g\u{7F}",
          "\"quoted\\\" \u{E9} \u{6F22} \u{1F600}",
        ])
    }
  }

  @Test func `ASCII is all that is printed where it is asked for`() throws {
    let file = try TemporaryFile(Hostile.tree, named: "hostile.json")
    let ending = try Program.run(
      "search", "tree:" + file.path, "--iterations", "20", "--batch", "--ascii")
    #expect(ending.output.utf8.allSatisfy { $0 < 0x80 })
  }
}
