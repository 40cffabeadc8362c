import SearchTrees
import Testing

/// Columns that are made of expressions.
struct ColumnTests {
  @Test func `a list is parted at commas that are not an expression's own`() throws {
    let list = try ColumnList("N, max(Q, 0),action ~ \"a,b\" , Q - P")
    #expect(list.columns == ["N", "max(Q, 0)", "action ~ \"a,b\"", "Q - P"])
  }

  @Test(arguments: [
    ("N, Q <", "column 7: the end stands where"), ("N,,Q", "column 3: nothing is here"),
    ("", "column 1: nothing is here"),
  ])
  func `a mistake is shown where it stands in the list`(text: String, words: String) {
    do {
      _ = try ColumnList(text)
      Issue.record("\(text) is no list")
    } catch {
      #expect(error.words.hasPrefix(words), "\(error.words)")
    }
  }

  @Test func `a name that the tree does not have is shown where it stands`() throws {
    let list = try ColumnList("N,  M + 1")
    do {
      _ = try list.expressions(ExpressionNames())
      Issue.record("M is no name")
    } catch {
      #expect(error.words.hasPrefix("column 5: no name is called \"M\""), "\(error.words)")
    }
  }

  @Test func `nodes are listed with what was asked for, what is not known as such`() throws {
    let facts = KnownFacts()
    let nodes = facts.add(["left", "right"])
    facts.set(nodes[0], visits: 2, sum: 1)
    facts.texts[.rationale] = [nodes[1]: "because"]
    let columns = try ColumnList("Q, N > 1, rationale, action, top(root, \"N\")")
      .expressions(facts.expressionNames)
    let found = try FoundNodes(
      TreeExpression(condition: "depth = 1", facts.expressionNames), in: facts)
    let list = try MatchList(found.matches, in: facts, columns: columns, limit: nil)
    #expect(
      list.matches.map(\.cells) == [
        [.number(0.5), .truth(true), .unknown, .text("left"), .node(nodes[0], "left")],
        [.unknown, .truth(false), .text("because"), .text("right"), .node(nodes[0], "left")],
      ])
    #expect(list.columns == ["Q", "N > 1", "rationale", "action", "top(root, \"N\")"])
  }
}
