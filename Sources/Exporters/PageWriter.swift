import Groundwork
import SearchTrees

/// A tree as one page for a browser, which needs nothing but itself.
enum PageWriter {
  /// The page: HTML with its style, its script and the tree as data.
  @Sendable
  static func html(_ tree: ExportedTree) -> [UInt8] {
    let data = PageData.json(tree)
    let prefix = "tt-" + identity(of: data)
    let hasPriors = tree.nodes.contains { $0.prior != nil }
    let title = tree.title.isEmpty ? "a search tree" : tree.title
    var page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="treetop">
      <title>\(Escaping.markup(title))</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      <main class="treetop\(hasPriors ? "" : " plain")" id="\(prefix)" data-theme="auto">
      <header>
      <div class="head"><h1>\(Escaping.markup(title))</h1>
      <button type="button" class="best-line">best line <kbd>P</kbd></button>
      <button type="button" class="turn" title="auto, dark or light"><span class="ground">auto</span> <kbd>t</kbd></button>
      <button type="button" class="show-help">keys <kbd>?</kbd></button></div>

      """
    for line in PageFacts.lines(of: tree) {
      page += "<p class=\"\(line.role)\">\(Escaping.markup(line.text))</p>\n"
    }
    page += """
      <div class="search"><input type="search" placeholder="find in actions, states, reasons, notes" \
      aria-label="find"><kbd>/</kbd> <span class="found quiet" role="status"></span></div>
      </header>
      <div class="panes">
      <div class="tree" role="tree" tabindex="0" aria-label="search tree">
      <div class="heads" aria-hidden="true"><span>action</span><span class="number">visits</span>\
      <span class="shares">share</span><span class="number">Q</span>\
      \(hasPriors ? "<span class=\"number\">\(Escaping.markup(edgeHead(tree)))</span>" : "")</div>
      </div>
      <aside class="inspector" aria-label="the node under the cursor"></aside>
      </div>
      <div class="help" hidden><div role="dialog" aria-label="keys"><h2>Keys</h2><dl>
      \(helpLines)
      </dl><p><button type="button">close <kbd>Esc</kbd></button></p></div></div>
      <noscript><p>This page needs its script to show the tree.</p></noscript>
      <script type="application/json" class="data">
      """
    var bytes = Array(page.utf8)
    bytes += data
    bytes += Array(
      "</script>\n<script>\(PageScript.text)</script>\n</main>\n</body>\n</html>\n".utf8)
    return bytes
  }

  /// Names a page by what is in it, so that several can stand in one document (FNV-1a).
  private static func identity(of data: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 36)
  }

  private static let policy = ContentPolicy.text(script: PageScript.text, style: PageStyle.text)

  /// The head of the column of the number on an edge.
  private static func edgeHead(_ tree: ExportedTree) -> String {
    tree.search?.summary.edge.head ?? tree.edgeName
  }

  private static let keys: [(keys: String, meaning: String)] = [
    ("j k \u{2193} \u{2191}", "down, up"), ("l \u{2192}", "open, or go to the first child"),
    ("h \u{2190}", "close, or go to the parent"), ("J K", "next, previous sibling"),
    ("Enter", "open or close"), ("E", "open all below, nearest first"), ("g G", "first, last row"),
    ("P", "end of the best line"), ("/", "find; Enter goes back to the tree, Esc forgets"),
    ("n N", "next, previous hit"), ("t", "auto, dark, light"), ("?", "these keys"),
  ]

  private static let helpLines = keys.map {
    "<dt><kbd>\(Escaping.markup($0.keys))</kbd></dt><dd>\(Escaping.markup($0.meaning))</dd>"
  }.joined(separator: "\n")
}
