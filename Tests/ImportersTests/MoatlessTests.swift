import SearchTrees
import Testing

@testable import Importers

/// What somebody who repairs programs with Moatless reads of a step.
@Suite struct MoatlessTests {
  private static func step(_ name: String, _ file: String, _ thoughts: String) -> String {
    """
    {"action": {"thoughts": "\(thoughts)", "file_path": "\(file)", "lines": [1, 2],
      "action_args_class": "moatless.actions.\(name)Args"},
     "observation": {"message": "saw \(file)"}}
    """
  }

  private static func tree(_ first: String, _ second: String) -> String {
    """
    {"root": {"node_id": 0, "visits": 2, "value": 30, "user_message": "Fix it", "max_expansions": 2,
      "children": [
        {"node_id": 1, "visits": 1, "value": 10, "assistant_message": "One.",
         "action_steps": [\(first), \(second)],
         "reward": {"value": 10, "explanation": "A start.", "feedback": "Run the tests."}},
        {"node_id": 2, "visits": 1, "value": 20, "action_steps": [\(second)], "error": "Too long",
         "reward": {"value": 20, "explanation": "Right."}}]}}
    """
  }

  @Test func `thoughts, actions and observations of every step are read in their order`() throws {
    let file = try ReadFile(
      Self.tree(
        Self.step("ViewCode", "a.py", "look"), Self.step("StringReplace", "b.py", "change")))
    let told = [
      "One.", "thoughts: look", "action: ViewCode", "  file_path: a.py", "  lines: [1,2]",
      "observation: saw a.py", "thoughts: change", "action: StringReplace", "  file_path: b.py",
      "  lines: [1,2]", "observation: saw b.py",
    ].joined(separator: "\\n")
    let journal = file.journal.replacing(": [1, 2]", with: ": [1,2]")
    #expect(journal.contains(told), "\(journal)")
    #expect(journal.contains("observation: saw b.py\\nerror: Too long"))
    #expect(journal.contains("A start.\\nRun the tests."))
  }

  @Test func `a label has the arguments of an action before what was thought`() throws {
    let file = try ReadFile(
      Self.tree(
        Self.step("ViewCode", "a.py", "look"), Self.step("ViewCode", "b.py", "look closely")))
    let labels = file.report.children.map(\.action)
    #expect(labels.count == 2)
    #expect(labels.allSatisfy { !$0.hasPrefix("look") }, "\(labels)")
  }

  @Test func `positions of one game are told apart by their turns`() throws {
    let file = try ReadFile(named: "katago-analysis-2turns.jsonl")
    let texts = file.importer.trees.map(\.text)
    #expect(texts.allSatisfy { $0.contains(", turn ") }, "\(texts)")
    #expect(Set(texts).count > 1)
  }
}
