public import Drawing

/// The first screen of the program: what can be searched, to choose from.
public struct StartScreen: Hashable, Sendable {
  /// Something to choose.
  public struct Entry: Hashable, Sendable {
    /// The group it stands in.
    public var group: String
    /// Its name.
    ///
    /// May hold untrusted text.
    public var title: String
    /// What is worth seeing in it.
    ///
    /// May hold untrusted text.
    public var note: String
    /// What the command line would say after the program's name.
    public var command: String
    /// The name and note of a recording's first mark, which is shown in place of the note.
    ///
    /// May hold untrusted text.
    public var mark: String?

    /// What is shown beside the title.
    var remark: String { mark ?? note }

    /// Makes an entry.
    public init(
      group: String, title: String, note: String, command: String, mark: String? = nil
    ) {
      self.group = group
      self.title = title
      self.note = note
      self.command = command
      self.mark = mark
    }
  }

  /// What the person decided.
  public enum Outcome: Hashable, Sendable {
    /// Nothing yet.
    case undecided
    /// The entry at this index.
    case chosen(Int)
    /// To leave.
    case quit
    /// To suspend the program.
    case suspend
    /// To have the screen drawn anew.
    case redraw
  }

  /// What can be chosen.
  public var entries: [Entry]
  /// The entry under the cursor.
  public private(set) var selected = 0
  /// The size of the screen.
  public var size: Size
  /// The signs that are used.
  public var glyphs: Glyphs
  /// A line for the person, such as why the last choice could not be opened.
  public var message: String?
  /// The keys of a command that is not complete.
  private var prefix: [Key] = []

  /// Makes the screen.
  public init(entries: [Entry], size: Size, glyphs: Glyphs) {
    self.entries = entries
    self.size = size
    self.glyphs = glyphs
  }

  /// Handles what the person did.
  public mutating func reduce(_ event: InputEvent) -> Outcome {
    switch event {
    case .key(let key):
      message = nil
      return press(key)
    case .resize(let size): self.size = size
    case .mouse(let mouse):
      switch mouse.kind {
      case .wheelDown: move(1)
      case .wheelUp: move(-1)
      case .press(button: 1), .doublePress:
        guard let hit = draw().hit(at: mouse.point) else { break }
        if hit.argument == selected, mouse.kind == .doublePress { return .chosen(selected) }
        selected = hit.argument
      default: break
      }
    case .signal(.interrupt), .signal(.terminate), .signal(.hangup), .lost: return .quit
    case .signal(.resumed): return .redraw
    default: break
    }
    return .undecided
  }

  private mutating func press(_ key: Key) -> Outcome {
    if prefix.isEmpty, CommandTable.prefixes.contains([key]) {
      prefix = [key]
      return .undecided
    }
    let sequence = prefix + [key]
    prefix = []
    switch CommandTable.bindings[sequence]?.name {
    case .down, .nextSibling: move(1)
    case .up, .previousSibling: move(-1)
    case .pageDown, .halfDown: move(5)
    case .pageUp, .halfUp: move(-5)
    case .top: selected = 0
    case .bottom: selected = max(0, entries.count - 1)
    case .inspect, .open, .run: return entries.isEmpty ? .undecided : .chosen(selected)
    case .quit, .quitAll, .interrupt: return .quit
    case .suspend: return .suspend
    case .redraw: return .redraw
    case .glyphs: glyphs = glyphs == .unicode ? .ascii : .unicode
    default:
      let keys = sequence.map(\.notation).joined(separator: " ")
      message = "\(keys) means nothing here: j k move, Enter opens, q quits"
    }
    return .undecided
  }

  private mutating func move(_ step: Int) {
    selected = max(0, min(selected + step, entries.count - 1))
  }

  // MARK: - Drawing

  /// Returns the screen.
  public func draw() -> Canvas {
    var canvas = Canvas(size: size, glyphs: glyphs)
    let (width, height) = (size.width, size.height)
    let isSmall = height < 8
    var top = 0
    if !isSmall {
      canvas.put(" treetop", row: 0, column: 0, style: .title)
      canvas.put(
        "  watch a tree search think: run it, step it, take it back, branch it", row: 0, column: 8,
        style: .muted)
      top = 2
    }
    let lines = listing()
    let noteRows = height >= 16 ? 3 : 0
    let visible = max(1, height - top - (isSmall ? 0 : 4 + noteRows))
    let marked = lines.firstIndex { $0.entry == selected } ?? 0
    let first = max(0, min(marked - visible / 2, lines.count - visible))
    let longest = entries.map { min($0.title.unicodeScalars.count, 40) }.max() ?? 0
    let titleWidth = min(max(24, longest + 2), max(24, width * 45 / 100), 44)
    for (row, line) in zip(top..<top + visible, lines.dropFirst(first)) {
      guard let index = line.entry else {
        canvas.put(SafeText(line.heading), row: row, column: 1, style: .heading)
        continue
      }
      drawEntry(index, row: row, titleWidth: titleWidth, on: &canvas)
    }
    guard !isSmall, entries.indices.contains(selected) else { return canvas }
    canvas.horizontalLine(row: height - 4 - noteRows, columns: 0..<width)
    // The note in full: in the list it is cut.
    let note = SafeText.lines(
      of: entries[selected].remark, width: max(10, width - 2), repertoire: canvas.repertoire)
    for (row, line) in zip(height - 3 - noteRows..<height - 3, note) {
      canvas.put(line, row: row, column: 1)
    }
    drawSelected(on: &canvas)
    canvas.put("Enter", row: height - 1, column: 1, style: .key)
    canvas.put("open   ", row: height - 1, column: 7, style: .muted)
    canvas.put("j k", row: height - 1, column: 14, style: .key)
    canvas.put("move   ", row: height - 1, column: 18, style: .muted)
    canvas.put("q", row: height - 1, column: 25, style: .key)
    canvas.put("quit", row: height - 1, column: 27, style: .muted)
    return canvas
  }

  private func listing() -> [(heading: String, entry: Int?)] {
    var lines: [(heading: String, entry: Int?)] = []
    var group = ""
    for (index, entry) in entries.enumerated() {
      if entry.group != group {
        if !lines.isEmpty { lines.append(("", nil)) }
        group = entry.group
        lines.append((group, nil))
      }
      lines.append(("", index))
    }
    return lines
  }

  private func drawEntry(_ index: Int, row: Int, titleWidth: Int, on canvas: inout Canvas) {
    let entry = entries[index]
    let isSelected = index == selected
    if isSelected {
      canvas.put(glyphs.cursor, row: row, column: 1, style: .accent)
      canvas.cursor = Point(row: row, column: 1)
    }
    let title = SafeText(entry.title, repertoire: canvas.repertoire).ellipsized(to: titleWidth - 1)
    canvas.put(title, row: row, column: 3, style: isSelected ? .heading : .plain)
    let note = SafeText(entry.remark, repertoire: canvas.repertoire)
    let room = size.width - 3 - titleWidth - 1
    if room > 8 {
      canvas.put(note.ellipsized(to: room), row: row, column: 3 + titleWidth, style: .muted)
    }
    if isSelected {
      canvas.restyle(row: row, columns: 0..<size.width, role: .plain, adding: .reverse)
    }
    canvas.hits.append(
      HitRegion(row: row, columns: 0..<size.width, action: "entry", argument: index))
  }

  private func drawSelected(on canvas: inout Canvas) {
    let row = size.height - 3
    if let message {
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
