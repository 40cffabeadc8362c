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

  static func parent(_ node: Node, _ none: String = "null") -> String {
    node.parent.map { "\($0)" } ?? none
  }

  static func list(_ texts: [String]) -> String { "[\(texts.joined(separator: ","))]" }

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

  static func pairs(_ node: Node) -> String {
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

  static let prefixed: [Dress] = [
    "rstar.tree", "graphviz.dot", "generic-nodes.csv", "pomdp-py-debugger.txt",
    "gymcts-tree-ansi.txt", "scip-knapsack.vbc", "openspiel-ttt.txt", "uci-multipv.txt",
  ].map { name in
    Dress(name) { _ in
      String(decoding: (try? ReadFile.data(name)) ?? Data(), as: UTF8.self)
    }
  }

  @Test(arguments: prefixed)
  func `what a logger writes before each line changes nothing`(_ dress: Dress) throws {
    let bytes = dress.write(try SameTree())
    let whole = try ReadFile(bytes)
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let logged = try ReadFile(
      lines.enumerated().map { "2024-01-01 10:00:\(10 + $0 % 50),123 INFO mcts: \($1)\n" }
        .joined())
    #expect(whole.report.summary.nodes == logged.report.summary.nodes)
    #expect(whole.report.summary.depth == logged.report.summary.depth)
    #expect(whole.report.rootVisits == logged.report.rootVisits)
    #expect(whole.report.rootValue == logged.report.rootValue)
  }

  @Test(arguments: [
    "rstar.tree", "graphviz.dot", "scip-knapsack.vbc", "lizzie-LZ.sgf", "sabaki-SBKV.sgf",
    "d3trees.json", "generic-nodes.csv", "phoenixgo-log.txt",
  ])
  func `lines of a log before and behind a tree change nothing`(name: String) throws {
    let text = String(decoding: try ReadFile.data(name), as: UTF8.self)
    let whole = try ReadFile(text)
    let noisy = try ReadFile(
      "2024-01-01 10:00:00 INFO loading (1/3)\n100%|####| 3/3 [00:01<00:00, 2it/s]\n" + text
        + "\nINFO done in 3.2 s\n")
    #expect(whole.report.summary.nodes == noisy.report.summary.nodes)
    #expect(whole.report.rootVisits == noisy.report.rootVisits)
    #expect(whole.report.rootValue == noisy.report.rootValue)
  }

  @Test func `lists of trees and flat lists are of their format`() throws {
    let tags = try #require(
      try String(decoding: ReadFile.data("alphamath-tags.jsonl"), as: UTF8.self)
        .split(separator: "\n").first)
    let list = try ReadFile("[\(tags),\n \(tags.replacing("pick one", with: "another"))]")
    #expect(list.importer.format == "AlphaMath or rStar-math trees")
    #expect(list.importer.trees.count == 2)
  }

  @Test(arguments: nested + flat + graphs + paths + texts)
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
