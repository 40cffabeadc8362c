import Foundation
import Testing

/// The page and the figure that `treetop export` makes, in a real browser.
@Suite(
  .serialized,
  .enabled(
    if: Browser.program != nil,
    "there is no chromium on the path, and TREETOP_TEST_BROWSER names none"))
struct PageTests {
  private static let run = #"""
    {"type":"search","version":1,"engine":"demo","problem":"two doors","root":{"id":0,"text":"a corridor"},"statistics":["visits","mean","novelty"],"columns":[{"name":"visits","kind":"sum"},{"name":"mean","kind":"mean"},{"name":"novelty","kind":"neither","head":"NOV","meaning":"how unlike its siblings"}],"value":{"perspective":"mover","low":-1,"high":1},"selection":{"rule":"UCT","formula":"Q + c*sqrt(ln N / n)","terms":["Q","U"],"c":1.4}}
    {"type":"expand","node":0,"children":[{"id":1,"action":"left","prior":0.7},{"id":2,"action":"right","prior":0.3,"text":"a dark room"}],"unexpanded":0}
    {"type":"expand","node":2,"children":[{"id":3,"action":"light a lamp"},{"id":4,"action":"feel the wall","terminal":true}]}
    {"type":"expand","node":3,"children":[{"id":5,"action":"read the note"}]}
    {"type":"evaluate","node":4,"value":0.8,"parts":[{"name":"distance","raw":0.8,"weight":1,"contribution":0.8}],"rationale":"the exit is near"}
    {"type":"stats","stats":[[0,12,0.4,null],[1,3,0.1,0.5],[2,8,0.55,0.9],[3,3,0.2,null],[4,4,0.8,null],[5,1,-0.25,null]]}
    {"type":"select","node":0,"chosen":2,"candidates":[{"node":1,"score":0.9,"terms":{"Q":0.1,"U":0.8}},{"node":2,"score":1.35,"terms":{"Q":0.55,"U":0.8}}]}
    {"type":"edit","node":1,"set":{"note":"not worth it"}}

    """#

  private static let hostile = #"""
    {"type":"search","version":1,"engine":"x</title><script>alert(1)</script>","problem":"</h1><img src=http://127.0.0.1:9/a onerror=alert(2)>","root":{"id":0,"text":"<iframe src=http://127.0.0.1:9/b></iframe>"},"statistics":["visits","mean"],"value":{"perspective":"root"}}
    {"type":"expand","node":0,"children":[{"id":1,"action":"</script><img src=x onerror=alert(3)>","text":"--><svg onload=alert(4)>","kind":"<b>","prior":0.5},{"id":2,"action":"]]>'\"><style>*{display:none}</style>","prior":0.5},{"id":3,"action":"a\u202eb\u0007c <!--<script>"}]}
    {"type":"evaluate","node":1,"value":1,"rationale":"<a href='javascript:alert(5)'>x</a>","model":"<u>","parts":[{"name":"<i>","raw":1}]}
    {"type":"stats","stats":[[0,3,0.5],[1,1,1],[2,1,0],[3,1,0.5]]}

    """#

  /// Exports a recording, and returns the file and its address.
  private func export(_ text: String, as format: String) throws -> (TemporaryFile, String) {
    let run = try TemporaryFile(text, named: "run.jsonl")
    let ending = try Program.run("export", run.path, "--format", format)
    try #require(ending.status == 0, "\(ending.error)")
    let file = try TemporaryFile(ending.output, named: "tree.\(format)")
    return (file, "file://" + file.path)
  }

  private static let cursor =
    "document.querySelector('[aria-selected=true] .name').textContent"
  private static let rows =
    "[...document.querySelectorAll('[role=treeitem] .name')].map((name) => name.textContent)"

  @Test func `it is walked, folded and searched by keys`() throws {
    let (file, url) = try export(Self.run, as: "html")
    defer { withExtendedLifetime(file) {} }
    let (values, sight) = try Browser.browse([
      ["size", 1200, 800], ["open", url],
      // The best line is open, the children are those with most visits first.
      ["eval", Self.rows], ["eval", Self.cursor],
      ["key", "j"], ["eval", Self.cursor],
      ["key", "h"], ["eval", Self.rows],
      ["key", "ArrowRight"], ["key", "ArrowRight"], ["eval", Self.cursor],
      ["key", "k"], ["key", "h"], ["key", "ArrowDown"], ["eval", Self.cursor],
      // What lies in a closed family is found and shown.
      ["key", "/"], ["type", "NOT"], ["eval", "document.querySelector('.found').textContent"],
      ["key", "Enter"], ["eval", Self.cursor],
      ["key", "n"], ["eval", Self.cursor], ["key", "n"], ["eval", Self.cursor],
      ["key", "G"], ["eval", Self.cursor], ["key", "g"], ["eval", Self.cursor],
      ["key", "?"], ["eval", "document.querySelector('.help').hidden"],
      ["key", "Escape"], ["eval", "document.querySelector('.help').hidden"],
      ["key", "P"], ["eval", Self.cursor],
    ])
    #expect(
      values as NSArray == [
        ["root", "right", "feel the wall", "light a lamp", "left"], "root", "right",
        ["root", "right", "left"], "feel the wall", "left",
        "1 of 2", "left", "read the note", "left",
        "left", "root", false, true, "feel the wall",
      ] as NSArray)
    #expect(sight.errors.isEmpty && sight.refused.isEmpty && sight.dialogues.isEmpty, "\(sight)")
    #expect(sight.requests == [url])
  }

  @Test func `everything that is known of a node is said beside the tree`() throws {
    let (file, url) = try export(Self.run, as: "html")
    defer { withExtendedLifetime(file) {} }
    let said = "document.querySelector('.inspector').innerText"
    let (values, _) = try Browser.browse([
      ["size", 1200, 900], ["open", url], ["eval", said],
      ["key", "j"], ["eval", said], ["key", "j"], ["eval", said], ["key", "G"], ["eval", said],
      ["eval", "document.querySelector('header').innerText"],
    ])
    let texts = values.compactMap { $0 as? String }
    try #require(texts.count == 5)
    // The choice at the root as it was recorded, with its terms, the chosen one first in bold.
    #expect(texts[0].contains("The choice recorded last"))
    #expect(texts[0].contains("Q + c*sqrt(ln N / n)") && texts[0].contains("1.350"))
    #expect(texts[0].contains("a corridor"))
    #expect(texts[1].contains("NOV") && texts[1].contains(".900"))
    #expect(texts[1].contains("how unlike its siblings") && texts[1].contains("a dark room"))
    #expect(texts[2].contains("the exit is near") && texts[2].contains("distance"))
    #expect(texts[2].contains("terminal"))
    #expect(texts[3].contains("not worth it"))
    #expect(texts[4].contains("of the player who moved to the node"))
    #expect(texts[4].contains("from -1 to 1"))
  }

  @Test func `it is dark or light as the reader has it, and by a key`() throws {
    let (file, url) = try export(Self.run, as: "html")
    defer { withExtendedLifetime(file) {} }
    let ground = "getComputedStyle(document.querySelector('.treetop')).backgroundColor"
    let (values, _) = try Browser.browse([
      ["ground", "light"], ["open", url], ["eval", ground],
      ["ground", "dark"], ["eval", ground],
      ["ground", "light"], ["key", "t"], ["eval", ground],
      ["ground", "dark"], ["key", "t"], ["eval", ground],
    ])
    let (light, dark) = ("rgb(255, 255, 255)", "rgb(30, 30, 30)")
    #expect(values as NSArray == [light, dark, dark, light] as NSArray)
  }

  @Test(arguments: ["html", "svg"])
  func `labels are texts and nothing else, whatever they say`(format: String) throws {
    let (file, url) = try export(Self.hostile, as: format)
    defer { withExtendedLifetime(file) {} }
    let strange =
      "[...document.querySelectorAll('img,iframe,a,b,i:not(.share > i),u,[onerror],[onload]')].length"
    let (values, sight) = try Browser.browse([
      ["open", url], ["key", "j"], ["eval", strange],
      ["eval", "document.querySelectorAll('script').length"],
      ["eval", "document.documentElement.textContent.includes('<img src=x onerror=alert(3)>')"],
      ["key", "G"], ["eval", "document.documentElement.textContent.includes('\\u202e')"],
    ])
    #expect(values as NSArray == [0, format == "html" ? 2 : 0, true, false] as NSArray)
    #expect(sight.dialogues.isEmpty && sight.errors.isEmpty && sight.refused.isEmpty, "\(sight)")
    #expect(sight.requests == [url])
  }

  @Test func `two pages stand in one notebook, each with its own keys`() throws {
    let pages = [try export(Self.run, as: "html"), try export(Self.run, as: "html")]
    let texts = try pages.map { try String(contentsOfFile: $0.0.path, encoding: .utf8) }
    let notebook = try TemporaryFile(
      "<!doctype html><body><h1>notes</h1><div>\(texts[0])</div><div>\(texts[1])</div></body>",
      named: "notebook.html")
    let ids = "[...document.querySelectorAll('[role=treeitem]')].map((row) => row.id)"
    let (values, sight) = try Browser.browse([
      ["size", 1000, 1400], ["open", "file://" + notebook.path],
      ["eval", "new Set(\(ids)).size === \(ids).length && \(ids).length"],
      ["eval", "getComputedStyle(document.body).backgroundColor"],
      ["eval", "document.querySelectorAll('.tree')[1].focus()"], ["key", "j"],
      [
        "eval",
        "[...document.querySelectorAll('[aria-selected=true] .name')].map((name) => name.textContent)",
      ],
    ])
    #expect(
      values as NSArray == [10, "rgba(0, 0, 0, 0)", NSNull(), ["root", "right"]] as NSArray)
    #expect(sight.errors.isEmpty, "\(sight)")
  }

  @Test func `a figure holds its labels apart and inside`() throws {
    let (file, url) = try export(Self.run, as: "svg")
    defer { withExtendedLifetime(file) {} }
    let boxes = """
      [...document.querySelectorAll('text')].map((text) => {
        const box = text.getBBox();
        return [box.x, box.y + box.height * 0.2, box.x + box.width, box.y + box.height * 0.8];
      })
      """
    let (values, sight) = try Browser.browse([
      ["open", url], ["eval", "document.documentElement.nodeName"], ["eval", boxes],
      [
        "eval",
        "[document.documentElement.viewBox.baseVal.width, document.documentElement.viewBox.baseVal.height]",
      ],
    ])
    #expect(values[0] as? String == "svg" && sight.errors.isEmpty)
    let rectangles = try #require(values[1] as? [[Double]])
    let size = try #require(values[2] as? [Double])
    #expect(rectangles.count > 12)
    for (place, box) in rectangles.enumerated() {
      #expect(box[0] >= 0 && box[1] >= 0 && box[2] <= size[0] && box[3] <= size[1], "\(box)")
      for other in rectangles.dropFirst(place + 1) {
        let isApart =
          box[2] <= other[0] || other[2] <= box[0] || box[3] <= other[1] || other[3] <= box[1]
        #expect(isApart, "\(box) \(other)")
      }
    }
  }
}
