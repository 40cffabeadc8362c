import Environments
import Groundwork
import Testing
import TreeSearch

/// Blocksworld done on sentences alone, as programs that prompt language models do it.
private struct TextWorld {
  var facts: [String]

  init(sentence: String) {
    facts = sentence.dropLast().split(separator: ", ").flatMap { part in
      part.hasPrefix("and ") ? [String(part.dropFirst(4))] : Self.halves(String(part))
    }
  }

  static func halves(_ part: String) -> [String] {
    let words = part.split(separator: " ")
    guard let middle = words.firstIndex(of: "and") else { return [part] }
    return [words[..<middle], words[(middle + 1)...]].map { $0.joined(separator: " ") }
  }

  /// The block that a fact begins with.
  func block(_ fact: String) -> String { String(fact.split(separator: " ")[1]) }

  var held: String? {
    facts.first { $0.hasPrefix("the hand is holding the ") }
      .map { String($0.split(separator: " ")[5]) }
  }

  var actions: [String] {
    let clear = facts.filter { $0.hasSuffix(" is clear") }.map(block)
    if let held {
      return clear.map { "stack the \(held) block on top of the \($0) block" }
        + ["put down the \(held) block"]
    }
    return clear.map { block in
      guard let on = facts.first(where: { $0.hasPrefix("the \(block) block is on top of the ") })
      else { return "pick up the \(block) block" }
      return "unstack the \(block) block from on top of the \(on.split(separator: " ")[8]) block"
    }
  }

  mutating func apply(_ action: String) {
    let words = action.split(separator: " ").map(String.init)
    let block = words[words.firstIndex(of: "the").map { $0 + 1 } ?? 0]
    let other = words.last == "block" ? words[words.count - 2] : ""
    let lifts = words[0] == "pick" || words[0] == "unstack"
    facts.removeAll {
      $0.hasPrefix("the hand is ") || $0.hasPrefix("the \(block) block ")
        || words[0] == "stack" && $0 == "the \(other) block is clear"
    }
    if lifts {
      facts += ["the hand is holding the \(block) block", "the \(block) block is in the hand"]
      if words[0] == "unstack" { facts.append("the \(other) block is clear") }
    } else {
      facts += ["the hand is empty", "the \(block) block is clear"]
      facts.append(
        words[0] == "stack"
          ? "the \(block) block is on top of the \(other) block"
          : "the \(block) block is on the table")
    }
    func rank(_ fact: String) -> Int {
      if fact.contains("clear") || fact.contains("in the hand") { return 1 }
      if fact.hasPrefix("the hand is") { return 2 }
      return fact.contains("on top of") ? 3 : 4
    }
    facts.sort { (rank($0), $0) < (rank($1), $1) }
  }

  var sentence: String {
    facts.dropLast().joined(separator: ", ") + ", and " + (facts.last ?? "") + "."
  }
}

@Suite struct BlocksworldTextTests {
  /// Red on blue, orange and yellow on the table; goal: blue on orange, red on blue.
  let pddl = """
    ; a comment (with a parenthesis
    (define (problem BW-4)
      (:domain blocksworld-4ops)
      (:objects a b C d)
      (:init (handempty) (ONTABLE b) (ontable c) (ontable d) (on a b) (clear a) (clear c) (clear d))
      (:goal (and (on b c) (on a b))))
    """

  @Test func `sentences are literally those that language models are given`() throws {
    let problem = try Blocksworld(pddl: pddl, path: "four.pddl")
    #expect(problem.name == "blocksworld:four.pddl")
    #expect(problem.optimalLength == 6 && problem.horizon == 8)
    var state = problem.initialState
    #expect(
      problem.sentence(for: state) == """
        the red block is clear, the orange block is clear, the yellow block is clear, \
        the hand is empty, the red block is on top of the blue block, the blue block is on the \
        table, the orange block is on the table and the yellow block is on the table.
        """)
    #expect(
      problem.goalSentence == """
        the red block is on top of the blue block and the blue block is on top of the orange block.
        """)
    let codes = (0..<3).map { problem.action(at: $0, in: state) }
    #expect(
      codes.map { problem.text(of: $0, in: state) } == [
        "unstack the red block from on top of the blue block", "pick up the orange block",
        "pick up the yellow block",
      ])
    #expect(labels(problem, in: state) == ["unstack red blue", "pick up orange", "pick up yellow"])
    #expect(
      codes.map { problem.pddl(of: $0, in: state) } == [
        "(unstack a b)", "(pick-up c)", "(pick-up d)",
      ])
    state = successor(problem, of: state, at: 0).state
    #expect(
      problem.sentence(for: state) == """
        the blue block is clear, the orange block is clear, the red block is in the hand, the \
        yellow block is clear, the hand is holding the red block, the blue block is on the table, \
        the orange block is on the table, and the yellow block is on the table.
        """)
    let stacks = (0..<4).map { problem.action(at: $0, in: state) }
    #expect(
      stacks.map { problem.text(of: $0, in: state) } == [
        "stack the red block on top of the blue block",
        "stack the red block on top of the orange block",
        "stack the red block on top of the yellow block", "put down the red block",
      ])
    #expect(problem.label(of: stacks[0], in: state) == "stack red on blue")
    #expect(problem.label(of: stacks[3], in: state) == "put down red")
    #expect(
      stacks.map { problem.pddl(of: $0, in: state) } == [
        "(stack a b)", "(stack a c)", "(stack a d)", "(put-down a)",
      ])
  }

  @Test func `states agree with a world made of sentences`() throws {
    var random = RandomSource(seed: 11)
    for seed in UInt64(1)...15 {
      let problem = try Blocksworld(blocks: 5, steps: 10, seed: seed, horizon: 40)
      var world = TextWorld(sentence: problem.sentence(for: problem.initialState))
      playAtRandom(problem, using: &random) { before, action, after, _ in
        let count = problem.actionCount(in: before)
        let texts = (0..<count).map { index in
          problem.text(of: problem.action(at: index, in: before), in: before)
        }
        #expect(texts == world.actions)
        world.apply(problem.text(of: action, in: before))
        #expect(problem.sentence(for: after) == world.sentence)
      }
    }
  }

  @Test func `a state is drawn with its stacks, hand, goal and distance`() throws {
    let problem = try Blocksworld(pddl: pddl, path: "four.pddl")
    #expect(problem.line(for: problem.initialState) == "[blue red] [orange] [yellow]")
    #expect(
      problem.picture(of: problem.initialState) == [
        "  hand: empty",
        "  | red  |",
        "  | blue |  | orange |  | yellow |",
        "====================================",
        "goal:",
        "  [ ] the blue block is on top of the orange block",
        "  [x] the red block is on top of the blue block",
        "step 0 of at most 8",
        "6 steps from the goal (breadth-first)",
      ])
    let lifted = successor(problem, of: problem.initialState, at: 0).state
    #expect(problem.line(for: lifted) == "[blue] [orange] [yellow] hand: red")
    #expect(problem.picture(of: lifted)[0] == "  hand: red")
  }

  @Test func `names that are not letters are shown as they are`() throws {
    let problem = try Blocksworld(
      pddl: """
        (define (problem p) (:domain blocks) (:objects crate-1 crate-2 a - block)
          (:init (holding crate-1) (ontable crate-2) (clear crate-2) (ontable a) (clear a))
          (:goal (on crate-1 a)))
        """, path: "p.pddl")
    #expect(
      labels(problem, in: problem.initialState) == [
        "stack crate-1 on red", "stack crate-1 on crate-2", "put down crate-1",
      ])
    #expect(problem.optimalLength == 1)
    #expect(
      problem.sentence(for: problem.initialState).hasPrefix(
        "the red block is clear, the crate-2 block is clear, the hand is holding the crate-1"))
    let mixed = try Blocksworld(
      pddl: """
        (define (problem p) (:domain blocks) (:objects red a)
          (:init (handempty) (ontable red) (clear red) (ontable a) (clear a)) (:goal (on a red)))
        """, path: "p.pddl")
    #expect(labels(mixed, in: mixed.initialState) == ["pick up a", "pick up red"])
  }
}
