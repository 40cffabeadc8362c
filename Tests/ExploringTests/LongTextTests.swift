import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Long actions and states can be read to their last word.
struct LongTextTests {
  private func pencils(_ width: Int = 80, _ height: Int = 24) -> WordTree {
    var tree = WordTree(.pencils, width: width, height: height)
    tree.texts[.root] =
      "A school orders 18 boxes of pencils with 24 pencils in each box. It gives 5 pencils to each of "
      + "its 62 pupils and puts the rest in bags of 7. How many full bags are there?"
    return tree
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 12)])
  func `the tree keeps what tells siblings apart`(width: Int, height: Int) {
    var tree = pencils(width, height)
    tree.press("P g g")
    expectGolden(tree.screen, named: "words-\(width)x\(height)", styles: width == 80)
    let labels = tree.screen.text
    guard width >= 80 else { return }
    #expect(labels.contains("= 432 pencils") && labels.contains("= 422 pencils"))
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (40, 12)])
  func `the page of a node holds its whole label`(width: Int, height: Int) {
    var tree = pencils(width, height)
    tree.press("j Enter")
    let lines = InspectorPage.lines(
      tree.state, width: (tree.state.layout.inspector?.columns.count ?? 1) - 1)
    let page = lines.flatMap { $0.pieces.map(\.text.plain) }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(page.contains("make 18 * 24 = 432 pencils."))
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 12)])
  func `v shows the task and every step to the node in full`(width: Int, height: Int) throws {
    var tree = pencils(width, height)
    tree.press("P v")
    expectGolden(tree.screen, named: "text-\(width)x\(height)", styles: width == 80)
    let page = try #require(tree.state.textPage)
    let text = page.paragraphs.map(\.plain)
    #expect(text.count == 6)
    #expect(text[0].hasSuffix("How many full bags are there?"))
    #expect(text[1] == WordTree.Node.pencils.children[0].label)
    #expect(text[5] == "The school has 17 full bags. The answer is 17.")
    // It opens where the node's own text stands.
    #expect(tree.screen.text.contains("STEP 5"))
    tree.press("Esc")
    #expect(tree.state.view == .tree)
  }

  @Test func `the page scrolls to its first and last line, by line, page and step`() throws {
    var tree = pencils(60, 14)
    tree.press("P v G")
    let page = try #require(tree.state.textPage)
    let rows = TextView.visibleRows(tree.state)
    #expect(tree.state.textTop == page.lines.count - rows)
    tree.press("j")
    #expect(tree.state.textTop == page.lines.count - rows)
    tree.press("g g")
    #expect(tree.state.textTop == 0)
    tree.press("3 j k")
    #expect(tree.state.textTop == 2)
    tree.press("}")
    #expect(tree.state.textTop.map { page.heads.contains($0) } == true)
    tree.press("g g ^F")
    #expect(tree.state.textTop == min(rows, page.lines.count - rows))
    #expect(tree.screen.text.contains("lines \(rows + 1) to"))
  }

  @Test func `what is looked for is found across the ends of lines, forwards and backwards`() throws
  {
    var tree = pencils(60, 14)
    tree.press("P v /")
    tree.type("PENCILS are")
    tree.press("Enter")
    #expect(tree.state.message?.isError == true)
    tree.press("/ ^U")
    tree.type("pencils are")
    tree.press("Enter")
    let count = tree.state.textHits.count
    #expect(count == 3)
    let page = try #require(tree.state.textPage)
    var seen: Set<Int> = []
    for _ in 0..<count {
      let hit = tree.state.textHits[try #require(tree.state.textHit)]
      let top = try #require(tree.state.textTop)
      #expect((top..<top + TextView.visibleRows(tree.state)).contains(hit.line))
      #expect(page.paragraphs[hit.paragraph][hit.range].plain == "pencils are")
      seen.insert(hit.line)
      tree.press("n")
    }
    #expect(seen.count == count)
    let here = tree.state.textHit
    tree.press("n N")
    #expect(tree.state.textHit == here)
    #expect(tree.screen.styleText.contains("underline"))
    // Outside of a text nothing is looked for.
    tree.press("Esc n")
    #expect(tree.state.message?.isError == true)
  }

  @Test func `a sibling takes the place of the text and the place is kept`() throws {
    var tree = pencils(60, 14)
    tree.press("P v g g 2 j")
    let before = try #require(tree.state.textPage).source.node
    let top = tree.state.textTop
    tree.press("J")
    #expect(tree.state.textPage?.source.node != before)
    #expect(tree.state.textTop == top)
    tree.press("K")
    #expect(tree.state.textPage?.source.node == before)
    #expect(tree.state.textTop == top)
  }

  @Test func `a text of any size is read to its end or says what is left`() throws {
    let word = "word "
    var node = WordTree.Node("")
    node.children = [WordTree.Node(String(repeating: word, count: 10_000) + "end.")]
    var tree = WordTree(node, width: 80, height: 24)
    tree.press("j v G")
    #expect(tree.screen.text.contains("end."))
    node.children = [WordTree.Node(String(repeating: word, count: 300_000) + "end.")]
    tree = WordTree(node, width: 80, height: 24)
    tree.press("j v G")
    #expect(tree.screen.text.contains("more characters are not shown"))
  }

  @Test func `a hostile text is as harmless in full as it is cut`() throws {
    var node = WordTree.Node("")
    node.children = [WordTree.Node("a\u{1b}[31mred\r\u{7}\u{202E}x\nb")]
    var tree = WordTree(node, width: 80, height: 24)
    tree.press("j v")
    #expect(!tree.screen.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(tree.screen.text.contains("STEP 1"))
  }
}
