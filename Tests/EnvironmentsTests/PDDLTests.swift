import Environments
import Testing
import TreeSearch

@Suite struct PDDLTests {
  /// A text with one mark `<!>` before the character that the error must point at.
  struct Marked: CustomTestStringConvertible, Sendable {
    var text: String
    var reason: String

    var testDescription: String { reason }

    /// The text without the mark.
    var clean: String { parts.joined() }

    /// The line and column of the mark.
    var place: (line: Int, column: Int) {
      let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
      return (lines.count, (lines.last?.count ?? 0) + 1)
    }

    private var parts: [String] {
      guard let mark = text.firstRange(of: "<!>") else { return [text] }
      return [String(text[..<mark.lowerBound]), String(text[mark.upperBound...])]
    }
  }

  /// A problem of three blocks with other facts and another goal.
  static func problem(_ facts: String, goal: String = "(on a b)") -> String {
    "(define (problem p)\n (:domain blocksworld-4ops)\n (:objects a b c)\n (:init \(facts))\n"
      + " (:goal \(goal)))"
  }

  /// Three blocks side by side.
  static let flat = "(handempty) (ontable a) (ontable b) (ontable c) (clear a) (clear b) (clear c)"

  static let mistakes: [Marked] = [
    Marked(text: "<!>", reason: "the file holds no problem"),
    Marked(text: "<!>define", reason: "expected \"(\" and \"define\""),
    Marked(text: "; a\n<!>(define (problem p)", reason: "this parenthesis is never closed"),
    Marked(
      text: "(define (problem p) (:domain blocks)\n  <!>(:init (clear a)",
      reason: "this parenthesis is never closed"),
    Marked(
      text: "(define)<!>)", reason: "text after the end of the problem: one parenthesis too many?"),
    Marked(text: "<!>)", reason: "\")\" closes nothing"),
    Marked(text: "<!>(defin (problem p))", reason: "expected (define (problem NAME) ...)"),
    Marked(text: "(define <!>(:domain blocks))", reason: "expected (problem NAME) after define"),
    Marked(text: "((((((((((((((((<!>(", reason: "parentheses are nested too deeply"),
    Marked(text: "<!>(define (problem p))", reason: "the section (:domain ...) is missing"),
    Marked(
      text: "<!>(define (problem p) (:domain blocks) (:objects a) (:init))",
      reason: "the section (:goal ...) is missing"),
    Marked(
      text: "(define (problem p) <!>(:domain logistics) (:objects a) (:init) (:goal (clear a)))",
      reason: "the domain is \"logistics\"; accepted is blocksworld-4ops"),
    Marked(
      text: "(define (problem p)\n <!>(:goals (clear a)))",
      reason: "\":goals\" is not a section; expected :domain, :objects, :init, :goal"),
    Marked(
      text: "(define (problem p) (:domain blocks)\n <!>(:domain blocks))",
      reason: "the section :domain stands here a second time"),
    Marked(
      text: "(define (problem p) (:domain blocks) (:objects a b <!>A) (:init) (:goal (clear a)))",
      reason: "the block \"a\" is named twice"),
    Marked(
      text: "(define (problem p) (:domain blocks) <!>(:objects) (:init) (:goal (clear a)))",
      reason: "0 blocks; accepted are 1 to 12"),
    Marked(
      text:
        "(define (problem p) (:domain blocks) (:objects <!>\u{00e9}) (:init) (:goal (clear a)))",
      reason: "\"\u{00e9}\" is not a name of ASCII characters"),
    Marked(
      text: problem("<!>(above a b)"),
      reason: "unknown predicate \"above\"; expected clear, ontable, handempty, holding or on"),
    Marked(text: problem("(on a <!>z)"), reason: "unknown object \"z\"; the objects are a, b, c"),
    Marked(text: problem("<!>(on a)"), reason: "on takes 2 blocks, here are 1"),
    Marked(text: problem("<!>clear"), reason: "expected a fact such as (on a b)"),
    Marked(text: problem("(ontable a) <!>(on a b)"), reason: "a is in two places"),
    Marked(text: problem("(on a c) <!>(on b c)"), reason: "both a and b are on c"),
    Marked(text: problem("(holding a) <!>(holding b)"), reason: "both a and b are in the hand"),
    Marked(text: problem("(on a b) (on b c) <!>(on c a)"), reason: "c is above itself"),
    Marked(text: problem("<!>(on a a)"), reason: "a is above itself"),
    Marked(
      text: problem("(holding b) <!>(on a b)"), reason: "a block that is held carries another"),
    Marked(
      text: problem("(on a b) <!>(holding b)"), reason: "a block that is held carries another"),
    Marked(
      text: problem("X").replacing("(:init X)", with: "<!>(:init (ontable a) (ontable b))"),
      reason: "c is nowhere; expected (ontable c), (on c ...) or holding"),
    Marked(
      text: problem(
        "(handempty) (on a b) (ontable b) (ontable c) (clear a) <!>(clear b) (clear c)"),
      reason: "(clear b) contradicts the other facts of the start"),
    Marked(
      text: problem("X").replacing(
        "(:init X)", with: "<!>(:init (ontable a) (ontable b) (ontable c) (clear a) (handempty))"),
      reason: "(clear b) is missing, yet the other facts of the start imply it"),
    Marked(
      text: problem("(holding a) <!>(handempty) (ontable b) (ontable c) (clear b) (clear c)"),
      reason: "(handempty) contradicts the other facts of the start"),
    Marked(
      text: problem(flat, goal: "<!>(not (on a b))"),
      reason: "unknown predicate \"not\"; expected clear, ontable, handempty, holding or on"),
    Marked(text: problem(flat, goal: "(and (on a b) <!>(on b a))"), reason: "b is above itself"),
    Marked(
      text: problem(flat, goal: "(and (on a b) <!>(clear b))"),
      reason: "the goal cannot be: (clear b) contradicts the rest of it"),
    Marked(
      text: problem(flat, goal: "(and (holding a) <!>(handempty))"),
      reason: "the goal cannot be: (handempty) contradicts the rest of it"),
    Marked(
      text: problem(flat, goal: "X").replacing("(:goal X)", with: "<!>(:goal (and))"),
      reason: "the goal asks for nothing"),
    Marked(
      text: problem(flat, goal: "X").replacing("(:goal X)", with: "<!>(:goal (clear a))"),
      reason: "the goal holds at the start already"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its line, column and reason`(mistake: Marked) {
    let error = problemError { () throws(ProblemError) in
      try Blocksworld(pddl: mistake.clean, path: "p.pddl")
    }
    let place = mistake.place
    #expect(
      error
        == ProblemError(
          source: "p.pddl", line: place.line, column: place.column, reason: mistake.reason))
  }

  @Test func `comments, case, types and line ends do not matter`() throws {
    let text = """
      \u{feff};; made by hand
      (DEFINE (Problem P) ; a name
        (:requirements :strips)
        (:DOMAIN Blocksworld-4ops) (:objects A - block b c - block)
        (:goal (AND (On a b) (ontable B) (clear c) (handempty)))
        (:init \(Self.flat.uppercased())))
      ; the end
      """.replacing("\n", with: "\r\n")
    let problem = try Blocksworld(pddl: text, path: "p.pddl")
    #expect(problem.optimalLength == 2)
    #expect(problem.goalCount == 4)
    #expect(problem.validate(plan: ["(PICK-UP A)", "(stack a b)"]) == .valid(steps: 2))
  }
}
