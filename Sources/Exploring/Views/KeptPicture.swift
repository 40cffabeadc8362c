import Drawing
import SearchTrees

/// The last picture, and what its parts were drawn from: what did not change since is copied.
///
/// A part is kept together with a value that holds everything it depends on, and is drawn from that value
/// alone; so it is as it would be if it were drawn anew, which ``FrameCheck`` looks at now and then.
package struct KeptPicture {
  /// The parts that are kept as a whole, besides the rows of the tree.
  enum Part: Hashable {
    case plot(PlotName)
    case depths
    case entropy
    case legend
  }

  /// A part as it was drawn.
  fileprivate struct Kept {
    var source: any Equatable
    var area: Area
    var hits: [HitRegion]
  }

  /// A picture: the cells before anything lay over the view, and what they were drawn from.
  ///
  /// Borders lie between the parts, and nothing else is drawn where a part is.
  struct Drawn {
    var canvas: Canvas?
    var tree = TreeView.Kept()
    fileprivate var parts: [Part: Kept] = [:]
    fileprivate var lines: [Part: (source: any Equatable, lines: [StyledLine])] = [:]
  }

  /// The last picture that was complete; without cells where nothing can be copied from it.
  private(set) var last = Drawn()
  /// The one that is being drawn.
  var now = Drawn()

  /// Makes a picture of which nothing is kept.
  package init() {}

  /// Begins a picture; one of another size or with other signs has nothing in common with the last.
  mutating func begin(_ new: Canvas) {
    now = Drawn()
    if let canvas = last.canvas, canvas.size == new.size, canvas.glyphs == new.glyphs { return }
    last = Drawn()
  }

  /// Keeps the picture that was begun: all its parts are drawn.
  ///
  /// Of a view without parts nothing is kept, and what was kept before stays.
  mutating func end(_ canvas: Canvas) {
    guard now.tree.isDrawn || !now.parts.isEmpty else { return }
    now.canvas = canvas
    last = now
  }

  /// Returns the lines beside a part, which are made anew where their source is another than that of the last
  /// picture.
  mutating func lines<Source: Equatable>(
    _ part: Part, from source: Source, _ make: () -> [StyledLine]
  ) -> [StyledLine] {
    let before = last.lines[part].flatMap { $0.source as? Source == source ? $0.lines : nil }
    let lines = before ?? make()
    now.lines[part] = (source, lines)
    return lines
  }

  /// Draws a part into its area, or copies it where `source` and area are the same as on the last picture.
  ///
  /// A part leaves the cursor where it is.
  mutating func draw<Source: Equatable>(
    _ part: Part, from source: Source, in area: Area, on canvas: inout Canvas,
    _ draw: (inout Canvas) -> Void
  ) {
    if let cells = last.canvas, let kept = last.parts[part], kept.area == area,
      let before = kept.source as? Source, before == source
    {
      for row in area.rows { canvas.copy(row: row, of: cells, columns: area.columns, to: row) }
      canvas.hits += kept.hits
      now.parts[part] = kept
      return
    }
    let cursor = canvas.cursor
    let hitCount = canvas.hits.count
    draw(&canvas)
    canvas.cursor = cursor
    now.parts[part] = Kept(source: source, area: area, hits: Array(canvas.hits[hitCount...]))
  }
}
