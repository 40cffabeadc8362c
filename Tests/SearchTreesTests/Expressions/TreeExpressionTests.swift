import Groundwork
import SearchTrees
import Testing

struct TreeExpressionTests {
  /// A small tree: the root with left (10 visits, .5), right (4, .25) and a/b (0), and left/key (6, 1).
  private func facts() -> KnownFacts {
    let facts = KnownFacts(
      statistics: StatisticLayout([
        Statistic("squares", "", kind: .sum), Statistic("N", "", kind: .sum),
        Statistic("own value", "", kind: .sum),
      ]))
    let first = facts.add(["left", "right", "a/b"])
    let below = facts.add(["key", "#9", "say \"x\""], below: first[0])
    facts.set(.root, visits: 14, sum: 6)
    facts.set(first[0], visits: 10, sum: 5)
    facts.set(first[1], visits: 4, sum: 1)
    facts.set(below[0], visits: 6, sum: 6)
    for (node, prior) in zip(first, [Float(0.5), 0.25, 0.25]) {
      facts.tree.priors[node.index] = prior
    }
    facts.tree.statistics[0, first[0]] = 7
    facts.tree.statistics[1, first[0]] = 99
    facts.tree.statistics[2, first[0]] = -1
    facts.searchFacts.iterations = 14
    facts.searchFacts.depth = 2
    facts.searchFacts.constant = 1.5
    facts.searchFacts.best = first[0]
    facts.lastSimulation = LastSimulation(path: [.root, first[0], below[0]], value: 1)
    facts.searchFacts.bestLine = [.root, first[0]]
    facts.decisions[.root] = SelectionTable(
      node: .root, rule: "UCT", formula: "", parentVisits: 14, exploration: NamedNumber("c", 1.5),
      candidates: [
        .init(
          node: first[0], visits: 10, value: 0.5,
          terms: [NamedNumber("Q", 0.5), NamedNumber("U", 0.75)], score: 1.25, slope: 0.5),
        .init(
          node: first[1], visits: 4, value: 0.25,
          terms: [NamedNumber("Q", 0.25), NamedNumber("U", 1.5)], score: 1.75, slope: 1),
      ])
    var verdict = Verdict(value: 1)
    var part = VerdictPart("R_LL", -3)
    part.normalized = 0.5
    part.contribution = 0.25
    part.mean = -4
    part.deviation = 2
    verdict.parts = [part]
    facts.verdicts[first[0]] = verdict
    facts.texts[.rationale] = [first[0]: "Keeps a Refund reachable (step 12)."]
    facts.texts[.note] = [first[1]: "look again"]
    facts.ages[first[0]] = 3
    return facts
  }

  @Test(
    arguments: [
      ("1 + 2 * 3", 7), ("2 * 3 + 1", 7), ("-2 ^ 2", -4), ("2 ^ 3 ^ 2", 512), ("2 ^ -1", 0.5),
      ("10 - 4 - 3", 3), ("16 / 4 / 2", 2), ("(10 - 4) - -3", 9), ("1k + 2M + 40%", 2_001_000.4),
      (".5 + 1e-1", 0.6), ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("round(-2.5)", -3),
      ("ceil(1.2)", 2), ("N(root)", 14), ("N(\"left/key\")", 6), ("N(\"a\\/b\")", 0),
      ("N(\"left/\\#9\")", 0), ("N(\"left/say \\\"x\\\"\")", 0), ("N(\"#1\")", 10),
      ("N(best)", 10), ("N(last)", 6), ("Q(pick(root))", 0.25), ("N(top(root, \"Q\"))", 10),
      ("margin(root)", 0.5), ("score(\"left\") - U(\"left\")", 0.5), ("c", 1.5),
      ("tree_depth", 2), ("depth(\"left/key\")", 2), ("iteration", 14), ("nodes", 7),
      ("flip_down(root)", 0.5), ("raw(\"left\", \"R_LL\")", -3), ("z(\"left\", \"R_LL\")", 0.5),
      ("adds(\"left\", \"R_LL\")", 0.25), ("typical(\"left\", \"R_LL\")", -4),
      ("spread(\"left\", \"R_LL\")", 2), ("term(\"left\", \"U\")", 0.75),
    ] as [(String, Double)])
  func `numbers are worked out by precedence`(text: String, expected: Double) throws {
    #expect(try facts().number(text) == expected)
  }

  @Test(
    arguments: [
      ("N", 10), ("Q", 0.5), ("P", 0.5), ("U", 0.75), ("score", 1.25), ("sum", 5), ("depth", 1),
      ("children", 3), ("share", 10.0 / 14), ("age", 3), ("squares", 7), ("stat(\"N\")", 99),
      ("stat(\"own value\")", -1), ("R_LL", -3), ("raw(\"R_LL\")", -3), ("term(\"Q\")", 0.5),
      ("squares(\"#1\")", 7),
    ] as [(String, Double)])
  func `functions of a node are about the one at hand`(text: String, expected: Double) throws {
    #expect(try facts().number(text, at: NodeID(1)) == expected)
  }

  @Test(
    arguments: [
      ("onbest", [0, 1]), ("onpath", [0, 1, 4]), ("terminal", []),
      ("not terminal and N > 5", [0, 1, 4]),
      ("action ~ \"E\"", []), ("action ~ \"e\"", [1, 4]), ("action = \"right\"", [2]),
      ("action != \"right\" and depth = 1", [1, 3]), ("action = \"a/b\"", [3]),
      ("action ~ \"^[lr]\"", [1, 2]), ("rationale ~ \"refund\"", [1]),
      ("rationale ~ \"REFUND\"", []),
      ("rationale ~ \"step \\d+\"", [1]), ("note", [2]), ("not note", [0, 1, 3, 4, 5, 6]),
      ("not rationale", []), ("Q < .4", [2]), ("! Q < .4", [0, 1, 4]),
      ("!Q < .4 | Q < .4", [0, 1, 2, 4]),
      ("N = N", [0, 1, 2, 3, 4, 5, 6]), ("Q = Q", [0, 1, 2, 4]),
      ("N > N(\"right\") & N < 14", [1, 4]),
      ("best = \"left\" and N > 9", [0, 1]), ("pick(root) = \"left\"", []),
      ("score > 1.5", [2]), ("text ~ \"x\"", []), ("depth > 1 | proven", [4, 5, 6]),
      ("share > 50%", [0, 1, 4]), ("action ~ \"say \\\"\"", [6]),
    ] as [(String, [Int])])
  func `only what is true is a match`(text: String, expected: [Int]) throws {
    #expect(try facts().matches(text) == expected)
  }

  @Test(
    arguments: [
      ("", 1, "nothing is here; N > 100 would be a condition"),
      ("N >", 4, "the end stands where a number, a name, a text in quotes or \"(\" is expected"),
      ("N > 100 Q", 9, "\"Q\" stands where a sign such as + < and, or the end is expected"),
      ("0 < Q < 1", 7, "a second comparison; join two of them with and: 0 < Q and Q < 1"),
      ("(N > 1", 7, "the end stands where \")\" is expected"),
      ("N > 1q", 6, "\"q\" behind a number; k, M and % may stand there"),
      ("N $ 1", 3, "\"$\" means nothing in an expression"),
      ("note ~ \"x", 8, "this text has no quote at its end"),
      ("M > 1", 1, "no name is called \"M\": there are N Q U P score sum"),
      ("n > 1", 1, "no name is called \"n\": did you mean N?"),
      ("rationle ~ \"x\"", 1, "no name is called \"rationle\": did you mean rationale?"),
      ("sqr(Q) > 1", 1, "no function is called \"sqr\": did you mean sqrt?"),
      ("N + proven > 1", 5, "a condition stands where a number is expected"),
      (
        "N", 1,
        "a number stands where a condition is expected; compare it: N > 100, best = \"left\""
      ),
      ("Q ~ \"x\"", 1, "a number has no words to look in; action, text, rationale and note have"),
      ("note ~ Q", 8, "behind ~ stands a text in quotes: rationale ~ \"refund\""),
      ("note ~ \"(\"", 8, "\"(\" is no regular expression"),
      ("note = Q", 6, "a text of a node and a number cannot be compared"),
      (
        "pick(N) = best", 6, "a number stands where a node is expected: root, \"left/key\", \"#17\""
      ),
      ("pick = best", 1, "pick takes one node: pick(root)"),
      ("sqrt(1, 2) > 1", 1, "sqrt takes one number: sqrt(Q)"),
      ("min(1) > 1", 1, "min takes two numbers or more: min(Q, 0)"),
      ("stat(\"pi\") > 1", 6, "no statistic is called \"pi\": there are squares N own value"),
      ("term(\"V\") > 1", 6, "no term is called \"V\": there are Q U"),
      ("raw(R_LL) > 1", 1, "raw takes a name in quotes: raw(\"NAME\") or raw(NODE, \"NAME\")"),
      ("N(\"#x\") > 1", 4, "\"#x\" is no number of a node: \"#17\"; an action begins with \\#"),
      ("N(\"\") > 1", 3, "an empty path; the root is called root"),
      ("c(root) > 1", 1, "c takes nothing in brackets"),
      (
        "! N", 3,
        "a number stands where a condition is expected; compare it: N > 100, best = \"left\""
      ),
      ("N(\"#7\") > 1", 3, "there is no node #7; the last is #6"),
      ("N(\"lft\") > 1", 3, "the root has no action \"lft\"; it has \"left\" \"right\" \"a/b\""),
      ("N(\"left/x\") > 1", 3, "\"left\" has no action \"x\"; it has \"key\" \"#9\" \"say \"x\"\""),
      ("N(\"right/x\") > 1", 3, "\"right\" has no children"),
    ] as [(String, Int, String)])
  func `an error points at the column and says what would fit`(
    text: String, column: Int, reason: String
  ) throws {
    let error = #expect(throws: ExpressionError.self) { try facts().matches(text) }
    #expect(error?.column == column)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func `a path that fits several siblings names their numbers`() throws {
    let facts = KnownFacts()
    facts.add(["same", "same", "other"])
    let error = #expect(throws: ExpressionError.self) { try facts.matches("N(\"same\") > 1") }
    #expect(error?.reason == "\"same\" fits 2 siblings: \"#1\" \"#2\"")
  }

  @Test(
    arguments: [
      ("N(root) & N(root)", 9, "lessons have no \"&\": write and"),
      ("N(root) > 1 || c > 1", 13, "lessons have no \"||\": write or"),
      ("N(root) == 1", 9, "lessons have no \"==\": write ="),
      ("!plan_valid", 1, "lessons have no \"!\": write not"),
      ("N > 1", 1, "N of which node? N(root), N(\"left/key\")"),
      ("onbest", 1, "no name is called \"onbest\""), ("tree_depth > 1", 1, "no name is called"),
      ("squares > 1", 1, "no name is called"),
    ] as [(String, Int, String)])
  func `lessons know the words alone, and no node is at hand`(
    text: String, column: Int, reason: String
  ) {
    let error = #expect(throws: ExpressionError.self) {
      try TreeExpression(text, ExpressionNames(statistics: ["squares"]), .lesson)
    }
    #expect(error?.column == column)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func `in lessons depth is the tree's and a text is a node`() throws {
    let facts = facts()
    let depth = try TreeExpression("depth = 2 and not banned(\"left\")", ExpressionNames(), .lesson)
    #expect(depth.kind == .condition)
    #expect(try ExpressionEvaluator(depth, facts).condition(at: .root) == true)
    let node = try TreeExpression("\"left/key\"", ExpressionNames(), .lesson)
    #expect(node.kind == .node)
    #expect(try ExpressionEvaluator(node, facts).node(at: .root) == NodeID(4))
  }

  @Test(
    arguments: [
      ("N > 1 & ra", ["rationale", "raw("]), ("dep", ["depth"]), ("note ~ \"N", []), ("N > 1", []),
      ("sq", ["sqrt(", "squares"]), ("", []), ("R_", ["R_LL"]), ("N", ["nodes", "note"]),
    ] as [(String, [String])])
  func `names are completed while they are typed`(text: String, expected: [String]) {
    #expect(Set(facts().expressionNames.completions(of: text).map(\.name)).isSuperset(of: expected))
    if expected.isEmpty { #expect(facts().expressionNames.completions(of: text).isEmpty) }
  }

  @Test func `what a search does not know is said where it is asked for`() {
    let names = ExpressionNames(unknown: ["age": "a running search does not keep it"])
    let error = #expect(throws: ExpressionError.self) { try TreeExpression("N > age", names) }
    #expect(error == ExpressionError(column: 5, reason: "age: a running search does not keep it"))
    #expect(!names.entries().map(\.name).contains("age"))
  }

  @Test func `nothing is nested or chained so deep that the stack ends`() throws {
    let names = ExpressionNames()
    for (open, close) in [("(", ")"), ("not ", ""), ("2 ^ ", ""), ("abs(", ")")] {
      let text = String(repeating: open, count: 5000) + "1" + String(repeating: close, count: 5000)
      #expect(throws: ExpressionError.self) { try TreeExpression(text, names) }
    }
    let chain = Array(repeating: "N", count: 499).joined(separator: " + ")
    #expect(try facts().number(chain) == 14 * 499)
    #expect(throws: ExpressionError.self) { try TreeExpression(chain + " + " + chain, names) }
  }
}
