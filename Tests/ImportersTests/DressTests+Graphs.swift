import SearchTrees
import Testing

@testable import Importers

/// The tree as nodes beside edges, and as nodes that say where they stand by their paths.
extension DressTests {
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
    Dress("Cytoscape, nodes and edges in one list") { tree in
      let nodes = tree.nodes.map {
        #"{"data":{"id":"\#($0.id)","visits":\#($0.visits),"value":\#($0.mean)}}"#
      }
      let edges = tree.nodes.dropFirst().map {
        #"{"data":{"source":"\#(parent($0))","target":"\#($0.id)","label":"\#($0.action)"}}"#
      }
      return list(nodes + edges)
    },
    Dress("the same, as the elements of a graph") { tree in
      let elements = tree.nodes.flatMap { node in
        [#"{"group":"nodes","data":{"id":"n\#(node.id)","n":\#(node.visits),"q":\#(node.mean)}}"#]
          + (node.parent.map {
            [
              #"{"group":"edges","data":{"id":"e\#(node.id)","source":"n\#($0)","#
                + #""target":"n\#(node.id)","action":"\#(node.action)"}}"#
            ]
          } ?? [])
      }
      return #"{"elements":\#(list(elements)),"style":[]}"#
    },
    Dress("neighbours of each node, as NetworkX has them") { tree in
      let nodes = tree.nodes.map {
        #"{"visits":\#($0.visits),"value":\#($0.mean),"id":\#($0.id)}"#
      }
      let lists = tree.nodes.map { node in
        list(node.children.map { #"{"action":"\#(tree.nodes[$0].action)","id":\#($0)}"# })
      }
      return #"{"directed":true,"multigraph":false,"graph":[],"nodes":\#(list(nodes)),"#
        + #""adjacency":\#(list(lists))}"#
    },
    Dress("neighbours, of a graph without directions") { tree in
      let nodes = tree.nodes.map {
        #"{"visits":\#($0.visits),"value":\#($0.mean),"id":"\#($0.id)"}"#
      }
      let lists = tree.nodes.map { node in
        let above = node.parent.map { [#"{"action":"\#(node.action)","id":"\#($0)"}"#] } ?? []
        let below = node.children.map { #"{"action":"\#(tree.nodes[$0].action)","id":"\#($0)"}"# }
        return list(above + below)
      }
      return #"{"directed":false,"nodes":\#(list(nodes)),"adjacency":\#(list(lists))}"#
    },
    Dress("edges behind many megabytes of nodes") { tree in
      let words = String(repeating: "a long text ", count: 2_000)
      let nodes = tree.nodes.map {
        #"{"id":\#($0.id),"visits":\#($0.visits),"value":\#($0.mean),"text":"\#(words)"}"#
      }
      let edges = tree.nodes.dropFirst().map {
        #"{"source":\#(parent($0)),"target":\#($0.id),"action":"\#($0.action)"}"#
      }
      return #"{"directed":true,"graph":{},"nodes":\#(list(nodes)),"#
        + #""links":\#(list(Array(edges)))}"#
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

  static let paths: [Dress] = [
    Dress("rows with a path") { tree in
      "path,visits,value\n"
        + tree.joined("\n") {
          "\(tree.path(to: $0).joined(separator: "/")),\($0.visits),\($0.mean)"
        } + "\n"
    },
    Dress("rows with a path below a root that has a name, children before parents") { tree in
      let rows = tree.nodes.reversed().map { node in
        "\((["root"] + tree.path(to: node)).joined(separator: " > "));\(node.visits);\(node.mean)"
      }
      // What stands before the path is the tree's own.
      return "node_path;visits;value\n"
        + rows.sorted { $0.hasPrefix("root;") && !$1.hasPrefix("root;") }.joined(separator: "\n")
        + "\n"
    },
    Dress("lists that Python printed in a table") { tree in
      "actions\tN\tQ\n"
        + tree.joined("\n") { node in
          let steps = tree.path(to: node).map { "'\($0)'" }.joined(separator: ", ")
          return "[\(steps)]\t\(node.visits)\t\(node.mean)"
        } + "\n"
    },
    Dress("a line of JSON for each path") { tree in
      tree.joined("\n") { node in
        let steps = tree.path(to: node).map { "\"\($0)\"" }
        return #"{"path":\#(list(steps)),"visits":\#(node.visits),"q":\#(node.mean)}"#
      }
    },
    Dress("a list of objects with paths") { tree in
      list(
        tree.nodes.map { node in
          let path = "/" + tree.path(to: node).joined(separator: "/")
          return #"{"path":"\#(path)","visits":\#(node.visits),"mean":\#(node.mean)}"#
        })
    },
  ]

  @Test func `a step of a path that no row is about is a node without numbers`() throws {
    let file = try ReadFile("path,visits,value\na,4,0.5\na/b/c,3,0.25\na/b/d,1,1\na/e,1,0\n")
    #expect(file.report.summary.nodes == 5 && file.report.summary.depth == 2)
    #expect(file.report.rootVisits == 4)
    #expect(file.children.map(\.action).sorted() == ["b", "e"])
    #expect(file.children.first { $0.action == "b" }?.visits == nil)
    #expect(file.importer.remarks.contains { $0.hasPrefix("1 steps of paths") })
  }
}
