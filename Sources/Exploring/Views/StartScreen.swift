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
    /// What was typed: the words of a command line after the program's name.
    case command([String])
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
  /// Which keys lead to which command.
  private let keys: KeyMap
  /// The keys of a command that is not complete.
  private var prefix: [Key] = []
  /// The first line of the page of keys that is shown; nil while it is closed.
  private var helpTop: Int?
  /// What was typed so far of a command; nil while none is.
  ///
  /// Untrusted text: it may be pasted.
  private var typed: String?
  /// The most scalars that a command takes.
  private static let longestLine = 200

  /// Makes the screen.
  public init(entries: [Entry], size: Size, glyphs: Glyphs, keys: KeyMap = .usual) {
    self.entries = entries
    self.keys = keys
    self.size = size
    self.glyphs = glyphs
  }

  /// Handles what the person did.
  public mutating func reduce(_ event: InputEvent) -> Outcome {
    switch event {
    case .key(let key):
      message = nil
      if typed != nil { return type(key) }
      return helpTop == nil ? press(key) : pressInHelp(key)
    case .paste(let text):
      let room = max(0, Self.longestLine - (typed?.unicodeScalars.count ?? 0))
      let line = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.prefix(room)
      typed?.unicodeScalars.append(contentsOf: line)
    case .resize(let size): self.size = size
    case .mouse(let mouse):
      if case .wheelDown = mouse.kind { turnWheel(1) }
      if case .wheelUp = mouse.kind { turnWheel(-1) }
      guard helpTop == nil, typed == nil else { break }
      switch mouse.kind {
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
    if prefix.isEmpty, keys.prefixes.contains([key]) {
      prefix = [key]
      return .undecided
    }
    let sequence = prefix + [key]
    prefix = []
    switch keys.bindings[sequence]?.name {
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
    case .help: helpTop = 0
    case .palette: typed = ""
    case .cancel: break
    default:
      let typed = sequence.map(\.notation).joined(separator: " ")
      message = "\(typed) means nothing here: j k move, Enter opens, ? lists all keys, q quits"
    }
    return .undecided
  }

  // MARK: - Help and commands

  /// The explorer without a search, whose page of keys is shown.
  private var explorer: ExplorerState {
    var state = ExplorerState(size: size, glyphs: glyphs)
    state.keys = keys
    state.overlay = .help(top: helpTop ?? 0)
    return state
  }

  private mutating func pressInHelp(_ key: Key) -> Outcome {
    var state = explorer
    let effects = Explorer.press(key, &state, 0)
    if case .help(let top) = state.overlay { helpTop = top } else { helpTop = nil }
    if effects.contains(.quitAll) { return .quit }
    return effects.contains(.redraw) ? .redraw : effects.contains(.suspend) ? .suspend : .undecided
  }

  private mutating func turnWheel(_ step: Int) {
    guard let top = helpTop else { return move(step) }
    let page = max(1, size.height - 3)
    helpTop = max(0, min(top + 3 * step, HelpPage.lineCount(explorer) - page))
  }

  private mutating func type(_ key: Key) -> Outcome {
    if key.modifiers.contains(.control) {
      if key.code == .character("u") { typed = "" }
      if key.code == .character("c") { typed = nil }
      return .undecided
    }
    switch key.code {
    case .escape: typed = nil
    case .backspace: if typed?.popLast() == nil { typed = nil }
    case .character(let scalar):
      if typed?.unicodeScalars.count ?? 0 < Self.longestLine {
        typed?.unicodeScalars.append(scalar)
      }
    case .enter:
      let words = Self.words(of: typed ?? "")
      typed = nil
      switch words.first {
      case nil: break
      case "q", "quit", "quit!": return .quit
      case "help", "?": helpTop = 0
      default: return .command(words)
      }
    default: break
    }
    return .undecided
  }

  private mutating func move(_ step: Int) {
    selected = max(0, min(selected + step, entries.count - 1))
  }

  /// Splits a command line at its blanks; those between quotation marks belong to a word.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }

  // MARK: - Drawing

  /// Returns the screen.
  public func draw() -> Canvas {
    if helpTop != nil { return ExplorerScreen.draw(explorer) }
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
    // The longest note in full, so that the list keeps its place from entry to entry.
    let longestNote = entries.map { note($0, canvas.repertoire).count }.max() ?? 0
    let noteRows = height >= 16 ? max(3, min(longestNote, height / 5)) : 0
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
    let lastNote = note(entries[selected], canvas.repertoire)
    for (row, line) in zip(height - 3 - noteRows..<height - 3, lastNote) {
      canvas.put(line, row: row, column: 1)
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

  private func note(_ entry: Entry, _ repertoire: Repertoire) -> [SafeText] {
    SafeText.lines(of: entry.remark, width: max(10, size.width - 2), repertoire: repertoire)
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
