import Drawing
import SearchTrees

/// A rectangle of the screen.
public struct Area: Hashable, Sendable {
  /// The rows of the screen that it covers, from 0 at the top.
  public var rows: Range<Int>
  /// The columns of the screen that it covers, from 0 at the left.
  public var columns: Range<Int>

  /// Makes an area.
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// Returns whether a point lies in the area.
  func contains(_ point: Point) -> Bool {
    rows.contains(point.row) && columns.contains(point.column)
  }
}

/// Where the panes are: a ladder from one line to three columns.
///
/// Nothing refuses to be drawn.
public struct Layout: Hashable, Sendable {
  /// The rows that the tree and the inspector would fill, their titles included.
  struct Wanted: Hashable, Sendable {
    /// Of the tree, all children of open nodes shown.
    var tree = 1
    /// Of the inspector's page.
    var inspector = 1

    init() {}

    /// Counts what a state has to show, no further than a screen of it.
    init(_ state: borrowing ExplorerState) {
      guard state.view == .tree, state.showsInspector, Layout.isStacked(state.size) else { return }
      tree = 1 + max(1, state.slice.rowsWanted)
      let lines = InspectorPage.parts(state, width: state.size.width - 1).count
      // While a question is asked, the room is for its matches.
      let isAsking = state.request.filter != nil && state.pane == .tree
      inspector = 1 + (isAsking ? min(lines, 2) : lines)
    }
  }

  /// The row that says what is running; nil where there is one row only.
  public var header: Int?
  /// The tree, its row of column heads included; empty where another pane has the screen.
  public var tree: Area
  /// Whether the tree has a row of column heads.
  public var hasColumnHeads: Bool
  /// The inspector, its title row included.
  public var inspector: Area?
  /// The third column of wide screens: plots and what happened.
  public var side: Area?
  /// The pane that somebody else fills.
  public var guide: Area?
  /// The strip of plots below the tree, its title row included.
  public var plotStrip: Area?
  /// What happened lately, below the inspector, its title row included.
  public var logStrip: Area?
  /// Whether the inspector stands beside the tree, so that several of its pages have room.
  public var stacksPages = false
  /// The note of the mark at this moment, its title row included.
  public var note: Area?
  /// The row of the time line.
  public var timeline: Int?
  /// The row that says at which breakpoint the search stopped.
  public var banner: Int?
  /// The row of status and messages.
  public var status: Int?
  /// The row of key hints.
  public var hints: Int?
  /// The lines that say what has changed, the newest last.
  public var announcements: Area?
  /// Everything between header and status.
  public var body: Area

  /// How many rows of the tree are shown.
  public var treeRows: Int { max(0, tree.rows.count - (hasColumnHeads ? 1 : 0)) }

  /// Works the layout out for a state.
  init(_ state: borrowing ExplorerState) {
    let (width, height) = (state.size.width, state.size.height)
    let isTiny = height <= 4 || width < 20
    header = height == 1 ? nil : 0
    status = isTiny ? nil : height - 2
    hints = isTiny ? nil : height - 1
    var top = header == nil ? 0 : 1
    if !isTiny, height >= 8, state.slice.summary.breakpointHit != nil {
      banner = top
      top += 1
    }
    var bottom = max(top, isTiny ? height : height - 2)
    let abilities = state.slice.summary.abilities
    let isTimed = abilities.clock == .events && !abilities.opensNodes
    if !isTiny, height >= 12, isTimed, state.guide == nil {
      bottom -= 1
      timeline = bottom
    }
    if !isTiny, state.guide == nil {
      let rows = MarkNote.rowCount(state)
      if rows > 0 {
        note = Area(rows: bottom - rows..<bottom, columns: 0..<width)
        bottom -= rows
      }
    }
    if state.isAccessible, !isTiny, height >= 12 {
      announcements = Area(rows: bottom - 4..<bottom, columns: 0..<width)
      bottom -= 4
    }
    body = Area(rows: top..<bottom, columns: 0..<width)
    hasColumnHeads = !isTiny
    tree = body
    if isTiny || state.view != .tree { return }
    if let guide = state.guide {
      makeRoom(for: guide, state)
      return
    }
    let wantsInspector = state.showsInspector
    if state.isMaximized || state.isAccessible || width < Self.twoPanes.width
      || height < Self.twoPanes.height
    {
      // One pane at a time: the inspector covers the tree while it has the focus.
      if state.pane == .inspector {
        inspector = body
        tree.rows = body.rows.lowerBound..<body.rows.lowerBound
      }
    } else if !wantsInspector {
      return
    } else if Self.isStacked(state.size) {
      split(for: state.wanted, focus: state.pane)
    } else {
      splitColumns(width, hasLines: state.slice.summary.areIterationsKnown)
    }
  }

  /// Gives a guide its place: below the tree, or beside it where the screen is wide, the inspector then
  /// below the tree.
  private mutating func makeRoom(for guide: Guide, _ state: ExplorerState) {
    let rows = body.rows
    if body.columns.count >= 110 {
      let border = body.columns.count * 55 / 100
      tree.columns = 0..<border
      self.guide = Area(rows: rows, columns: border + 1..<body.columns.count)
      guard state.showsInspector, rows.count >= 16 else { return }
      let split = rows.lowerBound + rows.count * 55 / 100
      tree.rows = rows.lowerBound..<split
      inspector = Area(rows: split..<rows.upperBound, columns: tree.columns)
      return
    }
    // The tree has its heads and six rows, more where the screen is high, three where it is low.
    let tall = max(7, rows.count - max(14, rows.count * 6 / 10))
    let treeRows = rows.count >= 19 ? tall : min(4, max(1, rows.count / 3))
    let split = min(rows.upperBound, rows.lowerBound + treeRows)
    tree.rows = rows.lowerBound..<split
    let rest = Area(rows: split..<rows.upperBound, columns: body.columns)
    if guide.givesWay { inspector = rest } else { self.guide = rest }
  }

  /// The least size at which tree and inspector are both on the screen.
  private static let twoPanes = (width: 80, height: 14)

  /// Whether the inspector stands below the tree, where both are shown.
  private static func isStacked(_ size: Size) -> Bool {
    (twoPanes.width..<110).contains(size.width) && size.height >= twoPanes.height
  }

  /// Shares the height by what both panes want: who needs less than its part gives the rest to the
  /// other.
  ///
  /// Where both want more, the one with the focus gets the larger part. Each has at least a third that
  /// it can use.
  private mutating func split(for wanted: Wanted, focus pane: ExplorerState.Pane) {
    let rows = body.rows
    let part = rows.count * (pane == .inspector ? 6 : 4) / 10
    let inspector: Int
    if wanted.tree + wanted.inspector <= rows.count {
      // What is left over goes below the page, but no tree is squeezed while there is room.
      inspector = rows.count - max(wanted.tree, min(rows.count / 3, rows.count - wanted.inspector))
    } else if wanted.inspector <= part {
      inspector = wanted.inspector
    } else {
      inspector = max(part, rows.count - wanted.tree)
    }
    let border = rows.upperBound - inspector
    assert(rows.contains(border), "both panes have rows")
    tree.rows = rows.lowerBound..<border
    self.inspector = Area(rows: border..<rows.upperBound, columns: body.columns)
  }

  /// The rows of the strip of plots, and those that the panes above it keep at least.
  private static let strip = (rows: 6, above: 22)

  /// Puts the inspector beside the tree, and what shows how it came about below both or in a column of its
  /// own.
  ///
  /// A tree whose growth nobody knows has no strip.
  private mutating func splitColumns(_ width: Int, hasLines: Bool) {
    var rows = body.rows
    stacksPages = true
    if width < 160 {
      let border = max(66, width * 61 / 100)
      if hasLines, rows.count >= Self.strip.rows + Self.strip.above {
        let low = rows.suffix(Self.strip.rows)
        rows = rows.dropLast(Self.strip.rows)
        plotStrip = Area(rows: low, columns: 0..<border)
        logStrip = Area(rows: low, columns: border + 1..<width)
      }
      tree.rows = rows
      tree.columns = 0..<border
      inspector = Area(rows: rows, columns: border + 1..<width)
    } else {
      let second = width - max(41, width * 26 / 100)
      let first = second - max(45, width * 25 / 100)
      tree.columns = 0..<first
      inspector = Area(rows: rows, columns: first + 1..<second)
      side = Area(rows: rows, columns: second + 1..<width)
    }
  }
}
