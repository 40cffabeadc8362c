public import Drawing
public import SearchTrees

/// A pane beside the tree that somebody else fills, such as a lesson, and what of the tree it keeps back.
///
/// The explorer draws it and keeps back what it names, wherever that stands; what the keys mean is for
/// whoever fills it.
public struct Guide: Sendable {
  /// A piece of a line with its look.
  public struct Piece: Hashable, Sendable {
    /// The text.
    public var text: SafeText
    /// Its look.
    public var style: Style

    /// Makes a piece.
    public init(_ text: SafeText, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// A number of the tree that can be kept back.
  public enum Column: Hashable, Sendable, CaseIterable {
    case visits
    case value
    case prior
    case bonus
    case score
    case depth
  }

  /// The first row of the screen.
  public var header: [Piece] = []
  /// What stands at its right end.
  public var headerEnd: SafeText = .empty
  /// The title of the pane.
  public var title: SafeText = .empty
  /// What stands at the right end of the title.
  public var titleEnd: SafeText = .empty
  /// Makes the lines of the pane for a width.
  public var lines: @Sendable (_ width: Int) -> [[Piece]] = { _ in [] }
  /// The first line that must be in sight: what is asked, which is at the end.
  public var focusLine: @Sendable (_ width: Int) -> Int? = { _ in nil }
  /// The line above the keys.
  public var status: SafeText = .empty
  /// The keys that are live, with what they do.
  public var hints: [(key: String, words: String)] = []
  /// The letters that stand before nodes.
  public var letters: [NodeID: Character] = [:]
  /// The nodes that are pointed at.
  public var marked: Set<NodeID> = []
  /// The columns that are pointed at.
  public var markedColumns: Set<Column> = []
  /// The terms of the selection score that are pointed at, by their names.
  public var markedTerms: Set<String> = []
  /// The numbers that are kept back.
  public var concealed: Set<Column> = []
  /// The pages that are kept back.
  public var concealedTabs: Set<ExplorerState.Tab> = []
  /// What stands in the place of such a page.
  public var concealedWords: SafeText = "hidden until you have answered"
  /// Whether the answer of the search is kept back.
  public var concealsAnswer = false
  /// Whether the inspector stands where the pane would, on screens that have no room for both.
  public var givesWay = false
  /// How far the pane is scrolled, in lines; nil where what is asked is kept in sight.
  public var top: Int?

  /// Makes a pane without words.
  public init() {}

  /// Whether any number is kept back, so that pages which could tell it are too.
  public var concealsNumbers: Bool { !concealed.isEmpty || concealsAnswer }

  /// The rows that the title of the pane takes in an area.
  static func titleRows(in area: Area) -> Int { area.columns.lowerBound == 0 ? 1 : 2 }

  /// The first line that is shown in an area, and the last one that can be the first.
  public func scroll(in area: Area) -> (top: Int, last: Int) {
    let width = max(0, area.columns.count - 2)
    let rows = max(0, area.rows.count - Self.titleRows(in: area))
    let last = max(0, lines(width).count - rows)
    return (min(last, max(0, top ?? focusLine(width) ?? 0)), last)
  }

  /// What stands before the name of a column or term that is pointed at.
  static let sign = "->"

  /// Whether a page is kept back, for its own sake or for the numbers that it tells.
  func conceals(_ tab: ExplorerState.Tab) -> Bool {
    if concealedTabs.contains(tab) { return true }
    switch tab {
    case .stats: return concealsNumbers
    case .selection, .history, .rationale, .tokens, .plots: return !concealed.isEmpty
    case .state: return false
    }
  }
}
