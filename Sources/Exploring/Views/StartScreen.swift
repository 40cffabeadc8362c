public import Drawing
public import SearchTrees

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

    /// The marks that follow the first one, each with its note.
    ///
    /// May hold untrusted text.
    public var laterMarks: [Mark]

    /// What is to be known of it at a glance, such as how long it takes; nil for how many marks it has.
    ///
    /// May hold untrusted text.
    public var aside: String?

    /// A mark of a recording.
    public struct Mark: Hashable, Sendable {
      /// Its name.
      public var name: String
      /// What was written on it.
      public var note: String

      /// Makes a mark.
      public init(name: String, note: String) {
        self.name = name
        self.note = note
      }
    }

    /// What is shown beside the title.
    var remark: String { mark ?? note }

    /// Makes an entry.
    public init(
      group: String, title: String, note: String, command: String, mark: String? = nil,
      laterMarks: [Mark] = [], aside: String? = nil
    ) {
      self.group = group
      self.title = title
      self.note = note
      self.command = command
      self.mark = mark
      self.laterMarks = laterMarks
      self.aside = aside
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

  /// A tree in small.
  public struct Preview: Hashable, Sendable {
    /// The place of its entry.
    public var entry: Int
    /// What is known of it, with what plots are drawn of.
    public var slice: TreeSlice

    /// Makes a picture of an entry's tree.
    public init(entry: Int, slice: TreeSlice) {
      self.entry = entry
      self.slice = slice
    }
  }

  /// What can be chosen.
  public var entries: [Entry]
  /// The entry under the cursor.
  public private(set) var selected = 0
  /// The size of the screen.
  public var size: Size
  /// The signs that are used.
  public var glyphs: Glyphs
  /// What the tree of an entry looks like, for the screen beside it.
  public var preview: Preview?
  /// A line for the person, such as why the last choice could not be opened.
  public var message: String?
  /// Which keys lead to which command.
  private let keys: KeyMap
  /// The keys of a command that is not complete.
  var prefix: [Key] = []
  /// The first line of the page of keys that is shown; nil while it is closed.
  var helpTop: Int?
  /// What was typed so far of a command; nil while none is.
  ///
  /// Untrusted text: it may be pasted.
  var typed: String?
  /// The most scalars that a command takes.
  private static let longestLine = 200

  /// Makes the screen.
  public init(entries: [Entry], size: Size, glyphs: Glyphs, keys: KeyMap = .usual) {
    self.entries = entries
    self.keys = keys
    self.size = size
    self.glyphs = glyphs
  }

  /// Puts the cursor on an entry; one that there is not is the nearest that there is.
  public mutating func select(_ entry: Int) {
    selected = max(0, min(entry, entries.count - 1))
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
  var explorer: ExplorerState {
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
}
