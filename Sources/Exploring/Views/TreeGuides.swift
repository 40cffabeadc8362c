import Drawing
import SearchTrees

/// How far rows of the tree are indented: so that depth can be read at every depth.
///
/// A level takes two cells down to the sixth and one cell from there on. Where the guides would take
/// more than four tenths of the label's cells, the levels on the left fold into a count, `+12`, and the
/// rest goes on from there. The count and the levels drawn behind it add up to the depth, and no child is
/// indented as its parent is.
struct TreeGuides: Hashable {
  /// The levels that are drawn in two cells.
  private static let wideLevels = 6
  /// The levels drawn behind a count at first; more follow until there is no room left.
  private static let leastFolded = 2

  /// The deepest level that is drawn with all those above it.
  let deepestWhole: Int
  /// The most levels that are drawn behind a count.
  private let mostFolded: Int

  /// Lays the guides out for labels of a width.
  init(labelWidth: Int) {
    let cap = max(4, labelWidth * 4 / 10)
    let wide = cap / 2
    deepestWhole = wide <= Self.wideLevels ? wide : cap - Self.wideLevels
    mostFolded = max(5, cap - 4)
  }

  /// Returns how many levels of a row are drawn.
  func drawnLevels(of row: SliceRow) -> Int {
    guard row.level > deepestWhole else { return row.level }
    let span = mostFolded - Self.leastFolded + 1
    return min(row.level, Self.leastFolded + (row.level - deepestWhole - 1) % span)
  }

  /// Returns the cells that ``text(_:_:)`` takes.
  func width(of row: SliceRow) -> Int {
    let drawn = min(drawnLevels(of: row), row.continues.count)
    let folded = row.depth - drawn
    let chain = row.chain > 1 ? 1 : 0
    guard folded <= 0 else { return String(folded).utf8.count + 2 + drawn + chain }
    return min(drawn, Self.wideLevels) + drawn + chain
  }

  /// Returns the guides of a row, without the sign of its fold.
  func text(_ row: SliceRow, _ glyphs: Glyphs) -> SafeText {
    let drawn = min(drawnLevels(of: row), row.continues.count)
    var text = SafeText.empty
    // A row below a chain of only children is deeper than the levels drawn to its left.
    let folded = row.depth - drawn
    if folded > 0 { text += SafeText("+\(folded) ") }
    for (index, goesOn) in row.continues.suffix(drawn).enumerated() {
      let isOwn = index == drawn - 1
      let guide =
        isOwn
        ? (goesOn ? glyphs.treeBranch : glyphs.treeLastBranch)
        : (goesOn ? glyphs.treeGuide : glyphs.treeGap)
      let isWide = folded == 0 && index < Self.wideLevels
      text += isWide ? guide : guide.clipped(to: 1)
    }
    if row.chain > 1 { text += glyphs.treeChain }
    return text
  }
}
