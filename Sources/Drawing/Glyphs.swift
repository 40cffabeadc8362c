/// The signs that views are drawn with, in three sets of the same widths.
///
/// No set has emoji or characters with an emoji form: terminals disagree on their width.
public struct Glyphs: Hashable, Sendable {
  /// The signs of a time line, a cell each.
  public struct Track: Hashable, Sendable {
    /// Before its first cell.
    public var start: Unicode.Scalar
    /// What lies behind.
    public var past: Unicode.Scalar
    /// Where we are.
    public var here: Unicode.Scalar
    /// What lies ahead.
    public var rest: Unicode.Scalar
    /// A moment that somebody marked.
    public var mark: Unicode.Scalar
    /// After its last cell.
    public var end: Unicode.Scalar
  }

  /// The characters that this set needs.
  public var repertoire: Repertoire
  /// A column of a tree that goes on below: two cells.
  public var treeGuide: SafeText
  /// A column of a tree with nothing below: two cells.
  public var treeGap: SafeText
  /// The branch to a child with later siblings: two cells.
  public var treeBranch: SafeText
  /// The branch to the last child: two cells.
  public var treeLastBranch: SafeText
  /// A branch to an only child whose parent is not shown: one cell.
  public var treeChain: SafeText
  /// The sign of a node whose children are hidden.
  public var folded: SafeText
  /// The sign of a node whose children are shown.
  public var unfolded: SafeText
  /// The sign of a node without children.
  public var leaf: SafeText
  /// The sign of what was left out.
  public var ellipsis: SafeText
  /// Plus or minus.
  public var plusMinus: SafeText
  /// Between a number before and after, and between the nodes of a way.
  public var step: SafeText
  /// The sign of the most visited line.
  public var best: SafeText
  /// The sign of the answer.
  public var answer: SafeText
  /// The sign of what is next, or of what is meant among several.
  public var next: SafeText
  /// The sign of what somebody wrote something on.
  public var note: SafeText = "\""
  /// The sign of the row under the cursor.
  public var cursor: SafeText
  /// A full cell of a bar.
  public var bar: Unicode.Scalar
  /// The unfilled rest of a bar.
  public var barRest: Unicode.Scalar
  /// The signs of a time line.
  public var track: Track
  /// Eight rising levels of a sparkline.
  public var levels: [Unicode.Scalar]
  /// What the lines of plots are made of.
  public var dots = DotRaster.Signs.braille
  /// The sixteen joints of lines, by the sum of up 1, right 2, down 4, left 8.
  var joints: [Unicode.Scalar]

  /// Box drawing, block elements, arrows: what most terminals draw well.
  public static let unicode = Glyphs(
    repertoire: .unicode, treeGuide: "│ ", treeGap: "  ", treeBranch: "├─", treeLastBranch: "└─",
    treeChain: "\u{2504}",
    folded: "▸", unfolded: "▾", leaf: "─", ellipsis: "…", plusMinus: "±", step: "▸", best: "*",
    answer: "◆", next: "●",
    cursor: ">",
    bar: "█", barRest: "░",
    track: Track(start: "▕", past: "━", here: "●", rest: "─", mark: "┼", end: "▏"),
    levels: Array("▁▂▃▄▅▆▇█".unicodeScalars),
    joints: Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼".unicodeScalars))

  /// Box drawing and Braille, for fonts whose block elements do not fit together.
  public static let blocksFree: Glyphs = {
    var glyphs = unicode
    glyphs.bar = "⣿"
    glyphs.barRest = "⠒"
    glyphs.track.start = "["
    glyphs.track.end = "]"
    glyphs.levels = Array("⡀⣀⣄⣤⣦⣶⣷⣿".unicodeScalars)
    return glyphs
  }()

  /// Box drawing and block elements, for fonts and displays without Braille.
  public static let brailleFree: Glyphs = {
    var glyphs = unicode
    glyphs.dots = .blocks
    return glyphs
  }()

  /// Printable ASCII.
  public static let ascii = Glyphs(
    repertoire: .ascii, treeGuide: "| ", treeGap: "  ", treeBranch: "|-", treeLastBranch: "`-",
    treeChain: ".",
    folded: "+", unfolded: "-", leaf: "-", ellipsis: "~", plusMinus: "~", step: ">", best: "*",
    answer: "@", next: "o",
    cursor: ">",
    bar: "#", barRest: ".",
    track: Track(start: "[", past: "=", here: "o", rest: "-", mark: "+", end: "]"),
    levels: Array("_.:-=+*#".unicodeScalars), dots: .letters,
    joints: Array(" |-+||++-+-+++++".unicodeScalars))
}

extension Glyphs {
  /// The set that a person gets who has not chosen one.
  public static func standard(for repertoire: Repertoire) -> Glyphs {
    repertoire == .unicode ? .unicode : .ascii
  }

  /// Returns a graph of `values` in `width` cells, lowest level at `low`, highest at `high`.
  ///
  /// More values than cells are averaged in buckets; fewer leave spaces at the right. A value that
  /// is not finite is a space. Equal bounds give the middle level.
  public func sparkline(
    _ values: [Double], low: Double, high: Double, width: Int
  ) -> String {
    guard width > 0 else { return "" }
    var text = String.UnicodeScalarView()
    let cells = min(values.count, width)
    for cell in 0..<cells {
      let first = cell * values.count / cells
      let last = (cell + 1) * values.count / cells
      let bucket = values[first..<last].filter(\.isFinite)
      let mean = bucket.reduce(0, +) / Double(bucket.count)
      text.append(bucket.isEmpty ? " " : level(of: mean, low: low, high: high))
    }
    for _ in cells..<width { text.append(" ") }
    return String(text)
  }

  /// Fewer values than these are no history.
  public static var fewestValues: Int { 4 }

  /// Whether so much of a history is known that it is shown.
  public static func isHistory(_ values: [Double?]) -> Bool {
    values.count(where: { $0 != nil }) >= fewestValues
  }

  /// Returns a graph of what is known of a history on the scale of `range`; blank where that is too
  /// little.
  public func history(
    of values: [Double?], within range: ClosedRange<Double>?, width: Int
  ) -> String {
    guard let range, Self.isHistory(values) else {
      return sparkline([], low: 0, high: 1, width: width)
    }
    return sparkline(
      values.map { $0 ?? .nan }, low: range.lowerBound, high: range.upperBound, width: width)
  }

  /// Returns a bar of `width` cells filled up to `share`, a number from 0 to 1.
  public func bar(share: Double, width: Int) -> String {
    let columns = max(width, 0)
    let clamped = share.isFinite ? min(max(share, 0), 1) : 0
    let filled = Int((clamped * Double(columns)).rounded())
    var text = String.UnicodeScalarView()
    for column in 0..<columns { text.append(column < filled ? bar : barRest) }
    return String(text)
  }

  /// Returns the level for `value` between `low` and `high`.
  public func level(of value: Double, low: Double, high: Double) -> Unicode.Scalar {
    guard value.isFinite, low.isFinite, high.isFinite else { return " " }
    guard high > low else { return levels[3] }
    let share = min(max((value - low) / (high - low), 0), 1)
    guard share.isFinite else { return levels[3] }
    return levels[min(Int(share * 8), 7)]
  }
}
