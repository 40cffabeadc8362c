import Lessons
import Testing

/// What an author is told, and at which line.
@Suite struct FaultTests {
  /// A body of a lesson, which begins in line 6, and what is said: the line and a part of the message.
  struct Case: CustomTestStringConvertible, Sendable {
    var body: String
    var line: Int
    var part: String
    var testDescription: String { part }

    init(_ line: Int, _ part: String, _ body: String) {
      self.body = body
      self.line = line
      self.part = part
    }
  }

  static let search = ":search bandit:0.4,0.6 --seed 14 --blind\n:to 20"

  static let errors: [Case] = [
    Case(6, "there is no directive :serach; did you mean :search?", ":serach bandit:0.4,0.6"),
    Case(6, ":answer is out of place: it stands behind :ask", ":answer 3"),
    Case(7, ":goal is out of place behind :ask number", ":ask number x?\n:goal true\n:why y"),
    Case(6, "out of place: it belongs before the first step", ":minutes 3"),
    Case(8, "the root has no action \"arm 3\"; it has", "\(search)\nA {N(\"arm 3\")} b"),
    Case(8, "no name is called \"best_arm\"", "\(search)\nA {best_arm} b"),
    Case(8, "nothing stands between the braces", "\(search)\nA {} b"),
    Case(8, "this { has no }", "\(search)\nA {N(root) b"),
    Case(8, "this is a number; expected a condition", "\(search)\n:expect N(root)"),
    Case(6, ":ask number has no :why", ":ask number x?\n:answer 3"),
    Case(6, ":ask yesno has no :answer", ":ask yesno x?\n:why y"),
    Case(6, ":ask node has no words", ":ask node\n:answer best\n:why y"),
    Case(6, "no options with [x]", ":ask choice x?\n- [ ] a :: true\n- [ ] b :: true\n:why y"),
    Case(6, "2 options with [x]", ":ask choice x?\n- [x] a :: true\n- [x] b :: true\n:why y"),
    Case(6, "or :untied", ":ask choice x?\n- [x] a\n- [ ] b\n:why y"),
    Case(6, "an option out of place", "- [x] a :: true"),
    Case(
      9, "the right option does not hold; N(\"arm 1\") is 11",
      "\(search)\n:ask choice x?\n- [x] a :: N(\"arm 1\") = 12\n- [ ] b :: false\n:why y"),
    Case(
      10, "holds too; N(\"arm 1\") is 11",
      "\(search)\n:ask choice x?\n- [x] a :: true\n- [ ] b :: N(\"arm 1\") = 11\n:why y"),
    Case(
      8, "is not whole; expected :within", "\(search)\n:ask number x?\n:answer U(\"arm 1\")\n:why y"
    ),
    Case(
      9, "the answer is not finite",
      ":search bandit:0.4,0.6 --seed 14 --blind\n:to 2\n:ask number x?\n:answer score(\"arm 1\")\n"
        + ":within 1\n:why y"),
    Case(
      11, "this wrong answer, 0.738, is right",
      "\(search)\n:ask number x?\n:answer U(\"arm 1\")\n:within 0.01\n:miss U(\"arm 1\") -- z\n:why y"
    ),
    Case(
      10, "this wrong answer is the right one: arm 1",
      "\(search)\n:ask node x?\n:answer best\n:miss \"arm 1\" z\n:why y"),
    Case(
      9, "a tie: top(root, \"N\") is \"arm 2\" as well as \"arm 1\"",
      ":search bandit:0.4,0.6 --seed 14 --blind\n:to 3\n:ask node x?\n:answer top(root, \"N\")\n:why y"
    ),
    Case(
      9, "Q(\"arm 1\") is not known: \"arm 1\" has no visits",
      ":search bandit:0.4,0.6 --seed 14 --blind\n:to 2\n:ask number x?\n:answer Q(\"arm 1\")\n"
        + ":within 1\n:why y"),
    Case(
      8, "not so within 50 simulations; N(root) is 70", "\(search)\n:until N(root) > 100 max 50"),
    Case(8, "iteration 3 has passed: the search is at 20", "\(search)\n:to 3"),
    Case(6, "there is no search yet", ":to 3"),
    Case(8, ":return without :branch", "\(search)\n:return"),
    Case(8, "this is not so: N(root) = 3; N(root) is 20", "\(search)\n:expect N(root) = 3"),
    Case(
      9, "the goal is reached before anything is done",
      "\(search)\n:do x\n:goal N(root) > 3\n:solution run 1\n:why y"),
    Case(
      9, "the :solution does not reach the goal; N(root) is 21",
      "\(search)\n:do x\n:goal N(root) > 30\n:solution run 1\n:why y"),
    Case(
      10, "takes 20 simulations; the budget is 10",
      "\(search)\n:do x\n:goal N(root) > 30\n:budget 10\n:solution run 20\n:why y"),
    Case(
      11, "run is not among the :keys",
      "\(search)\n:do x\n:goal N(root) > 30\n:keys set\n:solution run 20\n:why y"),
    Case(6, "this fence is never closed", "```text\nabc"),
    Case(6, "a fence of the kind \"json\"", "```json\nabc\n```"),
    Case(
      8, "the tree \"t\"", "```tree t\n{\"root\": {\"children\": [\n{\"reward\": x}]}}\n```"),
    Case(6, "there is no problem \"bandid\"; did you mean bandit?", ":search bandid:0.4"),
    Case(6, "--blind is for bandit", ":search tic-tac-toe --blind"),
    Case(7, "solved at iteration 2", ":search tic-tac-toe:XO.XO.... --solve\n:to 9"),
    Case(
      6, "no iteration 99999: the recording ends at 100", ":open trees/patient-1.jsonl at 99999"),
    Case(7, "the recording ends at 100", ":open trees/patient-1.jsonl at 90\n:run 20"),
    Case(7, "a recording cannot be changed", ":open trees/patient-1.jsonl at 90\n:ban good"),
    Case(6, "there is no recording no.jsonl", ":open no.jsonl"),
    Case(6, "there is no column or page \"V\"", ":hide V"),
    Case(6, "there is no page \"Selecton\"; did you mean selection?", ":page Selecton"),
    Case(6, "behind :run; expected N", ":run many"),
    Case(7, "\"jump\" is no motion or edit", ":ask yesno x?\n:then jump 3\n:answer true\n:why y"),
    Case(6, "\"nod\" behind :ask; did you mean node?", ":ask nod x?"),
    Case(6, "N has a meaning already", ":let N = 3"),
    Case(
      6, "so for 2 of 2 seeds; expected 1", ":tally 1..2 bandit:0.4,0.6 | to 3 | N(root) = 3 | 1"),
    Case(
      6, "this is not so: N(root) = 4; N(root) is 3", ":verify bandit:0.4,0.6 | to 3 | N(root) = 4"),
    Case(6, "titles begin with #", "### deep"),
    Case(8, "did you mean :why?", ":ask yesno x?\n:answer true\n:wyh y"),
    Case(7, "nothing behind :hint", ":ask yesno x?\n:hint\n:answer true\n:why y"),
    Case(
      10, "nothing behind :miss", "\(search)\n:ask node x?\n:answer best\n:miss \"arm 2\"\n:why y"),
    Case(6, "there is no search yet", ":to 3\n:do x\n:goal N(root) > 3\n:solution run 4\n:why y"),
    Case(8, "a second :why of one question", ":ask yesno x?\n:why a\n:why b\n:answer true"),
    Case(6, "a second title of the lesson", "# Again"),
    Case(8, "there is no column \"V\"; expected one of N Q P U score", "\(search)\n:mark column V"),
    Case(
      8, "the score of this search has no term \"W\"; expected one of Q U",
      "\(search)\n:mark term W"),
    Case(8, "the root has no action \"arm 3\"", "\(search)\n:mark \"arm 1\" \"arm 3\""),
  ]

  /// What is written as other programs or languages have it.
  static let foreign: [Case] = [
    Case(7, "lessons have no links", "Words\nand [a page](https://x.org) more"),
    Case(6, "lessons have no links", "<https://x.org>"),
    Case(6, "lessons have no links", "[1]: https://x.org"),
    Case(6, "lessons have no images", "![a tree](tree.png)"),
    Case(6, "lessons have no HTML", "A <b>bold</b> word"),
    Case(6, "lessons have no HTML", "<img src=\"x.png\"/>"),
    Case(6, "lessons have no HTML", "<!-- later -->"),
    Case(10, "lessons have no links", "\(search)\n:ask yesno x?\n:answer true\n:why See [it](y)."),
    Case(
      9, "lessons have no HTML",
      "\(search)\n:ask choice x?\n- [x] a<br> :: true\n- [ ] b :: false\n:why y"),
    Case(6, "not with ~~~", "~~~text\nabc\n~~~"),
    Case(6, "expected no blank before ```", "  ```text\n  abc"),
    Case(10, "above 0, at most 1000", "\(search)\n:ask yesno x?\n:answer true\n:points 0\n:why y"),
    Case(
      11, "a second :points", "\(search)\n:ask yesno x?\n:answer true\n:points 2\n:points 3\n:why y"
    ),
    Case(
      10, "with a point, not a comma: 0.01",
      "\(search)\n:ask number x?\n:answer 3\n:within 0,01\n:why y"),
    Case(8, "without commas: 1000", "\(search)\n:run 1,000"),
    Case(
      10, "with a point, not a comma: 0.5",
      "\(search)\n:ask yesno x?\n:answer true\n:points 0,5\n:why y"),
    Case(
      8, "expected :within", "\(search)\n:ask number x?\n:answer U(\"arm 1\")\n:within 0\n:why y"),
    Case(6, "that is never closed", ":search \"bandit:0.4,0.6"),
    Case(6, "behind :open", ":open trees/patient-1.jsonl at"),
    Case(6, "there is no tree \"doors\" in this lesson", ":search tree:doors"),
    Case(8, "write !=", "\(search)\n:expect N(root) <> 3"),
    Case(8, "write >=", "\(search)\n:expect N(root) \u{2265} 3"),
    Case(8, "write quotes", "\(search)\n:expect N('arm 1') > 3"),
    Case(8, "a number has a point, not a comma", "\(search)\n:expect Q(root) > 0,1"),
  ]

  @Test(arguments: foreign)
  func `what other texts have is refused with what stands here instead`(fault: Case) {
    let faults = Stages.check(Stages.lesson(fault.body)).faults.filter { $0.severity == .error }
    #expect(faults.map(\.line) == [fault.line], "\(faults)")
    #expect(faults.first?.message.contains(fault.part) == true, "\(faults)")
  }

  @Test(arguments: errors)
  func `an error is reported at its line and names what is wrong`(fault: Case) {
    let faults = Stages.check(Stages.lesson(fault.body)).faults
    #expect(
      faults.contains {
        $0.line == fault.line && $0.severity == .error && $0.message.contains(fault.part)
      }, "\(faults)")
  }

  static let warnings: [Case] = [
    Case(
      10, "an earlier option has the same words",
      "\(search)\n:ask choice x?\n- [x] a :: true\n- [ ] a :: false\n:why y"),
    Case(
      8, "the column Q is not hidden",
      "\(search)\n:ask number x?\n:answer Q(\"arm 1\")\n:within 0.1\n:why y"),
    Case(8, "score is not hidden", "\(search)\n:ask node x?\n:answer pick(root)\n:why y"),
    Case(6, "words before the student does something", String(repeating: "word ", count: 111)),
    Case(9, "the third step in a row without a question", "a\n## b\nb\n## c\nc"),
    Case(
      10, "an earlier :miss has arm 2 already",
      "\(search)\n:ask node x?\n:answer best\n:miss \"arm 2\" z\n:miss \"arm 2\" z\n:why y"),
  ]

  @Test(arguments: warnings)
  func `what may mislead a student is a warning`(fault: Case) {
    let faults = Stages.check(Stages.lesson(fault.body)).faults
    #expect(
      faults.contains { $0.severity == .warning && $0.message.contains(fault.part) }, "\(faults)")
  }

  /// Bodies with one mistake, at the line that is given; none of what follows from it is told as well.
  static let lone: [(Int, String)] = [
    (6, ":ask nod x?\n- [x] a\n:answer best\n:miss \"a\" z\n:why y"),
    (10, "\(search)\n:ask yesno x?\n:answer true\n:wyh y"), (7, ":ask number x?\n:answr 3\n:why y"),
    (9, "\(search)\n:ask number x?\n:within much\n:answer Q(root)\n:why y"),
    (9, "\(search)\n:ask yesno x?\n:then jump 3\n:answer N(root) > 30\n:why y"),
    (10, "\(search)\n:do x\n:goal N(root) > 30\n:solution rum 20\n:why y"),
    (8, "\(search)\n:let a = Q(\"arm 9\")\n{a} and {a + 1}\n:expect a > 3"),
    (8, "```tree t\n{\"root\": {\"children\": [\n{\"reward\": x}]}}\n```\n:search tree:t\n:to 3"),
    (8, "\(search)\n:ask choice x?\n- [ ] a :: true\n- [ ] b :: true\n:why y"),
    (7, ":search bandit:0.4,0.6\n:too 3\n:expect N(root) = 0"),
    (6, ":Ask yesno x?\n:answer true\n:why y"), (6, ": ask yesno x?\n:answer true\n:why y"),
    (6, ":ask: choice x?\n- [x] a :: true\n- [ ] b :: false\n:why y"),
    (8, "\(search)\n  :expect N(root) = 20"), (7, "Words.\n\t:say More words."),
    (9, "\(search)\n:ask choice x?\n* [x] a :: true\n- [ ] b :: false\n:why y"),
    (10, "\(search)\n:ask choice x?\n- [x] a :: true\n- [] b :: false\n:why y"),
    (9, "\(search)\n:ask choice x?\n-[X] a :: true\n- [ ] b :: false\n:why y"),
    (
      9,
      "```tree doors\n{\"root\": {\"children\": [{\"reward\": 1}]}}\n```\n:search tree:door --seed 1\n:to 3"
    ),
    (6, ":search bandit:0.4,0.6 --seed {seed}\n:to 3"),
    (9, "\(search)\n:do x\n:goal N(root) = 20\n:solution run 1\n:why y"),
    (
      8,
      "```tree t\n{ \"root\": { \"children\": [\n  { \"action\": \"a\", \"reward\": 1 },\n] } }\n```"
    ),
  ]

  @Test(arguments: lone)
  func `one mistake is one error, at its line`(line: Int, body: String) {
    let faults = Stages.check(Stages.lesson(body)).faults.filter { $0.severity == .error }
    #expect(faults.map(\.line) == [line], "\(faults)")
  }

  /// Files that are laid out in ways that are allowed, though no lesson of the course has them.
  static let unusual: [String] = [
    "# T\n:lesson x\n:minutes 1\n:about y\n## S\nwords",
    ":minutes 1\n:about y\n:lesson x\n\n# T\n\nBefore.\n```text\n:no {directive}\n```\n##S\nwords",
    Stages.lesson(
      "\(search)\n:ask yesno x?\n\nmore\n\n:why\nOn the next line.\n\n- a point\n:answer true"
    )
    .replacing("\n", with: "\r\n"),
    Stages.lesson(
      "\(search)\n:ask choice x?\nmore\n- [x] goes\n  on :: N(root) = 20\n- [ ] a :: b :: false\n:hint\nh\n:why y"
    ),
    Stages.lesson(
      ":search tree:t\n:hide N\n:to 9\n:ask number x?\n:answer N(\"le\\/ft\")\n```tree t\n"
        + "{\"root\": {\"children\": [{\"action\": \"le/ft\", \"reward\": 1},\n{\"action\": \"#2\", "
        + "\"reward\": 0}]}}\n```\n:why {N(\"le\\/ft\")} and {N(\"\\#2\")}"),
    Stages.lesson(
      "- [here] is a list\n- f[i](x) and `[a](b)`, N < 5, a<b and c>d\n  :-) is a face; see mcts.dev or https://mcts.dev"
    ),
    Stages.lesson(
      "\(search)\n:hide Q\n:ask number x?\n:answer Q(root)\n:within 5 %\n:why y"),
    Stages.lesson("\\: a colon\n\\# a hash\n\\{ a brace, \\{x\\} and * a star"),
    Stages.lesson(
      "\(search)\n:ban arm 1\n:allow \"arm 1\"\n:pin arm 2 1 / 2\n:phase\n:back\n:branch\n:return"
    )
    .replacing(":pin arm 2 1 / 2", with: ":pin arm 2 0.5"),
    Stages.lesson(
      "\(search)\n:mark root, \"arm 1\", column Q, term U\n:sort Q\n:page State\n:hide n, SCORE"),
  ]

  @Test(arguments: unusual)
  func `what is allowed passes as it is written`(text: String) {
    #expect(Stages.faults(text) == [])
  }

  @Test func `a node that comes only with what :then does cannot be pointed at`() {
    let tree =
      "```tree t\n{\"root\": {\"children\": [{\"action\": \"a\", \"children\": [{\"action\": \"b\", "
      + "\"reward\": 1}]}]}}\n```"
    let text = Stages.lesson(
      "\(tree)\n:search tree:t\n:to 2\n:ask node x?\n:then to 9\n:answer \"a/b\"\n:why y\n"
        + "## Another\n:search tree:t\n:to 2\n:ask node x?\n:then to 9\n:answer \"a\"\n:miss \"a/b\" z\n:why y"
    )
    let faults = Stages.check(text).faults
    #expect(faults.map(\.line) == [13, 21], "\(faults)")
    #expect(faults.allSatisfy { $0.severity == .warning && $0.message.contains("only after") })
  }

  @Test(arguments: [
    ("", 1, "the file is empty"), ("## A step\nx", 1, "the lesson has no title"),
    ("# T\n:lesson x\n:about y\n## S\nz", 1, "the header has no :minutes"),
    ("# T\n:lesson x\n:minutes 1\n:minutes 2\n:about y\n## S\nz", 4, "a second :minutes"),
    ("# T\n:lesson x\n:minuts 1\n:about y\n## S\nz", 3, "did you mean :minutes?"),
    ("# T\n:lesson X\n:minutes 1\n:about y\n## S\nz", 2, "\"X\" behind :lesson"),
    ("# T\n:lesson x\n:minutes 1\n:about y\n:to 3\n## S\nz", 5, ":to before the first step"),
    (
      "# T\n:lesson x\n:minutes 1\n:about y\n:vary seed 1..2\n## S\n:search bandit:0.4,0.6", 5,
      "no :search has {seed}"
    ),
    ("# T\n:lesson x\n:minutes 1,5\n:about y\n## S\nz", 3, "a whole number of minutes"),
    ("# T\n:lesson x\n:minutes 1\n:about y\n:objective a :: b\n## S\nz", 5, "no step is called"),
  ])
  func `the header is held to what it must have`(text: String, line: Int, part: String) {
    let faults = Stages.check(text).faults
    #expect(faults.contains { $0.line == line && $0.message.contains(part) }, "\(faults)")
  }

  @Test func `a file that is not UTF-8 is refused at the first such line`() {
    let outcome = LessonParser.parse(Array("# T\n".utf8) + [0xFF, 0x0A])
    #expect(outcome.faults.map(\.line) == [2])
  }

  @Test func `all errors of a file are told, each once`() {
    let text = Stages.lesson(
      ":serach x\n:search bandit:0.4,0.6\n:to 3\n:expect N(root) = 4\n:hide V\n{Q(\"arm 7\")}")
    let lines = Stages.check(text).faults.map(\.line)
    #expect(lines == [6, 9, 10, 11])
  }

  @Test func `after an error that spoils the search the check goes on with the next search`() {
    let text = Stages.lesson(
      ":search bandit:0.4,0.6\n:to 5\n:to 3\n:expect N(root) = 99\n:search bandit:0.4,0.6\n"
        + ":to 3\n:expect N(root) = 98")
    #expect(Stages.check(text).faults.map(\.line) == [8, 12])
  }

  @Test func `an error in an exam names the seed, and a line leaves the seeds out that fail`() {
    let text =
      "# T\n:lesson x\n:minutes 1\n:about y\n:vary seed 1..6 except 2\n## S\n"
      + ":search bandit:0.4,0.6 --seed {seed}\n:to 12\n"
      + ":expect seed != 4 and seed != 2 and N(root) = 12"
    let report = Stages.check(text)
    #expect(!report.failingSeeds.isEmpty && !report.failingSeeds.contains(2))
    #expect(report.faults.allSatisfy { $0.line == 9 && $0.message.hasPrefix("seed ") })
    #expect(report.varyLine?.hasPrefix(":vary seed 1..6 except ") == true)
    let mended = text.replacing(":vary seed 1..6 except 2", with: report.varyLine ?? "")
    #expect(Stages.check(mended).faults.isEmpty)
  }
}
