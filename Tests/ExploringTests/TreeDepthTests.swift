import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// How deep a node lies can be read from its row, however deep it is.
struct TreeDepthTests {
  /// A binary tree along one line: no chain of only children in it.
  private func comb(_ depth: Int) -> WordTree.Node {
    var node = WordTree.Node("leaf \(depth)")
    for level in stride(from: depth - 1, through: 0, by: -1) {
      node = WordTree.Node("node \(level)", 2, 0.5, [node, WordTree.Node("side \(level + 1)")])
    }
    return node
  }

  /// The column that the label of a row begins in, on the screen; nil where it has no room.
  private func indentation(_ row: SliceRow, _ tree: WordTree) -> Int {
    let columns = TreeColumns(
      width: tree.state.layout.tree.columns.count, hasColumnHeads: true, tree.state)
    return TreeGuides(labelWidth: columns.label).text(row, tree.state.glyphs).width
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (60, 20), (40, 12)])
  func `no child is indented as its parent is`(width: Int, height: Int) throws {
    var tree = WordTree(comb(120), width: width, height: height)
    tree.press("P")
    for _ in 0..<12 {
      let rows = tree.state.slice.rows
      for (parent, child) in zip(rows, rows.dropFirst()) where child.parent == parent.id {
        #expect(indentation(parent, tree) != indentation(child, tree), "\(child.label)")
      }
      tree.press("^U")
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (40, 12)])
  func `count and guides add up to the depth`(width: Int, height: Int) throws {
    var tree = WordTree(comb(60), width: width, height: height)
    tree.press("P")
    for _ in 0..<6 {
      for row in tree.rows where row.kind == .node {
        let columns = TreeColumns(
          width: tree.state.layout.tree.columns.count, hasColumnHeads: true, tree.state)
        let guides = TreeGuides(labelWidth: columns.label)
        let text = guides.text(row, tree.state.glyphs).plain
        let count = text.hasPrefix("+") ? Int(text.dropFirst().prefix { $0 != " " }) ?? 0 : 0
        #expect(count + guides.drawnLevels(of: row) == row.depth)
        // Labels keep room.
        #expect(guides.text(row, tree.state.glyphs).width <= max(9, columns.label * 4 / 10) + 2)
      }
      tree.press("^U")
    }
  }

  @Test func `levels take two cells to the sixth and one below`() throws {
    var tree = WordTree(comb(9), width: 200, height: 60)
    tree.press("P g g")
    let depths = tree.rows.filter { $0.label.hasPrefix("node") || $0.id == .root }
    #expect(depths.map { indentation($0, tree) } == [0, 2, 4, 6, 8, 10, 12, 13, 14])
  }

  @Test func `a chain of only children is one row where there is no room for its levels`() throws {
    let end = [WordTree.Node("one end"), WordTree.Node("other end")]
    var tree = WordTree(.init("", 1, 0.5, [.chain(60, "step", end: end)]), width: 80, height: 48)
    tree.press("P g g")
    let level = try #require(tree.state.request.chainLevel)
    let chain = try #require(tree.state.slice.rows.first { $0.chain > 1 })
    // Above it every node has its row.
    #expect(chain.level == level + 1 && chain.depth == level + 1)
    #expect(tree.state.slice.rows.filter { $0.level <= level }.allSatisfy { $0.chain == 1 })
    #expect(chain.depth + chain.chain == 61)
    #expect(chain.label == "step 60")
    let screen = tree.screen.text
    #expect(screen.contains("\(chain.chain) steps\u{2026} step 60"))
    // What lies below says how deep it is.
    let below = try #require(tree.state.slice.rows.first { $0.label == "one end" })
    #expect(below.depth == 61 && below.level == chain.level + 1)
  }

  @Test func `l opens a chain node by node and h makes it one row again`() throws {
    let end = [WordTree.Node("one end"), WordTree.Node("other end")]
    var tree = WordTree(.init("", 1, 0.5, [.chain(60, "step", end: end)]), width: 80, height: 24)
    tree.press("P g g")
    let position = try #require(tree.state.slice.rows.firstIndex { $0.chain > 1 })
    let chain = tree.state.slice.rows[position]
    tree.press((0..<position).map { _ in "j" }.joined(separator: " ") + " l")
    #expect(tree.state.cursorRow?.label == "step \(chain.depth)")
    #expect(tree.state.slice.rowTotal == 1 + 60 + 2)
    #expect(tree.state.slice.rows.allSatisfy { $0.chain == 1 })
    tree.press("j j j k")
    #expect(tree.state.cursorRow?.label == "step \(chain.depth + 2)")
    // Closed from above and opened again it is one row.
    tree.press("p p p h l")
    #expect(tree.state.slice.rows.contains { $0.chain == chain.chain })
  }

  @Test func `a chain ends at the node that the cursor was sent to`() throws {
    var tree = WordTree(.init("", 1, 0.5, [.chain(60, "step")]), width: 80, height: 24)
    tree.press("P")
    #expect(tree.state.slice.cursor == NodeID(60))
    tree.state.request.cursor = .node(NodeID(40))
    tree.perform(.wake)
    #expect(tree.state.slice.cursor == NodeID(40))
    #expect(tree.state.cursorRow?.label == "step 40")
    tree.press("j")
    #expect(tree.state.slice.cursor > NodeID(40))
  }

  @Test func `a node that somebody changed is never hidden in a chain`() throws {
    var node = WordTree.Node("step 60")
    for number in stride(from: 59, through: 1, by: -1) {
      node = WordTree.Node("step \(number)", flags: number == 50 ? .priorEdited : [], [node])
    }
    var tree = WordTree(.init("", 1, 0.5, [node]), width: 80, height: 24)
    tree.press("P g g")
    tree.press("G")
    #expect(tree.state.slice.rows.contains { $0.label == "step 50" })
  }
}
