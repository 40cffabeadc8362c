import Drawing

/// The colours of the roles, for each number of colours.
///
/// Okabe and Ito's palette for kinds and a ramp of rising lightness for amounts, as the nearest
/// entries of the xterm palette: told apart with any colour vision, on black and on white. Colour is
/// never the only sign. The palette itself is never changed, because it cannot be put back.
enum Theme {
  /// Returns the foreground of a role, or `nil` for the terminal's own.
  static func foreground(_ role: Role, depth: ColourDepth) -> Int? {
    switch depth {
    case .mono: nil
    case .eight: eight(role)
    case .sixteen: sixteen(role)
    case .many: many(role)
    }
  }

  /// Returns the emphasis that replaces the colour of a role where there is none.
  static func emphasis(_ role: Role, depth: ColourDepth) -> Emphasis {
    // Eight colours have no grey.
    if depth == .eight, role == .muted { return .dim }
    guard depth == .mono else { return [] }
    return switch role {
    case .best, .good, .key, .title, .heading, .heat4, .heat5: .bold
    case .bad, .warning, .accent, .unsafe: .underline
    case .muted, .heat1, .heat2: .dim
    default: []
    }
  }

  /// The colours of xterm.
  private static func many(_ role: Role) -> Int? {
    switch role {
    case .plain, .heading: nil
    case .muted, .border: 244
    case .title, .key, .visits: 74
    case .accent, .warning, .best: 214
    case .good, .value: 36
    case .bad, .unsafe: 166
    case .prior: 175
    case .term: 32
    case .heat1: 60
    case .heat2: 30
    case .heat3: 36
    case .heat4: 113
    case .heat5: 220
    }
  }

  /// The bright colours of ANSI where they help.
  private static func sixteen(_ role: Role) -> Int? {
    switch role {
    case .muted, .border: 8
    case .heat1: 4
    case .heat2: 12
    case .heat3: 6
    case .heat4: 14
    case .heat5: 11
    default: eight(role)
    }
  }

  /// Cyan and magenta where others use green and red.
  private static func eight(_ role: Role) -> Int? {
    switch role {
    case .plain, .heading, .muted, .border: nil
    case .title, .key, .visits, .heat2, .heat3, .good, .value: 6
    case .accent, .warning, .best, .heat4, .heat5: 3
    case .bad, .unsafe, .prior: 5
    case .term, .heat1: 4
    }
  }
}
