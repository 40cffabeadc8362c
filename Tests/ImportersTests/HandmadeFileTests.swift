import SearchTrees
import Testing

@testable import Importers

/// Files as people make them by hand or with a few lines of a script.
@Suite struct HandmadeFileTests {
  /// Three nodes: N 10, Q .6; e4 N 6, Q .7; d4 N 3, Q .4.
  private func expectSmallTree(_ file: ReadFile) {
    #expect(file.report.summary.nodes == 3)
    #expect(file.report.rootVisits == 10)
    #expect(abs((file.report.rootValue ?? .nan) - 0.6) < 1e-9)
    #expect(file.children.map(\.action) == ["e4", "d4"])
    #expect(file.children.map(\.visits) == [6, 3])
    for (child, value) in zip(file.children, [0.7, 0.4]) {
      #expect(abs((child.value ?? .nan) - value) < 1e-9)
    }
    #expect(file.importer.leftOut.isEmpty)
  }

  @Test(
    arguments: [
      "id, parent, move, visits, q\n0, , , 10, .6\n1, 0, e4, 6, .7\n2, 0, d4, 3, .4\n",
      "id ,parent ,move ,visits ,q \r\n0 , , ,10 ,.6 \r\n1 ,0 ,e4 ,6 ,.7 \r\n2 ,0 ,d4 ,3 ,.4 \r\n",
      """
      | id | parent | move | visits |    Q |
      |----|:------:|------|-------:|-----:|
      | 0  |        |      |     10 | 0.60 |
      | 1  | 0      | e4   |      6 | 0.70 |
      | 2  | 0      | d4   |      3 | 0.40 |

      """,
      "id,parent,move,visits,winrate\n0,,,10,60%\n1,0,e4,6,70%\n2,0,d4,3,40 %\n",
    ])
  func `a table is read with blanks round its cells, with bars, and with values in percent`(
    text: String
  ) throws {
    expectSmallTree(try ReadFile(text))
  }

  @Test func `a table that ends with its head has no node`() {
    #expect(throws: ImportError.self) { try ReadFile("id,parent,visits") }
    #expect(throws: ImportError.self) { try ReadFile("| id | parent | visits |\n|---|---|---|") }
  }

  @Test func `texts in percent are numbers in JSON and in indented text`() throws {
    expectSmallTree(
      try ReadFile(
        """
        {"visits": 10, "winrate": "60%", "children": [{"move": "e4", "visits": 6, "winrate": "70%"},
        {"move": "d4", "visits": 3, "winrate": "40.0%"}]}
        """))
    expectSmallTree(
      try ReadFile(
        """
        root visits: 10 winrate: 60.0%
          e4 visits: 6 winrate: 70.0%
          d4 visits: 3 winrate: 40.0%

        """))
  }

  @Test(
    arguments: [
      """
      [{"parent": -1, "n": 10, "q": 0.6}, {"parent": 0, "move": "e4", "n": 6, "q": 0.7},
      {"parent": 0, "move": "d4", "n": 3, "q": 0.4}]
      """,
      """
      [{"children": [1, 2], "n": 10, "q": 0.6}, {"children": [], "move": "e4", "n": 6, "q": 0.7},
      {"children": [], "move": "d4", "n": 3, "q": 0.4}]
      """,
      """
      {"nodes": [{"parent": null, "n": 10, "q": 0.6}, {"parent": 0, "move": "e4", "n": 6, "q": 0.7},
      {"parent": 0, "move": "d4", "n": 3, "q": 0.4}], "seed": 3}
      """,
      "parent,move,n,q\n,,10,.6\n0,e4,6,.7\n0,d4,3,.4\n",
    ])
  func `records without ids are known by their places`(text: String) throws {
    let file = try ReadFile(text)
    expectSmallTree(file)
    #expect(file.assumption("id") == "the place in the file, from 0")
  }

  @Test func `moves are named where each line says its depth`() throws {
    expectSmallTree(
      try ReadFile(
        """
        depth=0 N=10 Q=0.6
        depth=1 move=e4 N=6 Q=0.7
        depth=1 move=d4 N=3 Q=0.4

        """))
  }

  @Test func `edges that are lists of both ends say more behind them`() throws {
    let file = try ReadFile(
      """
      {"nodes": {"r": {"N": 10, "Q": 0.6}, "a": {"N": 6, "Q": 0.7}, "b": {"N": 3, "Q": 0.4}},
      "edges": [["r", "a", {"action": "e4", "prior": 0.5}], ["r", "b", {"action": "d4", "prior": 0.25}]]}
      """)
    expectSmallTree(file)
    #expect(file.report.children.map(\.prior) == [0.5, 0.25])
  }

  @Test func `children that are named and not there are counted`() throws {
    let file = try ReadFile(
      """
      {"id": "r", "children": ["a", "b", "gone"], "visits": 10, "q": 0.6}
      {"id": "a", "children": [], "visits": 6, "q": 0.7}
      {"id": "b", "children": ["gone too"], "visits": 3, "q": 0.4}

      """)
    #expect(file.report.summary.nodes == 3)
    #expect(file.importer.leftOut.map(\.what) == ["children that are not in the file"])
    #expect(file.importer.leftOut.map(\.count) == [2])
  }

  private func neighbours(_ facts: String, _ lists: String) throws -> ReadFile {
    try ReadFile(
      """
      {\(facts)"nodes": [{"id": "r", "N": 10, "Q": 0.6}, {"id": "a", "N": 6, "Q": 0.7},
      {"id": "b", "N": 3, "Q": 0.4}], "adjacency": \(lists)}
      """)
  }

  private static let back = #"[[{"id": "a"}, {"id": "b"}], [{"id": "r"}], []]"#
  private static let both = #"[[{"id": "a"}, {"id": "b"}], [{"id": "r"}], [{"id": "r"}]]"#

  @Test func `an edge that leads back closes a cycle, but in a graph without directions`() throws {
    func cycles(_ file: ReadFile) -> [Int] {
      #expect(file.report.summary.nodes == 3)
      #expect(file.children.map(\.visits) == [6, 3])
      return file.importer.leftOut.map(\.count)
    }
    #expect(cycles(try neighbours(#""directed": true, "#, Self.back)) == [1])
    #expect(cycles(try neighbours("", Self.back)) == [1])
    #expect(cycles(try neighbours(#""directed": true, "#, Self.both)) == [2])
    #expect(cycles(try neighbours(#""directed": false, "#, Self.both)).isEmpty)
    #expect(cycles(try neighbours("", Self.both)).isEmpty)
  }

  @Test func `parents follow in the order of the file if none stands behind its children`() throws {
    func order(_ text: String) throws -> [Int32] {
      try ReadFile(text).importer.forest.growth(from: 0)
    }
    // r has a and d, a has b, b has c, d has e.
    let nested =
      #"{"n":6,"q":0,"children":[{"n":3,"q":0,"children":[{"n":2,"q":0,"children":[{"n":1,"q":0}]}]},"#
      + #"{"n":2,"q":0,"children":[{"n":1,"q":0}]}]}"#
    #expect(try order(nested) == [0, 1, 4, 2, 3, 5])
    let shuffled = "id,parent,n,q\nr,,6,0\nc,b,1,0\ne,d,1,0\na,r,3,0\nb,a,2,0\nd,r,2,0\n"
    #expect(try order(shuffled) == [0, 3, 5, 4, 2, 1])
  }
}
