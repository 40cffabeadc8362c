import Groundwork
import SearchTrees

/// A tree as a figure: levels from left to right, actions on the edges, edges as wide as their visits.
///
/// What colour says is said by something else too: the best line has filled dots and bold labels.
enum FigureWriter {
  private static let textSize = 12.0
  private static let smallSize = 9.5
  private static let rowHeight = 36.0
  private static let curve = 38.0
  private static let margin = 18.0
  private static let widestEdge = 9.0

  private static let ink = "#1e1e1e"
  private static let quiet = "#585858"
  private static let edge = "#9b9b9b"
  private static let best = "#005faf"

  /// The figure as SVG 1.1.
  @Sendable
  static func svg(_ tree: ExportedTree) -> [UInt8] {
    var figure = Figure(tree)
    return figure.text()
  }

  private struct Figure {
    let tree: ExportedTree
    let layout: TidyLayout
    var labels: [String]
    /// N, Q, and how many children are not drawn.
    var numbers: [[String]]
    /// Where each level begins and ends, from the left.
    var columns: [(start: Double, end: Double)] = []
    let top: Double
    let most: Double

    init(_ tree: ExportedTree) {
      self.tree = tree
      layout = TidyLayout(parents: tree.nodes.map(\.parent))
      labels = tree.nodes.map { _ in "" }
      for family in tree.children() {
        let short = FigureLabels.shortened(family.map { tree.nodes[$0].action })
        for (place, node) in family.enumerated() { labels[node] = short[place] }
      }
      numbers = tree.nodes.map { node in
        [
          node.visits.map { "N \(NumberText.count($0))" },
          node.value.map { "Q \(NumberText.fixed($0))" },
          node.hiddenChildren > 0 ? "+\(NumberText.grouped(node.hiddenChildren))" : nil,
        ].compactMap(\.self)
      }
      most = max(1, tree.nodes.compactMap(\.visits).filter(\.isFinite).max() ?? 1)
      top = margin + (tree.title.isEmpty ? 12 : 34)
      setColumns()
    }

    private mutating func setColumns() {
      var widths: [Double] = []
      for (place, node) in tree.nodes.enumerated() {
        while widths.count <= node.depth { widths.append(0) }
        let factor = tree.bestLine.contains(place) ? 1.08 : 1.0
        let own = max(
          FigureLabels.width(labels[place]) * textSize * factor,
          FigureLabels.width(line(place)) * smallSize)
        widths[node.depth] = max(widths[node.depth], own)
      }
      // The numbers of the root stand on the left of it, below each other.
      let root = numbers.first?.map { FigureLabels.width($0) * smallSize }.max() ?? 0
      var x = margin + root + 9
      columns.append((x, x))
      for width in widths.dropFirst() {
        let start = x + curve
        x = start + width + 10
        columns.append((start, x))
      }
    }

    /// The numbers of a node on one line.
    private func line(_ place: Int) -> String { numbers[place].joined(separator: "\u{2002}") }

    private func x(_ place: Int) -> Double { columns[tree.nodes[place].depth].end }
    private func y(_ place: Int) -> Double { top + 16 + layout.positions[place] * rowHeight }

    private func edgeWidth(_ place: Int) -> Double {
      guard let visits = tree.nodes[place].visits, visits.isFinite else { return 1 }
      return max(0.8, widestEdge * visits / most)
    }

    mutating func text() -> [UInt8] {
      let caption = FigureCaption(tree)
      let wide = columns.last.map { $0.end + margin + 8 } ?? 0
      let width = max(wide, caption.width + 2 * margin, FigureLabels.width(title) * 15 + 2 * margin)
      let foot = top + 16 + layout.extent * rowHeight + 40
      let height = foot + caption.height + margin / 2
      var text = """
        <svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" \
        width="\(n(width))" height="\(n(height))" viewBox="0 0 \(n(width)) \(n(height))" \
        font-family="Helvetica, Arial, sans-serif" font-size="\(n(textSize))" fill="\(ink)">
        <title>\(Escaping.markup(title.isEmpty ? "a search tree" : title))</title>
        <desc>\(Escaping.markup(caption.description))</desc>
        <rect width="100%" height="100%" fill="#ffffff"/>

        """
      if !title.isEmpty {
        text +=
          "<text x=\"\(n(margin))\" y=\"\(n(margin + 12))\" font-size=\"15\" font-weight=\"bold\">"
          + "\(Escaping.markup(title))</text>\n"
      }
      text += "<g fill=\"none\" stroke-linecap=\"round\">\n"
      // The best line lies over the others.
      for isBest in [false, true] {
        for place in tree.nodes.indices where tree.bestLine.contains(place) == isBest {
          text += edge(to: place)
        }
      }
      text += "</g>\n"
      for place in tree.nodes.indices { text += node(place) }
      text += caption.markup(x: margin, y: foot)
      return Array((text + "</svg>\n").utf8)
    }

    private var title: String { FigureLabels.shortened([tree.title], to: 90)[0] }

    private func edge(to place: Int) -> String {
      guard let parent = tree.nodes[place].parent else { return "" }
      let (x1, y1, x2, y2) = (x(parent), y(parent), x(place), y(place))
      let start = columns[tree.nodes[place].depth].start
      let half = (x1 + start) / 2
      let isBest = tree.bestLine.contains(place)
      let dashes = tree.nodes[place].flags.contains(.banned) ? " stroke-dasharray=\"5 4\"" : ""
      return
        "<path d=\"M\(n(x1)) \(n(y1))C\(n(half)) \(n(y1)) \(n(half)) \(n(y2)) \(n(start)) \(n(y2))"
        + "H\(n(x2))\" stroke=\"\(isBest ? best : FigureWriter.edge)\" "
        + "stroke-width=\"\(n(edgeWidth(place)))\"\(dashes)/>\n"
    }

    private func node(_ place: Int) -> String {
      let node = tree.nodes[place]
      let (x, y) = (self.x(place), self.y(place))
      let isBest = node.parent == nil || tree.bestLine.contains(place)
      let colour = isBest ? best : quiet
      var text = "<g>"
      if node.parent == nil {
        for (row, number) in numbers[place].enumerated() {
          let height = y + 3.5 + (Double(row) - Double(numbers[place].count - 1) / 2) * 12
          text += small(number, x - 9, height, anchor: " text-anchor=\"end\"")
        }
      } else {
        text += "<title>\(Escaping.markup(node.action))</title>"
        let clear = edgeWidth(place) / 2
        let start = columns[node.depth].start
        if !labels[place].isEmpty {
          let weight = isBest ? " font-weight=\"bold\"" : ""
          text +=
            "<text x=\"\(n(start))\" y=\"\(n(y - clear - 4))\"\(weight)>"
            + "\(Escaping.markup(labels[place]))</text>"
        }
        if !numbers[place].isEmpty { text += small(line(place), start, y + clear + 11) }
      }
      let radius = max(3.4, edgeWidth(place) / 2 + 1)
      let r = node.parent == nil ? 4.5 : radius
      if node.flags.contains(.terminal) {
        text +=
          "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(r + 2.6))\" fill=\"#ffffff\" "
          + "stroke=\"\(colour)\"/>"
      }
      text +=
        "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(r))\" "
        + "fill=\"\(isBest ? best : "#ffffff")\" stroke=\"\(colour)\" stroke-width=\"1.2\"/>"
      return text + "</g>\n"
    }

    private func small(
      _ words: String, _ x: Double, _ y: Double, anchor: String = ""
    ) -> String {
      "<text x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(smallSize))\" fill=\"\(quiet)\"\(anchor)>"
        + "\(Escaping.markup(words))</text>"
    }

    /// A length with at most two decimals.
    private func n(_ number: Double) -> String { FigureWriter.length(number) }
  }

  /// A length with at most two decimals.
  static func length(_ number: Double) -> String {
    var text = NumberText.plain(number, places: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
