import SearchTrees
import Testing

@testable import Importers

/// One small tree as people's other tools write it down.
@Suite struct KindTests {
  /// A file, and what it does not say of the usual tree.
  struct Kind: CustomTestStringConvertible, Sendable {
    var name: String
    /// The labels of the edges: two below the root, two below the first.
    var labels = ["e4", "d4", "e5", "c5"]

    var testDescription: String { name }
  }

  static let kinds: [Kind] =
    [
      "kind-one-line.gml", "kind-networkx.gml", "kind-one-line.mmd", "kind-comments.json",
      "kind-bare-keys.json", "kind-python-repr.txt", "kind-columns.json", "kind-path-slash.json",
      "kind-path-dots.json", "kind-path-tuple.json", "kind-one-line.graphml", "kind-one-line.xml",
      "kind-flat.xml", "kind-actions-as-tags.xml", "kind-gexf.gexf", "kind-opml.opml",
      "kind-actions-as-keys.json", "kind-record.dot", "kind-boxes.txt",
    ].map { Kind(name: $0) } + [
      Kind(name: "kind-mermaid.md"),
      Kind(name: "kind-left-right.json", labels: ["left", "right", "left", "right"]),
      Kind(
        name: "kind-left-child.json",
        labels: ["left_child", "right_child", "left_child", "right_child"]),
      Kind(name: "kind-yes-no.json", labels: ["yes", "no", "yes", "no"]),
      Kind(name: "kind-elements.xml", labels: ["e4", "d4", "e5", "c5 < c6"]),
    ]

  /// N and Q: the root 10 and .6, below it 6 and .7, 3 and .4, below the first of these 3 and .5, 2 and .9.
  @Test(arguments: kinds)
  func `a tree is read with all its numbers`(kind: Kind) throws {
    let file = try ReadFile(named: kind.name)
    let numbers = file.numbers
    var found: [String: (Double?, Double?)] = [:]
    for (node, path) in file.paths {
      found[path.joined(separator: "/")] = (numbers[node]?.visits, numbers[node]?.value)
    }
    let labels = kind.labels
    let expected: [(String, Double, Double)] = [
      ("", 10, 0.6), (labels[0], 6, 0.7), (labels[1], 3, 0.4),
      ("\(labels[0])/\(labels[2])", 3, 0.5), ("\(labels[0])/\(labels[3])", 2, 0.9),
    ]
    #expect(found.count == expected.count)
    for (path, visits, value) in expected {
      #expect(found[path]?.0 == visits, "\(path)")
      #expect(abs((found[path]?.1 ?? .nan) - value) < 1e-9, "\(path)")
    }
    #expect(file.importer.leftOut.isEmpty)
  }

  @Test func `children that are only names are nodes without numbers`() throws {
    let file = try ReadFile(named: "kind-bare-children.json")
    #expect(file.report.rootVisits == 10)
    #expect(file.children.map(\.action) == ["e4", "d4"])
    #expect(file.children.allSatisfy { $0.visits == nil && $0.value == nil })
  }

  @Test func `what is not JSON but was taken for it is said`() throws {
    let words = try ReadFile(named: "kind-comments.json").assumption("JSON")
    #expect(words?.contains("comments") == true)
    #expect(try ReadFile(named: "treequest-StandardMCTS.json").assumption("JSON") == nil)
  }

  @Test(
    arguments: [
      ("<tree><node visits='3'><node visits='1'></tree>", 1, "</node>"),
      ("graph [ node [ id 0 ", 1, "]"),
      ("{\"visits\":3,\n\"children\" [1]}", 2, ":"),
    ])
  func `what breaks off or does not fit is refused with its place`(
    text: String, line: Int, expected: String
  ) {
    do {
      _ = try ReadFile(text)
      Issue.record("it was read")
    } catch {
      let error = error as? ImportError
      #expect(error?.line == line, "\(error?.reason ?? "")")
      #expect(error?.reason.contains(expected) == true, "\(error?.reason ?? "")")
    }
  }
}
