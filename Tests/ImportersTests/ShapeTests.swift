import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// The shapes in which people write trees down.
@Suite struct ShapeTests {
  /// One tree: N 4, Q .5, children a (2, 1) and b (1, 0).
  @Test(arguments: [
    #"{"visits":4,"mean":0.5,"children":[{"action":"a","visits":2,"mean":1},{"action":"b","visits":1,"mean":0}]}"#,
    #"{"visits":4,"mean":0.5,"children":{"a":{"visits":2,"mean":1},"b":{"visits":1,"mean":0}}}"#,
    #"{"results":{"tree":{"visits":4,"mean":0.5,"kids":[{"move":"a","visits":2,"mean":1},{"move":"b","visits":1,"mean":0}]}}}"#,
    #"{"stats":{"N":4,"Q":0.5},"children":[{"stats":{"N":2,"Q":1},"action":"a","children":[]},{"stats":{"N":1,"Q":0},"action":"b","children":[]}]}"#,
    #"[{"id":7,"parent":null,"n_visits":4,"q":0.5},{"id":8,"parent":7,"action":"a","n_visits":2,"q":1},{"id":9,"parent":7,"action":"b","n_visits":1,"q":0}]"#,
    #"{"r":{"parent":null,"N":4,"Q":0.5},"x":{"parent":"r","action":"a","N":2,"Q":1},"y":{"parent":"r","action":"b","N":1,"Q":0}}"#,
    #"[{"id":"r","children_ids":["x","y"],"N":4,"Q":0.5},{"id":"x","children_ids":[],"action":"a","N":2,"Q":1},{"id":"y","children_ids":[],"action":"b","N":1,"Q":0}]"#,
    #"{"nodes":[{"id":1,"N":4,"Q":0.5},{"id":2,"N":2,"Q":1},{"id":3,"N":1,"Q":0}],"links":[{"source":1,"target":2,"action":"a"},{"source":1,"target":3,"action":"b"}]}"#,
    #"{"nodes":{"1":{"N":4,"Q":0.5},"2":{"N":2,"Q":1},"3":{"N":1,"Q":0}},"edges":[{"from":1,"to":2,"label":"a"},{"from":1,"to":3,"label":"b"}]}"#,
    #"{"0":{"N":4,"Q":0.5},"0.0":{"N":2,"Q":1,"action":"a"},"0.1":{"N":1,"Q":0,"action":"b"}}"#,
    "{\"id\":1,\"parent_id\":null,\"visits\":4,\"mean\":0.5}\n{\"id\":2,\"parent_id\":1,\"action\":\"a\",\"visits\":2,\"mean\":1}\n{\"id\":3,\"parent_id\":1,\"action\":\"b\",\"visits\":1,\"mean\":0}\n",
    "id,parent,action,visits,mean\n1,,,4,0.5\n2,1,a,2,1\n3,1,b,1,0\n",
    "id\tparent\taction\tvisits\tmean\r\n1\t\t\t4\t0.5\r\n2\t1\ta\t2\t1\r\n3\t1\tb\t1\t0\r\n",
    "id;parent;action;visits;mean\n1;;;4;0,5\n2;1;\"a\";2;1\n3;1;\"b\";1;0\n",
    "digraph { r [label=\"r\\nN=4\\nQ=0.5\"]; x [label=\"x\\nN=2\\nQ=1\"]; y [label=\"y\\nN=1\\nQ=0\"]; r -> x [label=a]; r -> y [label=b] }",
    "strict digraph \"g\" {\n// a comment\nnode [shape=box]\n1 [label=<one<br/>N: 4<br/>Q: 0.5>]\n2 [label=<two<br/>N: 2<br/>Q: 1>]\n3 [label=<three<br/>N: 1<br/>Q: 0>]\n1 -> 2 [label=\"a\"]\n1 -> 3 [label=\"b\"]\n}",
    "root (N=4, Q=0.5)\n├── a (N=2, Q=1)\n└── b (N=1, Q=0)\n",
    "root: visits=4 mean=0.5\n  a: visits=2 mean=1\n  b: visits=1 mean=0\n",
    "- root N: 4, Q: 0.5\n-- a N: 2, Q: 1\n-- b N: 1, Q: 0\n",
    "| root [N=4 Q=0.5]\n| | a [N=2 Q=1]\n| | b [N=1 Q=0]\n",
    "depth=0 action=r N=4 Q=0.5\ndepth=1 action=a N=2 Q=1\ndepth=1 action=b N=1 Q=0\n",
    "<graphml><key id=\"n\" attr.name=\"visits\"/><key id=\"q\" attr.name=\"mean\"/><key id=\"a\" attr.name=\"action\"/><graph edgedefault=\"directed\"><node id=\"r\"><data key=\"n\">4</data><data key=\"q\">0.5</data></node><node id=\"x\"><data key=\"n\">2</data><data key=\"q\">1</data></node><node id=\"y\"><data key=\"n\">1</data><data key=\"q\">0</data></node><edge source=\"r\" target=\"x\"><data key=\"a\">a</data></edge><edge source=\"r\" target=\"y\"><data key=\"a\">b</data></edge></graph></graphml>",
  ])
  func `one tree is read out of each shape`(text: String) throws {
    let file = try ReadFile(text)
    #expect(file.report.rootVisits == 4 && file.report.rootValue == 0.5)
    let children = file.children
    #expect(children.map(\.action) == ["a", "b"])
    #expect(children.map(\.visits) == [2, 1])
    #expect(children.map(\.value) == [1, 0])
    #expect(file.importer.leftOut.isEmpty)
  }

  @Test func `a chain of a hundred thousand nodes is read`() throws {
    let depth = 100_000
    let start = String(repeating: "{\"visits\":1,\"mean\":1,\"children\":[", count: depth)
    let text = start + "{\"visits\":1,\"mean\":1}" + String(repeating: "]}", count: depth)
    let source = SourceText(Array(text.utf8))
    let importer = try Importer(source, names: ["deep"])
    #expect(importer.trees.map(\.nodes) == [depth + 1])
  }

  @Test func `texts in UTF-16, with a byte order mark or in Latin-1 are read`() throws {
    let text = #"{"visits":4,"mean":0.5,"children":[{"action":"é","visits":2,"mean":1}]}"#
    let low: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in
      [UInt8(unit & 0xff), UInt8(unit >> 8)]
    }
    let high: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in
      [UInt8(unit >> 8), UInt8(unit & 0xff)]
    }
    let utf16: [UInt8] = [0xff, 0xfe] + low
    let big: [UInt8] = [0xfe, 0xff] + high
    let marked: [UInt8] = [0xef, 0xbb, 0xbf] + Array(text.utf8)
    for bytes in [utf16, big, marked] { #expect(try ReadFile(bytes).children[0].action == "é") }
    var options = Importer.Options()
    options.encoding = .latin1
    let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(try ReadFile(latin, options).children[0].action == "é")
    #expect(try ReadFile(latin).children[0].action == "\u{fffd}")
  }

  @Test func `a parent that is missing is shown, with its children below it`() throws {
    let file = try ReadFile("id,parent,action,visits\n1,,,4\n2,1,a,2\n9,8,z,1\n")
    #expect(file.report.summary.nodes == 4)
    #expect(file.journal.contains("\"kind\":\"ghost\""))
    #expect(file.importer.leftOut.map(\.count) == [1])
  }

  @Test func `ids beyond what a double holds stay apart`() throws {
    let file = try ReadFile(
      #"[{"id":9007199254740993,"parent":null,"N":3},{"id":9007199254740992,"parent":9007199254740993,"N":2},{"id":9007199254740994,"parent":9007199254740993,"N":1}]"#
    )
    #expect(file.report.summary.nodes == 3 && file.children.map(\.visits) == [2, 1])
  }

  @Test(arguments: [
    ("{\"visits\":4,\"children\":[{\"visits\":2,\n\"mean\":}]}", 2, 8),
    ("{\"visits\":4,\n\"children\":[{\"visits\":2},\n", 3, 1),
    ("digraph {\n a [label=\"x\n", 2, 11),
  ])
  func `a broken file is named with line and column`(text: String, line: Int, column: Int) {
    do throws(ImportError) {
      _ = try Importer(SourceText(Array(text.utf8)), names: ["broken"])
      Issue.record("it was read")
    } catch {
      #expect(error.line == line && error.column == column, "\(error.words)")
    }
  }

  @Test(arguments: [
    "", "\n", "{}", "[]", "[1,2]", "{\"a\":1}", "hello", "a,b\n1,2\n", "\u{0}\u{1}",
  ])
  func `what holds no tree is refused`(text: String) {
    do throws(ImportError) {
      _ = try Importer(SourceText(Array(text.utf8)), names: ["none"])
      Issue.record("it was read")
    } catch {
      #expect(!error.reason.isEmpty)
    }
  }
}
