import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// A file of several trees: what is said of each, and opening one of them.
@Suite struct ManyTreesTests {
  private static let lines = """
    {"question": "2 + 2?", "answer": "4", "correct": true, "tree": {"visits": 3, "value": 0.5, "children": [{"visits": 2, "value": 0.75, "cost": 0.5, "children": []}]}}
    noise
    {"question": "3 + 3?", "answer": "7", "tree": {"visits": 1, "value": 0, "children": []}, "correct": false}
    {"question": "5 + 5?", "tree": {"visits": 2, "value": 1, "children": [{"visits": 4, "value": 1, "children": [{"visits": 1, "value": 1, "cost": 0.25, "children": []}]}]}}
    """

  @Test func `each tree says what it is about, what it answered and whether that is right`() throws
  {
    let file = try ReadFile(Self.lines)
    let trees = file.importer.trees
    #expect(trees.map(\.text) == ["2 + 2?", "3 + 3?", "5 + 5?"])
    #expect(trees.map(\.answer) == ["4", "7", nil])
    #expect(trees.map(\.isRight) == [true, false, nil], "wherever it stands beside the tree")
    #expect(trees.map(\.nodes) == [2, 1, 3] && trees.map(\.depth) == [1, 0, 2])
    #expect(trees.map(\.visits) == [3, 1, 2] && trees.map(\.value) == [0.5, 0, 1])
    #expect(trees.map(\.faults) == [0, 0, 1], "4 visits below a node of 2")
    #expect(trees.map(\.cost) == [0.5, nil, 0.25])
  }

  @Test func `trees that grow are moments of one search only if they are about the same`() throws {
    func lines(_ question: (Int) -> String) -> String {
      (1...3).map { number in
        #"{"question": "\#(question(number))", "tree": {"visits": \#(number), "mean": 0.5, "children": []}}"#
      }.joined(separator: "\n")
    }
    #expect(try ReadFile(lines { _ in "one" }).importer.moments == 3)
    let apart = try ReadFile(lines { "question \($0)" }).importer
    #expect(apart.moments == 1 && apart.trees.count == 3)
  }

  @Test func `another tree of the same file is written as if it had been asked for`() throws {
    let importer = try ReadFile(Self.lines).importer
    for number in 1...3 {
      var options = Importer.Options()
      options.tree = number
      let asked = try ReadFile(Array(Self.lines.utf8), options).journal
      #expect(ReadFile.journal(of: importer.showing(tree: number)) == asked)
    }
  }

  @Test func `the beginning of nested objects, of lines and of tables is a tree`() throws {
    let nested =
      #"{"visits": 9, "value": 0.5, "children": [{"visits": 5, "value": 0.25, "children": ["#
      + String(repeating: #"{"visits": 1, "value": 1, "children": []}, "#, count: 40) + "]}]}"
    let table =
      "id,parent,visits,value\n0,,9,4.5\n" + (1...40).map { "\($0),0,1,1\n" }.joined()
    for (text, size, nodes) in [(nested, 300, 8), (table, 60, 4)] {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(
        "beginning-\(UUID().uuidString)"
      ).path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      defer { try? FileManager.default.removeItem(atPath: path) }
      let source = try SourceText(beginningOf: path, bytes: size)
      let importer = try Importer(source, names: ["beginning"])
      #expect(importer.trees.map(\.nodes) == [nodes])
      #expect(importer.leftOut.isEmpty, "what is cut is not broken")
      let whole = try Importer(SourceText(mapping: path), names: ["whole"])
      #expect(whole.trees.map(\.nodes) == [text == nested ? 42 : 41])
    }
  }
}
