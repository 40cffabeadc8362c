public import Drawing
import Groundwork
import SearchTrees

extension StartScreen {
  /// Where the parts of the screen are.
  private struct Places {
    /// The list of entries.
    var list: Area
    /// The chosen entry: its story, and its tree in small where there is room.
    var story: Area?
    /// Whether the story stands beside the list.
    var isWide: Bool

    init(_ screen: StartScreen, top: Int) {
      let (width, height) = (screen.size.width, screen.size.height)
      isWide = StartScreen.hasPreview(screen.size)
      let end = height < 8 ? height : height - 4
      let columns = 0..<width
      guard height >= 16 else {
        list = Area(rows: top..<max(top, end), columns: columns)
        if height >= 8 { story = Area(rows: end..<end, columns: columns) }
        return
      }
      if isWide {
        let border = width * 48 / 100
        list = Area(rows: top..<end, columns: 0..<border)
        story = Area(rows: top..<end, columns: border + 1..<width)
        return
      }
      // The longest story in full, so that the list keeps its place from entry to entry.
      let longest =
        screen.entries.map { screen.story($0, width: width - 2, screen.glyphs.repertoire).count }
        .max() ?? 0
      let rows = 1 + max(3, min(longest, height * 3 / 10))
      list = Area(rows: top..<max(top, end - rows), columns: columns)
      story = Area(rows: max(top, end - rows)..<end, columns: columns)
    }
  }

  /// Whether there is room for a tree beside the list.
  static func hasPreview(_ size: Size) -> Bool { size.width >= 110 && size.height >= 24 }

  /// The entry whose tree there is room to show; nil where there is none.
  public var previewed: Int? {
    helpTop == nil && Self.hasPreview(size) && entries.indices.contains(selected) ? selected : nil
  }

  /// Returns the screen.
  public func draw() -> Canvas {
    if helpTop != nil { return ExplorerScreen.draw(explorer) }
    var canvas = Canvas(size: size, glyphs: glyphs)
    let (width, height) = (size.width, size.height)
    let isSmall = height < 8
    if !isSmall {
      canvas.put("  treetop", row: 0, column: 0, style: .title)
      canvas.put(
        "watch a tree search think: run it, step it, take it back, branch it", row: 0, column: 12,
        style: .muted)
    }
    let places = Places(self, top: isSmall ? 0 : 1)
    drawList(in: places.list, isWide: places.isWide, on: &canvas)
    guard !isSmall, entries.indices.contains(selected), let story = places.story else {
      return canvas
    }
    drawStory(in: story, isWide: places.isWide, on: &canvas)
    canvas.horizontalLine(row: height - 4, columns: 0..<width)
    if places.isWide {
      canvas.verticalLine(
        rows: story.rows.lowerBound..<height - 3, column: story.columns.lowerBound - 1)
    }
    drawSelected(on: &canvas)
    var column = 1
    for (key, word) in [
      ("Enter", "open"), ("j k", "move"), (":", "command"), ("?", "help"), ("q", "quit"),
    ] where column + key.count + word.count + 2 < width {
      column += canvas.put(SafeText(key), row: height - 1, column: column, style: .key) + 1
      column += canvas.put(SafeText(word), row: height - 1, column: column, style: .muted) + 3
    }
    return canvas
  }

  // MARK: - The list

  /// The lines of the list: the name of a group, or an entry.
  private func listing() -> [(heading: String, entry: Int?)] {
    var lines: [(heading: String, entry: Int?)] = []
    var group = ""
    for (index, entry) in entries.enumerated() {
      if entry.group != group {
        group = entry.group
        lines.append((group, nil))
      }
      lines.append(("", index))
    }
    return lines
  }

  private func drawList(in area: Area, isWide: Bool, on canvas: inout Canvas) {
    let lines = listing()
    let visible = max(1, area.rows.count)
    let marked = lines.firstIndex { $0.entry == selected } ?? 0
    let first = max(0, min(marked - visible / 2, lines.count - visible))
    let longest = entries.map { min($0.title.unicodeScalars.count, 40) }.max() ?? 0
    let titleWidth = min(
      max(24, longest + 2), max(24, size.width * 45 / 100), isWide ? area.columns.count - 12 : 44)
    let rows = area.rows.isEmpty ? area.rows.lowerBound..<area.rows.lowerBound + 1 : area.rows
    for (row, line) in zip(rows, lines.dropFirst(first)) {
      guard let index = line.entry else {
        let count = entries.count { $0.group == line.heading }
        PaneTitle.draw(
          SafeText(line.heading, repertoire: canvas.repertoire), SafeText("\(count)"), row: row,
          columns: area.columns, on: &canvas)
        continue
      }
      drawEntry(
        index, row: row, columns: area.columns, titleWidth: titleWidth, isWide: isWide, on: &canvas)
    }
  }

  private func drawEntry(
    _ index: Int, row: Int, columns: Range<Int>, titleWidth: Int, isWide: Bool,
    on canvas: inout Canvas
  ) {
    let entry = entries[index]
    let isSelected = index == selected
    if isSelected {
      canvas.put(glyphs.cursor, row: row, column: 1, style: .accent)
      canvas.cursor = Point(row: row, column: 1)
    }
    let title = SafeText(entry.title, repertoire: canvas.repertoire).ellipsized(to: titleWidth - 1)
    canvas.put(title, row: row, column: 3, style: isSelected ? .heading : .plain)
    let room = columns.count - 3 - titleWidth - 1
    if isWide {
      // Beside the list stands the whole story.
      let marks = entry.laterMarks.count + (entry.mark == nil ? 0 : 1)
      let text =
        entry.aside.map { SafeText($0, repertoire: canvas.repertoire) }
        ?? (marks == 0 ? "" : SafeText("\(marks) mark\(marks == 1 ? "" : "s")"))
      canvas.putRight(
        text, row: row, column: columns.lowerBound, width: columns.count - 1, style: .muted)
    } else if room > 8 {
      let note = SafeText(
        (entry.aside.map { $0 + "  " } ?? "") + entry.remark, repertoire: canvas.repertoire)
      canvas.put(note.ellipsized(to: room), row: row, column: 3 + titleWidth, style: .muted)
    }
    if isSelected { canvas.restyle(row: row, columns: columns, role: .plain, adding: .reverse) }
    canvas.hits.append(HitRegion(row: row, columns: columns, action: "entry", argument: index))
  }

  // MARK: - The chosen entry

  /// What is said of an entry: its note, then every later mark.
  private func story(_ entry: Entry, width: Int, _ repertoire: Repertoire) -> [StyledLine] {
    let room = max(10, min(width, 76))
    var lines = SafeText.lines(of: entry.remark, width: room, repertoire: repertoire)
      .map { StyledLine($0) }
    for mark in entry.laterMarks {
      lines += [StyledLine(), StyledLine(SafeText(mark.name, repertoire: repertoire), .heading)]
      lines += SafeText.lines(of: mark.note, width: room, repertoire: repertoire)
        .map { StyledLine($0) }
    }
    return lines
  }

  private func drawStory(in area: Area, isWide: Bool, on canvas: inout Canvas) {
    guard area.rows.count >= 2 else { return }
    let entry = entries[selected]
    PaneTitle.draw(
      SafeText(entry.title, repertoire: canvas.repertoire),
      entry.aside.map { SafeText($0, repertoire: canvas.repertoire) } ?? "the whole story",
      row: area.rows.lowerBound, columns: area.columns, on: &canvas)
    let columns = area.columns.lowerBound + 1..<area.columns.upperBound
    let lines = story(entry, width: columns.count - 1, canvas.repertoire)
    for (row, line) in zip(area.rows.dropFirst(), lines) {
      line.draw(row: row, columns: columns, on: &canvas)
    }
    guard isWide, let preview, preview.entry == selected else { return }
    var rest = area
    rest.rows =
      min(area.rows.lowerBound + lines.count + 2, area.rows.upperBound)..<area.rows.upperBound
    StartPreview.draw(preview.slice, in: rest, on: &canvas)
  }

  private func drawSelected(on canvas: inout Canvas) {
    let row = size.height - 3
    if let typed {
      canvas.put(":", row: row, column: 1, style: .accent)
      let text = SafeText(typed, repertoire: canvas.repertoire)
      let hint: SafeText = typed.isEmpty ? "search PROBLEM, open FILE, help, quit" : ""
      let shown = text.width > size.width - 4 ? text.middleEllipsized(to: size.width - 4) : text
      let used = canvas.put(shown, row: row, column: 2)
      canvas.put(hint.ellipsized(to: max(1, size.width - 5)), row: row, column: 4, style: .muted)
      canvas.cursor = Point(row: row, column: min(size.width - 1, 2 + used))
      canvas.showsCursor = true
    } else if let message {
      canvas.put(
        SafeText(message, repertoire: canvas.repertoire).ellipsized(to: size.width - 2), row: row,
        column: 1, style: .warning)
    } else {
      canvas.put("treetop ", row: row, column: 1, style: .muted)
      canvas.put(
        SafeText(entries[selected].command, repertoire: canvas.repertoire)
          .ellipsized(to: max(1, size.width - 10)),
        row: row, column: 9, style: .accent)
    }
  }
}
