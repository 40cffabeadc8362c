import Foundation
import Testing

@Suite struct MistakeTests {
  /// A command line that cannot be carried out.
  struct Mistake: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    /// What the one line must say.
    var words: [String]

    var testDescription: String { arguments.joined(separator: " ") }

    static func usage(_ line: String, _ words: String...) -> Mistake {
      Mistake(arguments: line.split(separator: " ").map { String($0) }, status: 2, words: words)
    }

    static func failure(_ line: String, _ words: String...) -> Mistake {
      Mistake(arguments: line.split(separator: " ").map { String($0) }, status: 1, words: words)
    }
  }

  static let mistakes: [Mistake] = [
    .usage("", "no terminal"),
    .usage("search tic-tac-toe", "no terminal", "--batch"),
    .usage("serch tic-tac-toe", "'serch'", "did you mean treetop search?", "treetop --help"),
    .usage("/nowhere/a.jsonl", "'/nowhere/a.jsonl' is no command and no file"),
    .usage("/ /", "one file is opened at a time"),
    .usage("search connect-four --theme drak", "did you mean dark?", "dark, light, plain"),
    .usage("search --batch", "<problem>", "treetop search --help"),
    .usage("search chess --batch", "no problem \"chess\"", "tic-tac-toe"),
    .usage("search conect-four --batch", "did you mean connect-four?"),
    .usage("search connect-four:99 --batch", "treetop: connect-four:99: move 1", "1 to 7"),
    .usage("search tic-tac-toe:XX --batch", "tic-tac-toe:XX", "9"),
    .usage("search blocksworld:block=3 --batch", "\"block=3\"", "accepted are blocks=N"),
    .usage("search bandit --batch", "bandit:0.2,0.5,0.7"),
    .usage("search bandit:2 --batch", "\"2\" is not a number from 0 to 1"),
    .usage("search tree --batch", "tree:FILE.json"),
    .usage("search connect-four --batch", "--iterations N", "--solve"),
    .usage("search bandit:0.1 --solve --json", "chance", "--iterations N"),
    .usage("search connect-four --json --iterations ten", "'ten'", "a whole number from 1 on"),
    .usage("search connect-four --json --iterations 0", "'0'", "a whole number from 1 on"),
    .usage("search connect-four --json --nodes -3", "--nodes"),
    .usage("search connect-four --json --seconds 0", "a number above 0"),
    .usage("search connect-four --json --seconds inf", "a number above 0"),
    .usage("search connect-four --json --memory 0", "from 1 to 100000"),
    .usage("search connect-four --undo 0", "from 1 to 65536"),
    .usage("search connect-four --json --seed -1", "'-1'", "from 0 to"),
    .usage("search connect-four --json --c nan", "'nan'", "from 0 to 1000"),
    .usage("search connect-four --json --rollouts 0", "from 1 to 10000"),
    .usage("search connect-four --json --preset alpha", "'alpha'", "accepted are uct, puct"),
    .usage("search connect-four --json --preset putc", "did you mean puct?"),
    .usage("search connect-four --json --preset sc-mtcs", "did you mean sc-mcts?"),
    .usage("search connect-four --json --answer visit", "did you mean visits?"),
    .usage("search connect-four --json --answer all", "accepted are visits, value, path"),
    .usage("search connect-four --json --backup mean --iterations 1", "accepted here: negamax"),
    .usage("search bandit:1 --json --backup negamax --iterations 1", "mean, suffix-sum"),
    .usage(
      "search blocksworld --preset rap --json --fpu 1", "--fpu is for uct, puct; rap has no"),
    .usage(
      "search connect-four --json --preset puct --c 2 --set pb-c-init=1", "--c is a constant",
      "give one or the other"),
    .usage(
      "search connect-four --json --set evaluator=estimate", "is for tree: files; connect-four has"),
    .usage(
      "search connect-four --json --solve --set discount=.9", "cannot prove discounted values"),
    .usage(
      "search bandit:1 --json --backup max --set discount=.9",
      "as with --backup suffix-sum, not max"),
    .usage(
      "search connect-four --json --preset puct --widening one --set dirichlet-alpha=.3",
      "it is not for --widening one"),
    .usage(
      "search blocksworld --solve --backup suffix-mean --json", "--solve cannot prove",
      "--backup mean or suffix-sum"),
    .usage("search blocksworld --solve --backup eq3 --json", "--solve cannot prove"),
    .usage(
      "search blocksworld --preset rap --ties random --json",
      "--ties is for uct, puct, ucb1-tuned; rap"),
    .usage(
      "search blocksworld --reward best --json", "--reward is for sc-mcts,", "uct has no such"),
    .usage("search tic-tac-toe --set c --json", "'c'", "NAME=VALUE"),
    .usage("search tic-tac-toe --set c=-1 --json", "--set c=-1", "a number from 0 to 1000"),
    .usage("search tic-tac-toe --set solve=yes --json", "accepted are on, off, not \"yes\""),
    .usage(
      "search tic-tac-toe --set pb-c-base=1 --json",
      "--set pb-c-base=1 is for puct; uct has no such"),
    .usage(
      "search tic-tac-toe --set rolouts=2 --json", "did you mean rollouts? uct has c, rollouts"),
    .usage("search tic-tac-toe --set c=1 --c 2 --json", "--set c=1 and --c both say what c is"),
    .usage("search tic-tac-toe --solve --set solve=off --json", "both say what solve is"),
    .usage(
      "search --preset rap --reward best --contrast jsd --json", "both say what reward is", "one of"
    ),
    .usage("search --preset rap --set repeats=avoif --json", "did you mean avoid? accepted are"),
    .usage("search --preset rap --backup negamax --json", "accepted are mean, suffix-sum"),
    .usage("search tic-tac-toe --preset rap --json", "rap takes blocksworld, tree; tic-tac-toe is"),
    .usage("presets sc-mtcs", "no preset \"sc-mtcs\"; did you mean sc-mcts? known are uct"),
    .usage("search tic-tac-toe --ties last --json", "first, random"),
    .usage("search connect-four --json --widening some", "'some'", "progressive:FACTOR"),
    .usage("search connect-four --json --widening progressive:0,2", "exponent from 0 to 1"),
    .usage("search connect-four --unheard-of", "'--unheard-of'"),
    .usage("search connect-four tic-tac-toe", "'tic-tac-toe'"),
    .usage("presets uct puct", "'puct'", "treetop presets --help"),
    .usage("evaluate", "expected blocksworld, tic-tac-toe, connect-four, design, files"),
    .usage("evaluate bloksworld", "bloksworld: there is no such folder; expected blocksworld"),
    .usage("evaluate blocksworld a.pddl", "expected blocksworld alone, or files"),
    .usage("evaluate tic-tac-toe --blocks 3", "--blocks is for blocksworld", "tic-tac-toe"),
    .usage("evaluate tic-tac-toe --horizon optimal", "--horizon is for blocksworld"),
    .usage("evaluate tic-tac-toe --steps 9", "positions of tic-tac-toe are solved with 2 to 8"),
    .failure("evaluate tic-tac-toe --preset rap --count 1", "rap takes blocksworld, tree"),
    .failure("evaluate tic-tac-toe --preset expert-greedy --count 1", "are for blocksworld"),
    .usage("evaluate blocksworld --preset uct,alpha", "accepted are uct, puct"),
    .usage("evaluate blocksworld --preset greedi", "did you mean greedy?"),
    .usage("evaluate blocksworld --preset uct,uct", "each preset is accepted once"),
    .usage(
      "evaluate blocksworld --steps 2,3", "no problems of 3 steps", "even numbers from 2 to 20"),
    .usage("evaluate blocksworld --steps 2,,4", "whole numbers from 2", "commas"),
    .usage("evaluate blocksworld --steps 22", "no problems of 22 steps"),
    .usage("evaluate blocksworld --count 0", "'0'", "a whole number from 1"),
    .usage("evaluate blocksworld --blocks 3,7", "whole numbers from 3 to 6"),
    .usage("evaluate blocksworld --blocks 3 --steps 8 --count 5000", "--count", "--blocks"),
    .usage("evaluate blocksworld --horizon 12", "accepted are optimal and optimal+N"),
    .usage("evaluate blocksworld --iterations 0", "from 1 to 1000000"),
    .usage("evaluate blocksworld --jobs 0", "from 1 to 256"),
    .usage("evaluate a.pddl --count 3", "--count is for random problems"),
    .failure("open - --batch", "treetop: standard input: this is an empty file"),
    .failure("evaluate /nowhere/a.pddl", "/nowhere/a.pddl: there is no such file"),
    .failure("evaluate blocksworld --count 1 --output /nowhere/f", "/nowhere/f: No such file"),
    .failure("search tree:/nowhere/a.json --batch", "/nowhere/a.json: there is no such file"),
    .failure("search tree:/tmp --batch", "/tmp: this is a folder"),
    .failure("search blocksworld:/nowhere/b.pddl --batch", "/nowhere/b.pddl: there is no"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told in one line that says what is accepted`(mistake: Mistake) throws {
    let ending = try Program.start(mistake.arguments).end()
    #expect(ending.status == mistake.status)
    #expect(ending.output.isEmpty)
    #expect(ending.error.hasPrefix("treetop: ") && ending.error.hasSuffix("\n"))
    #expect(ending.error.filter(\.isNewline).count == 1)
    for words in mistake.words { #expect(ending.error.contains(words), "\(ending.error)") }
  }

  @Test func `a broken file is told with line and column`() throws {
    let tree = try TemporaryFile("{\n  \"rot\": {}\n}\n", named: "broken.json")
    let ending = try Program.run("search", "tree:" + tree.path, "--batch", "--iterations", "1")
    #expect(ending.status == 1)
    #expect(ending.error.hasPrefix("treetop: \(tree.path):2:3: "))
    #expect(ending.error.filter(\.isNewline).count == 1)
    let problem = try TemporaryFile("(define (problem p)", named: "broken.pddl")
    let second = try Program.run("search", "blocksworld:" + problem.path, "--json")
    #expect(second.status == 1 && second.error.hasPrefix("treetop: \(problem.path):1:1: "))
  }

  @Test func `a hostile argument reaches the terminal as visible signs`() throws {
    let hostile = "tic-tac-toe:\u{1B}]0;owned\u{7}\n\u{202E}\u{9B}31m"
    for locale in ["C.UTF-8", "C"] {
      let ending = try Program.run("search", hostile, "--batch", locale: locale)
      #expect(ending.status == 2)
      #expect(ending.error.filter(\.isNewline).count == 1)
      #expect(Hostile.dangers(in: ending.error).isEmpty)
    }
  }
}
