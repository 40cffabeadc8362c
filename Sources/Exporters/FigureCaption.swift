import Groundwork
import SearchTrees

/// What stands under a figure: what its signs mean, and what is not in it.
struct FigureCaption {
  /// A sign and what it means.
  private struct Sign {
    var markup: (_ x: String, _ y: String) -> String
    var words: String
    /// How wide the sign is.
    var width = 12.0
  }

  private let signs: [Sign]
  private let lines: [String]

  private static let size = 10.0
  private static let lineHeight = 15.0
  private static let longestLine = 110

  /// Says it of a tree.
  init(_ tree: ExportedTree) {
    var signs: [Sign] = []
    func circle(_ x: String, _ y: String, _ rest: String) -> String {
      "<circle cx=\"\(x)\" cy=\"\(y)\" \(rest)/>"
    }
    if tree.nodes.contains(where: { $0.parent != nil && $0.visits != nil }) {
      signs.append(
        Sign(
          markup: { x, y in
            "<path d=\"M\(x) \(y)h8\" stroke=\"#9b9b9b\" stroke-width=\"1\"/>"
              + "<path d=\"M\(x) \(y)m9 0h8\" stroke=\"#9b9b9b\" stroke-width=\"6\"/>"
          }, words: "width of an edge: its visits", width: 24))
    }
    if tree.bestLine.count > 1 {
      let isByValue = tree.search?.summary.bestLineGoesByValue ?? false
      signs.append(
        Sign(
          markup: { x, y in circle(x, y, "r=\"4\" fill=\"#005faf\"") },
          words: isByValue ? "best line, by Q" : "best line: most visits"))
    }
    if tree.nodes.contains(where: { $0.flags.contains(.terminal) }) {
      signs.append(
        Sign(
          markup: { x, y in
            circle(x, y, "r=\"5\" fill=\"#ffffff\" stroke=\"#585858\"")
              + circle(x, y, "r=\"2.6\" fill=\"#ffffff\" stroke=\"#585858\"")
          }, words: "end"))
    }
    if tree.nodes.contains(where: { $0.flags.contains(.banned) }) {
      signs.append(
        Sign(
          markup: { x, y in
            "<path d=\"M\(x) \(y)h18\" stroke=\"#9b9b9b\" stroke-width=\"1.4\" stroke-dasharray=\"5 4\"/>"
          }, words: "banned", width: 24))
    }
    if tree.nodes.contains(where: { $0.hiddenChildren > 0 }) {
      signs.append(
        Sign(
          markup: { x, y in
            "<text x=\"\(x)\" y=\"\(y)\" dx=\"-6\" dy=\"3.5\" fill=\"#585858\">+3</text>"
          },
          words: "children that are not drawn", width: 16))
    }
    self.signs = signs
    var lines: [String] = []
    if tree.nodes.contains(where: { $0.value != nil }) {
      lines.append("Q: \(PageFacts.values(of: tree)).")
    }
    if tree.leftOut > 0 {
      lines.append(
        "\(NumberText.grouped(tree.nodes.count)) of "
          + "\(NumberText.grouped(tree.nodes.count + tree.leftOut)) nodes are drawn.")
    }
    self.lines = lines.map { line in
      let plain = Escaping.printable(line)
      guard plain.count > Self.longestLine else { return plain }
      return String(plain.prefix(Self.longestLine)) + "\u{2026}"
    }
  }

  /// All of it in words.
  var description: String { (signs.map(\.words) + lines).joined(separator: "; ") }

  /// How wide it is.
  var width: Double {
    let signed = signs.reduce(0) { $0 + Self.place(of: $1) }
    return max(signed, lines.map { FigureLabels.width($0) * Self.size }.max() ?? 0)
  }

  /// How high it is.
  var height: Double { Double(lines.count + (signs.isEmpty ? 0 : 1)) * Self.lineHeight + 6 }

  private static func place(of sign: Sign) -> Double {
    FigureLabels.width(sign.words) * size + sign.width + 22
  }

  /// Returns it as SVG.
  func markup(x: Double, y: Double) -> String {
    var text = "<g font-size=\"\(FigureWriter.length(Self.size))\">\n"
    var (left, line) = (x, y)
    for sign in signs {
      let centre = FigureWriter.length(left + 6)
      text += sign.markup(centre, FigureWriter.length(line - 3.5))
      text +=
        "<text x=\"\(FigureWriter.length(left + sign.width + 4))\" y=\"\(FigureWriter.length(line))\">"
      text += Escaping.markup(sign.words) + "</text>\n"
      left += Self.place(of: sign)
    }
    if !signs.isEmpty { line += Self.lineHeight + 3 }
    for words in lines {
      text += "<text x=\"\(FigureWriter.length(x))\" y=\"\(FigureWriter.length(line))\" "
      text += "fill=\"#585858\">\(Escaping.markup(words))</text>\n"
      line += Self.lineHeight
    }
    return text + "</g>\n"
  }
}
