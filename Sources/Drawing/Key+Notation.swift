extension Key: CustomStringConvertible {
  /// The names of the keys that write no character, the usual name of each first.
  private static let names: [(String, Code)] = [
    ("Enter", .enter), ("Return", .enter), ("Esc", .escape), ("Escape", .escape), ("Tab", .tab),
    ("BackTab", .backTab), ("Backspace", .backspace), ("Up", .up), ("Down", .down),
    ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp),
    ("PageUp", .pageUp), ("PgDn", .pageDown), ("PageDown", .pageDown), ("Ins", .insert),
    ("Insert", .insert), ("Del", .delete), ("Delete", .delete),
    ("Space", .character(" ")),
  ]

  /// Reads the notation of help pages and key files: `^D`, `Space`, `F1`, `S-Tab`, `C-Right`,
  /// `Alt-x`, `PgDn`, or a single character.
  public init?(notation: String) {
    var rest = Substring(notation)
    var modifiers: Modifiers = []
    while let (modifier, length) = Key.prefix(of: rest) {
      modifiers.formUnion(modifier)
      rest = rest.dropFirst(length)
    }
    let scalars = rest.unicodeScalars
    if scalars.count == 2, scalars.first == "^", let scalar = scalars.last {
      guard scalar.isASCII, scalar.value > 0x20 else { return nil }
      self.init(.character(scalar), modifiers.union(.control))
    } else if scalars.count == 1, let scalar = scalars.first {
      guard scalar.value > 0x20, ScalarPolicy.of(scalar) == .keep else { return nil }
      self.init(.character(scalar), modifiers)
    } else if let code = Key.code(named: rest) {
      self.init(code, modifiers)
    } else {
      return nil
    }
  }

  /// The key in the notation of help pages, which reads back as the same key.
  public var notation: String {
    var prefix = modifiers.contains(.alt) ? "Alt-" : ""
    switch code {
    case .character(let scalar) where scalar != " ":
      return prefix + (modifiers.contains(.control) ? "^" + Key.upper(scalar) : String(scalar))
    case .backTab:
      return prefix + (modifiers.contains(.control) ? "C-" : "") + "S-Tab"
    default:
      if modifiers.contains(.control) { prefix += "C-" }
      if modifiers.contains(.shift) { prefix += "S-" }
      return prefix + Key.name(of: code)
    }
  }

  /// The key in the notation of help pages.
  public var description: String { notation }

  /// Returns a control letter as it is written after the caret.
  private static func upper(_ scalar: Unicode.Scalar) -> String {
    scalar.isASCII ? String(scalar).uppercased() : String(scalar)
  }

  /// Returns the modifier that `text` begins with and the length of its prefix, if a key follows.
  private static func prefix(of text: Substring) -> (Modifiers, Int)? {
    let prefixes: [(String, Modifiers)] = [
      ("Alt-", .alt), ("A-", .alt), ("M-", .alt), ("C-", .control), ("S-", .shift),
    ]
    for (prefix, modifier) in prefixes where text.hasPrefix(prefix) && text.count > prefix.count {
      return (modifier, prefix.count)
    }
    return nil
  }

  /// Returns the key with a name, whatever the case of its letters.
  private static func code(named name: Substring) -> Code? {
    let lower = name.lowercased()
    if let found = names.first(where: { $0.0.lowercased() == lower }) { return found.1 }
    guard lower.first == "f", let number = Int(lower.dropFirst()), (1...35).contains(number) else {
      return nil
    }
    return .function(number)
  }

  /// Returns the usual name of a key.
  private static func name(of code: Code) -> String {
    if case .function(let number) = code { return "F\(number)" }
    return names.first { $0.1 == code }?.0 ?? "?"
  }
}
