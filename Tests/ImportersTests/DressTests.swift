import Foundation
import SearchTrees
import Testing

@testable import Importers

/// One tree in many more dresses than the sample files have: whatever the keys are called and however records
/// hang together, the same numbers come out.
@Suite struct DressTests {
  /// A way to write the tree down.
  struct Dress: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var write: @Sendable (SameTree) -> [UInt8]

    init(_ name: String, _ write: @escaping @Sendable (SameTree) -> String) {
      testDescription = name
      self.write = { Array(write($0).utf8) }
    }

    init(_ name: String, bytes: @escaping @Sendable (SameTree) -> [UInt8]) {
      testDescription = name
      write = bytes
    }
  }

  typealias Node = SameTree.Node

  private static func parent(_ node: Node, _ none: String = "null") -> String {
    node.parent.map { "\($0)" } ?? none
  }

  private static func list(_ texts: [String]) -> String { "[\(texts.joined(separator: ","))]" }

  private static func plain(_ tree: SameTree) -> String {
    tree.nested { node, children in
      #"{"action":"\#(node.action)","visits":\#(node.visits),"value":\#(node.mean),"#
        + #""children":\#(list(children))}"#
    }
  }

  private static func record(_ node: Node, id: String, parent: String) -> String {
    #"{"\#(id)":\#(node.id),"\#(parent)":\#(self.parent(node)),"action":"\#(node.action)","#
      + #""visits":\#(node.visits),"value":\#(node.mean)}"#
  }

  private static func row(_ node: Node, _ separator: String = ",") -> String {
    [
      "\(node.id)", parent(node, ""), node.action, "\(node.visits)", "\(node.mean)",
    ].joined(separator: separator)
  }

  private static func pairs(_ node: Node) -> String {
    "\(node.action) N=\(node.visits) Q=\(node.mean)"
  }

  static let nested: [Dress] = [
    Dress("children under another key, sums") { tree in
      tree.nested { node, children in
        #"{"moveName":"\#(node.action)","action":"\#(node.action)","visitCount":\#(node.visits),"#
          + #""valueSum":\#(node.sum),"childNodes":\#(list(children))}"#
      }
    },
    Dress("pairs of an action and a child") { tree in
      tree.nested { node, children in
        let pairs = zip(node.children, children).map { #"["\#(tree.nodes[$0].action)",\#($1)]"# }
        return #"{"visits":\#(node.visits),"value":\#(node.mean),"children":\#(list(pairs))}"#
      }
    },
    Dress("children on edges, where only the root stands by itself") { tree in
      tree.nested { node, children in
        let edges = zip(node.children, children).map {
          #"{"action":"\#(tree.nodes[$0].action)","child":\#($1)}"#
        }
        return #"{"visits":\#(node.visits),"value":\#(node.mean),"edges":\#(list(edges))}"#
      }
    },
    Dress("numbers as texts") { tree in
      tree.nested { node, children in
        #"{"action":"\#(node.action)","visits":"\#(node.visits)","value":"\#(node.mean)","#
          + #""children":\#(list(children))}"#
      }
    },
    Dress("numbers two levels down") { tree in
      tree.nested { node, children in
        #"{"node":{"state":{"move":"\#(node.action)"},"stats":{"n":\#(node.visits),"#
          + #""w":\#(node.sum)}},"children":\#(list(children))}"#
      }
    },
    Dress("behind the words of a log line") { "2024-01-01 INFO result: \(plain($0))\n" },
    Dress("behind facts of the run") { "{\"c\": 1.4}\n\(plain($0))\ndone\n" },
    Dress("in a script") { "const tree = \(plain($0));\n" },
    Dress(
      "UTF-16 without a mark",
      bytes: { tree in
        Array(plain(tree).utf8).flatMap { [$0, 0] }
      }),
  ]

  static let flat: [Dress] = [
    Dress("records by index") {
      list($0.nodes.map { record($0, id: "index", parent: "parent_index") })
    },
    Dress("records that name parent nodes") {
      list($0.nodes.map { record($0, id: "node", parent: "parent_node") })
    },
    Dress("an id that is a count, and the key of each record") { tree in
      let members = tree.nodes.map { node in
        #""n\#(node.id)":{"index":1,"parent":\#(node.parent.map { "\"n\($0)\"" } ?? "null"),"#
          + #""action":"\#(node.action)","visits":\#(node.visits),"value":\#(node.mean)}"#
      }
      return "{\(members.joined(separator: ","))}"
    },
    Dress("children by their actions, as ids") { tree in
      let members = tree.nodes.map { node in
        let children = node.children.map { #""\#(tree.nodes[$0].action)":"n\#($0)""# }
        return #""n\#(node.id)":{"visits":\#(node.visits),"value":\#(node.mean),"#
          + #""children":{\#(children.joined(separator: ","))}}"#
      }
      return "{\(members.joined(separator: ","))}"
    },
    Dress("columns of pandas, by the names of rows") { tree in
      func column(_ name: String, _ cell: (Node) -> String) -> String {
        "\"\(name)\":{"
          + tree.joined(",") { "\"\($0.id)\":\(cell($0))" } + "}"
      }
      return "{"
        + [
          column("id") { "\($0.id)" }, column("parent") { parent($0) },
          column("action") { "\"\($0.action)\"" }, column("visits") { "\($0.visits)" },
          column("value") { "\($0.mean)" },
        ].joined(separator: ",") + "}"
    },
    Dress("columns as lists") { tree in
      #"{"id":\#(list(tree.nodes.map { "\($0.id)" })),"parent":\#(list(tree.nodes.map { parent($0) })),"#
        + #""action":\#(list(tree.nodes.map { "\"\($0.action)\"" })),"#
        + #""visits":\#(list(tree.nodes.map { "\($0.visits)" })),"#
        + #""value":\#(list(tree.nodes.map { "\($0.mean)" }))}"#
    },
    Dress("a head and rows") { tree in
      let rows = tree.nodes.map { node in
        #"[\#(node.id),\#(parent(node)),"\#(node.action)",\#(node.visits),\#(node.mean)]"#
      }
      return #"{"columns":["id","parent","action","visits","value"],"data":\#(list(rows))}"#
    },
    Dress("rows with bars between the cells") {
      "id|parent|action|visits|value\n" + $0.joined("\n") { row($0, "|") } + "\n"
    },
    Dress("rows whose index has no name") {
      ",parent,action,visits,value\n" + $0.joined("\n") { row($0) } + "\n"
    },
    Dress("rows that end with carriage returns") {
      "id,parent,action,visits,value\r" + $0.joined("\r") { row($0) } + "\r"
    },
  ]

  static let graphs: [Dress] = [
    Dress("Cytoscape") { tree in
      let nodes = tree.nodes.map {
        #"{"data":{"id":"\#($0.id)","visits":\#($0.visits),"value":\#($0.mean)}}"#
      }
      let edges = tree.nodes.dropFirst().map {
        #"{"data":{"id":"e\#($0.id)","source":"\#(parent($0))","target":"\#($0.id)","#
          + #""label":"\#($0.action)"}}"#
      }
      return #"{"elements":{"nodes":\#(list(nodes)),"edges":\#(list(Array(edges)))}}"#
    },
    Dress("numbers in labels alone") { tree in
      let nodes = tree.nodes.map {
        #"{"id":\#($0.id),"label":"N=\#($0.visits)\nQ=\#($0.mean)"}"#
      }
      let edges = tree.nodes.dropFirst().map {
        #"{"from":\#(parent($0)),"to":\#($0.id),"label":"\#($0.action)"}"#
      }
      return #"{"nodes":\#(list(nodes)),"edges":\#(list(Array(edges)))}"#
    },
  ]

  static let texts: [Dress] = [
    Dress("blanks that do not break") {
      $0.boxes(pairs).replacingOccurrences(of: "│   ", with: "│\u{a0}\u{a0} ")
    },
    Dress("a list in Markdown") {
      $0.joined("\n") { node in
        String(repeating: "  ", count: node.depth)
          + "* **\(node.action)** — visits: \(node.visits), Q: \(node.mean)"
      }
    },
    Dress("behind what glog writes") {
      $0.joined("\n") { node in
        "I0101 00:00:00.\(100 + node.id) 123 mcts.cc:10] "
          + String(repeating: "  ", count: node.depth) + pairs(node)
      }
    },
    Dress("behind time, name and level") {
      $0.joined("\n") { node in
        "2024-01-01 10:00:00,\(100 + node.id) - mcts - DEBUG - "
          + String(repeating: "  ", count: node.depth) + pairs(node)
      }
    },
    Dress("behind the name of a stream") {
      $0.joined("\n") { node in
        "[stderr] " + String(repeating: "  ", count: node.depth) + pairs(node)
      }
    },
  ]

  @Test(arguments: nested + flat + graphs + texts)
  func `the tree is the same in every dress`(_ dress: Dress) throws {
    let file = try ReadFile(dress.write(try SameTree()))
    #expect(file.importer.undecided == nil)
    #expect(file.report.summary.nodes == 40 && file.report.summary.depth == 3)
    #expect(file.report.rootVisits == 40)
    #expect(abs((file.report.rootValue ?? 9) - 0.5492) < 1e-4)
    let children = file.children.sorted { $0.visits ?? 0 < $1.visits ?? 0 }
    #expect(children.map(\.action) == ["left", "right", "stay"])
    #expect(children.map(\.visits) == [11, 13, 15])
    for (child, mean) in zip(children, [0.518636, 0.536231, 0.5682]) {
      #expect(abs((child.value ?? 9) - mean) < 1e-4)
    }
  }

  @Test func `edges in a table name the nodes by their actions`() throws {
    let tree = try SameTree()
    let rows = tree.nodes.dropFirst().map { node in
      "\(Self.parent(node)),\(node.id),\(node.action),\(node.visits),\(node.mean)"
    }
    let file = try ReadFile(
      "source,target,action,visits,value\n" + rows.joined(separator: "\n") + "\n")
    #expect(file.report.summary.nodes == 40)
    #expect(file.children.map(\.action) == ["left", "right", "stay"])
    #expect(file.children.map(\.visits) == [11, 13, 15])
  }
}
