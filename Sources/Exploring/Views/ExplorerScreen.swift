public import Drawing
import SearchTrees

/// The whole screen as a function of the state.
public enum ExplorerScreen {
  /// Returns the screen that shows a state.
  public static func draw(_ state: ExplorerState) -> Canvas {
    var kept = KeptPicture()
    return draw(state, keeping: &kept)
  }

  /// Returns the screen that shows a state; what is drawn from the same as on the last picture is copied
  /// from there.
  package static func draw(_ state: ExplorerState, keeping kept: inout KeptPicture) -> Canvas {
    var canvas = drawBelow(state, keeping: &kept)
    OverlayView.draw(state, on: &canvas)
    if state.isAccessible {
      // What reads the screen aloud follows the cursor, so it is always somewhere.
      canvas.cursor = canvas.cursor ?? Point(row: state.layout.body.rows.lowerBound, column: 0)
      canvas.showsCursor = true
    }
    return canvas
  }

  /// Returns the screen without what lies over the view.
  static func drawBelow(_ state: ExplorerState) -> Canvas {
    var kept = KeptPicture()
    return drawBelow(state, keeping: &kept)
  }

  private static func drawBelow(
    _ state: ExplorerState, keeping kept: inout KeptPicture
  ) -> Canvas {
    var canvas = Canvas(size: state.size, glyphs: state.glyphs)
    let layout = state.layout
    kept.begin(canvas)
    if state.size.height == 1 {
      HeaderView.drawCompact(state, on: &canvas)
    } else if let row = layout.header {
      HeaderView.draw(state, row: row, on: &canvas)
    }
    switch state.view {
    case .steps where layout.status != nil:
      StepsView.draw(state, in: layout.body, on: &canvas)
    case .log where layout.status != nil:
      LogView.draw(state, in: layout.body, on: &canvas)
    case .compare where layout.status != nil:
      CompareView.draw(state, in: layout.body, on: &canvas)
    case .plots where layout.status != nil && state.isAccessible:
      let lines = LinearText.lines(of: .plots, state, width: state.size.width - 2)
      for (row, line) in zip(layout.body.rows, lines) {
        canvas.put(line.ellipsized(to: state.size.width - 2), row: row, column: 1)
      }
    case .plots where layout.status != nil:
      PlotsView.draw(state, in: layout.body, on: &canvas)
    case .icicle where layout.status != nil:
      IcicleView.draw(state, in: layout.body, on: &canvas)
    case .text where layout.status != nil:
      TextView.draw(state, in: layout.body, on: &canvas)
    case .doctor where layout.status != nil:
      DoctorView.draw(state, in: layout.body, on: &canvas)
    case .calls where layout.status != nil:
      CallsView.draw(state, in: layout.body, on: &canvas)
    case .groups where layout.status != nil:
      GroupView.draw(state, in: layout.body, on: &canvas)
    default:
      if state.size.height > 1 {
        TreeView.draw(
          state, in: layout.tree, hasHeads: layout.hasColumnHeads, keeping: &kept, on: &canvas)
      }
      if let area = layout.inspector {
        if HitListView.isShown(state) {
          HitListView.draw(state, in: area, on: &canvas)
        } else {
          InspectorView.draw(state, in: area, on: &canvas)
        }
      }
      if let area = layout.side { SideView.draw(state, in: area, keeping: &kept, on: &canvas) }
      if let area = layout.plotStrip {
        PlotStrip.draw(state, in: area, keeping: &kept, on: &canvas)
      }
      if let area = layout.logStrip {
        let source = PlotSource(state)
        let legend = kept.lines(.plot(.value), from: source) {
          PlotStrip.legend(.value, source, state.glyphs.repertoire)
        }
        PlotStrip.drawLog(state, in: area, legend: legend, on: &canvas)
      }
      drawBorders(layout, on: &canvas)
      if let area = layout.guide, let guide = state.guide {
        let isStacked = area.columns.lowerBound == 0
        if !isStacked {
          canvas.verticalLine(rows: area.rows, column: area.columns.lowerBound - 1)
        }
        GuideView.draw(guide, in: area, isStacked: isStacked, on: &canvas)
      }
    }
    if let area = layout.announcements {
      for (row, line) in zip(area.rows, state.announcements.lines.suffix(area.rows.count)) {
        canvas.put(
          SafeText(line, repertoire: canvas.repertoire).ellipsized(to: area.columns.count - 1),
          row: row, column: 1)
      }
    }
    if let row = layout.banner { BreakpointsView.drawBanner(state, row: row, on: &canvas) }
    if let area = layout.note { MarkNote.draw(state, in: area, on: &canvas) }
    if let row = layout.timeline { TimelineView.draw(state, row: row, on: &canvas) }
    if let row = layout.status { StatusView.drawStatus(state, row: row, on: &canvas) }
    if let row = layout.hints { StatusView.drawHints(state, row: row, on: &canvas) }
    kept.end(canvas)
    return canvas
  }

  private static func drawBorders(_ layout: Layout, on canvas: inout Canvas) {
    guard let inspector = layout.inspector, inspector.columns.lowerBound > 0 else { return }
    let border = inspector.columns.lowerBound - 1
    let end = layout.logStrip?.rows.upperBound ?? inspector.rows.upperBound
    canvas.verticalLine(rows: inspector.rows.lowerBound..<end, column: border)
    if let strip = layout.logStrip {
      canvas.horizontalLine(row: strip.rows.lowerBound, columns: border - 1..<border + 2)
    }
    if let side = layout.side {
      canvas.verticalLine(rows: side.rows, column: side.columns.lowerBound - 1)
    }
  }
}
